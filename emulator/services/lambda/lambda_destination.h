/* Where an event's end is told: queues, topics, functions and buckets. Each is called through the door as the
 * function's role, from a delivery of its own, so that a crash loses none, and what fails for the moment is tried
 * again. */
#ifndef NUBE_LAMBDA_DESTINATION_H
#define NUBE_LAMBDA_DESTINATION_H

#include "emulator/core/delivery.h"
#include "emulator/services/lambda/lambda_record.h"

/* Is it the ARN of a queue, a topic, a function or a bucket, no longer than a delivery's lane? */
bool lambda_destination_is_known(struct span arn);

/* Is it there? Looked up in the call's transaction; *arn must be known. */
bool lambda_destination_exists(struct call *c, struct span arn);

/* May the function's role send there? AWS: asked when it is set. *operation is what it must be allowed. */
bool lambda_destination_is_allowed(struct call *c, const struct lambda_function *f, struct span arn,
                                   const char **operation);

/* Sends the invocation record there once the call is committed. An absent ARN: nowhere. */
void lambda_destination_tell(struct call *c, const struct lambda_function *f, struct span arn,
                             const struct lambda_outcome *o);

/* Sends the event to the function's dead-letter queue, or topic, where it has one. */
void lambda_dead_letter_send(struct call *c, const struct lambda_function *f, const struct lambda_outcome *o);

/* What is sent anywhere else by a function's role. */
struct lambda_letter {
    struct span function, role; /* the function's name */
    struct span arn;            /* a known destination */
    struct span body;
    struct span trace;      /* absent: none goes along */
    struct doc *attributes; /* of a message, or NULL */
    struct span folder;     /* in a bucket: behind aws/lambda/ */
};

void lambda_destination_send(struct call *c, const struct lambda_letter *letter);

extern const struct delivery_kind lambda_destination_delivery;

#endif

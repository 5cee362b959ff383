/* A queue's attributes: which there are, what values they take, and what they mean. No I/O.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
#ifndef NUBE_SQS_ATTRIBUTES_H
#define NUBE_SQS_ATTRIBUTES_H

#include "emulator/services/sqs/sqs_store.h"

/* Is it one that GetQueueAttributes knows, set or not? */
bool sqs_attribute_is_known(struct span name);

/* Checks what a client wants to set: names, ranges, policies by their form. 0, or -1 with a fault. `current` is what
 * the queue has, NULL for a new one. */
int sqs_attributes_check(struct call *c, const struct doc *wanted, bool is_fifo, const struct doc *current);

/* Its Policy as it is kept, with its principals' unique ids, in place: -1 with the fault where one of them is nobody.
 * And as it is told. */
int sqs_policy_keep(struct call *c, struct doc *wanted);
void sqs_policy_tell(struct call *c, struct doc *out);

/* AWS: booleans are taken in any case and kept in lower case ("True" is what Python's str(True) gives). In place. */
void sqs_attributes_normalise(struct arena *a, struct doc *wanted);

/* All defaults, in `a`. */
struct doc *sqs_attributes_initial(struct arena *a, bool is_fifo);

/* Sets what is wanted. A policy that is set to "" is taken away; one kind of encryption ends the other. */
void sqs_attributes_merge(struct doc *into, const struct doc *wanted);

/* An attribute of a queue as a number; and two in milliseconds. */
int64_t sqs_attribute_int(const struct doc *attributes, const char *name);
int64_t sqs_retention_ms(const struct sqs_queue *q);
int64_t sqs_delay_ms(const struct sqs_queue *q);

/* Is a receive's visibility timeout running? */
bool sqs_message_is_in_flight(const struct call *c, const struct sqs_queue *q, const struct sqs_message *m);

/* The delay is over for what was sent at that time or before. */
int64_t sqs_delay_over_ms(const struct call *c, const struct sqs_queue *q);
bool sqs_attribute_is(const struct sqs_queue *q, const char *name, const char *value);

/* A redrive policy. */
struct sqs_redrive {
    struct span target_arn;
    int64_t max_receive_count;
};

/* Reads one that was checked. False when it is absent or not one. */
bool sqs_redrive_parse(struct arena *a, struct span policy, struct sqs_redrive *r);

/* May a source queue use the dead-letter queue with that redrive-allow policy? */
bool sqs_redrive_is_allowed(struct arena *a, struct span allow_policy, struct span source_arn);

#endif

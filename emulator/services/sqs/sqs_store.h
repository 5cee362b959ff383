/* SQS's rows. A queue's messages lie in a box: purging or deleting a queue is giving up its box, whose messages are then
 * removed in the background, so both are immediate whatever the queue holds. */
#ifndef NUBE_SQS_STORE_H
#define NUBE_SQS_STORE_H

#include "emulator/core/call.h"

struct sqs_queue {
    int64_t id, box;
    struct span account, region, name;
    struct span arn;
    struct doc *attributes; /* all that are set, as text */
    int64_t created_ms, modified_ms, purged_ms;
};

struct sqs_message {
    int64_t row;
    struct span id; /* its UUID */
    struct span body;
    struct doc *attributes; /* message attributes, or NULL */
    struct doc *system;     /* AWSTraceHeader, or NULL */
    struct span sender, dead_letter_source, group;
    int64_t sent_ms, visible_ms, first_received_ms, receive_count, nonce;
};

extern const char *const sqs_schema[];

/* Everything that comes back lies in the call's arena. False: there is none. */
bool sqs_store_queue_find(struct call *c, struct span account, struct span region, struct span name,
                          struct sqs_queue *q);
void sqs_store_queue_insert(struct call *c, struct sqs_queue *q);
void sqs_store_queue_update(struct call *c, const struct sqs_queue *q);
void sqs_store_queue_delete(struct call *c, const struct sqs_queue *q);

/* Names of the caller's queues with the prefix, after `after`, up to `count`, sorted. */
struct doc *sqs_store_queue_names(struct call *c, struct span prefix, struct span after, int64_t count);

void sqs_store_message_insert(struct call *c, int64_t box, struct sqs_message *m);

/* The next message that is visible at c->now_ms, in the order of the time it became so and of its row, behind those given. False: there is
 * none. */
bool sqs_store_message_next(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, struct sqs_message *m);
void sqs_store_message_received(struct call *c, const struct sqs_message *m);
void sqs_store_message_move(struct call *c, const struct sqs_message *m, int64_t box);
bool sqs_store_message_find(struct call *c, int64_t box, int64_t row, int64_t nonce, int64_t *visible_ms);
void sqs_store_message_delete(struct call *c, int64_t box, int64_t row, int64_t nonce);
void sqs_store_message_show(struct call *c, int64_t row, int64_t visible_ms);

/* When the next message becomes visible, or `otherwise`. */
int64_t sqs_store_next_visible(struct call *c, int64_t box, int64_t otherwise);

struct sqs_counts {
    int64_t visible, in_flight, delayed;
};
/* Of messages sent after that time: older ones are past their retention, though nobody came upon them yet. */
struct sqs_counts sqs_store_counts(struct call *c, int64_t box, int64_t sent_after_ms);

/* Gives up the queue's box for a new one; the old one's messages go in the background. */
void sqs_store_box_replace(struct call *c, struct sqs_queue *q);

/* Removes the messages of given-up boxes, some at a time, until none is left. */
void sqs_store_sweep_start(void);

#endif

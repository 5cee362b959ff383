/* Rows of FIFO queues: message groups, what was deduplicated, and what a receive attempt gave.
 *
 * A group has a row while it has messages: its head is the row of its first message, head_sent_ms the time that the
 * queue's delay counts from (0 once the head was received), blocked_ms the time until which the head is in flight (it
 * is not any more once it is past its retention), 0 when it is not, back_ms the time at which a head that was received
 * is visible again. A group is ready when it is neither blocked nor delayed. So finding the next one is a look at an
 * index, however many others are not ready.
 *
 * AWS: messages behind the head that are in flight keep back those behind themselves alone (recorded in November 2025:
 * of three in flight, the third prolonged, the first two are given again). */
#ifndef NUBE_SQS_STORE_FIFO_H
#define NUBE_SQS_STORE_FIFO_H

#include "emulator/services/sqs/sqs_store.h"

/* --- groups --- */

/* The message's group has it now. False: the group is blocked, so the message cannot be received yet. */
bool sqs_store_group_add(struct call *c, int64_t box, const struct sqs_message *m);

bool sqs_store_group_is_blocked(struct call *c, int64_t box, struct span group);

/* Works out head and block anew after the group's messages changed. True: it is ready. */
bool sqs_store_group_refresh(struct call *c, const struct sqs_queue *q, struct span group);

/* Groups whose block has run out are ready again; some at a time, in the order of time. */
void sqs_store_groups_unblock(struct call *c, const struct sqs_queue *q);

/* Where one is among groups that are not blocked. AWS: they are in the order in which they became ready, so one that
 * comes back does not keep the others from being received. Of a time, those never received come first. */
struct sqs_group_place {
    int64_t head_sent_ms, head; /* the last of those whose head was never received */
    int64_t back_ms, back_head; /* and of those that came back */
    struct span group;
};

/* The next of those whose head was sent by then, and is not beyond last_row. {0} is before the first. False: none. */
bool sqs_store_group_next(struct call *c, int64_t box, int64_t sent_until_ms, int64_t last_row,
                          struct sqs_group_place *at);

/* Up to `count` messages of a group behind that row, in their order. */
int sqs_store_group_messages(struct call *c, int64_t box, struct span group, int64_t after_row, int count,
                             struct sqs_message *m);

/* When the next group becomes ready: its block runs out, or its head's delay. Or `otherwise`. */
int64_t sqs_store_group_next_ready(struct call *c, const struct sqs_queue *q, int64_t otherwise);

/* How many groups are ready, or become so by now, counted up to `most`. */
int64_t sqs_store_groups_ready(struct call *c, const struct sqs_queue *q, int64_t most);

/* --- deduplication. Scope is the group's name, or "" for the queue. --- */

bool sqs_store_duplicate_find(struct call *c, int64_t box, struct span scope, struct span id, struct sqs_message *m);
void sqs_store_duplicate_add(struct call *c, int64_t box, struct span scope, struct span id,
                             const struct sqs_message *m, int64_t expires_ms);

/* --- receive attempts: a list of what each message was left with, [[row, nonce, visible_ms], …] --- */

struct doc *sqs_store_attempt_find(struct call *c, int64_t box, struct span id);
void sqs_store_attempt_put(struct call *c, int64_t box, struct span id, const struct doc *taken, int64_t expires_ms);

#endif

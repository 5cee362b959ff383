/* SQS's rows. A queue's messages lie in a box: purging or deleting a queue is giving up its box, whose messages are
 * then removed in the background, so both are immediate whatever the queue holds. A box counts its messages, so that
 * nobody else has to. */
#ifndef NUBE_SQS_STORE_H
#define NUBE_SQS_STORE_H

#include "emulator/core/call.h"

struct sqs_queue {
    int64_t id, box;
    struct span account, region, name;
    struct span arn;
    bool is_fifo;
    struct doc *attributes; /* all that are set, as text */
    struct doc *tags;       /* NULL: none */
    int64_t created_ms, modified_ms, purged_ms;
    int64_t messages; /* in the box */
    int64_t taken;    /* in flight, at most: see sqs_store_taken_settle */
};

struct sqs_message {
    int64_t row;    /* its place: later ones have higher numbers */
    struct span id; /* its UUID */
    struct span body, body_md5;
    struct span attributes; /* message attributes in JSON, or absent */
    struct span system;     /* AWSTraceHeader in JSON, or absent */
    struct span sender, dead_letter_source, group, deduplication_id;
    int64_t sent_ms, visible_ms, first_received_ms, receive_count;
    int64_t nonce; /* of the last receive; 0: never received here */
};

extern const char *const sqs_schema[];

/* --- queues. Everything that comes back lies in the call's arena. False: there is none. --- */

bool sqs_store_queue_find(struct call *c, struct span account, struct span region, struct span name,
                          struct sqs_queue *q);
bool sqs_store_queue_by_id(struct call *c, int64_t id, struct sqs_queue *q);
void sqs_store_queue_insert(struct call *c, struct sqs_queue *q);
void sqs_store_queue_update(struct call *c, const struct sqs_queue *q);
void sqs_store_queue_tag(struct call *c, const struct sqs_queue *q);
void sqs_store_queue_delete(struct call *c, const struct sqs_queue *q);

/* Names of the caller's queues with the prefix, after `after`, up to `count`, sorted. */
struct doc *sqs_store_queue_names(struct call *c, struct span prefix, struct span after, int64_t count);

/* Names of the queues of the dead-letter queue's account and region whose redrive policy names it, the same way. */
struct doc *sqs_store_source_names(struct call *c, const struct sqs_queue *dead_letters, struct span after,
                                   int64_t count);
bool sqs_store_is_dead_letter_queue(struct call *c, const struct sqs_queue *q);

/* Gives up the queue's box for a new one; the old one's messages go in the background. */
void sqs_store_box_replace(struct call *c, struct sqs_queue *q);

/* --- messages --- */

/* Into the queue's box; m->row is set. */
void sqs_store_message_insert(struct call *c, const struct sqs_queue *q, struct sqs_message *m);

/* Up to `count` messages of a standard queue that are visible at c->now_ms, in the order of the time they became so
 * and of their row: those behind (after_ms, after_row) whose rows are not beyond last_row. Returns how many. */
int sqs_store_messages_visible(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, int64_t last_row,
                               int count, struct sqs_message *m);

/* Up to `count` messages of the box, visible or not, in the order they were sent, behind (sent_ms, row). */
int sqs_store_messages_all(struct call *c, int64_t box, int64_t after_ms, int64_t after_row, int count,
                           struct sqs_message *m);

/* Writes down visible_ms, nonce, receive_count and first_received_ms of a message just received. */
void sqs_store_message_received(struct call *c, const struct sqs_queue *q, const struct sqs_message *m);

/* Into another queue of the same kind, keeping its row, id and attributes; in a FIFO queue it counts as sent now.
 * Its group in a FIFO queue is still to be told: sqs_store_group_add. */
void sqs_store_message_move(struct call *c, const struct sqs_queue *from, const struct sqs_queue *to,
                            struct sqs_message *m);

/* The message of a row, whatever its state; _state gives its row, sent_ms, visible_ms, nonce and group alone. */
bool sqs_store_message_find(struct call *c, int64_t box, int64_t row, struct sqs_message *m);
bool sqs_store_message_state(struct call *c, int64_t box, int64_t row, struct sqs_message *m);
void sqs_store_message_delete(struct call *c, const struct sqs_queue *q, const struct sqs_message *m);
void sqs_store_message_show(struct call *c, int64_t row, int64_t visible_ms);

/* When the next message that is not visible yet becomes so, or `otherwise`. Of a standard queue. */
int64_t sqs_store_next_visible(struct call *c, int64_t box, int64_t otherwise);

/* How many messages of a standard queue are visible now, counted up to `most`. */
int64_t sqs_store_visible_count(struct call *c, int64_t box, int64_t most);

/* Counts what is in flight, since messages leave that state by time alone, and writes it down. */
int64_t sqs_store_taken_settle(struct call *c, const struct sqs_queue *q);

struct sqs_counts {
    int64_t visible, in_flight, delayed, expired;
};
/* Of messages sent after that time: older ones are past their retention, though nobody came upon them yet. A message
 * never received is delayed until its visible_ms + delay_ms. */
struct sqs_counts sqs_store_counts(struct call *c, const struct sqs_queue *q, int64_t sent_after_ms, int64_t delay_ms);

/* Up to `count` messages sent at that time or before. */
int sqs_store_messages_expired(struct call *c, int64_t box, int64_t sent_until_ms, int count, struct sqs_message *m);

/* Removes up to about `count` rows of boxes given up. True: there is more. */
bool sqs_store_boxes_sweep(struct db *db, int64_t count);

/* The columns of a message in the order that sqs_store_messages_read takes them. A long body lies apart, with the
 * attributes, and the body here is empty then, which no message's own is. */
#define SQS_APART(column)                                        \
    "CASE WHEN sqs_message.body = '' THEN (SELECT apart." column \
    " FROM sqs_body apart WHERE apart.row = sqs_message.row) ELSE sqs_message." column " END"
#define SQS_MESSAGE_COLUMNS                                                                              \
    "row, visible_ms, nonce, receive_count, first_received_ms, sent_ms, id, sender, dead_letter_source," \
    " message_group, deduplication, body_md5, system, " SQS_APART("attributes") ", " SQS_APART("body")
struct rows;
int sqs_store_messages_read(struct call *c, struct rows *r, int count, struct sqs_message *m);

#endif

/* Rows of message move tasks. */
#ifndef NUBE_SQS_STORE_MOVES_H
#define NUBE_SQS_STORE_MOVES_H

#include "emulator/services/sqs/sqs_store.h"

struct sqs_move_task {
    int64_t number;                          /* later ones have higher numbers */
    struct span id;                          /* a UUID */
    int64_t queue;                           /* the source */
    struct span source_arn, destination_arn; /* the latter absent: back to where each message came from */
    int64_t per_second;                      /* 0: as quickly as it goes */
    const char *status;                      /* RUNNING, COMPLETED, CANCELLING, CANCELLED, FAILED */
    int64_t to_move, moved;
    int64_t last_row; /* messages that came later are left alone */
    int64_t started_ms;
    struct span failure;
};

/* Keeps the queue's ten latest. */
void sqs_store_task_insert(struct call *c, const struct sqs_move_task *t);

/* Writes status, moved and failure down. */
void sqs_store_task_update(struct call *c, const struct sqs_move_task *t);
bool sqs_store_task_find(struct call *c, struct span id, struct sqs_move_task *t);

/* The queue's latest tasks first, up to `count`. Returns how many. */
int sqs_store_tasks_of(struct call *c, int64_t queue, int count, struct sqs_move_task *t);

/* Active tasks, RUNNING or CANCELLING, behind that number. */
int sqs_store_tasks_active(struct call *c, int64_t after_number, int count, struct sqs_move_task *t);
bool sqs_store_task_is_active(const struct sqs_move_task *t);

/* The row of the box's last message, or 0. */
int64_t sqs_store_last_row(struct call *c, int64_t box);

#endif

/* One chore for all active tasks: each step moves some messages of each.
 *
 * A task with a rate has moved 1 + rate × seconds messages at most since it started, by the clock. A message that is
 * moved is a new one: it gets an id and a time of its own, and is first received there. */
#include "emulator/services/sqs/sqs_mover.h"

#include <string.h>

#include "emulator/base/ids.h"
#include "emulator/services/sqs/sqs_alarm.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_messages.h"
#include "emulator/services/sqs/sqs_queues.h"
#include "emulator/services/sqs/sqs_store_fifo.h"
#include "emulator/services/sqs/sqs_store_moves.h"

#define STEP     50 /* messages of a task in a round */
#define PIECE    10
#define PAUSE_MS 20 /* between the rounds of a quick rate */

/* --- a task's step ------------------------------------------------------------------------------------------------ */

static void finish(struct sqs_move_task *t, const char *status, const char *failure)
{
    t->status = status;
    t->failure = span_of(failure);
}

/* Where the message goes. False when there is no such queue: the task has failed. */
static bool destination_find(struct call *c, struct sqs_move_task *t, const struct sqs_message *m, struct sqs_queue *to)
{
    struct span arn = t->destination_arn.data ? t->destination_arn : m->dead_letter_source;

    if (!arn.data) finish(t, "FAILED", "CouldNotDetermineMessageSource");
    else if (!sqs_queue_by_arn(c, arn, to)) finish(t, "FAILED", "AWS.SimpleQueueService.NonExistentQueue");
    return sqs_store_task_is_active(t);
}

static void move(struct call *c, const struct sqs_queue *from, const struct sqs_queue *to, struct sqs_message *m)
{
    char id[37];
    struct sqs_message moved = *m;

    uuid_new(id);
    moved.id = span_of(id);
    moved.dead_letter_source = (struct span){ NULL, 0 };
    moved.sent_ms = moved.visible_ms = c->now_ms;
    sqs_store_message_delete(c, from, m);
    sqs_store_message_insert(c, to, &moved);
    if (from->is_fifo) sqs_group_changed(c, from, m->group);
    if (to->is_fifo) sqs_group_joined(c, to, &moved);
    else call_wake(c, sqs_queue_key(c, to), 1);
}

/* The next messages that are visible and were there when the task began. */
static int candidates(struct call *c, const struct sqs_queue *q, const struct sqs_move_task *t, int count,
                      struct sqs_message *m)
{
    struct sqs_group_place at = { 0 };
    int n;

    if (!q->is_fifo) return sqs_store_messages_visible(c, q->box, INT64_MIN, 0, t->last_row, count, m);
    sqs_store_groups_unblock(c, q);
    if (!sqs_store_group_next(c, q->box, INT64_MAX, t->last_row, &at)) return 0;
    n = sqs_store_group_messages(c, q->box, at.group, 0, count, m);
    for (int i = 0; i < n; i++)
        if (m[i].row > t->last_row || sqs_message_is_in_flight(c, q, &m[i])) return i;
    return n;
}

/* Moves up to PIECE messages. Returns how many; the task may have ended with it. */
static int piece_move(struct call *c, const struct sqs_queue *from, struct sqs_move_task *t, int count)
{
    struct sqs_message m[PIECE];
    struct sqs_queue to;
    int n = candidates(c, from, t, count < PIECE ? count : PIECE, m), i;

    if (!n) finish(t, "COMPLETED", NULL);
    for (i = 0; i < n && destination_find(c, t, &m[i], &to); i++) move(c, from, &to, &m[i]);
    t->moved += i;
    return i;
}

/* How many messages may be moved by now. */
static int64_t allowance(const struct call *c, const struct sqs_move_task *t)
{
    if (!t->per_second) return STEP;
    return 1 + (c->now_ms - t->started_ms) * t->per_second / 1000 - t->moved;
}

/* Returns whether it may go on at once; lowers *due_ms to when it may. */
static bool task_step(struct call *c, struct sqs_move_task *t, int64_t *due_ms)
{
    int64_t left = allowance(c, t), due;
    struct sqs_queue from;

    if (left > STEP) left = STEP;
    if (strcmp(t->status, "CANCELLING") == 0) finish(t, "CANCELLED", NULL);
    else if (!sqs_store_queue_by_id(c, t->queue, &from)) finish(t, "FAILED", "AWS.SimpleQueueService.NonExistentQueue");
    while (left > 0 && sqs_store_task_is_active(t)) left -= piece_move(c, &from, t, (int)left);
    sqs_store_task_update(c, t);
    if (!sqs_store_task_is_active(t)) return false;
    if (allowance(c, t) > 0) return true;
    due = t->started_ms + (t->moved * 1000 + t->per_second - 1) / t->per_second;
    if (due < c->now_ms + PAUSE_MS) due = c->now_ms + PAUSE_MS;
    if (due < *due_ms) *due_ms = due;
    return false;
}

bool sqs_mover_step(struct call *c, int64_t *due_ms)
{
    struct sqs_move_task t = { 0 };
    bool is_more = false;

    while (sqs_store_tasks_active(c, t.number, 1, &t))
        if (task_step(c, &t, due_ms)) is_more = true;
    return is_more;
}

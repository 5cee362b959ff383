/* SQL of message move tasks. */
#include "emulator/services/sqs/sqs_store_moves.h"

#include <string.h>

#include "emulator/store/store.h"

#define KEPT 10

void sqs_store_task_insert(struct call *c, const struct sqs_move_task *t)
{
    db_run(c->db,
           "INSERT INTO sqs_move_task (id, queue, source_arn, destination_arn, per_second, status, to_move, last_row,"
           " started_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "tittisiii", t->id, t->queue, t->source_arn, t->destination_arn, t->per_second, t->status, t->to_move,
           t->last_row, t->started_ms);
    db_run(c->db,
           "DELETE FROM sqs_move_task WHERE queue = ?1 AND number NOT IN"
           " (SELECT number FROM sqs_move_task WHERE queue = ?1 ORDER BY number DESC LIMIT ?2)",
           "ii", t->queue, (int64_t)KEPT);
}

void sqs_store_task_update(struct call *c, const struct sqs_move_task *t)
{
    db_run(c->db, "UPDATE sqs_move_task SET status = ?, moved = ?, failure = ? WHERE number = ?", "siti", t->status,
           t->moved, t->failure, t->number);
}

#define TASK_COLUMNS                                                                                                   \
    "SELECT number, id, queue, source_arn, destination_arn, per_second, status, to_move, moved, last_row, started_ms," \
    " failure FROM sqs_move_task "

static int tasks_read(struct call *c, struct rows *r, int count, struct sqs_move_task *t)
{
    struct arena *a = &c->arena;
    int n = 0;

    while (n < count && rows_next(r))
        t[n++] = (struct sqs_move_task){ .number = rows_int(r, 0),
                                         .id = rows_copy(r, 1, a),
                                         .queue = rows_int(r, 2),
                                         .source_arn = rows_copy(r, 3, a),
                                         .destination_arn = rows_copy(r, 4, a),
                                         .per_second = rows_int(r, 5),
                                         .status = arena_string(a, rows_text(r, 6)),
                                         .to_move = rows_int(r, 7),
                                         .moved = rows_int(r, 8),
                                         .last_row = rows_int(r, 9),
                                         .started_ms = rows_int(r, 10),
                                         .failure = rows_copy(r, 11, a) };
    if (n == count) rows_close(r);
    return n;
}

bool sqs_store_task_find(struct call *c, struct span id, struct sqs_move_task *t)
{
    return tasks_read(c, db_query(c->db, TASK_COLUMNS "WHERE id = ?", "t", id), 1, t) == 1;
}

int sqs_store_tasks_of(struct call *c, int64_t queue, int count, struct sqs_move_task *t)
{
    return tasks_read(
        c, db_query(c->db, TASK_COLUMNS "WHERE queue = ? ORDER BY number DESC LIMIT ?", "ii", queue, (int64_t)count),
        count, t);
}

int sqs_store_tasks_active(struct call *c, int64_t after_number, int count, struct sqs_move_task *t)
{
    return tasks_read(
        c,
        db_query(c->db, TASK_COLUMNS "WHERE status IN ('RUNNING', 'CANCELLING') AND number > ? ORDER BY number LIMIT ?",
                 "ii", after_number, (int64_t)count),
        count, t);
}

bool sqs_store_task_is_active(const struct sqs_move_task *t)
{
    return strcmp(t->status, "RUNNING") == 0 || strcmp(t->status, "CANCELLING") == 0;
}

int64_t sqs_store_last_row(struct call *c, int64_t box)
{
    return db_int(c->db, 0, "SELECT max(row) FROM sqs_message WHERE box = ?", "i", box);
}

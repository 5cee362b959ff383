/* The SQL of tasks that end by a message from outside. */
#include "emulator/services/states/store/states_callbacks_store.h"

struct rows *states_callback_rows(struct db *db, int64_t execution)
{
    return db_query(
        db,
        "SELECT task, kind, taken, told, worker, heard_ms, child, answer, output, error, cause, never_began FROM states_callback"
        " WHERE execution = ? ORDER BY task",
        "i", execution);
}

void states_callback_read(struct rows *r, struct arena *a, struct states_callback *k)
{
    *k = (struct states_callback){ .task = rows_int(r, 0), .kind = (enum states_callback_kind)rows_int(r, 1) };
    k->is_taken = rows_int(r, 2) != 0;
    k->is_told = rows_int(r, 3) != 0;
    k->worker = rows_copy(r, 4, a);
    k->heard_ms = rows_int(r, 5);
    k->child = rows_int(r, 6);
    k->answer = (enum states_answer)rows_int(r, 7);
    k->output = rows_copy(r, 8, a);
    k->error = rows_copy(r, 9, a);
    k->cause = rows_copy(r, 10, a);
    k->never_began = rows_int(r, 11) != 0;
}

void states_callback_insert(struct db *db, int64_t execution, const struct states_callback *k, int64_t now_ms)
{
    db_run(
        db,
        "INSERT OR IGNORE INTO states_callback (execution, task, kind, activity, input, since_ms) VALUES (?, ?, ?, ?, ?, ?)",
        "iiitti", execution, k->task, (int64_t)k->kind, k->activity, k->input, now_ms);
}

void states_callback_delete(struct db *db, int64_t execution, int64_t task)
{
    db_run(db, "DELETE FROM states_callback WHERE execution = ? AND task = ?", "ii", execution, task);
}

void states_callback_delete_all(struct db *db, int64_t execution)
{
    db_run(db, "DELETE FROM states_callback WHERE execution = ?", "i", execution);
}

void states_callback_set_told(struct db *db, int64_t execution, int64_t task)
{
    db_run(db, "UPDATE states_callback SET told = 1 WHERE execution = ? AND task = ?", "ii", execution, task);
}

void states_callback_set_child(struct db *db, int64_t execution, int64_t task, int64_t child)
{
    db_run(db, "UPDATE states_callback SET child = ? WHERE execution = ? AND task = ?", "iii", child, execution, task);
}

static void count_news(struct db *db, int64_t execution)
{
    db_run(db, "UPDATE states_execution SET news = news + 1, resume = 1 WHERE id = ? AND status = 0", "i", execution);
}

bool states_callback_answer(struct db *db, int64_t execution, int64_t task, enum states_answer answer,
                            struct span output, struct span error, struct span cause, bool never_began)
{
    if (db_run(
            db,
            "UPDATE states_callback SET answer = ?, output = ?, error = ?, cause = ?, never_began = ? WHERE execution = ? AND task = ? AND answer = 0",
            "itttiii", (int64_t)answer, output, error, cause, (int64_t)never_began, execution, task) != 1)
        return false;
    count_news(db, execution);
    return true;
}

bool states_callback_hear(struct db *db, int64_t execution, int64_t task, int64_t now_ms)
{
    if (db_run(db, "UPDATE states_callback SET heard_ms = ? WHERE execution = ? AND task = ? AND answer = 0", "iii",
               now_ms, execution, task) != 1)
        return false;
    count_news(db, execution);
    return true;
}

bool states_callback_take(struct db *db, struct arena *a, struct span activity, struct span worker, int64_t *execution,
                          int64_t *task, struct span *input)
{
    struct rows *r = db_query(
        db,
        "SELECT execution, task, input FROM states_callback WHERE activity = ? AND taken = 0 AND answer = 0 ORDER BY since_ms, execution, task LIMIT 1",
        "t", activity);

    if (!rows_next(r)) return false;
    *execution = rows_int(r, 0);
    *task = rows_int(r, 1);
    *input = rows_copy(r, 2, a);
    rows_close(r);
    db_run(db, "UPDATE states_callback SET taken = 1, worker = ? WHERE execution = ? AND task = ?", "tii", worker,
           *execution, *task);
    count_news(db, *execution);
    return true;
}

struct rows *states_callback_parents(struct db *db, int64_t child)
{
    return db_query(db, "SELECT execution FROM states_callback WHERE child = ?", "i", child);
}

void states_callback_child_ended(struct db *db, int64_t child)
{
    db_run(
        db,
        "UPDATE states_execution SET news = news + 1, resume = 1 WHERE status = 0 AND id IN (SELECT execution FROM states_callback WHERE child = ?)",
        "i", child);
    db_run(db, "UPDATE states_callback SET answer = ? WHERE child = ? AND answer = 0", "ii", (int64_t)ANSWER_CHILD,
           child);
}

int64_t states_execution_news(struct db *db, int64_t execution)
{
    return db_int(db, 0, "SELECT news FROM states_execution WHERE id = ?", "i", execution);
}

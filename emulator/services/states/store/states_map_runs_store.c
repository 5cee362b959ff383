/* The SQL of map runs. */
#include "emulator/services/states/store/states_map_runs_store.h"

#include "emulator/asl/run/asl_execution.h"

#define RUN                                                                                                         \
    "SELECT id, execution, task, status, arn, detailed, concurrency, tolerated_count, tolerated_millionths, total," \
    " begun, running, ended, items, items_failed, started_ms, stopped_ms, express, redrive_count, redriven_ms"      \
    " FROM states_map_run"

void states_map_run_read(struct rows *r, struct arena *a, struct states_map_run *run)
{
    *run = (struct states_map_run){ .id = rows_int(r, 0),
                                    .execution = rows_int(r, 1),
                                    .task = rows_int(r, 2),
                                    .status = (enum states_map_status)rows_int(r, 3) };
    run->arn = rows_copy(r, 4, a);
    run->detailed = rows_int(r, 5) != 0;
    run->concurrency = rows_int(r, 6);
    run->tolerated_count = rows_int(r, 7);
    run->tolerated_millionths = rows_int(r, 8);
    run->total = rows_int(r, 9);
    run->begun = rows_int(r, 10);
    run->running = rows_int(r, 11);
    run->ended = rows_int(r, 12);
    run->items = rows_int(r, 13);
    run->items_failed = rows_int(r, 14);
    run->started_ms = rows_int(r, 15);
    run->stopped_ms = rows_int(r, 16);
    run->express = rows_int(r, 17) != 0;
    run->redrive_count = rows_int(r, 18);
    run->redriven_ms = rows_int(r, 19);
}

void states_map_run_insert(struct db *db, struct states_map_run *run)
{
    db_run(
        db,
        "INSERT INTO states_map_run (execution, task, arn, detailed, concurrency, tolerated_count, tolerated_millionths, total, items, started_ms, express)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iitiiiiiiii", run->execution, run->task, run->arn, (int64_t)run->detailed, run->concurrency,
        run->tolerated_count, run->tolerated_millionths, run->total, run->items, run->started_ms,
        (int64_t)run->express);
    run->id = db_last_rowid(db);
}

void states_map_run_update(struct db *db, const struct states_map_run *run)
{
    db_run(
        db,
        "UPDATE states_map_run SET status = ?, concurrency = ?, tolerated_count = ?, tolerated_millionths = ?, begun = ?, running = ?, ended = ?,"
        " items_failed = ?, stopped_ms = ?, redrive_count = ?, redriven_ms = ? WHERE id = ?",
        "iiiiiiiiiiii", (int64_t)run->status, run->concurrency, run->tolerated_count, run->tolerated_millionths,
        run->begun, run->running, run->ended, run->items_failed, run->stopped_ms, run->redrive_count, run->redriven_ms,
        run->id);
}

static bool first_run(struct rows *r, struct arena *a, struct states_map_run *run)
{
    if (!rows_next(r)) return false;
    states_map_run_read(r, a, run);
    rows_close(r);
    return true;
}

bool states_map_run_by_id(struct db *db, struct arena *a, int64_t id, struct states_map_run *run)
{
    return first_run(db_query(db, RUN " WHERE id = ?", "i", id), a, run);
}

bool states_map_run_by_task(struct db *db, struct arena *a, int64_t execution, int64_t task, struct states_map_run *run)
{
    return first_run(db_query(db, RUN " WHERE execution = ? AND task = ?", "ii", execution, task), a, run);
}

bool states_map_run_by_arn(struct db *db, struct arena *a, struct span arn, struct states_map_run *run)
{
    return first_run(db_query(db, RUN " WHERE arn = ?", "t", arn), a, run);
}

struct rows *states_map_runs_after(struct db *db, int64_t execution, int64_t after, int64_t limit)
{
    return db_query(db, RUN " WHERE execution = ? AND id > ? ORDER BY id LIMIT ?", "iii", execution, after, limit);
}

void states_map_item_insert(struct db *db, int64_t run, int64_t index, int64_t items, struct span input)
{
    db_run(db, "INSERT INTO states_map_item (run, position, items, input) VALUES (?, ?, ?, ?)", "iiit", run, index,
           items, input);
}

bool states_map_item_next(struct db *db, int64_t run, int64_t *index, int64_t *child)
{
    struct rows *r = db_query(
        db, "SELECT position, execution FROM states_map_item WHERE run = ? AND status = -1 ORDER BY position LIMIT 1",
        "i", run);

    if (!rows_next(r)) return false;
    *index = rows_int(r, 0);
    *child = rows_int(r, 1);
    rows_close(r);
    return true;
}

struct span states_map_item_input(struct db *db, struct arena *a, int64_t run, int64_t index)
{
    return db_text(db, a, "SELECT input FROM states_map_item WHERE run = ? AND position = ?", "ii", run, index);
}

/* From now on the child's row has the input. */
void states_map_item_set_child(struct db *db, int64_t run, int64_t index, int64_t execution)
{
    db_run(db, "UPDATE states_map_item SET execution = ?, status = 0, input = NULL WHERE run = ? AND position = ?",
           "iii", execution, run, index);
}

int64_t states_map_item_end(struct db *db, int64_t run, int64_t execution, int64_t status)
{
    int64_t items =
        db_int(db, 0, "SELECT items FROM states_map_item WHERE execution = ? AND status = 0", "i", execution);

    if (items)
        db_run(db, "UPDATE states_map_item SET status = ? WHERE run = ? AND execution = ?", "iii", status, run,
               execution);
    return items;
}

struct rows *states_map_items_running(struct db *db, int64_t run)
{
    return db_query(db, "SELECT execution FROM states_map_item WHERE run = ? AND status = 0", "i", run);
}

void states_map_items_abort(struct db *db, int64_t run)
{
    db_run(db, "UPDATE states_map_item SET status = ? WHERE run = ? AND status <= 0", "ii", (int64_t)STATES_ABORTED,
           run);
}

int64_t states_map_items_redrive(struct db *db, int64_t run)
{
    db_run(db, "UPDATE states_map_item SET status = -1 WHERE run = ? AND status != ?", "ii", run,
           (int64_t)STATES_SUCCEEDED);
    return db_int(db, 0, "SELECT count(*) FROM states_map_item WHERE run = ? AND status = ?", "ii", run,
                  (int64_t)STATES_SUCCEEDED);
}

struct rows *states_map_item_counts(struct db *db, int64_t run)
{
    return db_query(
        db,
        "SELECT status, status = -1 AND execution IS NOT NULL AS again, count(*), sum(items) FROM states_map_item WHERE run = ?"
        " GROUP BY status, again",
        "i", run);
}

void states_map_items_not_redrivable(struct db *db, int64_t run, int64_t since_ms, int64_t *executions, int64_t *items)
{
    struct rows *r = db_query(
        db,
        "SELECT count(*), coalesce(sum(items), 0) FROM states_map_item i JOIN states_execution e ON i.execution = e.id WHERE i.run = ? AND i.status > ?"
        " AND e.express_uuid IS NULL AND (e.stopped_ms < ? OR e.last_event >= ?)",
        "iiii", run, (int64_t)STATES_SUCCEEDED, since_ms, (int64_t)ASL_EVENTS_MAX - 1);

    if (!rows_next(r)) return;
    *executions = rows_int(r, 0);
    *items = rows_int(r, 1);
    rows_close(r);
}

struct rows *states_map_run_children(struct db *db, int64_t run)
{
    return db_query(
        db,
        STATES_EXECUTION_COLUMNS
        " JOIN states_map_item ON states_map_item.execution = states_execution.id WHERE run = ? ORDER BY position",
        "i", run);
}

/* Step Functions' SQL. */
#include "emulator/services/states/store/states_store.h"

#include "emulator/base/ids.h"

const char *const states_schema[] = {
    "CREATE TABLE states_definition (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
    "CREATE TABLE states_machine (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " type TEXT NOT NULL, role_arn TEXT NOT NULL, definition INTEGER NOT NULL, revision TEXT, logging TEXT, tracing TEXT, tags TEXT,"
    " created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, deleting INTEGER NOT NULL DEFAULT 0, UNIQUE (account, region, name));"
    "CREATE TABLE states_execution (id INTEGER PRIMARY KEY AUTOINCREMENT, machine INTEGER NOT NULL, definition INTEGER NOT NULL,"
    " account TEXT NOT NULL, region TEXT NOT NULL, machine_name TEXT NOT NULL, name TEXT NOT NULL, role_arn TEXT NOT NULL, endpoint TEXT NOT NULL,"
    " input TEXT NOT NULL, trace_header TEXT, status INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL, stopped_ms INTEGER NOT NULL DEFAULT 0,"
    " last_event INTEGER NOT NULL DEFAULT 0, due_ms INTEGER NOT NULL DEFAULT 0, resume INTEGER NOT NULL DEFAULT 1,"
    " output TEXT, error TEXT, cause TEXT, saved TEXT);"
    "CREATE UNIQUE INDEX states_execution_name ON states_execution (name, machine_name, region, account);"
    "CREATE INDEX states_execution_machine ON states_execution (machine, id);"
    "CREATE INDEX states_execution_running ON states_execution (machine) WHERE status = 0;"
    "CREATE TABLE states_history (execution INTEGER NOT NULL, first INTEGER NOT NULL, events TEXT NOT NULL,"
    " PRIMARY KEY (execution, first)) WITHOUT ROWID;",
    "ALTER TABLE states_execution ADD COLUMN news INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE states_callback (execution INTEGER NOT NULL, task INTEGER NOT NULL, kind INTEGER NOT NULL, activity TEXT, input TEXT,"
    " since_ms INTEGER NOT NULL, taken INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0, worker TEXT, heard_ms INTEGER NOT NULL DEFAULT 0,"
    " child INTEGER, answer INTEGER NOT NULL DEFAULT 0, output TEXT, error TEXT, cause TEXT, never_began INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (execution, task)) WITHOUT ROWID;"
    "CREATE INDEX states_callback_activity ON states_callback (activity, since_ms) WHERE activity IS NOT NULL AND taken = 0;"
    "CREATE INDEX states_callback_child ON states_callback (child) WHERE child IS NOT NULL;"
    "CREATE TABLE states_activity (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " created_ms INTEGER NOT NULL, encryption TEXT, tags TEXT, UNIQUE (account, region, name));"
    "ALTER TABLE states_machine ADD COLUMN encryption TEXT;",
    "ALTER TABLE states_machine ADD COLUMN versions INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_execution ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_execution ADD COLUMN alias TEXT;"
    "CREATE TABLE states_version (machine INTEGER NOT NULL, number INTEGER NOT NULL, definition INTEGER NOT NULL, created_ms INTEGER NOT NULL,"
    " role_arn TEXT NOT NULL, revision TEXT, description TEXT, logging TEXT, tracing TEXT, encryption TEXT, PRIMARY KEY (machine, number)) WITHOUT ROWID;"
    "CREATE TABLE states_alias (id INTEGER PRIMARY KEY AUTOINCREMENT, machine INTEGER NOT NULL, name TEXT NOT NULL, description TEXT,"
    " routing TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, UNIQUE (machine, name));"
    "CREATE TRIGGER states_machine_gone AFTER DELETE ON states_machine BEGIN"
    " DELETE FROM states_version WHERE machine = old.id; DELETE FROM states_alias WHERE machine = old.id; END;",
    "ALTER TABLE states_execution ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_execution ADD COLUMN redriven_ms INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_execution ADD COLUMN redriving INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_execution ADD COLUMN redrive_token TEXT;",
    "CREATE TABLE states_map_run (id INTEGER PRIMARY KEY AUTOINCREMENT, execution INTEGER NOT NULL, task INTEGER NOT NULL, arn TEXT NOT NULL UNIQUE,"
    " status INTEGER NOT NULL DEFAULT 0, detailed INTEGER NOT NULL, concurrency INTEGER NOT NULL, tolerated_count INTEGER NOT NULL,"
    " tolerated_millionths INTEGER NOT NULL, total INTEGER NOT NULL, begun INTEGER NOT NULL DEFAULT 0, running INTEGER NOT NULL DEFAULT 0,"
    " ended INTEGER NOT NULL DEFAULT 0, items INTEGER NOT NULL, items_failed INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL,"
    " stopped_ms INTEGER NOT NULL DEFAULT 0, UNIQUE (execution, task));"
    "CREATE TABLE states_map_item (run INTEGER NOT NULL, position INTEGER NOT NULL, items INTEGER NOT NULL, input TEXT, execution INTEGER,"
    " status INTEGER NOT NULL DEFAULT -1, PRIMARY KEY (run, position)) WITHOUT ROWID;"
    "CREATE INDEX states_map_item_execution ON states_map_item (execution) WHERE execution IS NOT NULL;",
    "ALTER TABLE states_execution ADD COLUMN express_uuid TEXT;"
    "ALTER TABLE states_map_run ADD COLUMN express INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_map_run ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE states_map_run ADD COLUMN redriven_ms INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX states_map_item_waits ON states_map_item (run, position) WHERE status = -1;",
    "ALTER TABLE states_execution ADD COLUMN mock TEXT;",
    NULL,
};

#define MACHINE                                                                                                     \
    "SELECT m.id, m.account, m.region, m.name, m.type, m.role_arn, m.definition, m.revision, m.logging, m.tracing," \
    " m.created_ms, m.updated_ms, m.deleting, m.tags, m.encryption FROM states_machine m"

#define EXECUTION STATES_EXECUTION_COLUMNS

void states_machine_read(struct rows *r, struct arena *a, struct states_machine *m)
{
    m->id = rows_int(r, 0);
    m->account = rows_copy(r, 1, a);
    m->region = rows_copy(r, 2, a);
    m->name = rows_copy(r, 3, a);
    m->type = rows_copy(r, 4, a);
    m->role_arn = rows_copy(r, 5, a);
    m->definition_id = rows_int(r, 6);
    m->revision_id = rows_copy(r, 7, a);
    m->logging = rows_copy(r, 8, a);
    m->tracing = rows_copy(r, 9, a);
    m->created_ms = rows_int(r, 10);
    m->updated_ms = rows_int(r, 11);
    m->deleting = rows_int(r, 12) != 0;
    m->tags = rows_copy(r, 13, a);
    m->encryption = rows_copy(r, 14, a);
}

bool states_machine_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                         struct states_machine *m)
{
    struct rows *r =
        db_query(db, MACHINE " WHERE m.account = ? AND m.region = ? AND m.name = ?", "ttt", account, region, name);

    if (!rows_next(r)) return false;
    states_machine_read(r, a, m);
    rows_close(r);
    return true;
}

struct rows *states_machines_after(struct db *db, struct span account, struct span region, int64_t after, int64_t limit)
{
    return db_query(db, MACHINE " WHERE m.account = ? AND m.region = ? AND m.id > ? ORDER BY m.id LIMIT ?", "ttii",
                    account, region, after, limit);
}

void states_machine_insert(struct db *db, struct states_machine *m)
{
    db_run(
        db,
        "INSERT INTO states_machine (account, region, name, type, role_arn, definition, revision, logging, tracing, tags, encryption, created_ms, updated_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "tttttitttttii", m->account, m->region, m->name, m->type, m->role_arn, m->definition_id, m->revision_id,
        m->logging, m->tracing, m->tags, m->encryption, m->created_ms, m->updated_ms);
    m->id = db_last_rowid(db);
}

void states_machine_update(struct db *db, const struct states_machine *m)
{
    db_run(
        db,
        "UPDATE states_machine SET role_arn = ?, definition = ?, revision = ?, logging = ?, tracing = ?, encryption = ?, updated_ms = ? WHERE id = ?",
        "tittttii", m->role_arn, m->definition_id, m->revision_id, m->logging, m->tracing, m->encryption, m->updated_ms,
        m->id);
}

void states_machine_delete(struct db *db, int64_t id)
{
    db_run(db, "DELETE FROM states_machine WHERE id = ?", "i", id);
}

void states_machine_mark_deleting(struct db *db, int64_t id)
{
    db_run(db, "UPDATE states_machine SET deleting = 1 WHERE id = ?", "i", id);
}

void states_machine_set_tags(struct db *db, int64_t id, struct span tags)
{
    db_run(db, "UPDATE states_machine SET tags = ? WHERE id = ?", "ti", tags, id);
}

int64_t states_machine_running(struct db *db, int64_t id)
{
    return db_int(db, 0, "SELECT count(*) FROM states_execution WHERE machine = ? AND status = 0", "i", id);
}

/* The id is random, so that a definition compiled before a reset is never taken for one that was made after it. */
int64_t states_definition_insert(struct db *db, struct span text)
{
    int64_t id = (int64_t)(random_u64() >> 1) | 1;

    db_run(db, "INSERT INTO states_definition (id, text) VALUES (?, ?)", "it", id, text);
    return id;
}

struct span states_definition_text(struct db *db, struct arena *a, int64_t id)
{
    return db_text(db, a, "SELECT text FROM states_definition WHERE id = ?", "i", id);
}

int64_t states_execution_insert(struct db *db, const struct states_execution *e)
{
    db_run(
        db,
        "INSERT INTO states_execution (machine, definition, account, region, machine_name, name, role_arn, endpoint, input, trace_header, started_ms, version, alias, express_uuid, mock)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "iittttttttiittt", e->machine_id, e->definition_id, e->account, e->region, e->machine, e->name, e->role_arn,
        e->endpoint, e->input, e->trace_header, e->started_ms, e->version, e->alias, e->express_uuid, e->mock);
    return db_last_rowid(db);
}

void states_execution_read(struct rows *r, struct arena *a, struct states_execution *e)
{
    *e = (struct states_execution){ .id = rows_int(r, 0),
                                    .machine_id = rows_int(r, 1),
                                    .definition_id = rows_int(r, 2) };
    e->account = rows_copy(r, 3, a);
    e->region = rows_copy(r, 4, a);
    e->machine = rows_copy(r, 5, a);
    e->name = rows_copy(r, 6, a);
    e->role_arn = rows_copy(r, 7, a);
    e->endpoint = rows_copy(r, 8, a);
    e->input = rows_copy(r, 9, a);
    e->trace_header = rows_copy(r, 10, a);
    e->status = (enum states_status)rows_int(r, 11);
    e->started_ms = rows_int(r, 12);
    e->stopped_ms = rows_int(r, 13);
    e->last_event = rows_int(r, 14);
    e->due_ms = rows_int(r, 15);
    e->resume = rows_int(r, 16) != 0;
    e->output = rows_copy(r, 17, a);
    e->error = rows_copy(r, 18, a);
    e->cause = rows_copy(r, 19, a);
    e->saved = rows_copy(r, 20, a);
    e->news = rows_int(r, 21);
    e->version = rows_int(r, 22);
    e->alias = rows_copy(r, 23, a);
    e->redrive_count = rows_int(r, 24);
    e->redriven_ms = rows_int(r, 25);
    e->is_redriving = rows_int(r, 26) != 0;
    e->redrive_token = rows_copy(r, 27, a);
    e->express_uuid = rows_copy(r, 28, a);
    e->mock = rows_copy(r, 29, a);
}

static bool first_execution(struct rows *r, struct arena *a, struct states_execution *e)
{
    if (!rows_next(r)) return false;
    states_execution_read(r, a, e);
    rows_close(r);
    return true;
}

bool states_execution_find(struct db *db, struct arena *a, struct span account, struct span region, struct span machine,
                           struct span name, struct states_execution *e)
{
    return first_execution(
        db_query(db,
                 EXECUTION
                 " WHERE name = ? AND machine_name = ? AND region = ? AND account = ? AND express_uuid IS NULL",
                 "tttt", name, machine, region, account),
        a, e);
}

bool states_execution_find_express(struct db *db, struct arena *a, struct span account, struct span region,
                                   struct span machine, struct span name, struct span uuid, struct states_execution *e)
{
    return first_execution(
        db_query(db,
                 EXECUTION " WHERE name = ? AND machine_name = ? AND region = ? AND account = ? AND express_uuid = ?",
                 "ttttt", name, machine, region, account, uuid),
        a, e);
}

void states_execution_delete(struct db *db, int64_t id)
{
    db_run(db, "DELETE FROM states_execution WHERE id = ?", "i", id);
}

bool states_execution_by_id(struct db *db, struct arena *a, int64_t id, struct states_execution *e)
{
    return first_execution(db_query(db, EXECUTION " WHERE id = ?", "i", id), a, e);
}

struct rows *states_executions_before(struct db *db, const struct states_execution_filter *f, int64_t before,
                                      int64_t limit)
{
    return db_query(db,
                    EXECUTION " WHERE machine = ?1 AND id < ?2 AND (?3 < 0 OR status = ?3) AND (?4 = 0 OR version = ?4)"
                              " AND (?5 IS NULL OR alias = ?5) ORDER BY id DESC LIMIT ?6",
                    "iiiiti", f->machine_id, before, f->status, f->version, f->alias, limit);
}

bool states_execution_move(struct db *db, const struct states_execution *e, int64_t last_event, int64_t first,
                           struct span events)
{
    if (db_run(
            db,
            "UPDATE states_execution SET status = ?, stopped_ms = ?, last_event = ?, due_ms = ?, resume = ?, output = ?, error = ?, cause = ?, saved = ?, mock = ?, redriving = 0"
            " WHERE id = ? AND status = 0 AND last_event = ?",
            "iiiiitttttii", (int64_t)e->status, e->stopped_ms, e->last_event, e->due_ms, (int64_t)e->resume, e->output,
            e->error, e->cause, e->saved, e->mock, e->id, last_event) != 1)
        return false;
    if (events.size)
        db_run(db, "INSERT INTO states_history (execution, first, events) VALUES (?, ?, ?)", "iit", e->id, first,
               events);
    if (e->status != STATES_RUNNING)
        db_run(
            db,
            "DELETE FROM states_machine WHERE id = ? AND deleting = 1 AND NOT EXISTS (SELECT 1 FROM states_execution WHERE machine = ? AND status = 0)",
            "ii", e->machine_id, e->machine_id);
    return true;
}

bool states_execution_redrive(struct db *db, const struct states_execution *e)
{
    return db_run(
               db,
               "UPDATE states_execution SET status = 0, stopped_ms = 0, output = NULL, error = NULL, cause = NULL, due_ms = 0, resume = 1,"
               " redrive_count = redrive_count + 1, redriven_ms = ?, redriving = 1, redrive_token = ? WHERE id = ? AND status != 0",
               "iti", e->redriven_ms, e->redrive_token, e->id) == 1;
}

struct rows *states_executions_running(struct db *db)
{
    return db_query(db, "SELECT id, due_ms, resume FROM states_execution WHERE status = 0", "");
}

struct rows *states_history(struct db *db, int64_t execution, int64_t from, bool backwards)
{
    /* Backwards the stretch that holds `from` comes first; forwards all from that stretch on. */
    if (backwards)
        return db_query(
            db, "SELECT first, events FROM states_history WHERE execution = ? AND first <= ? ORDER BY first DESC", "ii",
            execution, from);
    return db_query(
        db,
        "SELECT first, events FROM states_history WHERE execution = ?1 AND first >= coalesce((SELECT max(first) FROM states_history"
        " WHERE execution = ?1 AND first <= ?2), 0) ORDER BY first",
        "ii", execution, from);
}

/* --- how many there are ------------------------------------------------------------------------------------------- */

int64_t states_machine_count(struct db *db, struct span account, struct span region)
{
    return db_int(db, 0, "SELECT count(*) FROM states_machine WHERE account = ? AND region = ?", "tt", account, region);
}

/* Those of Map Runs have a negative machine. */
int64_t states_executions_open(struct db *db)
{
    return db_int(db, 0, "SELECT count(*) FROM states_execution WHERE status = 0 AND machine > 0", "");
}

int64_t states_executions_open_of(struct db *db, struct span account, struct span region)
{
    return db_int(db, 0,
                  "SELECT count(*) FROM states_execution WHERE status = 0 AND machine IN"
                  " (SELECT id FROM states_machine WHERE account = ? AND region = ?)",
                  "tt", account, region);
}

/* Pipes' SQL. */
#include "emulator/services/pipes/pipes_store.h"

#include "emulator/base/json.h"

const char *const pipes_schema[] = {
    "CREATE TABLE pipes_pipe (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " endpoint TEXT NOT NULL, stopped INTEGER NOT NULL, config TEXT NOT NULL, created_ms INTEGER NOT NULL, modified_ms INTEGER NOT NULL,"
    " UNIQUE (account, region, name));",
    /* ORDER pipes_failure */
    "ALTER TABLE pipes_pipe ADD COLUMN failure INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE pipes_pipe ADD COLUMN reason TEXT;",
    NULL,
};

#define PIPE \
    "SELECT id, account, region, name, endpoint, stopped, config, created_ms, modified_ms, failure, reason FROM pipes_pipe"

void pipes_store_read(struct rows *r, struct arena *a, struct pipes_pipe *p)
{
    p->id = rows_int(r, 0);
    p->account = rows_copy(r, 1, a);
    p->region = rows_copy(r, 2, a);
    p->name = rows_copy(r, 3, a);
    p->endpoint = rows_copy(r, 4, a);
    p->is_stopped = rows_int(r, 5) != 0;
    p->config = json_parse(a, rows_copy(r, 6, a), NULL);
    p->created_ms = rows_int(r, 7);
    p->modified_ms = rows_int(r, 8);
    p->failure = (enum pipes_failure)rows_int(r, 9);
    p->reason = rows_copy(r, 10, a);
}

bool pipes_store_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                      struct pipes_pipe *p)
{
    struct rows *r = db_query(db, PIPE " WHERE account = ? AND region = ? AND name = ?", "ttt", account, region, name);

    if (!rows_next(r)) return false;
    pipes_store_read(r, a, p);
    rows_close(r);
    return true;
}

void pipes_store_insert(struct db *db, struct arena *a, struct pipes_pipe *p)
{
    db_run(
        db,
        "INSERT INTO pipes_pipe (account, region, name, endpoint, stopped, config, created_ms, modified_ms, failure, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "ttttitiiit", p->account, p->region, p->name, p->endpoint, (int64_t)p->is_stopped, json_text(a, p->config),
        p->created_ms, p->modified_ms, (int64_t)p->failure, p->reason);
    p->id = db_last_rowid(db);
}

void pipes_store_update(struct db *db, struct arena *a, const struct pipes_pipe *p)
{
    db_run(db,
           "UPDATE pipes_pipe SET endpoint = ?, stopped = ?, config = ?, modified_ms = ?, failure = ?, reason = ?"
           " WHERE id = ?",
           "titiiti", p->endpoint, (int64_t)p->is_stopped, json_text(a, p->config), p->modified_ms, (int64_t)p->failure,
           p->reason, p->id);
}

void pipes_store_delete(struct db *db, int64_t id)
{
    db_run(db, "DELETE FROM pipes_pipe WHERE id = ?", "i", id);
}

struct rows *pipes_store_after(struct db *db, struct span account, struct span region, int64_t after, int64_t limit)
{
    return db_query(db, PIPE " WHERE account = ? AND region = ? AND id > ? ORDER BY id LIMIT ?", "ttii", account,
                    region, after, limit);
}

struct rows *pipes_store_all(struct db *db)
{
    return db_query(db, PIPE " ORDER BY id", "");
}

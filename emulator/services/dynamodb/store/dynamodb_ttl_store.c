/* SQL of time to live.
 *
 *   ddb_tables.ttl        the attribute; ttl_from: up to which key its items were looked through, NULL once
 *                         they all were; ttl_changed: when it was last switched on or off, in milliseconds
 *   ddb_expiries          by table and second: what a sweep finds without reading the table
 *   ddb_expiries_left     tables whose expiries are to go */
#include "emulator/services/dynamodb/store/dynamodb_ttl_store.h"

const char ddb_ttl_schema[] =
    "ALTER TABLE ddb_tables ADD COLUMN ttl TEXT;"
    "ALTER TABLE ddb_tables ADD COLUMN ttl_from BLOB;"
    "CREATE INDEX ddb_tables_ttl ON ddb_tables (space) WHERE ttl IS NOT NULL;"
    "CREATE INDEX ddb_tables_ttl_from ON ddb_tables (space) WHERE ttl_from IS NOT NULL;"
    "CREATE TABLE ddb_expiries (space INTEGER NOT NULL, at INTEGER NOT NULL, key BLOB NOT NULL,"
    " PRIMARY KEY (space, at, key)) WITHOUT ROWID;"
    "CREATE TABLE ddb_expiries_left (space INTEGER PRIMARY KEY);";

const char ddb_ttl_changes_schema[] = "ALTER TABLE ddb_tables ADD COLUMN ttl_changed INTEGER NOT NULL DEFAULT 0;";

struct span ddb_store_ttl(struct call *c, int64_t space, bool *is_changing)
{
    struct rows *r = db_query(
        c->db,
        "SELECT ttl, ttl_from IS NOT NULL OR EXISTS (SELECT 1 FROM ddb_expiries_left l WHERE l.space = t.space)"
        " FROM ddb_tables t WHERE space = ?",
        "i", space);
    struct span attribute = { NULL, 0 };

    *is_changing = false;
    if (!rows_next(r)) return attribute;
    attribute = rows_copy(r, 0, &c->arena);
    *is_changing = rows_int(r, 1) != 0;
    rows_close(r);
    return attribute;
}

int64_t ddb_store_ttl_changed_ms(struct call *c, int64_t space)
{
    return db_int(c->db, 0, "SELECT ttl_changed FROM ddb_tables WHERE space = ?", "i", space);
}

void ddb_store_ttl_enable(struct call *c, int64_t space, struct span attribute)
{
    db_run(c->db, "UPDATE ddb_tables SET ttl = ?, ttl_from = x'', ttl_changed = ? WHERE space = ?", "tii", attribute,
           c->now_ms, space);
}

void ddb_store_ttl_disable(struct call *c, int64_t space)
{
    db_run(c->db, "UPDATE ddb_tables SET ttl = NULL, ttl_from = NULL, ttl_changed = ? WHERE space = ?", "ii", c->now_ms,
           space);
    db_run(c->db, "INSERT OR IGNORE INTO ddb_expiries_left (space) VALUES (?)", "i", space);
}

bool ddb_store_ttl_filling(struct call *c, int64_t *space, struct span *from)
{
    struct rows *r = db_query(c->db, "SELECT space, ttl_from FROM ddb_tables WHERE ttl_from IS NOT NULL LIMIT 1", "");

    if (!rows_next(r)) return false;
    *space = rows_int(r, 0);
    *from = rows_copy(r, 1, &c->arena);
    if (!from->data) *from = SPAN("");
    rows_close(r);
    return true;
}

void ddb_store_ttl_filled(struct call *c, int64_t space, struct span to, bool is_all)
{
    if (is_all) db_run(c->db, "UPDATE ddb_tables SET ttl_from = NULL WHERE space = ?", "i", space);
    else db_run(c->db, "UPDATE ddb_tables SET ttl_from = ? WHERE space = ?", "bi", to, space);
}

void ddb_store_expiry_add(struct call *c, int64_t space, int64_t at, struct span key)
{
    db_run(c->db, "INSERT OR IGNORE INTO ddb_expiries (space, at, key) VALUES (?, ?, ?)", "iib", space, at, key);
}

void ddb_store_expiry_remove(struct call *c, int64_t space, int64_t at, struct span key)
{
    db_run(c->db, "DELETE FROM ddb_expiries WHERE space = ? AND at = ? AND key = ?", "iib", space, at, key);
}

int64_t ddb_store_ttl_space(struct call *c, int64_t after)
{
    return db_int(c->db, 0, "SELECT space FROM ddb_tables WHERE ttl IS NOT NULL AND space > ? ORDER BY space LIMIT 1",
                  "i", after);
}

int ddb_store_expiries(struct call *c, int64_t space, int64_t until, struct ddb_expiry *expiries, int max)
{
    struct rows *r = db_query(c->db, "SELECT at, key FROM ddb_expiries WHERE space = ? AND at <= ? ORDER BY at LIMIT ?",
                              "iii", space, until, (int64_t)max);
    int count = 0;

    while (rows_next(r)) expiries[count++] = (struct ddb_expiry){ rows_int(r, 0), rows_copy(r, 1, &c->arena) };
    return count;
}

int64_t ddb_store_expiry_next(struct call *c, int64_t space)
{
    return db_int(c->db, INT64_MAX, "SELECT at FROM ddb_expiries WHERE space = ? ORDER BY at LIMIT 1", "i", space);
}

bool ddb_store_ttl_sweep(struct call *c, int max)
{
    int64_t space = db_int(c->db, 0, "SELECT space FROM ddb_expiries_left LIMIT 1", "");
    struct ddb_expiry *expiries = ARENA_ARRAY(&c->arena, struct ddb_expiry, (size_t)max);
    int count = space ? ddb_store_expiries(c, space, INT64_MAX, expiries, max) : 0;

    for (int i = 0; i < count; i++) ddb_store_expiry_remove(c, space, expiries[i].at, expiries[i].key);
    if (space && count < max) db_run(c->db, "DELETE FROM ddb_expiries_left WHERE space = ?", "i", space);
    return space != 0;
}

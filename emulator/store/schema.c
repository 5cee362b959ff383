/* The table schema_version keeps, by service, how many of its scripts were applied. */
#include "emulator/store/schema.h"

#include "emulator/store/connection.h"

static int64_t scripts_count(const struct store_schema *s)
{
    int64_t count = 0;

    while (s->scripts[count]) count++;
    return count;
}

static bool has_versions(struct db *db)
{
    return db_int(db, 0, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'", "") > 0;
}

static const struct store_schema *schema_named(const struct store_schema *s, struct span name)
{
    for (; s->name; s++)
        if (span_is(name, s->name)) return s;
    return NULL;
}

bool schema_is_newer(struct db *db, const struct store_schema *schemas)
{
    bool newer = false;
    struct rows *r;

    if (!has_versions(db)) return false;
    r = db_query(db, "SELECT name, version FROM schema_version", "");
    while (rows_next(r)) {
        const struct store_schema *s = schema_named(schemas, rows_text(r, 0));
        if (!s || rows_int(r, 1) > scripts_count(s)) newer = true;
    }
    return newer;
}

bool schema_is_foreign(struct db *db)
{
    return !has_versions(db) && db_int(db, 0, "SELECT count(*) FROM sqlite_master", "") > 0;
}

static void apply_one(struct db *db, const struct store_schema *s)
{
    int64_t version = db_int(db, 0, "SELECT version FROM schema_version WHERE name = ?", "s", s->name);

    for (; s->scripts[version] && !db_failed(db); version++) connection_exec(db, s->scripts[version]);
    db_run(db, "INSERT OR REPLACE INTO schema_version (name, version) VALUES (?, ?)", "si", s->name, version);
}

/* The usual case at a start, which then writes nothing. */
static bool is_current(struct db *db, const struct store_schema *s)
{
    if (!has_versions(db)) return false;
    for (; s->name; s++)
        if (db_int(db, 0, "SELECT version FROM schema_version WHERE name = ?", "s", s->name) != scripts_count(s))
            return false;
    return true;
}

int schema_apply(struct db *db, const struct store_schema *schemas)
{
    if (is_current(db, schemas)) return 0;
    connection_exec(
        db,
        "BEGIN IMMEDIATE;"
        "CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
    for (; schemas->name; schemas++) apply_one(db, schemas);
    if (!db_failed(db)) return connection_exec(db, "COMMIT");
    connection_clear(db);
    connection_exec(db, "ROLLBACK");
    return -1;
}

/* SQL of imports: ddb_imports, one row an import. */
#include "emulator/services/dynamodb/store/dynamodb_imports_store.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_imports_schema[] =
    "CREATE TABLE ddb_imports (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " suffix TEXT NOT NULL, table_name TEXT NOT NULL, token TEXT NOT NULL, started INTEGER NOT NULL,"
    " ended INTEGER NOT NULL, description TEXT NOT NULL, asked TEXT NOT NULL, space INTEGER NOT NULL, done TEXT,"
    " key TEXT, etag TEXT, key_bytes INTEGER NOT NULL, processed INTEGER NOT NULL, imported INTEGER NOT NULL,"
    " bytes INTEGER NOT NULL, UNIQUE (account, region, suffix));"
    "CREATE INDEX ddb_imports_token ON ddb_imports (account, region, token);"
    "CREATE INDEX ddb_imports_under_way ON ddb_imports (account, region) WHERE ended = 0;"
    "CREATE INDEX ddb_imports_ended ON ddb_imports (ended) WHERE ended > 0;";

#define COLUMNS                                                                                                        \
    "id, table_name, suffix, token, started, ended, description, asked, space, done, key, etag, key_bytes, processed," \
    " imported, bytes"

static struct ddb_import import_read(struct call *c, struct rows *r)
{
    return (struct ddb_import){
        .id = rows_int(r, 0),
        .table_name = rows_copy(r, 1, &c->arena),
        .suffix = rows_copy(r, 2, &c->arena),
        .token = rows_copy(r, 3, &c->arena),
        .started_ms = rows_int(r, 4),
        .ended_ms = rows_int(r, 5),
        .description = json_parse(&c->arena, rows_copy(r, 6, &c->arena), NULL),
        .asked = json_parse(&c->arena, rows_copy(r, 7, &c->arena), NULL),
        .space = rows_int(r, 8),
        .done = rows_copy(r, 9, &c->arena),
        .place = { rows_copy(r, 10, &c->arena), rows_copy(r, 11, &c->arena), rows_int(r, 12) },
        .processed = rows_int(r, 13),
        .imported = rows_int(r, 14),
        .bytes = rows_int(r, 15),
    };
}

static bool import_take(struct call *c, struct rows *r, struct ddb_import *i)
{
    if (!rows_next(r)) return false;
    *i = import_read(c, r);
    rows_close(r);
    return true;
}

void ddb_store_import_insert(struct call *c, struct ddb_import *i)
{
    db_run(c->db,
           "INSERT INTO ddb_imports (account, region, suffix, table_name, token, started, ended, description, asked,"
           " space, key_bytes, processed, imported, bytes) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, 0)",
           "sstttitt", ddb_account(c), c->who.region, i->suffix, i->table_name, i->token, i->started_ms,
           json_text(&c->arena, i->description), json_text(&c->arena, i->asked));
    i->id = db_last_rowid(c->db);
}

void ddb_store_import_update(struct call *c, const struct ddb_import *i)
{
    db_run(c->db,
           "UPDATE ddb_imports SET ended = ?, description = ?, space = ?, done = ?, key = ?, etag = ?, key_bytes = ?,"
           " processed = ?, imported = ?, bytes = ? WHERE id = ?",
           "ititttiiiii", i->ended_ms, json_text(&c->arena, i->description), i->space, i->done, i->place.key,
           i->place.etag, i->place.bytes, i->processed, i->imported, i->bytes, i->id);
}

bool ddb_store_import(struct call *c, int64_t id, struct ddb_import *i)
{
    return import_take(c, db_query(c->db, "SELECT " COLUMNS " FROM ddb_imports WHERE id = ?", "i", id), i);
}

bool ddb_store_import_named(struct call *c, struct span table_name, struct span suffix, struct ddb_import *i)
{
    struct rows *r = db_query(c->db,
                              "SELECT " COLUMNS " FROM ddb_imports WHERE account = ? AND region = ? AND suffix = ?"
                              " AND table_name = ?",
                              "sstt", ddb_account(c), c->who.region, suffix, table_name);

    return import_take(c, r, i);
}

bool ddb_store_import_of_token(struct call *c, struct span token, int64_t since_ms, struct ddb_import *i)
{
    struct rows *r = db_query(c->db,
                              "SELECT " COLUMNS " FROM ddb_imports WHERE account = ? AND region = ? AND token = ?"
                              " AND (ended = 0 OR ended > ?) ORDER BY id DESC LIMIT 1",
                              "ssti", ddb_account(c), c->who.region, token, since_ms);

    return import_take(c, r, i);
}

int ddb_store_imports(struct call *c, struct span table_name, struct span after, int64_t since_ms,
                      struct ddb_import *imports, int max)
{
    struct rows *r = db_query(c->db,
                              "SELECT " COLUMNS " FROM ddb_imports WHERE account = ? AND region = ?"
                              " AND (?3 IS NULL OR suffix < ?3) AND (?4 IS NULL OR table_name = ?4) AND started > ?"
                              " ORDER BY suffix DESC LIMIT ?",
                              "ssttii", ddb_account(c), c->who.region, after, table_name, since_ms, (int64_t)max);
    int count = 0;

    while (rows_next(r)) imports[count++] = import_read(c, r);
    return count;
}

int64_t ddb_store_imports_under_way(struct call *c)
{
    return db_int(c->db, 0, "SELECT count(*) FROM ddb_imports WHERE account = ? AND region = ? AND ended = 0", "ss",
                  ddb_account(c), c->who.region);
}

void ddb_store_imports_forget(struct call *c, int64_t before_ms)
{
    db_run(c->db, "DELETE FROM ddb_imports WHERE ended > 0 AND ended < ?", "i", before_ms);
}

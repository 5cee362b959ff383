/* SQL of exports.
 *
 *   ddb_exports        one row an export; `name` is what follows "table/" in its ARN
 *   ddb_export_files   its data files that have been put
 *   ddb_copies.export  whose copy it is; 0: of a backup or a restore */
#include "emulator/services/dynamodb/store/dynamodb_exports_store.h"

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_exports_schema[] =
    "ALTER TABLE ddb_copies ADD COLUMN export INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE ddb_exports (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " name TEXT NOT NULL, table_name TEXT NOT NULL, suffix TEXT NOT NULL, table_id TEXT NOT NULL, token TEXT NOT NULL,"
    " digest TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL, description TEXT NOT NULL,"
    " asked TEXT NOT NULL, stage INTEGER NOT NULL, until INTEGER NOT NULL, copy INTEGER NOT NULL, items INTEGER NOT NULL,"
    " bytes INTEGER NOT NULL, files INTEGER NOT NULL, UNIQUE (account, region, name));"
    "CREATE INDEX ddb_exports_token ON ddb_exports (account, region, token);"
    "CREATE INDEX ddb_exports_under_way ON ddb_exports (account, region) WHERE ended = 0;"
    "CREATE INDEX ddb_exports_ended ON ddb_exports (ended) WHERE ended > 0;"
    "CREATE TABLE ddb_export_files (export INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL,"
    " md5 TEXT NOT NULL, etag TEXT NOT NULL, items INTEGER NOT NULL, PRIMARY KEY (export, number)) WITHOUT ROWID;";

#define COLUMNS                                                                                                    \
    "id, table_name, suffix, token, digest, started, ended, description, asked, stage, until, copy, items, bytes," \
    " files"

static struct ddb_export export_read(struct call *c, struct rows *r)
{
    return (struct ddb_export){
        .id = rows_int(r, 0),
        .table_name = rows_copy(r, 1, &c->arena),
        .suffix = rows_copy(r, 2, &c->arena),
        .token = rows_copy(r, 3, &c->arena),
        .digest = rows_copy(r, 4, &c->arena),
        .started_ms = rows_int(r, 5),
        .ended_ms = rows_int(r, 6),
        .description = json_parse(&c->arena, rows_copy(r, 7, &c->arena), NULL),
        .asked = json_parse(&c->arena, rows_copy(r, 8, &c->arena), NULL),
        .stage = (enum ddb_export_stage)rows_int(r, 9),
        .until = rows_int(r, 10),
        .copy = rows_int(r, 11),
        .items = rows_int(r, 12),
        .bytes = rows_int(r, 13),
        .files = rows_int(r, 14),
    };
}

static bool export_take(struct call *c, struct rows *r, struct ddb_export *e)
{
    if (!rows_next(r)) return false;
    *e = export_read(c, r);
    rows_close(r);
    return true;
}

static struct span name_of(struct call *c, struct span table_name, struct span suffix)
{
    return arena_format(&c->arena, "%.*s/export/%.*s", SPAN_ARG(table_name), SPAN_ARG(suffix));
}

void ddb_store_export_insert(struct call *c, struct ddb_export *e, int64_t source, int64_t after)
{
    struct ddb_copy copy = { .source = source, .after = after };

    db_run(
        c->db,
        "INSERT INTO ddb_exports (account, region, name, table_name, suffix, table_id, token, digest, started, ended,"
        " description, asked, stage, until, copy, items, bytes, files)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 0, 0, 0, 0)",
        "ssttttttittii", ddb_account(c), c->who.region, name_of(c, e->table_name, e->suffix), e->table_name, e->suffix,
        doc_get_str(e->description, "TableId"), e->token, e->digest, e->started_ms,
        json_text(&c->arena, e->description), json_text(&c->arena, e->asked), (int64_t)e->stage, e->until);
    e->id = db_last_rowid(c->db);
    e->copy = ddb_store_copy_begin(c, &copy);
    db_run(c->db, "UPDATE ddb_copies SET export = ? WHERE id = ?", "ii", e->id, e->copy);
    db_run(c->db, "UPDATE ddb_exports SET copy = ? WHERE id = ?", "ii", e->copy, e->id);
}

void ddb_store_export_update(struct call *c, const struct ddb_export *e)
{
    db_run(c->db,
           "UPDATE ddb_exports SET ended = ?, description = ?, stage = ?, copy = ?, items = ?, bytes = ?, files = ?"
           " WHERE id = ?",
           "itiiiiii", e->ended_ms, json_text(&c->arena, e->description), (int64_t)e->stage, e->copy, e->items,
           e->bytes, e->files, e->id);
}

bool ddb_store_export(struct call *c, int64_t id, struct ddb_export *e)
{
    return export_take(c, db_query(c->db, "SELECT " COLUMNS " FROM ddb_exports WHERE id = ?", "i", id), e);
}

bool ddb_store_export_named(struct call *c, struct span table_name, struct span suffix, struct ddb_export *e)
{
    struct rows *r =
        db_query(c->db, "SELECT " COLUMNS " FROM ddb_exports WHERE account = ? AND region = ? AND name = ?", "sst",
                 ddb_account(c), c->who.region, name_of(c, table_name, suffix));

    return export_take(c, r, e);
}

bool ddb_store_export_of_token(struct call *c, struct span token, int64_t since_ms, struct ddb_export *e)
{
    struct rows *r = db_query(c->db,
                              "SELECT " COLUMNS " FROM ddb_exports WHERE account = ? AND region = ? AND token = ?"
                              " AND (ended = 0 OR ended > ?) ORDER BY id DESC LIMIT 1",
                              "ssti", ddb_account(c), c->who.region, token, since_ms);

    return export_take(c, r, e);
}

int ddb_store_exports(struct call *c, const struct ddb_export_filter *f, struct ddb_export *exports, int max)
{
    struct rows *r = db_query(c->db,
                              "SELECT " COLUMNS " FROM ddb_exports WHERE account = ? AND region = ?"
                              " AND (?3 IS NULL OR name < ?3) AND (?4 IS NULL OR table_name = ?4 AND table_id = ?5)"
                              " AND started > ? ORDER BY name DESC LIMIT ?",
                              "sstttii", ddb_account(c), c->who.region, f->after, f->table_name, f->table_id,
                              f->since_ms, (int64_t)max);
    int count = 0;

    while (rows_next(r)) exports[count++] = export_read(c, r);
    return count;
}

int64_t ddb_store_exports_under_way(struct call *c)
{
    return db_int(c->db, 0, "SELECT count(*) FROM ddb_exports WHERE account = ? AND region = ? AND ended = 0", "ss",
                  ddb_account(c), c->who.region);
}

void ddb_store_exports_forget(struct call *c, int64_t before_ms)
{
    db_run(c->db,
           "DELETE FROM ddb_export_files WHERE export IN (SELECT id FROM ddb_exports WHERE ended > 0 AND ended < ?)",
           "i", before_ms);
    db_run(c->db, "DELETE FROM ddb_exports WHERE ended > 0 AND ended < ?", "i", before_ms);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

void ddb_store_export_file_insert(struct call *c, int64_t export, int64_t number, const struct ddb_export_file *file)
{
    db_run(c->db, "INSERT INTO ddb_export_files (export, number, key, md5, etag, items) VALUES (?, ?, ?, ?, ?, ?)",
           "iittti", export, number, file->key, file->md5, file->etag, file->items);
}

struct rows *ddb_store_export_files(struct call *c, int64_t export)
{
    return db_query(c->db, "SELECT key, md5, etag, items FROM ddb_export_files WHERE export = ? ORDER BY number", "i",
                    export);
}

/* --- what it reads ------------------------------------------------------------------------------------------------ */

bool ddb_store_export_copy(struct call *c, int64_t id, struct ddb_copy *copy)
{
    struct rows *r = db_query(c->db, "SELECT id, source, after, done_to FROM ddb_copies WHERE id = ?", "i", id);

    if (!rows_next(r)) return false;
    *copy = (struct ddb_copy){
        .id = rows_int(r, 0), .source = rows_int(r, 1), .after = rows_int(r, 2), .from = rows_copy(r, 3, &c->arena)
    };
    if (!copy->from.data) copy->from = SPAN("");
    rows_close(r);
    return true;
}

#define KEYS_PER_STEP  200
#define BYTES_PER_STEP (512 * 1024)

/* The keys that were written in the window, behind that one, with the time of the last write. */
static int changed_keys(struct call *c, const struct ddb_copy *copy, int64_t until, struct ddb_item_change *changes)
{
    struct rows *r = db_query(c->db,
                              "SELECT key, max(at) FROM ddb_journal WHERE space = ? AND key > ? AND number > ?"
                              " AND number <= ? GROUP BY key ORDER BY key LIMIT ?",
                              "ibiii", copy->source, copy->from, copy->after, until, (int64_t)KEYS_PER_STEP);
    int count = 0;

    while (rows_next(r))
        changes[count++] = (struct ddb_item_change){ .key = rows_copy(r, 0, &c->arena), .at_ms = rows_int(r, 1) };
    return count;
}

/* The item as it was at that number of the journal; absent: there was none. */
static struct span item_at(struct call *c, int64_t space, struct span key, int64_t number)
{
    struct rows *r = db_query(
        c->db, "SELECT item FROM ddb_journal WHERE space = ? AND key = ? AND number > ? ORDER BY number LIMIT 1", "ibi",
        space, key, number);
    struct span item;
    int64_t size;

    if (!rows_next(r)) return ddb_store_row(c, space, key, &size);
    item = rows_copy(r, 0, &c->arena);
    rows_close(r);
    return item;
}

bool ddb_store_changes_read(struct call *c, const struct ddb_copy *copy, int64_t until, ddb_change_put_fn *put,
                            void *arg, struct span *to)
{
    struct ddb_item_change *changes = ARENA_ARRAY(&c->arena, struct ddb_item_change, KEYS_PER_STEP);
    int count = changed_keys(c, copy, until, changes), i;
    size_t bytes = 0;

    *to = copy->from;
    for (i = 0; i < count && bytes < BYTES_PER_STEP; i++) {
        changes[i].old = item_at(c, copy->source, changes[i].key, copy->after);
        changes[i].new = item_at(c, copy->source, changes[i].key, until);
        bytes += changes[i].old.size + changes[i].new.size;
        put(c, arg, &changes[i]);
        *to = changes[i].key;
    }
    return i < count || count == KEYS_PER_STEP;
}

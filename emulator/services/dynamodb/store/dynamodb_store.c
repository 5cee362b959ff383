/* SQL of tables and rows. What else is kept of a table has files of its own: dynamodb_streams_store, _ttl_store,
 * _backups_store, _resources_store.
 *
 *   ddb_spaces    one row a table or index; ids are never used again, so garbage can't be mistaken for somebody's rows
 *   ddb_tables    by account, region and name; `keys` is packed for the quick path, `description` what is told
 *   ddb_indexes   of a table, in the order they were made; `cursor` of one that is being filled (dynamodb_fills.c)
 *   ddb_rows      clustered by space and key: the item as JSON and its size by DynamoDB's count
 *   ddb_garbage   spaces whose rows are to go
 *   ddb_tokens    of TransactWriteItems, until they expire */
#include "emulator/services/dynamodb/store/dynamodb_store.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/dynamodb/store/dynamodb_table_cache.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_tables_schema[] =
    "CREATE TABLE ddb_spaces (id INTEGER PRIMARY KEY AUTOINCREMENT, items INTEGER NOT NULL, bytes INTEGER NOT NULL);"
    "CREATE TABLE ddb_tables (space INTEGER PRIMARY KEY, account TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL,"
    " keys BLOB NOT NULL, description TEXT NOT NULL, UNIQUE (account, region, name));"
    "CREATE TABLE ddb_indexes (table_space INTEGER NOT NULL, space INTEGER NOT NULL, name TEXT NOT NULL,"
    " local INTEGER NOT NULL, keys BLOB NOT NULL, projection INTEGER NOT NULL, included TEXT,"
    " PRIMARY KEY (table_space, space)) WITHOUT ROWID;"
    "CREATE TABLE ddb_rows (space INTEGER NOT NULL, key BLOB NOT NULL, size INTEGER NOT NULL, item TEXT NOT NULL,"
    " PRIMARY KEY (space, key)) WITHOUT ROWID;"
    "CREATE TABLE ddb_garbage (space INTEGER PRIMARY KEY);"
    "CREATE TABLE ddb_tokens (account TEXT NOT NULL, region TEXT NOT NULL, token TEXT NOT NULL, digest TEXT NOT NULL,"
    " until INTEGER NOT NULL, PRIMARY KEY (account, region, token)) WITHOUT ROWID;"
    "CREATE INDEX ddb_tokens_until ON ddb_tokens (until);";

const char ddb_cursors_schema[] = "ALTER TABLE ddb_indexes ADD COLUMN cursor BLOB;";

/* --- tables ------------------------------------------------------------------------------------------------------- */

/* The list doubles: it has room for as many as the next power of two. */
struct ddb_index *ddb_table_add_index(struct arena *a, struct ddb_table *table)
{
    int count = table->index_count;

    if (count == DDB_INDEXES_MAX) return NULL;
    if ((count & (count - 1)) == 0) {
        struct ddb_index *more = ARENA_ARRAY(a, struct ddb_index, (size_t)(count ? 2 * count : 1));
        if (count) memcpy(more, table->indexes, (size_t)count * sizeof *more);
        table->indexes = more;
    }
    return &table->indexes[table->index_count++];
}

static bool table_read(struct call *c, struct span name, bool even_unmade, struct ddb_table *table)
{
    struct rows *r = db_query(c->db,
                              "SELECT space, keys, stream, ttl, pitr_since OR copies, restoring FROM ddb_tables"
                              " WHERE account = ? AND region = ? AND name = ? AND (restoring = 0 OR ?)",
                              "ssti", ddb_account(c), c->who.region, name, (int64_t)even_unmade);
    struct span keys;

    *table = (struct ddb_table){ .name = name };
    if (!rows_next(r)) return false;
    keys = rows_copy(r, 1, &c->arena);
    table->space = rows_int(r, 0);
    ddb_schema_unpack(keys, &table->keys);
    table->stream = rows_int(r, 2);
    table->ttl = rows_copy(r, 3, &c->arena);
    table->is_journalled = rows_int(r, 4) != 0;
    if (!rows_int(r, 5)) ddb_table_cache_keep(c, table, keys);
    rows_close(r);
    return true;
}

static bool table_find(struct call *c, struct span name, bool even_unmade, struct ddb_table *table)
{
    return ddb_table_cache_find(c, name, table) || table_read(c, name, even_unmade, table);
}

static void index_read(struct call *c, struct rows *r, struct ddb_index *index)
{
    *index =
        (struct ddb_index){ .space = rows_int(r, 0), .name = rows_copy(r, 1, &c->arena), .local = rows_int(r, 2) != 0 };
    ddb_schema_unpack(rows_copy(r, 3, &c->arena), &index->keys);
    index->projection = (enum ddb_projection_kind)rows_int(r, 4);
    if (!rows_is_null(r, 5)) index->included = json_parse(&c->arena, rows_copy(r, 5, &c->arena), NULL);
    if (!rows_is_null(r, 6)) index->cursor = rows_copy(r, 6, &c->arena);
}

static bool table_find_with_indexes(struct call *c, struct span name, bool even_unmade, struct ddb_table *table)
{
    struct rows *r;

    if (!table_find(c, name, even_unmade, table)) return false;
    r = db_query(
        c->db,
        "SELECT space, name, local, keys, projection, included, cursor FROM ddb_indexes WHERE table_space = ? ORDER BY space",
        "i", table->space);
    while (rows_next(r)) {
        struct ddb_index *index = ddb_table_add_index(&c->arena, table);
        if (index) index_read(c, r, index);
    }
    return true;
}

bool ddb_store_table(struct call *c, struct span name, struct ddb_table *table)
{
    return table_find(c, name, false, table);
}

bool ddb_store_table_with_indexes(struct call *c, struct span name, struct ddb_table *table)
{
    return table_find_with_indexes(c, name, false, table);
}

bool ddb_store_table_at_all(struct call *c, struct span name, struct ddb_table *table)
{
    return table_find_with_indexes(c, name, true, table);
}

bool ddb_store_table_of_space(struct call *c, int64_t space, struct ddb_table *table)
{
    struct rows *r = db_query(c->db, "SELECT account, region, name FROM ddb_tables WHERE space = ?", "i", space);
    struct span name;

    if (!rows_next(r)) return false;
    snprintf(c->who.account, sizeof c->who.account, "%.*s", SPAN_ARG(rows_text(r, 0)));
    snprintf(c->who.region, sizeof c->who.region, "%.*s", SPAN_ARG(rows_text(r, 1)));
    name = rows_copy(r, 2, &c->arena);
    rows_close(r);
    return ddb_store_table_at_all(c, name, table);
}

struct doc *ddb_store_description(struct call *c, struct span name, int64_t *space)
{
    struct rows *r =
        db_query(c->db, "SELECT space, description FROM ddb_tables WHERE account = ? AND region = ? AND name = ?",
                 "sst", ddb_account(c), c->who.region, name);
    struct doc *description;

    if (!rows_next(r)) return NULL;
    *space = rows_int(r, 0);
    description = json_parse(&c->arena, rows_copy(r, 1, &c->arena), NULL);
    rows_close(r);
    return description;
}

static int64_t space_insert(struct call *c)
{
    db_run(c->db, "INSERT INTO ddb_spaces (items, bytes) VALUES (0, 0)", "");
    return db_last_rowid(c->db);
}

void ddb_store_index_insert(struct call *c, int64_t table_space, struct ddb_index *index)
{
    struct span none = { NULL, 0 };

    index->space = space_insert(c);
    db_run(
        c->db,
        "INSERT INTO ddb_indexes (table_space, space, name, local, keys, projection, included, cursor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        "iitibitb", table_space, index->space, index->name, (int64_t)index->local,
        ddb_schema_pack(&c->arena, &index->keys), (int64_t)index->projection,
        index->included ? json_text(&c->arena, index->included) : none, index->cursor);
}

void ddb_store_index_cursor(struct call *c, int64_t table_space, int64_t space, struct span cursor)
{
    db_run(c->db, "UPDATE ddb_indexes SET cursor = ? WHERE table_space = ? AND space = ?", "bii", cursor, table_space,
           space);
}

void ddb_store_index_delete(struct call *c, int64_t table_space, int64_t space)
{
    db_run(c->db, "INSERT INTO ddb_garbage (space) VALUES (?)", "i", space);
    db_run(c->db, "DELETE FROM ddb_spaces WHERE id = ?", "i", space);
    db_run(c->db, "DELETE FROM ddb_indexes WHERE table_space = ? AND space = ?", "ii", table_space, space);
}

bool ddb_store_table_filling(struct call *c, struct ddb_table *table)
{
    struct rows *r = db_query(c->db,
                              "SELECT t.account, t.region, t.name FROM ddb_indexes i JOIN ddb_tables t"
                              " ON t.space = i.table_space WHERE i.cursor IS NOT NULL LIMIT 1",
                              "");
    struct span name;

    if (!rows_next(r)) return false;
    snprintf(c->who.account, sizeof c->who.account, "%.*s", SPAN_ARG(rows_text(r, 0)));
    snprintf(c->who.region, sizeof c->who.region, "%.*s", SPAN_ARG(rows_text(r, 1)));
    name = rows_copy(r, 2, &c->arena);
    rows_close(r);
    return ddb_store_table_with_indexes(c, name, table);
}

void ddb_store_table_insert(struct call *c, struct ddb_table *table, const struct doc *description)
{
    table->space = space_insert(c);
    db_run(c->db, "INSERT INTO ddb_tables (space, account, region, name, keys, description) VALUES (?, ?, ?, ?, ?, ?)",
           "isstbt", table->space, ddb_account(c), c->who.region, table->name, ddb_schema_pack(&c->arena, &table->keys),
           json_text(&c->arena, description));
    for (int i = 0; i < table->index_count; i++) ddb_store_index_insert(c, table->space, &table->indexes[i]);
}

void ddb_store_description_update(struct call *c, int64_t space, const struct doc *description)
{
    db_run(c->db, "UPDATE ddb_tables SET description = ? WHERE space = ?", "ti", json_text(&c->arena, description),
           space);
}

void ddb_store_table_delete(struct call *c, int64_t space, bool keep_rows)
{
    if (!keep_rows) db_run(c->db, "INSERT INTO ddb_garbage (space) VALUES (?)", "i", space);
    db_run(c->db, "INSERT INTO ddb_garbage (space) SELECT space FROM ddb_indexes WHERE table_space = ?", "i", space);
    db_run(c->db, "DELETE FROM ddb_spaces WHERE id IN (SELECT space FROM ddb_indexes WHERE table_space = ?)", "i",
           space);
    db_run(c->db, "DELETE FROM ddb_indexes WHERE table_space = ?", "i", space);
    db_run(c->db, "DELETE FROM ddb_spaces WHERE id = ?", "i", space);
    db_run(c->db, "DELETE FROM ddb_tables WHERE space = ?", "i", space);
}

void ddb_store_table_names(struct call *c, struct span after, int64_t limit, struct doc *names)
{
    struct rows *r = db_query(
        c->db, "SELECT name FROM ddb_tables WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?",
        "ssti", ddb_account(c), c->who.region, after.data ? after : SPAN(""), limit);

    while (rows_next(r)) doc_append_str(names, rows_text(r, 0));
}

void ddb_store_space_count(struct call *c, int64_t space, int64_t *items, int64_t *bytes)
{
    struct rows *r = db_query(c->db, "SELECT items, bytes FROM ddb_spaces WHERE id = ?", "i", space);

    *items = *bytes = 0;
    if (!rows_next(r)) return;
    *items = rows_int(r, 0);
    *bytes = rows_int(r, 1);
    rows_close(r);
}

bool ddb_store_sweep(struct db *db, int rows)
{
    int64_t space =
        db_int(db, 0, "SELECT space FROM ddb_garbage WHERE space NOT IN (SELECT source FROM ddb_copies) LIMIT 1", "");

    if (!space) return false;
    if (db_run(db,
               "DELETE FROM ddb_rows WHERE space = ?1 AND key IN (SELECT key FROM ddb_rows WHERE space = ?1 LIMIT ?2)",
               "ii", space, (int64_t)rows) < rows)
        db_run(db, "DELETE FROM ddb_garbage WHERE space = ?", "i", space);
    return true;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

struct span ddb_store_row(struct call *c, int64_t space, struct span key, int64_t *size)
{
    struct rows *r = db_query(c->db, "SELECT size, item FROM ddb_rows WHERE space = ? AND key = ?", "ib", space, key);
    struct span item = { NULL, 0 };

    *size = -1;
    if (!rows_next(r)) return item;
    *size = rows_int(r, 0);
    item = rows_copy(r, 1, &c->arena);
    rows_close(r);
    return item;
}

static void space_count(struct call *c, int64_t space, int64_t items, int64_t bytes)
{
    if (items || bytes)
        db_run(c->db, "UPDATE ddb_spaces SET items = items + ?, bytes = bytes + ? WHERE id = ?", "iii", items, bytes,
               space);
}

void ddb_store_row_put(struct call *c, int64_t space, struct span key, int64_t size, struct span item, int64_t old_size)
{
    if (old_size < 0)
        db_run(c->db, "INSERT OR REPLACE INTO ddb_rows (space, key, size, item) VALUES (?, ?, ?, ?)", "ibit", space,
               key, size, item);
    else
        db_run(c->db, "UPDATE ddb_rows SET size = ?, item = ? WHERE space = ? AND key = ?", "itib", size, item, space,
               key);
    space_count(c, space, old_size < 0, size - (old_size < 0 ? 0 : old_size));
}

void ddb_store_row_delete(struct call *c, int64_t space, struct span key, int64_t old_size)
{
    db_run(c->db, "DELETE FROM ddb_rows WHERE space = ? AND key = ?", "ib", space, key);
    space_count(c, space, -1, -old_size);
}

struct rows *ddb_store_rows(struct call *c, int64_t space, struct span from, struct span below, bool forward)
{
    if (forward)
        return db_query(c->db,
                        "SELECT key, size, item FROM ddb_rows WHERE space = ? AND key >= ? AND key < ? ORDER BY key",
                        "ibb", space, from, below);
    return db_query(c->db,
                    "SELECT key, size, item FROM ddb_rows WHERE space = ? AND key >= ? AND key < ? ORDER BY key DESC",
                    "ibb", space, from, below);
}

struct rows *ddb_store_rows_after(struct call *c, int64_t space, struct span after, int limit)
{
    return db_query(c->db, "SELECT key, size, item FROM ddb_rows WHERE space = ? AND key > ? ORDER BY key LIMIT ?",
                    "ibi", space, after, (int64_t)limit);
}

/* --- tokens ------------------------------------------------------------------------------------------------------- */

struct span ddb_store_token(struct call *c, struct span token)
{
    db_run(c->db, "DELETE FROM ddb_tokens WHERE until <= ?", "i", c->now_ms);
    return db_text(c->db, &c->arena, "SELECT digest FROM ddb_tokens WHERE account = ? AND region = ? AND token = ?",
                   "sst", c->who.account, c->who.region, token);
}

void ddb_store_token_insert(struct call *c, struct span token, const char *digest, int64_t until_ms)
{
    db_run(c->db, "INSERT INTO ddb_tokens (account, region, token, digest, until) VALUES (?, ?, ?, ?, ?)", "sstsi",
           c->who.account, c->who.region, token, digest, until_ms);
}

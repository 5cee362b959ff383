/* SQL of backups.
 *
 *   ddb_tables.pitr_since   when point-in-time recovery was enabled, 0: off; pitr_days: how far back;
 *                           copies: how many read it now; restoring: its rows are not all there yet
 *                           (enum ddb_making)
 *   ddb_journal             by table, key and number: the item before a change
 *   ddb_journal_left        numbers up to which a table's journal is to go
 *   ddb_copies              under way
 *   ddb_backups             with the space of their rows */
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_backups_schema[] =
    "ALTER TABLE ddb_tables ADD COLUMN pitr_since INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE ddb_tables ADD COLUMN pitr_days INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE ddb_tables ADD COLUMN copies INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE ddb_tables ADD COLUMN restoring INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX ddb_tables_pitr ON ddb_tables (space) WHERE pitr_since > 0;"
    "CREATE TABLE ddb_journal (space INTEGER NOT NULL, key BLOB NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,"
    " size INTEGER NOT NULL, item TEXT, PRIMARY KEY (space, key, number)) WITHOUT ROWID;"
    "CREATE INDEX ddb_journal_at ON ddb_journal (space, at, number);"
    "CREATE TABLE ddb_journal_left (space INTEGER PRIMARY KEY, number INTEGER NOT NULL);"
    "CREATE TABLE ddb_copies (id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL, target INTEGER NOT NULL,"
    " after INTEGER NOT NULL, restore INTEGER NOT NULL, done_to BLOB NOT NULL);"
    "CREATE TABLE ddb_backups (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " table_name TEXT NOT NULL, suffix TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, created INTEGER NOT NULL,"
    " expires INTEGER NOT NULL, space INTEGER NOT NULL, bytes INTEGER NOT NULL, items INTEGER NOT NULL,"
    " description TEXT NOT NULL, ttl TEXT, UNIQUE (account, region, table_name, suffix));"
    "CREATE INDEX ddb_backups_order ON ddb_backups (account, region, created, suffix);"
    "CREATE INDEX ddb_backups_expires ON ddb_backups (expires) WHERE expires > 0;";

#define DAY_MS ((int64_t)24 * 3600 * 1000)

/* --- the journal -------------------------------------------------------------------------------------------------- */

void ddb_store_journal_add(struct call *c, int64_t space, struct span key, int64_t old_size, struct span old)
{
    struct rows *r = db_query(
        c->db, "SELECT at, number FROM ddb_journal WHERE space = ? ORDER BY at DESC, number DESC LIMIT 1", "i", space);
    int64_t at = c->now_ms, number = 0;

    if (rows_next(r)) {
        if (rows_int(r, 0) > at) at = rows_int(r, 0); /* the clock was set back: numbers and times stay in one order */
        number = rows_int(r, 1);
        rows_close(r);
    }
    db_run(c->db, "INSERT INTO ddb_journal (space, key, number, at, size, item) VALUES (?, ?, ?, ?, ?, ?)", "ibiiit",
           space, key, number + 1, at, old_size, old);
}

int64_t ddb_store_journal_last(struct call *c, int64_t space, int64_t at_ms)
{
    return db_int(c->db, 0,
                  "SELECT number FROM ddb_journal WHERE space = ? AND at <= ? ORDER BY at DESC, number DESC LIMIT 1",
                  "ii", space, at_ms);
}

/* Deletes at most `max` of the oldest entries with numbers up to `number`, from before `before_ms`. Returns how
 * many. */
static int journal_drop(struct call *c, int64_t space, int64_t number, int64_t before_ms, int max)
{
    struct rows *r = db_query(c->db,
                              "SELECT key, number FROM ddb_journal WHERE space = ? AND at < ? AND number <= ?"
                              " ORDER BY at, number LIMIT ?",
                              "iiii", space, before_ms, number, (int64_t)max);
    struct span *keys = ARENA_ARRAY(&c->arena, struct span, (size_t)max);
    int64_t *numbers = ARENA_ARRAY(&c->arena, int64_t, (size_t)max);
    int count = 0;

    while (rows_next(r)) {
        keys[count] = rows_copy(r, 0, &c->arena);
        numbers[count++] = rows_int(r, 1);
    }
    for (int i = 0; i < count; i++)
        db_run(c->db, "DELETE FROM ddb_journal WHERE space = ? AND key = ? AND number = ?", "ibi", space, keys[i],
               numbers[i]);
    return count;
}

static bool prune_left(struct call *c, int max)
{
    struct rows *r =
        db_query(c->db,
                 "SELECT space, number FROM ddb_journal_left WHERE space NOT IN (SELECT source FROM ddb_copies)"
                 " LIMIT 1",
                 "");
    int64_t space, number;

    if (!rows_next(r)) return false;
    space = rows_int(r, 0);
    number = rows_int(r, 1);
    rows_close(r);
    if (journal_drop(c, space, number, INT64_MAX, max) < max)
        db_run(c->db, "DELETE FROM ddb_journal_left WHERE space = ?", "i", space);
    return true;
}

/* What is too old to be recovered, of the table of that space, unless a copy may need it. Returns whether there may be
 * more. */
static bool prune_old(struct call *c, int64_t space, int64_t days, int64_t copies, int max, int64_t *due_ms)
{
    int64_t oldest;

    if (copies) return false; /* its end calls again */
    if (journal_drop(c, space, INT64_MAX, c->now_ms - days * DAY_MS, max) == max) return true;
    oldest = db_int(c->db, INT64_MAX, "SELECT at FROM ddb_journal WHERE space = ? ORDER BY at LIMIT 1", "i", space);
    if (oldest != INT64_MAX && oldest + days * DAY_MS + 1 < *due_ms) *due_ms = oldest + days * DAY_MS + 1;
    return false;
}

bool ddb_store_journal_prune(struct call *c, int max, int64_t *due_ms)
{
    int64_t space = 0, days, copies;
    bool more = prune_left(c, max);

    for (;;) {
        struct rows *r = db_query(c->db,
                                  "SELECT space, pitr_days, copies FROM ddb_tables WHERE pitr_since > 0 AND space > ?"
                                  " ORDER BY space LIMIT 1",
                                  "i", space);
        if (!rows_next(r)) return more;
        space = rows_int(r, 0);
        days = rows_int(r, 1);
        copies = rows_int(r, 2);
        rows_close(r);
        if (prune_old(c, space, days, copies, max, due_ms)) return true;
    }
}

void ddb_store_pitr(struct call *c, int64_t space, struct ddb_pitr *pitr)
{
    struct rows *r = db_query(c->db, "SELECT pitr_since, pitr_days FROM ddb_tables WHERE space = ?", "i", space);

    *pitr = (struct ddb_pitr){ 0 };
    if (!rows_next(r)) return;
    *pitr = (struct ddb_pitr){ rows_int(r, 0), rows_int(r, 1) };
    rows_close(r);
}

/* What there is of the journal is of no use any more, once no copy reads it. */
static void journal_leave(struct call *c, int64_t space)
{
    db_run(c->db, "INSERT OR REPLACE INTO ddb_journal_left (space, number) VALUES (?, ?)", "ii", space,
           ddb_store_journal_last(c, space, INT64_MAX));
}

void ddb_store_pitr_set(struct call *c, int64_t space, const struct ddb_pitr *pitr)
{
    db_run(c->db, "UPDATE ddb_tables SET pitr_since = ?, pitr_days = ? WHERE space = ?", "iii", pitr->since_ms,
           pitr->days, space);
    if (!pitr->since_ms) journal_leave(c, space);
}

/* --- copies ------------------------------------------------------------------------------------------------------- */

int64_t ddb_store_copy_begin(struct call *c, const struct ddb_copy *copy)
{
    int64_t id;

    db_run(c->db, "INSERT INTO ddb_copies (source, target, after, restore, done_to) VALUES (?, ?, ?, ?, x'')", "iiii",
           copy->source, copy->target, copy->after, (int64_t)copy->is_restore);
    id = db_last_rowid(c->db);
    db_run(c->db, "UPDATE ddb_tables SET copies = copies + 1 WHERE space = ?", "i", copy->source);
    return id;
}

bool ddb_store_copy(struct call *c, struct ddb_copy *copy)
{
    struct rows *r = db_query(c->db,
                              "SELECT id, source, target, after, restore, done_to FROM ddb_copies WHERE export = 0"
                              " ORDER BY id LIMIT 1",
                              "");

    if (!rows_next(r)) return false;
    *copy = (struct ddb_copy){ .id = rows_int(r, 0),
                               .source = rows_int(r, 1),
                               .target = rows_int(r, 2),
                               .after = rows_int(r, 3),
                               .is_restore = rows_int(r, 4) != 0,
                               .from = rows_copy(r, 5, &c->arena) };
    if (!copy->from.data) copy->from = SPAN("");
    rows_close(r);
    return true;
}

void ddb_store_copy_advance(struct call *c, int64_t id, struct span to)
{
    db_run(c->db, "UPDATE ddb_copies SET done_to = ? WHERE id = ?", "bi", to, id);
}

void ddb_store_copy_end(struct call *c, const struct ddb_copy *copy)
{
    db_run(c->db, "DELETE FROM ddb_copies WHERE id = ?", "i", copy->id);
    db_run(c->db, "UPDATE ddb_tables SET copies = copies - 1 WHERE space = ?", "i", copy->source);
    if (db_int(c->db, 0, "SELECT 1 FROM ddb_tables WHERE space = ? AND copies = 0 AND pitr_since = 0", "i",
               copy->source))
        journal_leave(c, copy->source);
}

#define ROWS_PER_STEP  200
#define BYTES_PER_STEP (512 * 1024)

struct copied {
    struct span key, item;
    int64_t size;
};

/* The rows of a step. False when there are none behind them. */
static bool rows_collect(struct call *c, const struct ddb_copy *copy, struct copied *rows, int *count)
{
    struct rows *r = ddb_store_rows_after(c, copy->source, copy->from, ROWS_PER_STEP);
    int64_t bytes = 0;

    *count = 0;
    while (rows_next(r)) {
        struct copied *row = &rows[(*count)++];
        *row = (struct copied){ rows_copy(r, 0, &c->arena), rows_copy(r, 2, &c->arena), rows_int(r, 1) };
        bytes += row->size;
        if (*count < ROWS_PER_STEP && bytes < BYTES_PER_STEP) continue;
        rows_close(r);
        return true;
    }
    return false;
}

/* The next key with anything in the journal; absent when there is none. */
static struct span journal_key(struct call *c, const struct ddb_copy *copy, struct span behind)
{
    if (copy->after < 0) return (struct span){ NULL, 0 };
    return db_text(c->db, &c->arena, "SELECT key FROM ddb_journal WHERE space = ? AND key > ? ORDER BY key LIMIT 1",
                   "ib", copy->source, behind);
}

/* What the item was at the copy's moment, when it was changed since. */
static bool journal_item(struct call *c, const struct ddb_copy *copy, struct copied *row)
{
    struct rows *r = db_query(c->db,
                              "SELECT size, item FROM ddb_journal WHERE space = ? AND key = ? AND number > ?"
                              " ORDER BY number LIMIT 1",
                              "ibi", copy->source, row->key, copy->after);

    if (!rows_next(r)) return false;
    row->size = rows_int(r, 0);
    row->item = rows_copy(r, 1, &c->arena);
    rows_close(r);
    return true;
}

bool ddb_store_copy_read(struct call *c, const struct ddb_copy *copy, ddb_copy_put_fn *put, void *arg, struct span *to)
{
    struct copied *rows = ARENA_ARRAY(&c->arena, struct copied, ROWS_PER_STEP);
    int count, next = 0, steps = 0;
    bool more = rows_collect(c, copy, rows, &count);
    struct span journalled = journal_key(c, copy, copy->from);

    *to = copy->from;
    for (; steps < ROWS_PER_STEP && (next < count || (journalled.data && !more)); steps++) {
        int order = next == count ? 1 : journalled.data ? span_compare(rows[next].key, journalled) : -1;
        struct copied row = order <= 0 ? rows[next] : (struct copied){ .key = journalled, .size = -1 };
        if (order >= 0) journal_item(c, copy, &row);
        if (row.size >= 0) put(c, arg, row.key, row.size, row.item);
        *to = row.key;
        if (order <= 0) next++;
        if (order >= 0) journalled = journal_key(c, copy, journalled);
    }
    return more || next < count || journalled.data;
}

void ddb_store_row_copy(struct call *c, int64_t space, struct span key, int64_t size, struct span item)
{
    db_run(c->db, "INSERT OR REPLACE INTO ddb_rows (space, key, size, item) VALUES (?, ?, ?, ?)", "ibit", space, key,
           size, item);
}

void ddb_store_making_set(struct call *c, int64_t space, enum ddb_making making)
{
    db_run(c->db, "UPDATE ddb_tables SET restoring = ? WHERE space = ?", "ii", (int64_t)making, space);
}

enum ddb_making ddb_store_making(struct call *c, struct span table_name)
{
    return (enum ddb_making)db_int(c->db, DDB_MADE,
                                   "SELECT restoring FROM ddb_tables WHERE account = ? AND region = ? AND name = ?",
                                   "sst", ddb_account(c), c->who.region, table_name);
}

/* --- backups ------------------------------------------------------------------------------------------------------ */

int64_t ddb_store_space_insert(struct call *c, int64_t items, int64_t bytes)
{
    db_run(c->db, "INSERT INTO ddb_spaces (items, bytes) VALUES (?, ?)", "ii", items, bytes);
    return db_last_rowid(c->db);
}

void ddb_store_backup_insert(struct call *c, struct ddb_backup *backup)
{
    db_run(
        c->db,
        "INSERT INTO ddb_backups (account, region, table_name, suffix, name, type, created, expires, space, bytes, items,"
        " description, ttl) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "sstttsiiiiitt", ddb_account(c), c->who.region, backup->table_name, backup->suffix, backup->name, backup->type,
        backup->created_ms, backup->expires_ms, backup->space, backup->bytes, backup->items, backup->description,
        backup->ttl);
    backup->id = db_last_rowid(c->db);
}

#define BACKUP_COLUMNS                                                                             \
    "id, table_name, suffix, name, type, created, expires, space, bytes, items, description, ttl," \
    " EXISTS (SELECT 1 FROM ddb_copies WHERE target = b.space), EXISTS (SELECT 1 FROM ddb_copies WHERE source = b.space)"

static void backup_read(struct call *c, struct rows *r, struct ddb_backup *backup)
{
    *backup = (struct ddb_backup){
        .id = rows_int(r, 0),
        .table_name = rows_copy(r, 1, &c->arena),
        .suffix = rows_copy(r, 2, &c->arena),
        .name = rows_copy(r, 3, &c->arena),
        .type = rows_copy(r, 4, &c->arena).data,
        .created_ms = rows_int(r, 5),
        .expires_ms = rows_int(r, 6),
        .space = rows_int(r, 7),
        .bytes = rows_int(r, 8),
        .items = rows_int(r, 9),
        .description = rows_copy(r, 10, &c->arena),
        .ttl = rows_copy(r, 11, &c->arena),
        .is_creating = rows_int(r, 12) != 0,
        .is_restoring = rows_int(r, 13) != 0,
    };
}

bool ddb_store_backup(struct call *c, struct span table_name, struct span suffix, struct ddb_backup *backup)
{
    struct rows *r = db_query(c->db,
                              "SELECT " BACKUP_COLUMNS " FROM ddb_backups b WHERE account = ? AND region = ?"
                              " AND table_name = ? AND suffix = ?",
                              "sstt", ddb_account(c), c->who.region, table_name, suffix);

    if (!rows_next(r)) return false;
    backup_read(c, r, backup);
    rows_close(r);
    return true;
}

static void backup_drop(struct call *c, int64_t id, int64_t space)
{
    db_run(c->db, "DELETE FROM ddb_backups WHERE id = ?", "i", id);
    db_run(c->db, "DELETE FROM ddb_spaces WHERE id = ?", "i", space);
    db_run(c->db, "INSERT INTO ddb_garbage (space) VALUES (?)", "i", space);
}

void ddb_store_backup_delete(struct call *c, const struct ddb_backup *backup)
{
    backup_drop(c, backup->id, backup->space);
}

int ddb_store_backups(struct call *c, const struct ddb_backup_filter *f, struct ddb_backup *backups, int max)
{
    struct rows *r =
        db_query(c->db,
                 "SELECT " BACKUP_COLUMNS " FROM ddb_backups b WHERE account = ? AND region = ?"
                 " AND (created, suffix) > (?, ?) AND created >= ? AND created < ?"
                 " AND (?7 IS NULL OR table_name = ?7) AND (?8 IS NULL OR type = ?8) ORDER BY created, suffix LIMIT ?",
                 "ssitiitsi", ddb_account(c), c->who.region, f->after_ms, f->after_suffix, f->from_ms, f->below_ms,
                 f->table_name, f->type, (int64_t)max);
    int count = 0;

    while (rows_next(r)) backup_read(c, r, &backups[count++]);
    return count;
}

bool ddb_store_backups_expire(struct call *c, int64_t *due_ms)
{
    struct rows *r =
        db_query(c->db, "SELECT id, space, expires FROM ddb_backups WHERE expires > 0 ORDER BY expires LIMIT 1", "");
    int64_t id, space, expires;

    if (!rows_next(r)) return false;
    id = rows_int(r, 0);
    space = rows_int(r, 1);
    expires = rows_int(r, 2);
    rows_close(r);
    if (expires <= c->now_ms) backup_drop(c, id, space);
    else if (expires < *due_ms) *due_ms = expires;
    return expires <= c->now_ms;
}

void ddb_store_table_leave(struct call *c, int64_t space)
{
    journal_leave(c, space);
    db_run(c->db, "INSERT OR IGNORE INTO ddb_expiries_left (space) VALUES (?)", "i", space);
}

/* Connections and statements over SQLite.
 *
 * A statement is looked up by the address and text of its SQL in a small hash table; a text that is already running
 * on this connection (a query inside a query of the same text) is prepared afresh and finalised at its end.
 */
#include "emulator/store/db.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/store/connection.h"
#include "emulator/store/wal_gather.h"
#include "emulator/store/watch.h"

#define CACHE_SLOTS 1024 /* a power of two */
#define CACHE_MAX   512
#define NESTING_MAX 16

struct rows {
    struct db *db;
    sqlite3_stmt *statement;
    const char *sql;
    bool busy;
    bool cached;
    uint32_t changes; /* the set of watches that it concerns */
};

struct db {
    sqlite3 *handle;
    struct rows *cache[CACHE_SLOTS];
    int cached;
    bool is_ready;
    bool failed;
    struct {
        bool failed;
        int open;
    } at[NESTING_MAX]; /* how things stood when the savepoint began */
    int nesting, open; /* savepoints asked for, and those that SQLite has: one of them may have failed */
    int wal_pages;
    uint32_t prepared, changes; /* sets of watches: of the statement that is being prepared, and of those that ran */
    bool has_snapshot;
    uint64_t generation; /* the snapshot sees this commit, and perhaps later ones */
    char error[256];
};

static _Atomic long fail_countdown;

void connection_fail_at(long nth)
{
    fail_countdown = nth;
}

static bool must_fail(void)
{
    return fail_countdown > 0 && atomic_fetch_sub(&fail_countdown, 1) == 1;
}

static void db_fail(struct db *db, const char *sql)
{
    if (db->failed) return;
    db->failed = true;
    snprintf(db->error, sizeof db->error, "%s", sqlite3_errmsg(db->handle));
    if (db->is_ready) log_error("store: %s, in: %.120s", db->error, sql); /* else who opens it will say so */
}

/* SQLite asks, while it prepares a statement, for every table that it will change. */
static int on_access(void *arg, int action, const char *table, const char *column, const char *database,
                     const char *trigger)
{
    struct db *db = arg;

    (void)column, (void)database, (void)trigger;
    if (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE)
        db->prepared |= watch_set_of(table);
    return SQLITE_OK;
}

static int on_commit(void *arg, sqlite3 *handle, const char *name, int pages)
{
    struct db *db = arg;

    (void)handle;
    (void)name;
    db->wal_pages = pages;
    return SQLITE_OK;
}

struct db *connection_open(const char *path, enum store_durability durability, int cache_kib, const char **error)
{
    static const char *const levels[] = { [STORE_NORMAL] = "NORMAL", [STORE_FULL] = "FULL", [STORE_OFF] = "OFF" };
    static char words[512];
    struct db *db = memory_new(1, sizeof *db);
    char pragmas[256];

    if (sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        wal_gather_vfs())) {
        snprintf(words, sizeof words, "cannot open the database %s: %s", path, sqlite3_errmsg(db->handle));
        *error = words;
        connection_close(db, true);
        return NULL;
    }
    sqlite3_busy_timeout(db->handle, 5000);
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA journal_mode=WAL; PRAGMA synchronous=%s; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;"
             "PRAGMA cache_size=-%d; PRAGMA cell_size_check=OFF",
             levels[durability], cache_kib);
    if (connection_exec(db, pragmas)) {
        snprintf(words, sizeof words, "cannot use the database %s: %s", path, db->error);
        *error = words;
        connection_close(db, true);
        return NULL;
    }
    sqlite3_wal_hook(db->handle, on_commit, db);
    sqlite3_set_authorizer(db->handle, on_access, db);
    db->is_ready = true;
    return db;
}

void connection_close(struct db *db, bool keep_wal)
{
    for (int i = 0; i < CACHE_SLOTS; i++) {
        if (!db->cache[i]) continue;
        sqlite3_finalize(db->cache[i]->statement);
        free(db->cache[i]);
    }
    if (keep_wal) sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
    sqlite3_close(db->handle);
    free(db);
}

int connection_exec(struct db *db, const char *sql)
{
    if (must_fail() || sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK) db_fail(db, sql);
    return db->failed ? -1 : 0;
}

void connection_snapshot_end(struct db *db)
{
    connection_clear(db);
    if (db->has_snapshot) db_run(db, "COMMIT", "");
    if (db->failed) {
        connection_clear(db);
        db_run(db, "ROLLBACK", ""); /* or the next use would find itself inside this one */
    }
    connection_clear(db);
    db->has_snapshot = false;
}

void connection_snapshot_begin(struct db *db, uint64_t generation)
{
    if (db->has_snapshot && db->generation == generation) return;
    connection_snapshot_end(db);
    db_run(db, "BEGIN", "");
    db->generation = generation;
    db->has_snapshot = true;
}

uint64_t db_snapshot_commit(const struct db *db)
{
    return db->has_snapshot ? db->generation : 0;
}

uint32_t connection_changes_take(struct db *db)
{
    uint32_t changes = db->changes;

    db->changes = 0;
    return changes;
}

bool connection_snapshot_is_older(const struct db *db, uint64_t generation)
{
    return db->has_snapshot && db->generation != generation;
}

void connection_clear(struct db *db)
{
    db->failed = false;
    db->nesting = db->open = 0;
}

const char *connection_error(struct db *db)
{
    return db->error;
}

/* SQLite syncs the database file only at the end of the log, which a pass beside a busy writer never sees; then all
 * would wait for that. */
static void database_sync(struct db *db)
{
    sqlite3_file *file = NULL;

    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (file && file->pMethods) file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
}

int connection_checkpoint(struct db *db, enum connection_checkpoint mode)
{
    static const int modes[] = { SQLITE_CHECKPOINT_PASSIVE, SQLITE_CHECKPOINT_RESTART, SQLITE_CHECKPOINT_TRUNCATE };
    bool restarts = mode != CHECKPOINT_PASSIVE;
    int in_log = 0, done = 0;

    sqlite3_busy_timeout(db->handle, restarts ? 20 : 0);
    sqlite3_wal_checkpoint_v2(db->handle, NULL, modes[mode], &in_log, &done);
    sqlite3_busy_timeout(db->handle, 5000);
    if (!restarts && done > 0) database_sync(db);
    return done > 0 ? done : 0;
}

bool connection_has_moved(const struct db *db)
{
    int has_moved = 0;

    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
    return has_moved;
}

int64_t connection_wal_bytes(const struct db *db)
{
    sqlite3_file *file = NULL;
    sqlite3_int64 bytes = 0;

    sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
    if (file && file->pMethods) file->pMethods->xFileSize(file, &bytes);
    return bytes;
}

int connection_wal_pages(const struct db *db)
{
    return db->wal_pages;
}

static size_t slot_of(const char *sql)
{
    uint64_t hash = (uint64_t)(uintptr_t)sql * 0x9E3779B97F4A7C15u;

    return (size_t)(hash >> 54) & (CACHE_SLOTS - 1);
}

static struct rows *rows_prepare(struct db *db, const char *sql, bool cached)
{
    struct rows *r = memory_new(1, sizeof *r);

    *r = (struct rows){ .db = db, .sql = sql, .cached = cached };
    db->prepared = 0;
    if (sqlite3_prepare_v3(db->handle, sql, -1, cached ? SQLITE_PREPARE_PERSISTENT : 0, &r->statement, NULL) ==
        SQLITE_OK) {
        r->changes = db->prepared;
        return r;
    }
    db_fail(db, sql);
    free(r);
    return NULL;
}

static struct rows *rows_begin(struct db *db, const char *sql)
{
    size_t slot = slot_of(sql);
    struct rows *r;

    if (db->failed) return NULL;
    if (must_fail()) {
        db_fail(db, sql);
        return NULL;
    }
    while ((r = db->cache[slot]) && !(r->sql == sql && strcmp(sqlite3_sql(r->statement), sql) == 0))
        slot = (slot + 1) & (CACHE_SLOTS - 1);
    if (!r) {
        r = rows_prepare(db, sql, db->cached < CACHE_MAX);
        if (r && r->cached) db->cache[slot] = r, db->cached++;
    } else if (r->busy) {
        r = rows_prepare(db, sql, false);
    }
    if (!r) return NULL;
    r->busy = true;
    db->changes |= r->changes;
    return r;
}

void rows_close(struct rows *r)
{
    if (!r) return;
    sqlite3_reset(r->statement);
    r->busy = false;
    if (r->cached) return;
    sqlite3_finalize(r->statement);
    free(r);
}

bool rows_next(struct rows *r)
{
    int rc;

    if (!r) return false;
    rc = sqlite3_step(r->statement);
    if (rc == SQLITE_ROW) return true;
    if (rc != SQLITE_DONE) db_fail(r->db, r->sql);
    rows_close(r);
    return false;
}

static void bind_text(sqlite3_stmt *s, int at, struct span text)
{
    if (text.data) sqlite3_bind_text64(s, at, text.data, text.size, SQLITE_STATIC, SQLITE_UTF8);
    else sqlite3_bind_null(s, at);
}

static void bind_blob(sqlite3_stmt *s, int at, struct span bytes)
{
    if (bytes.data) sqlite3_bind_blob64(s, at, bytes.data, bytes.size, SQLITE_STATIC);
    else sqlite3_bind_null(s, at);
}

static void bind_all(sqlite3_stmt *s, const char *types, va_list args)
{
    for (int at = 1; *types; types++, at++) {
        switch (*types) {
        case 'i': sqlite3_bind_int64(s, at, va_arg(args, int64_t)); break;
        case 'd': sqlite3_bind_double(s, at, va_arg(args, double)); break;
        case 's': bind_text(s, at, span_of(va_arg(args, const char *))); break;
        case 't': bind_text(s, at, va_arg(args, struct span)); break;
        case 'b': bind_blob(s, at, va_arg(args, struct span)); break;
        case 'n': sqlite3_bind_null(s, at); break;
        default: assert(!"a letter that db.h does not know");
        }
    }
}

static struct rows *query_start(struct db *db, const char *sql, const char *types, va_list args)
{
    struct rows *r = rows_begin(db, sql);

    if (r) {
        assert(sqlite3_bind_parameter_count(r->statement) == (int)strlen(types));
        bind_all(r->statement, types, args);
    }
    return r;
}

struct rows *db_query(struct db *db, const char *sql, const char *types, ...)
{
    va_list args;
    struct rows *r;

    va_start(args, types);
    r = query_start(db, sql, types, args);
    va_end(args);
    return r;
}

int64_t db_run(struct db *db, const char *sql, const char *types, ...)
{
    va_list args;
    struct rows *r;

    va_start(args, types);
    r = query_start(db, sql, types, args);
    va_end(args);
    if (!r) return 0;
    if (rows_next(r)) rows_close(r);
    return db->failed ? 0 : sqlite3_changes64(db->handle);
}

int64_t db_int(struct db *db, int64_t otherwise, const char *sql, const char *types, ...)
{
    va_list args;
    struct rows *r;
    int64_t value = otherwise;

    va_start(args, types);
    r = query_start(db, sql, types, args);
    va_end(args);
    if (rows_next(r)) {
        value = rows_int(r, 0);
        rows_close(r);
    }
    return value;
}

struct span db_text(struct db *db, struct arena *a, const char *sql, const char *types, ...)
{
    va_list args;
    struct rows *r;
    struct span text = { NULL, 0 };

    va_start(args, types);
    r = query_start(db, sql, types, args);
    va_end(args);
    if (rows_next(r)) {
        text = rows_copy(r, 0, a);
        rows_close(r);
    }
    return text;
}

int64_t rows_int(struct rows *r, int column)
{
    return sqlite3_column_int64(r->statement, column);
}

double rows_double(struct rows *r, int column)
{
    return sqlite3_column_double(r->statement, column);
}

struct span rows_text(struct rows *r, int column)
{
    const char *data;

    if (rows_is_null(r, column)) return (struct span){ NULL, 0 };
    data = sqlite3_column_blob(r->statement, column);
    return data ? (struct span){ data, (size_t)sqlite3_column_bytes(r->statement, column) } : SPAN("");
}

bool rows_is_null(struct rows *r, int column)
{
    return sqlite3_column_type(r->statement, column) == SQLITE_NULL;
}

struct span rows_copy(struct rows *r, int column, struct arena *a)
{
    return arena_span(a, rows_text(r, column));
}

int64_t db_last_rowid(struct db *db)
{
    return sqlite3_last_insert_rowid(db->handle);
}

bool db_failed(const struct db *db)
{
    return db->failed;
}

void db_savepoint(struct db *db)
{
    assert(db->nesting < NESTING_MAX);
    db->at[db->nesting].failed = db->failed;
    db->at[db->nesting++].open = db->open;
    db_run(db, "SAVEPOINT part", "");
    if (!db->failed) db->open++;
}

void db_savepoint_keep(struct db *db)
{
    assert(db->nesting > 0);
    db->nesting--;
    db_run(db, "RELEASE part", "");
    if (!db->failed) db->open--;
}

/* All have one name, which means the innermost: so this undoes just those that were begun since. */
void db_savepoint_undo(struct db *db)
{
    assert(db->nesting > 0);
    db->failed = db->at[--db->nesting].failed;
    for (; db->open > db->at[db->nesting].open && !db->failed; db->open--) {
        db_run(db, "ROLLBACK TO part", "");
        db_run(db, "RELEASE part", "");
    }
}

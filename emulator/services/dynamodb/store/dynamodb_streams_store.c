/* SQL of streams.
 *
 *   ddb_streams          one row a stream; `shard` is the first number of its open shard
 *   ddb_shards           of a stream, by first number
 *   ddb_stream_records   clustered by stream and number */
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"

#include "emulator/base/times.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"

const char ddb_streams_schema[] =
    "ALTER TABLE ddb_tables ADD COLUMN stream INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE ddb_streams (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, region TEXT NOT NULL,"
    " table_name TEXT NOT NULL, label TEXT NOT NULL, view INTEGER NOT NULL, keys TEXT NOT NULL, created INTEGER NOT NULL,"
    " disabled INTEGER NOT NULL, next INTEGER NOT NULL, trimmed INTEGER NOT NULL, shard INTEGER NOT NULL,"
    " opened INTEGER NOT NULL, UNIQUE (account, region, table_name, label));"
    "CREATE TABLE ddb_shards (stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
    " opened INTEGER NOT NULL, closed INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (stream, first)) WITHOUT ROWID;"
    "CREATE TABLE ddb_stream_records (stream INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,"
    " event TEXT NOT NULL, by_service INTEGER NOT NULL, size INTEGER NOT NULL, keys TEXT NOT NULL, new TEXT, old TEXT,"
    " PRIMARY KEY (stream, number)) WITHOUT ROWID;";

#define SHARD_LIFE_MS ((int64_t)4 * 3600 * 1000) /* AWS: about four hours */

const char *const ddb_stream_view_names[] = { "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", NULL };

enum ddb_stream_view ddb_stream_view_of(struct span name)
{
    int i = 0;

    while (ddb_stream_view_names[i + 1] && !span_is(name, ddb_stream_view_names[i])) i++;
    return (enum ddb_stream_view)i;
}

/* --- streams ------------------------------------------------------------------------------------------------------ */

#define STREAM_COLUMNS "id, table_name, label, view, keys, created, disabled, next, trimmed"

static void stream_read(struct call *c, struct rows *r, struct ddb_stream *stream)
{
    *stream = (struct ddb_stream){
        .id = rows_int(r, 0),
        .table_name = rows_copy(r, 1, &c->arena),
        .label = rows_copy(r, 2, &c->arena),
        .view = (enum ddb_stream_view)rows_int(r, 3),
        .keys = rows_copy(r, 4, &c->arena),
        .created_ms = rows_int(r, 5),
        .disabled_ms = rows_int(r, 6),
        .next = rows_int(r, 7),
        .trimmed = rows_int(r, 8),
    };
}

bool ddb_store_stream(struct call *c, struct span table_name, struct span label, struct ddb_stream *stream)
{
    struct rows *r = db_query(c->db,
                              "SELECT " STREAM_COLUMNS " FROM ddb_streams WHERE account = ? AND region = ?"
                              " AND table_name = ? AND label = ?",
                              "sstt", ddb_account(c), c->who.region, table_name, label);

    if (!rows_next(r)) return false;
    stream_read(c, r, stream);
    rows_close(r);
    return true;
}

int ddb_store_streams(struct call *c, struct span table_name, int64_t after, struct ddb_stream *streams, int max)
{
    struct rows *r = db_query(c->db,
                              "SELECT " STREAM_COLUMNS " FROM ddb_streams WHERE account = ? AND region = ?"
                              " AND (?3 IS NULL OR table_name = ?3) AND id > ? ORDER BY id LIMIT ?",
                              "sstii", ddb_account(c), c->who.region, table_name, after, (int64_t)max);
    int count = 0;

    while (rows_next(r)) stream_read(c, r, &streams[count++]);
    return count;
}

/* The label is a time without its zone. */
static struct span label_of(struct call *c, int64_t ms)
{
    struct span text = time_iso8601(&c->arena, ms);

    return span_sub(text, 0, text.size - 1);
}

static void shard_open(struct call *c, int64_t stream, int64_t first, int64_t parent)
{
    db_run(c->db, "INSERT INTO ddb_shards (stream, first, last, opened, closed, parent) VALUES (?, ?, 0, ?, 0, ?)",
           "iiii", stream, first, c->now_ms, parent);
}

void ddb_store_stream_insert(struct call *c, int64_t table_space, struct ddb_stream *stream)
{
    struct ddb_stream other;
    int64_t ms = c->now_ms;

    do stream->label = label_of(c, ms++);
    while (ddb_store_stream(c, stream->table_name, stream->label, &other));
    stream->created_ms = c->now_ms;
    stream->next = 1;
    db_run(
        c->db,
        "INSERT INTO ddb_streams (account, region, table_name, label, view, keys, created, disabled, next, trimmed, shard,"
        " opened) VALUES (?, ?, ?, ?, ?, ?, ?7, 0, 1, 0, 1, ?7)",
        "ssttiti", ddb_account(c), c->who.region, stream->table_name, stream->label, (int64_t)stream->view,
        stream->keys, c->now_ms);
    stream->id = db_last_rowid(c->db);
    shard_open(c, stream->id, 1, 0);
    db_run(c->db, "UPDATE ddb_tables SET stream = ? WHERE space = ?", "ii", stream->id, table_space);
}

void ddb_store_stream_disable(struct call *c, int64_t stream)
{
    db_run(c->db, "UPDATE ddb_tables SET stream = 0 WHERE stream = ?", "i", stream);
    db_run(
        c->db,
        "UPDATE ddb_shards SET closed = ?, last = (SELECT next FROM ddb_streams WHERE id = ?2) WHERE stream = ?2 AND "
        "last = 0",
        "ii", c->now_ms, stream);
    db_run(c->db, "UPDATE ddb_streams SET disabled = ?, next = next + 1 WHERE id = ?", "ii", c->now_ms, stream);
}

/* --- shards and records ------------------------------------------------------------------------------------------- */

/* A shard that nothing was written to just grows older. */
static void shard_follow(struct call *c, int64_t stream, int64_t number, int64_t shard)
{
    if (number > shard) {
        db_run(c->db, "UPDATE ddb_shards SET closed = ?, last = ? WHERE stream = ? AND first = ?", "iiii", c->now_ms,
               number - 1, stream, shard);
        shard_open(c, stream, number, shard);
    }
    db_run(c->db, "UPDATE ddb_streams SET shard = ?, opened = ? WHERE id = ?", "iii", number, c->now_ms, stream);
}

int64_t ddb_store_stream_take(struct call *c, int64_t stream, enum ddb_stream_view *view)
{
    struct rows *r = db_query(c->db, "SELECT next, view, shard, opened FROM ddb_streams WHERE id = ?", "i", stream);
    int64_t number, shard, opened;

    *view = DDB_VIEW_KEYS;
    if (!rows_next(r)) return 0;
    number = rows_int(r, 0);
    *view = (enum ddb_stream_view)rows_int(r, 1);
    shard = rows_int(r, 2);
    opened = rows_int(r, 3);
    rows_close(r);
    if (c->now_ms - opened >= SHARD_LIFE_MS) shard_follow(c, stream, number, shard);
    db_run(c->db, "UPDATE ddb_streams SET next = next + 1 WHERE id = ?", "i", stream);
    return number;
}

void ddb_store_stream_record(struct call *c, int64_t stream, const struct ddb_stream_record *record)
{
    db_run(c->db,
           "INSERT INTO ddb_stream_records (stream, number, at, event, by_service, size, keys, new, old)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "iiisiittt", stream, record->number, record->at_ms, record->event, (int64_t)record->by_service, record->size,
           record->keys, record->new, record->old);
}

static void shard_read(struct rows *r, struct ddb_shard *shard)
{
    *shard = (struct ddb_shard){
        .first = rows_int(r, 0), .last = rows_int(r, 1), .opened_ms = rows_int(r, 2), .parent = rows_int(r, 3)
    };
}

int ddb_store_shards(struct call *c, int64_t stream, int64_t after, struct ddb_shard *shards, int max)
{
    struct rows *r = db_query(c->db,
                              "SELECT first, last, opened, parent FROM ddb_shards WHERE stream = ? AND first > ?"
                              " ORDER BY first LIMIT ?",
                              "iii", stream, after, (int64_t)max);
    int count = 0;

    while (rows_next(r)) shard_read(r, &shards[count++]);
    return count;
}

bool ddb_store_shard(struct call *c, int64_t stream, int64_t first, struct ddb_shard *shard)
{
    return ddb_store_shards(c, stream, first - 1, shard, 1) == 1 && shard->first == first;
}

struct rows *ddb_store_stream_records(struct call *c, int64_t stream, int64_t from, int64_t last, int64_t after_ms)
{
    return db_query(c->db,
                    "SELECT number, at, event, by_service, size, keys, new, old FROM ddb_stream_records"
                    " WHERE stream = ? AND number >= ? AND number <= ? AND at > ? ORDER BY number",
                    "iiii", stream, from, last, after_ms);
}

void ddb_stream_record_read(struct call *c, struct rows *r, struct ddb_stream_record *record)
{
    *record = (struct ddb_stream_record){
        .number = rows_int(r, 0),
        .at_ms = rows_int(r, 1),
        .event = rows_copy(r, 2, &c->arena).data,
        .by_service = rows_int(r, 3) != 0,
        .size = rows_int(r, 4),
        .keys = rows_copy(r, 5, &c->arena),
        .new = rows_copy(r, 6, &c->arena),
        .old = rows_copy(r, 7, &c->arena),
    };
}

bool ddb_store_stream_has_old(struct call *c, int64_t stream, int64_t from, int64_t last, int64_t at_ms)
{
    /* Records lie in order of time, so the first one tells. */
    return db_int(
               c->db, INT64_MAX,
               "SELECT at FROM ddb_stream_records WHERE stream = ? AND number >= ? AND number <= ? ORDER BY number LIMIT 1",
               "iii", stream, from, last) <= at_ms;
}

/* --- trimming ----------------------------------------------------------------------------------------------------- */

static void due_at(int64_t *due_ms, int64_t ms)
{
    if (ms < *due_ms) *due_ms = ms;
}

static bool stream_trim(struct call *c, int64_t stream, int records, int64_t *due_ms)
{
    int64_t horizon = c->now_ms - DDB_STREAM_LIFE_MS;
    int64_t last = db_int(c->db, 0,
                          "SELECT MAX(number) FROM (SELECT number, at FROM ddb_stream_records WHERE stream = ?"
                          " ORDER BY number LIMIT ?) WHERE at <= ?",
                          "iii", stream, (int64_t)records, horizon);
    int64_t oldest;

    if (last) {
        db_run(c->db, "DELETE FROM ddb_stream_records WHERE stream = ? AND number <= ?", "ii", stream, last);
        db_run(c->db, "UPDATE ddb_streams SET trimmed = ? WHERE id = ?", "ii", last, stream);
    }
    oldest = db_int(c->db, INT64_MAX, "SELECT at FROM ddb_stream_records WHERE stream = ? ORDER BY number LIMIT 1", "i",
                    stream);
    if (oldest <= horizon) return true;
    if (oldest != INT64_MAX) due_at(due_ms, oldest + DDB_STREAM_LIFE_MS);
    return false;
}

/* Closed shards and disabled streams go a day later, when their records have gone. */
static void stream_leave(struct call *c, int64_t stream, int64_t disabled, int64_t *due_ms)
{
    int64_t horizon = c->now_ms - DDB_STREAM_LIFE_MS, closed;

    db_run(c->db, "DELETE FROM ddb_shards WHERE stream = ? AND last > 0 AND closed <= ?", "ii", stream, horizon);
    closed = db_int(c->db, INT64_MAX,
                    "SELECT closed FROM ddb_shards WHERE stream = ? AND last > 0 ORDER BY closed LIMIT 1", "i", stream);
    if (closed != INT64_MAX) due_at(due_ms, closed + DDB_STREAM_LIFE_MS);
    if (!disabled) return;
    if (disabled <= horizon) db_run(c->db, "DELETE FROM ddb_streams WHERE id = ?", "i", stream);
    else due_at(due_ms, disabled + DDB_STREAM_LIFE_MS);
}

#define STREAMS_AT_ONCE 64

bool ddb_store_streams_trim(struct call *c, int records, int64_t *due_ms)
{
    static int64_t after; /* the writer's alone: where the last round ended */
    int64_t ids[STREAMS_AT_ONCE], disabled[STREAMS_AT_ONCE];
    struct rows *r = db_query(c->db, "SELECT id, disabled FROM ddb_streams WHERE id > ? ORDER BY id LIMIT ?", "ii",
                              after, (int64_t)STREAMS_AT_ONCE);
    int count = 0;
    bool more = false;

    while (rows_next(r)) {
        ids[count] = rows_int(r, 0);
        disabled[count++] = rows_int(r, 1);
    }
    for (int i = 0; i < count && !more; i++) {
        more = stream_trim(c, ids[i], records, due_ms);
        if (!more) stream_leave(c, ids[i], disabled[i], due_ms);
        if (!more) after = ids[i];
    }
    if (!more && count < STREAMS_AT_ONCE) after = 0;
    return more || count == STREAMS_AT_ONCE;
}

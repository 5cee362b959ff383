/* Streams in the database: each stream's shards and records.
 *
 * A stream numbers its records from 1 on, without gaps within a shard; a shard holds the numbers from its `first` to
 * its `last`. A shard is followed by another after some hours, and closed for good when its stream is disabled. A
 * stream outlives its table by a day.
 */
#ifndef NUBE_DYNAMODB_STREAMS_STORE_H
#define NUBE_DYNAMODB_STREAMS_STORE_H

#include "emulator/core/call.h"
#include "emulator/store/db.h"

extern const char ddb_streams_schema[];

#define DDB_STREAM_LIFE_MS ((int64_t)24 * 3600 * 1000)

enum ddb_stream_view { DDB_VIEW_KEYS, DDB_VIEW_NEW, DDB_VIEW_OLD, DDB_VIEW_BOTH };
extern const char *const ddb_stream_view_names[]; /* as AWS has them, in that order; ends with NULL */
enum ddb_stream_view ddb_stream_view_of(struct span name);

struct ddb_stream {
    int64_t id;
    struct span table_name, label;
    enum ddb_stream_view view;
    struct span keys; /* the table's KeySchema as JSON */
    int64_t created_ms;
    int64_t disabled_ms; /* 0: enabled */
    int64_t next;        /* the number that the next record will have */
    int64_t trimmed;     /* the highest number that is gone */
};

struct ddb_shard {
    int64_t first;
    int64_t last; /* 0: open */
    int64_t opened_ms;
    int64_t parent; /* the parent's `first`, 0: none, or gone */
};

struct ddb_stream_record {
    int64_t number, at_ms, size;
    const char *event;    /* INSERT, MODIFY, REMOVE */
    bool by_service;      /* a deletion by time to live */
    struct span keys;     /* JSON */
    struct span new, old; /* JSON; absent where there is none, or the view has none */
};

/* Fills in id, label (moved on while it is taken) and numbers, and opens the first shard. */
void ddb_store_stream_insert(struct call *c, int64_t table_space, struct ddb_stream *stream);
void ddb_store_stream_disable(struct call *c, int64_t stream);

bool ddb_store_stream(struct call *c, struct span table_name, struct span label, struct ddb_stream *stream);

/* Streams behind the one with the id `after`, of one table or (absent) of all. Returns how many it gave. */
int ddb_store_streams(struct call *c, struct span table_name, int64_t after, struct ddb_stream *streams, int max);

/* Takes a number for a record, in a new shard when the open one is old. */
int64_t ddb_store_stream_take(struct call *c, int64_t stream, enum ddb_stream_view *view);
void ddb_store_stream_record(struct call *c, int64_t stream, const struct ddb_stream_record *record);

/* Shards whose `first` is above `after`, in order. */
int ddb_store_shards(struct call *c, int64_t stream, int64_t after, struct ddb_shard *shards, int max);
bool ddb_store_shard(struct call *c, int64_t stream, int64_t first, struct ddb_shard *shard);

/* Records with from <= number <= last that are younger than the moment `after_ms`. Read them with
 * ddb_stream_record_read. */
struct rows *ddb_store_stream_records(struct call *c, int64_t stream, int64_t from, int64_t last, int64_t after_ms);
void ddb_stream_record_read(struct call *c, struct rows *r, struct ddb_stream_record *record);

/* Is there a record with from <= number <= last from before or at that moment? */
bool ddb_store_stream_has_old(struct call *c, int64_t stream, int64_t from, int64_t last, int64_t at_ms);

/* Deletes what is older than a day, so many records at most. Returns whether there may be more at once; *due_ms becomes
 * the time of the next thing to do when that is earlier. */
bool ddb_store_streams_trim(struct call *c, int records, int64_t *due_ms);

#endif

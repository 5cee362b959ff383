/* Streams are read by iterators, which keep no state here: an iterator says all it needs,
 *
 *     the stream's ARN | 1 | base64 of "first number of the shard, next number, time of issue, kind"
 *
 * AWS: an iterator lives 15 minutes, a record a day. Whoever holds an iterator behind which records were lost is told
 * so, unless it was asked for as the oldest there is. */
#include "emulator/services/dynamodb/changes/dynamodb_streams.h"

#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/dynamodb/store/dynamodb_chores.h"
#include "emulator/services/dynamodb/values/dynamodb_arns.h"
#include "emulator/services/dynamodb/values/dynamodb_faults.h"
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"

#define INVALID          "One or more parameter values were invalid: "
#define ITERATOR_LIFE_MS ((int64_t)15 * 60 * 1000)
#define PAGE_MAX         100
#define RECORDS_MAX      1000
#define TRIMMED_PER_STEP 500
#define ANSWER_BYTES_MAX ((int64_t)1024 * 1024)

static const struct fault_kind expired_iterator = { "ExpiredIteratorException", 400, SENDER };
static const struct fault_kind trimmed_data_access = { "TrimmedDataAccessException", 400, SENDER };

/* --- of tables ---------------------------------------------------------------------------------------------------- */

const char *ddb_stream_check(const struct doc *specification, bool is_new_table)
{
    bool enabled = doc_get_bool(specification, "StreamEnabled", false);
    bool has_view = doc_get(specification, "StreamViewType") != NULL;

    if (!specification || enabled == has_view) return NULL;
    if (is_new_table)
        return enabled ? INVALID "Table is being created with a stream enabled, UpdateViewType is required"
                       : INVALID
                   "Table is being created with a stream disabled, UpdateViewType should not be specified";
    return enabled ? INVALID "If stream is being enabled then UpdateViewType is required"
                   : INVALID "If stream is being disabled, then UpdateViewType must not be specified";
}

static void enable(struct call *c, int64_t space, struct doc *description, const struct doc *specification)
{
    struct span table = doc_get_str(description, "TableName");
    struct ddb_stream stream = {
        .table_name = table,
        .view = ddb_stream_view_of(doc_get_str(specification, "StreamViewType")),
        .keys = json_text(&c->arena, doc_get(description, "KeySchema")),
    };

    ddb_store_stream_insert(c, space, &stream);
    doc_put(description, "StreamSpecification", doc_copy(&c->arena, specification));
    doc_put_str(description, "LatestStreamLabel", stream.label);
    doc_put_str(description, "LatestStreamArn", ddb_arn_text(c, table, "stream", stream.label));
}

int ddb_stream_update(struct call *c, int64_t space, struct doc *description, const struct doc *specification)
{
    bool wanted = doc_get_bool(specification, "StreamEnabled", false);
    struct span table = doc_get_str(description, "TableName");
    struct ddb_stream stream;

    if (!specification) return 0;
    if (wanted == (doc_get(description, "StreamSpecification") != NULL))
        return fault(c, &fault_validation, "Table %s: TableName: %.*s",
                     wanted ? "already has an enabled stream" : "has no stream to disable", SPAN_ARG(table));
    if (wanted) {
        enable(c, space, description, specification);
        return 0;
    }
    if (ddb_store_stream(c, table, doc_get_str(description, "LatestStreamLabel"), &stream))
        ddb_stream_of_deleted(c, stream.id);
    doc_remove(description, SPAN("StreamSpecification"));
    return 0;
}

void ddb_stream_of_deleted(struct call *c, int64_t stream)
{
    ddb_store_stream_disable(c, stream);
    chore_due(c, &ddb_trim, c->now_ms + DDB_STREAM_LIFE_MS);
}

bool ddb_trim_step(struct call *c, int64_t *due_ms)
{
    return ddb_store_streams_trim(c, TRIMMED_PER_STEP, due_ms);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

#define SHARD_PREFIX "shardId-"

/* AWS: 21 digits at least. */
static struct span number_text(struct call *c, int64_t number)
{
    return arena_format(&c->arena, "1%020lld", (long long)number);
}

static bool number_parse(struct span text, int64_t *number)
{
    return text.size == 21 && text.data[0] == '1' && span_int(span_sub(text, 1, 20), number) && *number >= 0;
}

/* The time when it was opened, and a digest that keeps shards of one moment apart; its first number is found in the
 * digest's place. */
static struct span shard_id(struct call *c, const struct ddb_shard *shard)
{
    return arena_format(&c->arena, SHARD_PREFIX "%020lld-%08llx", (long long)shard->opened_ms,
                        (unsigned long long)shard->first);
}

static bool shard_parse(struct span id, int64_t *first)
{
    char *end;
    struct span hex = span_sub(id, sizeof SHARD_PREFIX - 1 + 21, 40);
    char text[41];

    if (!span_starts(id, SHARD_PREFIX) || !hex.size) return false;
    snprintf(text, sizeof text, "%.*s", SPAN_ARG(hex));
    *first = strtoll(text, &end, 16);
    return !*end && *first > 0;
}

struct iterator {
    int64_t shard, next, issued_ms;
    bool is_oldest; /* TRIM_HORIZON */
};

static struct span iterator_text(struct call *c, struct span arn, const struct iterator *it)
{
    struct span inner = arena_format(&c->arena, "%lld,%lld,%lld,%d", (long long)it->shard, (long long)it->next,
                                     (long long)it->issued_ms, it->is_oldest);

    return arena_format(&c->arena, "%.*s|1|%.*s", SPAN_ARG(arn), SPAN_ARG(base64_text(&c->arena, inner)));
}

static bool iterator_parse(struct call *c, struct span text, struct span *arn, struct iterator *it)
{
    struct span rest = text, version, inner, piece;
    int64_t values[4];

    if (!span_split(&rest, '|', arn) || !span_split(&rest, '|', &version) || !rest.data) return false;
    if (!base64_decode(&c->arena, rest, &inner)) return false;
    for (int i = 0; i < 4; i++)
        if (!span_split(&inner, ',', &piece) || !span_int(piece, &values[i])) return false;
    *it = (struct iterator){ values[0], values[1], values[2], values[3] != 0 };
    return true;
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static bool stream_is_gone(const struct call *c, const struct ddb_stream *stream)
{
    return stream->disabled_ms && stream->disabled_ms <= c->now_ms - DDB_STREAM_LIFE_MS;
}

static int stream_require(struct call *c, struct span arn, struct ddb_stream *stream)
{
    struct ddb_arn parsed;

    if (!ddb_arn_parse(arn, &parsed) || !span_is(parsed.kind, "stream"))
        return fault(c, &fault_validation, "Invalid StreamArn: %.*s", SPAN_ARG(arn));
    if (ddb_arn_is_own(c, &parsed) && ddb_store_stream(c, parsed.table, parsed.id, stream) &&
        !stream_is_gone(c, stream))
        return 0;
    return fault(c, &ddb_resource_not_found, "Requested resource not found: Stream: %.*s not found", SPAN_ARG(arn));
}

static bool shard_find(struct call *c, const struct ddb_stream *stream, struct span id, struct ddb_shard *shard)
{
    int64_t first;

    return shard_parse(id, &first) && ddb_store_shard(c, stream->id, first, shard);
}

static int shard_require(struct call *c, const struct ddb_stream *stream, struct span id, struct ddb_shard *shard)
{
    if (shard_find(c, stream, id, shard)) return 0;
    return fault(c, &ddb_resource_not_found, "Requested resource not found: Shard does not exist");
}

static struct span stream_arn(struct call *c, const struct ddb_stream *stream)
{
    return ddb_arn_text(c, stream->table_name, "stream", stream->label);
}

/* --- describing --------------------------------------------------------------------------------------------------- */

static int page_size(const struct call *c)
{
    return (int)doc_get_int(c->in, "Limit", PAGE_MAX);
}

int dynamodbstreams_list_streams(struct call *c)
{
    struct span start = doc_get_str(c->in, "ExclusiveStartStreamArn");
    struct doc *list = doc_put_list(c->out, "Streams");
    struct ddb_stream *streams = ARENA_ARRAY(&c->arena, struct ddb_stream, PAGE_MAX + 1), after = { 0 };
    int limit = page_size(c), count;

    if (start.data && stream_require(c, start, &after)) return -1;
    count = ddb_store_streams(c, doc_get_str(c->in, "TableName"), after.id, streams, limit + 1);
    for (int i = 0; i < count && i < limit; i++) {
        struct doc *entry;
        if (stream_is_gone(c, &streams[i])) continue;
        entry = doc_append_map(list);
        doc_put_str(entry, "StreamArn", stream_arn(c, &streams[i]));
        doc_put_str(entry, "TableName", streams[i].table_name);
        doc_put_str(entry, "StreamLabel", streams[i].label);
    }
    if (count > limit) doc_put_str(c->out, "LastEvaluatedStreamArn", stream_arn(c, &streams[limit - 1]));
    return 0;
}

static void describe_shard(struct call *c, int64_t stream, struct doc *list, const struct ddb_shard *shard)
{
    struct doc *entry = doc_append_map(list), *range = doc_put_map(entry, "SequenceNumberRange");
    struct ddb_shard parent;

    doc_put_str(entry, "ShardId", shard_id(c, shard));
    doc_put_str(range, "StartingSequenceNumber", number_text(c, shard->first));
    if (shard->last) doc_put_str(range, "EndingSequenceNumber", number_text(c, shard->last));
    if (shard->parent && ddb_store_shard(c, stream, shard->parent, &parent))
        doc_put_str(entry, "ParentShardId", shard_id(c, &parent));
}

/* Puts the shards behind `after`; with a `parent`, only its children. */
static void put_shards(struct call *c, const struct ddb_stream *stream, struct doc *description, int64_t after,
                       int64_t parent)
{
    struct doc *list = doc_put_list(description, "Shards");
    int limit = page_size(c), max = parent ? PAGE_MAX : limit + 1, count;
    struct ddb_shard *shards = ARENA_ARRAY(&c->arena, struct ddb_shard, PAGE_MAX + 1);

    count = ddb_store_shards(c, stream->id, after, shards, max);
    for (int i = 0; i < count && (int)doc_count(list) < limit; i++)
        if (!parent || shards[i].parent == parent) describe_shard(c, stream->id, list, &shards[i]);
    if (!parent && count > limit) doc_put_str(description, "LastEvaluatedShardId", shard_id(c, &shards[limit - 1]));
}

int dynamodbstreams_describe_stream(struct call *c)
{
    struct span arn = doc_get_str(c->in, "StreamArn"), start = doc_get_str(c->in, "ExclusiveStartShardId");
    const struct doc *filter = doc_get(c->in, "ShardFilter");
    struct span parent = doc_get_str(filter, "ShardId");
    struct doc *description = doc_put_map(c->out, "StreamDescription");
    struct ddb_shard from = { 0 }, above = { 0 };
    struct ddb_stream stream;

    if (filter && (!parent.data || !doc_get(filter, "Type")))
        return fault(c, &fault_validation, "ShardFilter must have a Type, and CHILD_SHARDS a ShardId");
    if (stream_require(c, arn, &stream)) return -1;
    if (start.data && !shard_find(c, &stream, start, &from)) from.first = INT64_MAX;
    if (parent.data && shard_require(c, &stream, parent, &above)) return -1;
    doc_put_str(description, "StreamArn", arn);
    doc_put_str(description, "StreamLabel", stream.label);
    doc_put_cstr(description, "StreamStatus", stream.disabled_ms ? "DISABLED" : "ENABLED");
    doc_put_cstr(description, "StreamViewType", ddb_stream_view_names[stream.view]);
    doc_put_int(description, "CreationRequestDateTime", stream.created_ms);
    doc_put_str(description, "TableName", stream.table_name);
    doc_put(description, "KeySchema", json_parse(&c->arena, stream.keys, NULL));
    put_shards(c, &stream, description, from.first ? from.first : above.first, above.first);
    return 0;
}

/* --- iterators ---------------------------------------------------------------------------------------------------- */

static int fault_trimmed(struct call *c)
{
    return fault(c, &trimmed_data_access, "The data you are trying to access has been trimmed");
}

static bool is_trimmed(struct call *c, const struct ddb_stream *stream, const struct ddb_shard *shard, int64_t next)
{
    int64_t last = shard->last ? shard->last : INT64_MAX;

    return next <= stream->trimmed ||
           ddb_store_stream_has_old(c, stream->id, next, last, c->now_ms - DDB_STREAM_LIFE_MS);
}

static int iterator_at_number(struct call *c, const struct ddb_stream *stream, const struct ddb_shard *shard,
                              bool after, struct iterator *it)
{
    struct span type = doc_get_str(c->in, "ShardIteratorType"), text = doc_get_str(c->in, "SequenceNumber");
    int64_t last = shard->last ? shard->last : stream->next - 1;

    if (last < shard->first) last = shard->first; /* AWS: an empty shard's StartingSequenceNumber is good already */
    if (!text.data)
        return fault(c, &fault_validation, "SequenceNumber is required for ShardIteratorType %.*s", SPAN_ARG(type));
    if (!number_parse(text, &it->next) || it->next < shard->first || it->next > last)
        return fault(c, &fault_validation, "Invalid SequenceNumber for ShardIteratorType %.*s: %.*s", SPAN_ARG(type),
                     SPAN_ARG(text));
    if (is_trimmed(c, stream, shard, it->next)) return fault_trimmed(c);
    if (after) it->next++;
    return 0;
}

int dynamodbstreams_get_shard_iterator(struct call *c)
{
    struct span arn = doc_get_str(c->in, "StreamArn"), type = doc_get_str(c->in, "ShardIteratorType");
    struct iterator it = { .issued_ms = c->now_ms };
    bool is_numbered; /* AT_… or AFTER_SEQUENCE_NUMBER */
    struct ddb_stream stream;
    struct ddb_shard shard;

    if (stream_require(c, arn, &stream) || shard_require(c, &stream, doc_get_str(c->in, "ShardId"), &shard)) return -1;
    it.shard = it.next = shard.first;
    is_numbered = span_starts(type, "A");
    if (!is_numbered && doc_get(c->in, "SequenceNumber"))
        return fault(c, &fault_validation, "SequenceNumber must not be specified for ShardIteratorType %.*s",
                     SPAN_ARG(type));
    if (span_is(type, "TRIM_HORIZON")) it.is_oldest = true;
    else if (!is_numbered) it.next = shard.last ? shard.last + 1 : stream.next;
    else if (iterator_at_number(c, &stream, &shard, span_is(type, "AFTER_SEQUENCE_NUMBER"), &it)) return -1;
    doc_put_str(c->out, "ShardIterator", iterator_text(c, arn, &it));
    return 0;
}

/* --- records ------------------------------------------------------------------------------------------------------ */

static void put_image(struct call *c, struct doc *to, const char *member, struct span json)
{
    if (json.data) doc_put(to, member, json_parse(&c->arena, json, NULL));
}

static void put_record(struct call *c, struct doc *list, const struct ddb_stream *stream,
                       const struct ddb_stream_record *record)
{
    struct doc *entry = doc_append_map(list), *change, *who;
    struct span name = arena_format(&c->arena, "%lld/%lld", (long long)stream->id, (long long)record->number);

    doc_put_cstr(entry, "eventID", md5_hex(&c->arena, name));
    doc_put_cstr(entry, "eventName", record->event);
    doc_put_cstr(entry, "eventVersion", "1.1");
    doc_put_cstr(entry, "eventSource", "aws:dynamodb");
    doc_put_cstr(entry, "awsRegion", c->who.region);
    change = doc_put_map(entry, "dynamodb");
    doc_put_int(change, "ApproximateCreationDateTime", record->at_ms / 1000 * 1000);
    put_image(c, change, "Keys", record->keys);
    put_image(c, change, "NewImage", record->new);
    put_image(c, change, "OldImage", record->old);
    doc_put_str(change, "SequenceNumber", number_text(c, record->number));
    doc_put_int(change, "SizeBytes", record->size);
    doc_put_cstr(change, "StreamViewType", ddb_stream_view_names[stream->view]);
    if (!record->by_service) return;
    who = doc_put_map(entry, "userIdentity");
    doc_put_cstr(who, "PrincipalId", "dynamodb.amazonaws.com");
    doc_put_cstr(who, "Type", "Service");
}

/* Puts the records from it->next on and moves it behind them. */
static void put_records(struct call *c, const struct ddb_stream *stream, int64_t last, struct iterator *it)
{
    struct doc *list = doc_put_list(c->out, "Records");
    int64_t limit = doc_get_int(c->in, "Limit", RECORDS_MAX), bytes = 0;
    struct rows *r = ddb_store_stream_records(c, stream->id, it->next, last, c->now_ms - DDB_STREAM_LIFE_MS);

    while (rows_next(r)) {
        struct ddb_stream_record record;
        ddb_stream_record_read(c, r, &record);
        bytes += (int64_t)(record.keys.size + record.new.size + record.old.size);
        if (doc_count(list) && bytes > ANSWER_BYTES_MAX) {
            rows_close(r);
            return;
        }
        put_record(c, list, stream, &record);
        it->next = record.number + 1;
        it->is_oldest = false;
        if ((int64_t)doc_count(list) < limit) continue;
        rows_close(r);
        return;
    }
    if (last != INT64_MAX) it->next = last + 1;
}

int dynamodbstreams_get_records(struct call *c)
{
    struct iterator it;
    struct ddb_stream stream;
    struct ddb_shard shard;
    struct span arn;

    if (!iterator_parse(c, doc_get_str(c->in, "ShardIterator"), &arn, &it))
        return fault(c, &fault_validation, "Invalid ShardIterator");
    if (stream_require(c, arn, &stream)) return -1;
    if (c->now_ms - it.issued_ms > ITERATOR_LIFE_MS) return fault(c, &expired_iterator, "Shard iterator has expired");
    if (!ddb_store_shard(c, stream.id, it.shard, &shard)) return fault_trimmed(c);
    if (!it.is_oldest && is_trimmed(c, &stream, &shard, it.next)) return fault_trimmed(c);
    put_records(c, &stream, shard.last ? shard.last : INT64_MAX, &it);
    it.issued_ms = c->now_ms;
    if (!shard.last || it.next <= shard.last) doc_put_str(c->out, "NextShardIterator", iterator_text(c, arn, &it));
    return 0;
}

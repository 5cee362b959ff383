/* AWS: only a bucket gets the records themselves. Members and forms are as recorded in 2025. */
#include "emulator/services/lambda/lambda_source_loss.h"

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/services/lambda/lambda_destination.h"

/* In whole seconds: "2025-11-25T15:54:54Z". */
static struct span time_of(struct arena *a, int64_t ms)
{
    struct span text = time_iso8601(a, ms);

    return arena_format(a, "%.*sZ", SPAN_ARG(span_sub(text, 0, text.size - 5)));
}

static void put_batch(struct arena *a, struct doc *record, const struct lambda_source_loss *o)
{
    struct doc *batch = doc_put_map(record, "DDBStreamBatchInfo");

    doc_put_str(batch, "shardId", o->shard);
    doc_put_str(batch, "startSequenceNumber", o->first_number);
    doc_put_str(batch, "endSequenceNumber", o->last_number);
    doc_put_str(batch, "approximateArrivalOfFirstRecord", time_of(a, o->first_ms));
    doc_put_str(batch, "approximateArrivalOfLastRecord", time_of(a, o->last_ms));
    doc_put_int(batch, "batchSize", (int64_t)o->count);
    doc_put_str(batch, "streamArn", o->stream_arn);
}

static void put_response(struct arena *a, struct doc *record, const struct lambda_source_loss *o)
{
    struct doc *response = doc_put_map(record, "responseContext");

    doc_put_int(response, "statusCode", 200);
    doc_put_str(response, "executedVersion", o->version);
    doc_put(response, "functionError", o->error ? doc_string(a, span_of(o->error)) : doc_null(a));
}

struct doc *lambda_source_loss_record(struct arena *a, const struct lambda_source_loss *o, bool with_records)
{
    struct doc *record = doc_map(a), *request = doc_put_map(record, "requestContext");
    char made[37];

    uuid_new(made);
    doc_put_str(request, "requestId", o->request_id.size ? o->request_id : span_of(made));
    doc_put_str(request, "functionArn", o->function_arn);
    doc_put_cstr(request, "condition", o->condition);
    doc_put_int(request, "approximateInvokeCount", o->invocations);
    if (o->was_invoked && span_is(span_of(o->condition), "RetryAttemptsExhausted")) put_response(a, record, o);
    doc_put_cstr(record, "version", "1.0");
    doc_put_str(record, "timestamp", time_iso8601(a, o->now_ms));
    put_batch(a, record, o);
    if (with_records)
        doc_put(doc_put_map(record, "payload"), "Records",
                doc_list_of(a, doc_items(o->records) + o->first, (uint32_t)o->count));
    return record;
}

void lambda_source_loss_tell(struct call *c, struct span function, struct span role, struct span arn,
                             const struct lambda_source_loss *o)
{
    struct arn to;
    bool is_bucket = arn_parse_of(arn, "s3", &to);

    if (!arn.size) return;
    lambda_destination_send(c,
                            &(struct lambda_letter){
                                .function = function,
                                .role = role,
                                .arn = arn,
                                .body = json_text(&c->arena, lambda_source_loss_record(&c->arena, o, is_bucket)),
                                .folder = arena_format(&c->arena, "%.*s/%.*s", SPAN_ARG(o->uuid), SPAN_ARG(o->shard)),
                            });
}

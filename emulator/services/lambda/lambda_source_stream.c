/* What its poller knows of a mapping is lambda_source_about; a batch keeps its last try. */
#include "emulator/services/lambda/lambda_source_stream.h"

#include "emulator/core/chore.h"
#include "emulator/core/service.h"
#include "emulator/services/lambda/lambda_source_answer.h"
#include "emulator/services/lambda/lambda_source_invoke.h"
#include "emulator/services/lambda/lambda_source_loss.h"

#define FAILED "PROBLEM: Function call failed"

struct last {
    struct lambda_source_try try;
    const char *error; /* of the function; NULL: none */
};

/* --- the result that the mapping tells ---------------------------------------------------------------------------- */

static int result_fail(struct call *c, void *id)
{
    lambda_source_result_update(c, *(int64_t *)id, FAILED);
    return 0;
}

static void failure_tell(struct stream_batch *b)
{
    if (b->invocations == 0) chore_once(service_find("lambda"), result_fail, NULL, &b->plan->id, sizeof b->plan->id);
}

/* --- delivering --------------------------------------------------------------------------------------------------- */

/* How many records before the first that failed: all of them where none did, and none where the answer is no answer. */
static size_t good_count(struct stream_batch *b, const struct lambda_result *r)
{
    struct span *ids = ARENA_ARRAY(b->arena, struct span, b->count);
    bool *has_failed = ARENA_ARRAY(b->arena, bool, b->count);
    size_t good = 0;

    if (!doc_get_bool(b->plan->own, "reports", false)) return b->count;
    for (size_t i = 0; i < b->count; i++) ids[i] = stream_batch_number(b, b->first + i);
    if (!lambda_source_answer_read(b->arena, r->payload, ids, b->count, has_failed)) return 0;
    while (good < b->count && !has_failed[good]) good++;
    return good;
}

static void over(const struct lambda_result *r, void *arg)
{
    struct stream_batch *b = arg;
    size_t good;

    if (r->is_throttled) {
        stream_batch_done(b, STREAM_BATCH_PUT_OFF, 0);
        return;
    }
    ((struct last *)b->last)->error = r->function_error;
    good = r->function_error ? 0 : good_count(b, r);
    if (good < b->count) failure_tell(b);
    stream_batch_done(b, good == b->count ? STREAM_BATCH_TAKEN : STREAM_BATCH_FAILED, good);
}

static void deliver(struct stream_batch *b)
{
    struct doc *records = doc_list_of(b->arena, doc_items(b->records) + b->first, (uint32_t)b->count);
    struct last *last = ARENA_NEW(b->arena, struct last);

    b->last = last;
    if (!lambda_source_invoke(b->arena, b->plan->own, records, SPAN(""), &last->try, over, b))
        stream_batch_done(b, STREAM_BATCH_PUT_OFF, 0);
}

/* --- saving ------------------------------------------------------------------------------------------------------- */

static void loss_tell(struct call *c, const struct stream_plan *plan, const struct stream_loss *loss)
{
    const struct stream_batch *b = loss->batch;
    const struct last *last = b->last;
    size_t end = loss->first + loss->count - 1;
    struct lambda_source_loss o = { .condition = loss->condition,
                                    .function_arn = plan->arn,
                                    .stream_arn = plan->stream_arn,
                                    .uuid = doc_get_str(plan->own, "uuid"),
                                    .request_id = last ? span_of(last->try.request_id) : (struct span){ NULL, 0 },
                                    .version = last ? last->try.version : (struct span){ NULL, 0 },
                                    .error = last ? last->error : NULL,
                                    .was_invoked = last && b->invocations > 0,
                                    .invocations = b->invocations > 0 ? b->invocations : 1,
                                    .shard = b->shard,
                                    .first_number = stream_batch_number(b, loss->first),
                                    .last_number = stream_batch_number(b, end),
                                    .first_ms = b->made_ms[loss->first],
                                    .last_ms = b->made_ms[end],
                                    .records = b->records,
                                    .first = loss->first,
                                    .count = loss->count,
                                    .now_ms = c->now_ms };

    lambda_source_loss_tell(c, plan->name, plan->role, doc_get_str(plan->own, "destination"), &o);
}

static void save(struct call *c, const struct stream_plan *plan, int lane, const struct stream_position *position,
                 const struct stream_loss *loss)
{
    if (!lambda_source_position_update(c, plan->id, lane, position)) return;
    lambda_source_result_update(c, plan->id, loss ? FAILED : "OK");
    if (loss) loss_tell(c, plan, loss);
}

static const struct stream_poller_kind kind = { .service = "lambda", .deliver = deliver, .save = save };

/* --- pollers ------------------------------------------------------------------------------------------------------ */

static int64_t milliseconds(int64_t seconds)
{
    return seconds < 0 ? -1 : seconds * 1000;
}

void lambda_source_stream_start(const struct lambda_source *s, struct span role,
                                const struct stream_position *positions, int lanes)
{
    struct span to = doc_get_str(doc_get(doc_get(s->config, "DestinationConfig"), "OnFailure"), "Destination");
    struct arena a = { 0 };
    struct stream_plan plan = { .kind = &kind,
                                .id = s->id,
                                .name = s->function,
                                .arn = lambda_source_function_arn(&a, s),
                                .role = role,
                                .stream_arn = s->arn,
                                .endpoint = s->endpoint,
                                .filters = doc_get(doc_get(s->config, "FilterCriteria"), "Filters"),
                                .batch_size = doc_get_int(s->config, "BatchSize", 1),
                                .window_ms = doc_get_int(s->config, "MaximumBatchingWindowInSeconds", 0) * 1000,
                                .bisects = doc_get_bool(s->config, "BisectBatchOnFunctionError", false),
                                .retries_max = doc_get_int(s->config, "MaximumRetryAttempts", -1),
                                .age_max_ms = milliseconds(doc_get_int(s->config, "MaximumRecordAgeInSeconds", -1)),
                                .lanes = lanes,
                                .own = lambda_source_about(&a, s) };

    for (int i = 0; i < lanes; i++) plan.positions[i] = positions[i];
    doc_put_str(plan.own, "uuid", s->uuid);
    doc_put_str(plan.own, "destination", to);
    stream_poller_start(&plan);
    arena_release(&a);
}

void lambda_source_stream_stop(int64_t id)
{
    stream_poller_stop(&kind, id);
}

void lambda_source_streams_stop(void)
{
    stream_pollers_stop(&kind);
}

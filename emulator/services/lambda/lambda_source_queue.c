/* What of a batch failed is left to the queue, which gives it again. */
#include "emulator/services/lambda/lambda_source_queue.h"

#include "emulator/services/lambda/lambda_source_answer.h"
#include "emulator/services/lambda/lambda_source_invoke.h"

/* DIFFERS: AWS begins with five batches at a time and goes up to 1,250; a machine has fewer processors. */
#define BATCHES_MAX 50

static enum queue_batch_end end_of(struct queue_batch *b, const struct lambda_result *r)
{
    size_t count = doc_count(b->records);
    struct span *ids;

    if (r->is_throttled) return QUEUE_BATCH_PUT_OFF;
    if (r->function_error) return QUEUE_BATCH_FAILED;
    if (!doc_get_bool(b->plan->own, "reports", false)) return QUEUE_BATCH_TAKEN;
    ids = ARENA_ARRAY(&b->arena, struct span, count);
    for (size_t i = 0; i < count; i++) ids[i] = doc_get_str(doc_at(b->records, i), "messageId");
    return lambda_source_answer_read(&b->arena, r->payload, ids, count, b->has_failed) ? QUEUE_BATCH_TAKEN
                                                                                       : QUEUE_BATCH_FAILED;
}

static void over(const struct lambda_result *r, void *arg)
{
    struct queue_batch *b = arg;

    queue_batch_done(b, end_of(b, r));
}

/* AWS: recorded; where batches have a window, a message without attributes tells their digest as null. */
static void digests_put(struct queue_batch *b)
{
    for (size_t i = 0; b->plan->window_ms && i < doc_count(b->records); i++)
        if (!doc_get(doc_at(b->records, i), "md5OfMessageAttributes"))
            doc_put(doc_at(b->records, i), "md5OfMessageAttributes", doc_null(&b->arena));
}

/* That of the first message which has one. */
static struct span trace_of(const struct queue_batch *b)
{
    struct span trace = { NULL, 0 };

    for (size_t i = 0; !trace.size && i < doc_count(b->records); i++)
        trace = doc_get_str(doc_get(doc_at(b->records, i), "attributes"), "AWSTraceHeader");
    return trace;
}

static void deliver(struct queue_batch *b)
{
    struct lambda_source_try *try = ARENA_NEW(&b->arena, struct lambda_source_try);

    digests_put(b);
    if (!lambda_source_invoke(&b->arena, b->plan->own, b->records, trace_of(b), try, over, b))
        queue_batch_done(b, QUEUE_BATCH_PUT_OFF);
}

static const struct queue_poller_kind kind = { .service = "lambda", .deliver = deliver };

void lambda_source_queue_start(const struct lambda_source *s, struct span role)
{
    struct arena a = { 0 };
    struct queue_plan plan = { .kind = &kind,
                               .id = s->id,
                               .name = s->function,
                               .arn = lambda_source_function_arn(&a, s),
                               .role = role,
                               .queue_arn = s->arn,
                               .endpoint = s->endpoint,
                               .filters = doc_get(doc_get(s->config, "FilterCriteria"), "Filters"),
                               .batch_size = doc_get_int(s->config, "BatchSize", 1),
                               .window_ms = doc_get_int(s->config, "MaximumBatchingWindowInSeconds", 0) * 1000,
                               .batches_max =
                                   doc_get_int(doc_get(s->config, "ScalingConfig"), "MaximumConcurrency", BATCHES_MAX),
                               .own = lambda_source_about(&a, s) };

    queue_poller_start(&plan);
    arena_release(&a);
}

void lambda_source_queue_stop(int64_t id)
{
    queue_poller_stop(&kind, id);
}

void lambda_source_queues_stop(void)
{
    queue_pollers_stop(&kind);
}

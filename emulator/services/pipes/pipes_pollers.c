/* What a poller's batches need to know of their pipe is a document: { config, created }. */
#include "emulator/services/pipes/pipes_pollers.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/pollers/queue_poller.h"
#include "emulator/services/pipes/pipes_rules.h"
#include "emulator/store/store.h"

#define BATCHES_MAX  30
#define SIZE_DEFAULT 10

/* --- batches ------------------------------------------------------------------------------------------------------ */

static const struct doc *target_of(const struct queue_batch *b)
{
    return doc_get(doc_get(b->plan->own, "config"), "TargetParameters");
}

/* For the execution's end: the invocation type REQUEST_RESPONSE. */
static bool is_waited_for(const struct queue_batch *b)
{
    return !span_is(doc_get_str(doc_get(target_of(b), "StepFunctionStateMachineParameters"), "InvocationType"),
                    "FIRE_AND_FORGET");
}

static struct span batch_input(struct queue_batch *b, struct arena *a)
{
    struct pipes_names names = { .arn = b->plan->arn,
                                 .name = b->plan->name,
                                 .source = b->plan->queue_arn,
                                 .target = doc_get_str(doc_get(b->plan->own, "config"), "Target"),
                                 .now_ms = doc_get_int(b->plan->own, "created", 0) };
    struct span template = doc_get_str(target_of(b), "InputTemplate");
    struct doc *input = doc_list(a);

    for (size_t i = 0; i < doc_count(b->records); i++)
        doc_append(input, pipes_transform(a, template, doc_at(b->records, i), &names));
    return json_text(a, input);
}

/* AWS: of an execution that is waited for and fails, the messages stay in the queue. */
static enum queue_batch_end end_of(const struct queue_batch *b, const struct call *c)
{
    bool is_there = c->fault.kind && strcmp(c->fault.kind->code, "ExecutionAlreadyExists") == 0;

    if (c->fault.kind && !is_there) {
        log_debug("pipes: %.*s: %s: %s", SPAN_ARG(b->plan->name), c->fault.kind->code,
                  c->fault.message ? c->fault.message : "");
        return QUEUE_BATCH_PUT_OFF;
    }
    if (is_there || !is_waited_for(b) || span_is(doc_get_str(c->out, "status"), "SUCCEEDED")) return QUEUE_BATCH_TAKEN;
    return QUEUE_BATCH_FAILED;
}

static void started(struct call *c, void *arg)
{
    struct queue_batch *b = arg;
    enum queue_batch_end end = end_of(b, c);

    call_free(c);
    queue_batch_done(b, end);
}

/* DIFFERS: the execution of a single message is named by the message's id, where AWS invents a name. So a message
 * that is received again because Nube was killed between starting its execution and deleting it does not start
 * another. */
static void deliver(struct queue_batch *b)
{
    struct call *c =
        door_open("states", is_waited_for(b) ? "StartSyncExecution" : "StartExecution", b->who, b->plan->endpoint);

    if (!c) {
        queue_batch_done(b, QUEUE_BATCH_PUT_OFF);
        return;
    }
    doc_put_str(c->in, "stateMachineArn", doc_get_str(doc_get(b->plan->own, "config"), "Target"));
    doc_put_str(c->in, "input", batch_input(b, &c->arena));
    if (doc_count(b->records) == 1) doc_put_str(c->in, "name", doc_get_str(doc_at(b->records, 0), "messageId"));
    c->done = started;
    c->done_arg = b;
    door_submit(c);
}

static const struct queue_poller_kind kind = { .service = "pipes", .deliver = deliver };

/* --- pollers ------------------------------------------------------------------------------------------------------ */

void pipes_poller_stop(int64_t id)
{
    queue_poller_stop(&kind, id);
}

void pipes_poller_start(const struct pipes_pipe *pipe)
{
    struct doc *source = doc_get(pipe->config, "SourceParameters"), *queue = doc_get(source, "SqsQueueParameters");
    struct arena a = { 0 };
    struct queue_plan plan = { .kind = &kind,
                               .id = pipe->id,
                               .name = pipe->name,
                               .arn = arn_make(&a, "pipes", pipe->region, pipe->account, "pipe/%.*s",
                                               SPAN_ARG(pipe->name)),
                               .role = doc_get_str(pipe->config, "RoleArn"),
                               .queue_arn = doc_get_str(pipe->config, "Source"),
                               .endpoint = pipe->endpoint,
                               .filters = doc_get(doc_get(source, "FilterCriteria"), "Filters"),
                               .batch_size = doc_get_int(queue, "BatchSize", SIZE_DEFAULT),
                               .window_ms = doc_get_int(queue, "MaximumBatchingWindowInSeconds", 0) * 1000,
                               .batches_max = BATCHES_MAX,
                               .own = doc_map(&a) };

    pipes_poller_stop(pipe->id);
    doc_put(plan.own, "config", pipe->config);
    doc_put_int(plan.own, "created", pipe->created_ms);
    if (!pipe->is_stopped && !pipe->failure) queue_poller_start(&plan);
    arena_release(&a);
}

void pipes_pollers_reset(void)
{
    queue_pollers_stop(&kind);
}

void pipes_pollers_stop(void)
{
    queue_pollers_close(true);
    queue_pollers_stop(&kind);
}

int pipes_pollers_take_up(void)
{
    struct arena a = { 0 };
    struct db *db = store_reader_take();
    struct rows *r;

    if (!db) return -1;
    queue_pollers_close(false);
    for (r = pipes_store_all(db); rows_next(r);) {
        struct pipes_pipe p = { 0 };

        pipes_store_read(r, &a, &p);
        if (p.config) pipes_poller_start(&p);
    }
    store_reader_give(db);
    arena_release(&a);
    return 0;
}

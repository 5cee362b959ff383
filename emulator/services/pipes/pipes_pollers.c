/* The pollers. A poller is freed by the last of its lanes once it was told to stop; a lane looks at that whenever
 * something ends. */
#include "emulator/services/pipes/pipes_pollers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/pipes/pipes_rules.h"
#include "emulator/store/store.h"

#define LANES          3
#define RECEIVE_MAX    10
#define WAIT_SECONDS   20
#define BACKOFF_MS     1000
#define BACKOFF_MS_MAX 60000

struct poller {
    struct arena arena;
    struct pipes_pipe pipe;
    struct pipes_names names;
    struct identity who;
    struct span queue_url, template;
    struct doc *filters;
    int64_t batch_size;
    bool waits;               /* for the execution's end: the invocation type REQUEST_RESPONSE */
    struct lane *lane[LANES]; /* NULL: ended */
    int lanes;                /* that go round */
    bool stopped;
    struct poller *next;
};

/* One batch of a receive: records that start one execution. */
struct batch {
    struct lane *lane;
    size_t first, count;
    bool delivered;
};

struct lane {
    struct poller *poller;
    struct call *received; /* holds the messages while they are worked on */
    struct batch batches[RECEIVE_MAX];
    int batch_count, under_way; /* the latter under the lock */
    bool wanted[RECEIVE_MAX];   /* by the filters */
    bool failed;
    int64_t backoff_ms;
    uint64_t timer; /* while it waits to try again; under the lock */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct poller *pollers;
static bool closing; /* the process stops: nothing is to be handed to the workers any more */

static void lane_receive(void *arg);

/* --- lanes -------------------------------------------------------------------------------------------------------- */

static bool lane_is_stopped(struct lane *lane)
{
    bool stopped;

    pthread_mutex_lock(&lock);
    stopped = lane->poller->stopped;
    pthread_mutex_unlock(&lock);
    return stopped;
}

static void lane_end(struct lane *lane)
{
    struct poller *p = lane->poller;
    bool last;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < LANES; i++) {
        if (p->lane[i] == lane) p->lane[i] = NULL;
    }
    last = --p->lanes == 0;
    pthread_mutex_unlock(&lock);
    if (lane->received) call_free(lane->received);
    free(lane);
    if (!last) return;
    arena_release(&p->arena);
    free(p);
}

static void lane_go(void *arg)
{
    workers_submit(lane_receive, arg);
}

/* Round again: at once, or after a while that grows with each failure. */
static void lane_again(struct lane *lane)
{
    if (lane_is_stopped(lane)) {
        lane_end(lane);
        return;
    }
    if (lane->received) call_free(lane->received);
    lane->received = NULL;
    if (!lane->failed) {
        lane->backoff_ms = 0;
        workers_submit(lane_receive, lane);
        return;
    }
    lane->failed = false;
    lane->backoff_ms = lane->backoff_ms ? lane->backoff_ms * 2 : BACKOFF_MS;
    if (lane->backoff_ms > BACKOFF_MS_MAX) lane->backoff_ms = BACKOFF_MS_MAX;
    pthread_mutex_lock(&lock);
    if (lane->poller->stopped) workers_submit(lane_receive, lane);
    else lane->timer = timer_add(clock_now_ms() + lane->backoff_ms, lane_go, lane);
    pthread_mutex_unlock(&lock);
}

static struct call *lane_open(struct lane *lane, const char *service, const char *operation)
{
    struct call *c = door_open(service, operation, &lane->poller->who, lane->poller->pipe.endpoint);

    if (!c) lane->failed = true;
    return c;
}

static void lane_fault(struct lane *lane, struct call *c)
{
    log_debug("pipes: %.*s: %s: %s", SPAN_ARG(lane->poller->pipe.name), c->fault.kind->code,
              c->fault.message ? c->fault.message : "");
    lane->failed = true;
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

static void deleted(struct call *c, void *arg)
{
    struct lane *lane = arg;

    if (c->fault.kind) lane_fault(lane, c);
    call_free(c);
    lane_again(lane);
}

/* On a worker, once every batch has ended: what was delivered, and what no filter wants, is deleted. */
static void lane_delete(void *arg)
{
    struct lane *lane = arg;
    struct doc *messages = doc_get(lane->received->out, "Messages"), *entries;
    struct call *c = lane_open(lane, "sqs", "DeleteMessageBatch");
    bool delete[RECEIVE_MAX];

    if (!c) {
        lane_again(lane);
        return;
    }
    for (size_t i = 0; i < RECEIVE_MAX; i++) delete[i] = !lane->wanted[i];
    for (int b = 0; b < lane->batch_count; b++) {
        size_t taken = 0;

        for (size_t i = lane->batches[b].first; taken < lane->batches[b].count; i++) {
            if (!lane->wanted[i]) continue;
            delete[i] = lane->batches[b].delivered;
            taken++;
        }
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    entries = doc_put_list(c->in, "Entries");
    for (size_t i = 0; i < doc_count(messages) && i < RECEIVE_MAX; i++) {
        struct doc *entry;

        if (!delete[i]) continue;
        entry = doc_append_map(entries);
        doc_put_format(entry, "Id", "%zu", i);
        doc_put_str(entry, "ReceiptHandle", doc_get_str(doc_at(messages, i), "ReceiptHandle"));
    }
    if (!doc_count(entries)) {
        call_free(c);
        lane_again(lane);
        return;
    }
    c->done = deleted;
    c->done_arg = lane;
    door_submit(c);
}

/* --- starting executions ------------------------------------------------------------------------------------------ */

/* What was delivered is deleted even when the pipe was stopped meanwhile, unless the process stops: the message is
 * then received again, and its execution is there already. */
static void batch_over(struct lane *lane)
{
    bool last, closed;

    pthread_mutex_lock(&lock);
    last = --lane->under_way == 0;
    closed = closing;
    pthread_mutex_unlock(&lock);
    if (last && closed) lane_end(lane);
    else if (last) workers_submit(lane_delete, lane);
}

/* AWS: of an execution that is waited for and fails, the messages stay in the queue. */
static bool is_good(const struct poller *p, const struct call *c)
{
    return !p->waits || span_is(doc_get_str(c->out, "status"), "SUCCEEDED");
}

static void started(struct call *c, void *arg)
{
    struct batch *batch = arg;
    bool is_there = c->fault.kind && strcmp(c->fault.kind->code, "ExecutionAlreadyExists") == 0;

    batch->delivered = c->fault.kind ? is_there : is_good(batch->lane->poller, c);
    if (c->fault.kind && !is_there) lane_fault(batch->lane, c);
    else if (!batch->delivered) batch->lane->failed = true;
    call_free(c);
    batch_over(batch->lane);
}

static struct span batch_input(struct batch *batch, struct arena *a)
{
    struct poller *p = batch->lane->poller;
    struct doc *messages = doc_get(batch->lane->received->out, "Messages"), *input = doc_list(a);
    size_t taken = 0;

    for (size_t i = batch->first; taken < batch->count; i++) {
        struct doc *record;

        if (!batch->lane->wanted[i]) continue;
        record = pipes_record(a, doc_at(messages, i), p->names.source, p->pipe.region);
        doc_append(input, pipes_transform(a, p->template, record, &p->names));
        taken++;
    }
    return json_text(a, input);
}

/* DIFFERS: the execution of a single message is named by the message's id, where AWS invents a name. So a message
 * that is received again because Nube was killed between starting its execution and deleting it does not start
 * another. */
static void batch_start(struct batch *batch)
{
    struct poller *p = batch->lane->poller;
    struct call *c = lane_open(batch->lane, "states", p->waits ? "StartSyncExecution" : "StartExecution");

    if (!c) {
        batch_over(batch->lane);
        return;
    }
    doc_put_str(c->in, "stateMachineArn", p->names.target);
    doc_put_str(c->in, "input", batch_input(batch, &c->arena));
    if (batch->count == 1)
        doc_put_str(c->in, "name",
                    doc_get_str(doc_at(doc_get(batch->lane->received->out, "Messages"), batch->first), "MessageId"));
    c->done = started;
    c->done_arg = batch;
    door_submit(c);
}

/* Cuts what the filters want into batches; `first` of each is a wanted message. */
static void lane_cut(struct lane *lane)
{
    struct poller *p = lane->poller;
    struct doc *messages = doc_get(lane->received->out, "Messages");
    struct arena *a = &lane->received->arena;

    lane->batch_count = 0;
    for (size_t i = 0; i < doc_count(messages) && i < RECEIVE_MAX; i++) {
        struct batch *batch = lane->batch_count ? &lane->batches[lane->batch_count - 1] : NULL;

        lane->wanted[i] =
            pipes_filters_match(a, p->filters, pipes_record(a, doc_at(messages, i), p->names.source, p->pipe.region));
        if (!lane->wanted[i]) continue;
        if (!batch || (int64_t)batch->count >= p->batch_size) {
            batch = &lane->batches[lane->batch_count++];
            *batch = (struct batch){ lane, i, 0, false };
        }
        batch->count++;
    }
}

/* On a worker. */
static void lane_deliver(void *arg)
{
    struct lane *lane = arg;
    int count;

    lane_cut(lane);
    count = lane->under_way = lane->batch_count;
    if (!count) lane_delete(lane);
    for (int i = 0; i < count; i++) batch_start(&lane->batches[i]);
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

static void given_back(struct call *c, void *arg)
{
    struct lane *lane = arg;

    call_free(c);
    lane_again(lane);
}

/* The pipe was stopped while its receive was parked: what came all the same is made visible again, for whoever
 * receives next. */
static void lane_give_back(struct lane *lane)
{
    struct doc *messages = doc_get(lane->received->out, "Messages"), *entries;
    struct call *c = lane_open(lane, "sqs", "ChangeMessageVisibilityBatch");

    if (!c) {
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    entries = doc_put_list(c->in, "Entries");
    for (size_t i = 0; i < doc_count(messages); i++) {
        struct doc *entry = doc_append_map(entries);

        doc_put_format(entry, "Id", "%zu", i);
        doc_put_str(entry, "ReceiptHandle", doc_get_str(doc_at(messages, i), "ReceiptHandle"));
        doc_put_int(entry, "VisibilityTimeout", 0);
    }
    c->done = given_back;
    c->done_arg = lane;
    door_submit(c);
}

static void received(struct call *c, void *arg)
{
    struct lane *lane = arg;
    bool got = !c->fault.kind && doc_count(doc_get(c->out, "Messages"));

    lane->received = c;
    if (c->fault.kind) lane_fault(lane, c);
    if (got && lane_is_stopped(lane)) lane_give_back(lane);
    else if (got) workers_submit(lane_deliver, lane);
    else lane_again(lane);
}

static void lane_receive(void *arg)
{
    struct lane *lane = arg;
    struct call *c;

    if (lane_is_stopped(lane)) {
        lane_end(lane);
        return;
    }
    c = lane_open(lane, "sqs", "ReceiveMessage");
    if (!c) {
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    doc_put_int(c->in, "MaxNumberOfMessages", RECEIVE_MAX);
    doc_put_int(c->in, "WaitTimeSeconds", WAIT_SECONDS);
    doc_append_str(doc_put_list(c->in, "MessageSystemAttributeNames"), SPAN("All"));
    doc_append_str(doc_put_list(c->in, "MessageAttributeNames"), SPAN("All"));
    c->done = received;
    c->done_arg = lane;
    door_submit(c);
}

/* --- pollers ------------------------------------------------------------------------------------------------------ */

static void poller_read(struct poller *p, const struct pipes_pipe *pipe)
{
    struct arena *a = &p->arena;
    struct doc *config = doc_copy(a, pipe->config), *queue, *source = doc_get(config, "SourceParameters");
    const struct doc *target = doc_get(config, "TargetParameters");
    struct span arn = doc_get_str(config, "Source");
    struct arn from;

    arn_parse(arn, &from);
    p->pipe = *pipe;
    p->pipe.name = arena_span(a, pipe->name);
    p->pipe.region = arena_span(a, pipe->region);
    p->pipe.endpoint = arena_span(a, pipe->endpoint);
    p->pipe.config = config;
    p->names = (struct pipes_names){
        .name = p->pipe.name, .source = arn, .target = doc_get_str(config, "Target"), .now_ms = pipe->created_ms
    };
    p->names.arn = arn_make(a, "pipes", pipe->region, pipe->account, "pipe/%.*s", SPAN_ARG(pipe->name));
    p->queue_url =
        arena_format(a, "%.*s/%.*s/%.*s", SPAN_ARG(pipe->endpoint), SPAN_ARG(from.account), SPAN_ARG(from.resource));
    p->template = doc_get_str(target, "InputTemplate");
    p->waits = !span_is(doc_get_str(doc_get(target, "StepFunctionStateMachineParameters"), "InvocationType"),
                        "FIRE_AND_FORGET");
    p->filters = doc_get(doc_get(source, "FilterCriteria"), "Filters");
    queue = doc_get(source, "SqsQueueParameters");
    p->batch_size = doc_get_int(queue, "BatchSize", RECEIVE_MAX);
}

void pipes_poller_start(const struct pipes_pipe *pipe)
{
    struct poller *p;
    char region[32] = "";

    pipes_poller_stop(pipe->id);
    if (pipe->is_stopped) return;
    p = memory_new(1, sizeof *p);
    poller_read(p, pipe);
    snprintf(region, sizeof region, "%.*s", SPAN_ARG(pipe->region));
    if (!identity_of_role(doc_get_str(p->pipe.config, "RoleArn"), arena_string(&p->arena, p->pipe.name), region,
                          &p->who)) {
        arena_release(&p->arena);
        free(p);
        return;
    }
    pthread_mutex_lock(&lock);
    p->next = pollers;
    pollers = p;
    for (; p->lanes < LANES; p->lanes++) {
        struct lane *lane = p->lane[p->lanes] = memory_new(1, sizeof *lane);

        lane->poller = p;
        workers_submit(lane_receive, lane);
    }
    pthread_mutex_unlock(&lock);
}

/* Out of the list; its lanes see it and end, those that wait to try again at once. Under the lock. */
static void poller_drop(struct poller **at)
{
    struct poller *p = *at;

    *at = p->next;
    p->stopped = true;
    for (int i = 0; i < LANES; i++) {
        if (p->lane[i] && p->lane[i]->timer && timer_cancel(p->lane[i]->timer))
            workers_submit(lane_receive, p->lane[i]);
    }
}

void pipes_poller_stop(int64_t id)
{
    pthread_mutex_lock(&lock);
    for (struct poller **at = &pollers; *at;) {
        if ((*at)->pipe.id == id) poller_drop(at);
        else at = &(*at)->next;
    }
    pthread_mutex_unlock(&lock);
}

void pipes_pollers_reset(void)
{
    pthread_mutex_lock(&lock);
    while (pollers) poller_drop(&pollers);
    pthread_mutex_unlock(&lock);
}

void pipes_pollers_stop(void)
{
    pthread_mutex_lock(&lock);
    closing = true;
    pthread_mutex_unlock(&lock);
    pipes_pollers_reset();
}

int pipes_pollers_take_up(void)
{
    struct arena a = { 0 };
    struct db *db = store_reader_take();
    struct rows *r;

    if (!db) return -1;
    pthread_mutex_lock(&lock);
    closing = false;
    pthread_mutex_unlock(&lock);
    for (r = pipes_store_all(db); rows_next(r);) {
        struct pipes_pipe p = { 0 };

        pipes_store_read(r, &a, &p);
        if (p.config) pipes_poller_start(&p);
    }
    store_reader_give(db);
    arena_release(&a);
    return 0;
}

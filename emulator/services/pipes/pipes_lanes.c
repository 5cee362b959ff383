/* A pipe that collects (it has a window, or batches of more than a receive gives) has one lane, which receives again
 * until its batch is full, holds HELD_BYTES_MAX, or the window has passed since the first message came; without a
 * window, until there is no more. The other pipes have several, each delivering what a receive gave. */
#include "emulator/services/pipes/pipes_lanes.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"

#define HELD_BYTES_MAX ((size_t)6 * 1024 * 1024) /* AWS: a batch's payload is no larger */
#define WAIT_SECONDS   20
#define BACKOFF_MS     1000
#define BACKOFF_MS_MAX 60000

/* One batch of a round: records that start one execution. */
struct batch {
    struct pipes_lane *lane;
    size_t first, count;
    bool delivered;
};

struct pipes_lane {
    struct pipes_poller *poller;
    struct arena arena;   /* of the round */
    struct doc *messages; /* that the round holds; NULL: none yet */
    int64_t first_ms;     /* when the first of them came */
    size_t held_bytes;
    struct batch batches[PIPES_RECEIVE_MAX];
    int batch_count, under_way; /* the latter under the lock */
    bool *wanted, *deletes;     /* of each message: by the filters; now that all batches have ended */
    size_t told;                /* messages of which the queue was told what becomes of them */
    bool has_looked;            /* at the queue, before it receives */
    bool failed;
    int64_t backoff_ms;
    uint64_t timer; /* while it waits to try again; under the lock */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool closing; /* the process stops: nothing is to be handed to the workers any more */

static void lane_receive(void *arg);

/* --- lanes -------------------------------------------------------------------------------------------------------- */

static bool lane_is_stopped(struct pipes_lane *lane)
{
    bool stopped;

    pthread_mutex_lock(&lock);
    stopped = lane->poller->stopped;
    pthread_mutex_unlock(&lock);
    return stopped;
}

static void lane_end(struct pipes_lane *lane)
{
    struct pipes_poller *p = lane->poller;
    bool last;

    pthread_mutex_lock(&lock);
    for (int i = 0; i < PIPES_LANES; i++) {
        if (p->lane[i] == lane) p->lane[i] = NULL;
    }
    last = --p->lanes == 0;
    pthread_mutex_unlock(&lock);
    arena_release(&lane->arena);
    free(lane->wanted);
    free(lane->deletes);
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
static void lane_again(struct pipes_lane *lane)
{
    if (lane_is_stopped(lane)) {
        lane_end(lane);
        return;
    }
    arena_reset(&lane->arena);
    lane->messages = NULL;
    lane->held_bytes = lane->told = 0;
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

static struct call *lane_open(struct pipes_lane *lane, const char *service, const char *operation)
{
    struct call *c = door_open(service, operation, &lane->poller->who, lane->poller->pipe.endpoint);

    if (!c) lane->failed = true;
    return c;
}

static void lane_fault(struct pipes_lane *lane, struct call *c)
{
    log_debug("pipes: %.*s: %s: %s", SPAN_ARG(lane->poller->pipe.name), c->fault.kind->code,
              c->fault.message ? c->fault.message : "");
    lane->failed = true;
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

static void lane_delete(void *arg);

static void deleted(struct call *c, void *arg)
{
    struct pipes_lane *lane = arg;

    if (c->fault.kind) lane_fault(lane, c);
    call_free(c);
    lane_delete(lane);
}

/* The next messages that are meant, ten at most, as the entries of a call about them; the rest of each entry is the
 * caller's. NULL when there are none left. */
static struct doc *entries_next(struct pipes_lane *lane, struct call *c, const bool *meant)
{
    struct doc *entries = NULL;

    for (; lane->told < doc_count(lane->messages) && doc_count(entries) < PIPES_RECEIVE_MAX; lane->told++) {
        struct doc *entry;

        if (meant && !meant[lane->told]) continue;
        if (!entries) entries = doc_put_list(c->in, "Entries");
        entry = doc_append_map(entries);
        doc_put_format(entry, "Id", "%zu", lane->told);
        doc_put_str(entry, "ReceiptHandle", doc_get_str(doc_at(lane->messages, lane->told), "ReceiptHandle"));
    }
    return entries;
}

/* What was decided is deleted, ten messages a call. */
static void lane_delete(void *arg)
{
    struct pipes_lane *lane = arg;
    struct call *c = lane_open(lane, "sqs", "DeleteMessageBatch");

    if (!c || !entries_next(lane, c, lane->deletes)) {
        if (c) call_free(c);
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    c->done = deleted;
    c->done_arg = lane;
    door_submit(c);
}

/* On a worker, once every batch has ended: what was delivered, and what no filter wants, is deleted. */
static void lane_settle(void *arg)
{
    struct pipes_lane *lane = arg;

    for (size_t i = 0; i < doc_count(lane->messages); i++) lane->deletes[i] = !lane->wanted[i];
    for (int b = 0; b < lane->batch_count; b++) {
        size_t taken = 0;

        for (size_t i = lane->batches[b].first; taken < lane->batches[b].count; i++) {
            if (!lane->wanted[i]) continue;
            lane->deletes[i] = lane->batches[b].delivered;
            taken++;
        }
    }
    lane_delete(lane);
}

/* --- starting executions ------------------------------------------------------------------------------------------ */

/* What was delivered is deleted even when the pipe was stopped meanwhile, unless the process stops: the message is
 * then received again, and its execution is there already. */
static void batch_over(struct pipes_lane *lane)
{
    bool last, closed;

    pthread_mutex_lock(&lock);
    last = --lane->under_way == 0;
    closed = closing;
    pthread_mutex_unlock(&lock);
    if (last && closed) lane_end(lane);
    else if (last) workers_submit(lane_settle, lane);
}

/* AWS: of an execution that is waited for and fails, the messages stay in the queue. */
static bool is_good(const struct pipes_poller *p, const struct call *c)
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
    struct pipes_poller *p = batch->lane->poller;
    struct doc *messages = batch->lane->messages, *input = doc_list(a);
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
    struct pipes_poller *p = batch->lane->poller;
    struct call *c = lane_open(batch->lane, "states", p->waits ? "StartSyncExecution" : "StartExecution");

    if (!c) {
        batch_over(batch->lane);
        return;
    }
    doc_put_str(c->in, "stateMachineArn", p->names.target);
    doc_put_str(c->in, "input", batch_input(batch, &c->arena));
    if (batch->count == 1)
        doc_put_str(c->in, "name", doc_get_str(doc_at(batch->lane->messages, batch->first), "MessageId"));
    c->done = started;
    c->done_arg = batch;
    door_submit(c);
}

/* Cuts what the filters want into batches; `first` of each is a wanted message. */
static void lane_cut(struct pipes_lane *lane)
{
    struct pipes_poller *p = lane->poller;
    struct doc *messages = lane->messages;
    struct arena *a = &lane->arena;

    lane->batch_count = 0;
    for (size_t i = 0; i < doc_count(messages); i++) {
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
    struct pipes_lane *lane = arg;
    int count;

    lane_cut(lane);
    count = lane->under_way = lane->batch_count;
    if (!count) lane_settle(lane);
    for (int i = 0; i < count; i++) batch_start(&lane->batches[i]);
}

/* --- receiving ---------------------------------------------------------------------------------------------------- */

static void lane_give_back(struct pipes_lane *lane);

static void given_back(struct call *c, void *arg)
{
    call_free(c);
    lane_give_back(arg);
}

/* The pipe was stopped while its receive was parked: what came all the same is made visible again, for whoever
 * receives next. AWS's pipes do not need that, so it is the account's doing, not the role's. */
static void lane_give_back(struct pipes_lane *lane)
{
    struct call *c = lane_open(lane, "sqs", "ChangeMessageVisibilityBatch");
    struct doc *entries = c ? entries_next(lane, c, NULL) : NULL;

    if (c) c->who.kind = IDENTITY_ROOT;
    if (!entries) {
        if (c) call_free(c);
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    for (size_t i = 0; i < doc_count(entries); i++) doc_put_int(doc_at(entries, i), "VisibilityTimeout", 0);
    c->done = given_back;
    c->done_arg = lane;
    door_submit(c);
}

static int64_t window_left_ms(const struct pipes_lane *lane)
{
    return lane->first_ms + lane->poller->window_ms - clock_now_ms();
}

/* How many came. */
static size_t messages_hold(struct pipes_lane *lane, const struct doc *messages)
{
    if (!lane->messages) lane->messages = doc_list(&lane->arena);
    if (!doc_count(lane->messages)) lane->first_ms = clock_now_ms();
    for (size_t i = 0; i < doc_count(messages); i++) {
        doc_append(lane->messages, doc_copy(&lane->arena, doc_at(messages, i)));
        lane->held_bytes += doc_get_str(doc_at(messages, i), "Body").size;
    }
    return doc_count(messages);
}

/* Is the round to be delivered, after so many messages came? */
static bool is_complete(const struct pipes_lane *lane, size_t came)
{
    const struct pipes_poller *p = lane->poller;

    if (!p->collects || lane->failed || doc_count(lane->messages) >= p->held_max || lane->held_bytes >= HELD_BYTES_MAX)
        return true;
    return p->window_ms ? window_left_ms(lane) <= 0 : came == 0;
}

static void received(struct call *c, void *arg)
{
    struct pipes_lane *lane = arg;
    size_t came = 0;

    if (c->fault.kind) lane_fault(lane, c);
    else came = messages_hold(lane, doc_get(c->out, "Messages"));
    call_free(c);
    if (!doc_count(lane->messages)) lane_again(lane);
    else if (lane_is_stopped(lane)) lane_give_back(lane);
    else workers_submit(is_complete(lane, came) ? lane_deliver : lane_receive, lane);
}

/* In whole seconds: how long the receive may wait. With something held it waits for the window's end at most. */
static int64_t wait_seconds(const struct pipes_lane *lane)
{
    int64_t left_ms;

    if (!doc_count(lane->messages)) return WAIT_SECONDS;
    left_ms = lane->poller->window_ms ? window_left_ms(lane) : 0;
    if (left_ms <= 0) return 0;
    return left_ms > WAIT_SECONDS * 1000 ? WAIT_SECONDS : (left_ms + 999) / 1000;
}

static void looked(struct call *c, void *arg)
{
    struct pipes_lane *lane = arg;

    if (c->fault.kind) lane_fault(lane, c);
    else lane->has_looked = true;
    call_free(c);
    lane_again(lane);
}

/* AWS: a pipe's role must be allowed to, or the pipe does not start.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html */
static void lane_look(struct pipes_lane *lane)
{
    struct call *c = lane_open(lane, "sqs", "GetQueueAttributes");

    if (!c) {
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    doc_append_str(doc_put_list(c->in, "AttributeNames"), SPAN("QueueArn"));
    c->done = looked;
    c->done_arg = lane;
    door_submit(c);
}

/* AWS: a role's trust counts when the role is used, not only when the pipe got it. The log tells the refusal. */
static bool role_is_assumable(const struct pipes_poller *p)
{
    return door_may_assume(NULL, "pipes", doc_get_str(p->pipe.config, "RoleArn"), p->names.arn);
}

static void lane_receive(void *arg)
{
    struct pipes_lane *lane = arg;
    size_t room = lane->poller->held_max - doc_count(lane->messages);
    struct call *c;

    if (lane_is_stopped(lane)) {
        if (doc_count(lane->messages)) lane_give_back(lane);
        else lane_end(lane);
        return;
    }
    if (!role_is_assumable(lane->poller)) {
        lane->failed = true;
        lane_again(lane);
        return;
    }
    if (!lane->has_looked) {
        lane_look(lane);
        return;
    }
    c = lane_open(lane, "sqs", "ReceiveMessage");
    if (!c) {
        lane_again(lane);
        return;
    }
    doc_put_str(c->in, "QueueUrl", lane->poller->queue_url);
    doc_put_int(c->in, "MaxNumberOfMessages", room < PIPES_RECEIVE_MAX ? (int64_t)room : PIPES_RECEIVE_MAX);
    doc_put_int(c->in, "WaitTimeSeconds", wait_seconds(lane));
    doc_append_str(doc_put_list(c->in, "MessageSystemAttributeNames"), SPAN("All"));
    doc_append_str(doc_put_list(c->in, "MessageAttributeNames"), SPAN("All"));
    c->done = received;
    c->done_arg = lane;
    door_submit(c);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

static struct pipes_lane *lane_new(struct pipes_poller *p)
{
    struct pipes_lane *lane = memory_new(1, sizeof *lane);

    lane->poller = p;
    lane->wanted = memory_new(p->held_max, sizeof *lane->wanted);
    lane->deletes = memory_new(p->held_max, sizeof *lane->deletes);
    return lane;
}

void pipes_lanes_start(struct pipes_poller *p)
{
    pthread_mutex_lock(&lock);
    for (int lanes = p->collects ? 1 : PIPES_LANES; p->lanes < lanes; p->lanes++) {
        p->lane[p->lanes] = lane_new(p);
        workers_submit(lane_receive, p->lane[p->lanes]);
    }
    pthread_mutex_unlock(&lock);
}

void pipes_lanes_stop(struct pipes_poller *p)
{
    pthread_mutex_lock(&lock);
    p->stopped = true;
    for (int i = 0; i < PIPES_LANES; i++) {
        if (p->lane[i] && p->lane[i]->timer && timer_cancel(p->lane[i]->timer))
            workers_submit(lane_receive, p->lane[i]);
    }
    pthread_mutex_unlock(&lock);
}

void pipes_lanes_close(bool closes)
{
    pthread_mutex_lock(&lock);
    closing = closes;
    pthread_mutex_unlock(&lock);
}

/* The pool: taking events, giving them to processes, taking their answers. See lambda_targets.h for what it is made
 * of. */
#include "emulator/services/lambda/lambda_pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_endings.h"
#include "emulator/services/lambda/lambda_groups.h"
#include "emulator/services/lambda/lambda_hosts.h"
#include "emulator/services/lambda/lambda_hot.h"
#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_lineage.h"
#include "emulator/services/lambda/lambda_poll.h"
#include "emulator/services/lambda/lambda_provided.h"
#include "emulator/services/lambda/lambda_shutdown.h"
#include "emulator/services/lambda/lambda_start.h"
#include "emulator/services/lambda/lambda_watch.h"

#define CONTEXT_MAX        4096
#define STREAMED_BYTES_MAX INT64_C(209715200) /* AWS: 200 MB */
#define STOP_US_MAX        (3 * 1000000LL)

/* --- invoking ----------------------------------------------------------------------------------------------------- */

static void event_send(struct lambda_endpoint *e, const struct lambda_invocation *v)
{
    struct lambda_next event = { .request_id = v->request_id,
                                 .trace_id = v->trace_id,
                                 .function_arn = span_of(v->invoked_arn),
                                 .client_context = v->client_context,
                                 .cognito_identity = v->cognito_identity,
                                 .deadline_ms = v->deadline_ms,
                                 .payload = v->payload };

    lambda_runtime_send(e, &event);
}

/* To be sent once the lock is left, for which others wait. */
static struct lambda_endpoint *event_hold(struct lambda_endpoint *e, struct lambda_invocation *v)
{
    lambda_endpoint_keep(e);
    v->holders++;
    return e;
}

static void event_send_held(struct lambda_endpoint *e, struct lambda_invocation *v)
{
    event_send(e, v);
    lambda_endpoint_close(e);
    lambda_invocation_free(v);
}

/* AWS: an extension that wants events is told of it, and is waited for. */
static void extensions_tell(struct lambda_instance *i)
{
    const struct lambda_invocation *v = i->invocation;
    struct arena a = { 0 };
    struct doc *event = doc_map(&a), *tracing;
    struct span text;

    doc_put_cstr(event, "eventType", "INVOKE");
    doc_put_int(event, "deadlineMs", v->deadline_ms);
    doc_put_cstr(event, "requestId", v->request_id);
    doc_put_cstr(event, "invokedFunctionArn", v->invoked_arn);
    tracing = doc_put_map(event, "tracing");
    doc_put_cstr(tracing, "type", "X-Amzn-Trace-Id");
    doc_put_cstr(tracing, "value", v->trace_id);
    text = json_text(&a, event);
    for (int k = 0; k < i->extensions->count; k++) {
        struct lambda_extension *e = &i->extensions->list[k];
        if (e->wants_invoke && lambda_extension_send(i->endpoint, k + 1, text)) e->state = EXTENSION_RUNNING;
    }
    arena_release(&a);
}

/* Where all rested the watcher does, too: it is to look at this one's time. */
static void instance_thaw(struct lambda_instance *i)
{
    lambda_process_thaw(&i->process);
    i->is_frozen = false;
    lambda_poll_wake();
}

/* What a process has written before is not the invocation's. */
static void log_begin(struct lambda_instance *i, const struct lambda_invocation *v)
{
    if (!lambda_invocation_is_logged(v, &i->log)) return;
    lambda_log_drain(&i->log, i->process.log_fd);
    if (!v->is_inline) lambda_log_clear(&i->log);
    lambda_platform_start(&i->log, v->request_id, v->invoked_arn, v->trace_id);
}

/* The event is still to be sent. */
static void instance_assign(struct lambda_instance *i, struct lambda_invocation *v)
{
    i->state = BUSY;
    i->since_us = clock_monotonic_us();
    if (!v->is_inline) v->started_us = i->since_us;
    else i->init_us = 0; /* it is part of the invocation */
    v->deadline_ms = clock_real_ms() + i->target->f.timeout_seconds * 1000 - (i->since_us - v->started_us) / 1000;
    i->invocation = v;
    if (i->is_frozen) instance_thaw(i);
    log_begin(i, v);
    if (i->extensions) extensions_tell(i);
}

static struct lambda_instance *idle_instance(struct lambda_target *t)
{
    for (struct lambda_instance *i = t->instances; i; i = i->next) {
        if (i->state != IDLE || i->killed) continue;
        if (i->credentials_expire_ms > clock_now_ms() + 60000) return i;
        lambda_shutdown_begin(i, KILLED_UNWANTED);
    }
    return NULL;
}

static struct span copied(struct span s)
{
    char *copy = s.data ? memory_raw(s.size + 1) : NULL;

    if (s.size) memcpy(copy, s.data, s.size);
    return (struct span){ copy, s.size };
}

/* For a header: one line, and whole. */
static struct span line_copied(struct span s)
{
    struct span copy = copied(s.size <= CONTEXT_MAX ? s : SPAN(""));

    for (size_t i = 0; i < copy.size; i++)
        if ((unsigned char)copy.data[i] < ' ') ((char *)copy.data)[i] = ' ';
    return copy;
}

/* The trace that it came with, or a new one, with the function in its lineage. */
static void trace_write(struct lambda_invocation *v, struct span given, const struct lambda_function *f)
{
    struct arena a = { 0 };

    if (given.size > sizeof v->trace_id / 2 || !span_starts(given, "Root=")) given = lambda_trace_new(&a);
    snprintf(v->trace_id, sizeof v->trace_id, "%.*s", SPAN_ARG(lambda_lineage_add(&a, given, f)));
    arena_release(&a);
}

/* Copies take their time: without the lock. */
static struct lambda_invocation *invocation_new(const struct lambda_function *f, const struct lambda_request *r)
{
    struct lambda_invocation *v = memory_new(1, sizeof *v);

    v->payload = copied(r->payload);
    v->client_context = line_copied(r->client_context);
    v->cognito_identity = line_copied(r->cognito_identity);
    v->holders = 1;
    v->stream = r->stream;
    v->wants_log = r->wants_log;
    v->done = r->done;
    v->arg = r->arg;
    snprintf(v->request_id, sizeof v->request_id, "%s", r->id);
    snprintf(v->invoked_arn, sizeof v->invoked_arn, "%.*s", SPAN_ARG(f->invoked_arn));
    trace_write(v, r->trace_id, f);
    return v;
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void target_grow(struct lambda_target *t)
{
    for (int count = lambda_pool.is_stopping ? 0 : lambda_target_wants(t); count > 0; count--) lambda_instance_start(t);
}

void lambda_pool_run(const struct lambda_function *f, const struct lambda_request *request)
{
    struct lambda_invocation *v = invocation_new(f, request);
    struct lambda_result throttled = { .is_throttled = true };
    struct lambda_endpoint *to = NULL;
    struct lambda_instance *i;
    struct lambda_target *t;

    if (f->hot_folder.data && lambda_hot_changed(f->id, f->hot_folder)) lambda_pool_outdate(f->id, INT64_MAX);
    pthread_mutex_lock(&lambda_pool.lock);
    throttled.throttle_reason =
        lambda_pool.is_stopping ? "ConcurrentInvocationLimitExceeded" : lambda_limits_reached(f);
    if (throttled.throttle_reason) {
        pthread_mutex_unlock(&lambda_pool.lock);
        lambda_invocation_free(v);
        request->done(&throttled, request->arg);
        return;
    }
    lambda_pool.running++;
    lambda_pool.begun++;
    t = v->target = lambda_target_of(f);
    t->running++;
    t->f.reserved_concurrency = f->reserved_concurrency; /* of the function, which may change */
    i = idle_instance(t);
    if (i) {
        instance_assign(i, v);
        to = event_hold(i->endpoint, v);
    } else {
        lambda_line_put(t, v);
        target_grow(t);
    }
    pthread_mutex_unlock(&lambda_pool.lock);
    if (to) event_send_held(to, v);
}

/* --- the Runtime API ---------------------------------------------------------------------------------------------- */

/* The runtime asks for its next event; its extensions, where there are any, do so, too, before it is given one. The
 * event that is to be sent to it now, or NULL. */
static struct lambda_invocation *instance_ready(struct lambda_instance *i)
{
    struct lambda_invocation *v;

    i->asks = true;
    lambda_ending_heard(i);
    if (i->extensions) i->extensions->is_closed = true;
    if (!lambda_extensions_rest(i->extensions)) return NULL;
    i->asks = false;
    if (i->state == STARTING) {
        i->target->starting--;
        i->init_us = clock_monotonic_us() - i->since_us;
        i->target->start_us = i->init_us;
        i->memory_max = lambda_process_memory(i->process.pid);
        lambda_hosts_tell(i);
        if (i->log.heard || i->log.is_json)
            lambda_platform_init(&i->log, "init", i->init_us, (struct lambda_phase_end){ "success" });
    }
    i->state = IDLE;
    i->since_us = clock_monotonic_us();
    lambda_provided_look(i->target);
    v = lambda_line_take(i->target);
    if (v) instance_assign(i, v);
    else if (i->target->is_outdated) lambda_shutdown_begin(i, KILLED_UNWANTED);
    if (i->target->line) target_grow(i->target);
    return v;
}

static void instance_ready_at_last(struct lambda_instance *i)
{
    struct lambda_invocation *v = instance_ready(i);

    if (v) event_send(i->endpoint, v);
}

/* Whose endpoint it is, unless it is to end. Under the lock. */
static struct lambda_instance *instance_of(const struct lambda_endpoint *e)
{
    struct lambda_instance *i = lambda_endpoint_owner(e);

    return i && i->killed == NOT_KILLED ? i : NULL;
}

/* AWS: as the Runtime API calls them. */
static const char *state_name(const struct lambda_instance *i)
{
    static const char *const names[] = {
        [STARTING] = "Started", [IDLE] = "Ready", [BUSY] = "Running", [ANSWERED] = "ResponseSent"
    };

    return i->init_error ? "InitError" : names[i->state];
}

/* The process has told the end of what it ran. Under the lock. */
static struct lambda_ending *invocation_over(struct lambda_instance *i, struct lambda_ending *e)
{
    lambda_ending_log(e, i);
    memcpy(i->answered_id, i->invocation->request_id, sizeof i->answered_id);
    lambda_target_ran(i->target, clock_monotonic_us() - i->invocation->started_us);
    i->invocation = NULL;
    i->state = ANSWERED;
    i->since_us = clock_monotonic_us();
    return e;
}

/* It has begun an answer and asks for its next event without having ended it. */
static struct lambda_ending *truncated_end(struct lambda_instance *i)
{
    struct lambda_ending *e = lambda_ending_new(i->invocation, "Unhandled");

    if (i->invocation->streamed_bytes > STREAMED_BYTES_MAX) lambda_ending_too_large(e, STREAMED_BYTES_MAX);
    else lambda_ending_error(e, "Runtime.TruncatedResponse", "Response is truncated");
    return invocation_over(i, e);
}

/* AWS: one that has an event and asks again is given the same. It is sent without the lock, which others wait for. */
static enum lambda_taken next(struct lambda_endpoint *e, const char **state)
{
    enum lambda_taken taken = LAMBDA_TAKEN;
    struct lambda_invocation *event = NULL;
    struct lambda_ending *ending = NULL;
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = instance_of(e);
    if (!i) {
        taken = LAMBDA_NOT_ITS_REQUEST;
    } else if (i->init_error) {
        taken = LAMBDA_NOT_ITS_TURN;
        *state = state_name(i);
    } else if (i->state == BUSY && !i->invocation->is_truncated) {
        event = i->invocation;
    } else {
        if (i->state == BUSY) ending = truncated_end(i);
        event = instance_ready(i);
    }
    if (event) event->holders++;
    pthread_mutex_unlock(&lambda_pool.lock);
    if (event) event_send(e, event);
    if (event) lambda_invocation_free(event);
    lambda_endings_tell(ending);
    return taken;
}

/* The invocation's end, as the process tells it. Under the lock. */
static struct lambda_ending *answer_take(struct lambda_instance *i, const struct lambda_answer *answer)
{
    struct lambda_ending *e = lambda_ending_new(i->invocation, answer->is_error ? "Unhandled" : NULL);

    if (i->invocation->streamed_bytes > STREAMED_BYTES_MAX) lambda_ending_too_large(e, STREAMED_BYTES_MAX);
    else lambda_ending_of_response(e, answer);
    return invocation_over(i, e);
}

static enum lambda_taken respond(struct lambda_endpoint *endpoint, const struct lambda_answer *answer,
                                 const char **state)
{
    enum lambda_taken taken = LAMBDA_NOT_ITS_REQUEST;
    struct lambda_ending *e = NULL;
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = instance_of(endpoint);
    if (i && i->state == BUSY && span_is(answer->request_id, i->invocation->request_id)) {
        e = answer_take(i, answer);
        taken = LAMBDA_TAKEN;
    } else if (i && i->state == ANSWERED && span_is(answer->request_id, i->answered_id)) {
        taken = LAMBDA_NOT_ITS_TURN;
        *state = state_name(i);
    }
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(e);
    return taken;
}

/* --- answers in pieces -------------------------------------------------------------------------------------------- */

/* Room was made for more of an answer: by its stream, of which nothing is known but that it was there. */
static void stream_go_on(void *stream)
{
    pthread_mutex_lock(&lambda_pool.lock);
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        for (struct lambda_instance *i = t->instances; i; i = i->next)
            if (i->invocation && i->invocation->stream == stream) lambda_endpoint_go_on(i->endpoint);
    pthread_mutex_unlock(&lambda_pool.lock);
}

/* Its stream, which it may be given to until stream_leave; NULL: there is none. */
static struct lambda_stream *stream_enter(const struct lambda_endpoint *e, struct span request_id,
                                          struct lambda_instance **of)
{
    struct lambda_stream *stream = NULL;
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = *of = instance_of(e);
    if (i && i->state == BUSY && (!request_id.data || span_is(request_id, i->invocation->request_id)))
        stream = i->invocation->stream;
    if (stream) i->is_giving = true;
    pthread_mutex_unlock(&lambda_pool.lock);
    return stream;
}

static void stream_leave(struct lambda_instance *i)
{
    pthread_mutex_lock(&lambda_pool.lock);
    i->is_giving = false;
    pthread_mutex_unlock(&lambda_pool.lock);
}

static bool begin(struct lambda_endpoint *e, struct span request_id, struct span content_type)
{
    struct lambda_instance *i;
    struct lambda_stream *stream = stream_enter(e, request_id, &i);

    if (!stream) return false;
    i->invocation->is_streamed = true;
    i->invocation->begun_us = clock_monotonic_us();
    lambda_stream_begin(stream, content_type);
    stream_leave(i);
    return true;
}

static bool piece(struct lambda_endpoint *e, struct span bytes)
{
    struct lambda_instance *i;
    struct lambda_stream *stream = stream_enter(e, (struct span){ NULL, 0 }, &i);
    bool has_room = true;

    if (!stream) return true;
    i->invocation->streamed_bytes += (int64_t)bytes.size;
    if (i->invocation->streamed_bytes <= STREAMED_BYTES_MAX)
        has_room = lambda_stream_give(stream, bytes, stream_go_on, stream);
    stream_leave(i);
    return has_room;
}

/* Perhaps since the process has ended; if not, it will ask for its next event. */
static void broken(struct lambda_endpoint *e)
{
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = instance_of(e);
    if (i && i->invocation) i->invocation->is_truncated = true;
    pthread_mutex_unlock(&lambda_pool.lock);
}

static enum lambda_taken init_error(struct lambda_endpoint *e, struct span type, struct span payload,
                                    const char **state)
{
    enum lambda_taken taken = LAMBDA_NOT_ITS_TURN;
    struct lambda_instance *i;

    pthread_mutex_lock(&lambda_pool.lock);
    i = instance_of(e);
    if (i) *state = state_name(i);
    if (i && i->state == STARTING && !i->init_error) {
        i->init_error = strndup(payload.size ? payload.data : "{}", payload.size ? payload.size : 2);
        snprintf(i->init_error_type, sizeof i->init_error_type, "%.*s", SPAN_ARG(type));
        taken = LAMBDA_TAKEN;
    }
    pthread_mutex_unlock(&lambda_pool.lock);
    return taken;
}

static const struct lambda_runtime runtime = {
    .next = next, .begin = begin, .piece = piece, .broken = broken, .respond = respond, .init_error = init_error
};

/* --- outdating, start and stop
 * ----------------------------------------------------------------------------------------------- */

static void target_outdate(struct lambda_target *t)
{
    t->is_outdated = true;
    for (struct lambda_instance *i = t->instances; i; i = i->next)
        if (i->state == IDLE) lambda_shutdown_begin(i, KILLED_UNWANTED);
}

void lambda_pool_outdate(int64_t function_id, int64_t edition)
{
    pthread_mutex_lock(&lambda_pool.lock);
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        if (t->f.id == function_id && t->f.edition < edition) target_outdate(t);
    lambda_targets_sweep();
    pthread_mutex_unlock(&lambda_pool.lock);
}

bool lambda_pool_is_idle(uint64_t *begun)
{
    bool is_idle;

    pthread_mutex_lock(&lambda_pool.lock);
    is_idle = !lambda_pool.running;
    *begun += lambda_pool.begun;
    pthread_mutex_unlock(&lambda_pool.lock);
    return is_idle;
}

void lambda_pool_start(void)
{
    pthread_mutex_lock(&lambda_pool.lock);
    if (lambda_pool.is_stopping) {
        lambda_pool.is_stopping = false;
        lambda_runtime_register(&runtime);
        lambda_hosts_register(instance_ready_at_last);
        lambda_watch_start();
    }
    pthread_mutex_unlock(&lambda_pool.lock);
}

/* Busy processes get a moment to end by themselves. Under the lock. */
static void wait_for_busy(void)
{
    int64_t until = clock_monotonic_us() + STOP_US_MAX;

    while (lambda_pool.running > 0 && clock_monotonic_us() < until) {
        pthread_mutex_unlock(&lambda_pool.lock);
        usleep(5000);
        pthread_mutex_lock(&lambda_pool.lock);
    }
}

static struct lambda_ending *lines_end(void)
{
    struct lambda_ending *endings = NULL;
    struct lambda_invocation *v;

    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        t->is_outdated = true;
        while ((v = lambda_line_take(t))) {
            struct lambda_ending *e = lambda_ending_new(v, "Unhandled");
            lambda_ending_error(e, "Sandbox.Failure", "the process was ended, since Nube is stopping");
            lambda_endings_add(&endings, e);
        }
    }
    return endings;
}

static void instances_kill(void)
{
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next)
        for (struct lambda_instance *i = t->instances; i; i = i->next) lambda_shutdown_begin(i, KILLED_UNWANTED);
}

void lambda_pool_reset(void)
{
    struct lambda_ending *endings;

    pthread_mutex_lock(&lambda_pool.lock);
    endings = lines_end();
    instances_kill();
    lambda_targets_sweep();
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(endings);
}

void lambda_pool_stop(void)
{
    struct lambda_ending *endings;

    pthread_mutex_lock(&lambda_pool.lock);
    if (lambda_pool.is_stopping) {
        pthread_mutex_unlock(&lambda_pool.lock);
        return;
    }
    lambda_pool.is_stopping = true;
    wait_for_busy();
    endings = lines_end();
    instances_kill();
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(endings);
    lambda_watch_stop();
    lambda_groups_close();
    pthread_mutex_lock(&lambda_pool.lock);
    lambda_targets_sweep();
    pthread_mutex_unlock(&lambda_pool.lock);
}

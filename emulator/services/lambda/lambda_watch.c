/* The watcher: one thread that reads what processes write, sees them end, and every TICK_MS looks at deadlines, memory
 * and idle processes, in the machine's own time, since the processes live in it. */
#include "emulator/services/lambda/lambda_watch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/services/lambda/lambda_code.h"
#include "emulator/services/lambda/lambda_endings.h"
#include "emulator/services/lambda/lambda_hosts.h"
#include "emulator/services/lambda/lambda_poll.h"
#include "emulator/services/lambda/lambda_shutdown.h"
#include "emulator/services/lambda/lambda_start.h"

#define AT_ONCE      64
#define TICK_MS      50
#define IDLE_MS      10000
#define FLOOD_US     1000   /* so long nothing is read of a process that writes faster than that */
#define MEMORY_US    1000   /* between two looks at a process's memory, for each that runs */
#define REST_US      100000 /* a process that rests so long is frozen: those that are used again at once are not */
#define INIT_US_MAX  (10 * 1000000LL)
#define IDLE_US_MAX  (300 * 1000000LL)
#define KILLED_WORDS "signal: killed" /* of what still runs when its caller is told */
#define MANY         16               /* of a version: those beyond them that rest go sooner */
#define MANY_US_MAX  (30 * 1000000LL) /* so that what a burst took is given back */

static pthread_t watcher;

/* The type that the extension which has failed tells. */
static const char *extension_words(const struct lambda_instance *i, struct arena *a)
{
    if (*i->extensions->crash) return arena_string(a, span_of(i->extensions->crash));
    for (int k = 0; k < i->extensions->count; k++)
        if (*i->extensions->list[k].error_type) return arena_string(a, span_of(i->extensions->list[k].error_type));
    return "";
}

static struct lambda_ending *end_of_busy(struct lambda_instance *i, const char *how)
{
    struct lambda_ending *e = lambda_ending_new(i->invocation, "Unhandled");

    if (i->killed == KILLED_TIMEOUT) lambda_ending_timeout(e, i->target->f.timeout_seconds);
    else if (i->extension_error) lambda_ending_error(e, i->extension_error, extension_words(i, &e->arena));
    else lambda_ending_exit(e, how);
    lambda_ending_log(e, i);
    i->invocation = NULL;
    return e;
}

/* The second start has failed, too. */
static struct lambda_ending *end_of_inline_start(struct lambda_instance *i, const char *how)
{
    struct lambda_ending *e = lambda_ending_new(lambda_line_take(i->target), "Unhandled");

    if (i->init_error) {
        e->result.payload = arena_span(&e->arena, span_of(i->init_error));
        e->end = (struct lambda_phase_end){ "error", arena_string(&e->arena, span_of(i->init_error_type)) };
    } else if (i->extension_error) {
        lambda_ending_error(e, i->extension_error, extension_words(i, &e->arena));
    } else if (i->killed == KILLED_TIMEOUT) {
        lambda_ending_timeout(e, i->target->f.timeout_seconds);
    } else {
        lambda_ending_exit(e, how);
    }
    if (lambda_invocation_is_logged(e->invocation, &i->log))
        lambda_platform_start(&i->log, e->invocation->request_id, e->invocation->invoked_arn, e->invocation->trace_id);
    lambda_ending_log(e, i);
    return e;
}

static struct lambda_phase_end init_end(const struct lambda_instance *i)
{
    if (i->killed == KILLED_TIMEOUT) return (struct lambda_phase_end){ "timeout" };
    if (i->extension_error) return (struct lambda_phase_end){ "error", i->extension_error };
    return (struct lambda_phase_end){ "error", i->init_error ? i->init_error_type : "Runtime.ExitError" };
}

/* Ended before its first `next`. AWS: the first in line has it start once more, as part of the invocation. */
static struct lambda_ending *end_of_start(struct lambda_instance *i, const char *how)
{
    struct lambda_invocation *first = i->target->line;
    bool is_inline = first && first->is_inline && i->since_us >= first->started_us;

    i->target->starting--;
    i->target->failed_starts++;
    lambda_hosts_tell(i);
    lambda_platform_init(&i->log, is_inline ? "invoke" : "init", clock_monotonic_us() - i->since_us, init_end(i));
    if (is_inline) return end_of_inline_start(i, how);
    if (!first || first->is_inline || lambda_pool.is_stopping) return NULL;
    first->is_inline = true;
    first->started_us = clock_monotonic_us();
    lambda_instance_start(i->target);
    return NULL;
}

static void instance_unlink(struct lambda_instance *i)
{
    struct lambda_instance **at = &i->target->instances;

    while (*at != i) at = &(*at)->next;
    *at = i->next;
    lambda_endpoint_disown(i->endpoint);
    lambda_pool.instance_count--;
}

static void instance_free(struct lambda_instance *i)
{
    lambda_endpoint_close(i->endpoint);
    lambda_log_release(&i->log);
    lambda_telemetry_free(i->telemetry);
    free(i->extensions);
    free(i->init_error);
    free(i);
}

/* Whoever had it run is told of its end, once: when its shutdown begins, or at its end. `how` is that in AWS's words,
 * unless its runtime ended before. */
static struct lambda_ending *end_tell(struct lambda_instance *i, const char *how)
{
    if (i->is_told || i->is_giving) return NULL;
    i->is_told = true;
    lambda_ending_heard(i); /* an answer before it */
    if (i->extensions && *i->extensions->runtime) how = i->extensions->runtime;
    if (i->state == BUSY) return end_of_busy(i, how);
    return i->state == STARTING ? end_of_start(i, how) : NULL;
}

/* What its stage tells of its programs' ends. */
static void gate_read(struct lambda_instance *i)
{
    struct lambda_process_end end;
    bool is_closed = false;

    while (i->process.gate_fd && lambda_process_hear(&i->process, &end, &is_closed)) lambda_shutdown_hear(i, &end);
    if (is_closed) lambda_poll_forget_gate(i);
}

static void gate_told(struct lambda_instance *i)
{
    struct lambda_ending *e = NULL;

    pthread_mutex_lock(&lambda_pool.lock);
    gate_read(i);
    if (i->kill_at_us) e = end_tell(i, KILLED_WORDS);
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(e);
}

static void instance_ended(struct lambda_instance *i)
{
    struct arena a = { 0 };
    struct lambda_ending *e = NULL;
    bool is_out_of_memory;
    const char *how;

    pthread_mutex_lock(&lambda_pool.lock);
    if (i->is_giving) { /* its end is still there in the next round */
        pthread_mutex_unlock(&lambda_pool.lock);
        return;
    }
    lambda_log_drain(&i->log, i->process.log_fd);
    lambda_log_end(&i->log);
    lambda_poll_forget(i);
    gate_read(i);
    how = lambda_process_reap(&a, &i->process, &is_out_of_memory);
    if (is_out_of_memory && !i->killed) i->killed = KILLED_MEMORY;
    i->process.log_fd = -1;
    e = end_tell(i, how);
    instance_unlink(i);
    if (lambda_targets_sweep()) lambda_code_sweep_later();
    pthread_mutex_unlock(&lambda_pool.lock);
    instance_free(i);
    lambda_endings_tell(e);
    arena_release(&a);
}

/* The more processes run, the more seldom each is looked at. */
static void memory_check(struct lambda_instance *i, int64_t now_us)
{
    int64_t memory;

    if (now_us - i->memory_at_us < lambda_pool.running * MEMORY_US) return;
    memory = lambda_process_memory(i->process.pid);
    i->memory_at_us = now_us;
    if (memory > i->memory_max) i->memory_max = memory;
    if (memory > i->target->f.memory_mb * 1024 * 1024) lambda_instance_kill(i, KILLED_MEMORY);
}

/* A start that is part of an invocation has that one's time. */
static int64_t start_us_max(const struct lambda_instance *i)
{
    const struct lambda_invocation *first = i->target->line;

    if (!first || !first->is_inline || i->since_us < first->started_us) return INIT_US_MAX;
    return i->target->f.timeout_seconds * 1000000 - (i->since_us - first->started_us);
}

/* `resting` is how many of the version rested before it. */
static void instance_check(struct lambda_instance *i, int resting, int64_t now_us)
{
    int64_t age = now_us - i->since_us;

    if (!i->kill_at_us && i->target->wrap) return;
    if (i->kill_at_us) {
        lambda_shutdown_check(i, now_us);
    } else if (i->state == BUSY) {
        if (age > i->target->f.timeout_seconds * 1000000) lambda_shutdown_begin(i, KILLED_TIMEOUT);
        memory_check(i, now_us);
    } else if (i->state == STARTING ? age > start_us_max(i) : i->state == ANSWERED && age > INIT_US_MAX) {
        lambda_shutdown_begin(i, KILLED_TIMEOUT);
    } else if (i->state == IDLE && resting >= i->target->provisioned &&
               age > (resting < MANY ? IDLE_US_MAX : MANY_US_MAX)) {
        lambda_shutdown_begin(i, KILLED_UNWANTED);
    } else if (i->state == IDLE && age > REST_US && !i->is_frozen && !i->killed &&
               !lambda_telemetry_send(i->telemetry, false)) {
        lambda_process_freeze(&i->process);
        i->is_frozen = true;
    }
}

/* Looks at everything; returns true when there is something to look at again soon. */
static bool tick(void)
{
    struct lambda_ending *endings = NULL, *e;
    bool is_active = false;

    pthread_mutex_lock(&lambda_pool.lock);
    for (struct lambda_target *t = lambda_pool.targets; t; t = t->next) {
        int resting = 0;
        for (struct lambda_instance *i = t->instances; i; i = i->next) {
            lambda_telemetry_send(i->telemetry, false);
            instance_check(i, resting, clock_monotonic_us());
            e = i->kill_at_us ? end_tell(i, KILLED_WORDS) : NULL;
            if (e) lambda_endings_add(&endings, e);
            resting += i->state == IDLE;
            is_active |= !i->is_frozen;
        }
        for (int count = lambda_pool.is_stopping ? 0 : lambda_target_wants(t); count > 0; count--)
            lambda_instance_start(t);
    }
    is_active |= lambda_pool.running > 0;
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_endings_tell(endings);
    return is_active;
}

/* What the process wrote, a turn's worth of it. True when there may be more: it writes faster than it is read. */
static bool output_read(struct lambda_instance *i)
{
    enum lambda_drained drained;

    pthread_mutex_lock(&lambda_pool.lock);
    drained = lambda_log_drain(&i->log, i->process.log_fd);
    if (drained == LAMBDA_LOG_CLOSED) lambda_poll_forget_output(i); /* its end follows */
    pthread_mutex_unlock(&lambda_pool.lock);
    return drained == LAMBDA_LOG_MORE;
}

/* Outputs and gates before ends: nothing of this round names an instance that has ended. True when there was more than
 * outputs. */
static bool polled_handle(const struct lambda_polled *polled, int count)
{
    bool is_flooded = false, is_more = false;

    for (int k = 0; k < count; k++)
        if (polled[k].what == LAMBDA_POLLED_OUTPUT) is_flooded |= output_read(polled[k].instance);
        else if (polled[k].what == LAMBDA_POLLED_GATE) gate_told(polled[k].instance);
    for (int k = 0; k < count; k++) {
        if (polled[k].what != LAMBDA_POLLED_END) continue;
        if (polled[k].instance) instance_ended(polled[k].instance);
        is_more = true;
    }
    if (is_flooded) usleep(FLOOD_US);
    return is_more;
}

static bool watch_is_over(void)
{
    bool is_over;

    pthread_mutex_lock(&lambda_pool.lock);
    is_over = lambda_pool.is_stopping && !lambda_pool.instance_count;
    pthread_mutex_unlock(&lambda_pool.lock);
    return is_over;
}

static void *watcher_main(void *unused)
{
    struct lambda_polled polled[AT_ONCE];
    int64_t ticked_us = 0;
    bool is_active = true;

    (void)unused;
    for (;;) {
        int count = lambda_poll_wait(polled, AT_ONCE, is_active ? TICK_MS : IDLE_MS);
        bool must_tick = polled_handle(polled, count) || !count;
        if (!must_tick && is_active && clock_monotonic_us() < ticked_us + TICK_MS * 1000) continue;
        is_active = tick();
        ticked_us = clock_monotonic_us();
        if (watch_is_over()) return NULL;
    }
}

void lambda_watch_start(void)
{
    lambda_poll_open();
    if (pthread_create(&watcher, NULL, watcher_main, NULL)) panic("no thread left to watch functions");
}

void lambda_watch_stop(void)
{
    lambda_poll_wake();
    pthread_join(watcher, NULL);
    lambda_poll_close();
}

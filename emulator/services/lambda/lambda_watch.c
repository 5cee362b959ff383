/* The watcher: one thread over epoll that reads what processes write, sees them end, and every TICK_MS looks at deadlines, memory and idle
 * processes, in the machine's own time, since the processes live in it. */
#include "emulator/services/lambda/lambda_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/services/lambda/lambda_runtime_api.h"

#define TICK_MS     50
#define FLOOD_US    1000 /* so long nothing is read of a process that writes faster than that */
#define INIT_US_MAX (10 * 1000000LL)
#define IDLE_US_MAX (300 * 1000000LL)

static pthread_t watcher;
static int watch_fd = -1, wake_fd = -1;

void lambda_pool_watch_wake(void)
{
    uint64_t one = 1;

    if (write(wake_fd, &one, sizeof one) < 0) return; /* it is awake already */
}

/* Its two descriptors, told apart by the lowest bit of the pointer. */
void lambda_pool_watch_add(struct instance *i)
{
    struct epoll_event end = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i },
                       output = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i | 1 };

    epoll_ctl(watch_fd, EPOLL_CTL_ADD, i->process.log_fd, &output);
    epoll_ctl(watch_fd, EPOLL_CTL_ADD, i->process.pidfd, &end);
}

static struct ending *end_of_busy(struct instance *i, const char *how)
{
    struct ending *e = lambda_pool_ending_new(i->invocation, "Unhandled");

    if (i->killed == KILLED_TIMEOUT)
        lambda_pool_ending_error(
            e, "Sandbox.Timedout",
            arena_printf(&e->arena, "Task timed out after %" PRId64 ".00 seconds", i->target->f.timeout_seconds));
    else
        lambda_pool_ending_error(e, "Runtime.ExitError", arena_printf(&e->arena, "Runtime exited with error: %s", how));
    lambda_pool_ending_log(e, i);
    i->invocation = NULL;
    return e;
}

/* Ended before its first `next`. */
static struct ending *end_of_start(struct instance *i, const char *how)
{
    struct invocation *v = lambda_pool_line_take(i->target);
    struct ending *e;

    i->target->starting--;
    if (!v) return NULL;
    v->started_us = clock_monotonic_us();
    e = lambda_pool_ending_new(v, "Unhandled");
    if (i->init_error) e->result.payload = arena_span(&e->arena, span_of(i->init_error));
    else if (i->killed == KILLED_TIMEOUT)
        lambda_pool_ending_error(e, "Sandbox.Timedout", "Init timed out after 10.00 seconds");
    else
        lambda_pool_ending_error(e, "Runtime.ExitError", arena_printf(&e->arena, "Runtime exited with error: %s", how));
    lambda_pool_ending_log(e, i);
    return e;
}

static void instance_unlink(struct instance *i)
{
    struct instance **at = &i->target->instances;

    while (*at != i) at = &(*at)->next;
    *at = i->next;
    i->is_dead = true;
    lambda_pool.by_port[i->port] = NULL;
    lambda_pool.instance_count--;
    pthread_cond_broadcast(&i->event);
}

static void instance_free(struct instance *i)
{
    pthread_cond_destroy(&i->event);
    free(i->init_error);
    free(i);
}

/* Dead instances that a Runtime API thread is still inside; the watcher's own list. */
static struct instance *leaving;

static void leaving_sweep(void)
{
    for (struct instance **at = &leaving; *at;) {
        struct instance *i = *at;
        if (i->waiters) {
            at = &i->next;
            continue;
        }
        *at = i->next;
        instance_free(i);
    }
}

static void instance_ended(struct instance *i)
{
    struct arena a = { 0 };
    struct ending *e = NULL;
    const char *how;

    pthread_mutex_lock(&lambda_pool.lock);
    lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    lambda_log_end(&i->log, i->target->f.name);
    epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL);
    epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.pidfd, NULL);
    how = lambda_process_reap(&a, &i->process);
    i->process.log_fd = -1;
    if (i->state == BUSY) e = end_of_busy(i, how);
    else if (i->state == STARTING) e = end_of_start(i, how);
    instance_unlink(i);
    i->next = leaving;
    leaving = i;
    lambda_pool_targets_sweep();
    pthread_mutex_unlock(&lambda_pool.lock);
    lambda_runtime_port_give(i->port);
    lambda_pool_endings_tell(e);
    arena_release(&a);
}

static void instance_check(struct instance *i, int64_t now_us)
{
    int64_t age = now_us - i->since_us;

    if (i->state == BUSY) {
        int64_t memory = lambda_process_memory(i->process.pid);
        if (memory > i->memory_max) i->memory_max = memory;
        if (age > i->target->f.timeout_seconds * 1000000) lambda_pool_instance_kill(i, KILLED_TIMEOUT);
        if (memory > i->target->f.memory_mb * 1024 * 1024) lambda_pool_instance_kill(i, KILLED_MEMORY);
    } else if ((i->state == STARTING || i->state == ANSWERED) && age > INIT_US_MAX) {
        lambda_pool_instance_kill(i, KILLED_TIMEOUT);
    } else if (i->state == IDLE && age > IDLE_US_MAX) {
        lambda_pool_instance_kill(i, KILLED_UNWANTED);
    }
}

/* How many more processes the line wants now: never more than wait in it, and a few at a time. */
static int target_wants(const struct target *t)
{
    int waiting = 0;

    for (const struct invocation *v = t->line; v && waiting < t->starting + STARTING_MAX; v = v->next) waiting++;
    return waiting > t->starting ? waiting - t->starting : 0;
}

/* Looks at everything; returns true when there is something to look at again soon. */
static bool tick(void)
{
    bool is_active;

    pthread_mutex_lock(&lambda_pool.lock);
    for (struct target *t = lambda_pool.targets; t; t = t->next) {
        for (struct instance *i = t->instances; i; i = i->next) instance_check(i, clock_monotonic_us());
        for (int count = lambda_pool.is_stopping ? 0 : target_wants(t); count > 0; count--)
            lambda_pool_instance_start(t);
    }
    leaving_sweep();
    is_active = lambda_pool.running > 0 || leaving;
    pthread_mutex_unlock(&lambda_pool.lock);
    return is_active;
}

/* What the process wrote, a turn's worth of it. True when there may be more: it writes faster than it is read. */
static bool output_read(struct instance *i)
{
    enum lambda_drained drained;

    pthread_mutex_lock(&lambda_pool.lock);
    drained = lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    if (drained == LAMBDA_LOG_CLOSED) epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL); /* its end follows */
    pthread_mutex_unlock(&lambda_pool.lock);
    return drained == LAMBDA_LOG_MORE;
}

static void wake_read(void)
{
    uint64_t count;

    if (read(wake_fd, &count, sizeof count) < 0) return; /* it was read already */
}

/* Outputs before ends: an instance is freed at the earliest in tick(), when no event of this round names it. True when
 * there was more than outputs. */
static bool events_handle(const struct epoll_event *events, int count)
{
    bool is_flooded = false, is_more = false;

    for (int k = 0; k < count; k++)
        if (events[k].data.u64 & 1)
            is_flooded |= output_read((struct instance *)(uintptr_t)(events[k].data.u64 & ~1ul));
    for (int k = 0; k < count; k++) {
        if (events[k].data.u64 & 1) continue;
        if (events[k].data.u64) instance_ended((struct instance *)(uintptr_t)events[k].data.u64);
        else wake_read();
        is_more = true;
    }
    if (is_flooded) usleep(FLOOD_US);
    return is_more;
}

static bool watch_is_over(void)
{
    bool is_over;

    pthread_mutex_lock(&lambda_pool.lock);
    is_over = lambda_pool.is_stopping && !lambda_pool.instance_count && !leaving;
    pthread_mutex_unlock(&lambda_pool.lock);
    return is_over;
}

static void *watcher_main(void *unused)
{
    struct epoll_event events[64];
    int64_t ticked_us = 0;
    bool is_active = true;

    (void)unused;
    for (;;) {
        int count = epoll_wait(watch_fd, events, 64, is_active ? TICK_MS : 10000);
        bool must_tick = events_handle(events, count) || count <= 0;
        if (!must_tick && is_active && clock_monotonic_us() < ticked_us + TICK_MS * 1000) continue;
        is_active = tick();
        ticked_us = clock_monotonic_us();
        if (watch_is_over()) return NULL;
    }
}

void lambda_pool_watch_start(void)
{
    struct epoll_event wake = { .events = EPOLLIN };

    watch_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch_fd < 0 || wake_fd < 0) abort();
    epoll_ctl(watch_fd, EPOLL_CTL_ADD, wake_fd, &wake);
    if (pthread_create(&watcher, NULL, watcher_main, NULL)) abort();
}

void lambda_pool_watch_stop(void)
{
    lambda_pool_watch_wake();
    pthread_join(watcher, NULL);
    close(watch_fd);
    close(wake_fd);
}

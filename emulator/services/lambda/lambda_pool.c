/* The pool. One lock guards all of it; no callback is called under it, and nothing slow done but spawning, which must be
 * one step with entering the process here.
 *
 * An instance is freed by the watcher, once its process was reaped and no Runtime API thread is inside it. A target (a revision
 * of a function) is freed when it has no instances, no line and no process starting. */
#include "emulator/services/lambda/lambda_pool.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/services/lambda/lambda_credentials.h"
#include "emulator/services/lambda/lambda_log.h"
#include "emulator/services/lambda/lambda_package.h"
#include "emulator/services/lambda/lambda_process.h"
#include "emulator/services/lambda/lambda_runtime_api.h"

#define CONCURRENCY_MAX   1000
#define STARTING_MAX      6                      /* of one revision at a time, before the next tick */
#define TICK_MS           50
#define INIT_US_MAX       (10 * 1000000LL)
#define IDLE_US_MAX       (300 * 1000000LL)
#define STOP_US_MAX       (3 * 1000000LL)
#define RESPONSE_BYTES_MAX 6291556

struct invocation {
    char request_id[37], trace_id[80];
    struct span payload;       /* malloc'd */
    lambda_done_fn *done;
    void *arg;
    int64_t started_us, deadline_ms;
    struct invocation *next;
};

enum instance_state { STARTING, IDLE, BUSY, ANSWERED };
enum kill_reason { NOT_KILLED, KILLED_TIMEOUT, KILLED_MEMORY, KILLED_UNWANTED };

struct instance {
    struct target *target;
    enum instance_state state;
    enum kill_reason killed;
    bool is_dead;              /* reaped */
    int waiters;               /* Runtime API threads inside */
    struct lambda_process process;
    int port;
    int64_t since_us;          /* when this state began */
    int64_t init_us;           /* how long it took to its first `next`; 0 once told */
    int64_t memory_max;        /* bytes, of this invocation */
    int64_t credentials_expire_ms;
    struct invocation *invocation;
    struct lambda_log log;
    char *init_error;          /* malloc'd JSON */
    pthread_cond_t event;
    struct instance *next;
};

struct target {
    struct arena arena;
    struct lambda_function f;
    struct instance *instances;
    struct invocation *line, **line_end;
    int starting;              /* processes asked for that have not called `next` yet */
    bool is_outdated;
    struct lambda_credentials credentials;
    struct target *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_gone = PTHREAD_COND_INITIALIZER;
static struct target *targets;
static struct instance *by_port[65536];
static int instance_count, running; /* processes; invocations that wait or run */
static bool is_stopping = true;

static pthread_t watcher;
static int watch_fd = -1, wake_fd = -1;

/* --- results ------------------------------------------------------------------------------------------------------ */

/* What to tell the caller, gathered under the lock, told outside it. */
struct ending {
    struct invocation *invocation;
    struct arena arena;
    struct lambda_result result;
    struct ending *next;
};

static struct ending *ending_new(struct invocation *v, const char *function_error)
{
    struct ending *e = calloc(1, sizeof *e);

    if (!e) abort();
    e->invocation = v;
    e->result.function_error = function_error;
    running--;
    return e;
}

static void ending_error(struct ending *e, const char *type, const char *message)
{
    struct doc *d = doc_map(&e->arena);

    doc_put_cstr(d, "errorType", type);
    doc_put_format(d, "errorMessage", "RequestId: %s Error: %s", e->invocation->request_id, message);
    e->result.payload = json_text(&e->arena, d);
}

static void endings_tell(struct ending *e)
{
    while (e) {
        struct ending *next = e->next;
        e->invocation->done(&e->result, e->invocation->arg);
        free((char *)e->invocation->payload.data);
        free(e->invocation);
        arena_release(&e->arena);
        free(e);
        e = next;
    }
}

static void endings_add(struct ending **list, struct ending *e)
{
    e->next = *list;
    *list = e;
}

/* The report lines around an invocation's own log. */
static void ending_log(struct ending *e, struct instance *i)
{
    struct lambda_report report = { .request_id = e->invocation->request_id,
                                    .duration_us = clock_monotonic_us() - e->invocation->started_us,
                                    .init_us = i->init_us,
                                    .memory_mb = i->target->f.memory_mb,
                                    .memory_max_bytes = i->memory_max };

    lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    e->result.log_tail = lambda_log_tail(&i->log, &e->arena, &report);
    i->init_us = 0;
}

/* --- targets ------------------------------------------------------------------------------------------------------ */

static void watcher_wake(void)
{
    uint64_t one = 1;

    if (write(wake_fd, &one, sizeof one) < 0) return; /* it is awake already */
}

static struct doc *doc_or_null(struct arena *a, const struct doc *d)
{
    return d ? doc_copy(a, d) : NULL;
}

static struct target *target_new(const struct lambda_function *f)
{
    struct target *t = calloc(1, sizeof *t);
    struct arena *a = &t->arena;

    if (!t) abort();
    t->f = *f;
    t->f.account = arena_span(a, f->account);
    t->f.region = arena_span(a, f->region);
    t->f.name = arena_span(a, f->name);
    t->f.arn = arena_span(a, f->arn);
    t->f.revision = arena_span(a, f->revision);
    t->f.role = arena_span(a, f->role);
    t->f.handler = arena_span(a, f->handler);
    t->f.code_sha256 = arena_span(a, f->code_sha256);
    t->f.environment = doc_or_null(a, f->environment);
    t->f.policy = t->f.tags = NULL;
    t->line_end = &t->line;
    t->next = targets;
    targets = t;
    return t;
}

static struct target *target_of(const struct lambda_function *f)
{
    for (struct target *t = targets; t; t = t->next)
        if (!t->is_outdated && span_eq(t->f.arn, f->arn) && span_eq(t->f.revision, f->revision)) return t;
    return target_new(f);
}

static void targets_sweep(void)
{
    for (struct target **at = &targets; *at;) {
        struct target *t = *at;
        if (!t->is_outdated || t->instances || t->line || t->starting) {
            at = &t->next;
            continue;
        }
        *at = t->next;
        arena_release(&t->arena);
        free(t);
    }
}

static void instance_kill(struct instance *i, enum kill_reason why)
{
    if (i->killed == NOT_KILLED) i->killed = why;
    lambda_process_kill(&i->process);
}

static void target_outdate(struct target *t)
{
    t->is_outdated = true;
    for (struct instance *i = t->instances; i; i = i->next)
        if (i->state == IDLE && !i->is_dead) instance_kill(i, KILLED_UNWANTED);
}

void lambda_pool_outdate(struct span arn)
{
    pthread_mutex_lock(&lock);
    for (struct target *t = targets; t; t = t->next)
        if (span_eq(t->f.arn, arn)) target_outdate(t);
    targets_sweep();
    pthread_mutex_unlock(&lock);
}

/* --- starting a process ------------------------------------------------------------------------------------------- */

static void line_put(struct target *t, struct invocation *v)
{
    v->next = NULL;
    *t->line_end = v;
    t->line_end = &v->next;
}

static struct invocation *line_take(struct target *t)
{
    struct invocation *v = t->line;

    if (!v) return NULL;
    t->line = v->next;
    if (!t->line) t->line_end = &t->line;
    return v;
}

/* A process could not be started or ended before its first `next`: the first in line pays for it. */
static void start_failed(struct target *t, const char *type, const char *message)
{
    struct ending *e = NULL;
    struct invocation *v;

    pthread_mutex_lock(&lock);
    t->starting--;
    v = line_take(t);
    if (v) {
        e = ending_new(v, "Unhandled");
        ending_error(e, type, message);
    }
    targets_sweep();
    pthread_mutex_unlock(&lock);
    endings_tell(e);
}

/* The folder of a function's unpacked code. NULL with a line in *error. */
static const char *code_folder(struct arena *a, int64_t function_id, struct span code_sha256, const char **error)
{
    struct span digest, zip;
    char hex[65];
    const char *folder;

    *error = "the function's code is gone";
    if (!base64_decode(a, code_sha256, &digest) || digest.size != 32) return NULL;
    hex_encode((const unsigned char *)digest.data, 32, hex);
    folder = lambda_package_path(a, hex);
    if (access(folder, F_OK) == 0) return folder;
    zip = lambda_store_zip(a, function_id);
    return zip.data ? lambda_package_unpack(a, zip, hex, error) : NULL;
}

void lambda_pool_prepare(int64_t function_id, const char *code_sha256)
{
    struct arena a = { 0 };
    const char *error;

    if (!code_folder(&a, function_id, span_of(code_sha256), &error)) log_debug("lambda: not unpacked ahead: %s", error);
    arena_release(&a);
}

/* A copy of the target's credentials, renewed when they end within an hour. */
static int target_credentials(struct target *t, struct lambda_credentials *out)
{
    int rc = 0;

    pthread_mutex_lock(&lock);
    *out = t->credentials;
    pthread_mutex_unlock(&lock);
    if (out->expires_ms > clock_now_ms() + 3600 * 1000) return 0;
    rc = lambda_credentials_assume(t->f.role, t->f.name, t->f.region, out);
    pthread_mutex_lock(&lock);
    if (rc == 0) t->credentials = *out;
    pthread_mutex_unlock(&lock);
    return rc;
}

static struct instance *instance_new(struct target *t, int port, const struct lambda_credentials *credentials)
{
    struct instance *i = calloc(1, sizeof *i);

    if (!i) abort();
    i->target = t;
    i->port = port;
    i->since_us = clock_monotonic_us();
    i->credentials_expire_ms = credentials->expires_ms;
    pthread_cond_init(&i->event, NULL);
    return i;
}

/* Its two descriptors, told apart by the lowest bit of the pointer. */
static void instance_watch(struct instance *i)
{
    struct epoll_event end = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i },
                       output = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i | 1 };

    epoll_ctl(watch_fd, EPOLL_CTL_ADD, i->process.log_fd, &output);
    epoll_ctl(watch_fd, EPOLL_CTL_ADD, i->process.pidfd, &end);
}

static int instance_launch(struct target *t, const char *folder, int port, const char **error_type, const char **error)
{
    struct lambda_credentials credentials;
    struct lambda_launch launch = { .folder = folder, .port = port, .name = t->f.name, .arn = t->f.arn, .region = t->f.region,
                                    .handler = t->f.handler, .memory_mb = t->f.memory_mb, .environment = t->f.environment,
                                    .credentials = &credentials };
    struct instance *i;

    *error_type = "Runtime.Unknown";
    *error = "the function's role cannot be assumed";
    if (target_credentials(t, &credentials)) return -1;
    i = instance_new(t, port, &credentials);
    pthread_mutex_lock(&lock);
    by_port[port] = i; /* before the process can ask */
    if (is_stopping || lambda_process_start(&launch, &i->process, error_type, error)) {
        by_port[port] = NULL;
        pthread_mutex_unlock(&lock);
        free(i);
        return -1;
    }
    i->next = t->instances;
    t->instances = i;
    instance_count++;
    instance_watch(i);
    pthread_mutex_unlock(&lock);
    watcher_wake();
    return 0;
}

/* Starts a process for the target; t->starting counts it already. */
static void instance_start(struct target *t)
{
    struct arena a = { 0 };
    const char *error, *error_type = "Runtime.Unknown";
    const char *folder = code_folder(&a, t->f.id, t->f.code_sha256, &error);
    int port = folder ? lambda_runtime_port_take() : 0;

    if (folder && !port) error = "no port for its Runtime API";
    if (!port || instance_launch(t, folder, port, &error_type, &error)) {
        if (port) lambda_runtime_port_give(port);
        start_failed(t, error_type, error);
    }
    arena_release(&a);
}

/* --- invoking ----------------------------------------------------------------------------------------------------- */

static void instance_assign(struct instance *i, struct invocation *v)
{
    i->state = BUSY;
    i->since_us = v->started_us = clock_monotonic_us();
    v->deadline_ms = clock_real_ms() + i->target->f.timeout_seconds * 1000;
    i->invocation = v;
    i->memory_max = 0;
    lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    lambda_log_clear(&i->log);
    pthread_cond_signal(&i->event);
}

static struct instance *idle_instance(struct target *t)
{
    for (struct instance *i = t->instances; i; i = i->next) {
        if (i->state != IDLE || i->is_dead || i->killed) continue;
        if (i->credentials_expire_ms > clock_now_ms() + 60000) return i;
        instance_kill(i, KILLED_UNWANTED);
    }
    return NULL;
}

static struct invocation *invocation_new(struct span payload, const char *request_id, lambda_done_fn *done, void *arg)
{
    struct invocation *v = calloc(1, sizeof *v);
    char *copy = malloc(payload.size + 1), random[25];

    if (!v || !copy) abort();
    if (payload.size) memcpy(copy, payload.data, payload.size);
    v->payload = (struct span){ copy, payload.size };
    v->done = done;
    v->arg = arg;
    snprintf(v->request_id, sizeof v->request_id, "%s", request_id);
    random_text(random, 24, "0123456789abcdef");
    snprintf(v->trace_id, sizeof v->trace_id, "Root=1-%08x-%s;Parent=%.16s;Sampled=0", (unsigned)(clock_now_ms() / 1000), random, random + 8);
    return v;
}

void lambda_pool_invoke(const struct lambda_function *f, struct span payload, const char *request_id, lambda_done_fn *done, void *arg)
{
    struct lambda_result throttled = { .is_throttled = true };
    struct target *starts = NULL;
    struct instance *i;
    struct target *t;

    pthread_mutex_lock(&lock);
    if (is_stopping || running >= CONCURRENCY_MAX) {
        pthread_mutex_unlock(&lock);
        done(&throttled, arg);
        return;
    }
    running++;
    t = target_of(f);
    i = idle_instance(t);
    if (i) {
        instance_assign(i, invocation_new(payload, request_id, done, arg));
    } else {
        line_put(t, invocation_new(payload, request_id, done, arg));
        if (t->starting < STARTING_MAX) {
            t->starting++;
            starts = t;
        }
    }
    pthread_mutex_unlock(&lock);
    if (starts) instance_start(starts);
}

/* --- the Runtime API ---------------------------------------------------------------------------------------------- */

static void instance_ready(struct instance *i)
{
    struct invocation *v;

    if (i->state == STARTING) {
        i->target->starting--;
        i->init_us = clock_monotonic_us() - i->since_us;
    }
    i->state = IDLE;
    i->since_us = clock_monotonic_us();
    v = line_take(i->target);
    if (v)
        instance_assign(i, v);
    else if (i->target->is_outdated)
        instance_kill(i, KILLED_UNWANTED);
}

static void next_fill(const struct instance *i, struct arena *a, struct lambda_next *event)
{
    const struct invocation *v = i->invocation;

    *event = (struct lambda_next){ .request_id = arena_string(a, span_of(v->request_id)),
                                   .trace_id = arena_string(a, span_of(v->trace_id)),
                                   .function_arn = arena_string(a, i->target->f.arn),
                                   .deadline_ms = v->deadline_ms,
                                   .payload = arena_span(a, v->payload) };
}

bool lambda_pool_next(int port, struct arena *a, struct lambda_next *event)
{
    struct instance *i;
    bool has_event = false;

    pthread_mutex_lock(&lock);
    i = port > 0 && port < 65536 ? by_port[port] : NULL;
    if (i && !i->is_dead && i->state != BUSY) {
        i->waiters++;
        instance_ready(i);
        while (!i->is_dead && i->state == IDLE) pthread_cond_wait(&i->event, &lock);
        has_event = !i->is_dead && i->state == BUSY;
        if (has_event) next_fill(i, a, event);
        i->waiters--;
        if (i->is_dead) watcher_wake();
    }
    pthread_mutex_unlock(&lock);
    return has_event;
}

/* AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
static void ending_of_response(struct ending *e, struct span payload, bool is_error)
{
    if (!is_error && payload.size > RESPONSE_BYTES_MAX) {
        e->result.function_error = "Unhandled";
        e->result.payload = arena_format(&e->arena,
                                         "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556 "
                                         "bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}");
        return;
    }
    e->result.payload = arena_span(&e->arena, payload.data ? payload : SPAN(""));
}

bool lambda_pool_respond(int port, struct span request_id, struct span payload, bool is_error)
{
    struct ending *e = NULL;
    struct instance *i;

    pthread_mutex_lock(&lock);
    i = port > 0 && port < 65536 ? by_port[port] : NULL;
    if (i && i->state == BUSY && i->killed == NOT_KILLED && span_is(request_id, i->invocation->request_id)) {
        e = ending_new(i->invocation, is_error ? "Unhandled" : NULL);
        ending_of_response(e, payload, is_error);
        ending_log(e, i);
        i->invocation = NULL;
        i->state = ANSWERED;
        i->since_us = clock_monotonic_us();
    }
    pthread_mutex_unlock(&lock);
    endings_tell(e);
    return e != NULL;
}

void lambda_pool_init_error(int port, struct span payload)
{
    struct instance *i;

    pthread_mutex_lock(&lock);
    i = port > 0 && port < 65536 ? by_port[port] : NULL;
    if (i && !i->init_error) i->init_error = strndup(payload.size ? payload.data : "{}", payload.size ? payload.size : 2);
    pthread_mutex_unlock(&lock);
}

/* --- the watcher: logs, ends, deadlines --------------------------------------------------------------------------- */

static struct ending *end_of_busy(struct instance *i, const char *how)
{
    struct ending *e = ending_new(i->invocation, "Unhandled");

    if (i->killed == KILLED_TIMEOUT)
        ending_error(e, "Sandbox.Timedout", arena_printf(&e->arena, "Task timed out after %" PRId64 ".00 seconds", i->target->f.timeout_seconds));
    else
        ending_error(e, "Runtime.ExitError", arena_printf(&e->arena, "Runtime exited with error: %s", how));
    ending_log(e, i);
    i->invocation = NULL;
    return e;
}

/* Ended before its first `next`. */
static struct ending *end_of_start(struct instance *i, const char *how)
{
    struct invocation *v = line_take(i->target);
    struct ending *e;

    i->target->starting--;
    if (!v) return NULL;
    v->started_us = clock_monotonic_us();
    e = ending_new(v, "Unhandled");
    if (i->init_error)
        e->result.payload = arena_span(&e->arena, span_of(i->init_error));
    else if (i->killed == KILLED_TIMEOUT)
        ending_error(e, "Sandbox.Timedout", "Init timed out after 10.00 seconds");
    else
        ending_error(e, "Runtime.ExitError", arena_printf(&e->arena, "Runtime exited with error: %s", how));
    ending_log(e, i);
    return e;
}

static void instance_unlink(struct instance *i)
{
    struct instance **at = &i->target->instances;

    while (*at != i) at = &(*at)->next;
    *at = i->next;
    i->is_dead = true;
    by_port[i->port] = NULL;
    instance_count--;
    if (!instance_count) pthread_cond_broadcast(&all_gone);
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

    pthread_mutex_lock(&lock);
    lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name);
    epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL);
    epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.pidfd, NULL);
    how = lambda_process_reap(&a, &i->process);
    i->process.log_fd = -1;
    if (i->state == BUSY)
        e = end_of_busy(i, how);
    else if (i->state == STARTING)
        e = end_of_start(i, how);
    instance_unlink(i);
    i->next = leaving;
    leaving = i;
    targets_sweep();
    pthread_mutex_unlock(&lock);
    lambda_runtime_port_give(i->port);
    endings_tell(e);
    arena_release(&a);
}

static void instance_check(struct instance *i, int64_t now_us)
{
    int64_t age = now_us - i->since_us;

    if (i->state == BUSY) {
        int64_t memory = lambda_process_memory(i->process.pid);
        if (memory > i->memory_max) i->memory_max = memory;
        if (age > i->target->f.timeout_seconds * 1000000) instance_kill(i, KILLED_TIMEOUT);
        if (memory > i->target->f.memory_mb * 1024 * 1024) instance_kill(i, KILLED_MEMORY);
    } else if ((i->state == STARTING || i->state == ANSWERED) && age > INIT_US_MAX) {
        instance_kill(i, KILLED_TIMEOUT);
    } else if (i->state == IDLE && age > IDLE_US_MAX) {
        instance_kill(i, KILLED_UNWANTED);
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
    struct target *starts = NULL;
    int count = 0;
    bool is_active;

    pthread_mutex_lock(&lock);
    for (struct target *t = targets; t; t = t->next) {
        for (struct instance *i = t->instances; i; i = i->next) instance_check(i, clock_monotonic_us());
        if (starts || !t->line || is_stopping) continue;
        count = target_wants(t);
        if (!count) continue;
        starts = t;
        t->starting += count;
    }
    leaving_sweep();
    is_active = running > 0 || leaving;
    pthread_mutex_unlock(&lock);
    while (count-- > 0 && starts) instance_start(starts);
    return is_active;
}

static void watch_event(const struct epoll_event *e)
{
    struct instance *i = (struct instance *)(uintptr_t)(e->data.u64 & ~(uint64_t)1);
    uint64_t count;

    if (!i) {
        if (read(wake_fd, &count, sizeof count) < 0) return;
    } else if (e->data.u64 & 1) {
        pthread_mutex_lock(&lock);
        if (lambda_log_drain(&i->log, i->process.log_fd, i->target->f.name))
            epoll_ctl(watch_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL); /* closed: its end follows */
        pthread_mutex_unlock(&lock);
    }
}

static void *watcher_main(void *unused)
{
    struct epoll_event events[64];
    bool is_active = true;

    (void)unused;
    for (;;) {
        int count = epoll_wait(watch_fd, events, 64, is_active ? TICK_MS : 10000);
        bool is_over;
        for (int k = 0; k < count; k++) watch_event(&events[k]);
        /* Ends after outputs: an instance is freed at the earliest in tick(), when no event of this round names it. */
        for (int k = 0; k < count; k++)
            if (events[k].data.u64 && !(events[k].data.u64 & 1)) instance_ended((struct instance *)(uintptr_t)events[k].data.u64);
        is_active = tick();
        pthread_mutex_lock(&lock);
        is_over = is_stopping && !instance_count && !leaving;
        pthread_mutex_unlock(&lock);
        if (is_over) return NULL;
    }
}

/* --- start and stop ----------------------------------------------------------------------------------------------- */

void lambda_pool_start(void)
{
    struct epoll_event wake = { .events = EPOLLIN };

    if (!is_stopping) return;
    watch_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (watch_fd < 0 || wake_fd < 0) abort();
    epoll_ctl(watch_fd, EPOLL_CTL_ADD, wake_fd, &wake);
    is_stopping = false;
    if (pthread_create(&watcher, NULL, watcher_main, NULL)) abort();
}

/* Busy processes get a moment to end by themselves. Under the lock. */
static void wait_for_busy(void)
{
    int64_t until = clock_monotonic_us() + STOP_US_MAX;

    while (running > 0 && clock_monotonic_us() < until) {
        pthread_mutex_unlock(&lock);
        usleep(5000);
        pthread_mutex_lock(&lock);
    }
}

static struct ending *lines_end(void)
{
    struct ending *endings = NULL;
    struct invocation *v;

    for (struct target *t = targets; t; t = t->next) {
        t->is_outdated = true;
        while ((v = line_take(t))) {
            struct ending *e = ending_new(v, "Unhandled");
            ending_error(e, "Sandbox.Failure", "the process was ended, since Nube is stopping");
            endings_add(&endings, e);
        }
    }
    return endings;
}

static void instances_kill(void)
{
    for (struct target *t = targets; t; t = t->next)
        for (struct instance *i = t->instances; i; i = i->next) instance_kill(i, KILLED_UNWANTED);
}

void lambda_pool_reset(void)
{
    struct ending *endings;

    pthread_mutex_lock(&lock);
    endings = lines_end();
    instances_kill();
    targets_sweep();
    pthread_mutex_unlock(&lock);
    endings_tell(endings);
}

void lambda_pool_stop(void)
{
    struct ending *endings;

    pthread_mutex_lock(&lock);
    if (is_stopping) {
        pthread_mutex_unlock(&lock);
        return;
    }
    is_stopping = true;
    wait_for_busy();
    endings = lines_end();
    instances_kill();
    pthread_mutex_unlock(&lock);
    endings_tell(endings);
    watcher_wake();
    pthread_join(watcher, NULL);
    close(watch_fd);
    close(wake_fd);
    pthread_mutex_lock(&lock);
    targets_sweep();
    pthread_mutex_unlock(&lock);
}

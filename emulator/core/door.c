/* The door's near side: opening a call and waiting for its end. What lies behind it has registered itself. */
#include "emulator/core/door.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

#include "emulator/base/panic.h"

#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/store/store.h"

static const struct door *door;

void door_register(const struct door *d)
{
    door = d;
}

void door_submit(struct call *c)
{
    assert(door && c->done);
    door->submit(c);
}

int door_call_within(struct call *parent, struct call *child)
{
    assert(door);
    if (!child->trace_id.data) child->trace_id = parent->trace_id;
    return door->within(parent, child);
}

void door_finish(struct call *c)
{
    door->end(c);
}

/* The writer may be waiting for all readers to come back, and a call that is ASYNC may wait for the writer. */
static bool may_be_waited_for(const struct call *c)
{
    return !(c->operation->flags & (WRITES | ASYNC)) || (!store_readers_held() && !store_is_writer());
}

/* The conditions of all that look up now and then go by the time that only grows. */
static pthread_condattr_t monotonic;
static pthread_once_t monotonic_once = PTHREAD_ONCE_INIT;

static void monotonic_init(void)
{
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
}

/* Who waits for a call for a while; on the heap, since whichever side ends last frees it. */
struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_done, is_abandoned;
};

static struct waiter *waiter_new(void)
{
    struct waiter *w = memory_new(1, sizeof *w);

    pthread_mutex_init(&w->lock, NULL);
    pthread_once(&monotonic_once, monotonic_init);
    pthread_cond_init(&w->ended, &monotonic);
    return w;
}

static void waiter_free(struct waiter *w)
{
    pthread_cond_destroy(&w->ended);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

static void waiter_done(struct call *c, void *arg)
{
    struct waiter *w = arg;
    bool is_abandoned;

    pthread_mutex_lock(&w->lock);
    w->is_done = true;
    is_abandoned = w->is_abandoned;
    pthread_cond_signal(&w->ended);
    pthread_mutex_unlock(&w->lock);
    if (!is_abandoned) return;
    call_free(c);
    waiter_free(w);
}

static struct timespec deadline_in(int64_t milliseconds)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += milliseconds / 1000;
    t.tv_nsec += milliseconds % 1000 * 1000000;
    if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
    return t;
}

int door_call_within_time(struct call *c, int64_t milliseconds)
{
    struct waiter *w = waiter_new();
    struct timespec until = deadline_in(milliseconds);
    bool is_late;

    assert(may_be_waited_for(c));
    c->done = waiter_done;
    c->done_arg = w;
    door_submit(c);
    pthread_mutex_lock(&w->lock);
    while (!w->is_done)
        if (pthread_cond_timedwait(&w->ended, &w->lock, &until) == ETIMEDOUT) break;
    is_late = w->is_abandoned = !w->is_done;
    pthread_mutex_unlock(&w->lock);
    if (is_late) return 1;
    waiter_free(w);
    return c->fault.kind ? -1 : 0;
}

/* For who waits however long it takes: a semaphore, for whoever is woken by it need not wait for the waker, too. */
static void patient_done(struct call *c, void *ended)
{
    (void)c;
    sem_post(ended);
}

int door_call(struct call *c)
{
    sem_t ended;

    assert(may_be_waited_for(c));
    sem_init(&ended, 0, 0);
    c->done = patient_done;
    c->done_arg = &ended;
    door_submit(c);
    while (sem_wait(&ended)) continue; /* a signal came */
    sem_destroy(&ended);
    return c->fault.kind ? -1 : 0;
}

/* For who looks up meanwhile, on the stack. */
struct watcher {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_done;
};

static void watched_done(struct call *c, void *arg)
{
    struct watcher *w = arg;

    (void)c;
    pthread_mutex_lock(&w->lock);
    w->is_done = true;
    pthread_cond_signal(&w->ended);
    pthread_mutex_unlock(&w->lock);
}

int door_call_watched(struct call *c, int64_t every_ms, void (*look)(struct call *c, void *arg), void *arg)
{
    struct watcher w = { .lock = PTHREAD_MUTEX_INITIALIZER };

    assert(may_be_waited_for(c));
    pthread_once(&monotonic_once, monotonic_init);
    pthread_cond_init(&w.ended, &monotonic);
    c->done = watched_done;
    c->done_arg = &w;
    door_submit(c);
    pthread_mutex_lock(&w.lock);
    while (!w.is_done) {
        struct timespec next = deadline_in(every_ms);
        if (pthread_cond_timedwait(&w.ended, &w.lock, &next) != ETIMEDOUT || w.is_done) continue;
        pthread_mutex_unlock(&w.lock);
        look(c, arg);
        pthread_mutex_lock(&w.lock);
    }
    pthread_mutex_unlock(&w.lock);
    pthread_cond_destroy(&w.ended);
    pthread_mutex_destroy(&w.lock);
    return c->fault.kind ? -1 : 0;
}

bool door_allows(struct call *parent, struct call *c)
{
    return door->allows(parent, c);
}

int door_may(struct call *c, const char *action, struct span resource)
{
    return door->may(c, action, resource);
}

bool door_may_assume(struct call *parent, const char *service, struct span role_arn, struct span source_arn)
{
    struct span region = parent ? span_of(parent->who.region) : SPAN(REGION_DEFAULT);
    struct identity who;
    struct call *c;
    struct arn role;
    bool allows;

    if (!arn_parse_of(role_arn, "iam", &role)) return true; /* what is no role is refused elsewhere */
    identity_of_service(service, role.account, region, source_arn, &who);
    c = door_open("sts", "AssumeRole", &who, parent ? parent->endpoint : SPAN(""));
    if (!c) return true;
    doc_put_str(c->in, "RoleArn", role_arn);
    allows = door_allows(parent, c);
    call_free(c);
    return allows;
}

struct call *door_open(const char *service, const char *operation, const struct identity *who, struct span endpoint)
{
    const struct service *s = service_find(service);
    const struct operation *o = s ? operation_find(s, span_of(operation)) : NULL;

    return o ? call_new(s, o, who, endpoint) : NULL;
}

/* One lock over all chores, since it is held for moments only. The writer's thread alone touches a chore's call. */
#include "emulator/core/chore.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/core/effect.h"
#include "emulator/core/service.h"

#define RETRY_MS 1000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* --- when to run -------------------------------------------------------------------------------------------------- */

/* Under the lock. */
static void timer_drop(struct chore *chore)
{
    if (chore->own.timer) timer_cancel(chore->own.timer);
    chore->own.timer = 0;
}

/* Under the lock. */
static bool is_known(const struct chore *chore, int64_t due_ms)
{
    return !chore->own.is_started || (chore->own.timer && chore->own.due_ms <= due_ms);
}

static void timer_fired(void *arg)
{
    struct chore *chore = arg;

    pthread_mutex_lock(&lock);
    chore->own.timer = 0;
    pthread_mutex_unlock(&lock);
    chore_wake_now(chore);
}

/* Under the lock. */
static void arm(struct chore *chore, int64_t due_ms)
{
    if (due_ms == INT64_MAX || is_known(chore, due_ms)) return;
    timer_drop(chore);
    chore->own.due_ms = due_ms;
    chore->own.timer = timer_add(due_ms, timer_fired, chore);
}

void chore_wake_now(struct chore *chore)
{
    pthread_mutex_lock(&lock);
    if (chore->own.is_running) {
        chore->own.is_woken = true;
    } else if (chore->own.is_started) {
        chore->own.is_running = true;
        timer_drop(chore);
        store_submit(&chore->own.job);
    }
    pthread_mutex_unlock(&lock);
}

/* --- a step ------------------------------------------------------------------------------------------------------- */

static void call_over(struct call *c, const char *name, enum store_outcome outcome)
{
    if (c->fault.kind) log_warn("%s: %s", name, c->fault.message);
    effects_run(c, outcome != STORE_COMMITTED);
    call_free(c);
}

static int step_run(struct db *db, void *arg)
{
    struct chore *chore = arg;
    struct call *c = chore->own.call = call_new_background(chore->own.service, db);

    chore->own.next_ms = INT64_MAX;
    chore->own.is_more = chore->own.step(c, &chore->own.next_ms);
    return c->fault.kind ? -1 : 0;
}

static void step_done(void *arg, enum store_outcome outcome)
{
    struct chore *chore = arg;
    bool is_again;

    if (chore->own.call) call_over(chore->own.call, chore->name, outcome); /* else not even the transaction began */
    chore->own.call = NULL;
    if (outcome != STORE_COMMITTED) {
        chore->own.is_more = false;
        chore->own.next_ms = clock_now_ms() + RETRY_MS;
    }
    pthread_mutex_lock(&lock);
    is_again = chore->own.is_started && (chore->own.is_more || chore->own.is_woken);
    chore->own.is_woken = false;
    if (is_again) {
        store_submit(&chore->own.job);
    } else {
        chore->own.is_running = false;
        arm(chore, chore->own.next_ms);
    }
    pthread_mutex_unlock(&lock);
}

/* --- after a commit ----------------------------------------------------------------------------------------------- */

struct due {
    struct chore *chore;
    int64_t due_ms;
};

static void wake_run(void *value)
{
    chore_wake_now(*(struct chore **)value);
}

void chore_wake(struct call *c, struct chore *chore)
{
    call_after_commit(c, wake_run, &chore, sizeof chore);
}

static void due_run(void *value)
{
    const struct due *due = value;

    pthread_mutex_lock(&lock);
    arm(due->chore, due->due_ms);
    pthread_mutex_unlock(&lock);
}

/* Every write may tell a time, and most tell a later one than is known. */
void chore_due(struct call *c, struct chore *chore, int64_t due_ms)
{
    struct due due = { chore, due_ms };
    bool is_new;

    pthread_mutex_lock(&lock);
    is_new = !is_known(chore, due_ms);
    pthread_mutex_unlock(&lock);
    if (is_new) call_after_commit(c, due_run, &due, sizeof due);
}

/* --- all of a service --------------------------------------------------------------------------------------------- */

static void start(const struct chore_work *work, const struct service *service)
{
    struct chore *chore = work->chore;

    pthread_mutex_lock(&lock);
    chore->own.service = service;
    chore->own.step = work->step;
    chore->own.is_started = true;
    if (!chore->own.is_running) chore->own.job = (struct store_job){ .run = step_run, .done = step_done, .arg = chore };
    pthread_mutex_unlock(&lock);
    chore_wake_now(chore);
}

void chores_start(const struct service *service)
{
    for (const struct chore_work *w = service->chores; w && w->chore; w++) start(w, service);
}

void chores_stop(const struct service *service)
{
    pthread_mutex_lock(&lock);
    for (const struct chore_work *w = service->chores; w && w->chore; w++) {
        w->chore->own.is_started = false;
        timer_drop(w->chore);
    }
    pthread_mutex_unlock(&lock);
}

bool chore_is_idle(const struct chore *chore)
{
    bool is_idle;

    pthread_mutex_lock(&lock);
    is_idle = !chore->own.is_running && (!chore->own.timer || chore->own.due_ms > clock_now_ms());
    pthread_mutex_unlock(&lock);
    return is_idle;
}

bool chores_are_idle(const struct service *service)
{
    for (const struct chore_work *w = service->chores; w && w->chore; w++)
        if (!chore_is_idle(w->chore)) return false;
    return true;
}

/* --- once --------------------------------------------------------------------------------------------------------- */

struct once {
    struct store_job job;
    const struct service *service;
    int (*step)(struct call *c, void *value);
    void (*over)(void *value, bool is_committed);
    struct call *call;
    _Alignas(max_align_t) char value[];
};

static int once_run(struct db *db, void *arg)
{
    struct once *once = arg;

    once->call = call_new_background(once->service, db);
    return once->step(once->call, once->value) || once->call->fault.kind ? -1 : 0;
}

static void once_done(void *arg, enum store_outcome outcome)
{
    struct once *once = arg;

    if (once->call) call_over(once->call, once->service->name, outcome);
    if (once->over) once->over(once->value, outcome == STORE_COMMITTED);
    free(once);
}

void chore_once(const struct service *service, int (*step)(struct call *c, void *value),
                void (*over)(void *value, bool is_committed), const void *value, size_t size)
{
    struct once *once = memory_new(1, sizeof *once + size);

    assert(service && step);
    once->service = service;
    once->step = step;
    once->over = over;
    if (size) memcpy(once->value, value, size);
    once->job = (struct store_job){ .run = once_run, .done = once_done, .arg = once };
    store_submit(&once->job);
}

/* Events wait in the store until their function has taken them. One that fails is tried again after one and after two minutes, as on AWS,
 * then dropped; a throttled one is tried again in a second without that counting. Up to IN_FLIGHT_MAX run at once: one that runs is due
 * at no time, and the next start makes those due again that a crash left so. */
#include "emulator/services/lambda/lambda_events.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/store/store.h"

#define IN_FLIGHT_MAX 64
#define ATTEMPTS_MAX  3
#define NEVER_MS      INT64_MAX

static _Atomic bool is_stopping = true, is_tending;
static _Atomic int in_flight;

struct running_event {
    struct arena arena;
    struct lambda_event event;
    struct store_job job;
    int64_t again_ms; /* when to try again; 0: never */
};

static int settle_run(struct db *db, void *arg)
{
    struct running_event *r = arg;

    if (r->again_ms) lambda_store_event_put_off(db, &r->event, r->again_ms, r->event.attempts);
    else lambda_store_event_delete(db, r->event.id);
    return 0;
}

static void timer_fired(void *unused)
{
    (void)unused;
    lambda_events_tend();
}

static void settle_done(void *arg, enum store_outcome outcome)
{
    struct running_event *r = arg;

    (void)outcome;
    if (r->again_ms) timer_add(r->again_ms, timer_fired, NULL);
    arena_release(&r->arena);
    free(r);
    atomic_fetch_sub(&in_flight, 1);
    lambda_events_tend();
}

static void event_done(const struct lambda_result *result, void *arg)
{
    struct running_event *r = arg;
    bool did_not_run = result->is_throttled || (is_stopping && result->function_error);

    if (did_not_run) r->again_ms = clock_now_ms() + 1000;
    else if (result->function_error && ++r->event.attempts < ATTEMPTS_MAX)
        r->again_ms = clock_now_ms() + r->event.attempts * 60000;
    if (result->function_error && !r->again_ms)
        log_warn("lambda: %.*s failed %d times for an event, which is dropped", SPAN_ARG(r->event.name), ATTEMPTS_MAX);
    r->job = (struct store_job){ .run = settle_run, .done = settle_done, .arg = r };
    store_submit(&r->job);
}

static int claim_run(struct db *db, void *arg)
{
    struct running_event *r = arg;

    if (!lambda_store_event_put_off(db, &r->event, NEVER_MS, r->event.attempts)) return -1; /* another took it first */
    r->event.due_ms = NEVER_MS;
    return 0;
}

static void event_start(struct running_event *r)
{
    struct db *db = store_reader_take();
    struct lambda_result gone = { 0 };
    struct lambda_function f;
    bool found = db && lambda_store_find(db, &r->arena, r->event.account, r->event.region, r->event.name, &f);

    if (db) store_reader_give(db);
    if (found) lambda_pool_invoke(&f, r->event.payload, arena_string(&r->arena, r->event.request_id), event_done, r);
    else event_done(&gone, r); /* the function was deleted: so is its event */
}

/* Starts the first event if it is due. False when there is nothing to do now. */
static bool event_take(void)
{
    struct running_event *r = calloc(1, sizeof *r);
    bool is_due;

    if (!r) abort();
    is_due = !is_stopping && in_flight < IN_FLIGHT_MAX && lambda_store_event_first(&r->arena, &r->event) &&
             r->event.due_ms <= clock_now_ms() && store_write(claim_run, r) == STORE_COMMITTED;
    if (is_due) {
        atomic_fetch_add(&in_flight, 1);
        event_start(r);
        return true;
    }
    if (r->event.id && !is_stopping && r->event.due_ms > clock_now_ms() && r->event.due_ms < NEVER_MS)
        timer_add(r->event.due_ms, timer_fired, NULL);
    arena_release(&r->arena);
    free(r);
    return false;
}

static void tend_work(void *unused)
{
    (void)unused;
    is_tending = false; /* before looking: what comes from now on tends again */
    while (event_take()) continue;
}

void lambda_events_tend(void)
{
    if (!is_stopping && !atomic_exchange(&is_tending, true)) workers_submit(tend_work, NULL);
}

static int release_run(struct db *db, void *unused)
{
    (void)unused;
    lambda_store_events_release(db, NEVER_MS, clock_now_ms());
    return 0;
}

void lambda_events_start(void)
{
    is_stopping = false;
    store_write(release_run, NULL);
    lambda_events_tend();
}

void lambda_events_stop(void)
{
    is_stopping = true;
}

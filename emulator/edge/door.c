/* The one door.
 *
 *   door_submit ─ authorise ─ validate ─┬─ READS: here, on a snapshot ─────────────────────────▶ end
 *                                       ├─ WRITES: a job of the writer ─ commit ─ effects ─────▶ end
 *                                       │            └─ CALL_WAIT: parked, and submitted again when woken
 *                                       └─ ASYNC: begun here, ended by call_finish ────────────▶ end
 *
 * `end` counts and records the call, then calls whoever opened it back.
 */
#include "emulator/core/door.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "emulator/base/clock.h"
#include "emulator/core/effect.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/core/validate.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/record.h"
#include "emulator/store/store.h"

static void call_end(struct call *c)
{
    record_call(c);
    c->done(c, c->done_arg);
}

void call_finish(struct call *c)
{
    call_end(c);
}

static int internal(struct call *c)
{
    c->fault.kind = NULL;
    return fault(c, &fault_internal, "%s", "An internal error occurred: the store could not be read or written.");
}

/* What a handler may have left from a run that is to be repeated or undone. */
static void run_undo(struct call *c)
{
    effects_run(c, true);
    c->out = doc_map(&c->arena);
}

static int handler_run(struct call *c, struct db *db)
{
    int rc;

    c->db = db;
    c->now_ms = clock_now_ms();
    rc = c->operation->handler(c);
    if (rc == CALL_PENDING) return rc; /* a pending call may be gone already */
    c->db = NULL;
    return rc == CALL_OK && c->fault.kind ? CALL_FAULT : rc;
}

/* --- reading and asynchronous operations -------------------------------------------------------------------------- */

static void submit_reading(struct call *c)
{
    bool needs_database = !(c->operation->flags & NO_DATABASE);
    struct db *db = needs_database ? store_reader_take() : NULL;
    int rc;

    if (needs_database && !db) {
        internal(c);
        call_end(c);
        return;
    }
    rc = handler_run(c, db);
    if (rc != CALL_PENDING && db && db_failed(db)) rc = internal(c);
    if (db) store_reader_give(db);
    if (rc == CALL_PENDING) return;
    if (rc == CALL_OK) effects_run(c, false);
    else run_undo(c);
    call_end(c);
}

/* --- writing operations ------------------------------------------------------------------------------------------- */

static int writing_run(struct db *db, void *arg)
{
    struct call *c = arg;
    int rc = handler_run(c, db);

    if (rc == CALL_WAIT && (c->is_final || !(c->operation->flags & MAY_WAIT))) rc = CALL_OK;
    if (rc != CALL_WAIT) c->wait.key = NULL;
    return rc == CALL_WAIT && c->wait.keeps ? CALL_OK : rc;
}

static void submit_writing(struct call *c);

static void writing_done(void *arg, enum store_outcome outcome)
{
    struct call *c = arg;

    if (outcome == STORE_COMMITTED) effects_run(c, false);
    if (outcome != STORE_COMMITTED || c->wait.key) run_undo(c);
    if (outcome == STORE_FAILED) internal(c);
    if (outcome != STORE_FAILED && !c->fault.kind && c->wait.key) park_add(c, submit_writing);
    else call_end(c);
}

static void submit_writing(struct call *c)
{
    if (!c->job) c->job = ARENA_NEW(&c->arena, struct store_job);
    *c->job = (struct store_job){ .run = writing_run, .done = writing_done, .arg = c };
    store_submit(c->job);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

void door_submit(struct call *c)
{
    assert(c->done);
    if (authorise(c) || validate_input(c)) call_end(c);
    else if (c->operation->flags & WRITES && !c->only_reads) submit_writing(c);
    else submit_reading(c);
}

/* Who waits for a call; on the heap, since whichever side ends last frees it. */
struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_done, is_abandoned;
};

static struct waiter *waiter_new(void)
{
    struct waiter *w = calloc(1, sizeof *w);
    pthread_condattr_t monotonic;

    if (!w) abort();
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->ended, &monotonic);
    pthread_condattr_destroy(&monotonic);
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

#define WITHOUT_END ((int64_t)1000 * 3600 * 24 * 365)

int door_call(struct call *c)
{
    return door_call_within_time(c, WITHOUT_END);
}

int door_call_within(struct call *parent, struct call *child)
{
    struct db *db = parent->db;
    int rc;

    assert(store_is_writer() && !(child->operation->flags & ASYNC));
    child->parent = parent;
    child->is_final = true;
    if (authorise(child) || validate_input(child)) {
        record_call(child);
        return -1;
    }
    db_savepoint(db);
    rc = handler_run(child, db);
    if (rc == CALL_FAULT || db_failed(db)) {
        if (db_failed(db)) internal(child);
        if (child->fault.kind == &fault_internal) internal(parent); /* whatever its handler makes of it */
        db_savepoint_undo(db);
        run_undo(child);
    } else {
        db_savepoint_keep(db);
        effects_adopt(parent, child);
    }
    record_call(child);
    return child->fault.kind ? -1 : 0;
}

struct call *door_open(const char *service, const char *operation, const struct identity *who, struct span endpoint)
{
    const struct service *s = service_find(service);
    const struct operation *o = s ? operation_find(s, span_of(operation)) : NULL;

    return o ? call_new(s, o, who, endpoint) : NULL;
}

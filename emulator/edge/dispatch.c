/* What lies behind the one door.
 *
 *   door_submit ─ authorise ─ validate ─┬─ READS: here, on a snapshot ─────────────────────────▶ end
 *                                       ├─ WRITES: a job of the writer ─ commit ─ effects ─────▶ end
 *                                       │            └─ CALL_WAIT: parked, and submitted again when woken
 *                                       └─ ASYNC: begun here, ended by door_finish ────────────▶ end
 *
 * `end` counts and records the call, then calls whoever opened it back.
 */
#include "emulator/edge/dispatch.h"

#include <assert.h>

#include "emulator/base/clock.h"
#include "emulator/core/door.h"
#include "emulator/core/effect.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/core/validate.h"
#include "emulator/edge/authorise.h"
#include "emulator/edge/record.h"
#include "emulator/http/http.h"
#include "emulator/store/store.h"

/* What a request's client gets is told once that is made. */
static void call_told(struct call *c)
{
    record_call(c);
    if (!c->caller && !c->request && c->service->answered) c->service->answered(c, NULL, NULL);
}

static void call_end(struct call *c)
{
    call_told(c);
    c->done(c, c->done_arg);
}

/* What a handler may have left from a run that is to be repeated or undone. */
static void run_undo(struct call *c)
{
    effects_run(c, true);
    c->out = doc_map(&c->arena);
}

/* Names in the input become what handlers and policies know, before anybody asks whether they may. */
static int resolve(struct call *c)
{
    return c->service->resolve ? c->service->resolve(c) : 0;
}

static int handler_run(struct call *c, struct db *db)
{
    int rc;

    c->db = db;
    c->now_ms = clock_now_ms();
    rc = c->operation->handler(c);
    if (rc == CALL_PENDING) return rc; /* a pending call may be gone already */
    return rc == CALL_OK && c->fault.kind ? CALL_FAULT : rc;
}

/* --- reading and asynchronous operations -------------------------------------------------------------------------- */

static void reader_give(struct call *c)
{
    if (c->db) store_reader_give(c->db);
    c->db = NULL;
}

static void submit_reading(struct call *c)
{
    bool needs_database = !(c->operation->flags & NO_DATABASE);
    int rc, held = store_readers_held();
    struct db *db = needs_database ? store_reader_take() : NULL;

    if (needs_database && !db) {
        call_store_failed(c);
        call_end(c);
        return;
    }
    rc = handler_run(c, db);
    if (rc == CALL_PENDING) {
        assert(store_readers_held() == held); /* see call_leave_store */
        return;
    }
    if (c->db && db_failed(c->db)) rc = call_store_failed(c);
    reader_give(c);
    if (rc == CALL_OK) effects_run(c, false);
    else run_undo(c);
    call_end(c);
}

/* --- writing operations ------------------------------------------------------------------------------------------- */

/* What a call that may wait would take (a message, an activity's task) is not for a client that is gone. */
static bool is_for_nobody(const struct call *c)
{
    return c->operation->flags & MAY_WAIT && c->caller && http_request_is_gone(c->caller);
}

/* What it was woken for goes to another that waits. */
static int nobody_run(struct call *c)
{
    if (c->wait.key) call_wake(c, c->wait.key, 1);
    return CALL_OK;
}

static int writing_run(struct db *db, void *arg)
{
    struct call *c = arg;
    int rc = is_for_nobody(c) ? nobody_run(c) : handler_run(c, db);

    assert(rc != CALL_PENDING);
    c->db = NULL;
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
    if (outcome == STORE_FAILED) call_store_failed(c);
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

static void dispatch_submit(struct call *c)
{
    assert(c->done);
    if (resolve(c) || authorise(c) || validate_input(c)) call_end(c);
    else if (c->operation->flags & WRITES && !c->only_reads) submit_writing(c);
    else submit_reading(c);
}

/* Policies as the transaction sees them. */
static int authorise_within(struct call *child, struct db *db)
{
    int rc;

    child->db = db;
    rc = authorise(child);
    child->db = NULL;
    return rc;
}

static int dispatch_within(struct call *parent, struct call *child)
{
    struct db *db = parent->db;
    int rc;

    assert(store_is_writer() && !(child->operation->flags & ASYNC));
    child->is_final = true;
    if (resolve(child) || authorise_within(child, db) || validate_input(child)) {
        call_told(child);
        return -1;
    }
    db_savepoint(db);
    rc = handler_run(child, db);
    child->db = NULL;
    if (rc == CALL_FAULT || db_failed(db)) {
        if (db_failed(db)) call_store_failed(child);
        if (child->fault.kind == &fault_internal) call_store_failed(parent); /* whatever its handler makes of it */
        db_savepoint_undo(db);
        run_undo(child);
    } else {
        db_savepoint_keep(db);
        effects_adopt(parent, child);
    }
    call_told(child);
    return child->fault.kind ? -1 : 0;
}

static bool dispatch_allows(struct call *parent, struct call *child)
{
    return !resolve(child) && !authorise_within(child, parent ? parent->db : NULL);
}

static const struct door door = { .submit = dispatch_submit,
                                  .within = dispatch_within,
                                  .end = call_end,
                                  .allows = dispatch_allows,
                                  .may = authorise_also };

void dispatch_register(void)
{
    door_register(&door);
}

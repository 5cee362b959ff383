/* The ends of executions, and who waits for them.
 *
 * Aborting one may abort those it waited for and the children of its map runs, and these others. They may nest as deep
 * as somebody likes, so they are put on a list (states_after_stop) that is worked off in a loop.
 */
#include "emulator/services/states/run/states_ends.h"

#include "emulator/base/json.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/store/states_names.h"

static void waiting_tell(struct db *db, int64_t ended, struct states_aftermath *after)
{
    struct rows *r;
    bool any = false;

    for (r = states_callback_parents(db, ended); rows_next(r); any = true) states_after_news(after, rows_int(r, 0));
    if (any) states_callback_child_ended(db, ended);
}

/* Its callbacks go; the executions it waited for are to be stopped. */
static void callbacks_drop(struct db *db, int64_t ended, int64_t now_ms, struct states_aftermath *after)
{
    struct doc *map_runs = doc_list(&after->arena);
    struct states_callback k;
    struct rows *r;
    bool any = false;

    for (r = states_callback_rows(db, ended); rows_next(r); any = true) {
        states_callback_read(r, &after->arena, &k);
        if (k.kind == CALLBACK_MAP_RUN) doc_append(map_runs, doc_int(&after->arena, k.task));
        if (k.child && !k.answer) states_after_stop(after, k.child);
    }
    if (any) states_callback_delete_all(db, ended);
    for (size_t i = 0; i < doc_count(map_runs); i++)
        states_map_run_abandon(db, ended, doc_at(map_runs, i)->integer, now_ms, after);
}

struct span states_started_event(struct arena *a, const struct states_execution *e)
{
    struct doc *event = doc_map(a), *details;

    doc_put_int(event, "id", 1);
    doc_put_int(event, "previousEventId", 0);
    doc_put_int(event, "timestamp", e->started_ms);
    doc_put_cstr(event, "type", "ExecutionStarted");
    details = doc_put_map(event, "executionStartedEventDetails");
    doc_put_str(details, "input", e->input);
    doc_put_bool(doc_put_map(details, "inputDetails"), "truncated", false);
    doc_put_str(details, "roleArn", e->role_arn);
    return json_text(a, event);
}

static struct span aborted_events(struct arena *a, const struct states_execution *e, bool never_began)
{
    struct doc *event = doc_map(a), *details;
    struct span text;

    doc_put_int(event, "id", e->last_event);
    doc_put_int(event, "previousEventId", 0);
    doc_put_int(event, "timestamp", e->stopped_ms);
    doc_put_cstr(event, "type", "ExecutionAborted");
    details = doc_put_map(event, "executionAbortedEventDetails");
    doc_put_str(details, "error", e->error);
    doc_put_str(details, "cause", e->cause);
    text = json_text(a, event);
    if (!never_began) return arena_format(a, "[%.*s]", SPAN_ARG(text));
    return arena_format(a, "[%.*s,%.*s]", SPAN_ARG(states_started_event(a, e)), SPAN_ARG(text));
}

/* One that was stopped before it took its first step still shows that it started. */
static bool abort_one(struct db *db, struct states_execution *e, struct span error, struct span cause, int64_t now_ms,
                      struct states_aftermath *after)
{
    int64_t last = e->last_event;
    struct span events = { 0 };

    e->status = STATES_ABORTED;
    e->stopped_ms = now_ms;
    e->last_event = (last ? last : 1) + 1;
    e->due_ms = 0;
    e->resume = false;
    e->error = error;
    e->cause = cause;
    if (!e->express_uuid.data) events = aborted_events(&after->arena, e, !last);
    if (!states_execution_move(db, e, last, last + 1, events)) return false;
    states_after_forget(after, e->id);
    return true;
}

void states_executions_stop(struct db *db, int64_t now_ms, struct states_aftermath *after)
{
    int64_t id;

    while (states_after_stop_take(after, &id)) {
        struct states_execution e;

        if (!states_execution_by_id(db, &after->arena, id, &e) || e.status != STATES_RUNNING) continue;
        if (!abort_one(db, &e, (struct span){ 0 }, (struct span){ 0 }, now_ms, after)) continue;
        waiting_tell(db, id, after);
        callbacks_drop(db, id, now_ms, after);
    }
}

void states_execution_ended(struct db *db, const struct states_execution *e, int64_t now_ms,
                            struct states_aftermath *after)
{
    waiting_tell(db, e->id, after);
    if (e->machine_id < 0) states_map_run_child_ended(db, e, now_ms, after);
    callbacks_drop(db, e->id, now_ms, after);
    states_executions_stop(db, now_ms, after);
}

bool states_execution_abort(struct db *db, struct states_execution *e, struct span error, struct span cause,
                            int64_t now_ms, struct states_aftermath *after)
{
    if (!abort_one(db, e, error, cause, now_ms, after)) return false;
    states_execution_ended(db, e, now_ms, after);
    return true;
}

/* The ends of executions, and who waits for them.
 *
 * Aborting one may abort those it waited for, and these others: a work list, since they may nest as deep as somebody
 * likes.
 */
#include "emulator/services/states/run/states_jobs.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/store/states_names.h"

/* --- what a waiting task learns ----------------------------------------------------------------------------------- */

static void put_data(struct doc *out, const char *name, const char *details, struct span value, bool json)
{
    struct doc *tree = json && value.data ? json_parse(out->arena, value, NULL) : NULL;

    if (!value.data) return;
    if (tree) doc_put(out, name, tree);
    else doc_put_str(out, name, value);
    doc_put_bool(doc_put_map(out, details), "Included", true);
}

struct doc *states_job_description(struct arena *a, const struct states_execution *e, bool json)
{
    struct doc *out = doc_map(a);
    bool failed = e->status != STATES_SUCCEEDED, is_full = e->last_event >= ASL_EVENTS_MAX - 1;

    doc_put_str(out, "Cause", e->cause);
    doc_put_str(out, "Error", e->error);
    doc_put_str(out, "ExecutionArn", states_execution_arn(a, e));
    put_data(out, "Input", "InputDetails", e->input, json);
    doc_put_str(out, "Name", e->name);
    put_data(out, "Output", "OutputDetails", e->output, json);
    doc_put_int(out, "RedriveCount", e->redrive_count);
    doc_put_cstr(out, "RedriveStatus", states_redrive_status(e, failed && !is_full));
    if (!failed) doc_put_cstr(out, "RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    else if (is_full) doc_put_cstr(out, "RedriveStatusReason", "Execution history event limit exceeded");
    doc_put_int(out, "StartDate", e->started_ms);
    doc_put_str(out, "StateMachineArn", states_execution_machine_arn(a, e));
    doc_put_cstr(out, "Status", states_status_names[e->status]);
    doc_put_int(out, "StopDate", e->stopped_ms);
    return out;
}

struct asl_outcome states_job_outcome(struct arena *a, const struct states_execution *e, bool json)
{
    struct span told = json_text(a, states_job_description(a, e, json));

    if (e->status == STATES_SUCCEEDED) return (struct asl_outcome){ .output = told };
    return (struct asl_outcome){ .failed = true, .error = SPAN("States.TaskFailed"), .cause = told };
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

struct work {
    int64_t child;
    struct work *next;
};

static void waiting_tell(struct db *db, int64_t ended, struct states_aftermath *after)
{
    struct rows *r;
    bool any = false;

    for (r = states_callback_parents(db, ended); rows_next(r); any = true) states_after_news(after, rows_int(r, 0));
    if (any) states_callback_child_ended(db, ended);
}

/* Its callbacks go; the executions it waited for are added to the work. */
static void callbacks_drop(struct db *db, int64_t ended, struct work **work, int64_t now_ms,
                           struct states_aftermath *after)
{
    struct doc *map_runs = doc_list(&after->arena);
    struct states_callback k;
    struct rows *r;
    bool any = false;

    for (r = states_callback_rows(db, ended); rows_next(r); any = true) {
        struct work *w;

        states_callback_read(r, &after->arena, &k);
        if (k.kind == CALLBACK_MAP_RUN) doc_append(map_runs, doc_int(&after->arena, k.task));
        if (!k.child || k.answer) continue;
        w = ARENA_NEW(&after->arena, struct work);
        *w = (struct work){ k.child, *work };
        *work = w;
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

static void work_through(struct db *db, struct work *work, int64_t now_ms, struct states_aftermath *after)
{
    while (work) {
        int64_t id = work->child;
        struct states_execution e;

        work = work->next;
        if (!states_execution_by_id(db, &after->arena, id, &e) || e.status != STATES_RUNNING) continue;
        if (!abort_one(db, &e, (struct span){ 0 }, (struct span){ 0 }, now_ms, after)) continue;
        waiting_tell(db, id, after);
        callbacks_drop(db, id, &work, now_ms, after);
    }
}

void states_execution_ended(struct db *db, const struct states_execution *e, int64_t now_ms,
                            struct states_aftermath *after)
{
    struct work *work = NULL;

    waiting_tell(db, e->id, after);
    if (e->machine_id < 0) states_map_run_child_ended(db, e, now_ms, after);
    callbacks_drop(db, e->id, &work, now_ms, after);
    work_through(db, work, now_ms, after);
}

bool states_execution_abort(struct db *db, struct states_execution *e, struct span error, struct span cause,
                            int64_t now_ms, struct states_aftermath *after)
{
    if (!abort_one(db, e, error, cause, now_ms, after)) return false;
    states_execution_ended(db, e, now_ms, after);
    return true;
}

void states_execution_abort_child(struct db *db, int64_t id, int64_t now_ms, struct states_aftermath *after)
{
    struct work child = { id, NULL };

    work_through(db, &child, now_ms, after);
}

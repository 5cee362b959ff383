/* What a stretch does with the callbacks of its execution: reads them, tells the interpreter, writes them. */
#include "emulator/services/states/run/states_callbacks.h"

#include "emulator/base/json.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/run/states_job_outcome.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/run/states_map_runs.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/store/states_activities_store.h"

static bool is_job(const struct states_callback *k)
{
    return k->kind == CALLBACK_JOB || k->kind == CALLBACK_JOB_JSON;
}

/* Did the execution that is waited for answer, and not somebody by the task's token? */
static bool is_of_child(const struct states_callback *k)
{
    return k->answer == ANSWER_CHILD || (k->answer == ANSWER_SUCCESS && !k->output.data);
}

struct states_callback *states_callbacks_read(struct db *db, struct arena *a, int64_t execution)
{
    struct states_callback *first = NULL, **end = &first;
    struct rows *r;

    for (r = states_callback_rows(db, execution); rows_next(r); end = &(*end)->next) {
        *end = ARENA_NEW(a, struct states_callback);
        states_callback_read(r, a, *end);
    }
    for (struct states_callback *k = first; k; k = k->next) {
        if (!is_job(k) || !k->child || !is_of_child(k)) continue;
        k->ended = ARENA_NEW(a, struct states_execution);
        if (!states_execution_by_id(db, a, k->child, k->ended)) k->ended = NULL;
    }
    return first;
}

static struct states_callback *callback_of(struct states_callback *list, int64_t task)
{
    while (list && list->task != task) list = list->next;
    return list;
}

void states_callbacks_hear(struct states_callback *list, struct asl_execution *x)
{
    for (; list; list = list->next) {
        if (list->heard_ms) asl_execution_task_heartbeat(x, list->task, list->heard_ms);
    }
}

static struct asl_outcome outcome_of(const struct states_callback *k, struct arena *a)
{
    if (k->ended) return states_job_outcome(a, k->ended, k->kind == CALLBACK_JOB_JSON);
    return (struct asl_outcome){ .failed = k->answer == ANSWER_FAILURE,
                                 .output = k->output,
                                 .error = k->error,
                                 .cause = k->cause,
                                 .never_began = k->never_began };
}

void states_callbacks_tell(struct states_callback *list, struct asl_execution *x, int64_t now_ms)
{
    for (struct states_callback *k = list; k; k = k->next) {
        struct asl_outcome o;

        if (k->is_taken && !k->is_told && !k->told_now) {
            asl_execution_task_started(x, k->task, k->worker, now_ms);
            k->told_now = true;
        }
        if (!k->answer || k->is_used || !asl_execution_task_is_handed_over(x, k->task)) continue;
        o = outcome_of(k, &x->arena);
        k->is_used = true;
        asl_execution_task_done(x, k->task, &o, now_ms);
    }
}

bool states_callbacks_submitted(struct states_callback *list, struct arena *a, struct asl_execution *x, int64_t task,
                                const struct asl_outcome *outcome, int64_t now_ms)
{
    struct states_callback *k = callback_of(list, task);
    struct asl_outcome refused = *outcome;

    if (!k) return false;
    if (asl_execution_task_is_handed_over(x, task)) return true; /* sent twice, over a restart */
    if (outcome->failed) {
        refused.never_began = true;
        asl_execution_task_done(x, task, &refused, now_ms);
        return true;
    }
    if (is_job(k)) k->child_arn = arena_span(a, doc_get_str(json_parse(a, outcome->output, NULL), "ExecutionArn"));
    asl_execution_task_submitted(x, task, outcome->output, now_ms);
    return true;
}

static enum states_callback_kind kind_of(const struct asl_resource *r)
{
    if (r->is_activity) return CALLBACK_ACTIVITY;
    if (r->is_map_run) return CALLBACK_MAP_RUN;
    if (r->pattern == ASL_SYNC) return CALLBACK_JOB;
    return r->pattern == ASL_SYNC_2 ? CALLBACK_JOB_JSON : CALLBACK_TOKEN;
}

struct states_callback *states_callbacks_with_new(struct states_callback *list, struct arena *a,
                                                  struct asl_execution *x)
{
    for (struct asl_task *t = x->tasks; t; t = t->next) {
        struct states_callback *k;

        if (!asl_resource_is_answered_later(t->resource) || callback_of(list, t->id)) continue;
        k = ARENA_NEW(a, struct states_callback);
        *k = (struct states_callback){ .task = t->id, .kind = kind_of(t->resource), .is_new = true, .next = list };
        if (t->resource->is_activity) {
            k->activity = t->resource->arn;
            k->input = asl_payload_as_text(&t->parameters, a);
        }
        if (t->resource->is_map_run) k->map_run = asl_payload_as_text(&t->parameters, a);
        list = k;
    }
    return list;
}

/* An activity that is not there will never have a worker. */
static void activity_look_up(struct db *db, int64_t execution, const struct states_callback *k,
                             struct states_aftermath *after)
{
    struct states_arn arn;

    if (states_arn_parse(k->activity, &arn) && states_activity_exists(db, arn.account, arn.region, arn.name)) {
        states_after_activity(after, k->activity);
        return;
    }
    states_callback_answer(db, execution, k->task, ANSWER_FAILURE, (struct span){ 0 }, SPAN("States.Runtime"),
                           arena_format(&after->arena, "Activity Does Not Exist: '%.*s'", SPAN_ARG(k->activity)), true);
    states_after_news(after, execution);
}

/* From now on the end of the other execution is this task's. It may have come already. */
static void child_bind(struct db *db, int64_t execution, const struct states_callback *k,
                       struct states_aftermath *after)
{
    struct states_execution child;
    struct states_arn arn;

    if (!states_arn_parse(k->child_arn, &arn) || !span_is(arn.type, "execution") ||
        !states_execution_find(db, &after->arena, arn.account, arn.region, arn.name, arn.rest, &child)) {
        states_callback_answer(
            db, execution, k->task, ANSWER_FAILURE, (struct span){ 0 }, SPAN("StepFunctions.InvalidArnException"),
            arena_format(&after->arena, "Invalid Arn: 'Resource type not valid in this context: %.*s'",
                         SPAN_ARG(arn.type)),
            false);
        states_after_news(after, execution);
        return;
    }
    states_callback_set_child(db, execution, k->task, child.id);
    if (child.status == STATES_RUNNING) return;
    states_callback_child_ended(db, child.id);
    states_after_news(after, execution);
}

void states_callbacks_write(struct db *db, const struct states_execution *e, struct states_callback *list,
                            const struct asl_execution *x, struct states_aftermath *after)
{
    for (const struct states_callback *k = list; k; k = k->next) {
        if (k->is_new) {
            states_callback_insert(db, e->id, k, x->now_ms);
            if (k->kind == CALLBACK_ACTIVITY) activity_look_up(db, e->id, k, after);
            if (k->kind == CALLBACK_MAP_RUN) states_map_run_begin(db, e, k->task, k->map_run, x->now_ms, after);
        } else if (!asl_execution_task_runs(x, k->task)) {
            if (k->kind == CALLBACK_MAP_RUN) states_map_run_abandon(db, e->id, k->task, x->now_ms, after);
            if (k->child && !k->is_used) states_after_stop(after, k->child);
            states_callback_delete(db, e->id, k->task);
        } else {
            if (k->told_now) states_callback_set_told(db, e->id, k->task);
            if (k->child_arn.data) child_bind(db, e->id, k, after);
        }
    }
    states_executions_stop(db, x->now_ms, after);
}

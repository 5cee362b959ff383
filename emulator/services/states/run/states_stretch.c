/* A stretch: a worker reads an execution's row, tells the interpreter what happened, and the writer keeps what came of
 * it. Only then tasks are started and others are told.
 */
#include "emulator/services/states/run/states_stretch.h"

#include <stdlib.h>

#include "emulator/asl/run/asl_redrive.h"
#include "emulator/asl/run/asl_saved.h"
#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/services/states/store/states_callbacks_store.h"
#include "emulator/services/states/run/states_definitions.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/mocks/states_mocks.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/run/states_callbacks.h"
#include "emulator/services/states/run/states_errands.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/run/states_trial.h"
#include "emulator/services/states/store/states_names.h"
#include "emulator/store/store.h"

#define AGAIN_MS 1000 /* after a failure of the store */

/* What a worker holds while it advances a run. */
struct stretch {
    struct states_run *run;
    struct arena arena; /* the row's texts */
    struct states_execution e;
    const struct asl_definition *definition;
    struct states_trial *trial; /* whose definition it is; NULL: it is no trial */
    struct asl_execution *x;
    struct states_happening *mail;     /* what it was told, until it is written */
    struct states_callback *callbacks; /* of the tasks that end by a message */
    struct states_aftermath aftermath; /* whom to tell once it is durable */
    struct span events;
    int64_t last_event; /* before the stretch */
    int64_t due_ms;
    bool is_stale;   /* news came in while it was worked on: all again */
    bool is_resumed; /* its tasks may have been started before, by a process that is gone */
    struct store_job job;
};

static void stretch_free(struct stretch *s)
{
    asl_execution_free(s->x);
    if (s->definition && !s->trial) states_definition_give(s->definition);
    states_trial_free(s->trial);
    states_run_mail_drop(s->mail);
    states_aftermath_release(&s->aftermath);
    arena_release(&s->arena);
    free(s);
}

/* On a worker, once the stretch is durable. The run rests first: a task may end before the next has started. */
static void stretch_act(void *arg)
{
    struct stretch *s = arg;
    struct states_errand_kind how = { states_runs_epoch(), s->is_resumed, s->trial != NULL };
    bool dropped = states_run_is_dropped(s->run);

    states_run_release(s->run, false, s->due_ms);
    for (const struct asl_task *t = s->x->tasks; t && !dropped; t = t->next) {
        if (!t->resource->is_activity && !t->resource->is_map_run) states_errand_start(&s->e, &s->arena, t, &how);
    }
    stretch_free(s);
}

static void failure_log(const struct states_execution *e)
{
    if (e->status == STATES_SUCCEEDED || e->status == STATES_RUNNING) return;
    log_info("states execution %.*s:%.*s %s %.*s: %.*s", SPAN_ARG(e->machine), SPAN_ARG(e->name),
             states_status_names[e->status], SPAN_ARG(e->error), SPAN_ARG(span_sub(e->cause, 0, 300)));
}

static void stretch_over(struct stretch *s)
{
    bool is_ready = asl_execution_is_ready(s->x), ended = s->x->status != ASL_RUNNING;
    struct states_run *run = s->run;

    if (ended && !s->trial) failure_log(&s->e);
    states_aftermath_run(&s->aftermath);
    if (is_ready) states_run_post(run->id, HAPPENED_ADVANCE, false);
    if (!ended && s->x->tasks && !states_run_is_dropped(run)) {
        workers_submit(stretch_act, s);
        return;
    }
    states_run_release(run, ended, s->due_ms);
    stretch_free(s);
}

static int stretch_write(struct db *db, void *arg)
{
    struct stretch *s = arg;

    if (states_run_is_dropped(s->run)) return 1;
    if (!states_execution_move(db, &s->e, s->last_event, s->x->first_event, s->events)) return 1;
    if (s->definition->has_callbacks) {
        s->is_stale = states_execution_news(db, s->e.id) != s->e.news;
        if (s->is_stale) return 1;
        states_callbacks_write(db, &s->e, s->callbacks, s->x, &s->aftermath);
    }
    if (s->e.status != STATES_RUNNING) states_execution_ended(db, &s->e, s->e.stopped_ms, &s->aftermath);
    return 0;
}

static void news_again(void *arg)
{
    states_run_post((int64_t)(intptr_t)arg, HAPPENED_NEWS, false);
}

/* The store failed: what the stretch did is undone, so it is done again, a little later. */
static void stretch_again(struct stretch *s)
{
    log_error("states: execution %lld could not be written; it is tried again", (long long)s->e.id);
    timer_add(clock_now_ms() + AGAIN_MS, news_again, (void *)(intptr_t)s->run->id);
    states_run_rest(s->run, s->mail);
    s->mail = NULL;
    stretch_free(s);
}

static void stretch_written(void *arg, enum store_outcome outcome)
{
    struct stretch *s = arg;
    struct states_run *run = s->run;

    if (outcome == STORE_COMMITTED) {
        stretch_over(s);
    } else if (outcome == STORE_FAILED) {
        stretch_again(s);
    } else if (s->is_stale) {
        states_run_mail_return(run, s->mail);
        s->mail = NULL;
        states_run_post(run->id, HAPPENED_NEWS, false);
        states_run_release(run, false, s->due_ms);
        stretch_free(s);
    } else {
        states_run_release(run, true, 0);
        stretch_free(s);
    }
}

/* Neither a history nor a redrive: kept in memory, or the child of a Map Run. */
static bool is_express(const struct stretch *s)
{
    return s->e.express_uuid.data != NULL;
}

_Static_assert((int)STATES_RUNNING == (int)ASL_RUNNING && (int)STATES_SUCCEEDED == (int)ASL_SUCCEEDED &&
                   (int)STATES_FAILED == (int)ASL_FAILED && (int)STATES_TIMED_OUT == (int)ASL_TIMED_OUT &&
                   (int)STATES_ABORTED == (int)ASL_ABORTED,
               "ORDER asl_status");

/* The row as the interpreter leaves it. */
static void stretch_describe(struct stretch *s, int64_t now_ms)
{
    struct asl_execution *x = s->x;

    s->e.status = (enum states_status)x->status;
    s->e.last_event = x->last_event;
    s->e.output = x->output;
    s->e.error = x->error;
    s->e.cause = x->cause;
    s->e.due_ms = s->due_ms = asl_execution_due(x);
    s->e.resume = asl_execution_has_tasks(x) || asl_execution_is_ready(x);
    s->e.saved = (struct span){ 0 };
    if (x->status != ASL_RUNNING) s->e.stopped_ms = now_ms;
    if (x->status != ASL_SUCCEEDED && (x->status == ASL_RUNNING || !is_express(s)))
        s->e.saved = asl_execution_save(x); /* of one that failed, for a redrive */
    if (!is_express(s) && x->first_event)
        s->events = arena_format(&s->arena, "[%.*s]", SPAN_ARG(buf_span(&x->history)));
}

static void happen(struct stretch *s, const struct states_happening *h, int64_t now_ms)
{
    switch (h->kind) {
    case HAPPENED_START: break; /* a row that never ran is started when it is read */
    case HAPPENED_RESUME:
        if (!s->e.saved.data) break; /* just started: its tasks are new */
        s->is_resumed = true;
        asl_execution_resume_tasks(s->x);
        asl_execution_advance(s->x, now_ms);
        break;
    case HAPPENED_WAKE: asl_execution_wake(s->x, now_ms); break;
    case HAPPENED_ADVANCE: asl_execution_advance(s->x, now_ms); break;
    case HAPPENED_TASK:
        if (!states_callbacks_submitted(s->callbacks, &s->arena, s->x, h->task, &h->outcome, now_ms))
            asl_execution_task_done(s->x, h->task, &h->outcome, now_ms);
        break;
    case HAPPENED_NEWS: break;
    }
}

/* What takes a row's place. It may be gone before the stretch's tasks have started, so what they need is copied. */
static void express_read(struct stretch *s)
{
    const struct states_express *x = s->run->express;

    s->e = x->e;
    s->e.role_arn = arena_span(&s->arena, x->e.role_arn);
    s->e.region = arena_span(&s->arena, x->e.region);
    s->e.endpoint = arena_span(&s->arena, x->e.endpoint);
    if (x->trial) s->trial = states_trial_take(x->trial);
}

/* Reads the row, or what takes its place, and the definition. False when there is nothing to advance. */
static bool stretch_read(struct stretch *s)
{
    struct db *db = store_reader_take();
    bool found = s->run->express != NULL;

    if (!db) return false;
    if (!found) found = states_execution_by_id(db, &s->arena, s->run->id, &s->e) && s->e.status == STATES_RUNNING;
    if (s->run->express) express_read(s);
    if (s->trial) s->definition = s->trial->definition;
    else if (found) s->definition = states_definition_take(db, s->e.definition_id);
    if (s->definition && s->definition->has_callbacks) s->callbacks = states_callbacks_read(db, &s->arena, s->run->id);
    store_reader_give(db);
    return found && s->definition;
}

static struct span task_token(struct arena *a, void *arg, int64_t task)
{
    return states_token_of_task(a, &((struct stretch *)arg)->e, task);
}

/* AWS: an EXPRESS execution is over after five minutes. */
static void express_limit(struct stretch *s)
{
    int64_t most = s->e.started_ms + STATES_EXPRESS_MS_MAX;

    if (is_express(s) && (!s->x->timeout_ms || s->x->timeout_ms > most)) s->x->timeout_ms = most;
}

static bool stretch_restore(struct stretch *s, int64_t now_ms)
{
    struct states_execution *e = &s->e;
    struct asl_facts facts = { .execution_name = e->name,
                               .role_arn = e->role_arn,
                               .machine_name = e->machine,
                               .region = e->region,
                               .input = e->input,
                               .started_ms = e->started_ms };

    facts.execution_arn = states_execution_arn(&s->arena, e);
    if (e->machine_id < 0) facts.map_label = span_sub(e->machine, span_find(e->machine, '/') + 1, SIZE_MAX);
    facts.task_token = task_token;
    facts.task_token_arg = s;
    if (s->trial) {
        facts.trial = &s->trial->trial;
        facts.execution_arn.size -= e->express_uuid.size + 1; /* AWS: a trial's ends with its name */
    }
    facts.machine_arn = states_execution_machine_arn(&s->arena, e);
    s->last_event = e->last_event;
    facts.redrive_count = e->redrive_count;
    facts.redriven_ms = e->redriven_ms;
    facts.is_express = s->run->express != NULL;
    s->x = e->saved.data ? asl_execution_restore(s->definition, &facts, e->saved, e->last_event)
                         : asl_execution_new(s->definition, &facts);
    if (!s->x) {
        log_error("states: execution %lld is saved in a form that does not fit its definition; it does not go on",
                  (long long)e->id);
        return false;
    }
    express_limit(s);
    if (e->is_redriving) asl_execution_redrive(s->x, e->last_event, now_ms);
    else if (!e->saved.data) asl_execution_start(s->x, now_ms);
    return true;
}

/* What an EXPRESS execution did is kept in memory, or told to whoever waits for its end. */
static void express_write(struct stretch *s)
{
    if (s->x->status == ASL_RUNNING) states_express_keep(s->run->express, &s->e);
    else states_express_end(s->run->express, &s->e);
    stretch_over(s);
}

/* Without an event there may still be tasks to start: a Map that has read its items runs its children. */
static void stretch_end(struct stretch *s, int64_t now_ms)
{
    if (!s->x->first_event && !s->x->tasks) {
        s->due_ms = asl_execution_due(s->x);
        stretch_over(s);
        return;
    }
    stretch_describe(s, now_ms);
    if (s->run->express) {
        express_write(s);
        return;
    }
    s->job = (struct store_job){ .run = stretch_write, .done = stretch_written, .arg = s };
    store_submit(&s->job);
}

void states_stretch_begin(void *arg)
{
    struct stretch *s = memory_new(1, sizeof *s);
    int64_t now_ms = clock_now_ms();

    s->run = arg;
    s->mail = states_run_mail_take(s->run);
    if (!stretch_read(s) || !stretch_restore(s, now_ms)) {
        states_run_release(s->run, true, 0);
        stretch_free(s);
        return;
    }
    states_callbacks_hear(s->callbacks, s->x);
    states_callbacks_tell(s->callbacks, s->x, now_ms);
    for (const struct states_happening *h = s->mail; h; h = h->next) happen(s, h, now_ms);
    states_callbacks_tell(s->callbacks, s->x, now_ms);
    states_mocks_answer(&s->e, s->x, now_ms);
    if (s->definition->has_callbacks) s->callbacks = states_callbacks_with_new(s->callbacks, &s->arena, s->x);
    stretch_end(s, now_ms);
}

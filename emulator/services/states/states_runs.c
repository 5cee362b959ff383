/* Advancing executions. The table is a hash over ids; one lock guards the table, the mailboxes and the flags; work itself happens outside of it.
 *
 * Who frees a run: whoever makes it neither busy nor running. While it is busy (a worker or the writer has it), others only mark it `dropped`.
 */
#include "emulator/services/states/states_runs.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/services/states/states_definitions.h"
#include "emulator/services/states/states_express.h"
#include "emulator/services/states/states_store.h"
#include "emulator/services/states/states_tasks.h"
#include "emulator/store/store.h"

#define BUCKETS  4096
#define AGAIN_MS 1000 /* after a failure of the store */

enum happening_kind { HAPPENED_START, HAPPENED_RESUME, HAPPENED_WAKE, HAPPENED_ADVANCE, HAPPENED_TASK };

struct happening {
    enum happening_kind kind;
    int64_t task;      /* TASK: which */
    struct call *call; /* TASK: the ended call, which holds the outcome's texts; NULL when it was never made */
    struct asl_outcome outcome;
    struct happening *next;
};

struct run {
    int64_t id;
    uint64_t timer;
    struct happening *mailbox, **mailbox_end;
    struct states_express *express; /* takes the row's place; NULL for a STANDARD execution */
    struct run *next;
    bool busy, dropped;
};

/* What a worker holds while it advances a run. */
struct stretch {
    struct run *run;
    struct arena arena; /* the row's texts */
    struct states_execution e;
    const struct asl_definition *definition;
    struct asl_execution *x;
    struct span events;
    int64_t last_event; /* before the stretch */
    int64_t due_ms;
    struct store_job job;
};

/* A task's call under way. */
struct errand {
    int64_t execution, task;
    uint64_t epoch;
    struct asl_resource resource; /* its texts are in the call */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct run *buckets[BUCKETS];
static int64_t run_count;
static bool closed;    /* the process stops: nothing begins any more, the next one takes it up */
static uint64_t epoch; /* changes with every reset: what comes from before is ignored */

static void stretch_begin(void *arg);

static void *allocate(size_t size)
{
    void *p = calloc(1, size);

    if (!p) abort();
    return p;
}

static void happening_free(struct happening *h)
{
    if (h->call) call_free(h->call);
    free(h);
}

static void mail_drop(struct happening *h)
{
    while (h) {
        struct happening *next = h->next;

        happening_free(h);
        h = next;
    }
}

/* --- the table; all under the lock -------------------------------------------------------------------------------- */

static struct run **run_slot(int64_t id)
{
    struct run **at = &buckets[(uint64_t)id % BUCKETS];

    while (*at && (*at)->id != id) at = &(*at)->next;
    return at;
}

static struct run *run_add(int64_t id)
{
    struct run **at = run_slot(id);

    if (*at) return *at;
    *at = allocate(sizeof **at);
    (*at)->id = id;
    (*at)->mailbox_end = &(*at)->mailbox;
    run_count++;
    return *at;
}

static void run_free(struct run *run)
{
    mail_drop(run->mailbox);
    if (run->timer) timer_cancel(run->timer);
    states_express_free(run->express);
    free(run);
}

/* Out of the table; freed now, or by whoever is busy with it. */
static void run_remove(struct run **at)
{
    struct run *run = *at;

    *at = run->next;
    run_count--;
    if (run->busy) run->dropped = true;
    else run_free(run);
}

static void run_submit(struct run *run)
{
    if (run->busy) return;
    run->busy = true;
    workers_submit(stretch_begin, run);
}

static void mail(struct run *run, struct happening *h)
{
    *run->mailbox_end = h;
    run->mailbox_end = &h->next;
    run_submit(run);
}

/* --- what happens ------------------------------------------------------------------------------------------------- */

static void post(int64_t id, enum happening_kind kind, bool add)
{
    struct happening *h = allocate(sizeof *h);
    struct run *run;

    h->kind = kind;
    pthread_mutex_lock(&lock);
    run = closed ? NULL : add ? run_add(id) : *run_slot(id);
    if (run) mail(run, h);
    pthread_mutex_unlock(&lock);
    if (!run) free(h);
}

void states_run_start(int64_t execution)
{
    post(execution, HAPPENED_START, true);
}

/* EXPRESS executions have ids of their own, below those of rows. */
void states_run_start_express(struct states_express *x)
{
    static int64_t last;
    struct happening *h = allocate(sizeof *h);
    struct run *run = NULL;

    pthread_mutex_lock(&lock);
    x->e.id = --last;
    if (!closed) {
        run = run_add(x->e.id);
        run->express = x;
        mail(run, h);
    }
    pthread_mutex_unlock(&lock);
    if (run) return;
    free(h);
    states_express_free(x);
}

static void timer_fired(void *arg)
{
    post((int64_t)(intptr_t)arg, HAPPENED_WAKE, false);
}

static void timer_fired_again(void *arg)
{
    post((int64_t)(intptr_t)arg, HAPPENED_RESUME, false);
}

static void post_outcome(const struct errand *errand, struct call *call, struct asl_outcome outcome)
{
    struct happening *h = allocate(sizeof *h);
    struct run *run = NULL;

    *h = (struct happening){ HAPPENED_TASK, errand->task, call, outcome, NULL };
    pthread_mutex_lock(&lock);
    if (errand->epoch == epoch && !closed) run = *run_slot(errand->execution);
    if (run) mail(run, h);
    pthread_mutex_unlock(&lock);
    if (!run) happening_free(h);
}

void states_run_forget(int64_t execution)
{
    struct run **at;

    pthread_mutex_lock(&lock);
    at = run_slot(execution);
    if (*at) run_remove(at);
    pthread_mutex_unlock(&lock);
}

int64_t states_runs_count(void)
{
    int64_t count;

    pthread_mutex_lock(&lock);
    count = run_count;
    pthread_mutex_unlock(&lock);
    return count;
}

/* --- a stretch ---------------------------------------------------------------------------------------------------- */

static void stretch_free(struct stretch *s)
{
    asl_execution_free(s->x);
    if (s->definition) states_definition_give(s->definition);
    arena_release(&s->arena);
    free(s);
}

/* Sets the run's timer to when the execution wants to be woken. Under the lock. */
static void timer_set(struct run *run, int64_t due_ms)
{
    if (run->timer) timer_cancel(run->timer);
    run->timer = due_ms ? timer_add(due_ms, timer_fired, (void *)(intptr_t)run->id) : 0;
}

/* The worker is through with the run: it rests, goes on with what came meanwhile, or is no more. */
static void run_release(struct run *run, bool ended, int64_t due_ms)
{
    pthread_mutex_lock(&lock);
    run->busy = false;
    if (!run->dropped && ended) run_remove(run_slot(run->id));
    else if (run->dropped) run_free(run);
    else {
        timer_set(run, due_ms);
        if (run->mailbox) run_submit(run);
    }
    pthread_mutex_unlock(&lock);
}

static bool run_is_dropped(struct run *run)
{
    bool dropped;

    pthread_mutex_lock(&lock);
    dropped = run->dropped;
    pthread_mutex_unlock(&lock);
    return dropped;
}

static void errand_done(struct call *c, void *arg)
{
    struct errand *errand = arg;

    post_outcome(errand, c, states_task_outcome(&errand->resource, c));
    free(errand);
}

static void task_start(struct stretch *s, const struct asl_task *t, uint64_t now_epoch)
{
    struct errand *errand = allocate(sizeof *errand);
    struct asl_outcome refusal = { 0 };
    struct identity who;
    char session[33];
    struct call *c;

    *errand = (struct errand){ s->e.id, t->id, now_epoch, *t->resource };
    random_text(session, 32, ALPHABET_LOWER);
    if (!identity_of_role(t->role_arn.data ? t->role_arn : s->e.role_arn, session, arena_string(&s->arena, s->e.region),
                          &who)) {
        post_outcome(errand, NULL,
                     (struct asl_outcome){ .failed = true,
                                           .error = SPAN("States.TaskFailed"),
                                           .cause = SPAN("The role of the task cannot be assumed.") });
        free(errand);
        return;
    }
    c = states_task_open(t, &who, s->e.endpoint, &refusal);
    if (!c) {
        post_outcome(errand, NULL, refusal);
        free(errand);
        return;
    }
    errand->resource.arn = arena_span(&c->arena, t->resource->arn);
    errand->resource.service = arena_span(&c->arena, t->resource->service);
    errand->resource.action = arena_span(&c->arena, t->resource->action);
    errand->resource.type = arena_span(&c->arena, t->resource->type);
    c->done = errand_done;
    c->done_arg = errand;
    door_submit(c);
}

/* On a worker, once the stretch is durable. The run rests first: a task may end before the next has started. */
static void stretch_act(void *arg)
{
    struct stretch *s = arg;
    uint64_t now_epoch;
    bool dropped;

    pthread_mutex_lock(&lock);
    now_epoch = epoch;
    dropped = s->run->dropped;
    pthread_mutex_unlock(&lock);
    run_release(s->run, false, s->due_ms);
    for (const struct asl_task *t = s->x->tasks; t && !dropped; t = t->next) task_start(s, t, now_epoch);
    stretch_free(s);
}

static void stretch_over(struct stretch *s)
{
    bool is_ready = asl_execution_is_ready(s->x), ended = s->x->status != ASL_RUNNING;
    struct run *run = s->run;

    if (is_ready) post(run->id, HAPPENED_ADVANCE, false);
    if (!ended && s->x->tasks && !run_is_dropped(run)) {
        workers_submit(stretch_act, s);
        return;
    }
    run_release(run, ended, s->due_ms);
    stretch_free(s);
}

static int stretch_write(struct db *db, void *arg)
{
    struct stretch *s = arg;

    if (run_is_dropped(s->run)) return 1;
    return states_execution_move(db, &s->e, s->last_event, s->x->first_event, s->events) ? 0 : 1;
}

/* The store failed: what the stretch did is undone, so it is done again, a little later. */
static void stretch_again(struct stretch *s)
{
    log_error("states: execution %lld could not be written; it is tried again", (long long)s->e.id);
    timer_add(clock_now_ms() + AGAIN_MS, timer_fired_again, (void *)(intptr_t)s->run->id);
    run_release(s->run, false, s->due_ms);
    stretch_free(s);
}

static void stretch_written(void *arg, enum store_outcome outcome)
{
    struct stretch *s = arg;
    struct run *run = s->run;

    if (outcome == STORE_COMMITTED) {
        stretch_over(s);
    } else if (outcome == STORE_FAILED) {
        stretch_again(s);
    } else {
        run_release(run, true, 0);
        stretch_free(s);
    }
}

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
    if (x->status == ASL_RUNNING) s->e.saved = asl_execution_save(x);
    else s->e.stopped_ms = now_ms;
    if (!s->run->express) s->events = arena_format(&s->arena, "[%.*s]", SPAN_ARG(buf_span(&x->history)));
}

static void happen(struct stretch *s, const struct happening *h, int64_t now_ms)
{
    switch (h->kind) {
    case HAPPENED_START: break; /* a row that never ran is started when it is read */
    case HAPPENED_RESUME:
        if (!s->e.saved.data) break; /* just started: its tasks are new */
        asl_execution_resume_tasks(s->x);
        asl_execution_advance(s->x, now_ms);
        break;
    case HAPPENED_WAKE: asl_execution_wake(s->x, now_ms); break;
    case HAPPENED_ADVANCE: asl_execution_advance(s->x, now_ms); break;
    case HAPPENED_TASK: asl_execution_task_done(s->x, h->task, &h->outcome, now_ms); break;
    }
}

static struct happening *mailbox_take(struct run *run)
{
    struct happening *first;

    pthread_mutex_lock(&lock);
    first = run->mailbox;
    run->mailbox = NULL;
    run->mailbox_end = &run->mailbox;
    pthread_mutex_unlock(&lock);
    return first;
}

/* Reads the row, or what takes its place, and the definition. False when there is nothing to advance. */
static bool stretch_read(struct stretch *s)
{
    struct db *db = store_reader_take();
    bool found = s->run->express != NULL;

    if (!db) return false;
    if (found) s->e = s->run->express->e;
    else found = states_execution_by_id(db, &s->arena, s->run->id, &s->e) && s->e.status == STATES_RUNNING;
    if (found) s->definition = states_definition_take(db, s->e.definition_id);
    store_reader_give(db);
    return found && s->definition;
}

static struct span execution_arn(struct stretch *s)
{
    const struct states_execution *e = &s->e;

    if (s->run->express) return states_express_arn(&s->arena, s->run->express);
    return arena_format(&s->arena, "arn:aws:states:%.*s:%.*s:execution:%.*s:%.*s", SPAN_ARG(e->region),
                        SPAN_ARG(e->account), SPAN_ARG(e->machine), SPAN_ARG(e->name));
}

/* AWS: an EXPRESS execution is over after five minutes. */
static void express_limit(struct stretch *s)
{
    int64_t most = s->e.started_ms + STATES_EXPRESS_MS_MAX;

    if (s->run->express && (!s->x->timeout_ms || s->x->timeout_ms > most)) s->x->timeout_ms = most;
}

static bool stretch_restore(struct stretch *s, int64_t now_ms)
{
    struct states_execution *e = &s->e;
    struct arena *a = &s->arena;
    struct asl_facts facts = { .execution_name = e->name,
                               .role_arn = e->role_arn,
                               .machine_name = e->machine,
                               .region = e->region,
                               .input = e->input,
                               .started_ms = e->started_ms };

    facts.execution_arn = execution_arn(s);
    facts.machine_arn = arena_format(a, "arn:aws:states:%.*s:%.*s:stateMachine:%.*s", SPAN_ARG(e->region),
                                     SPAN_ARG(e->account), SPAN_ARG(e->machine));
    s->last_event = e->last_event;
    if (e->saved.data) {
        s->x = asl_execution_restore(s->definition, &facts, e->saved, e->last_event);
        if (s->x) express_limit(s);
        return s->x != NULL;
    }
    s->x = asl_execution_new(s->definition, &facts);
    express_limit(s);
    asl_execution_start(s->x, now_ms);
    return true;
}

/* What an EXPRESS execution did is kept in memory, or told to whoever waits for its end. */
static void express_write(struct stretch *s)
{
    if (s->x->status == ASL_RUNNING) states_express_keep(s->run->express, &s->e);
    else states_express_end(s->run->express, &s->e);
    stretch_over(s);
}

static void stretch_end(struct stretch *s, int64_t now_ms)
{
    if (!s->x->first_event) {
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

static void stretch_begin(void *arg)
{
    struct stretch *s = allocate(sizeof *s);
    struct happening *mail_read;
    int64_t now_ms = clock_now_ms();

    s->run = arg;
    mail_read = mailbox_take(s->run);
    if (!stretch_read(s) || !stretch_restore(s, now_ms)) {
        run_release(s->run, true, 0);
        mail_drop(mail_read);
        stretch_free(s);
        return;
    }
    for (const struct happening *h = mail_read; h; h = h->next) happen(s, h, now_ms);
    mail_drop(mail_read);
    stretch_end(s, now_ms);
}

/* --- from one process to the next --------------------------------------------------------------------------------- */

int states_runs_take_up(void)
{
    struct db *db = store_reader_take();
    struct rows *r;

    if (!db) return -1;
    pthread_mutex_lock(&lock);
    closed = false;
    pthread_mutex_unlock(&lock);
    for (r = states_executions_running(db); rows_next(r);) {
        int64_t id = rows_int(r, 0), due_ms = rows_int(r, 1);

        pthread_mutex_lock(&lock);
        timer_set(run_add(id), due_ms);
        pthread_mutex_unlock(&lock);
        if (rows_int(r, 2)) post(id, HAPPENED_RESUME, true);
    }
    store_reader_give(db);
    return 0;
}

void states_runs_reset(void)
{
    pthread_mutex_lock(&lock);
    epoch++;
    for (size_t i = 0; i < BUCKETS; i++) {
        while (buckets[i]) run_remove(&buckets[i]);
    }
    pthread_mutex_unlock(&lock);
    states_definitions_forget();
}

void states_runs_stop(void)
{
    pthread_mutex_lock(&lock);
    closed = true;
    pthread_mutex_unlock(&lock);
    states_runs_reset();
}

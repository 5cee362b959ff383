/* Advancing executions: the table of those under way. It is a hash over ids; one lock guards the table, the mailboxes
 * and the flags; work itself happens outside of it, in states_stretch.c.
 *
 * Who frees a run: whoever makes it neither busy nor running. While it is busy (a worker or the writer has it), others
 * only mark it `dropped`.
 */
#include "emulator/services/states/run/states_runs.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/call.h"
#include "emulator/services/states/run/states_definitions.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/store/states_store.h"
#include "emulator/store/store.h"

#define BUCKETS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct states_run *buckets[BUCKETS];
static int64_t run_count;
static bool closed;              /* the process stops: nothing begins any more, the next one takes it up */
static void (*begin)(void *run); /* what a worker does with a run that has mail */
static uint64_t epoch;           /* changes with every reset: what comes from before is ignored */

static void *allocate(size_t size)
{
    void *p = memory_new(1, size);

    return p;
}

static void happening_free(struct states_happening *h)
{
    if (h->call) call_free(h->call);
    arena_release(&h->texts);
    free(h);
}

void states_run_mail_drop(struct states_happening *h)
{
    while (h) {
        struct states_happening *next = h->next;

        happening_free(h);
        h = next;
    }
}

/* --- the table; all under the lock -------------------------------------------------------------------------------- */

static struct states_run **run_slot(int64_t id)
{
    struct states_run **at = &buckets[(uint64_t)id % BUCKETS];

    while (*at && (*at)->id != id) at = &(*at)->next;
    return at;
}

static struct states_run *run_add(int64_t id)
{
    struct states_run **at = run_slot(id);

    if (*at) return *at;
    *at = allocate(sizeof **at);
    (*at)->id = id;
    (*at)->mailbox_end = &(*at)->mailbox;
    run_count++;
    return *at;
}

static void run_free(struct states_run *run)
{
    states_run_mail_drop(run->mailbox);
    if (run->timer) timer_cancel(run->timer);
    states_express_free(run->express);
    free(run);
}

/* Out of the table; freed now, or by whoever is busy with it. */
static void run_remove(struct states_run **at)
{
    struct states_run *run = *at;

    *at = run->next;
    run_count--;
    if (run->busy) run->dropped = true;
    else run_free(run);
}

static void run_submit(struct states_run *run)
{
    if (run->busy) return;
    run->busy = true;
    workers_submit(begin, run);
}

static void mail(struct states_run *run, struct states_happening *h)
{
    *run->mailbox_end = h;
    run->mailbox_end = &h->next;
    run_submit(run);
}

struct states_happening *states_run_mail_take(struct states_run *run)
{
    struct states_happening *first;

    pthread_mutex_lock(&lock);
    first = run->mailbox;
    run->mailbox = NULL;
    run->mailbox_end = &run->mailbox;
    pthread_mutex_unlock(&lock);
    return first;
}

void states_run_mail_return(struct states_run *run, struct states_happening *first)
{
    struct states_happening *last = first;

    if (!first) return;
    while (last->next) last = last->next;
    pthread_mutex_lock(&lock);
    last->next = run->mailbox;
    if (!run->mailbox) run->mailbox_end = &last->next;
    run->mailbox = first;
    pthread_mutex_unlock(&lock);
}

/* --- what happens ------------------------------------------------------------------------------------------------- */

void states_run_post(int64_t id, enum states_happening_kind kind, bool add)
{
    struct states_happening *h = allocate(sizeof *h);
    struct states_run *run;

    h->kind = kind;
    pthread_mutex_lock(&lock);
    run = closed ? NULL : add ? run_add(id) : *run_slot(id);
    if (run) mail(run, h);
    pthread_mutex_unlock(&lock);
    if (!run) free(h);
}

void states_run_start(int64_t execution)
{
    states_run_post(execution, HAPPENED_START, true);
}

void states_run_news(int64_t execution)
{
    states_run_post(execution, HAPPENED_NEWS, true);
}

/* EXPRESS executions have ids of their own, below those of rows. */
void states_run_start_express(struct states_express *x)
{
    static int64_t last;
    struct states_happening *h = allocate(sizeof *h); /* HAPPENED_START */
    struct states_run *run = NULL;

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
    states_run_post((int64_t)(intptr_t)arg, HAPPENED_WAKE, false);
}

void states_run_post_outcome(int64_t execution, int64_t task, uint64_t since, struct call *call,
                             struct asl_outcome outcome)
{
    struct states_happening *h = allocate(sizeof *h);
    struct states_run *run = NULL;

    *h = (struct states_happening){ .kind = HAPPENED_TASK, .task = task, .call = call, .outcome = outcome };
    if (!call) {
        h->outcome.error = arena_span(&h->texts, outcome.error);
        h->outcome.cause = arena_span(&h->texts, outcome.cause);
        h->outcome.output = arena_span(&h->texts, outcome.output);
        h->outcome.exchange = arena_span(&h->texts, outcome.exchange);
    }
    pthread_mutex_lock(&lock);
    if (since == epoch && !closed) run = *run_slot(execution);
    if (run) mail(run, h);
    pthread_mutex_unlock(&lock);
    if (!run) happening_free(h);
}

void states_run_forget(int64_t execution)
{
    struct states_run **at;

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

/* Sets the run's timer to when the execution wants to be woken. Under the lock. */
static void timer_set(struct states_run *run, int64_t due_ms)
{
    if (run->timer) timer_cancel(run->timer);
    run->timer = due_ms ? timer_add(due_ms, timer_fired, (void *)(intptr_t)run->id) : 0;
}

/* The worker is through with the run: it rests, goes on with what came meanwhile, or is no more. */
void states_run_release(struct states_run *run, bool ended, int64_t due_ms)
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

void states_run_rest(struct states_run *run, struct states_happening *first)
{
    states_run_mail_return(run, first);
    pthread_mutex_lock(&lock);
    run->busy = false;
    if (run->dropped) run_free(run);
    pthread_mutex_unlock(&lock);
}

bool states_run_is_dropped(struct states_run *run)
{
    bool dropped;

    pthread_mutex_lock(&lock);
    dropped = run->dropped;
    pthread_mutex_unlock(&lock);
    return dropped;
}

uint64_t states_runs_epoch(void)
{
    uint64_t now;

    pthread_mutex_lock(&lock);
    now = epoch;
    pthread_mutex_unlock(&lock);
    return now;
}

/* --- from one process to the next --------------------------------------------------------------------------------- */

int states_runs_take_up(void (*advance)(void *run))
{
    struct db *db = store_reader_take();
    struct rows *r;

    if (!db) return -1;
    pthread_mutex_lock(&lock);
    closed = false;
    begin = advance;
    pthread_mutex_unlock(&lock);
    for (r = states_executions_running(db); rows_next(r);) {
        int64_t id = rows_int(r, 0), due_ms = rows_int(r, 1);

        pthread_mutex_lock(&lock);
        timer_set(run_add(id), due_ms);
        pthread_mutex_unlock(&lock);
        if (rows_int(r, 2)) states_run_post(id, HAPPENED_RESUME, true);
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

/* One job at a time, and one timer.
 *
 *     idle ── wake ──▶ running ── more to do ──▶ running
 *      ▲                  └── nothing: a timer for what is due next ──┐
 *      └──────────────────────────────────────────────────────────────┘
 *
 * A step that fails (the disk is full) is tried again a second later. */
#include "emulator/services/dynamodb/history/dynamodb_chores.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/timers.h"
#include "emulator/services/dynamodb/history/dynamodb_backups.h"
#include "emulator/services/dynamodb/store/dynamodb_backups_store.h"
#include "emulator/services/dynamodb/store/dynamodb_streams_store.h"
#include "emulator/services/dynamodb/tables/dynamodb_tables.h"
#include "emulator/services/dynamodb/changes/dynamodb_ttl.h"
#include "emulator/store/store.h"

#define RECORDS_PER_STEP 500
#define RETRY_MS         1000

static struct {
    pthread_mutex_t lock;
    bool is_started, is_running, is_woken; /* woken: something came up while it ran */
    int64_t due_ms;                        /* of the timer; INT64_MAX: none */
    uint64_t timer;
} chores = { .lock = PTHREAD_MUTEX_INITIALIZER, .due_ms = INT64_MAX };

struct round {
    struct store_job job;
    bool more;
    int64_t due_ms;
};

static void submit(void);

/* --- a round ------------------------------------------------------------------------------------------------------ */

/* A call without a caller: what the store's functions want. Too large for the stack of some threads. */
static struct call *background_call(struct db *db)
{
    struct call *c = calloc(1, sizeof *c);

    if (!c) abort();
    c->db = db;
    c->now_ms = clock_now_ms();
    c->in = doc_map(&c->arena);
    c->out = doc_map(&c->arena);
    return c;
}

static int round_run(struct db *db, void *arg)
{
    struct round *round = arg;
    struct call *c = background_call(db);

    round->due_ms = INT64_MAX;
    round->more = ddb_ttl_step(c, &round->due_ms);
    round->more |= ddb_copies_step(c);
    round->more |= ddb_store_streams_trim(c, RECORDS_PER_STEP, &round->due_ms);
    round->more |= ddb_store_journal_prune(c, RECORDS_PER_STEP, &round->due_ms);
    if (ddb_store_backups_expire(c, &round->due_ms)) {
        round->more = true;
        ddb_sweep_start();
    }
    arena_release(&c->arena);
    free(c);
    return 0;
}

static void timer_fired(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&chores.lock);
    chores.timer = 0;
    chores.due_ms = INT64_MAX;
    pthread_mutex_unlock(&chores.lock);
    submit();
}

/* With the lock held. */
static void arm(int64_t due_ms)
{
    if (due_ms >= chores.due_ms || !chores.is_started) return;
    if (chores.timer) timer_cancel(chores.timer);
    chores.due_ms = due_ms;
    chores.timer = timer_add(due_ms, timer_fired, NULL);
}

static void round_done(void *arg, enum store_outcome outcome)
{
    struct round *round = arg;
    bool again;

    pthread_mutex_lock(&chores.lock);
    if (outcome != STORE_COMMITTED) {
        round->more = false;
        round->due_ms = clock_now_ms() + RETRY_MS;
    }
    again = chores.is_started && (round->more || chores.is_woken);
    chores.is_woken = false;
    if (!again) {
        chores.is_running = false;
        arm(round->due_ms);
    }
    pthread_mutex_unlock(&chores.lock);
    if (again) store_submit(&round->job);
    else free(round);
}

static void submit(void)
{
    struct round *round = NULL;

    pthread_mutex_lock(&chores.lock);
    if (chores.is_running) {
        chores.is_woken = true;
    } else if (chores.is_started) {
        chores.is_running = true;
        round = calloc(1, sizeof *round);
        if (!round) abort();
    }
    pthread_mutex_unlock(&chores.lock);
    if (!round) return;
    round->job = (struct store_job){ .run = round_run, .done = round_done, .arg = round };
    store_submit(&round->job);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

void ddb_chores_start(void)
{
    pthread_mutex_lock(&chores.lock);
    chores.is_started = true;
    chores.due_ms = INT64_MAX;
    chores.timer = 0;
    pthread_mutex_unlock(&chores.lock);
    submit();
}

void ddb_chores_stop(void)
{
    pthread_mutex_lock(&chores.lock);
    chores.is_started = false;
    if (chores.timer) timer_cancel(chores.timer);
    chores.timer = 0;
    pthread_mutex_unlock(&chores.lock);
}

static void wake(void *arg)
{
    (void)arg;
    submit();
}

void ddb_chores_wake(struct call *c)
{
    if (c->operation) call_after_commit(c, wake, NULL, NULL);
}

static void due(void *arg)
{
    int64_t *due_ms = arg;

    pthread_mutex_lock(&chores.lock);
    arm(*due_ms);
    pthread_mutex_unlock(&chores.lock);
    free(due_ms);
}

/* A round works out by itself what is due next, so only what others bring up need be told. */
void ddb_chores_due(struct call *c, int64_t due_ms)
{
    int64_t *copy;
    bool is_known;

    if (!c->operation) return;
    pthread_mutex_lock(&chores.lock);
    is_known = chores.due_ms <= due_ms;
    pthread_mutex_unlock(&chores.lock);
    if (is_known) return;
    copy = malloc(sizeof *copy);
    if (!copy) abort();
    *copy = due_ms;
    call_after_commit(c, due, free, copy);
}

bool ddb_chores_are_done(void)
{
    bool is_done;

    pthread_mutex_lock(&chores.lock);
    is_done = !chores.is_running && chores.due_ms > clock_now_ms();
    pthread_mutex_unlock(&chores.lock);
    return is_done;
}

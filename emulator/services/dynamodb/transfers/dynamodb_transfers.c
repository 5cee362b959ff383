/* Threads are not kept: a piece takes far longer than making one. */
#include "emulator/services/dynamodb/transfers/dynamodb_transfers.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/latch.h"
#include "emulator/base/panic.h"
#include "emulator/core/chore.h"
#include "emulator/core/service.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
static int working;
static _Atomic bool are_ending;

struct transfer {
    struct delivery *d;
    ddb_transfer_fn *work;
};

static void count(int more)
{
    pthread_mutex_lock(&lock);
    working += more;
    pthread_cond_broadcast(&ended);
    pthread_mutex_unlock(&lock);
}

static void *transfer_main(void *arg)
{
    struct transfer *t = arg;
    enum delivery_outcome outcome = t->work(t->d);

    delivery_done(t->d, are_ending ? DELIVERY_NOT_TRIED : outcome);
    free(t);
    count(-1);
    return NULL;
}

static bool thread_start(struct transfer *t)
{
    pthread_attr_t detached;
    pthread_t thread;
    bool is_started;

    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    is_started = pthread_create(&thread, &detached, transfer_main, t) == 0;
    pthread_attr_destroy(&detached);
    return is_started;
}

void ddb_transfer_begin(struct delivery *d, ddb_transfer_fn *work)
{
    struct transfer *t = memory_new(1, sizeof *t);

    *t = (struct transfer){ d, work };
    count(1);
    if (!are_ending && thread_start(t)) return;
    delivery_done(d, DELIVERY_NOT_TRIED);
    free(t);
    count(-1);
}

bool ddb_transfers_are_ending(void)
{
    return are_ending;
}

/* --- on the writer ------------------------------------------------------------------------------------------------ */

struct written {
    int (*step)(struct call *c, void *arg);
    void *arg;
    struct latch over;
    bool is_committed;
};

static int step_run(struct call *c, void *value)
{
    struct written *w = *(struct written **)value;

    return w->step(c, w->arg);
}

static void step_over(void *value, bool is_committed)
{
    struct written *w = *(struct written **)value;

    w->is_committed = is_committed;
    latch_open(&w->over);
}

bool ddb_transfer_write(int (*step)(struct call *c, void *arg), void *arg)
{
    struct written here = { .step = step, .arg = arg }, *w = &here;

    latch_init(&w->over);
    chore_once(service_find("dynamodb"), step_run, step_over, &w, sizeof w);
    latch_wait(&w->over);
    latch_release(&w->over);
    return w->is_committed;
}

/* --- start and stop ----------------------------------------------------------------------------------------------- */

void ddb_transfers_start(void)
{
    are_ending = false;
}

void ddb_transfers_stop(void)
{
    are_ending = true;
    pthread_mutex_lock(&lock);
    while (working) pthread_cond_wait(&ended, &lock);
    pthread_mutex_unlock(&lock);
}

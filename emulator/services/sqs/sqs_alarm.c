/* One entry a queue, in a small hash table. An entry goes when its timer fires; a job on the store's writer then wakes who waits, and sets the alarm
 * again while somebody does. */
#include "emulator/services/sqs/sqs_alarm.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/timers.h"
#include "emulator/core/park.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_store_fifo.h"
#include "emulator/services/sqs/sqs_sweep.h"
#include "emulator/store/store.h"

#define BUCKETS  256
#define WAKE_MAX 1000

struct alarm {
    int64_t queue, due_ms;
    uint64_t timer;
    struct alarm *next;
};

static struct alarm *buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

const char *sqs_queue_key(struct call *c, const struct sqs_queue *q)
{
    return arena_printf(&c->arena, "sqs:%" PRId64, q->id);
}

int64_t sqs_next_visible_ms(struct call *c, const struct sqs_queue *q, int64_t otherwise)
{
    if (q->is_fifo) return sqs_store_group_next_ready(c, q, otherwise);
    return sqs_store_next_visible(c, q->box, otherwise);
}

/* --- ringing ------------------------------------------------------------------------------------------------------ */

struct ringing {
    struct store_job job;
    int64_t queue, count, next_ms;
};

static int ring_run(struct db *db, void *arg)
{
    struct ringing *r = arg;
    struct call *c = sqs_background_call(db);
    struct sqs_queue q;

    r->next_ms = INT64_MAX;
    if (sqs_store_queue_by_id(c, r->queue, &q)) {
        r->count = q.is_fifo ? sqs_store_groups_ready(c, &q, WAKE_MAX) : sqs_store_visible_count(c, q.box, WAKE_MAX);
        r->next_ms = sqs_next_visible_ms(c, &q, INT64_MAX);
    }
    sqs_background_free(c);
    return 0;
}

static void ring_done(void *arg, enum store_outcome outcome)
{
    struct ringing *r = arg;
    char key[32];

    snprintf(key, sizeof key, "sqs:%" PRId64, r->queue);
    if (outcome == STORE_COMMITTED) {
        park_wake(key, (int)r->count);
        if (r->next_ms != INT64_MAX && park_is_waited_for(key)) sqs_alarm_set(r->queue, r->next_ms);
    }
    free(r);
}

static void ring(int64_t queue)
{
    struct ringing *r = calloc(1, sizeof *r);

    if (!r) abort();
    r->queue = queue;
    r->job = (struct store_job){ .run = ring_run, .done = ring_done, .arg = r };
    store_submit(&r->job);
}

/* A timer's argument is the queue's number. An entry that was set to another time meanwhile has another timer. */
static void fired(void *arg)
{
    int64_t queue = (int64_t)(intptr_t)arg;
    struct alarm **at, *a = NULL;

    pthread_mutex_lock(&lock);
    for (at = &buckets[queue % BUCKETS]; *at && (*at)->queue != queue; at = &(*at)->next) continue;
    if (*at) {
        a = *at;
        *at = a->next;
    }
    pthread_mutex_unlock(&lock);
    free(a);
    ring(queue);
}

/* --- the interface ------------------------------------------------------------------------------------------------ */

void sqs_alarm_set(int64_t queue, int64_t due_ms)
{
    struct alarm *a;

    pthread_mutex_lock(&lock);
    for (a = buckets[queue % BUCKETS]; a && a->queue != queue; a = a->next) continue;
    if (!a) {
        a = calloc(1, sizeof *a);
        if (!a) abort();
        *a = (struct alarm){ .queue = queue, .due_ms = INT64_MAX, .next = buckets[queue % BUCKETS] };
        buckets[queue % BUCKETS] = a;
    }
    if (due_ms < a->due_ms) {
        if (a->timer) timer_cancel(a->timer);
        a->due_ms = due_ms;
        a->timer = timer_add(due_ms, fired, (void *)(intptr_t)queue);
    }
    pthread_mutex_unlock(&lock);
}

struct later {
    int64_t queue, due_ms;
};

static void set_now(void *arg)
{
    struct later *l = arg;

    sqs_alarm_set(l->queue, l->due_ms);
    free(l);
}

void sqs_alarm_set_after(struct call *c, const struct sqs_queue *q, int64_t due_ms)
{
    struct later *l = malloc(sizeof *l);

    if (!l) abort();
    *l = (struct later){ q->id, due_ms };
    call_after_commit(c, set_now, free, l);
}

void sqs_alarm_clear(void)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < BUCKETS; i++) {
        while (buckets[i]) {
            struct alarm *a = buckets[i];
            buckets[i] = a->next;
            free(a);
        }
    }
    pthread_mutex_unlock(&lock);
}

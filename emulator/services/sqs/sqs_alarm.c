/* One entry a queue, in a small hash table. An entry goes when its timer fires; a job on the store's writer then wakes
 * who waits, and sets the alarm again while somebody does. */
#include "emulator/services/sqs/sqs_alarm.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/base/timers.h"
#include "emulator/core/chore.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/services/sqs/sqs_attributes.h"
#include "emulator/services/sqs/sqs_store_fifo.h"

#define BUCKETS  256
#define WAKE_MAX 1000

struct alarm {
    int64_t queue, due_ms;
    uint64_t timer;
    struct alarm *next;
};

static struct alarm *buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void key_write(char key[32], int64_t queue)
{
    snprintf(key, 32, "sqs:%" PRId64, queue);
}

const char *sqs_queue_key(struct call *c, const struct sqs_queue *q)
{
    char *key = arena_alloc(&c->arena, 32);

    key_write(key, q->id);
    return key;
}

int64_t sqs_next_visible_ms(struct call *c, const struct sqs_queue *q, int64_t otherwise)
{
    if (q->is_fifo) return sqs_store_group_next_ready(c, q, otherwise);
    return sqs_store_next_visible(c, q->box, otherwise);
}

/* --- ringing ------------------------------------------------------------------------------------------------------ */

struct later {
    int64_t queue, due_ms;
};

/* While somebody waits, the next message that becomes visible rings, too. */
static void ring_again(void *value)
{
    const struct later *l = value;
    char key[32];

    key_write(key, l->queue);
    if (park_is_waited_for(key)) sqs_alarm_set(l->queue, l->due_ms);
}

static int ring_step(struct call *c, void *queue)
{
    struct later next = { .queue = *(int64_t *)queue };
    struct sqs_queue q;
    int64_t count;

    if (!sqs_store_queue_by_id(c, next.queue, &q)) return 0;
    count = q.is_fifo ? sqs_store_groups_ready(c, &q, WAKE_MAX) : sqs_store_visible_count(c, q.box, WAKE_MAX);
    call_wake(c, sqs_queue_key(c, &q), (int)count);
    next.due_ms = sqs_next_visible_ms(c, &q, INT64_MAX);
    if (next.due_ms != INT64_MAX) call_after_commit(c, ring_again, &next, sizeof next);
    return 0;
}

static void ring(int64_t queue)
{
    chore_once(service_find("sqs"), ring_step, NULL, &queue, sizeof queue);
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
        a = memory_new(1, sizeof *a);
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

static void set_now(void *value)
{
    const struct later *l = value;

    sqs_alarm_set(l->queue, l->due_ms);
}

void sqs_alarm_set_after(struct call *c, const struct sqs_queue *q, int64_t due_ms)
{
    struct later l = { q->id, due_ms };

    call_after_commit(c, set_now, &l, sizeof l);
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

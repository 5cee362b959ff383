/* A poller is freed by whatever of it ends last, once it was told to stop. A turn that waits for room is begun by the
 * batch that leaves, one that rests by its timer. */
#include "emulator/pollers/queue_state.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/core/door.h"

#define REST_MS        1000
#define REST_MS_MAX    60000
#define FAILED_REST_MS 100

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic bool is_closed;

struct call *queue_call_open(struct queue_poller *p, const char *operation)
{
    struct call *c = door_open("sqs", operation, &p->who, p->plan.endpoint);

    if (c) doc_put_str(c->in, "QueueUrl", p->queue_url);
    return c;
}

void queue_call_fault(const struct queue_poller *p, const struct call *c)
{
    log_debug("%s: %.*s: %s: %s", p->plan.kind->service, SPAN_ARG(p->plan.name), c->fault.kind->code,
              c->fault.message ? c->fault.message : "");
}

bool queue_poller_is_stopped(struct queue_poller *p)
{
    bool is_stopped;

    pthread_mutex_lock(&lock);
    is_stopped = p->state.is_stopped;
    pthread_mutex_unlock(&lock);
    return is_stopped;
}

int64_t queue_poller_room(struct queue_poller *p)
{
    int64_t room;

    pthread_mutex_lock(&lock);
    room = p->plan.batches_max - p->state.batches;
    pthread_mutex_unlock(&lock);
    return room;
}

bool queue_pollers_are_closed(void)
{
    return is_closed;
}

void queue_pollers_close(bool closes)
{
    is_closed = closes;
}

/* Unlocks. */
static void poller_free_when_over(struct queue_poller *p)
{
    bool is_over = p->state.is_stopped && !p->state.batches && !p->state.is_turning;

    pthread_mutex_unlock(&lock);
    if (!is_over) return;
    arena_release(&p->held.arena);
    arena_release(&p->arena);
    free(p);
}

/* --- turns -------------------------------------------------------------------------------------------------------- */

static void rested(void *arg)
{
    struct queue_poller *p = arg;

    pthread_mutex_lock(&lock);
    p->state.timer = 0;
    workers_submit(p->turn, p);
    pthread_mutex_unlock(&lock);
}

/* Under the lock. */
static void turn_next(struct queue_poller *p)
{
    p->state.is_turning = !p->state.is_stopped && !is_closed && p->state.batches < p->plan.batches_max;
    if (!p->state.is_turning) return;
    if (p->state.rests_until_ms > clock_now_ms()) p->state.timer = timer_add(p->state.rests_until_ms, rested, p);
    else workers_submit(p->turn, p);
}

/* Longer each time, while nothing goes well. Under the lock. */
static void rest(struct queue_poller *p)
{
    if (p->state.rests_until_ms > clock_now_ms()) return;
    p->state.rest_ms = p->state.rest_ms ? p->state.rest_ms * 2 : REST_MS;
    if (p->state.rest_ms > REST_MS_MAX) p->state.rest_ms = REST_MS_MAX;
    p->state.rests_until_ms = clock_now_ms() + p->state.rest_ms;
}

void queue_turn_end(struct queue_poller *p, bool went_well)
{
    pthread_mutex_lock(&lock);
    if (!went_well) rest(p);
    turn_next(p);
    poller_free_when_over(p);
}

void queue_poller_begin(struct queue_poller *p)
{
    pthread_mutex_lock(&lock);
    turn_next(p);
    pthread_mutex_unlock(&lock);
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

void queue_poller_enter(struct queue_poller *p)
{
    pthread_mutex_lock(&lock);
    p->state.batches++;
    pthread_mutex_unlock(&lock);
}

/* Under the lock. */
static void batch_release(struct queue_batch *b)
{
    b->own.poller->state.batches--;
    arena_release(&b->arena);
    free(b);
}

void queue_batch_free(struct queue_batch *b, enum queue_batch_end end)
{
    struct queue_poller *p = b->own.poller;

    pthread_mutex_lock(&lock);
    batch_release(b);
    if (end == QUEUE_BATCH_TAKEN) p->state.rest_ms = 0;
    if (end == QUEUE_BATCH_PUT_OFF) rest(p);
    if (end == QUEUE_BATCH_FAILED && p->state.rests_until_ms < clock_now_ms() + FAILED_REST_MS)
        p->state.rests_until_ms = clock_now_ms() + FAILED_REST_MS;
    if (!p->state.is_turning) turn_next(p);
    poller_free_when_over(p);
}

/* Unless the clock went on so far that the queue has its messages again. */
static void batch_deliver(void *arg)
{
    struct queue_batch *b = arg;

    if (clock_now_ms() < b->own.received_ms + b->own.poller->visibility_ms) b->plan->kind->deliver(b);
    else queue_batch_free(b, QUEUE_BATCH_PUT_OFF);
}

static void waited(void *arg)
{
    struct queue_batch *b = arg, **at = &b->own.poller->state.waiting;

    pthread_mutex_lock(&lock);
    while (*at != b) at = &(*at)->own.next;
    *at = b->own.next;
    pthread_mutex_unlock(&lock);
    workers_submit(batch_deliver, b);
}

bool queue_batch_wait(struct queue_batch *b, int64_t until_ms)
{
    struct queue_poller *p = b->own.poller;
    bool waits;

    pthread_mutex_lock(&lock);
    waits = !p->state.is_stopped;
    if (waits) {
        rest(p);
        b->own.next = p->state.waiting;
        p->state.waiting = b;
        b->own.timer = timer_add(until_ms, waited, b);
    }
    pthread_mutex_unlock(&lock);
    return waits;
}

/* --- stopping ----------------------------------------------------------------------------------------------------- */

void queue_poller_end(struct queue_poller *p)
{
    pthread_mutex_lock(&lock);
    p->state.is_stopped = true;
    if (p->state.timer && timer_cancel(p->state.timer)) p->state.is_turning = false;
    for (struct queue_batch **at = &p->state.waiting; *at;) {
        struct queue_batch *b = *at;

        if (!timer_cancel(b->own.timer)) {
            at = &b->own.next;
            continue;
        }
        *at = b->own.next;
        batch_release(b);
    }
    poller_free_when_over(p);
}

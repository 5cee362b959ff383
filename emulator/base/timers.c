/* A binary heap of timers by due time, and one thread that sleeps until the first is due.
 *
 * The thread's sleep is bounded to a second, so that a step of the machine's own clock is noticed; a change of Nube's
 * clock wakes it at once. A cancelled timer leaves the heap at once: its place is found by a scan, since cancelling is
 * rare next to firing. */
#include "emulator/base/timers.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "emulator/base/clock.h"

struct timer {
    int64_t due_ms;
    uint64_t id;
    timer_fn *fn;
    void *arg;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed, idle;
static pthread_t thread;
static struct timer *heap;
static size_t count, room;
static uint64_t last_id;
static bool running, firing;

/* Earlier first; of two that are due together, the one that was added first. */
static bool is_before(const struct timer *a, const struct timer *b)
{
    return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : a->id < b->id;
}

static void swap(size_t i, size_t j)
{
    struct timer t = heap[i];

    heap[i] = heap[j];
    heap[j] = t;
}

static void sift_up(size_t i)
{
    for (; i && is_before(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2) swap(i, (i - 1) / 2);
}

static void sift_down(size_t i)
{
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
            if (is_before(&heap[child], &heap[least])) least = child;
        if (least == i) return;
        swap(i, least);
        i = least;
    }
}

static void heap_remove(size_t i)
{
    count--;
    if (i == count) return;
    heap[i] = heap[count];
    sift_up(i);
    sift_down(i);
}

static void wait_for(int64_t milliseconds)
{
    struct timespec until;

    if (milliseconds > 1000) milliseconds = 1000;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += milliseconds / 1000;
    until.tv_nsec += milliseconds % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
    pthread_cond_timedwait(&changed, &lock, &until);
}

static void fire_first(void)
{
    struct timer due = heap[0];

    heap_remove(0);
    firing = true;
    pthread_mutex_unlock(&lock);
    due.fn(due.arg);
    pthread_mutex_lock(&lock);
    firing = false;
}

static void *run(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    while (running) {
        int64_t left = count ? heap[0].due_ms - clock_now_ms() : INT64_MAX;
        if (left <= 0) {
            fire_first();
            continue;
        }
        pthread_cond_broadcast(&idle);
        if (count == 0 || clock_is_frozen()) pthread_cond_wait(&changed, &lock);
        else wait_for(left);
    }
    pthread_cond_broadcast(&idle);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void clock_changed(void)
{
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

void timers_start(void)
{
    pthread_condattr_t monotonic;

    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&changed, &monotonic);
    pthread_cond_init(&idle, &monotonic);
    pthread_condattr_destroy(&monotonic);
    running = true;
    if (pthread_create(&thread, NULL, run, NULL)) abort();
    clock_on_change(clock_changed);
}

void timers_stop(void)
{
    clock_on_change(NULL);
    pthread_mutex_lock(&lock);
    running = false;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    free(heap);
    heap = NULL;
    count = room = 0;
}

uint64_t timer_add(int64_t due_ms, timer_fn *fn, void *arg)
{
    uint64_t id;

    pthread_mutex_lock(&lock);
    if (count == room) {
        room = room ? room * 2 : 64;
        heap = realloc(heap, room * sizeof *heap);
        if (!heap) abort();
    }
    id = ++last_id;
    heap[count++] = (struct timer){ due_ms, id, fn, arg };
    sift_up(count - 1);
    if (heap[0].id == id) pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return id;
}

bool timer_cancel(uint64_t id)
{
    bool found = false;

    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < count && !found; i++) {
        if (heap[i].id != id) continue;
        heap_remove(i);
        found = true;
    }
    pthread_mutex_unlock(&lock);
    return found;
}

bool timers_next(int64_t *due_ms)
{
    bool any;

    pthread_mutex_lock(&lock);
    any = count > 0;
    if (any) *due_ms = heap[0].due_ms;
    pthread_mutex_unlock(&lock);
    return any;
}

void timers_settle(void)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += 5;
    pthread_mutex_lock(&lock);
    while (running && (firing || (count && heap[0].due_ms <= clock_now_ms())))
        if (pthread_cond_timedwait(&idle, &lock, &until) == ETIMEDOUT) break;
    pthread_mutex_unlock(&lock);
}

void timers_clear(void)
{
    pthread_mutex_lock(&lock);
    count = 0;
    pthread_mutex_unlock(&lock);
}

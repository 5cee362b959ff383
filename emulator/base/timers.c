/* A binary heap of timers by due time, and one thread that sleeps until the first is due.
 *
 *     heap    [ due, order, handle ]  the first is due first
 *     handles [ fn, arg, place ]      `place` is where the timer stands in the heap, or the next free handle
 *
 * An id is a handle's number and how often that handle was given out before, so a stale id finds nothing, and a timer
 * is cancelled where it stands: O(log n).
 *
 * The thread's sleep is bounded to a second, so that a step of the machine's own clock is noticed; a change of Nube's
 * clock wakes it at once. */
#include "emulator/base/timers.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "emulator/base/panic.h"

#include "emulator/base/clock.h"

struct entry {
    int64_t due_ms;
    uint64_t order; /* of being added */
    uint32_t handle;
};

struct handle {
    timer_fn *fn; /* NULL: free */
    void *arg;
    uint32_t place, turn;
};

#define NONE UINT32_MAX

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed, idle;
static pthread_t thread;
static struct entry *heap;
static struct handle *handles; /* as many as the heap has room for */
static uint32_t count, room, first_free = NONE;
static uint64_t last_order;
static bool running, firing;

/* --- the heap and its handles ------------------------------------------------------------------------------------- */

/* Earlier first; of two that are due together, the one that was added first. */
static bool is_before(const struct entry *a, const struct entry *b)
{
    return a->due_ms != b->due_ms ? a->due_ms < b->due_ms : a->order < b->order;
}

static void put(uint32_t i, struct entry e)
{
    heap[i] = e;
    handles[e.handle].place = i;
}

static void swap(uint32_t i, uint32_t j)
{
    struct entry e = heap[i];

    put(i, heap[j]);
    put(j, e);
}

static void sift_up(uint32_t i)
{
    for (; i && is_before(&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2) swap(i, (i - 1) / 2);
}

static void sift_down(uint32_t i)
{
    for (;;) {
        uint32_t least = i;
        for (uint32_t child = 2 * i + 1; child <= 2 * i + 2 && child < count; child++)
            if (is_before(&heap[child], &heap[least])) least = child;
        if (least == i) return;
        swap(i, least);
        i = least;
    }
}

static void handle_free(uint32_t h)
{
    handles[h].fn = NULL;
    handles[h].turn++;
    handles[h].place = first_free;
    first_free = h;
}

static void heap_remove(uint32_t i)
{
    handle_free(heap[i].handle);
    count--;
    if (i == count) return;
    put(i, heap[count]);
    sift_up(i);
    sift_down(i);
}

static void grow(void)
{
    uint32_t more = room ? room * 2 : 64;

    if (more > NONE / 2) panic("too many timers");
    heap = memory_resize(heap, more * sizeof *heap);
    handles = memory_resize(handles, more * sizeof *handles);
    for (; room < more; room++) {
        handles[room] = (struct handle){ .place = first_free };
        first_free = room;
    }
}

static uint64_t id_of(uint32_t h)
{
    return (uint64_t)handles[h].turn << 32 | (h + 1);
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

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
    struct handle due = handles[heap[0].handle];

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
    if (pthread_create(&thread, NULL, run, NULL)) panic("no thread left for timers");
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
    free(handles);
    heap = NULL;
    handles = NULL;
    count = room = 0;
    first_free = NONE;
}

uint64_t timer_add(int64_t due_ms, timer_fn *fn, void *arg)
{
    uint32_t h;
    uint64_t id;

    assert(fn);
    pthread_mutex_lock(&lock);
    if (count == room) grow();
    h = first_free;
    first_free = handles[h].place;
    handles[h].fn = fn;
    handles[h].arg = arg;
    put(count++, (struct entry){ due_ms, ++last_order, h });
    sift_up(count - 1);
    id = id_of(h);
    if (heap[0].handle == h) pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return id;
}

bool timer_cancel(uint64_t id)
{
    uint32_t h = (uint32_t)id - 1; /* of 0, which is no id: past any room */
    bool found;

    pthread_mutex_lock(&lock);
    found = h < room && handles[h].fn && id_of(h) == id;
    if (found) heap_remove(handles[h].place);
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

/* Under the lock. */
static bool is_any_due(void)
{
    return firing || (count && heap[0].due_ms <= clock_now_ms());
}

bool timers_are_idle(uint64_t *begun)
{
    bool are_idle;

    pthread_mutex_lock(&lock);
    are_idle = !is_any_due();
    *begun += last_order;
    pthread_mutex_unlock(&lock);
    return are_idle;
}

void timers_settle(void)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += 5;
    pthread_mutex_lock(&lock);
    while (running && is_any_due())
        if (pthread_cond_timedwait(&idle, &lock, &until) == ETIMEDOUT) break;
    pthread_mutex_unlock(&lock);
}

void timers_clear(void)
{
    pthread_mutex_lock(&lock);
    while (count) heap_remove(count - 1);
    pthread_mutex_unlock(&lock);
}

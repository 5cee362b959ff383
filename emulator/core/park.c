/* A hash table of lists by key. An entry is found by its key from a wake, and by its id from its timer; whoever
 * takes it out of the table first runs it. */
#include "emulator/core/park.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"
#include "emulator/base/timers.h"

#define BUCKETS 1024

struct parked {
    struct call *call;
    void (*again)(struct call *c);
    char *key;
    uint64_t id, timer;
    struct parked *next;
};

static struct parked *buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t last_id;
static int count;
static _Atomic bool is_closed;

/* A timer's argument is the bucket and the id in one number, so that it needs no pointer that could be stale. */
#define ID_OF(number)     ((number) / BUCKETS)
#define BUCKET_OF(number) ((number) % BUCKETS)

static size_t bucket_of(const char *key)
{
    uint32_t hash = 2166136261u;

    for (; *key; key++) hash = (hash ^ (unsigned char)*key) * 16777619u;
    return hash % BUCKETS;
}

/* Out of the list that *at is in. Under the lock. */
static struct parked *unlink_at(struct parked **at)
{
    struct parked *p = *at;

    *at = p->next;
    count--;
    return p;
}

static void parked_run(struct parked *p, bool final)
{
    struct call *c = p->call;
    void (*again)(struct call *) = p->again;

    free(p->key);
    free(p);
    if (final) c->is_final = true;
    again(c);
}

static void timed_out(void *arg)
{
    uintptr_t number = (uintptr_t)arg;
    struct parked *p = NULL;

    pthread_mutex_lock(&lock);
    for (struct parked **at = &buckets[BUCKET_OF(number)]; *at && !p; at = &(*at)->next) {
        if ((*at)->id != ID_OF(number)) continue;
        p = unlink_at(at);
        break;
    }
    pthread_mutex_unlock(&lock);
    if (p) parked_run(p, false);
}

void park_add(struct call *c, void (*again)(struct call *c))
{
    struct parked *p = memory_new(1, sizeof *p), **at;
    size_t bucket = bucket_of(c->wait.key);

    *p = (struct parked){ .call = c, .again = again, .key = strdup(c->wait.key) };
    if (!p->key) panic("out of memory");
    pthread_mutex_lock(&lock);
    if (is_closed) { /* asked under the lock: or a call could slip in behind park_clear's back, and wait for ever */
        pthread_mutex_unlock(&lock);
        parked_run(p, true);
        return;
    }
    p->id = ++last_id;
    for (at = &buckets[bucket]; *at; at = &(*at)->next) continue;
    *at = p;
    count++;
    p->timer = timer_add(c->wait.until_ms, timed_out, (void *)(uintptr_t)(p->id * BUCKETS + bucket));
    pthread_mutex_unlock(&lock);
}

static struct parked *take_one(const char *key)
{
    struct parked *p = NULL;

    pthread_mutex_lock(&lock);
    for (struct parked **at = &buckets[bucket_of(key)]; *at; at = &(*at)->next) {
        if (strcmp((*at)->key, key) != 0) continue;
        p = unlink_at(at);
        break;
    }
    pthread_mutex_unlock(&lock);
    return p;
}

void park_wake(const char *key, int most)
{
    struct parked *p;

    while (most-- > 0 && (p = take_one(key))) {
        timer_cancel(p->timer);
        parked_run(p, false);
    }
}

bool park_is_waited_for(const char *key)
{
    struct parked *p;

    pthread_mutex_lock(&lock);
    for (p = buckets[bucket_of(key)]; p && strcmp(p->key, key) != 0; p = p->next) continue;
    pthread_mutex_unlock(&lock);
    return p != NULL;
}

int park_count(void)
{
    int n;

    pthread_mutex_lock(&lock);
    n = count;
    pthread_mutex_unlock(&lock);
    return n;
}

/* Its key is the writer's to read, so all lists are looked through. */
static struct parked *take_call(const struct call *c)
{
    struct parked *p = NULL;

    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < BUCKETS && !p; i++)
        for (struct parked **at = &buckets[i]; *at && !p; at = &(*at)->next)
            if ((*at)->call == c) {
                p = unlink_at(at);
                break;
            }
    pthread_mutex_unlock(&lock);
    return p;
}

void park_end(const struct call *c)
{
    struct parked *p = take_call(c);

    if (!p) return;
    timer_cancel(p->timer);
    parked_run(p, true);
}

void park_clear(void)
{
    for (size_t i = 0; i < BUCKETS; i++) {
        struct parked *list;
        pthread_mutex_lock(&lock);
        list = buckets[i];
        buckets[i] = NULL;
        for (const struct parked *p = list; p; p = p->next) count--;
        pthread_mutex_unlock(&lock);
        while (list) {
            struct parked *p = list;
            list = p->next;
            timer_cancel(p->timer);
            parked_run(p, true);
        }
    }
}

void park_close(bool closed)
{
    is_closed = closed;
    if (closed) park_clear();
}

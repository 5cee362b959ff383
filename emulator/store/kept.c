/* A table by hash, a lock a slot. */
#include "emulator/store/kept.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

static void slots_empty(struct kept_table *t)
{
    for (size_t i = 0; i < KEPT_SLOTS; i++) {
        pthread_mutex_lock(&t->slots[i].lock);
        kept_release(t->slots[i].kept);
        t->slots[i].kept = NULL;
        pthread_mutex_unlock(&t->slots[i].lock);
    }
}

/* Others may be using it the second time: what they read without a lock is then written no more. */
void kept_start(struct kept_table *t)
{
    if (t->is_ready) {
        slots_empty(t);
        return;
    }
    for (size_t i = 0; i < KEPT_SLOTS; i++) pthread_mutex_init(&t->slots[i].lock, NULL);
    t->is_ready = true;
}

static size_t slot_of(struct span name)
{
    return (size_t)(span_hash(name) % KEPT_SLOTS);
}

struct kept *kept_find(struct kept_table *t, const struct watch *watch, struct span name)
{
    size_t slot = slot_of(name);
    struct kept *k;

    assert(t->is_ready);
    pthread_mutex_lock(&t->slots[slot].lock);
    k = t->slots[slot].kept;
    if (k && (!span_eq(k->name, name) || !watch_holds_now(watch, k->since))) k = NULL;
    if (k) atomic_fetch_add(&k->holders, 1);
    pthread_mutex_unlock(&t->slots[slot].lock);
    return k;
}

struct kept *kept_new(struct span name)
{
    struct kept *k = memory_new(1, sizeof *k);

    k->name = arena_span(&k->arena, name);
    k->holders = 1;
    return k;
}

void kept_put(struct kept_table *t, struct kept *k, uint64_t since)
{
    size_t slot = slot_of(k->name);
    struct kept *old;

    assert(since && t->is_ready);
    k->since = since;
    atomic_fetch_add(&k->holders, 1);
    pthread_mutex_lock(&t->slots[slot].lock);
    old = t->slots[slot].kept;
    t->slots[slot].kept = k;
    pthread_mutex_unlock(&t->slots[slot].lock);
    kept_release(old);
}

void kept_release(struct kept *k)
{
    if (!k || atomic_fetch_sub(&k->holders, 1) != 1) return;
    arena_release(&k->arena);
    free(k);
}

/* Tables of fixed size; where a name's places are taken, the one that is over first gives way, and where there are too
 * many bytes, whatever lies next to it. */
#include "emulator/core/memo.h"

#include <stdlib.h>

#include "emulator/base/panic.h"

#define PROBES 8

static bool is_of(const struct memo_entry *e, struct span name)
{
    return e->text && span_eq((struct span){ e->text, e->name_size }, name);
}

static struct memo_entry *at(struct memo *k, struct span name, size_t i)
{
    return &k->entries[(span_hash(name) + i) % MEMO_ENTRIES];
}

static void clear(struct memo *k, struct memo_entry *e)
{
    k->bytes -= e->size;
    free(e->text);
    *e = (struct memo_entry){ 0 };
}

struct span memo_find(struct memo *k, struct arena *a, struct span name, int64_t now_ms)
{
    struct span found = { NULL, 0 };

    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; i < PROBES && !found.data; i++) {
        struct memo_entry *e = at(k, name, i);
        if (is_of(e, name) && e->until_ms > now_ms)
            found = arena_span(a, (struct span){ e->text + e->name_size, e->size - e->name_size });
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

/* Under the lock. */
static struct memo_entry *place_of(struct memo *k, struct span name)
{
    struct memo_entry *first = at(k, name, 0);

    for (size_t i = 0; i < PROBES; i++)
        if (is_of(at(k, name, i), name)) return at(k, name, i);
    for (size_t i = 0; i < PROBES; i++) {
        struct memo_entry *e = at(k, name, i);
        if (!e->text) return e;
        if (e->until_ms < first->until_ms) first = e;
    }
    return first;
}

/* Under the lock. */
static void make_room(struct memo *k, struct span name, size_t size)
{
    for (size_t i = PROBES; i < MEMO_ENTRIES + PROBES && k->bytes + size > k->all_max; i++) clear(k, at(k, name, i));
}

void memo_put(struct memo *k, struct span name, struct span bytes, int64_t until_ms)
{
    struct memo_entry fresh = { NULL, name.size, name.size + bytes.size, until_ms }, *e;

    if (fresh.size > k->one_max) return;
    fresh.text = memory_new(1, fresh.size + 1);
    memcpy(fresh.text, name.data, name.size);
    if (bytes.size) memcpy(fresh.text + name.size, bytes.data, bytes.size);
    pthread_mutex_lock(&k->lock);
    e = place_of(k, name);
    clear(k, e);
    make_room(k, name, fresh.size);
    k->bytes += fresh.size;
    *e = fresh;
    pthread_mutex_unlock(&k->lock);
}

void memo_forget_below(struct memo *m, struct span prefix)
{
    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < MEMO_ENTRIES; i++) {
        struct memo_entry *e = &m->entries[i];
        if (e->text && e->name_size >= prefix.size && memcmp(e->text, prefix.data, prefix.size) == 0) clear(m, e);
    }
    pthread_mutex_unlock(&m->lock);
}

void memo_reset(struct memo *m)
{
    pthread_mutex_lock(&m->lock);
    for (size_t i = 0; i < MEMO_ENTRIES; i++) clear(m, &m->entries[i]);
    pthread_mutex_unlock(&m->lock);
}

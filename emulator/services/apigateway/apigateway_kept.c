/* Tables of fixed size; where a name's places are taken, the one that is over first gives way, and where there are too
 * many bytes, whatever lies next to it. */
#include "emulator/services/apigateway/apigateway_kept.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#define ENTRIES 1024
#define PROBES  8

struct entry {
    char *text; /* the name, then the bytes; NULL: free */
    size_t name_size, size;
    int64_t until_ms;
};

struct api_kept {
    pthread_mutex_t lock;
    size_t one_max, all_max; /* bytes */
    size_t bytes;
    struct entry entries[ENTRIES];
};

#define KIB (size_t)1024

struct api_kept api_kept_authorizers = { PTHREAD_MUTEX_INITIALIZER, 64 * KIB, 8 * KIB *KIB, 0, { { NULL, 0, 0, 0 } } };

/* AWS: an answer of more than a mebibyte is not cached. */
struct api_kept api_kept_answers = { PTHREAD_MUTEX_INITIALIZER, KIB *KIB, 32 * KIB *KIB, 0, { { NULL, 0, 0, 0 } } };

static bool is_of(const struct entry *e, struct span name)
{
    return e->text && span_eq((struct span){ e->text, e->name_size }, name);
}

static struct entry *at(struct api_kept *k, struct span name, size_t i)
{
    return &k->entries[(span_hash(name) + i) % ENTRIES];
}

static void clear(struct api_kept *k, struct entry *e)
{
    k->bytes -= e->size;
    free(e->text);
    *e = (struct entry){ 0 };
}

struct span api_kept_find(struct api_kept *k, struct arena *a, struct span name, int64_t now_ms)
{
    struct span found = { NULL, 0 };

    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; i < PROBES && !found.data; i++) {
        struct entry *e = at(k, name, i);
        if (is_of(e, name) && e->until_ms > now_ms)
            found = arena_span(a, (struct span){ e->text + e->name_size, e->size - e->name_size });
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

/* Under the lock. */
static struct entry *place_of(struct api_kept *k, struct span name)
{
    struct entry *first = at(k, name, 0);

    for (size_t i = 0; i < PROBES; i++)
        if (is_of(at(k, name, i), name)) return at(k, name, i);
    for (size_t i = 0; i < PROBES; i++) {
        struct entry *e = at(k, name, i);
        if (!e->text) return e;
        if (e->until_ms < first->until_ms) first = e;
    }
    return first;
}

/* Under the lock. */
static void make_room(struct api_kept *k, struct span name, size_t size)
{
    for (size_t i = PROBES; i < ENTRIES + PROBES && k->bytes + size > k->all_max; i++) clear(k, at(k, name, i));
}

void api_kept_put(struct api_kept *k, struct span name, struct span bytes, int64_t until_ms)
{
    struct entry fresh = { NULL, name.size, name.size + bytes.size, until_ms }, *e;

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

void api_kept_forget(struct api_kept *k, struct span name)
{
    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; i < PROBES; i++)
        if (is_of(at(k, name, i), name)) clear(k, at(k, name, i));
    pthread_mutex_unlock(&k->lock);
}

static void reset(struct api_kept *k)
{
    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; i < ENTRIES; i++) clear(k, &k->entries[i]);
    pthread_mutex_unlock(&k->lock);
}

void api_kept_reset(void)
{
    reset(&api_kept_authorizers);
    reset(&api_kept_answers);
}

/* A table of fixed size; where a name's places are taken, the one that is over first gives way. */
#include "emulator/services/apigateway/apigateway_authorizer_cache.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#define PROBES 8

struct entry {
    char *text; /* the name, then the result; NULL: free */
    size_t name_size, size;
    int64_t until_ms;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry entries[API_AUTHORIZER_CACHE_ENTRIES];

static bool is_of(const struct entry *e, struct span name)
{
    return e->text && span_eq((struct span){ e->text, e->name_size }, name);
}

static struct entry *at(struct span name, size_t i)
{
    return &entries[(span_hash(name) + i) % API_AUTHORIZER_CACHE_ENTRIES];
}

static void clear(struct entry *e)
{
    free(e->text);
    *e = (struct entry){ 0 };
}

struct span api_authorizer_cache_find(struct arena *a, struct span name, int64_t now_ms)
{
    struct span found = { NULL, 0 };

    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < PROBES && !found.data; i++) {
        struct entry *e = at(name, i);
        if (is_of(e, name) && e->until_ms > now_ms)
            found = arena_span(a, (struct span){ e->text + e->name_size, e->size - e->name_size });
    }
    pthread_mutex_unlock(&lock);
    return found;
}

/* Under the lock. */
static struct entry *place_of(struct span name)
{
    struct entry *first = at(name, 0);

    for (size_t i = 0; i < PROBES; i++)
        if (is_of(at(name, i), name)) return at(name, i);
    for (size_t i = 0; i < PROBES; i++) {
        struct entry *e = at(name, i);
        if (!e->text) return e;
        if (e->until_ms < first->until_ms) first = e;
    }
    return first;
}

void api_authorizer_cache_put(struct span name, struct span result, int64_t until_ms)
{
    struct entry fresh = { NULL, name.size, name.size + result.size, until_ms }, *e;

    if (fresh.size > API_AUTHORIZER_RESULT_MAX) return;
    fresh.text = memory_new(1, fresh.size + 1);
    memcpy(fresh.text, name.data, name.size);
    memcpy(fresh.text + name.size, result.data, result.size);
    pthread_mutex_lock(&lock);
    e = place_of(name);
    clear(e);
    *e = fresh;
    pthread_mutex_unlock(&lock);
}

void api_authorizer_cache_flush(struct span prefix)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < API_AUTHORIZER_CACHE_ENTRIES; i++) {
        struct entry *e = &entries[i];
        if (e->text && span_eq(span_sub((struct span){ e->text, e->name_size }, 0, prefix.size), prefix)) clear(e);
    }
    pthread_mutex_unlock(&lock);
}

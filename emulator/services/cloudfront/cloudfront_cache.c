/* A table by hash, and a list from what was used last to what was used longest ago; both under one lock, which is never
 * held while anything is read or asked. A slot is there as long as it has an object, or somebody asks or waits. */
#include "emulator/services/cloudfront/cloudfront_cache.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"

#define BUCKETS      4096
#define BYTES_USUAL  ((size_t)64 * 1024 * 1024)
#define SLOT_BYTES   512 /* what one costs beside its text and its object */
#define PARTS_OF_ALL 4

struct cloudfront_cache_slot {
    struct cloudfront_cache_slot *next;          /* of the same bucket */
    struct cloudfront_cache_slot *newer, *older; /* in the list: only with an object */
    uint64_t hash;
    struct cloudfront_cache_key key; /* its own copy, behind it */
    struct cloudfront_object *object;
    size_t bytes;
    int users; /* who asks or waits */
    bool is_asking;
    bool is_invalidated;  /* since somebody began to ask */
    uint64_t passed;      /* counts claims that ended with nothing to share */
    pthread_cond_t ended; /* a claim */
};

static struct {
    pthread_mutex_t lock;
    struct cloudfront_cache_slot *buckets[BUCKETS];
    struct cloudfront_cache_slot *newest, *oldest;
    size_t bytes, objects, bytes_max;
    uint64_t epoch;
} cache = { .lock = PTHREAD_MUTEX_INITIALIZER, .bytes_max = BYTES_USUAL };

/* --- objects ------------------------------------------------------------------------------------------------------ */

static void head_copy(struct arena *a, struct cloudfront_answer_head *to, const struct cloudfront_answer_head *from)
{
    struct http_header *headers = ARENA_ARRAY(a, struct http_header, from->header_count ? from->header_count : 1);

    for (size_t i = 0; i < from->header_count; i++)
        headers[i] =
            (struct http_header){ arena_span(a, from->headers[i].name), arena_span(a, from->headers[i].value) };
    *to = (struct cloudfront_answer_head){ from->status, headers, from->header_count };
}

static int64_t age_of(const struct cloudfront_answer_head *head)
{
    int64_t age;

    return span_int(span_trim(cloudfront_head_find(head, "Age")), &age) && age > 0 && age < INT32_MAX ? age * 1000 : 0;
}

struct cloudfront_object *cloudfront_object_new(const struct cloudfront_answer_head *head, struct cloudfront_body *body,
                                                const struct cloudfront_life *life, int64_t now_ms)
{
    struct cloudfront_object *o = memory_new(1, sizeof *o);

    head_copy(&o->arena, &o->head, head);
    o->body = body;
    o->life = *life;
    o->received_ms = now_ms;
    o->age_ms = age_of(head);
    o->fresh_until_ms = o->stale_from_ms = now_ms + life->fresh_ms;
    o->holders = 1;
    return o;
}

struct cloudfront_object *cloudfront_object_hold(struct cloudfront_object *o)
{
    if (o) atomic_fetch_add(&o->holders, 1);
    return o;
}

void cloudfront_object_release(struct cloudfront_object *o)
{
    if (!o || atomic_fetch_sub(&o->holders, 1) != 1) return;
    cloudfront_body_release(o->body);
    arena_release(&o->arena);
    free(o);
}

static size_t object_bytes(const struct cloudfront_object *o)
{
    return sizeof *o + o->arena.total + (o->body ? cloudfront_body_size(o->body) : 0);
}

/* --- slots, under the lock ---------------------------------------------------------------------------------------- */

static struct cloudfront_cache_slot *slot_find(struct span text, uint64_t hash)
{
    struct cloudfront_cache_slot *s = cache.buckets[hash % BUCKETS];

    while (s && (s->hash != hash || !span_eq(s->key.text, text))) s = s->next;
    return s;
}

static struct span span_put(char **at, struct span s)
{
    struct span copy = { *at, s.size };

    if (s.size) memcpy(*at, s.data, s.size);
    *at += s.size;
    return copy;
}

static struct cloudfront_cache_slot *slot_new(const struct cloudfront_cache_key *key, uint64_t hash)
{
    size_t text = key->text.size + key->distribution.size + key->uri.size;
    struct cloudfront_cache_slot *s = memory_raw(sizeof *s + text);
    char *at = (char *)(s + 1);

    *s = (struct cloudfront_cache_slot){ .hash = hash, .next = cache.buckets[hash % BUCKETS] };
    s->key.text = span_put(&at, key->text);
    s->key.distribution = span_put(&at, key->distribution);
    s->key.uri = span_put(&at, key->uri);
    pthread_cond_init(&s->ended, NULL);
    cache.buckets[hash % BUCKETS] = s;
    return s;
}

static void slot_free_unused(struct cloudfront_cache_slot *s)
{
    struct cloudfront_cache_slot **at = &cache.buckets[s->hash % BUCKETS];

    if (s->object || s->users) return;
    while (*at != s) at = &(*at)->next;
    *at = s->next;
    pthread_cond_destroy(&s->ended);
    free(s);
}

static void list_take(struct cloudfront_cache_slot *s)
{
    if (s->newer) s->newer->older = s->older;
    else cache.newest = s->older;
    if (s->older) s->older->newer = s->newer;
    else cache.oldest = s->newer;
}

static void list_put(struct cloudfront_cache_slot *s)
{
    s->newer = NULL;
    s->older = cache.newest;
    if (cache.newest) cache.newest->newer = s;
    else cache.oldest = s;
    cache.newest = s;
}

static void slot_used(struct cloudfront_cache_slot *s)
{
    if (cache.newest == s) return;
    list_take(s);
    list_put(s);
}

static void slot_empty(struct cloudfront_cache_slot *s)
{
    if (!s->object) return;
    list_take(s);
    cache.bytes -= s->bytes;
    cache.objects--;
    cloudfront_object_release(s->object);
    s->object = NULL;
}

static void room_make(void)
{
    while (cache.bytes > cache.bytes_max && cache.oldest) {
        struct cloudfront_cache_slot *s = cache.oldest;
        slot_empty(s);
        slot_free_unused(s);
    }
}

static void slot_fill(struct cloudfront_cache_slot *s, struct cloudfront_object *o)
{
    slot_empty(s);
    s->object = cloudfront_object_hold(o);
    s->bytes = object_bytes(o) + SLOT_BYTES + s->key.text.size + s->key.uri.size;
    cache.bytes += s->bytes;
    cache.objects++;
    list_put(s);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

/* One whose body broke off on its way is none. */
static struct cloudfront_object *slot_object(struct cloudfront_cache_slot *s)
{
    if (s->object && s->object->body && cloudfront_body_is_broken(s->object->body)) slot_empty(s);
    return s->object;
}

static void claim(struct cloudfront_cache_slot *s, struct cloudfront_cache_found *found)
{
    s->is_asking = true;
    s->is_invalidated = false;
    s->users++;
    found->claim = s;
}

/* Is there something to serve at once? */
static bool slot_serve(struct cloudfront_cache_slot *s, int64_t now_ms, struct cloudfront_cache_found *found)
{
    struct cloudfront_object *o = slot_object(s);

    if (!o) return false;
    found->is_stale = now_ms >= o->fresh_until_ms;
    if (found->is_stale && now_ms >= o->fresh_until_ms + o->life.revalidate_ms) return false;
    found->object = cloudfront_object_hold(o);
    slot_used(s);
    if (found->is_stale && !s->is_asking) claim(s, found);
    return true;
}

/* Waits for who asks; true: what that got may be had now, or nobody asks any more. */
static bool slot_wait(struct cloudfront_cache_slot *s)
{
    uint64_t passed = s->passed;

    s->users++;
    while (s->is_asking && s->passed == passed) pthread_cond_wait(&s->ended, &cache.lock);
    s->users--;
    return s->passed == passed;
}

enum cloudfront_cache_verdict cloudfront_cache_find(const struct cloudfront_cache_key *key, int64_t now_ms, bool waits,
                                                    struct cloudfront_cache_found *found)
{
    uint64_t hash = span_hash(key->text);
    enum cloudfront_cache_verdict verdict = CLOUDFRONT_CACHE_ASK;
    struct cloudfront_cache_slot *s;
    bool goes_on = true;

    *found = (struct cloudfront_cache_found){ .object = NULL };
    pthread_mutex_lock(&cache.lock);
    s = slot_find(key->text, hash);
    if (!s) s = slot_new(key, hash);
    while (verdict == CLOUDFRONT_CACHE_ASK && !found->claim && goes_on) {
        if (slot_serve(s, now_ms, found)) verdict = CLOUDFRONT_CACHE_SERVE;
        else if (s->is_asking) goes_on = waits && slot_wait(s);
        else claim(s, found);
    }
    if (verdict == CLOUDFRONT_CACHE_ASK) found->object = cloudfront_object_hold(slot_object(s));
    slot_free_unused(s);
    pthread_mutex_unlock(&cache.lock);
    return verdict;
}

struct cloudfront_object *cloudfront_cache_peek(const struct cloudfront_cache_key *key, int64_t now_ms)
{
    struct cloudfront_object *o = NULL;
    struct cloudfront_cache_slot *s;

    pthread_mutex_lock(&cache.lock);
    s = slot_find(key->text, span_hash(key->text));
    if (s && slot_object(s) && now_ms < s->object->fresh_until_ms) {
        o = cloudfront_object_hold(s->object);
        slot_used(s);
    }
    if (s) slot_free_unused(s);
    pthread_mutex_unlock(&cache.lock);
    return o;
}

/* --- ending ------------------------------------------------------------------------------------------------------- */

/* Under the lock. */
static void claim_end(struct cloudfront_cache_found *found, bool is_shared)
{
    struct cloudfront_cache_slot *s = found->claim;

    found->claim = NULL;
    s->is_asking = false;
    if (!is_shared) s->passed++;
    s->users--;
    pthread_cond_broadcast(&s->ended);
    slot_free_unused(s);
}

void cloudfront_cache_put(struct cloudfront_cache_found *found, const struct cloudfront_cache_key *key,
                          struct cloudfront_object *o)
{
    uint64_t hash = span_hash(key->text);
    struct cloudfront_cache_slot *s;

    pthread_mutex_lock(&cache.lock);
    s = found->claim ? found->claim : slot_find(key->text, hash);
    if (!s) s = slot_new(key, hash);
    if (!(found->claim && s->is_invalidated) && object_bytes(o) <= cloudfront_cache_object_max()) slot_fill(s, o);
    s->users++;
    if (found->claim) claim_end(found, s->object == o && o->life.is_shared);
    s->users--;
    slot_free_unused(s);
    room_make();
    pthread_mutex_unlock(&cache.lock);
}

void cloudfront_cache_end(struct cloudfront_cache_found *found)
{
    if (found->claim) {
        pthread_mutex_lock(&cache.lock);
        claim_end(found, false);
        pthread_mutex_unlock(&cache.lock);
    }
    cloudfront_object_release(found->object);
    found->object = NULL;
}

/* --- dropping ----------------------------------------------------------------------------------------------------- */

/* The pattern is absent for everything. */
static bool is_meant(const struct cloudfront_cache_slot *s, struct span distribution, struct span pattern)
{
    if (distribution.data && !span_eq(s->key.distribution, distribution)) return false;
    return !pattern.data || cloudfront_invalidates(pattern, s->key.uri);
}

static size_t drop(struct span distribution, struct span pattern)
{
    size_t dropped = 0;

    pthread_mutex_lock(&cache.lock);
    cache.epoch++;
    for (size_t i = 0; i < BUCKETS; i++) {
        for (struct cloudfront_cache_slot *s = cache.buckets[i], *next; s; s = next) {
            next = s->next;
            if (!is_meant(s, distribution, pattern)) continue;
            if (s->object) dropped++;
            s->is_invalidated = true;
            slot_empty(s);
            slot_free_unused(s);
        }
    }
    pthread_mutex_unlock(&cache.lock);
    return dropped;
}

uint64_t cloudfront_cache_epoch(void)
{
    uint64_t epoch;

    pthread_mutex_lock(&cache.lock);
    epoch = cache.epoch;
    pthread_mutex_unlock(&cache.lock);
    return epoch;
}

size_t cloudfront_cache_invalidate(struct span distribution, struct span pattern)
{
    return drop(distribution, pattern);
}

void cloudfront_cache_drop(struct span distribution)
{
    drop(distribution, (struct span){ NULL, 0 });
}

void cloudfront_cache_limit(size_t bytes)
{
    cache.bytes_max = bytes;
}

size_t cloudfront_cache_object_max(void)
{
    return cache.bytes_max / PARTS_OF_ALL;
}

struct cloudfront_cache_use cloudfront_cache_use(void)
{
    struct cloudfront_cache_use use;

    pthread_mutex_lock(&cache.lock);
    use = (struct cloudfront_cache_use){ cache.bytes, cache.objects };
    pthread_mutex_unlock(&cache.lock);
    return use;
}

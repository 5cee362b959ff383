/*   |<------- filled ------->|<------ to come ------>|
 *   |                        ^ one reader at a time fetches here, without the lock; the others wait for it
 *
 * What is filled never changes, so it is read without the lock. */
#include "emulator/services/cloudfront/cloudfront_body.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#define PIECE_MAX ((size_t)128 * 1024)

struct cloudfront_body {
    _Atomic int holders;
    char *bytes;
    size_t size;
    _Atomic size_t filled;
    _Atomic bool is_broken;
    bool is_slow;
    pthread_mutex_t lock; /* of what is below */
    pthread_cond_t grown;
    struct source *origin; /* NULL once it is whole */
    bool is_fetching;      /* one reader is at it */
};

static struct cloudfront_body *body_new(char *bytes, size_t size)
{
    struct cloudfront_body *b = memory_new(1, sizeof *b);

    b->holders = 1;
    b->bytes = bytes;
    b->size = size;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->grown, NULL);
    return b;
}

struct cloudfront_body *cloudfront_body_of(char *bytes, size_t size)
{
    struct cloudfront_body *b = body_new(bytes, size);

    b->filled = size;
    return b;
}

struct cloudfront_body *cloudfront_body_from(struct source *origin, size_t size, bool is_slow)
{
    struct cloudfront_body *b = body_new(memory_raw(size), size);

    b->is_slow = is_slow;
    b->origin = origin;
    return b;
}

struct cloudfront_body *cloudfront_body_hold(struct cloudfront_body *b)
{
    if (b) atomic_fetch_add(&b->holders, 1);
    return b;
}

void cloudfront_body_release(struct cloudfront_body *b)
{
    if (!b || atomic_fetch_sub(&b->holders, 1) != 1) return;
    source_close(b->origin);
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->grown);
    free(b->bytes);
    free(b);
}

size_t cloudfront_body_size(const struct cloudfront_body *b)
{
    return b->size;
}

bool cloudfront_body_is_whole(const struct cloudfront_body *b)
{
    return b->filled == b->size;
}

bool cloudfront_body_is_broken(const struct cloudfront_body *b)
{
    return b->is_broken;
}

bool cloudfront_body_is_awaited(const struct cloudfront_body *b)
{
    return b->is_slow && !cloudfront_body_is_whole(b);
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

/* Under the lock, which it gives back meanwhile. */
static void piece_fetch(struct cloudfront_body *b)
{
    size_t at = b->filled, room = b->size - at < PIECE_MAX ? b->size - at : PIECE_MAX;
    ssize_t got;

    b->is_fetching = true;
    pthread_mutex_unlock(&b->lock);
    got = source_read(b->origin, b->bytes + at, room);
    pthread_mutex_lock(&b->lock);
    b->is_fetching = false;
    if (got > 0) b->filled = at + (size_t)got;
    else b->is_broken = true;
    if (b->filled == b->size || b->is_broken) {
        source_close(b->origin);
        b->origin = NULL;
    }
    pthread_cond_broadcast(&b->grown);
}

/* Until there is something behind the offset, or never will be. */
static void fill_past(struct cloudfront_body *b, size_t offset)
{
    if (b->filled > offset || b->is_broken) return;
    pthread_mutex_lock(&b->lock);
    while (b->filled <= offset && !b->is_broken) {
        if (b->is_fetching) pthread_cond_wait(&b->grown, &b->lock);
        else piece_fetch(b);
    }
    pthread_mutex_unlock(&b->lock);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct part_source {
    struct source source;
    struct cloudfront_body *body;
    size_t at, end;
};

static ssize_t part_read(struct source *s, void *out, size_t room)
{
    struct part_source *own = (struct part_source *)s;
    size_t there;

    if (own->at == own->end) return 0;
    fill_past(own->body, own->at);
    there = own->body->filled;
    if (there <= own->at) return -1;
    if (there > own->end) there = own->end;
    if (room > there - own->at) room = there - own->at;
    memcpy(out, own->body->bytes + own->at, room);
    own->at += room;
    return (ssize_t)room;
}

static void part_close(struct source *s)
{
    struct part_source *own = (struct part_source *)s;

    cloudfront_body_release(own->body);
    free(own);
}

struct source *cloudfront_body_read(struct cloudfront_body *b, size_t offset, size_t size)
{
    struct part_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ (int64_t)size, part_read, part_close };
    own->body = cloudfront_body_hold(b);
    own->at = offset;
    own->end = offset + size;
    return &own->source;
}

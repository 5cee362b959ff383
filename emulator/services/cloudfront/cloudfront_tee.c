/* What has passed by is held until the end, or until it is more than may be kept. */
#include "emulator/services/cloudfront/cloudfront_tee.h"

#include <stdlib.h>

#include "emulator/base/panic.h"

struct tee {
    struct source source, *inner;
    struct arena arena;
    struct cloudfront_answer_head head;
    struct cloudfront_cache_key key;
    struct cloudfront_life life;
    int64_t now_ms;
    uint64_t epoch;
    struct buf passed;
    bool is_over;
};

static void end_keep(struct tee *t)
{
    struct cloudfront_cache_found found = { .object = NULL };
    struct cloudfront_object *o;

    t->is_over = true;
    if (t->passed.overflowed || t->epoch != cloudfront_cache_epoch()) return;
    o = cloudfront_object_new(&t->head, cloudfront_body_of(t->passed.data, t->passed.size), &t->life, t->now_ms);
    t->passed = (struct buf){ 0 };
    cloudfront_cache_put(&found, &t->key, o);
    cloudfront_object_release(o);
}

static ssize_t tee_read(struct source *s, void *out, size_t room)
{
    struct tee *t = (struct tee *)s;
    ssize_t got = source_read(t->inner, out, room);

    if (got > 0) buf_add(&t->passed, out, (size_t)got);
    if (got == 0 && !t->is_over) end_keep(t);
    return got;
}

static void tee_close(struct source *s)
{
    struct tee *t = (struct tee *)s;

    source_close(t->inner);
    buf_release(&t->passed);
    arena_release(&t->arena);
    free(t);
}

void cloudfront_tee(struct cloudfront_reply *reply, const struct cloudfront_cache_key *key,
                    const struct cloudfront_life *life, int64_t now_ms)
{
    struct tee *t = memory_new(1, sizeof *t);
    struct http_header *headers = ARENA_ARRAY(&t->arena, struct http_header, reply->head.header_count + 1);

    for (size_t i = 0; i < reply->head.header_count; i++)
        headers[i] = (struct http_header){ arena_span(&t->arena, reply->head.headers[i].name),
                                           arena_span(&t->arena, reply->head.headers[i].value) };
    t->head = (struct cloudfront_answer_head){ reply->head.status, headers, reply->head.header_count };
    t->key = (struct cloudfront_cache_key){ arena_span(&t->arena, key->text), arena_span(&t->arena, key->distribution),
                                            arena_span(&t->arena, key->uri) };
    t->life = *life;
    t->now_ms = now_ms;
    t->epoch = cloudfront_cache_epoch();
    t->passed.max = cloudfront_cache_object_max();
    t->source = (struct source){ -1, tee_read, tee_close };
    t->inner = reply->body;
    reply->body = &t->source;
}

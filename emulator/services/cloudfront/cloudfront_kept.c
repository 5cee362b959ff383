/* A reply becomes an object as soon as its head is there: the body may still be on its way. */
#include "emulator/services/cloudfront/cloudfront_kept.h"

#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/base/times.h"
#include "emulator/services/cloudfront/cloudfront_compress.h"

/* --- heads -------------------------------------------------------------------------------------------------------- */

static bool is_listed(struct span name, const char *const *list)
{
    for (; *list; list++)
        if (span_is_nocase(name, *list)) return true;
    return false;
}

static bool ends_here(struct span name)
{
    static const char *const names[] = { "Connection",
                                         "Keep-Alive",
                                         "Proxy-Authenticate",
                                         "Proxy-Connection",
                                         "Trailer",
                                         "Transfer-Encoding",
                                         "Upgrade",
                                         "x-amz-request-id",
                                         "x-amz-id-2",
                                         "Via",
                                         "X-Cache",
                                         "X-Amz-Cf-Pop",
                                         "X-Amz-Cf-Id",
                                         NULL };

    return is_listed(name, names);
}

static bool forwards_cookies(const struct cloudfront_behavior *b)
{
    return b->key.cookies.take != CLOUDFRONT_NONE || b->more.cookies.take != CLOUDFRONT_NONE;
}

/* AWS: of Vary stays what the edge goes by. */
static bool may_vary_by(const struct cloudfront_behavior *b, struct span name)
{
    return span_is_nocase(name, "Accept-Encoding") || span_is_nocase(name, "Cookie") || span_is(name, "*") ||
           cloudfront_takes_header(&b->key.headers, name) || cloudfront_takes_header(&b->more.headers, name);
}

static struct span vary_of(struct cloudfront_visit *v, struct span vary)
{
    struct buf b = { 0 };
    struct span name, kept = { NULL, 0 };

    while (span_split(&vary, ',', &name)) {
        name = span_trim(name);
        if (!name.size || !may_vary_by(v->behavior, name)) continue;
        if (b.size) buf_add_text(&b, ", ");
        buf_add_span(&b, name);
    }
    if (b.size) kept = arena_span(v->a, buf_span(&b));
    buf_release(&b);
    return kept;
}

/* Of an answer without a body it stands for the one that GET has. */
static bool drops_length(const struct cloudfront_visit *v)
{
    return v->method != CLOUDFRONT_HEAD;
}

static bool keeps(struct cloudfront_visit *v, struct http_header *h)
{
    if (ends_here(h->name)) return false;
    if (span_is_nocase(h->name, "Content-Length")) return !drops_length(v);
    if (span_is_nocase(h->name, "Set-Cookie")) return forwards_cookies(v->behavior);
    if (!span_is_nocase(h->name, "Vary")) return true;
    h->value = vary_of(v, h->value);
    return h->value.size > 0;
}

/* The origin's Age counts for how long it is kept, so it is looked at before. */
void cloudfront_kept_head(struct cloudfront_visit *v, struct cloudfront_reply *reply)
{
    struct http_header *headers = ARENA_ARRAY(v->a, struct http_header, reply->head.header_count + 2);
    size_t count = 0;

    for (size_t i = 0; i < reply->head.header_count; i++) {
        struct http_header h = reply->head.headers[i];
        if (keeps(v, &h)) headers[count++] = h;
    }
    if (!cloudfront_head_find(&reply->head, "Date").data)
        headers[count++] = (struct http_header){ SPAN("Date"), time_http(v->a, clock_real_ms()) };
    reply->head.headers = headers;
    reply->head.header_count = count;
}

/* --- bodies ------------------------------------------------------------------------------------------------------- */

/* Reads all of it, up to so much. NULL: it breaks off. */
static char *body_read(struct source *s, size_t size)
{
    char *bytes = memory_raw(size ? size : 1);
    size_t at = 0;
    ssize_t got = 1;

    while (at < size && (got = source_read(s, bytes + at, size - at)) > 0) at += (size_t)got;
    if (at == size) return bytes;
    free(bytes);
    return NULL;
}

static void encoding_tell(struct cloudfront_visit *v, struct cloudfront_reply *reply, const char *encoding)
{
    struct http_header *headers = ARENA_ARRAY(v->a, struct http_header, reply->head.header_count + 2);
    bool varies = span_is_nocase(cloudfront_head_find(&reply->head, "Vary"), "Accept-Encoding");
    size_t count = 0;

    for (size_t i = 0; i < reply->head.header_count; i++) {
        struct http_header h = reply->head.headers[i];
        if (span_is_nocase(h.name, "Accept-Ranges")) continue;
        if (span_is_nocase(h.name, "ETag")) h.value = cloudfront_compressed_etag(v->a, h.value);
        if (h.value.data) headers[count++] = h;
    }
    headers[count++] = (struct http_header){ SPAN("Content-Encoding"), span_of(encoding) };
    if (!varies) headers[count++] = (struct http_header){ SPAN("Vary"), SPAN("Accept-Encoding") };
    reply->head.headers = headers;
    reply->head.header_count = count;
}

static bool is_compressed_here(const struct cloudfront_visit *v, const struct cloudfront_reply *reply)
{
    return v->behavior->compresses && v->method != CLOUDFRONT_HEAD && *v->encodings && reply->body &&
           (v->behavior->ttls.max_seconds > 0 || v->behavior->is_legacy) &&
           cloudfront_is_compressible(&reply->head, reply->size);
}

void cloudfront_kept_compress(struct cloudfront_visit *v, struct cloudfront_reply *reply)
{
    struct buf packed = { .max = CLOUDFRONT_COMPRESS_MAX };
    struct span plain;
    const char *encoding;
    char *bytes;

    if (!is_compressed_here(v, reply)) return;
    bytes = body_read(reply->body, (size_t)reply->size);
    cloudfront_reply_drop(reply);
    if (!bytes) {
        *reply = (struct cloudfront_reply){ .error = CLOUDFRONT_BROKEN };
        return;
    }
    plain = (struct span){ bytes, (size_t)reply->size };
    encoding = cloudfront_compress(&packed, plain, v->encodings);
    if (encoding && !packed.overflowed) {
        encoding_tell(v, reply, encoding);
        free(bytes);
        bytes = packed.data;
        reply->size = (int64_t)packed.size;
    } else {
        buf_release(&packed);
    }
    reply->body = cloudfront_reply_bytes(bytes, (size_t)reply->size);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

#define SOON ((size_t)64 * 1024)

/* What was read of a body whose end did not come, and the rest of it. */
struct begun_source {
    struct source source, *rest;
    char *bytes;
    size_t at, size;
};

static ssize_t begun_read(struct source *s, void *out, size_t room)
{
    struct begun_source *own = (struct begun_source *)s;

    if (own->at == own->size) return source_read(own->rest, out, room);
    if (room > own->size - own->at) room = own->size - own->at;
    memcpy(out, own->bytes + own->at, room);
    own->at += room;
    return (ssize_t)room;
}

static void begun_close(struct source *s)
{
    struct begun_source *own = (struct begun_source *)s;

    source_close(own->rest);
    free(own->bytes);
    free(own);
}

/* A short body of unknown size is read, and its size known then; of a longer one the beginning is put back. */
static void size_find(struct cloudfront_reply *reply)
{
    char *bytes = memory_raw(SOON);
    struct begun_source *begun;
    size_t at = 0;
    ssize_t got = 1;

    while (at < SOON && (got = source_read(reply->body, bytes + at, SOON - at)) > 0) at += (size_t)got;
    if (got == 0) {
        cloudfront_reply_drop(reply);
        reply->body = cloudfront_reply_bytes(bytes, at);
        reply->size = (int64_t)at;
        return;
    }
    begun = memory_new(1, sizeof *begun);
    begun->source = (struct source){ -1, begun_read, begun_close };
    begun->rest = reply->body;
    begun->bytes = bytes;
    begun->size = at;
    reply->body = &begun->source;
}

static struct cloudfront_body *body_make(struct cloudfront_reply *reply)
{
    struct source *origin = reply->body;

    reply->body = NULL;
    return origin ? cloudfront_body_from(origin, (size_t)reply->size, reply->is_slow) : cloudfront_body_of(NULL, 0);
}

/* One that goes on for as long as somebody listens. */
static bool is_stream(const struct cloudfront_reply *reply)
{
    return span_is_nocase(span_sub(cloudfront_head_find(&reply->head, "Content-Type"), 0, 17), "text/event-stream");
}

struct cloudfront_object *cloudfront_kept_object(struct cloudfront_reply *reply, const struct cloudfront_life *life,
                                                 int64_t now_ms)
{
    if (reply->body && reply->size < 0 && life->is_shared && !is_stream(reply)) size_find(reply);
    if (reply->size < 0 || (uint64_t)reply->size > cloudfront_cache_object_max()) return NULL;
    return cloudfront_object_new(&reply->head, body_make(reply), life, now_ms);
}

/* --- what is there ------------------------------------------------------------------------------------------------ */

static bool is_renewed(struct span name)
{
    static const char *const names[] = { "Cache-Control", "Expires", "Date", "ETag", "Last-Modified", "Vary", NULL };

    return is_listed(name, names);
}

/* RFC 9111, section 4.3.4. What was compressed keeps its own tag. */
struct cloudfront_object *cloudfront_kept_renewed(struct cloudfront_visit *v, const struct cloudfront_object *old,
                                                  const struct cloudfront_reply *reply, int64_t now_ms)
{
    struct http_header *headers =
        ARENA_ARRAY(v->a, struct http_header, old->head.header_count + reply->head.header_count);
    struct cloudfront_answer_head head = { old->head.status, headers, 0 };
    struct cloudfront_life life;
    bool keeps_tag = cloudfront_head_find(&old->head, "Content-Encoding").data != NULL;

    for (size_t i = 0; i < old->head.header_count; i++) {
        struct http_header h = old->head.headers[i];
        struct span anew = cloudfront_head_find(&reply->head, arena_string(v->a, h.name));
        if (is_renewed(h.name) && anew.data && !(keeps_tag && span_is_nocase(h.name, "ETag"))) h.value = anew;
        headers[head.header_count++] = h;
    }
    for (size_t i = 0; i < reply->head.header_count; i++)
        if (is_renewed(reply->head.headers[i].name) &&
            !cloudfront_head_find(&old->head, arena_string(v->a, reply->head.headers[i].name)).data)
            headers[head.header_count++] = reply->head.headers[i];
    life = cloudfront_life_of(&head, &v->behavior->ttls, 0, now_ms);
    return cloudfront_object_new(&head, cloudfront_body_hold(old->body), &life, now_ms);
}

struct cloudfront_object *cloudfront_kept_stale(const struct cloudfront_object *old, int64_t now_ms, int64_t seconds)
{
    struct cloudfront_object *o =
        cloudfront_object_new(&old->head, cloudfront_body_hold(old->body), &old->life, old->received_ms);

    o->age_ms = old->age_ms;
    o->stale_from_ms = old->stale_from_ms;
    o->fresh_until_ms = now_ms + seconds * 1000;
    return o;
}

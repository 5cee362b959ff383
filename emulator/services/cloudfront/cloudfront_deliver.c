/* Names and values are copied: what is kept may leave the cache before the answer is sent. */
#include "emulator/services/cloudfront/cloudfront_deliver.h"

#include <inttypes.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/base/times.h"
#include "emulator/http/http_range.h"

#define POP "NUB50-C1"

static void header_copy(struct http_response *response, const struct http_header *h)
{
    http_response_header_text(response, arena_string(response->arena, h->name), h->value);
}

static void head_copy(struct http_response *response, const struct cloudfront_answer_head *head)
{
    response->status = head->status;
    for (size_t i = 0; i < head->header_count; i++)
        if (!span_is_nocase(head->headers[i].name, "Age")) header_copy(response, &head->headers[i]);
}

/* --- conditions and ranges ---------------------------------------------------------------------------------------- */

static bool reads(const struct cloudfront_visit *v)
{
    return v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD) && !v->is_page;
}

/* A weak tag is as good as a strong one, but for If-Match (RFC 9110, section 13.1.1). */
static struct http_thing thing_of(const struct cloudfront_visit *v, const struct cloudfront_answer_head *head)
{
    struct http_thing thing = { .etag = cloudfront_head_find(head, "ETag") };

    if (span_starts(thing.etag, "W/") && !http_header(&v->request, "If-Match").data)
        thing.etag = span_sub(thing.etag, 2, SIZE_MAX);
    if (!time_parse_http(cloudfront_head_find(head, "Last-Modified"), &thing.changed_ms)) thing.changed_ms = 0;
    return thing;
}

static int condition_status(const struct cloudfront_visit *v, const struct cloudfront_answer_head *head)
{
    struct http_thing thing;

    if (!reads(v) || head->status != 200) return 200;
    thing = thing_of(v, head);
    return http_conditions_status(&v->request, &thing);
}

/* RFC 9110, section 13.1.5: by a strong tag, or by the very date. */
static bool range_holds(const struct cloudfront_visit *v, const struct cloudfront_answer_head *head)
{
    struct span condition = http_header(&v->request, "If-Range");

    if (!condition.data) return true;
    if (span_starts(condition, "\"")) return span_eq(condition, cloudfront_head_find(head, "ETag"));
    return condition.size && span_eq(condition, cloudfront_head_find(head, "Last-Modified"));
}

static enum http_range range_of(const struct cloudfront_visit *v, const struct cloudfront_answer_head *head,
                                int64_t size, int64_t *offset, int64_t *length)
{
    struct span range = http_header(&v->request, "Range");

    *offset = 0;
    *length = size;
    if (!range.size || v->method != CLOUDFRONT_GET || !reads(v) || head->status != 200 || !range_holds(v, head))
        return HTTP_RANGE_WHOLE;
    return http_range_read(range, size, offset, length);
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

/* What a browser has already is told of with what it is kept by, and no more. */
static void not_modified_write(struct http_response *response, const struct cloudfront_answer_head *head)
{
    static const char *const names[] = { "Cache-Control", "Content-Location", "Date",   "ETag",
                                         "Expires",       "Last-Modified",    "Server", "Vary" };

    response->status = 304;
    for (size_t i = 0; i < head->header_count; i++)
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            if (span_is_nocase(head->headers[i].name, names[n])) header_copy(response, &head->headers[i]);
}

static void range_tell(struct http_response *response, int64_t offset, int64_t length, int64_t size)
{
    response->status = 206;
    http_response_header(response, "Content-Range", "bytes %" PRId64 "-%" PRId64 "/%" PRId64, offset,
                         offset + length - 1, size);
}

static void unsatisfiable_write(struct http_response *response, int64_t size)
{
    response->status = 416;
    http_response_header(response, "Content-Range", "bytes */%" PRId64, size);
}

static void part_write(struct http_response *response, struct cloudfront_object *o, int64_t offset, int64_t length)
{
    head_copy(response, &o->head);
    range_tell(response, offset, length, (int64_t)cloudfront_body_size(o->body));
    response->source = cloudfront_body_read(o->body, (size_t)offset, (size_t)length);
}

/* Of HEAD's own answer there is no body, and its length is told by a header. */
static void whole_write(const struct cloudfront_visit *v, struct http_response *response, struct cloudfront_object *o)
{
    size_t size = cloudfront_body_size(o->body);

    head_copy(response, &o->head);
    if (size || v->method != CLOUDFRONT_HEAD) response->source = cloudfront_body_read(o->body, 0, size);
}

static void object_write(struct cloudfront_visit *v, struct cloudfront_object *o)
{
    struct http_response *response = v->c->response;
    int64_t offset, length;

    switch (range_of(v, &o->head, (int64_t)cloudfront_body_size(o->body), &offset, &length)) {
    case HTTP_RANGE_WHOLE: whole_write(v, response, o); break;
    case HTTP_RANGE_PART: part_write(response, o, offset, length); break;
    case HTTP_RANGE_UNSATISFIABLE: unsatisfiable_write(response, (int64_t)cloudfront_body_size(o->body)); break;
    }
}

static void age_write(struct http_response *response, const struct cloudfront_object *o, int64_t now_ms)
{
    int64_t age = (o->age_ms + now_ms - o->received_ms) / 1000;

    http_response_header(response, "Age", "%" PRId64, age > 0 ? age : 0);
}

void cloudfront_deliver_object(struct cloudfront_visit *v, struct cloudfront_object *o, bool hits, int64_t now_ms)
{
    struct http_response *response = v->c->response;

    http_response_clear(response);
    if (o->is_generated) {
        cloudfront_error_page(response, (enum cloudfront_error)o->error, v->id);
        return;
    }
    switch (condition_status(v, &o->head)) {
    case 304: not_modified_write(response, &o->head); break;
    case 412: response->status = 412; break;
    default: object_write(v, o); break;
    }
    if (hits) age_write(response, o, now_ms);
}

/* --- replies ------------------------------------------------------------------------------------------------------ */

/* The part of a body: what stands before it is read and dropped. */
struct cut_source {
    struct source source, *inner;
    int64_t before, left;
};

static ssize_t cut_read(struct source *s, void *out, size_t room)
{
    struct cut_source *own = (struct cut_source *)s;
    char dropped[4096];
    ssize_t got = 1;

    while (own->before > 0 && got > 0) {
        size_t size = own->before < (int64_t)sizeof dropped ? (size_t)own->before : sizeof dropped;
        got = source_read(own->inner, dropped, size);
        own->before -= got;
    }
    if (got <= 0) return -1;
    if ((int64_t)room > own->left) room = (size_t)own->left;
    if (!room) return 0;
    got = source_read(own->inner, out, room);
    if (got > 0) own->left -= got;
    return got;
}

static void cut_close(struct source *s)
{
    source_close(((struct cut_source *)s)->inner);
    free(s);
}

static struct source *cut_make(struct source *inner, int64_t offset, int64_t length)
{
    struct cut_source *own = memory_new(1, sizeof *own);

    own->source = (struct source){ length, cut_read, cut_close };
    own->inner = inner;
    own->before = offset;
    own->left = length;
    return &own->source;
}

static void body_take(struct http_response *response, struct cloudfront_reply *reply)
{
    response->source = reply->body;
    reply->body = NULL;
}

static void reply_whole(struct http_response *response, struct cloudfront_reply *reply)
{
    head_copy(response, &reply->head);
    body_take(response, reply);
}

static void reply_part(struct cloudfront_visit *v, struct cloudfront_reply *reply)
{
    struct http_response *response = v->c->response;
    int64_t offset, length;

    switch (reply->size < 0 ? HTTP_RANGE_WHOLE : range_of(v, &reply->head, reply->size, &offset, &length)) {
    case HTTP_RANGE_WHOLE: reply_whole(response, reply); break;
    case HTTP_RANGE_UNSATISFIABLE: unsatisfiable_write(response, reply->size); break;
    case HTTP_RANGE_PART:
        reply_whole(response, reply);
        range_tell(response, offset, length, reply->size);
        response->source = cut_make(response->source, offset, length);
        break;
    }
}

void cloudfront_deliver_reply(struct cloudfront_visit *v, struct cloudfront_reply *reply, bool answers)
{
    struct http_response *response = v->c->response;

    http_response_clear(response);
    switch (answers ? condition_status(v, &reply->head) : 200) {
    case 304: not_modified_write(response, &reply->head); break;
    case 412: response->status = 412; break;
    default: answers ? reply_part(v, reply) : reply_whole(response, reply); break;
    }
}

void cloudfront_deliver_signs(struct cloudfront_visit *v, const char *result)
{
    struct http_response *response = v->c->response;

    http_response_header(response, "X-Cache", "%s from cloudfront", result);
    http_response_header(response, "Via", "1.1 %s (CloudFront)", cloudfront_edge_name());
    http_response_header_text(response, "X-Amz-Cf-Pop", SPAN(POP));
    http_response_header_text(response, "X-Amz-Cf-Id", v->id);
}

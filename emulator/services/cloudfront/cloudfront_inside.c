/* What is asked lives by itself, since whoever asked may be gone before there is an answer: whichever side ends last
 * frees it. */
#include "emulator/services/cloudfront/cloudfront_inside.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/latch.h"
#include "emulator/base/panic.h"
#include "emulator/core/front.h"

#define STACK_BYTES ((size_t)256 * 1024)
#define HOPS_MAX    4

/* Distributions whose origins are distributions: so many of them on one thread. */
static _Thread_local int hops;

static _Atomic int threads; /* under way */

struct inside {
    struct arena arena;
    struct http_request request;
    struct http_response response;
    struct identity who;
    bool has_who;
    int hops;
    struct latch ended;
};

/* --- what is asked ------------------------------------------------------------------------------------------------ */

static void request_copy(struct inside *x, const struct http_request *from)
{
    struct http_request *to = &x->request;
    struct arena *a = &x->arena;

    *to = *from;
    to->arena = a;
    to->method = arena_span(a, from->method);
    to->path = arena_span(a, from->path);
    if (from->query.data) to->query = arena_span(a, from->query);
    to->version = SPAN("1.1");
    to->remote = arena_span(a, from->remote);
    to->body = arena_span(a, from->body);
    for (size_t i = 0; i < from->header_count; i++)
        to->headers[i] =
            (struct http_header){ arena_span(a, from->headers[i].name), arena_span(a, from->headers[i].value) };
}

static void length_add(struct http_request *r)
{
    int64_t size = r->stream ? r->stream->size : (int64_t)r->body.size;

    if (r->header_count == HTTP_HEADERS_MAX || (!r->stream && !r->body.size && !span_is(r->method, "PUT") &&
                                                !span_is(r->method, "POST") && !span_is(r->method, "PATCH")))
        return;
    r->headers[r->header_count++] =
        size < 0 ? (struct http_header){ SPAN("Transfer-Encoding"), SPAN("chunked") }
                 : (struct http_header){ SPAN("Content-Length"), arena_format(r->arena, "%" PRId64, size) };
}

static struct inside *inside_new(const struct http_request *request, const struct identity *who)
{
    struct inside *x = memory_new(1, sizeof *x);
    struct span host = http_header(request, "Host");

    request_copy(x, request);
    length_add(&x->request);
    x->request.endpoint = arena_format(&x->arena, "http://%.*s", SPAN_ARG(host));
    x->request.descriptor = 0;
    x->request.exchange = NULL;
    x->response = (struct http_response){ .status = 200, .arena = &x->arena, .body.max = HTTP_BODY_BYTES_MAX };
    x->has_who = who != NULL;
    if (who) x->who = *who;
    x->hops = hops + 1;
    latch_init(&x->ended);
    return x;
}

static void inside_free(struct inside *x)
{
    source_close(x->response.source);
    buf_release(&x->response.body);
    latch_release(&x->ended);
    arena_release(&x->arena);
    free(x);
}

static void serve(struct inside *x)
{
    int before = hops;

    hops = x->hops;
    front_serve(&x->request, x->has_who ? &x->who : NULL, &x->response);
    hops = before;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

/* A body that needs what it was made with. */
struct rest_source {
    struct source source;
    struct inside *x;
};

static ssize_t rest_read(struct source *s, void *out, size_t room)
{
    return source_read(((struct rest_source *)s)->x->response.source, out, room);
}

static void rest_close(struct source *s)
{
    inside_free(((struct rest_source *)s)->x);
    free(s);
}

static void head_take(struct arena *a, const struct http_response *response, struct cloudfront_answer_head *head)
{
    struct http_header *headers = ARENA_ARRAY(a, struct http_header, response->header_count + 1);

    for (size_t i = 0; i < response->header_count; i++)
        headers[i] =
            (struct http_header){ arena_span(a, response->headers[i].name), arena_span(a, response->headers[i].value) };
    *head = (struct cloudfront_answer_head){ response->status, headers, response->header_count };
}

static bool has_body(const struct inside *x)
{
    int status = x->response.status;

    return !span_is(x->request.method, "HEAD") && status >= 200 && status != 204 && status != 304;
}

/* Takes it over. */
static void reply_fill(struct inside *x, struct arena *a, struct cloudfront_reply *reply)
{
    struct rest_source *rest;

    *reply = (struct cloudfront_reply){ .is_answered = true, .size = 0 };
    head_take(a, &x->response, &reply->head);
    if (!has_body(x)) {
        inside_free(x);
    } else if (x->response.source) {
        rest = memory_new(1, sizeof *rest);
        rest->source = (struct source){ x->response.source->size, rest_read, rest_close };
        rest->x = x;
        reply->body = &rest->source;
        reply->size = rest->source.size;
    } else {
        reply->size = (int64_t)x->response.body.size;
        reply->body = cloudfront_reply_bytes(x->response.body.data, x->response.body.size);
        x->response.body = (struct buf){ 0 };
        inside_free(x);
    }
}

/* --- a thread of its own ------------------------------------------------------------------------------------------ */

static void *thread_run(void *arg)
{
    struct inside *x = arg;

    serve(x);
    if (!latch_open(&x->ended)) inside_free(x);
    atomic_fetch_sub(&threads, 1);
    return NULL;
}

static bool thread_begin(struct inside *x)
{
    pthread_attr_t attributes;
    pthread_t thread;
    bool is_begun;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    atomic_fetch_add(&threads, 1);
    is_begun = pthread_create(&thread, &attributes, thread_run, x) == 0;
    if (!is_begun) atomic_fetch_sub(&threads, 1);
    pthread_attr_destroy(&attributes);
    return is_begun;
}

void cloudfront_inside_ask(const struct http_request *request, const struct identity *who, int patience_ms,
                           struct cloudfront_reply *reply)
{
    struct inside *x;

    *reply = (struct cloudfront_reply){ .error = CLOUDFRONT_LOOP };
    if (hops >= HOPS_MAX) return;
    x = inside_new(request, who);
    if (!patience_ms || request->stream || !thread_begin(x)) serve(x);
    else if (!latch_wait_or_abandon(&x->ended, patience_ms)) {
        reply->error = CLOUDFRONT_TIMED_OUT;
        return;
    }
    reply_fill(x, request->arena, reply);
}

void cloudfront_inside_wait(int milliseconds)
{
    for (int waited = 0; threads > 0 && waited < milliseconds; waited += 5) usleep(5000);
}

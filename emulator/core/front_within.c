/* On a thread of its own, with a copy of all that it needs; whichever side ends last frees it. */
#include "emulator/core/front_within.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/latch.h"
#include "emulator/base/panic.h"

struct asked {
    struct latch ended;
    struct arena arena;
    struct http_request request;
    struct http_response response;
    struct identity who;
    struct span service;
};

/* --- copies ------------------------------------------------------------------------------------------------------- */

static struct http_header *headers_copy(struct arena *a, const struct http_header *from, size_t count,
                                        struct http_header *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = (struct http_header){ arena_span(a, from[i].name), arena_span(a, from[i].value) };
    return to;
}

static void request_copy(struct arena *a, const struct http_request *from, struct http_request *to)
{
    struct span *const spans[] = { &to->method, &to->path,        &to->query,     &to->version, &to->body,
                                   &to->remote, &to->tls_version, &to->tls_suite, &to->endpoint };

    *to = *from;
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) *spans[i] = arena_span(a, *spans[i]);
    headers_copy(a, from->headers, from->header_count, to->headers);
    to->descriptor = 0;
    to->exchange = NULL;
    to->arena = a;
}

static struct asked *asked_new(const struct http_request *request, const struct identity *who, struct span service)
{
    struct asked *x = memory_new(1, sizeof *x);

    latch_init(&x->ended);
    request_copy(&x->arena, request, &x->request);
    x->response = (struct http_response){ .status = 200, .arena = &x->arena, .body.max = HTTP_BODY_BYTES_MAX };
    x->who = *who;
    x->who.source_arn = arena_span(&x->arena, who->source_arn);
    x->service = arena_span(&x->arena, service);
    return x;
}

static void asked_free(struct asked *x)
{
    source_close(x->response.source);
    buf_release(&x->response.body);
    arena_release(&x->arena);
    latch_release(&x->ended);
    free(x);
}

/* The answer becomes that of who asked. */
static void response_hand_over(struct asked *x, struct http_response *to)
{
    to->status = x->response.status;
    to->header_count = x->response.header_count;
    to->has_lost_headers = x->response.has_lost_headers;
    headers_copy(to->arena, x->response.headers, x->response.header_count, to->headers);
    buf_release(&to->body);
    to->body = x->response.body;
    to->source = x->response.source;
    x->response.body = (struct buf){ 0 };
    x->response.source = NULL;
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static void *asked_main(void *arg)
{
    struct asked *x = arg;

    front_serve_for(&x->request, &x->who, x->service, &x->response);
    if (!latch_open(&x->ended)) asked_free(x);
    return NULL;
}

bool front_serve_within(const struct http_request *request, const struct identity *who, struct span service,
                        struct http_response *response, int64_t milliseconds)
{
    struct asked *x = front_waits(request, service) ? asked_new(request, who, service) : NULL;
    pthread_t thread;

    if (!x || pthread_create(&thread, NULL, asked_main, x)) {
        if (x) asked_free(x);
        front_serve_for(request, who, service, response);
        return true;
    }
    pthread_detach(thread);
    if (!latch_wait_or_abandon(&x->ended, milliseconds)) return false;
    response_hand_over(x, response);
    asked_free(x);
    return true;
}

/* The copy holds the plan anew: the viewer's may be given back before the work is done. Where that changed meanwhile
 * the work is for nobody. */
#include "emulator/services/cloudfront/cloudfront_aside.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/panic.h"
#include "emulator/http/http.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"
#include "emulator/services/cloudfront/cloudfront_plans.h"
#include "emulator/store/kept.h"

#define THREADS_MAX 8
#define STACK_BYTES ((size_t)256 * 1024)

struct aside {
    struct call *c;
    struct cloudfront_visit visit;
    struct http_request request;
    struct http_response response;
    struct cloudfront_cache_found found;
    struct kept *held;
    void (*work)(struct cloudfront_visit *copy, struct cloudfront_cache_found *found);
};

static _Atomic int under_way;

static void request_copy(struct arena *a, struct http_request *to, const struct http_request *from)
{
    *to = *from;
    to->arena = a;
    to->method = arena_span(a, from->method);
    to->path = arena_span(a, from->path);
    if (from->query.data) to->query = arena_span(a, from->query);
    to->version = arena_span(a, from->version);
    to->remote = arena_span(a, from->remote);
    to->endpoint = arena_span(a, from->endpoint);
    to->exchange = NULL;
    for (size_t i = 0; i < from->header_count; i++)
        to->headers[i] =
            (struct http_header){ arena_span(a, from->headers[i].name), arena_span(a, from->headers[i].value) };
}

static void aside_free(struct aside *x)
{
    cloudfront_cache_end(&x->found);
    kept_release(x->held);
    http_response_clear(&x->response);
    buf_release(&x->response.body);
    call_free(x->c);
    free(x);
    atomic_fetch_sub(&under_way, 1);
}

/* NULL: what it is about is gone. */
static struct aside *aside_new(struct cloudfront_visit *v)
{
    struct aside *x = memory_new(1, sizeof *x);
    struct arena *a;

    x->c = call_new(v->c->service, v->c->operation, &v->c->who, v->c->endpoint);
    a = &x->c->arena;
    x->response.arena = a;
    request_copy(a, &x->request, &v->request);
    x->c->request = &x->request;
    x->c->response = &x->response;
    x->visit = *v;
    x->visit.c = x->c;
    x->visit.a = a;
    x->visit.place = NULL;
    x->visit.request = x->request;
    x->visit.id = arena_span(a, v->id);
    x->visit.plan = cloudfront_plans_find(http_header(v->c->request, "Host"), &x->held);
    if (x->visit.plan == v->plan) return x;
    aside_free(x);
    return NULL;
}

static void *run(void *arg)
{
    struct aside *x = arg;

    x->work(&x->visit, &x->found);
    aside_free(x);
    return NULL;
}

static bool thread_begin(struct aside *x)
{
    pthread_attr_t attributes;
    pthread_t thread;
    bool is_begun;

    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    is_begun = pthread_create(&thread, &attributes, run, x) == 0;
    pthread_attr_destroy(&attributes);
    return is_begun;
}

void cloudfront_aside(struct cloudfront_visit *v, struct cloudfront_cache_found *found,
                      void (*work)(struct cloudfront_visit *copy, struct cloudfront_cache_found *found))
{
    struct aside *x;

    if (atomic_fetch_add(&under_way, 1) >= THREADS_MAX) {
        atomic_fetch_sub(&under_way, 1);
        cloudfront_cache_end(found);
        return;
    }
    x = aside_new(v);
    if (!x) {
        cloudfront_cache_end(found);
        return;
    }
    x->found = *found;
    x->work = work;
    *found = (struct cloudfront_cache_found){ .object = NULL };
    if (!thread_begin(x)) aside_free(x);
}

void cloudfront_aside_wait(int milliseconds)
{
    for (int waited = 0; under_way > 0 && waited < milliseconds; waited += 5) usleep(5000);
}

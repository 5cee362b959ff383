/* Tasks that are HTTP requests, on their way: IN_FLIGHT_MAX at once, the others in a queue. What is in the queue is a
 * task in flight of a running execution, so the queue is no longer than these are many. */
#include "emulator/services/states/http/states_http.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#include "emulator/core/settings.h"
#include "emulator/services/states/http/states_http_request.h"

#define IN_FLIGHT_MAX 64

struct sending {
    struct asl_resource resource;
    bool wants_exchange;
    states_http_done *done;
    void *arg;
    struct http_client_request request;
    struct arena arena;
    struct sending *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sending *queue, **queue_end = &queue;
static int in_flight;

static void sending_free(struct sending *s)
{
    arena_release(&s->arena);
    free(s);
}

/* The next of the queue, when there is room. */
static struct sending *take(void)
{
    struct sending *s;

    pthread_mutex_lock(&lock);
    s = in_flight < IN_FLIGHT_MAX ? queue : NULL;
    if (s) {
        queue = s->next;
        if (!queue) queue_end = &queue;
        in_flight++;
    }
    pthread_mutex_unlock(&lock);
    return s;
}

static void send_some(void);

static void over(const struct http_client_result *result, void *arg)
{
    struct sending *s = arg;
    struct asl_outcome o;

    pthread_mutex_lock(&lock);
    in_flight--;
    pthread_mutex_unlock(&lock);
    if (!result->was_stopped) {
        o = states_http_outcome(&s->arena, &s->resource, result);
        if (s->wants_exchange) o.exchange = states_http_exchange(&s->arena, &s->request, result);
    }
    s->done(s->arg, result->was_stopped ? NULL : &o);
    sending_free(s);
    if (!result->was_stopped) send_some();
}

static void send_some(void)
{
    struct sending *s;

    while ((s = take())) http_client_send(&s->request, over, s);
}

/* Where Nube's own stages are found from within. */
static const char *gateway(struct arena *a)
{
    const char *host = settings.host;

    if (!host || strcmp(host, "0.0.0.0") == 0 || strcmp(host, "::") == 0) host = "127.0.0.1";
    return arena_printf(a, strchr(host, ':') ? "[%s]:%d" : "%s:%d", host, (int)settings.port);
}

void states_http_start(const struct asl_task *t, const char *region, bool wants_exchange, states_http_done *done,
                       void *arg)
{
    struct sending *s = memory_new(1, sizeof *s);
    struct asl_payload parameters = t->parameters;
    struct asl_outcome refusal;

    s->resource = *t->resource;
    s->resource.service = arena_span(&s->arena, t->resource->service);
    s->wants_exchange = wants_exchange;
    s->done = done;
    s->arg = arg;
    parameters = asl_payload_text(arena_span(&s->arena, asl_payload_as_text(&parameters, &s->arena)));
    if (!states_http_request_make(&s->arena, &s->resource, asl_payload_as_doc(&parameters, &s->arena), region,
                                  gateway(&s->arena), &s->request, &refusal)) {
        done(arg, &refusal);
        sending_free(s);
        return;
    }
    pthread_mutex_lock(&lock);
    *queue_end = s;
    queue_end = &s->next;
    pthread_mutex_unlock(&lock);
    send_some();
}

/* A list of them; what they do is their lanes' affair. */
#include "emulator/services/pipes/pipes_pollers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/core/arn.h"
#include "emulator/services/pipes/pipes_lanes.h"
#include "emulator/store/store.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pipes_poller *pollers;

static void poller_read(struct pipes_poller *p, const struct pipes_pipe *pipe)
{
    struct arena *a = &p->arena;
    struct doc *config = doc_copy(a, pipe->config), *queue, *source = doc_get(config, "SourceParameters");
    const struct doc *target = doc_get(config, "TargetParameters");
    struct span arn = doc_get_str(config, "Source");
    struct arn from;

    arn_parse(arn, &from);
    p->pipe = *pipe;
    p->pipe.name = arena_span(a, pipe->name);
    p->pipe.region = arena_span(a, pipe->region);
    p->pipe.endpoint = arena_span(a, pipe->endpoint);
    p->pipe.config = config;
    p->names = (struct pipes_names){
        .name = p->pipe.name, .source = arn, .target = doc_get_str(config, "Target"), .now_ms = pipe->created_ms
    };
    p->names.arn = arn_make(a, "pipes", pipe->region, pipe->account, "pipe/%.*s", SPAN_ARG(pipe->name));
    p->queue_url =
        arena_format(a, "%.*s/%.*s/%.*s", SPAN_ARG(pipe->endpoint), SPAN_ARG(from.account), SPAN_ARG(from.resource));
    p->template = doc_get_str(target, "InputTemplate");
    p->waits = !span_is(doc_get_str(doc_get(target, "StepFunctionStateMachineParameters"), "InvocationType"),
                        "FIRE_AND_FORGET");
    p->filters = doc_get(doc_get(source, "FilterCriteria"), "Filters");
    queue = doc_get(source, "SqsQueueParameters");
    p->batch_size = doc_get_int(queue, "BatchSize", PIPES_RECEIVE_MAX);
    p->window_ms = doc_get_int(queue, "MaximumBatchingWindowInSeconds", 0) * 1000;
    p->collects = p->window_ms || p->batch_size > PIPES_RECEIVE_MAX;
    p->held_max = p->collects ? (size_t)p->batch_size : PIPES_RECEIVE_MAX;
}

void pipes_poller_start(const struct pipes_pipe *pipe)
{
    struct pipes_poller *p;
    char region[32] = "";

    pipes_poller_stop(pipe->id);
    if (pipe->is_stopped || pipe->failure) return;
    p = memory_new(1, sizeof *p);
    poller_read(p, pipe);
    snprintf(region, sizeof region, "%.*s", SPAN_ARG(pipe->region));
    if (!identity_of_role(doc_get_str(p->pipe.config, "RoleArn"), arena_string(&p->arena, p->pipe.name), region,
                          &p->who)) {
        arena_release(&p->arena);
        free(p);
        return;
    }
    pthread_mutex_lock(&lock);
    p->next = pollers;
    pollers = p;
    pipes_lanes_start(p);
    pthread_mutex_unlock(&lock);
}

/* Out of the list. Under the lock. */
static void poller_drop(struct pipes_poller **at)
{
    struct pipes_poller *p = *at;

    *at = p->next;
    pipes_lanes_stop(p);
}

void pipes_poller_stop(int64_t id)
{
    pthread_mutex_lock(&lock);
    for (struct pipes_poller **at = &pollers; *at;) {
        if ((*at)->pipe.id == id) poller_drop(at);
        else at = &(*at)->next;
    }
    pthread_mutex_unlock(&lock);
}

void pipes_pollers_reset(void)
{
    pthread_mutex_lock(&lock);
    while (pollers) poller_drop(&pollers);
    pthread_mutex_unlock(&lock);
}

void pipes_pollers_stop(void)
{
    pipes_lanes_close(true);
    pipes_pollers_reset();
}

int pipes_pollers_take_up(void)
{
    struct arena a = { 0 };
    struct db *db = store_reader_take();
    struct rows *r;

    if (!db) return -1;
    pipes_lanes_close(false);
    for (r = pipes_store_all(db); rows_next(r);) {
        struct pipes_pipe p = { 0 };

        pipes_store_read(r, &a, &p);
        if (p.config) pipes_poller_start(&p);
    }
    store_reader_give(db);
    arena_release(&a);
    return 0;
}

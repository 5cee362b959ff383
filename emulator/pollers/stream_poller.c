/* A list of them; what they do is their lanes' affair. */
#include "emulator/pollers/stream_poller.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/core/arn.h"
#include "emulator/patterns/event_pattern.h"
#include "emulator/pollers/stream_lane.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct stream_poller *pollers;

static void plan_copy(struct stream_poller *p, const struct stream_plan *plan)
{
    struct arena *a = &p->arena;

    p->plan = *plan;
    p->plan.name = arena_span(a, plan->name);
    p->plan.arn = arena_span(a, plan->arn);
    p->plan.role = arena_span(a, plan->role);
    p->plan.stream_arn = arena_span(a, plan->stream_arn);
    p->plan.endpoint = arena_span(a, plan->endpoint);
    p->plan.filters = plan->filters ? doc_copy(a, plan->filters) : NULL;
    p->plan.own = plan->own ? doc_copy(a, plan->own) : NULL;
    for (int i = 0; i < plan->lanes; i++) {
        struct stream_position *at = &p->plan.positions[i];

        at->shard = arena_span(a, at->shard);
        at->number = arena_span(a, at->number);
        at->iterator = arena_span(a, at->iterator);
    }
}

/* The stream's ARN has the table's in front: "…:table/NAME/stream/LABEL". */
static bool poller_prepare(struct stream_poller *p)
{
    struct span rest, kind, name;
    struct arn stream;
    bool is_valid;

    if (!arn_parse_of(p->plan.stream_arn, "dynamodb", &stream)) return false;
    rest = stream.resource;
    if (!span_split(&rest, '/', &kind) || !span_split(&rest, '/', &name) || !rest.size) return false;
    p->table_arn = span_sub(p->plan.stream_arn, 0, p->plan.stream_arn.size - rest.size - 1);
    p->patterns = event_patterns_read(&p->arena, p->plan.filters, &is_valid);
    return identity_of_role(p->plan.role, arena_string(&p->arena, p->plan.name), arena_string(&p->arena, stream.region),
                            &p->who);
}

/* An ID below 0: all of the kind. */
static void pollers_drop(const struct stream_poller_kind *kind, int64_t id)
{
    pthread_mutex_lock(&lock);
    for (struct stream_poller **at = &pollers; *at;) {
        struct stream_poller *p = *at;

        if (p->plan.kind != kind || (id >= 0 && p->plan.id != id)) {
            at = &p->next;
            continue;
        }
        *at = p->next;
        stream_lanes_end(p);
    }
    pthread_mutex_unlock(&lock);
}

void stream_poller_stop(const struct stream_poller_kind *kind, int64_t id)
{
    pollers_drop(kind, id);
}

void stream_pollers_stop(const struct stream_poller_kind *kind)
{
    pollers_drop(kind, -1);
}

bool stream_poller_start(const struct stream_plan *plan)
{
    struct stream_poller *p = memory_new(1, sizeof *p);

    pollers_drop(plan->kind, plan->id);
    plan_copy(p, plan);
    if (!poller_prepare(p)) {
        arena_release(&p->arena);
        free(p);
        return false;
    }
    pthread_mutex_lock(&lock);
    p->next = pollers;
    pollers = p;
    stream_lanes_begin(p);
    pthread_mutex_unlock(&lock);
    return true;
}

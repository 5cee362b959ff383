/* Whom to tell once a transaction is durable. */
#include "emulator/services/states/run/states_aftermath.h"

#include <assert.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#include "emulator/core/park.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/store/states_names.h"

struct states_after {
    int64_t news, forget;
    const char *wake;
    struct states_after *next;
};

static struct states_after *add(struct states_aftermath *after)
{
    struct states_after *a = ARENA_NEW(&after->arena, struct states_after);

    if (!after->end) after->end = &after->first;
    *after->end = a;
    after->end = &a->next;
    return a;
}

void states_after_news(struct states_aftermath *after, int64_t execution)
{
    add(after)->news = execution;
}

void states_after_forget(struct states_aftermath *after, int64_t execution)
{
    add(after)->forget = execution;
}

void states_after_activity(struct states_aftermath *after, struct span activity)
{
    add(after)->wake = states_activity_key(&after->arena, activity);
}

struct states_stop {
    int64_t execution;
    struct states_stop *next;
};

void states_after_stop(struct states_aftermath *after, int64_t execution)
{
    struct states_stop *stop = ARENA_NEW(&after->arena, struct states_stop);

    *stop = (struct states_stop){ execution, after->stops };
    after->stops = stop;
}

bool states_after_stop_take(struct states_aftermath *after, int64_t *execution)
{
    struct states_stop *stop = after->stops;

    if (!stop) return false;
    *execution = stop->execution;
    after->stops = stop->next;
    return true;
}

void states_aftermath_run(struct states_aftermath *after)
{
    assert(!after->stops);
    for (const struct states_after *a = after->first; a; a = a->next) {
        if (a->news) states_run_news(a->news);
        if (a->forget) states_run_forget(a->forget);
        if (a->wake) park_wake(a->wake, 1);
    }
}

void states_aftermath_release(struct states_aftermath *after)
{
    arena_release(&after->arena);
    *after = (struct states_aftermath){ 0 };
}

static void drop(void *value)
{
    struct states_aftermath *after = *(struct states_aftermath **)value;

    states_aftermath_release(after);
    free(after);
}

static void run(void *value)
{
    states_aftermath_run(*(struct states_aftermath **)value);
    drop(value);
}

/* On the heap: it is filled until the call ends, and the call may be one inside another that outlives it. */
struct states_aftermath *states_aftermath_of(struct call *c)
{
    struct states_aftermath *after = memory_new(1, sizeof *after);

    call_after_commit_owning(c, run, drop, &after, sizeof after);
    return after;
}

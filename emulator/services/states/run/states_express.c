/* EXPRESS executions. Advancing them is states_runs.c's, as for all; here is what takes the row's place, and the caller
 * who waits. */
#include "emulator/services/states/run/states_express.h"

#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/base/panic.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/services/states/run/states_trial.h"

struct states_express *states_express_new(const struct states_execution *e, struct call *caller,
                                          states_express_answer *answer)
{
    struct states_express *x = memory_new(1, sizeof *x);
    struct arena *a;
    char uuid[37];

    a = &x->arena;
    uuid_new(uuid);
    x->caller = caller;
    x->answer = answer;
    x->e = *e;
    x->e.account = arena_span(a, e->account);
    x->e.region = arena_span(a, e->region);
    x->e.machine = arena_span(a, e->machine);
    x->e.name = arena_span(a, e->name);
    x->e.role_arn = arena_span(a, e->role_arn);
    x->e.endpoint = arena_span(a, e->endpoint);
    x->e.input = arena_span(a, e->input);
    x->e.trace_header = arena_span(a, e->trace_header);
    x->e.alias = arena_span(a, e->alias);
    x->e.express_uuid = arena_span(a, span_of(uuid));
    x->e.mock = arena_span(a, e->mock);
    return x;
}

void states_express_keep(struct states_express *x, const struct states_execution *e)
{
    struct buf saved = { 0 };

    buf_add_span(&saved, e->saved);
    buf_add_span(&saved, e->mock);
    buf_release(&x->saved);
    x->saved = saved;
    x->e.saved = span_sub(buf_span(&saved), 0, e->saved.size);
    if (e->mock.data) x->e.mock = span_sub(buf_span(&saved), e->saved.size, e->mock.size);
    x->e.last_event = e->last_event;
}

void states_express_end(struct states_express *x, const struct states_execution *e)
{
    struct call *c = x->caller;

    if (!c) return;
    x->caller = NULL;
    x->answer(x, e, c);
    door_finish(c);
}

static void caller_abandon(void *arg)
{
    struct call *c = arg;

    fault(c, &fault_internal, "The execution was dropped before it ended.");
    door_finish(c);
}

void states_express_free(struct states_express *x)
{
    if (!x) return;
    if (x->caller) workers_submit(caller_abandon, x->caller);
    states_trial_free(x->trial);
    buf_release(&x->saved);
    arena_release(&x->arena);
    free(x);
}

/* A task's call on its way: opened in the role's name, sent through the door, and its end told to the execution. */
#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/core/call.h"
#include "emulator/core/door.h"
#include "emulator/services/states/states_run_parts.h"
#include "emulator/services/states/states_tasks.h"

static void errand_done(struct call *c, void *arg)
{
    struct errand *errand = arg;

    run_post_outcome(errand, c, states_task_outcome(&errand->resource, c));
    free(errand);
}

void errand_start(struct stretch *s, const struct asl_task *t, uint64_t now_epoch)
{
    struct errand *errand = calloc(1, sizeof *errand);
    struct asl_outcome refusal = { 0 };
    struct identity who;
    char session[33];
    struct call *c;

    *errand = (struct errand){ s->e.id, t->id, now_epoch, *t->resource };
    random_text(session, 32, ALPHABET_LOWER);
    if (!identity_of_role(t->role_arn.data ? t->role_arn : s->e.role_arn, session, arena_string(&s->arena, s->e.region),
                          &who)) {
        run_post_outcome(errand, NULL,
                         (struct asl_outcome){ .failed = true,
                                               .error = SPAN("States.TaskFailed"),
                                               .cause = SPAN("The role of the task cannot be assumed.") });
        free(errand);
        return;
    }
    c = states_task_open(t, &who, s->e.endpoint, &refusal);
    if (!c) {
        run_post_outcome(errand, NULL, refusal);
        free(errand);
        return;
    }
    errand->resource.arn = arena_span(&c->arena, t->resource->arn);
    errand->resource.service = arena_span(&c->arena, t->resource->service);
    errand->resource.action = arena_span(&c->arena, t->resource->action);
    errand->resource.type = arena_span(&c->arena, t->resource->type);
    errand->resource.resource = arena_span(&c->arena, t->resource->resource);
    c->done = errand_done;
    c->done_arg = errand;
    door_submit(c);
}

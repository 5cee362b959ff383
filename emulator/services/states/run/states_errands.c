/* A task's call on its way: opened in the role's name, sent through the door, and its end told to the execution.
 *
 * After a restart the calls of the tasks that were in flight are made again. Those whose operation's row has an
 * idempotency token are not done twice: an execution that such a task starts has a name that follows from the task, and
 * the second call finds it.
 */
#include "emulator/services/states/run/states_errands.h"

#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/base/panic.h"
#include "emulator/core/call.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/states/http/states_http.h"
#include "emulator/services/states/http/states_http_request.h"
#include "emulator/services/states/run/states_ends.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/run/states_tasks.h"
#include "emulator/services/states/store/states_names.h"

/* --- calls that are made again ------------------------------------------------------------------------------------ */

/* AWS: a name or a token that the parameters lack is a UUID. Here it follows from the task, so that the call made
 * again has the same. */
static void idempotency_token_fill(struct call *c, const struct states_execution *e, int64_t task)
{
    const char *token = c->operation->idempotency_token, *hex;

    if (!token || doc_get(c->in, token)) return;
    hex = sha256_hex(&c->arena, states_token_of_task(&c->arena, e, task));
    doc_put_format(c->in, token, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

struct errand {
    int64_t execution, task;
    struct states_errand_kind how;
    struct asl_resource resource; /* its texts are in the call */
};

static void outcome_tell(struct errand *errand, struct call *c, struct asl_outcome outcome)
{
    states_run_post_outcome(errand->execution, errand->task, errand->how.epoch, c, outcome);
    free(errand);
}

static void errand_done(struct call *c, void *arg)
{
    struct errand *errand = arg;

    if (errand->how.is_again && c->fault.kind && c->operation->replay) c->operation->replay(c);
    outcome_tell(errand, c, states_task_outcome(&errand->resource, c));
}

/* One that was stopped is not told: the process stops, and the next one makes the call again. */
static void http_done(void *arg, const struct asl_outcome *outcome)
{
    if (outcome) outcome_tell(arg, NULL, *outcome);
    else free(arg);
}

/* The texts of the task's resource live no longer than the stretch. */
static void resource_keep(struct errand *errand, struct arena *a)
{
    struct asl_resource *r = &errand->resource;

    r->arn = arena_span(a, r->arn);
    r->service = arena_span(a, r->service);
    r->action = arena_span(a, r->action);
    r->type = arena_span(a, r->type);
    r->resource = arena_span(a, r->resource);
}

static void call_start(struct errand *errand, const struct states_execution *e, struct arena *a,
                       const struct asl_task *t, const struct identity *who)
{
    struct asl_outcome refusal = { 0 };
    struct call *c = states_task_open(a, t, who, e->endpoint, &refusal);

    if (!c) {
        outcome_tell(errand, NULL, refusal);
        return;
    }
    resource_keep(errand, &c->arena);
    idempotency_token_fill(c, e, t->id);
    c->done = errand_done;
    c->done_arg = errand;
    door_submit(c);
}

static struct asl_outcome not_assumed(struct span cause)
{
    return (struct asl_outcome){ .failed = true, .error = SPAN("States.TaskFailed"), .cause = cause };
}

/* The machine's role must be allowed to assume the one of the task's Credentials.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html */
static bool role_is_passed_on(struct arena *a, const struct asl_task *t, const struct identity *machine,
                              struct span *words)
{
    struct call *c = door_open("sts", "AssumeRole", machine, SPAN(""));
    bool allows;

    if (!c) return true;
    doc_put_str(c->in, "RoleArn", t->role_arn);
    allows = door_allows(NULL, c);
    if (!allows) *words = arena_span(a, (struct span){ c->fault.message, c->fault.message_size });
    call_free(c);
    return allows;
}

/* As whom the task makes its calls; false with its outcome. AWS: the trust counts when the role is used, not only when
 * the machine got it. */
static bool role_assume(const struct states_execution *e, struct arena *a, const struct asl_task *t,
                        struct identity *who, struct asl_outcome *refusal)
{
    struct span words = SPAN("The role of the task cannot be assumed.");
    char session[33];

    random_text(session, 32, ALPHABET_LOWER);
    *refusal = not_assumed(words);
    if (!identity_of_role(e->role_arn, session, arena_string(a, e->region), who)) return false;
    if (!door_may_assume(NULL, "states", e->role_arn, states_execution_machine_arn(a, e))) {
        *refusal =
            not_assumed(SPAN("The principal states.amazonaws.com is not authorized to assume the provided role."));
        return false;
    }
    if (!t->role_arn.data) return true;
    if (!role_is_passed_on(a, t, who, &words)) {
        *refusal = not_assumed(words);
        return false;
    }
    return identity_of_role(t->role_arn, session, arena_string(a, e->region), who);
}

void states_errand_start(const struct states_execution *e, struct arena *a, const struct asl_task *t,
                         const struct states_errand_kind *how)
{
    struct errand *errand = memory_new(1, sizeof *errand);
    struct asl_outcome refusal;
    struct identity who;

    *errand = (struct errand){ e->id, t->id, *how, *t->resource };
    if (!role_assume(e, a, t, &who, &refusal)) outcome_tell(errand, NULL, refusal);
    else if (states_http_is(t->resource)) states_http_start(t, who.region, how->is_trial, http_done, errand);
    else call_start(errand, e, a, t, &who);
}

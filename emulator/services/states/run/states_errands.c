/* A task's call on its way: opened in the role's name, sent through the door, and its end told to the execution.
 *
 * After a restart the calls of the tasks that were in flight are made again. An execution that such a task starts is not started twice: it has a name that
 * follows from the task, and the second call finds it.
 */
#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/core/call.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/http/states_http.h"
#include "emulator/services/states/http/states_http_request.h"
#include "emulator/services/states/run/states_jobs.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/run/states_run_parts.h"
#include "emulator/services/states/states_shapes.h"
#include "emulator/services/states/run/states_tasks.h"
#include "emulator/services/states/run/states_tokens.h"

/* --- executions that tasks start ---------------------------------------------------------------------------------- */

static bool starts_execution(const struct call *c)
{
    return c->operation->input == &StatesStartExecutionInput;
}

/* AWS: one without a name gets a UUID. */
static void child_name(struct call *c, const struct states_execution *e, int64_t task)
{
    const char *hex;

    if (!starts_execution(c) || doc_get(c->in, "name")) return;
    hex = sha256_hex(&c->arena, states_token_of_task(&c->arena, e, task));
    doc_put_format(c->in, "name", "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* The second call found the name taken: by the first, when the input is the same. Then its answer is what the first call's was. */
static void child_recognise(struct call *c)
{
    struct doc *input = doc_get(c->in, "input");
    struct states_execution there;
    struct states_arn machine;
    bool is_same = false;
    struct db *db;

    if (!starts_execution(c) || c->fault.kind != &states_execution_already_exists) return;
    if (!states_arn_parse(doc_get_str(c->in, "stateMachineArn"), &machine) || !(db = store_reader_take())) return;
    if (states_execution_find(db, &c->arena, machine.account, machine.region, machine.name, doc_get_str(c->in, "name"),
                              &there))
        is_same = span_eq(there.input, input ? doc_text(input) : SPAN("{}"));
    store_reader_give(db);
    if (!is_same) return;
    c->fault = (struct fault_raised){ 0 };
    doc_put_str(c->out, "executionArn", states_execution_arn(&c->arena, &there));
    doc_put_int(c->out, "startDate", there.started_ms);
}

/* --- the call ----------------------------------------------------------------------------------------------------- */

static void errand_done(struct call *c, void *arg)
{
    struct errand *errand = arg;

    if (errand->is_again) child_recognise(c);
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

    *errand = (struct errand){ s->e.id, t->id, now_epoch, s->is_resumed, s->trial != NULL, *t->resource };
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
    if (states_http_is(t->resource)) {
        states_http_start(errand, t, who.region);
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
    child_name(c, &s->e, t->id);
    c->done = errand_done;
    c->done_arg = errand;
    door_submit(c);
}

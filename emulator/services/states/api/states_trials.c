/* From a request to a trial, and from its end to an answer. */
#include "emulator/services/states/api/states_trials.h"

#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/panic.h"
#include "emulator/services/states/run/states_express.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/states_rules.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/api/states_trial_checks.h"
#include "emulator/services/states/run/states_trial.h"

/* A state by itself is no workflow that would have to end. */
static void ends_forget(struct asl_report *report)
{
    for (struct asl_diagnostic *d = report->first; d; d = d->next)
        if (span_is(span_of(d->code), "MISSING_END_STATE")) d->is_error = false;
}

/* The state by itself, or, with its name, out of a whole definition. */
static int definition_read(struct call *c, struct states_trial *t)
{
    struct span name = doc_get_str(c->in, "stateName"), text = doc_get_str(c->in, "definition");
    struct asl_report report = { .arena = &c->arena };

    if (!name.data) {
        struct doc *around = asl_trial_definition(&c->arena, text);

        name = SPAN(ASL_TRIAL_NAME);
        if (around) text = json_text(&c->arena, around);
    }
    t->definition = asl_definition_new(text, false, &report);
    if (!doc_get(c->in, "stateName")) ends_forget(&report);
    if (!t->definition)
        return fault(c, &states_invalid_definition, "Invalid State Machine Definition: %s", asl_report_text(&report));
    if (asl_trial_find(&t->trial, t->definition, name)) return 0;
    return fault(c, &fault_validation, "State not found in definition");
}

static struct span kept(struct asl_trial *trial, const struct doc *holder, const char *name)
{
    return arena_span(&trial->arena, doc_get_str(holder, name));
}

/* What the request says of the surroundings; it has been checked. */
static void surroundings_read(struct call *c, struct asl_trial *trial)
{
    struct doc *mock = doc_get(c->in, "mock"), *configuration = doc_get(c->in, "stateConfiguration"),
               *error = doc_get(mock, "errorOutput");

    trial->is_mocked = mock != NULL;
    trial->mock = (struct asl_outcome){ .failed = error != NULL,
                                        .output = kept(trial, mock, "result"),
                                        .error = kept(trial, error, "error"),
                                        .cause = kept(trial, error, "cause") };
    trial->retry_count = doc_get_int(configuration, "retrierRetryCount", 0);
    trial->failure_count = doc_get_int(configuration, "mapIterationFailureCount", -1);
    trial->items_source = kept(trial, configuration, "mapItemReaderData");
    if (doc_get(c->in, "context")) trial->context = json_parse(&trial->arena, kept(trial, c->in, "context"), NULL);
    if (doc_get(c->in, "variables"))
        trial->variables = json_parse(&trial->arena, kept(trial, c->in, "variables"), NULL);
}

static void put_notes(struct call *c, const struct asl_trial *trial)
{
    struct span level = doc_get_str(c->in, "inspectionLevel");
    struct doc *notes;

    if (!level.data || span_is(level, "INFO")) return;
    notes = doc_copy(&c->arena, trial->notes);
    if (!span_is(level, "TRACE")) doc_remove(notes, SPAN("request"));
    if (!span_is(level, "TRACE")) doc_remove(notes, SPAN("response"));
    doc_put(c->out, "inspectionData", notes);
}

static void answer(struct states_express *x, const struct states_execution *e, struct call *c)
{
    static const char *const names[] = { "SUCCEEDED", "FAILED", "RETRIABLE",
                                         "CAUGHT_ERROR" }; /* ORDER asl_trial_status */
    const struct asl_trial *trial = &x->trial->trial;
    bool timed_out = e->status == STATES_TIMED_OUT;

    doc_put_cstr(c->out, "status", names[timed_out ? TRIAL_FAILED : trial->status]);
    doc_put_str(c->out, "output", e->output);
    doc_put_str(c->out, "error", timed_out ? SPAN("States.Timeout") : trial->error);
    doc_put_str(c->out, "cause", trial->cause);
    doc_put_str(c->out, "nextState", trial->next);
    put_notes(c, trial);
}

static void trial_start(struct call *c, struct states_trial *t)
{
    struct doc *input = doc_get(c->in, "input");
    struct states_execution e = { .started_ms = c->now_ms,
                                  .account = span_of(c->who.account),
                                  .region = span_of(c->who.region),
                                  .role_arn = doc_get_str(c->in, "roleArn"),
                                  .endpoint = c->endpoint,
                                  .input = input ? doc_text(input) : SPAN("{}") };
    struct states_express *x;
    char machine[37], name[37];

    uuid_new(machine);
    uuid_new(name);
    e.machine = span_of(machine);
    e.name = span_of(name);
    x = states_express_new(&e, c, answer);
    x->trial = t;
    states_run_start_express(x);
}

int states_test_state(struct call *c)
{
    struct states_trial *t = memory_new(1, sizeof *t);

    if (definition_read(c, t) || states_trial_check(c, &t->trial)) {
        states_trial_free(t);
        return -1;
    }
    surroundings_read(c, &t->trial);
    trial_start(c, t);
    return CALL_PENDING;
}

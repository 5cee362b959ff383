/* The request of TestState against the state it names: what may be mocked, and how a Context object may look.
 * AWS: the words of these refusals are the service's own, as far as they are known; the order is that in which it tells
 * them. */
#include "emulator/services/states/api/states_trial_checks.h"

#include "emulator/base/json.h"
#include "emulator/services/states/api/states_find.h"
#include "emulator/services/states/states_faults.h"
#include "emulator/services/states/api/states_machines.h"
#include "emulator/services/states/mocks/states_mock_shapes.h"
#include "emulator/services/states/states_rules.h"

static bool is_join(const struct asl_state *s)
{
    return s->type == ASL_MAP || s->type == ASL_PARALLEL;
}

/* What makes sense only with a mock. */
static int configuration_check(struct call *c, const struct asl_trial *trial)
{
    static const struct {
        const char *member, *told;
    } mocked[] = {
        { "retrierRetryCount", "RetrierRetryCount" },
        { "errorCausedByState", "ErrorCausedByState" },
        { "mapIterationFailureCount", "MapIterationFailureCount" },
        { "mapItemReaderData", "MapItemReaderData" },
    };
    struct doc *configuration = doc_get(c->in, "stateConfiguration"), *mock = doc_get(c->in, "mock");
    struct span culprit = doc_get_str(configuration, "errorCausedByState");

    for (size_t i = 0; i < sizeof mocked / sizeof *mocked && !mock; i++) {
        if (doc_get(configuration, mocked[i].member))
            return fault(c, &fault_validation, "TestState does not support %s when a mock is not specified.",
                         mocked[i].told);
    }
    if (doc_get(c->in, "context") && !mock)
        return fault(c, &fault_validation, "TestState does not support Context when a mock is not specified.");
    if (!culprit.data || asl_trial_has_inside(trial, culprit)) return 0;
    return fault(c, &fault_validation, "State not found in definition");
}

/* --- the mock ----------------------------------------------------------------------------------------------------- */

static int type_check(struct call *c, const struct asl_state *s)
{
    bool is_mocked = doc_get(c->in, "mock") != NULL;

    if (!is_mocked && is_join(s))
        return fault(
            c, &states_invalid_definition,
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
    if (!is_mocked && s->type == ASL_TASK && asl_resource_is_answered_later(&s->resource))
        return fault(
            c, &states_invalid_definition,
            "TestState API does not support Activity tasks, or the '.sync' and '.waitForTaskToken' service integration patterns, when a mock is not specified.");
    if (is_mocked && !is_join(s) && s->type != ASL_TASK)
        return fault(c, &fault_validation, "State type '%s' is not supported when a mock is specified",
                     asl_type_names[s->type]);
    return 0;
}

static int map_result_check(struct call *c, const struct asl_state *s, const struct doc *result)
{
    int64_t failures = doc_get_int(doc_get(c->in, "stateConfiguration"), "mapIterationFailureCount", 0);

    if (s->distributed && s->distributed->writer.service.data) {
        if (!doc_is(result, DOC_MAP)) return fault(c, &fault_validation, "Mocked result must be a JSON object.");
        return 0;
    }
    if (!doc_is(result, DOC_LIST)) return fault(c, &fault_validation, "Mocked result must be an array.");
    if (failures <= (int64_t)doc_count(result)) return 0;
    return fault(c, &fault_validation,
                 "Map iteration failure count must be less than or equal to the number of Map iterations");
}

static int parallel_result_check(struct call *c, const struct asl_state *s, const struct doc *result)
{
    if (!doc_is(result, DOC_LIST)) return fault(c, &fault_validation, "Mocked result must be an array.");
    if (doc_count(result) == s->branch_count) return 0;
    return fault(c, &fault_validation,
                 "Mocked result must contain the same number of items as number of Parallel branches.");
}

static int result_check(struct call *c, const struct asl_state *s, struct span text)
{
    struct doc *result = json_parse(&c->arena, text, NULL);
    const char *wrong;

    if (!result) return fault(c, &fault_validation, "Mocked result must be valid JSON");
    if (s->type == ASL_MAP) return map_result_check(c, s, result);
    if (s->type == ASL_PARALLEL) return parallel_result_check(c, s, result);
    wrong = states_mock_refusal(&c->arena, &s->resource, doc_get_str(doc_get(c->in, "mock"), "fieldValidationMode"),
                                result);
    return wrong ? fault(c, &fault_validation, "Mock result schema validation error: %s", wrong) : 0;
}

static int mock_check(struct call *c, const struct asl_state *s)
{
    struct doc *mock = doc_get(c->in, "mock"), *result = doc_get(mock, "result"), *error = doc_get(mock, "errorOutput");

    if (!mock) return 0;
    if (doc_get_bool(c->in, "revealSecrets", false))
        return fault(c, &fault_validation, "TestState does not support RevealSecrets when a mock is specified.");
    if (!result == !error)
        return fault(c, &fault_validation,
                     "A test mock should have only one of the following fields: [result, errorOutput].");
    if (error && !doc_get(error, "error"))
        return fault(c, &fault_validation, "The field 'error' is required when a mock's errorOutput is specified.");
    return result ? result_check(c, s, doc_text(result)) : 0;
}

/* --- the Context object ------------------------------------------------------------------------------------------- */

enum kind { TEXT, NUMBER, ANYTHING };

static const struct {
    const char *section, *field;
    enum kind kind;
} context_fields[] = {
    { "Execution", "Id", TEXT },
    { "Execution", "Input", ANYTHING },
    { "Execution", "Name", TEXT },
    { "Execution", "RoleArn", TEXT },
    { "Execution", "StartTime", TEXT },
    { "Execution", "RedriveCount", NUMBER },
    { "Execution", "RedriveTime", TEXT },
    { "State", "EnteredTime", TEXT },
    { "State", "Name", TEXT },
    { "State", "RetryCount", NUMBER },
    { "StateMachine", "Id", TEXT },
    { "StateMachine", "Name", TEXT },
    { "Task", "Token", TEXT },
};

#define CONTEXT_FIELDS (sizeof context_fields / sizeof *context_fields)

static int context_refuse(struct call *c, const char *why)
{
    return fault(c, &fault_validation, "Invalid Context object provided: %s", why);
}

static int field_check(struct call *c, struct span section, const struct doc_member *m)
{
    for (size_t i = 0; i < CONTEXT_FIELDS; i++) {
        enum kind kind = context_fields[i].kind;

        if (!span_is(section, context_fields[i].section) || !span_is(m->name, context_fields[i].field)) continue;
        if (kind == ANYTHING || doc_is(m->value, kind == TEXT ? DOC_STRING : DOC_INT)) return 0;
        return context_refuse(c, arena_printf(&c->arena, "%.*s.%.*s must be %s", SPAN_ARG(section), SPAN_ARG(m->name),
                                              kind == TEXT ? "a string" : "an integer"));
    }
    return context_refuse(c, arena_printf(&c->arena, "Field '%.*s' is not allowed", SPAN_ARG(m->name)));
}

static bool is_section(struct span name)
{
    for (size_t i = 0; i < CONTEXT_FIELDS; i++) {
        if (span_is(name, context_fields[i].section)) return true;
    }
    return false;
}

static int section_check(struct call *c, const struct asl_state *s, const struct doc_member *m)
{
    if (span_is(m->name, "Map")) return context_refuse(c, "'Map' field is not supported when mocking a Context object");
    if (!is_section(m->name))
        return context_refuse(c, arena_printf(&c->arena, "Field '%.*s' is not allowed", SPAN_ARG(m->name)));
    if (span_is(m->name, "Task") && (s->type != ASL_TASK || s->resource.pattern == ASL_REQUEST_RESPONSE))
        return context_refuse(
            c,
            "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
    if (!doc_is(m->value, DOC_MAP))
        return context_refuse(c, arena_printf(&c->arena, "%.*s must be an object", SPAN_ARG(m->name)));
    for (uint32_t i = 0; i < m->value->map.count; i++) {
        if (field_check(c, m->name, &m->value->map.members[i])) return -1;
    }
    return 0;
}

static int context_check(struct call *c, const struct asl_state *s)
{
    struct doc *context;

    if (!doc_get(c->in, "context")) return 0;
    context = json_parse(&c->arena, doc_get_str(c->in, "context"), NULL);
    if (!doc_is(context, DOC_MAP)) return context_refuse(c, "Context object must be a valid JSON object");
    for (uint32_t i = 0; i < context->map.count; i++) {
        if (section_check(c, s, &context->map.members[i])) return -1;
    }
    return 0;
}

/* --- the rest ----------------------------------------------------------------------------------------------------- */

static int data_check(struct call *c)
{
    struct doc *input = doc_get(c->in, "input"), *variables = doc_get(c->in, "variables");
    const char *wrong = input ? states_input_refusal(&c->arena, doc_text(input)) : NULL;

    if (wrong) return fault(c, &states_invalid_execution_input, "Invalid State Machine Execution Input: '%s'", wrong);
    if (!variables || doc_is(json_parse(&c->arena, doc_text(variables), NULL), DOC_MAP)) return 0;
    return fault(c, &fault_validation, "Variables must be a valid JSON object");
}

int states_trial_check(struct call *c, const struct asl_trial *trial)
{
    const struct asl_state *s = trial->state;
    struct doc *role = doc_get(c->in, "roleArn");

    if (configuration_check(c, trial) || type_check(c, s) || mock_check(c, s) || context_check(c, s)) return -1;
    if (role && states_role_check(c, doc_text(role))) return -1;
    if (!role && s->type == ASL_TASK && !doc_get(c->in, "mock"))
        return fault(c, &fault_validation, "RoleArn must be specified when testing a Task state");
    return data_check(c);
}

/* Checking a definition against the language's schema: which fields a state may have, which it must, of which type, and whether every transition
 * leads somewhere. The compiler (asl_definition.c) may then rely on all of it; what paths and expressions say is checked there.
 *
 * AWS: the codes are those of ValidateStateMachineDefinition's diagnostics; wording as the service gives it.
 */
#include "emulator/asl/asl_schema.h"

static void machine_check(struct check *c, struct doc *machine, const char *const *known, const char *at);

static const char *below(struct check *c, const char *at, const char *name)
{
    return check_below(c, at, name);
}

static void target_check(struct check *c, struct doc *states, struct doc *target, const char *at)
{
    if (doc_is(target, DOC_STRING) && !doc_get_span(states, doc_text(target)))
        asl_report_error(c->report, "MISSING_TRANSITION_TARGET", at, "Missing 'Next' target: %.*s",
                         SPAN_ARG(doc_text(target)));
}

/* Retry and Catch: lists of objects with ErrorEquals; States.ALL stands alone and last. */
static void handlers_check(struct check *c, struct doc *states, struct doc *state, const char *field, const char *at)
{
    struct doc *list = doc_get(state, field);
    bool catches = doc_get(state, "Catch") == list;

    for (size_t i = 0; i < doc_count(list); i++) {
        struct doc *h = doc_at(list, i), *errors = doc_get(h, "ErrorEquals");
        const char *here = arena_printf(c->report->arena, "%s/%s[%zu]", at, field, i);

        if (!doc_is(h, DOC_MAP)) {
            asl_report_error(c->report, SCHEMA, here, "Expected value of type [OBJECT]");
            continue;
        }
        if (!required(c, h, "ErrorEquals", here)) continue;
        if (!doc_is(errors, DOC_LIST) || !doc_count(errors))
            asl_report_error(c->report, SCHEMA, below(c, here, "ErrorEquals"), "Expected value of type [ARRAY]");
        for (size_t k = 0; k < doc_count(errors); k++) {
            struct span name = doc_text(doc_at(errors, k));

            if (span_is(name, "States.ALL") && (doc_count(errors) > 1 || i + 1 < doc_count(list)))
                asl_report_error(c->report, SCHEMA, here, "States.ALL must appear alone and at the end of list");
        }
        if (catches && required(c, h, "Next", here))
            target_check(c, states, doc_get(h, "Next"), below(c, here, "Next"));
    }
}

static void choice_rule_check(struct check *c, struct doc *rule, const char *at, bool jsonata)
{
    static const char *const combiners[] = { "And", "Or", "Not" };
    int operators = 0;

    if (!doc_is(rule, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, at, "Expected value of type [OBJECT]");
        return;
    }
    if (jsonata) {
        required(c, rule, "Condition", at);
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        struct doc *rules = doc_get(rule, combiners[i]);

        if (!rules) continue;
        operators++;
        if (i == 2) choice_rule_check(c, rules, below(c, at, "Not"), false);
        for (size_t k = 0; i < 2 && k < doc_count(rules); k++)
            choice_rule_check(c, doc_at(rules, k), arena_printf(c->report->arena, "%s/%s[%zu]", at, combiners[i], k),
                              false);
    }
    if (operators) return;
    required(c, rule, "Variable", at);
    for (uint32_t i = 0; i < rule->map.count; i++) operators += asl_choice_operator_known(rule->map.members[i].name);
    if (operators != 1) asl_report_error(c->report, SCHEMA, at, "Exactly one comparison operator is required");
}

static void choice_check(struct check *c, struct doc *states, struct doc *state, bool jsonata, const char *at)
{
    struct doc *choices = doc_get(state, "Choices");

    if (!required(c, state, "Choices", at)) return;
    if (doc_is(choices, DOC_LIST) && !doc_count(choices))
        asl_report_error(c->report, SCHEMA, below(c, at, "Choices"), "Array must have at least one item");
    for (size_t i = 0; i < doc_count(choices); i++) {
        const char *here = arena_printf(c->report->arena, "%s/Choices[%zu]", at, i);

        choice_rule_check(c, doc_at(choices, i), here, jsonata);
        if (doc_is(doc_at(choices, i), DOC_MAP) && required(c, doc_at(choices, i), "Next", here))
            target_check(c, states, doc_get(doc_at(choices, i), "Next"), below(c, here, "Next"));
    }
    target_check(c, states, doc_get(state, "Default"), below(c, at, "Default"));
}

/* Of several fields exactly one. */
static void exactly_one(struct check *c, struct doc *state, const char *const *names, const char *at)
{
    const char *listed = "";
    int found = 0;

    for (int i = 0; names[i]; i++) {
        listed = arena_printf(c->report->arena, "%s%s%s", listed, i ? ", " : "", names[i]);
        found += doc_get(state, names[i]) != NULL;
    }
    if (found != 1) asl_report_error(c->report, SCHEMA, at, "Exactly one of these fields is required: [%s]", listed);
}

static void resource_check(struct check *c, struct doc *state, const char *at)
{
    struct asl_resource r = { 0 };
    struct span arn = doc_get_str(state, "Resource");

    if (!required(c, state, "Resource", at) || !arn.data) return;
    at = below(c, at, "Resource");
    if (!asl_resource_parse(c->report->arena, arn, &r))
        asl_report_error(
            c->report, SCHEMA, at,
            "The resource provided %.*s is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.",
            SPAN_ARG(arn));
    else if (c->express && (r.pattern == ASL_SYNC || r.pattern == ASL_SYNC_2))
        asl_report_error(c->report, SCHEMA, at, "Express state machine does not support '.sync' service integration");
    else if (c->express && r.pattern == ASL_WAIT_TOKEN)
        asl_report_error(c->report, SCHEMA, at,
                         "Express state machine does not support '.waitForTaskToken' service integration ");
}

static void transition_check(struct check *c, struct doc *states, struct doc *state, const char *at)
{
    static const char *const ways[] = { "Next", "End", NULL };

    if (doc_get(state, "End") && !doc_get_bool(state, "End", true) && doc_get(state, "Next")) return;
    exactly_one(c, state, ways, at);
    target_check(c, states, doc_get(state, "Next"), below(c, at, "Next"));
}

static void credentials_check(struct check *c, struct doc *state, const char *at)
{
    struct doc *credentials = doc_get(state, "Credentials");

    if (!credentials || doc_get(credentials, "RoleArn") || doc_get(credentials, "RoleArn.$")) return;
    if (span_starts(doc_text(credentials), "{%")) return;
    asl_report_error(c->report, SCHEMA, below(c, at, "Credentials"), "The field 'RoleArn' is required but was missing");
}

static const char *const branch_fields[] = { "Comment", "StartAt", "States", NULL };
static const char *const processor_fields[] = { "Comment", "StartAt", "States", "ProcessorConfig", NULL };

/* AWS: a distributed Map's processor runs by itself: it sees no variables from outside, and may use their names. */
static void processor_check(struct check *c, struct doc *processor, const char *at)
{
    struct doc *outer = c->outer;

    if (span_is(doc_get_str(doc_get(processor, "ProcessorConfig"), "Mode"), "DISTRIBUTED"))
        c->outer = doc_map(c->report->arena);
    machine_check(c, processor, processor_fields, at);
    c->outer = outer;
}

static void type_check(struct check *c, struct doc *states, struct doc *state, int type, bool jsonata, const char *at)
{
    static const char *const waits[] = { "Seconds", "Timestamp", "SecondsPath", "TimestampPath", NULL };
    static const char *const processors[] = { "ItemProcessor", "Iterator", NULL };
    struct doc *branches = doc_get(state, "Branches");

    if (type & (TASK | PASS | WAIT | PARALLEL | MAP)) transition_check(c, states, state, at);
    if (type & (TASK | PARALLEL | MAP)) {
        handlers_check(c, states, state, "Retry", at);
        handlers_check(c, states, state, "Catch", at);
    }
    if (type & TASK) {
        resource_check(c, state, at);
        credentials_check(c, state, at);
    }
    if (type & CHOICE) choice_check(c, states, state, jsonata, at);
    if (type & WAIT) exactly_one(c, state, waits, at);
    if (type & PARALLEL && required(c, state, "Branches", at)) {
        for (size_t i = 0; i < doc_count(branches); i++)
            machine_check(c, doc_at(branches, i), branch_fields,
                          arena_printf(c->report->arena, "%s/Branches[%zu]", at, i));
    }
    if (!(type & MAP)) return;
    exactly_one(c, state, processors, at);
    map_check(c, state, jsonata, at);
    for (int i = 0; processors[i]; i++) {
        if (doc_is(doc_get(state, processors[i]), DOC_MAP))
            processor_check(c, doc_get(state, processors[i]), below(c, at, processors[i]));
    }
}

static int type_of(struct doc *state)
{
    for (int i = 0; i <= ASL_MAP; i++) {
        if (span_is(doc_get_str(state, "Type"), asl_type_names[i])) return 1 << i;
    }
    return 0;
}

/* `own` are the variables of this machine and those around it. */
static void state_check(struct check *c, struct doc *states, const struct doc_member *m, struct doc *own,
                        const char *at)
{
    struct doc *state = m->value, *outer = c->outer;
    const char *here = arena_printf(c->report->arena, "%s/%.*s", at, SPAN_ARG(m->name));
    bool jsonata = check_is_jsonata(c, state);
    static const char *const types[] = { "Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map", NULL };
    int type;

    if (m->name.size == 0 || span_code_points(m->name) > 80)
        asl_report_error(c->report, "INVALID_STATE_NAME", here, "State name must be between 1 and 80 characters");
    if (doc_get_span(c->names, m->name))
        asl_report_error(c->report, "DUPLICATE_STATE_NAME", here, "Duplicate State name: %.*s", SPAN_ARG(m->name));
    doc_put_span(c->names, m->name, doc_null(c->report->arena));
    if (!doc_is(state, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, here, "Expected value of type [OBJECT]");
        return;
    }
    if (!required(c, state, "Type", here)) return;
    if (!(type = type_of(state))) {
        one_of(c, state, "Type", types, here);
        return;
    }
    if (c->jsonata && !jsonata)
        asl_report_error(c->report, SCHEMA, here,
                         "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    fields_check(c, state, type, jsonata, here);
    variables_check(c, state, jsonata, here);
    c->outer = own;
    type_check(c, states, state, type, jsonata, here);
    c->outer = outer;
    hints_check(c, state, type, jsonata, here);
}

static bool is_terminal(struct doc *state)
{
    return doc_get_bool(state, "End", false) || (type_of(state) & (SUCCEED | FAIL));
}

static void reach(struct doc *states, struct doc *reached, struct doc *target)
{
    struct span name = doc_text(target);

    if (name.data && doc_get_span(states, name) && !doc_get_span(reached, name))
        doc_put_span(reached, name, doc_get_span(states, name));
}

static void reach_from(struct doc *states, struct doc *reached, struct doc *state)
{
    static const char *const lists[] = { "Choices", "Catch" };

    reach(states, reached, doc_get(state, "Next"));
    reach(states, reached, doc_get(state, "Default"));
    for (size_t l = 0; l < 2; l++) {
        struct doc *list = doc_get(state, lists[l]);

        for (size_t i = 0; i < doc_count(list); i++) reach(states, reached, doc_get(doc_at(list, i), "Next"));
    }
}

/* `reached` grows while it is walked. AWS: where there is no terminal state at all, states that nothing leads to go unmentioned. */
static void reach_check(struct check *c, struct doc *machine, struct doc *states, const char *at)
{
    struct doc *reached = doc_map(c->report->arena);
    bool terminal = false;

    /* AWS: of the whole machine only; a branch may go round for ever. */
    for (uint32_t i = 0; i < states->map.count; i++) terminal = terminal || is_terminal(states->map.members[i].value);
    if (!terminal && *at) return;
    if (!terminal) {
        asl_report_error(c->report, "MISSING_END_STATE", NULL, "Workflow has no terminal state");
        return;
    }
    reach(states, reached, doc_get(machine, "StartAt"));
    for (uint32_t i = 0; i < reached->map.count; i++) reach_from(states, reached, reached->map.members[i].value);
    for (uint32_t i = 0; i < states->map.count; i++) {
        struct span name = states->map.members[i].name;

        if (!doc_get_span(reached, name))
            asl_report_error(c->report, "MISSING_TRANSITION_TARGET",
                             arena_printf(c->report->arena, "%s/States/%.*s", at, SPAN_ARG(name)),
                             "State \"%.*s\" is not reachable.", SPAN_ARG(name));
    }
}

static void states_check(struct check *c, struct doc *states, const char *at)
{
    struct doc *own = doc_shallow(c->report->arena, c->outer);

    variables_collect(states, own);
    for (uint32_t i = 0; i < states->map.count; i++)
        state_check(c, states, &states->map.members[i], own, below(c, at, "States"));
}

static void machine_check(struct check *c, struct doc *machine, const char *const *known, const char *at)
{
    struct doc *states = doc_get(machine, "States"), *start = doc_get(machine, "StartAt");
    const char *root = *at ? at : "/";

    if (!doc_is(machine, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, root, "Expected value of type [OBJECT]");
        return;
    }
    fields_known(c, machine, known, root);
    if (!start && !states) {
        asl_report_error(c->report, SCHEMA, root, "These fields are required: [StartAt, States]");
        return;
    }
    if (!required(c, machine, "StartAt", root) || !required(c, machine, "States", root)) return;
    if (!doc_is(states, DOC_MAP) || !doc_count(states)) {
        asl_report_error(c->report, SCHEMA, below(c, at, "States"), "Object must have at least one state");
        return;
    }
    if (!doc_is(start, DOC_STRING))
        asl_report_error(c->report, SCHEMA, below(c, at, "StartAt"), "Expected value of type [STRING]");
    else if (!doc_get_span(states, doc_text(start)))
        asl_report_error(c->report, "MISSING_TRANSITION_TARGET", below(c, at, "StartAt"), "Missing 'Next' target: %.*s",
                         SPAN_ARG(doc_text(start)));
    states_check(c, states, at);
    reach_check(c, machine, states, at);
}

void asl_schema_check(struct doc *definition, bool express, struct asl_report *report)
{
    static const char *const known[] = { "Comment",        "StartAt",       "States", "Version",
                                         "TimeoutSeconds", "QueryLanguage", NULL };
    struct check c = { .report = report, .express = express };

    if (!doc_is(definition, DOC_MAP)) {
        asl_report_error(report, SCHEMA, NULL, "Definition must be a valid JSON object");
        return;
    }
    c.names = doc_map(report->arena);
    c.labels = doc_map(report->arena);
    c.outer = doc_map(report->arena);
    c.jsonata = check_is_jsonata(&c, definition);
    language_name_check(&c, definition, "");
    whole_number(&c, definition, "TimeoutSeconds", 1, 99999999, "");
    machine_check(&c, definition, known, "");
}

/* Checking a definition against the language's schema: which fields a state may have, which it must, of which type, and
 * whether every transition leads somewhere. The compiler (asl_definition.c) may then rely on all of it; what paths and
 * expressions say is checked there.
 *
 * AWS: the codes are those of ValidateStateMachineDefinition's diagnostics; wording as the service gives it.
 */
#include "emulator/asl/definition/asl_schema.h"

#define NAME_MAX_CHARACTERS 80

static void machine_check(struct check *c, struct doc *machine, const char *const *known, const char *at);

static const char *below(struct check *c, const char *at, const char *name)
{
    return asl_schema_check_below(c, at, name);
}

static void target_check(struct check *c, struct doc *states, struct doc *target, const char *at)
{
    if (doc_is(target, DOC_STRING) && !doc_get_span(states, doc_text(target)))
        asl_report_error(c->report, "MISSING_TRANSITION_TARGET", at, "Missing 'Next' target: %.*s",
                         SPAN_ARG(doc_text(target)));
}

/* Where the rules of a list lead. */
static void rules_lead(struct check *c, struct doc *states, struct doc *state, const char *field, const char *at)
{
    struct doc *list = doc_get(state, field);

    for (size_t i = 0; i < doc_count(list); i++)
        target_check(c, states, doc_get(doc_at(list, i), "Next"),
                     arena_printf(c->report->arena, "%s/%s[%zu]/Next", at, field, i));
}

/* An End that says false is none. */
static void transition_check(struct check *c, struct doc *states, struct doc *state, const char *at)
{
    static const char *const ways[] = { "Next", "End", NULL };
    struct doc *end = doc_get(state, "End"), *said = doc_map(c->report->arena);

    if (doc_get(state, "Next")) doc_put(said, "Next", doc_get(state, "Next"));
    if (end && (!doc_is(end, DOC_BOOL) || end->boolean)) doc_put(said, "End", end);
    asl_schema_exactly_one(c, said, ways, at);
    target_check(c, states, doc_get(state, "Next"), below(c, at, "Next"));
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

static void branches_check(struct check *c, struct doc *state, const char *at)
{
    struct doc *branches = doc_get(state, "Branches");

    if (!asl_schema_required(c, state, "Branches", at)) return;
    if (doc_is(branches, DOC_LIST) && !doc_count(branches))
        asl_report_error(c->report, SCHEMA, below(c, at, "Branches"), "Value cannot be empty");
    for (size_t i = 0; i < doc_count(branches); i++)
        machine_check(c, doc_at(branches, i), branch_fields, arena_printf(c->report->arena, "%s/Branches[%zu]", at, i));
}

static void type_check(struct check *c, struct doc *states, struct doc *state, int type, bool jsonata, const char *at)
{
    static const char *const waits[] = { "SecondsPath", "Seconds", "TimestampPath", "Timestamp", NULL };
    static const char *const processors[] = { "ItemProcessor", "Iterator", NULL };
    static const char *const errors[] = { "Error", "ErrorPath", NULL }, *const causes[] = { "Cause", "CausePath",
                                                                                            NULL };

    if (type & (TASK | PASS | WAIT | PARALLEL | MAP)) transition_check(c, states, state, at);
    if (type & (TASK | PARALLEL | MAP)) {
        asl_schema_handlers_check(c, state, "Retry", jsonata, at);
        asl_schema_handlers_check(c, state, "Catch", jsonata, at);
        rules_lead(c, states, state, "Catch", at);
    }
    if (type & TASK) asl_schema_task_check(c, state, jsonata, at);
    if (type & CHOICE) {
        asl_schema_choices_check(c, state, jsonata, at);
        rules_lead(c, states, state, "Choices", at);
        target_check(c, states, doc_get(state, "Default"), below(c, at, "Default"));
    }
    if (type & WAIT) asl_schema_exactly_one(c, state, waits, at);
    if (type & FAIL) asl_schema_at_most_one(c, state, errors, at);
    if (type & FAIL) asl_schema_at_most_one(c, state, causes, at);
    if (type & PARALLEL) branches_check(c, state, at);
    if (!(type & MAP)) return;
    asl_schema_exactly_one(c, state, processors, at);
    asl_schema_map_check(c, state, jsonata, at);
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
    bool jsonata = asl_schema_check_is_jsonata(c, state);
    int type;

    if (m->name.size == 0)
        asl_report_error(c->report, "INVALID_STATE_NAME", here, "Invalid State name: State '' is empty");
    if (span_code_points(m->name) > NAME_MAX_CHARACTERS)
        asl_report_error(c->report, "INVALID_STATE_NAME", here,
                         "Invalid State name: State '%.*s' exceeds the %d-character limit allowed by the service",
                         SPAN_ARG(m->name), NAME_MAX_CHARACTERS);
    if (doc_get_span(c->names, m->name))
        asl_report_error(c->report, "DUPLICATE_STATE_NAME", here, "Duplicate State name: %.*s", SPAN_ARG(m->name));
    doc_put_span(c->names, m->name, doc_null(c->report->arena));
    if (!doc_is(state, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, here, "Expected value of type Object");
        return;
    }
    c->errors = c->report->errors;
    if (!asl_schema_required(c, state, "Type", here)) return;
    if (!(type = type_of(state))) {
        asl_report_error(
            c->report, SCHEMA, below(c, here, "Type"),
            "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]");
        return;
    }
    if (c->jsonata && !jsonata)
        asl_report_error(c->report, SCHEMA, here,
                         "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
    asl_schema_fields_check(c, state, type, jsonata, here);
    asl_schema_variables_check(c, state, jsonata, here);
    c->outer = own;
    type_check(c, states, state, type, jsonata, here);
    c->outer = outer;
    asl_schema_hints_check(c, state, type, jsonata, here);
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

/* `reached` grows while it is walked. AWS: where there is no terminal state at all, states that nothing leads to go
 * unmentioned. */
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

    asl_schema_variables_collect(states, own);
    for (uint32_t i = 0; i < states->map.count; i++)
        state_check(c, states, &states->map.members[i], own, below(c, at, "States"));
}

static void machine_check(struct check *c, struct doc *machine, const char *const *known, const char *at)
{
    struct doc *states = doc_get(machine, "States"), *start = doc_get(machine, "StartAt");
    const char *root = *at ? at : "/";

    if (!doc_is(machine, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, root, "Expected value of type Object");
        return;
    }
    asl_schema_fields_known(c, machine, known, root);
    if (!start && !states) {
        asl_report_error(c->report, SCHEMA, root, "These fields are required: [StartAt, States]");
        return;
    }
    if (!asl_schema_required(c, machine, "StartAt", root) || !asl_schema_required(c, machine, "States", root)) return;
    if (!doc_count(states) || !doc_is(states, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, below(c, at, "States"), "%s",
                         doc_is(states, DOC_MAP) ? "Value cannot be empty" : "Expected value of type Object");
        return;
    }
    if (!doc_is(start, DOC_STRING))
        asl_report_error(c->report, SCHEMA, below(c, at, "StartAt"), "Expected value of type String");
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
    static const char *const versions[] = { "1.0", NULL };
    struct check c = { .report = report, .express = express };

    if (!doc_is(definition, DOC_MAP)) {
        asl_report_error(report, SCHEMA, NULL, "Definition must be a valid JSON object");
        return;
    }
    c.names = doc_map(report->arena);
    c.labels = doc_map(report->arena);
    c.outer = doc_map(report->arena);
    c.jsonata = asl_schema_check_is_jsonata(&c, definition);
    asl_schema_language_name_check(&c, definition, "");
    asl_schema_one_of(&c, definition, "Version", versions, "");
    asl_schema_whole_number(&c, definition, "TimeoutSeconds", 0, 99999999, ""); /* AWS: 0 is taken, too */
    machine_check(&c, definition, known, "");
}

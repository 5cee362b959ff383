/* Variables: the names that Assign may give, and that an inner machine does not take those of the machines around it.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
#include "emulator/asl/definition/asl_schema.h"

#define NAME_MAX_CHARACTERS 80

static void collect(struct doc *names, const struct doc *holder)
{
    struct doc *assign = doc_get(holder, "Assign");

    for (uint32_t i = 0; doc_is(assign, DOC_MAP) && i < assign->map.count; i++) {
        struct span name = assign->map.members[i].name;

        if (span_ends(name, ".$")) name = span_sub(name, 0, name.size - 2);
        doc_put_span(names, name, doc_null(doc_arena(names)));
    }
}

void asl_schema_variables_collect(struct doc *states, struct doc *names)
{
    static const char *const lists[] = { "Choices", "Catch", NULL };

    for (uint32_t i = 0; i < states->map.count; i++) {
        struct doc *state = states->map.members[i].value;

        collect(names, state);
        for (int l = 0; lists[l]; l++) {
            for (size_t k = 0; k < doc_count(doc_get(state, lists[l])); k++)
                collect(names, doc_at(doc_get(state, lists[l]), k));
        }
    }
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name(struct span s)
{
    if (!s.size || !is_letter(*s.data) || span_code_points(s) > NAME_MAX_CHARACTERS) return false;
    for (size_t i = 1; i < s.size; i++) {
        if (!is_letter(s.data[i]) && !(s.data[i] >= '0' && s.data[i] <= '9')) return false;
    }
    return true;
}

static void assign_check(struct check *c, const struct doc *holder, bool jsonata, const char *at)
{
    struct doc *assign = doc_get(holder, "Assign");

    for (uint32_t i = 0; doc_is(assign, DOC_MAP) && i < assign->map.count; i++) {
        struct span name = assign->map.members[i].name;

        if (!jsonata && span_ends(name, ".$")) name = span_sub(name, 0, name.size - 2);
        if (span_is(name, "states"))
            asl_report_error(c->report, "RESERVED_VARIABLE_NAME", asl_schema_check_below(c, at, "Assign"),
                             "Cannot assign to reserved variable '$states'.");
        else if (!is_name(name))
            asl_report_error(c->report, "INVALID_VARIABLE_NAME", asl_schema_check_below(c, at, "Assign"),
                             "Invalid variable name '%.*s': the variable name %s.", SPAN_ARG(name),
                             span_code_points(name) > NAME_MAX_CHARACTERS
                                 ? "exceeds the 80-character limit allowed by the service"
                                 : "contains invalid characters");
        else if (doc_get_span(c->outer, name))
            asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Assign"),
                             "Variable '%.*s' is already assigned in an outer scope", SPAN_ARG(name));
    }
}

void asl_schema_variables_check(struct check *c, struct doc *state, bool jsonata, const char *at)
{
    static const char *const lists[] = { "Choices", "Catch", NULL };

    assign_check(c, state, jsonata, at);
    for (int l = 0; lists[l]; l++) {
        for (size_t k = 0; k < doc_count(doc_get(state, lists[l])); k++)
            assign_check(c, doc_at(doc_get(state, lists[l]), k), jsonata,
                         arena_printf(c->report->arena, "%s/%s[%zu]", at, lists[l], k));
    }
}

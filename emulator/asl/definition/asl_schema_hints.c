/* Warnings: a definition with them is good, but hardly does what was meant.
 * AWS:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
#include "emulator/asl/definition/asl_schema.h"

static bool looks_computed(struct span text)
{
    return span_starts(text, "$.") || span_starts(text, "$$.") || span_starts(text, "$[") || span_is(text, "$") ||
           span_is(text, "$$") || (span_starts(text, "States.") && span_ends(text, ")"));
}

/* A text that looks like a path below a payload template, in a member that is taken as it is written. */
static void no_dollar(struct check *c, const struct doc *tree, const char *at)
{
    for (uint32_t i = 0; doc_is(tree, DOC_MAP) && i < tree->map.count; i++) {
        struct doc_member *m = &tree->map.members[i];
        const char *here = arena_printf(c->report->arena, "%s/%.*s", at, SPAN_ARG(m->name));

        if (!doc_is(m->value, DOC_STRING)) no_dollar(c, m->value, here);
        else if (!span_ends(m->name, ".$") && looks_computed(doc_text(m->value)))
            asl_report_warning(c->report, "NO_DOLLAR", here,
                               "No .$ on a field that appears to be a JSONPath or Intrinsic Function.");
    }
    for (size_t i = 0; doc_is(tree, DOC_LIST) && i < doc_count(tree); i++)
        no_dollar(c, doc_at(tree, i), arena_printf(c->report->arena, "%s[%zu]", at, i));
}

static bool holds_computed(const struct doc *tree)
{
    if (doc_is(tree, DOC_STRING)) return looks_computed(doc_text(tree));
    for (size_t i = 0; doc_is(tree, DOC_LIST) && i < doc_count(tree); i++) {
        if (holds_computed(doc_at(tree, i))) return true;
    }
    for (uint32_t i = 0; doc_is(tree, DOC_MAP) && i < tree->map.count; i++) {
        if (span_ends(tree->map.members[i].name, ".$") || holds_computed(tree->map.members[i].value)) return true;
    }
    return false;
}

/* A comparison with a text that looks like a path, though the operator is not its …Path form. */
static void no_path(struct check *c, const struct doc *rule, const char *at)
{
    for (uint32_t i = 0; doc_is(rule, DOC_MAP) && i < rule->map.count; i++) {
        struct doc_member *m = &rule->map.members[i];
        const char *here = arena_printf(c->report->arena, "%s/%.*s", at, SPAN_ARG(m->name));

        if (doc_is(m->value, DOC_MAP)) no_path(c, m->value, here);
        for (size_t k = 0; doc_is(m->value, DOC_LIST) && k < doc_count(m->value); k++)
            no_path(c, doc_at(m->value, k), arena_printf(c->report->arena, "%s[%zu]", here, k));
        if (asl_choice_operator_known(m->name) && !span_ends(m->name, "Path") && doc_is(m->value, DOC_STRING) &&
            looks_computed(doc_text(m->value)))
            asl_report_warning(c->report, "NO_PATH", here,
                               "Field value looks like a path, but field name does not end with 'Path'.");
    }
}

void asl_schema_hints_check(struct check *c, struct doc *state, int type, bool jsonata, const char *at)
{
    static const char *const templates[] = { "Parameters", "ResultSelector", "ItemSelector", "Assign", NULL };
    static const char *const texts[] = { "Error", "Cause", NULL };
    struct doc *choices = doc_get(state, "Choices");

    if (jsonata) return;
    for (int i = 0; templates[i]; i++)
        no_dollar(c, doc_get(state, templates[i]), asl_schema_check_below(c, at, templates[i]));
    for (int i = 0; texts[i]; i++) {
        if (looks_computed(doc_get_str(state, texts[i])))
            asl_report_warning(c->report, "NO_PATH", asl_schema_check_below(c, at, texts[i]),
                               "Field value looks like a path, but field name does not end with 'Path'.");
    }
    for (size_t i = 0; i < doc_count(choices); i++)
        no_path(c, doc_at(choices, i), arena_printf(c->report->arena, "%s/Choices[%zu]", at, i));
    if (type & PASS && holds_computed(doc_get(state, "Result")))
        asl_report_warning(c->report, "PASS_RESULT_IS_STATIC", asl_schema_check_below(c, at, "Result"),
                           "Attempt to use a path in the result of a pass state.");
}

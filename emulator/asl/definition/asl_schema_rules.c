/* The rules of Retry, Catch and Choices: lists of objects, each of which says when it applies.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
#include "emulator/asl/definition/asl_schema.h"

#define ATTEMPTS_MAX      99999999
#define DELAY_SECONDS_MAX 31622400

/* --- Retry and Catch ---------------------------------------------------------------------------------------------- */

/* States.ALL stands alone and last. */
static void errors_check(struct check *c, struct doc *errors, bool is_last, const char *at)
{
    if (!doc_is(errors, DOC_LIST)) {
        asl_report_error(c->report, SCHEMA, at, "Expected value of type Array");
        return;
    }
    if (!doc_count(errors)) asl_report_error(c->report, SCHEMA, at, "Value cannot be empty");
    for (size_t i = 0; i < doc_count(errors); i++) {
        if (span_is(doc_text(doc_at(errors, i)), "States.ALL") && (doc_count(errors) > 1 || !is_last))
            asl_report_error(c->report, SCHEMA, arena_printf(c->report->arena, "%s[%zu]", at, i),
                             "States.ALL must appear alone and at end of list");
    }
}

static void retrier_check(struct check *c, struct doc *retrier, const char *at)
{
    static const char *const known[] = { "ErrorEquals",     "IntervalSeconds", "MaxAttempts", "BackoffRate",
                                         "MaxDelaySeconds", "JitterStrategy",  "Comment",     NULL };
    static const char *const strategies[] = { "NONE", "FULL", NULL };

    asl_schema_fields_known(c, retrier, known, at);
    asl_schema_whole_number(c, retrier, "IntervalSeconds", 0, ATTEMPTS_MAX, at);
    asl_schema_whole_number(c, retrier, "MaxAttempts", 0, ATTEMPTS_MAX, at);
    asl_schema_number_check(c, retrier, "BackoffRate", 1, 0, at);
    asl_schema_whole_number(c, retrier, "MaxDelaySeconds", 1, DELAY_SECONDS_MAX, at);
    asl_schema_one_of(c, retrier, "JitterStrategy", strategies, at);
}

static void catcher_check(struct check *c, struct doc *catcher, bool jsonata, const char *at)
{
    static const char *const known[] = { "ErrorEquals", "Next", "ResultPath", "Output", "Assign", "Comment", NULL };
    const char *other = jsonata ? "ResultPath" : "Output";

    asl_schema_fields_known(c, catcher, known, at);
    if (doc_get(catcher, other)) asl_schema_not_of_language(c, other, jsonata, at);
    asl_schema_required(c, catcher, "Next", at);
}

void asl_schema_handlers_check(struct check *c, struct doc *state, const char *field, bool jsonata, const char *at)
{
    struct doc *list = doc_get(state, field);
    bool catches = span_is(span_of(field), "Catch");

    for (size_t i = 0; i < doc_count(list); i++) {
        struct doc *h = doc_at(list, i);
        const char *here = arena_printf(c->report->arena, "%s/%s[%zu]", at, field, i);

        if (!doc_is(h, DOC_MAP)) {
            asl_report_error(c->report, SCHEMA, here, "Expected value of type Object");
            continue;
        }
        if (asl_schema_required(c, h, "ErrorEquals", here))
            errors_check(c, doc_get(h, "ErrorEquals"), i + 1 == doc_count(list),
                         asl_schema_check_below(c, here, "ErrorEquals"));
        if (catches) catcher_check(c, h, jsonata, here);
        else retrier_check(c, h, here);
    }
}

/* --- Choices ------------------------------------------------------------------------------------------------------ */

static void rule_check(struct check *c, struct doc *rule, bool jsonata, const char *at);

/* A comparison: a path, and what is at its end is compared with. */
static void comparison_check(struct check *c, struct doc *rule, const char *at)
{
    int operators = 0;

    for (uint32_t i = 0; i < rule->map.count; i++) {
        struct span name = rule->map.members[i].name, path = doc_text(rule->map.members[i].value);
        bool is_operator = asl_choice_operator_known(name), is_path = span_is(name, "Variable");

        operators += is_operator;
        if ((is_path || (is_operator && span_ends(name, "Path"))) && !span_starts(path, "$"))
            asl_report_error(c->report, SCHEMA, arena_printf(c->report->arena, "%s/%.*s", at, SPAN_ARG(name)),
                             "Value is not a Reference Path: Reference path didn't start with '$'");
    }
    if (operators == 1) return;
    asl_report_error(c->report, SCHEMA, at,
                     operators ? "There should only be one of the following fields: [%s]"
                               : "This object should have only one of the following fields: [%s]",
                     asl_choice_operators(c->report->arena));
}

/* What And, Or or Not have in them; only the rule at the top leads somewhere. */
static void inner_rule_check(struct check *c, struct doc *rule, const char *at)
{
    rule_check(c, rule, false, at);
    if (doc_get(rule, "Next")) asl_report_error(c->report, SCHEMA, at, "Field 'Next' is not supported");
}

static void path_rule_check(struct check *c, struct doc *rule, const char *at)
{
    static const char *const combiners[] = { "And", "Or" };

    for (size_t i = 0; i < 2; i++) {
        struct doc *rules = doc_get(rule, combiners[i]);

        if (rules && !doc_is(rules, DOC_LIST))
            asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, combiners[i]),
                             "Expected value of type Array");
        for (size_t k = 0; k < doc_count(rules); k++)
            inner_rule_check(c, doc_at(rules, k), arena_printf(c->report->arena, "%s/%s[%zu]", at, combiners[i], k));
    }
    if (doc_get(rule, "Not")) inner_rule_check(c, doc_get(rule, "Not"), asl_schema_check_below(c, at, "Not"));
    if (doc_get(rule, "Variable")) comparison_check(c, rule, at);
}

static void rule_check(struct check *c, struct doc *rule, bool jsonata, const char *at)
{
    static const char *const kinds[] = { "And", "Or", "Not", "Variable", "Condition" };
    int found = 0;

    if (!doc_is(rule, DOC_MAP)) {
        asl_report_error(c->report, SCHEMA, at, "Expected value of type Object");
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!doc_get(rule, kinds[i])) continue;
        found++;
        if (span_is(span_of(kinds[i]), "Condition") != jsonata) asl_schema_not_of_language(c, kinds[i], jsonata, at);
    }
    if (found != 1)
        asl_report_error(c->report, SCHEMA, at,
                         "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]");
    else if (!jsonata) path_rule_check(c, rule, at);
}

void asl_schema_choices_check(struct check *c, struct doc *state, bool jsonata, const char *at)
{
    struct doc *choices = doc_get(state, "Choices");

    if (!asl_schema_required(c, state, "Choices", at)) return;
    if (doc_is(choices, DOC_LIST) && !doc_count(choices))
        asl_report_error(c->report, SCHEMA, asl_schema_check_below(c, at, "Choices"), "Value cannot be empty");
    for (size_t i = 0; i < doc_count(choices); i++) {
        const char *here = arena_printf(c->report->arena, "%s/Choices[%zu]", at, i);

        rule_check(c, doc_at(choices, i), jsonata, here);
        if (doc_is(doc_at(choices, i), DOC_MAP)) asl_schema_required(c, doc_at(choices, i), "Next", here);
    }
}

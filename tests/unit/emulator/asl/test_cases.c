/* The language's cases as data: tests/cases/asl. Executions are played twice, the second time saved and restored
 * between all stretches. */
#include "tests/support/emulator/asl_harness.h"
#include "tests/support/emulator/cases.h"

#define CASES "tests/cases/asl/"

static int passed, failed;

static void judge(bool good, struct arena *a, const struct doc *c, const char *got)
{
    if (good) passed++;
    else failed++;
    if (!good) print_message("%s\n    gave %s\n", json_text(a, c).data, got);
}

static void close_cases(const char *name, int at_least)
{
    int good = passed, wrong = failed;

    print_message("%s: %d passed, %d failed\n", name, good, wrong);
    passed = failed = 0;
    assert_int_equal(wrong, 0);
    assert_true(good >= at_least);
}

static void jsonpath_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, CASES "jsonpath.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i), *put = doc_get(c, "put"), *got;
        const char *why = "";
        struct jsonpath *p = jsonpath_compile(&a, doc_get_str(c, "path"), &why);

        if (!p || doc_get(c, "bad")) {
            judge(!p && doc_get(c, "bad"), &a, c, why ? why : "a path");
            continue;
        }
        got = put ? jsonpath_put(p, &a, doc_get(c, "in"), put, &why) : jsonpath_get(p, &a, doc_get(c, "in"), &why);
        if (doc_get(c, "why")) judge(!got && span_is(doc_get_str(c, "why"), why), &a, c, why);
        else judge(got && doc_equal(got, doc_get(c, "is")), &a, c, got ? json_text(&a, got).data : why);
    }
    close_cases("jsonpath", 60);
    arena_release(&a);
}

static struct doc *nothing(void *arg)
{
    return arg;
}

static void intrinsic_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, CASES "intrinsics.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i), *got;
        struct asl_scope s = { .arena = &a, .input = doc_get(c, "in"), .context = nothing, .arg = NULL };
        const char *why = "";
        struct asl_expression *e = asl_expression_compile(&a, doc_get_str(c, "do"), &why);

        if (!e || doc_get(c, "bad")) {
            judge(!e && doc_get(c, "bad"), &a, c, why ? why : "an expression");
            continue;
        }
        got = asl_expression_value(e, &s, SPAN("field"));
        if (doc_get(c, "error"))
            judge(!got && span_eq(doc_get_str(c, "error"), s.error.name), &a, c,
                  got ? json_text(&a, got).data : s.error.cause.data);
        else judge(got && doc_equal(got, doc_get(c, "is")), &a, c, got ? json_text(&a, got).data : s.error.cause.data);
    }
    close_cases("intrinsics", 45);
    arena_release(&a);
}

static const char *warnings_text(const struct asl_report *r)
{
    const char *text = "";

    for (const struct asl_diagnostic *d = r->first; d; d = d->next) {
        if (!d->is_error) text = arena_printf(r->arena, "%s%s%s at %s", text, *text ? ", " : "", d->code, d->location);
    }
    return text;
}

static void definition_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, CASES "definitions.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i);
        struct asl_report report = { .arena = &a };

        asl_definition_check(json_text(&a, doc_get(c, "definition")), doc_get_bool(c, "express", false), &report);
        judge(span_is(doc_get_str(c, "says"), asl_report_text(&report)), &a, c, asl_report_text(&report));
        if (doc_get(c, "warns"))
            judge(span_is(doc_get_str(c, "warns"), warnings_text(&report)), &a, c, warnings_text(&report));
    }
    close_cases("definitions", 200);
    arena_release(&a);
}

/* A Choice rule over one value after the other: those for which it holds are told. */
static void choice_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, CASES "choices.json"), *values = doc_get(doc_at(cases, 0), "values");

    (void)state;
    for (size_t i = 1; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i), *rule = doc_shallow(&a, doc_get(c, "rule")), *held = doc_list(&a);
        struct asl_choice choice = { 0 };
        const char *why = "";

        doc_put_str(rule, "Variable", SPAN("$.v"));
        assert_true(asl_choice_compile(&a, rule, &choice, &why));
        for (size_t k = 0; k < doc_count(values); k++) {
            struct asl_scope s = { .arena = &a, .input = doc_map(&a), .context = nothing };

            doc_put(s.input, "v", doc_at(values, k));
            if (doc_get(c, "operand")) doc_put(s.input, "o", doc_get(c, "operand"));
            if (asl_choice_holds(&choice, &s) == 1) doc_append(held, doc_at(values, k));
        }
        judge(doc_equal(held, doc_get(c, "holds")), &a, c, json_text(&a, held).data);
    }
    close_cases("choices", 75);
    arena_release(&a);
}

static const char *types_of(struct arena *a, struct doc *events)
{
    const char *types = "";

    for (size_t i = 0; i < doc_count(events) && i < 100; i++)
        types = arena_printf(a, "%s%s%.*s", types, i ? " " : "", SPAN_ARG(doc_get_str(doc_at(events, i), "type")));
    return types;
}

/* What went wrong, or NULL. */
static const char *execution_judge(struct arena *a, struct doc *c, struct harness *h, struct doc *events)
{
    static const char *const statuses[] = { "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED" };
    struct doc *last = doc_at(events, doc_count(events) - 1), *output = doc_get(c, "output");
    struct doc *failure = doc_get(last, "executionFailedEventDetails");
    const char *status = doc_get(c, "status") ? doc_get_cstr(c, "status") : output ? "SUCCEEDED" : "FAILED";

    if (!span_is(span_of(status), statuses[h->status])) return json_text(a, last).data;
    if (output &&
        !doc_equal(output, json_parse(a, doc_get_str(doc_get(last, "executionSucceededEventDetails"), "output"), NULL)))
        return json_text(a, last).data;
    if (doc_get(c, "error") && !span_eq(doc_get_str(c, "error"), doc_get_str(failure, "error")))
        return json_text(a, last).data;
    if (doc_get(c, "cause") && !span_eq(doc_get_str(c, "cause"), doc_get_str(failure, "cause")))
        return json_text(a, last).data;
    if (doc_get(c, "events") && !span_is(doc_get_str(c, "events"), types_of(a, events))) return types_of(a, events);
    if (doc_get_int(c, "elapsed_ms", h->now_ms - 1700000000000) != h->now_ms - 1700000000000)
        return arena_printf(a, "%lld ms", (long long)(h->now_ms - 1700000000000));
    if (h->now_ms - 1700000000000 > doc_get_int(c, "elapsed_most_ms", INT64_MAX))
        return arena_printf(a, "%lld ms", (long long)(h->now_ms - 1700000000000));
    if (h->unexpected) return h->unexpected;
    if (doc_get_int(c, "last_event", h->last_event) != h->last_event)
        return arena_printf(a, "%lld events", (long long)h->last_event);
    for (size_t i = 0; i < doc_count(events); i++) {
        if (doc_get_int(doc_at(events, i), "id", 0) != (int64_t)i + 1) return "a gap in the history";
    }
    return NULL;
}

static void executions_play(const char *name, int at_least)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, arena_printf(&a, CASES "%s", name));

    for (size_t i = 0; i < 2 * doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i / 2), *events;
        struct asl_report report = { .arena = &a };
        struct asl_definition *d = asl_definition_new(json_text(&a, doc_get(c, "definition")), false, &report);
        struct harness h = {
            .arena = &a, .now_ms = 1700000000000, .outcomes = doc_get(c, "tasks"), .restore_often = i % 2
        };
        const char *wrong;

        if (!d) {
            judge(false, &a, c, asl_report_text(&report));
            continue;
        }
        harness_play(&h, d, json_text(&a, doc_get(c, "input")), 1000);
        events = harness_events(&h);
        wrong = execution_judge(&a, c, &h, events);
        judge(!wrong, &a, c, wrong);
        asl_definition_free(d);
    }
    close_cases(name, at_least);
    arena_release(&a);
}

static void execution_cases(void **state)
{
    (void)state;
    executions_play("executions.json", 280);
    executions_play("maps.json", 170);
    executions_play("errors.json", 130);
    executions_play("data.json", 140);
    executions_play("queries.json", 160);
}

/* Which variables a definition's states refer to. */
static void reference_cases(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, CASES "references.json");

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct doc *c = doc_at(cases, i), *got = asl_definition_references(&a, json_text(&a, doc_get(c, "definition")));

        judge(doc_equal(doc_get(c, "references"), got), &a, c, json_text(&a, got).data);
    }
    close_cases("references", 20);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonpath_cases), cmocka_unit_test(intrinsic_cases), cmocka_unit_test(definition_cases),
        cmocka_unit_test(choice_cases),   cmocka_unit_test(execution_cases), cmocka_unit_test(reference_cases),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

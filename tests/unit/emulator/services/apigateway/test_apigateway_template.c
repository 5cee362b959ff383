/* Mapping templates with what they see: tests/cases/apigateway/templates.json. A case has a template, a body, params,
 * context and stageVariables, and what the template prints ("out") or the error it ends in ("fails"); "overrides" is
 * what it leaves in $context's requestOverride and responseOverride. */
#include "emulator/services/apigateway/apigateway_template.h"

#include "emulator/base/json.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/unit.h"

static struct doc *part(struct arena *a, const struct doc *c, const char *name)
{
    return doc_get(c, name) ? doc_copy(a, doc_get(c, name)) : doc_map(a);
}

static bool overrides_hold(const struct doc *c, const struct doc *context)
{
    const struct doc *wanted = doc_get(c, "overrides");

    return !wanted || cases_has_members(context, wanted);
}

static bool holds(const struct doc *c, const struct vtl *t)
{
    struct arena a = { 0 }, json = { 0 };
    struct buf out = { 0 };
    struct vtl_error e = { 0 };
    struct api_template_input in = { doc_get_str(c, "body"), part(&a, c, "params"), part(&a, c, "context"),
                                     part(&a, c, "stageVariables") };
    bool ran = api_template_run(t, &a, &json, &in, &out, &e), good;

    if (ran) good = span_eq(doc_get_str(c, "out"), buf_span(&out)) && doc_get(c, "out");
    else good = span_is(doc_get_str(c, "fails"), e.reason);
    good = good && overrides_hold(c, in.context);
    if (!good)
        print_message("%s\n    gave %.*s%s\n    %s\n", json_text(&a, c).data, SPAN_ARG(buf_span(&out)),
                      ran ? "" : e.reason, json_text(&a, in.context).data);
    buf_release(&out);
    arena_release(&json);
    arena_release(&a);
    return good;
}

static void templates(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/apigateway/templates.json");
    size_t passed = 0;

    (void)state;
    for (size_t i = 0; i < doc_count(cases); i++) {
        struct vtl_error e = { 0 };
        const struct vtl *t = vtl_compile(&a, doc_get_str(doc_at(cases, i), "template"), &e);

        if (!t) fail_msg("%s: %s", json_text(&a, doc_at(cases, i)).data, e.reason);
        passed += holds(doc_at(cases, i), t);
    }
    print_message("templates: %zu passed, %zu failed\n", passed, doc_count(cases) - passed);
    assert_int_equal(passed, doc_count(cases));
    assert_true(passed >= 60);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(templates) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

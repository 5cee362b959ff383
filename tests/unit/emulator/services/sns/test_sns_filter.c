/* SNS's filter policies: what they match and AWS's words for what is wrong with them, from tests/cases/sns. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/sns/sns_filter_match.h"
#include "tests/support/emulator/cases.h"

static enum sns_filter_scope scope_of(const struct doc *d)
{
    return span_is(doc_get_str(d, "scope"), "MessageBody") ? FILTER_BODY : FILTER_ATTRIBUTES;
}

static bool matches(struct arena *a, const struct doc *d, const struct sns_filter_policy *policy)
{
    struct doc *body = doc_get(d, "body"), *message;

    if (scope_of(d) == FILTER_ATTRIBUTES) message = sns_filter_message_attributes(a, doc_get(d, "attributes"));
    else message = sns_filter_message_body(a, body ? json_text(a, body) : doc_get_str(d, "text"));
    return message && sns_filter_matches(a, policy, message);
}

static void messages_match(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/sns/filters.json");

    (void)state;
    assert_true(doc_count(cases) > 200);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span text = json_text(&a, doc_get(d, "policy")), error;
        struct sns_filter_policy policy;
        if (sns_filter_policy_compile(&a, text, scope_of(d), &policy, &error))
            fail_msg("%.*s: %.*s", SPAN_ARG(text), SPAN_ARG(error));
        if (matches(&a, d, &policy) != doc_get_bool(d, "matches", false)) fail_msg("%.*s", SPAN_ARG(json_text(&a, d)));
    }
    arena_release(&a);
}

static void mistakes_are_told(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/sns/filter_errors.json");

    (void)state;
    assert_true(doc_count(cases) > 80);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span text = doc_get_str(d, "policy"), wanted = doc_get_str(d, "error"), error;
        struct sns_filter_policy policy;
        int rc = sns_filter_policy_compile(&a, text, scope_of(d), &policy, &error);
        if ((rc != 0) != (wanted.size > 0) || (rc && !span_eq(error, wanted)))
            fail_msg("%.*s\n  gives  %.*s\n  wanted %.*s", SPAN_ARG(text), SPAN_ARG(error), SPAN_ARG(wanted));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_match),
        cmocka_unit_test(mistakes_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rules of CORS, from tests/cases/s3/cors.json; policies of buckets and their words, from tests/cases/s3/policies.json; ACLs, from acl.json; and the actions that
 * policies may name, against AWS's reference. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_actions.h"
#include "emulator/services/s3/s3_cors_match.h"
#include "emulator/services/s3/s3_policy_rules.h"
#include "tests/support/emulator/cases.h"
#include "tests/support/emulator/steps.h"
#include "tests/support/emulator/world.h"

static void rules_of_cors_fit(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/cors.json");

    (void)state;
    assert_true(doc_count(cases) > 15);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i), *rules = doc_get(d, "rules");
        struct s3_cors_request asked = { doc_get_str(d, "origin"), doc_get_str(d, "method"),
                                         doc_get_str(d, "headers") };
        const struct doc *wanted = doc_at(rules, (size_t)doc_get_int(d, "rule", 1000));
        if (s3_cors_rule(rules, &asked) != wanted) fail_msg("%.*s", SPAN_ARG(json_text(&a, d)));
    }
    arena_release(&a);
}

static void policies_are_read(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/policies.json");

    (void)state;
    assert_true(doc_count(cases) > 50);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span text = doc_get_str(d, "policy");
        const char *wrong = s3_policy_wrong(&a, text, SPAN("books"));
        if (!span_eq(span_of(wrong), doc_get_str(d, "wrong")))
            fail_msg("%.*s: %s", SPAN_ARG(text), wrong ? wrong : "fine");
        if (!wrong) assert_int_equal(s3_policy_is_public(json_parse(&a, text, NULL)), doc_get_bool(d, "public", false));
    }
    arena_release(&a);
}

static bool is(const char *action, void *name)
{
    return span_is(*(struct span *)name, action);
}

static void actions_are_awss(void **state)
{
    struct arena a = { 0 };
    struct doc *all = cases_read(&a, "tests/cases/core/actions.json");
    int count = 0;

    (void)state;
    for (size_t i = 0; i < doc_count(all); i++) {
        struct span action = doc_text(doc_at(doc_at(all, i), 0)), name = span_sub(action, 3, SIZE_MAX);
        const struct doc *resources = doc_at(doc_at(all, i), 1), *keys = doc_at(doc_at(all, i), 2);
        bool of_bucket = false, of_object = false;
        if (!span_starts(action, "s3:")) continue;
        for (size_t n = 0; n < doc_count(resources); n++) {
            of_bucket |= span_is(doc_text(doc_at(resources, n)), "arn:*:s3:::*");
            of_object |= span_is(doc_text(doc_at(resources, n)), "arn:*:s3:::*/*");
        }
        assert_int_equal(s3_actions_any(S3_ACTION_OF_BUCKETS, is, &name), of_bucket);
        assert_int_equal(s3_actions_any(S3_ACTION_OF_OBJECTS, is, &name), of_object);
        for (size_t n = 0; (of_bucket || of_object) && n < doc_count(keys); n++)
            if (span_starts(doc_text(doc_at(keys, n)), "s3:"))
                assert_true(s3_is_condition_key(doc_text(doc_at(keys, n))));
        count += of_bucket || of_object;
    }
    assert_true(count > 100);
    arena_release(&a);
}

static void acls_play(void **state)
{
    (void)state;
    steps_play("s3", "tests/cases/s3/acl.json", 45);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_cors_fit),
        cmocka_unit_test(policies_are_read),
        cmocka_unit_test(actions_are_awss),
        cmocka_unit_test(acls_play),
    };

    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}

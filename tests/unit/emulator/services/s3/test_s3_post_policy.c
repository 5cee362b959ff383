/* POST policies, by the cases of tests/cases/s3/post_policies.json. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/services/s3/s3_post_policy.h"
#include "tests/support/emulator/cases.h"

static struct multipart_form form_of(struct arena *a, const struct doc *fields)
{
    struct multipart_form form = { .count = doc_count(fields) };

    form.fields = ARENA_ARRAY(a, struct multipart_field, form.count + 1);
    for (size_t i = 0; i < form.count; i++)
        form.fields[i] =
            (struct multipart_field){ doc_text(doc_at(doc_at(fields, i), 0)), doc_text(doc_at(doc_at(fields, i), 1)) };
    return form;
}

/* As base64, from JSON, from any text, or as it is. */
static struct span policy_of(struct arena *a, const struct doc *d)
{
    const struct doc *json = doc_get(d, "policy");

    if (doc_get(d, "base64")) return doc_get_str(d, "base64");
    return base64_text(a, json ? json_text(a, json) : doc_get_str(d, "text"));
}

static int64_t now_of(const struct doc *d)
{
    struct span text = doc_get_str(d, "now");
    int64_t ms = 0;

    assert_true(time_parse_iso8601(text.data ? text : SPAN("2026-11-24T04:00:00Z"), &ms));
    return ms;
}

static bool range_holds(const struct doc *d, const struct s3_post_policy *policy)
{
    const struct doc *range = doc_get(d, "range");

    return !range || (doc_at(range, 0)->integer == policy->bytes_min && doc_at(range, 1)->integer == policy->bytes_max);
}

static void cases_hold(void **state)
{
    static const char *const verdicts[] = { "fine", "invalid", "denied" };
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/post_policies.json");

    (void)state;
    assert_true(doc_count(cases) > 60);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span bucket = doc_get_str(d, "bucket");
        struct multipart_form form = form_of(&a, doc_get(d, "fields"));
        struct s3_post_policy policy;
        enum s3_post_verdict verdict =
            s3_post_policy_check(&a, policy_of(&a, d), &form, bucket.data ? bucket : SPAN("mine"), now_of(d), &policy);
        if (!span_is(doc_get_str(d, "verdict"), verdicts[verdict]) || !range_holds(d, &policy) ||
            !span_eq(doc_get_str(d, "words"), span_of(policy.words)))
            fail_msg("%.*s: %s: %s", SPAN_ARG(json_text(&a, d)), verdicts[verdict], policy.words ? policy.words : "");
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* ARNs taken apart and made, and the identities that come from them. */
#include "emulator/core/arn.h"
#include "emulator/core/service.h"

#include "tests/support/emulator/unit.h"

extern const struct service sqs_service;

static void an_arn_has_five_parts_and_a_resource(void **state)
{
    struct arn arn;

    (void)state;
    assert_true(arn_parse(SPAN("arn:aws:lambda:eu-west-1:123456789012:function:f:7"), &arn));
    assert_span_equal(arn.partition, "aws");
    assert_span_equal(arn.service, "lambda");
    assert_span_equal(arn.region, "eu-west-1");
    assert_span_equal(arn.account, "123456789012");
    assert_span_equal(arn.resource, "function:f:7");
    assert_true(arn_parse(SPAN("arn:aws:s3:::bucket/a:b"), &arn));
    assert_span_equal(arn.region, "");
    assert_span_equal(arn.resource, "bucket/a:b");
}

static void what_is_none_is_refused_and_leaves_nothing(void **state)
{
    static const char *const none[] = {
        "", "arn", "arn:aws:sqs:r:a", "arn:aws:sqs:r:a:", "urn:aws:sqs:r:a:q", ":::::q"
    };

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct arn arn = { .service = SPAN("before") };
        if (arn_parse(span_of(none[i]), &arn)) fail_msg("%s is taken for an ARN", none[i]);
        assert_null(arn.service.data);
        assert_null(arn.resource.data);
    }
}

static void of_another_service_is_none(void **state)
{
    struct arn arn;

    (void)state;
    assert_true(arn_parse_of(SPAN("arn:aws:sqs:r:a:q"), "sqs", &arn));
    assert_false(arn_parse_of(SPAN("arn:aws:sns:r:a:q"), "sqs", &arn));
    assert_null(arn.resource.data);
}

static void the_last_part_of_a_path(void **state)
{
    (void)state;
    assert_span_equal(arn_last(SPAN("role/team/admin")), "admin");
    assert_span_equal(arn_last(SPAN("plain")), "plain");
    assert_span_equal(arn_last(SPAN("role/")), "");
}

static void a_call_makes_arns_of_its_own(void **state)
{
    struct call *c = call_new(&sqs_service, sqs_service.operations, &identity_default, SPAN(""));
    struct arn arn;

    (void)state;
    assert_span_equal(arn_own(c, "sqs", "%s", "q"), "arn:aws:sqs:us-east-1:000000000000:q");
    assert_span_equal(arn_make(&c->arena, "iam", SPAN(""), SPAN("1"), "role/%d", 7), "arn:aws:iam::1:role/7");
    assert_true(arn_parse(arn_own(c, "sqs", "q"), &arn) && arn_is_own(c, &arn));
    assert_true(arn_parse(SPAN("arn:aws:sqs:us-east-1:000000000001:q"), &arn) && !arn_is_own(c, &arn));
    assert_true(arn_parse(SPAN("arn:aws:sqs:us-east-2:000000000000:q"), &arn) && !arn_is_own(c, &arn));
    call_free(c);
}

static void a_service_acts_where_its_target_lies(void **state)
{
    char topic[] = "arn:aws:sns:eu-west-1:111111111111:t";
    struct identity who;
    struct call *c;

    (void)state;
    assert_false(identity_of_service_at("sns", SPAN("no arn"), span_of(topic), &who));
    assert_true(identity_of_service_at("sns", SPAN("arn:aws:sqs:eu-west-2:222222222222:q"), span_of(topic), &who));
    assert_int_equal(who.kind, IDENTITY_SERVICE);
    assert_string_equal(who.arn, "sns.amazonaws.com");
    assert_string_equal(who.account, "222222222222");
    assert_string_equal(who.region, "eu-west-2");
    c = call_new(&sqs_service, sqs_service.operations, &who, SPAN(""));
    topic[0] = '?'; /* the call has a copy */
    assert_span_equal(c->who.source_arn, "arn:aws:sns:eu-west-1:111111111111:t");
    call_free(c);
}

static void only_a_roles_arn_gives_a_session(void **state)
{
    struct identity who;

    (void)state;
    assert_true(identity_of_role(SPAN("arn:aws:iam::123456789012:role/a/b/name"), "s", "us-east-1", &who));
    assert_string_equal(who.arn, "arn:aws:sts::123456789012:assumed-role/name/s");
    assert_false(identity_of_role(SPAN("arn:aws:iam::123456789012:user/name"), "s", "us-east-1", &who));
    assert_false(identity_of_role(SPAN("arn:aws:iam::12345678901:role/name"), "s", "us-east-1", &who));
    assert_false(identity_of_role(SPAN("arn:aws:sts::123456789012:role/name"), "s", "us-east-1", &who));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arn_has_five_parts_and_a_resource),
        cmocka_unit_test(what_is_none_is_refused_and_leaves_nothing),
        cmocka_unit_test(of_another_service_is_none),
        cmocka_unit_test(the_last_part_of_a_path),
        cmocka_unit_test(a_call_makes_arns_of_its_own),
        cmocka_unit_test(a_service_acts_where_its_target_lies),
        cmocka_unit_test(only_a_roles_arn_gives_a_session),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

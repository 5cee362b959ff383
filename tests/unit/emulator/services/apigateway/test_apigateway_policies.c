/* Policies on methods. */
#include "emulator/services/apigateway/apigateway_policies.h"

#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/unit.h"

static struct arena arena;

static int drop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

#define ARN "arn:aws:execute-api:us-east-1:123456789012:a1/dev/GET/things"

static enum api_verdict verdict(const char *statement, enum policy_kind kind, const struct identity *who)
{
    struct http_request http;
    struct api_asked asked = { .http = &http, .method_arn = SPAN(ARN), .now_ms = 1428582896000, .who = who };
    struct span words, text = arena_format(&arena, "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}", statement);
    const struct policy *policy = policy_compile(&arena, text, kind, &words);

    if (!policy) fail_msg("%.*s: %.*s", SPAN_ARG(text), SPAN_ARG(words));
    loopback_parse(&http, &arena, SPAN("GET /things HTTP/1.1\r\nHost: h\r\nUser-Agent: tests\r\nReferer: r\r\n\r\n"));
    return kind == POLICY_RESOURCE ? api_policy_of_resource(policy, &asked, &arena)
                                   : api_policy_of_caller(policy, &asked, &arena);
}

#define OF_ALL(effect, more) \
    "{\"Effect\":\"" effect "\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"" ARN "\"" more "}"
#define IF(operator, key, value) ",\"Condition\":{\"" operator"\":{\"" key "\":\"" value "\"}}"

static void an_apis_policy(void **state)
{
    static const struct {
        const char *statement;
        enum api_verdict wanted;
    } rows[] = {
        { OF_ALL("Allow", ""), API_POLICY_ALLOWS },
        { OF_ALL("Deny", ""), API_POLICY_DENIES },
        { OF_ALL("Allow", "") "," OF_ALL("Deny", ""), API_POLICY_DENIES },
        { OF_ALL("Allow", IF("IpAddress", "aws:SourceIp", "127.0.0.0/8")), API_POLICY_ALLOWS },
        { OF_ALL("Allow", IF("IpAddress", "aws:SourceIp", "10.0.0.0/8")), API_POLICY_SILENT },
        { OF_ALL("Allow", IF("StringEquals", "aws:UserAgent", "tests")), API_POLICY_ALLOWS },
        { OF_ALL("Allow", IF("StringEquals", "aws:Referer", "r")), API_POLICY_ALLOWS },
        { OF_ALL("Allow", IF("Bool", "aws:SecureTransport", "false")), API_POLICY_ALLOWS },
        { OF_ALL("Allow", IF("DateLessThan", "aws:CurrentTime", "2015-04-10T00:00:00Z")), API_POLICY_ALLOWS },
        { OF_ALL("Allow", IF("NumericGreaterThan", "aws:EpochTime", "1428582896")), API_POLICY_SILENT },
        { OF_ALL("Allow", IF("StringEquals", "aws:SourceVpc", "vpc-1")), API_POLICY_SILENT },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (verdict(rows[i].statement, POLICY_RESOURCE, NULL) != rows[i].wanted) fail_msg("%s", rows[i].statement);
    assert_int_equal(api_policy_of_resource(NULL, &(struct api_asked){ 0 }, &arena), API_POLICY_SILENT);
}

/* A session is its role, too. */
static void an_apis_policy_names_who_signs(void **state)
{
    static const char of_role[] = "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/r\"},"
                                  "\"Action\":\"execute-api:*\",\"Resource\":\"*\"}";
    struct identity session = { .kind = IDENTITY_ROLE,
                                .account = "123456789012",
                                .arn = "arn:aws:sts::123456789012:assumed-role/r/me",
                                .user_id = "AROA:me" },
                    other = { .kind = IDENTITY_USER,
                              .account = "123456789012",
                              .arn = "arn:aws:iam::123456789012:user/u",
                              .user_id = "AIDA" };

    (void)state;
    assert_int_equal(verdict(of_role, POLICY_RESOURCE, &session), API_POLICY_ALLOWS);
    assert_int_equal(verdict(of_role, POLICY_RESOURCE, &other), API_POLICY_SILENT);
    assert_int_equal(verdict(of_role, POLICY_RESOURCE, NULL), API_POLICY_SILENT);
}

static void an_authorizers_policy(void **state)
{
    static const struct {
        const char *statement;
        enum api_verdict wanted;
    } rows[] = {
        { "{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"" ARN "\"}", API_POLICY_ALLOWS },
        { "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", API_POLICY_ALLOWS },
        { "{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"arn:aws:execute-api:*:*:a1/*/GET/*\"}",
          API_POLICY_ALLOWS },
        { "{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"arn:aws:execute-api:*:*:a1/*/POST/*\"}",
          API_POLICY_SILENT },
        { "{\"Effect\":\"Allow\",\"Action\":\"execute-api:ManageConnections\",\"Resource\":\"*\"}", API_POLICY_SILENT },
        { "{\"Effect\":\"Deny\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}", API_POLICY_DENIES },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (verdict(rows[i].statement, POLICY_IDENTITY, NULL) != rows[i].wanted) fail_msg("%s", rows[i].statement);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_apis_policy, drop),
        cmocka_unit_test_teardown(an_apis_policy_names_who_signs, drop),
        cmocka_unit_test_teardown(an_authorizers_policy, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Where policies are asked beside a caller's own: roles that services are given, and nobody at a queue's door. */
#include "emulator/edge/authorise.h"

#include <string.h>

#include "emulator/core/settings.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/unit.h"
#include "tests/support/emulator/world.h"

#define TRUST(service)                                                                                        \
    "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{" \
    "\\\"Service\\\":\\\"" service ".amazonaws.com\\\"},\\\"Action\\\":\\\"sts:AssumeRole\\\"}}"
#define MACHINE                                                                                           \
    "{\"name\":\"m\",\"roleArn\":\"arn:aws:iam::000000000000:role/r\",\"definition\":\"{\\\"StartAt\\\":" \
    "\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}\"}"

static struct loopback l;

static void a_role_that_the_service_may_not_assume_is_refused(void **state)
{
    (void)state;
    must("iam", "CreateRole", "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"" TRUST("lambda") "\"}");
    must_fail(
        "AccessDeniedException",
        "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the "
        "provided role.",
        "states", "CreateStateMachine", MACHINE);
    must("iam", "UpdateAssumeRolePolicy", "{\"RoleName\":\"r\",\"PolicyDocument\":\"" TRUST("states") "\"}");
    must("states", "CreateStateMachine", MACHINE);
}

static void one_that_iam_does_not_have_is_taken(void **state)
{
    (void)state;
    must("states", "CreateStateMachine", MACHINE);
}

static void off_it_is_taken_too(void **state)
{
    (void)state;
    must("iam", "CreateRole", "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"" TRUST("lambda") "\"}");
    assert_true(authorise_mode_set(ACCOUNT_DEFAULT, "off"));
    must("states", "CreateStateMachine", MACHINE);
    assert_true(authorise_mode_set(ACCOUNT_DEFAULT, NULL));
    assert_int_equal(authorise_mode_of(ACCOUNT_DEFAULT), AUTHORISE_ENFORCE);
    assert_false(authorise_mode_set(ACCOUNT_DEFAULT, "strict"));
}

static void send_unsigned(const char *queue, int status)
{
    static const char body[] = "Action=SendMessage&MessageBody=m";

    loopback_send(&l,
                  "POST /000000000000/%s HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: %zu\r\n\r\n%s",
                  queue, sizeof body - 1, body);
    assert_int_equal(l.response.status, status);
}

static void a_queue_may_let_everybody_in(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"open\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    must("sqs", "CreateQueue", "{\"QueueName\":\"closed\"}");
    send_unsigned("open", 200);
    send_unsigned("closed", 403);
    assert_span_equal(loopback_xml(&l, "Code"), "MissingAuthenticationToken");
    assert_true(authorise_mode_set(ACCOUNT_DEFAULT, "off"));
    send_unsigned("closed", 403);
    assert_true(authorise_mode_set(ACCOUNT_DEFAULT, NULL));
}

static void page_is(const char *method, const char *query, const char *body, int status)
{
    loopback_send(&l, "%s /_nube/iam/policy?%s HTTP/1.1\r\nHost: h\r\nContent-Length: %zu\r\n\r\n%s", method, query,
                  strlen(body), body);
    assert_int_equal(l.response.status, status);
}

static void the_policy_page_knows_what_it_is_asked_about(void **state)
{
    static const char role[] = "principal=arn:aws:iam::000000000000:role/r",
                      nothing[] = "{\"policy\":{\"Version\":\"2012-10-17\",\"Statement\":[]}}";

    (void)state;
    must("iam", "CreateRole", "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"" TRUST("lambda") "\"}");
    page_is("GET", "", "", 400);
    page_is("GET", "principal=x", "", 400);
    page_is("GET", "principal=arn:aws:iam::000000000000:role/typo", "", 404);
    page_is("POST", "principal=arn:aws:iam::000000000000:role/typo", nothing, 404);
    page_is("GET", role, "", 200);
    page_is("POST", role, nothing, 200);
    page_is("POST", role, "{", 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_role_that_the_service_may_not_assume_is_refused, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(one_that_iam_does_not_have_is_taken, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(off_it_is_taken_too, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(the_policy_page_knows_what_it_is_asked_about, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_queue_may_let_everybody_in, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

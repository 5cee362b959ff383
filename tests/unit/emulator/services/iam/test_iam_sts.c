/* Roles, their policies, and sessions of roles. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/http/http.h"
#include "tests/support/emulator/loopback.h"

#define TRUST \
    "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}"

static void role(const char *name)
{
    must("iam", "CreateRole", "{\"RoleName\":\"%s\",\"AssumeRolePolicyDocument\":\"" TRUST "\"}", name);
}

static void roles_come_and_go(void **state)
{
    struct call *c = ask("iam", "CreateRole",
                         "{\"RoleName\":\"r\",\"Path\":\"/team/\",\"Description\":\"d\",\"MaxSessionDuration\":7200,"
                         "\"AssumeRolePolicyDocument\":\"" TRUST "\"}"),
                *again;
    struct doc *r = doc_get(c->out, "Role");

    (void)state;
    assert_span_equal(doc_get_str(r, "Arn"), "arn:aws:iam::000000000000:role/team/r");
    assert_span_equal(
        doc_get_str(r, "AssumeRolePolicyDocument"),
        "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%22%2A%22%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D");
    assert_int_equal(doc_get_int(r, "CreateDate", 0), WORLD_NOW_MS);
    assert_int_equal(doc_get_str(r, "RoleId").size, 21);
    again = ask("iam", "GetRole", "{\"RoleName\":\"R\"}"); /* names are alike in any case */
    assert_true(span_eq(doc_get_str(r, "RoleId"), doc_get_str(doc_get(again->out, "Role"), "RoleId")));
    assert_int_equal(doc_get_int(doc_get(again->out, "Role"), "MaxSessionDuration", 0), 7200);
    call_free(c);
    call_free(again);
    must_fail("EntityAlreadyExistsException", "Role with name r already exists.", "iam", "CreateRole",
              "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"" TRUST "\"}");
    must_fail("MalformedPolicyDocumentException", "", "iam", "CreateRole",
              "{\"RoleName\":\"x\",\"AssumeRolePolicyDocument\":\"{\"}");
    must_fail("MalformedPolicyDocumentException", "", "iam", "CreateRole",
              "{\"RoleName\":\"x\",\"AssumeRolePolicyDocument\":\"{}\"}");
    must_fail("ValidationException", "", "iam", "CreateRole",
              "{\"RoleName\":\"a b\",\"AssumeRolePolicyDocument\":\"" TRUST "\"}");
    must_fail("ValidationException", "", "iam", "CreateRole",
              "{\"RoleName\":\"x\",\"Path\":\"team\",\"AssumeRolePolicyDocument\":\"" TRUST "\"}");
    must("iam", "DeleteRole", "{\"RoleName\":\"r\"}");
    must_fail("NoSuchEntityException", "The role with name r cannot be found.", "iam", "GetRole",
              "{\"RoleName\":\"r\"}");
    must_fail("NoSuchEntityException", "", "iam", "DeleteRole", "{\"RoleName\":\"r\"}");
}

static void policies_come_and_go(void **state)
{
    struct call *c;

    (void)state;
    role("r");
    must(
        "iam", "PutRolePolicy",
        "{\"RoleName\":\"r\",\"PolicyName\":\"p\",\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}}\"}");
    must(
        "iam", "PutRolePolicy",
        "{\"RoleName\":\"r\",\"PolicyName\":\"p\",\"PolicyDocument\":\"{\\\"Version\\\":\\\"2012-10-17\\\", \\\"Statement\\\":{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}}\"}");
    c = ask("iam", "GetRolePolicy", "{\"RoleName\":\"r\",\"PolicyName\":\"p\"}");
    assert_span_equal(
        http_decode(&c->arena, doc_get_str(c->out, "PolicyDocument"), false),
        "{\"Version\":\"2012-10-17\", \"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    call_free(c);
    c = ask("iam", "ListRolePolicies", "{\"RoleName\":\"r\"}");
    assert_int_equal(doc_count(doc_get(c->out, "PolicyNames")), 1);
    call_free(c);
    must_fail("DeleteConflictException", "Cannot delete entity, must delete policies first.", "iam", "DeleteRole",
              "{\"RoleName\":\"r\"}");
    must("iam", "DeleteRolePolicy", "{\"RoleName\":\"r\",\"PolicyName\":\"p\"}");
    must_fail("NoSuchEntityException", "The role policy with name p cannot be found.", "iam", "GetRolePolicy",
              "{\"RoleName\":\"r\",\"PolicyName\":\"p\"}");
    must("iam", "DeleteRole", "{\"RoleName\":\"r\"}");
    must_fail("MalformedPolicyDocumentException", "", "iam", "PutRolePolicy",
              "{\"RoleName\":\"r\",\"PolicyName\":\"p\",\"PolicyDocument\":\"x\"}");
}

static void lists_have_pages(void **state)
{
    char marker[64] = "";
    int seen = 0;

    (void)state;
    for (int i = 0; i < 5; i++) {
        char name[16];
        snprintf(name, sizeof name, "r%d", i);
        role(name);
    }
    do {
        struct call *c = ask("iam", "ListRoles", "{\"MaxItems\":2%s%s%s}", *marker ? ",\"Marker\":\"" : "", marker,
                             *marker ? "\"" : "");
        struct doc *roles = doc_get(c->out, "Roles");
        for (size_t i = 0; i < doc_count(roles); i++, seen++)
            assert_span_equal(doc_get_str(doc_at(roles, i), "RoleName"), arena_printf(&c->arena, "r%d", seen));
        snprintf(marker, sizeof marker, "%.*s", SPAN_ARG(doc_get_str(c->out, "Marker")));
        assert_int_equal(doc_get_bool(c->out, "IsTruncated", false), *marker != '\0');
        call_free(c);
    } while (*marker);
    assert_int_equal(seen, 5);
}

static void a_session_needs_its_role(void **state)
{
    struct call *c;

    (void)state;
    must_fail("AccessDeniedException",
              "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: "
              "arn:aws:iam::000000000000:role/r",
              "sts", "AssumeRole", "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RoleSessionName\":\"se\"}");
    role("r");
    c = ask("sts", "AssumeRole",
            "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RoleSessionName\":\"se\",\"DurationSeconds\":900}");
    assert_null(c->fault.kind);
    assert_span_equal(doc_get_str(doc_get(c->out, "AssumedRoleUser"), "Arn"),
                      "arn:aws:sts::000000000000:assumed-role/r/se");
    assert_int_equal(doc_get_int(doc_get(c->out, "Credentials"), "Expiration", 0), WORLD_NOW_MS + 900000);
    assert_true(span_starts(doc_get_str(doc_get(c->out, "Credentials"), "AccessKeyId"), "ASIA"));
    assert_int_equal(doc_get_str(doc_get(c->out, "Credentials"), "AccessKeyId").size, 20);
    call_free(c);
    must_fail("ValidationException", "", "sts", "AssumeRole",
              "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RoleSessionName\":\"x\"}");
    must_fail("ValidationException", "", "sts", "AssumeRole",
              "{\"RoleArn\":\"arn:aws:iam::000000000000:role/r\",\"RoleSessionName\":\"se\",\"DurationSeconds\":899}");
    must_fail("ValidationException", "arn:aws:iam::000000000000:user/r is invalid", "sts", "AssumeRole",
              "{\"RoleArn\":\"arn:aws:iam::000000000000:user/r\",\"RoleSessionName\":\"se\"}");
}

static void over_the_wire_it_is_xml(void **state)
{
    struct loopback l = { 0 };

    (void)state;
    role("r");
    loopback_query(&l, "iam", "Action=GetRole&Version=2010-05-08&RoleName=r");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_xml(&l, "CreateDate"), "2026-11-24T04:00:00.000Z");
    loopback_query(&l, "iam", "Action=GetRole&Version=2010-05-08&RoleName=none");
    assert_int_equal(l.response.status, 404);
    assert_span_equal(loopback_xml(&l, "Code"), "NoSuchEntity");
    loopback_query(
        &l, "sts",
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::000000000000:role/none&RoleSessionName=se");
    assert_int_equal(l.response.status, 403);
    assert_span_equal(loopback_xml(&l, "Code"), "AccessDenied");
    loopback_release(&l);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)
    const struct CMUnitTest tests[] = { T(roles_come_and_go), T(policies_come_and_go), T(lists_have_pages),
                                        T(a_session_needs_its_role), T(over_the_wire_it_is_xml) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

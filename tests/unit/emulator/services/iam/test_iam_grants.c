/* What was granted to users, groups and roles, and whom access keys stand for. */
#include "tests/support/emulator/world.h"

#include <stdio.h>

#include "emulator/core/identity.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/services/iam/iam_signers.h"
#include "emulator/store/store.h"

#define POLICY(action)                                                                                                \
    "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"" action \
    "\\\",\\\"Resource\\\":\\\"*\\\"}]}"
#define OWN "arn:aws:iam::000000000000:"

static const struct span account = { ACCOUNT_DEFAULT, 12 };

static void add_policy(const char *name, const char *path)
{
    must("iam", "CreatePolicy", "{\"PolicyName\":\"%s\",\"Path\":\"%s\",\"PolicyDocument\":\"" POLICY("sqs:*") "\"}",
         name, path);
}

static const struct iam_grant *next_is(const struct iam_grant *g, const char *name, const char *arn, const char *holder,
                                       const char *word)
{
    assert_non_null(g);
    assert_span_equal(g->name, name);
    assert_span_equal(g->arn, arn);
    assert_span_equal(g->holder, holder);
    assert_non_null(memmem(g->document.data, g->document.size, word, strlen(word)));
    return g->next;
}

static void a_user_has_its_own_and_its_groups_policies(void **state)
{
    struct iam_grants grants;
    const struct iam_grant *g;
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    add_policy("edge", "/");
    add_policy("own", "/x/");
    must("iam", "CreateUser", "{\"UserName\":\"Ann\",\"PermissionsBoundary\":\"" OWN "policy/edge\"}");
    must("iam", "CreateGroup", "{\"GroupName\":\"g\"}");
    must("iam", "AddUserToGroup", "{\"GroupName\":\"g\",\"UserName\":\"ann\"}");
    must("iam", "PutUserPolicy",
         "{\"UserName\":\"ann\",\"PolicyName\":\"p\",\"PolicyDocument\":\"" POLICY("s3:*") "\"}");
    must("iam", "AttachUserPolicy", "{\"UserName\":\"ann\",\"PolicyArn\":\"" OWN "policy/x/own\"}");
    must("iam", "PutGroupPolicy",
         "{\"GroupName\":\"g\",\"PolicyName\":\"q\",\"PolicyDocument\":\"" POLICY("sns:*") "\"}");
    must("iam", "AttachGroupPolicy",
         "{\"GroupName\":\"g\",\"PolicyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}");
    must("iam", "CreatePolicyVersion",
         "{\"PolicyArn\":\"" OWN "policy/x/own\",\"SetAsDefault\":true,\"PolicyDocument\":\"" POLICY("kms:*") "\"}");
    db = store_reader_take();
    assert_true(iam_grants_of_user(db, &a, account, SPAN("ANN"), &grants));
    assert_span_equal(grants.arn, OWN "user/Ann");
    assert_true(span_starts(grants.unique_id, "AIDA"));
    g = next_is(grants.first, "p", "", OWN "user/Ann", "s3:*");
    g = next_is(g, "own", OWN "policy/x/own", OWN "user/Ann", "kms:*");
    g = next_is(g, "q", "", OWN "group/g", "sns:*");
    g = next_is(g, "AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess", OWN "group/g", "\"*\"");
    assert_null(g);
    assert_span_equal(grants.boundary_arn, OWN "policy/edge");
    assert_non_null(memmem(grants.boundary.data, grants.boundary.size, "sqs:*", 5));
    assert_null(grants.trust.data);
    assert_true(iam_grants_of_group(db, &a, account, SPAN("g"), &grants));
    next_is(grants.first, "q", "", OWN "group/g", "sns:*");
    assert_false(iam_grants_of_user(db, &a, account, SPAN("bob"), &grants));
    assert_null(grants.first);
    assert_false(iam_grants_of_user(db, &a, SPAN("111111111111"), SPAN("ann"), &grants));
    store_reader_give(db);
    arena_release(&a);
}

static void a_role_has_a_trust(void **state)
{
    struct iam_grants grants;
    struct arena a = { 0 };
    struct db *db;

    (void)state;
    must(
        "iam", "CreateRole",
        "{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}\"}");
    must("iam", "AttachRolePolicy", "{\"RoleName\":\"r\",\"PolicyArn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"}");
    db = store_reader_take();
    assert_true(iam_grants_of_role(db, &a, account, SPAN("r"), &grants));
    assert_span_equal(grants.trust,
                      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}");
    assert_null(
        next_is(grants.first, "ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess", OWN "role/r", "s3:Get*"));
    assert_null(grants.boundary_arn.data);
    store_reader_give(db);
    arena_release(&a);
}

/* --- access keys -------------------------------------------------------------------------------------------------- */

static void an_access_key_is_its_users_while_it_is_active(void **state)
{
    struct identity_key key;
    struct call *c;
    char id[21];

    (void)state;
    must("iam", "CreateUser", "{\"UserName\":\"ann\",\"Path\":\"/x/\"}");
    c = ask("iam", "CreateAccessKey", "{\"UserName\":\"ann\"}");
    snprintf(id, sizeof id, "%.*s", SPAN_ARG(doc_get_str(doc_get(c->out, "AccessKey"), "AccessKeyId")));
    assert_true(span_starts(span_of(id), "AKIANUBE"));
    assert_int_equal(identity_key_find(span_of(id), &key), IDENTITY_OURS);
    assert_span_equal(doc_get_str(doc_get(c->out, "AccessKey"), "SecretAccessKey"), key.secret);
    call_free(c);
    assert_int_equal(key.who.kind, IDENTITY_USER);
    assert_string_equal(key.who.arn, OWN "user/x/ann");
    assert_string_equal(key.token, "");
    must("iam", "UpdateAccessKey", "{\"UserName\":\"ann\",\"AccessKeyId\":\"%s\",\"Status\":\"Inactive\"}", id);
    assert_int_equal(identity_key_find(span_of(id), &key), IDENTITY_ENDED);
    must("iam", "UpdateAccessKey", "{\"UserName\":\"ann\",\"AccessKeyId\":\"%s\",\"Status\":\"Active\"}", id);
    must("iam", "UpdateUser", "{\"UserName\":\"ann\",\"NewUserName\":\"bea\"}");
    assert_int_equal(identity_key_find(span_of(id), &key), IDENTITY_OURS);
    assert_string_equal(key.who.arn, OWN "user/x/bea");
    must("iam", "DeleteAccessKey", "{\"UserName\":\"bea\",\"AccessKeyId\":\"%s\"}", id);
    assert_int_equal(identity_key_find(span_of(id), &key), IDENTITY_ENDED);
    assert_int_equal(identity_key_find(SPAN("AKIAIOSFODNN7EXAMPLE"), &key), IDENTITY_NOT_OURS);
}

static void the_root_may_have_keys(void **state)
{
    struct identity_key key;
    struct call *c;

    (void)state;
    c = ask("iam", "CreateAccessKey", "{}");
    assert_null(doc_get(doc_get(c->out, "AccessKey"), "UserName"));
    assert_int_equal(identity_key_find(doc_get_str(doc_get(c->out, "AccessKey"), "AccessKeyId"), &key), IDENTITY_OURS);
    assert_int_equal(key.who.kind, IDENTITY_ROOT);
    assert_string_equal(key.who.arn, OWN "root");
    call_free(c);
}

static int setup(void **state)
{
    if (world_setup_frozen(state)) return -1;
    iam_signers_register();
    return 0;
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, world_teardown)
    const struct CMUnitTest tests[] = { T(a_user_has_its_own_and_its_groups_policies), T(a_role_has_a_trust),
                                        T(an_access_key_is_its_users_while_it_is_active), T(the_root_may_have_keys) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

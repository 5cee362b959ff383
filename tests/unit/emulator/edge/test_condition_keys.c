/* Condition keys of calls that no transaction holds yet. */
#include "tests/support/emulator/world.h"

#include <stdio.h>

#include "emulator/edge/authorise.h"

#define ROLE  "arn:aws:iam::000000000000:role/writer"
#define TABLE "arn:aws:dynamodb:us-east-1:000000000000:table/Notes"

static void role_make(const char *condition)
{
    must("iam", "CreateRole",
         "{\"RoleName\":\"writer\",\"AssumeRolePolicyDocument\":\"{"
         "\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\","
         "\\\"Principal\\\":{\\\"Service\\\":\\\"lambda.amazonaws.com\\\"},"
         "\\\"Action\\\":\\\"sts:AssumeRole\\\"}}\"}");
    must("iam", "PutRolePolicy",
         "{\"RoleName\":\"writer\",\"PolicyName\":\"p\",\"PolicyDocument\":\"{"
         "\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\","
         "\\\"Action\\\":\\\"dynamodb:PutItem\\\",\\\"Resource\\\":\\\"" TABLE "\\\"%s}}\"}",
         condition);
    must("dynamodb", "CreateTable",
         "{\"TableName\":\"Notes\",\"BillingMode\":\"PAY_PER_REQUEST\","
         "\"AttributeDefinitions\":[{\"AttributeName\":\"owner\",\"AttributeType\":\"S\"}],"
         "\"KeySchema\":[{\"AttributeName\":\"owner\",\"KeyType\":\"HASH\"}]}");
}

/* Its fault's message, or "". */
static const char *by_role(const char *operation, const char *member, const char *owner)
{
    static char message[512];
    struct call *c = call_prepare("dynamodb", operation, "{\"TableName\":\"Notes\",\"%s\":{\"owner\":{\"S\":\"%s\"}}}",
                                  member, owner);

    assert_true(identity_of_role(span_of(ROLE), "session", "us-east-1", &c->who));
    door_call(c);
    snprintf(message, sizeof message, "%s", c->fault.kind ? c->fault.message : "");
    call_free(c);
    return message;
}

#define NOT_ALLOWED(action)                                                                             \
    "User: arn:aws:sts::000000000000:assumed-role/writer/session is not authorized to perform: " action \
    " on resource: " TABLE " because no identity-based policy allows the " action " action"

/* A refusal tells all of the call's condition keys, an item's among them: reads and writes alike. */
static void refused_calls_have_their_keys_told(void **state)
{
    (void)state;
    role_make("");
    assert_string_equal(by_role("DeleteItem", "Key", "ann"), NOT_ALLOWED("dynamodb:DeleteItem"));
    assert_string_equal(by_role("GetItem", "Key", "ann"), NOT_ALLOWED("dynamodb:GetItem"));
    assert_string_equal(by_role("PutItem", "Item", "ann"), "");
}

static void a_condition_on_the_leading_key_holds(void **state)
{
    (void)state;
    role_make(",\\\"Condition\\\":{\\\"ForAllValues:StringEquals\\\":{\\\"dynamodb:LeadingKeys\\\":\\\"ann\\\"}}");
    assert_string_equal(by_role("PutItem", "Item", "bob"), NOT_ALLOWED("dynamodb:PutItem"));
    assert_string_equal(by_role("PutItem", "Item", "ann"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(refused_calls_have_their_keys_told, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_condition_on_the_leading_key_holds, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

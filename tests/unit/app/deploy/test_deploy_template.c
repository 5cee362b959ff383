/* The template's language, what is compared with what is found, and the refusals that pass: pure parts of the deployment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "app/deploy/deploy.h"
#include "app/deploy/deploy_backup.h"
#include "app/deploy/deploy_compare.h"
#include "app/deploy/deploy_passing.h"
#include "app/sdk/aws_json.h"

static const char template_text[] =
    "{\"Parameters\":{\"Prefix\":{\"Default\":\"a-\"},\"Mail\":{\"Default\":\"\"},\"Url\":{\"Type\":\"String\"}},"
    "\"Conditions\":{\"HasMail\":{\"Fn::Not\":[{\"Fn::Equals\":[{\"Ref\":\"Mail\"},\"\"]}]}}}";

/* What a part becomes, as JSON; "" where it is refused. */
static void expect_resolved(const struct deploy_template *t, const char *part, const char *expected)
{
    struct aws_error error = { 0 };
    cJSON *tree = cJSON_Parse(part), *resolved;
    char *printed;

    assert_non_null(tree);
    resolved = deploy_template_resolve(t, tree, &error);
    printed = resolved ? cJSON_PrintUnformatted(resolved) : strdup("");
    assert_string_equal(printed, expected);
    free(printed);
    cJSON_Delete(resolved);
    cJSON_Delete(tree);
}

static void parts_are_resolved(void **state)
{
    struct deploy_template t;
    struct aws_error error;

    (void)state;
    assert_true(deploy_template_init(&t, template_text, &error));
    deploy_template_set_resource(&t, "Queue", "http://q", "arn:q");
    expect_resolved(&t, "{\"Ref\":\"Queue\"}", "\"http://q\"");
    expect_resolved(&t, "{\"Fn::GetAtt\":[\"Queue\",\"Arn\"]}", "\"arn:q\"");
    expect_resolved(&t, "{\"Fn::Sub\":\"${Prefix}Orders ${Queue.Arn}$\"}", "\"a-Orders arn:q$\"");
    expect_resolved(&t, "{\"a\":[1,{\"b\":{\"Ref\":\"Prefix\"}},true]}", "{\"a\":[1,{\"b\":\"a-\"},true]}");
    expect_resolved(&t, "{\"a\":{\"Ref\":\"AWS::NoValue\"},\"b\":2}", "{\"b\":2}");
    expect_resolved(&t, "{\"a\":{\"Fn::If\":[\"HasMail\",1,{\"Ref\":\"AWS::NoValue\"}]},\"b\":2}", "{\"b\":2}");
    expect_resolved(&t, "{\"Fn::Sub\":\"no end ${Prefix\"}", "\"no end a-\"");
    expect_resolved(&t, "{\"Ref\":\"Nothing\"}", "");
    expect_resolved(&t, "{\"a\":[{\"Fn::Sub\":\"${Nothing}\"}]}", "");
    t.is_lenient = true;
    expect_resolved(&t, "{\"a\":[{\"Fn::Sub\":\"x${Nothing}\"}]}", "{\"a\":[\"x\"]}");
    deploy_template_release(&t);
}

static void conditions_hold_or_not(void **state)
{
    struct deploy_template t;
    struct aws_error error;

    (void)state;
    assert_true(deploy_template_init(&t, template_text, &error));
    assert_true(deploy_template_condition(&t, NULL));
    assert_false(deploy_template_condition(&t, "HasMail"));
    deploy_template_set(&t, "Mail", "a@b.example");
    assert_true(deploy_template_condition(&t, "HasMail"));
    assert_false(deploy_template_condition(&t, "Unknown"));
    deploy_template_release(&t);
    assert_false(deploy_template_init(&t, "{", &error));
    deploy_template_release(&t);
}

/* Every resource of the program's own template is of a known kind, is named by a property, and hangs on what stands before it. */
static void the_own_template_is_in_order(void **state)
{
    static struct deploy deploy;

    (void)state;
    assert_true(deploy_template_init(&deploy.template, deploy_template_text(), &deploy.error));
    assert_int_equal(deploy_begin(&deploy), 0);
    assert_true(deploy.count > 10);
    for (const char *const *name = (const char *const[]){ "AWS::AccountId", "AWS::Region", "AWS::Partition",
                                                          "AWS::URLSuffix", "PaymentUrl", "ShipmentUrl", NULL };
         *name; name++)
        deploy_template_set(&deploy.template, *name, "x");
    for (size_t i = 0; i < deploy.count; i++) {
        struct resource *r = &deploy.resources[i];
        const cJSON *row = aws_json_member(aws_json_member(deploy.template.tree, "Resources"), r->id);

        r->wanted = deploy_template_resolve(&deploy.template, aws_json_member(row, "Properties"), &deploy.error);
        if (!r->wanted) fail_msg("%s: %s", r->id, deploy.error.message);
        assert_true(!r->kind->name || r->kind->prepare || aws_json_string(r->wanted, r->kind->name));
        deploy_template_set_resource(&deploy.template, r->id, "reference", "arn");
    }
    deploy_end(&deploy);
}

static void expect_compared(const char *wanted, const char *found, const char *where)
{
    cJSON *one = cJSON_Parse(wanted), *other = cJSON_Parse(found);
    char differs[64];

    assert_true(one && other);
    assert_int_equal(deploy_compare(one, other, differs, sizeof differs), !*where);
    assert_string_equal(differs, where);
    cJSON_Delete(other);
    cJSON_Delete(one);
}

static void what_differs_is_found(void **state)
{
    (void)state;
    expect_compared("{}", "{\"A\":1}", "");
    expect_compared("{\"A\":300,\"B\":true}", "{\"A\":\"300\",\"B\":\"true\"}", "");
    expect_compared("{\"A\":300}", "{\"A\":\"301\"}", "A");
    expect_compared("{\"A\":{\"x\":1}}", "{\"A\":{\"x\":1,\"y\":2}}", "");
    expect_compared("{\"A\":{\"x\":1}}", "{\"A\":{\"y\":2}}", "A");
    expect_compared("{\"A\":{\"Variables\":{\"x\":1}}}", "{\"A\":{\"Variables\":{\"x\":1,\"y\":2}}}", "A");
    expect_compared("{\"Policies\":[]}", "{\"Policies\":[1]}", "Policies");
    expect_compared("{\"A\":[1,2]}", "{\"A\":[2,1]}", "");
    expect_compared("{\"A\":[1,2]}", "{\"A\":[2,3]}", "A");
    expect_compared("{\"A\":[1]}", "{\"A\":[1,2]}", "A");
    expect_compared("{\"A\":1,\"B\":2}", "{\"A\":1}", "B");
    expect_compared("{\"A\":{}}", "{\"A\":\"x\"}", "A");
}

static bool is_passing(const char *code, const char *message)
{
    struct aws_error error;

    aws_error_set(&error, code, "%s", message);
    return deploy_is_passing(&error);
}

static void refusals_that_pass(void **state)
{
    (void)state;
    assert_true(
        is_passing("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."));
    assert_true(is_passing(
        "InvalidParameterValueException",
        "Lambda was unable to configure access to your environment variables because the KMS key is invalid for "
        "CreateGrant. Please check your KMS key settings."));
    assert_false(is_passing("InvalidParameterValueException", "Unzipped size must be smaller than 262144000 bytes"));
    assert_true(is_passing("ResourceConflictException",
                           "The operation cannot be performed at this time. An update is in progress for resource: "
                           "arn:aws:lambda:us-east-1:1:function:f"));
    assert_false(is_passing("ResourceConflictException", "Function already exist: f"));
    assert_true(is_passing("AccessDeniedException",
                           "Neither the global service principal states.amazonaws.com, nor the regional one is "
                           "authorized to assume the provided role."));
    assert_false(
        is_passing("AccessDeniedException", "User: x is not authorized to perform: states:CreateStateMachine"));
    assert_true(is_passing("AWS.SimpleQueueService.QueueDeletedRecently", "You must wait 60 seconds"));
    assert_false(is_passing("NotFoundException", "role"));
}

static void days_of_backups(void **state)
{
    (void)state;
    assert_int_equal(deploy_backup_day("Orders-daily-1970-01-02", "Orders"), 1);
    assert_int_equal(deploy_backup_day("Orders-daily-2026-12-01", "Orders"), 20788);
    assert_int_equal(deploy_backup_day("Orders-daily-2026-12-01x", "Orders"), -1);
    assert_int_equal(deploy_backup_day("Orders-before-the-move", "Orders"), -1);
    assert_int_equal(deploy_backup_day("shop-Orders-daily-2026-12-01", "Orders"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_resolved),           cmocka_unit_test(conditions_hold_or_not),
        cmocka_unit_test(the_own_template_is_in_order), cmocka_unit_test(what_differs_is_found),
        cmocka_unit_test(refusals_that_pass),           cmocka_unit_test(days_of_backups),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

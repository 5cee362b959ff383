/* Resources against a scripted server: what is asked, made, changed, waited for and refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "app/sdk/aws_json.h"
#include "tests/unit/app/deploy/deploy_fixture.h"

/* --- pipes ---------------------------------------------------------------------------------------------------- */

static const char pipe_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::Pipes::Pipe\",\"Properties\":{\"Name\":\"p\",\"RoleArn\":\"arn:role\",\"Source\":\"arn:queue\","
    "\"Target\":\"arn:machine\",\"DesiredState\":\"RUNNING\",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":1}}}}");
#define NO_PIPE REFUSED("NotFoundException", "Pipe p does not exist.")
#define PIPE(target, state)                                                                                                           \
    OK("{\"Name\":\"p\",\"Arn\":\"arn:pipe\",\"CurrentState\":\"" state                                                               \
       "\",\"DesiredState\":\"RUNNING\",\"RoleArn\":\"arn:role\",\"Source\":\"arn:queue\",\"Target\":\"" target                       \
       "\",\"StateReason\":\"The role may not ReceiveMessage\",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":1}}," TAGS \
       "}")

static void a_pipe_is_made(void **state)
{
    static const char *const answers[] = { NO_PIPE, OK("{}"), PIPE("arn:machine", "CREATING"),
                                           PIPE("arn:machine", "RUNNING"), PIPE("arn:machine", "RUNNING") };
    struct fixture *f = start(pipe_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 1, "POST /v1/pipes/p ");
    expect_request(f, 1, "\"Source\":\"arn:queue\"");
    expect_request(f, 1, "\"Tags\":{\"order-application\":\"default\"}");
    expect_counts(f, 1, 0, 0);
    stop(f, 5);
}

static void a_pipe_as_wanted_is_left_alone(void **state)
{
    static const char *const answers[] = { PIPE("arn:machine", "RUNNING") };
    struct fixture *f = start(pipe_template, answers, 1);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_counts(f, 0, 0, 1);
    stop(f, 1);
}

static void a_pipe_that_differs_is_updated(void **state)
{
    static const char *const answers[] = { PIPE("arn:other", "RUNNING"), OK("{}"), PIPE("arn:machine", "UPDATING"),
                                           PIPE("arn:machine", "RUNNING"), PIPE("arn:machine", "RUNNING") };
    struct fixture *f = start(pipe_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 1, "PUT /v1/pipes/p ");
    expect_counts(f, 0, 1, 0);
    stop(f, 5);
}

/* An update would be refused. */
static void a_pipe_of_which_the_making_failed_is_made_anew(void **state)
{
    static const char *const answers[] = {
        PIPE("arn:machine", "CREATE_FAILED"), OK("{}"), NO_PIPE, OK("{}"), PIPE("arn:machine", "RUNNING"),
        PIPE("arn:machine", "RUNNING")
    };
    struct fixture *f = start(pipe_template, answers, 6);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 1, "DELETE /v1/pipes/p ");
    expect_request(f, 3, "POST /v1/pipes/p ");
    stop(f, 6);
}

static void a_pipe_that_fails_says_why(void **state)
{
    static const char *const answers[] = { NO_PIPE, OK("{}"), PIPE("arn:machine", "CREATE_FAILED") };
    struct fixture *f = start(pipe_template, answers, 3);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), -1);
    assert_string_equal(f->deploy.error.message, "pipe p: it is CREATE_FAILED: The role may not ReceiveMessage");
    stop(f, 3);
}

/* --- functions ------------------------------------------------------------------------------------------------ */

static const char function_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"FunctionName\":\"f\",\"Runtime\":\"provided.al2023\","
    "\"Role\":\"arn:role\",\"Architectures\":[\"arm64\"],\"Code\":{\"S3Key\":\"f.zip\"}}}");
/* The package "zip" has this SHA-256. */
#define ZIP_SHA     "SnD+mqZDbgLC3qNA+9HjUuTvLYzmylKtJdS5VHH8i/I="
#define NO_FUNCTION REFUSED("ResourceNotFoundException", "Function not found")
#define FUNCTION(sha, tags)                                                                                                          \
    OK("{\"Configuration\":{\"FunctionName\":\"f\",\"FunctionArn\":\"arn:f\",\"Runtime\":\"provided.al2023\",\"Role\":\"arn:role\"," \
       "\"Architectures\":[\"arm64\"],\"CodeSha256\":\"" sha "\"}," tags "}")
#define ACTIVE OK("{\"State\":\"Active\",\"LastUpdateStatus\":\"Successful\"}")

static void a_function_waits_for_its_role(void **state)
{
    static const char *const answers[] = {
        NO_FUNCTION,
        REFUSED("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."),
        REFUSED("InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."),
        OK("{}"),
        OK("{\"State\":\"Pending\"}"),
        ACTIVE,
        FUNCTION(ZIP_SHA, TAGS),
    };
    struct fixture *f = start(function_template, answers, 7);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 3, "POST /2015-03-31/functions ");
    expect_request(f, 3, "\"Code\":{\"ZipFile\":\"emlw\"}");
    expect_request(f, 3, "\"Architectures\":[\"arm64\"]");
    expect_counts(f, 1, 0, 0);
    stop(f, 7);
}

static void a_function_with_another_package_gets_this_one(void **state)
{
    static const char *const answers[] = {
        FUNCTION("x", TAGS),
        REFUSED("ResourceConflictException", "An update is in progress for resource: arn:f"),
        OK("{}"),
        ACTIVE,
        FUNCTION(ZIP_SHA, TAGS),
    };
    struct fixture *f = start(function_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "PUT /2015-03-31/functions/f/code ");
    expect_counts(f, 0, 1, 0);
    stop(f, 5);
}

static void a_foreign_function_is_refused_and_left_alone(void **state)
{
    static const char *const answers[] = { FUNCTION("x", "\"Tags\":{}"), FUNCTION("x", "\"Tags\":{}") };
    struct fixture *f = start(function_template, answers, 2);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), -1);
    assert_string_equal(f->deploy.error.code, DEPLOY_NOT_OURS);
    assert_non_null(strstr(f->deploy.error.message, "function f is there already"));
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    assert_int_equal(f->deploy.removed, 0);
    stop(f, 2);
}

static void what_does_not_pass_is_told_at_once(void **state)
{
    static const char *const answers[] = { NO_FUNCTION,
                                           REFUSED("CodeStorageExceededException", "Code storage limit exceeded.") };
    struct fixture *f = start(function_template, answers, 2);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), -1);
    assert_string_equal(f->deploy.error.code, "CodeStorageExceededException");
    assert_string_equal(f->deploy.error.message, "function f: Code storage limit exceeded.");
    stop(f, 2);
}

/* --- state machines ------------------------------------------------------------------------------------------- */

static const char machine_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::StepFunctions::StateMachine\",\"Properties\":{\"StateMachineName\":\"m\",\"StateMachineType\":\"STANDARD\","
    "\"RoleArn\":\"arn:role\",\"DefinitionS3Location\":{\"Key\":\"m.json\"},\"DefinitionSubstitutions\":{\"Function\":\"arn:f\"},"
    "\"LoggingConfiguration\":{\"Level\":\"ERROR\"}}}");
#define MACHINE(definition)                                                           \
    OK("{\"type\":\"STANDARD\",\"roleArn\":\"arn:role\",\"definition\":\"" definition \
       "\",\"loggingConfiguration\":{\"level\":\"ERROR\",\"includeExecutionData\":false}}")
#define MACHINE_TAGS \
    OK("{\"tags\":[{\"key\":\"a\",\"value\":\"b\"},{\"key\":\"order-application\",\"value\":\"default\"}]}")

static void a_state_machine_that_differs_is_updated_as_its_role_lets_it(void **state)
{
    static const char *const answers[] = {
        MACHINE("{}"),
        MACHINE_TAGS,
        REFUSED("AccessDeniedException",
                "Neither the global service principal states.amazonaws.com, nor the regional one is "
                "authorized to assume the provided role."),
        OK("{\"updateDate\":1}"),
        MACHINE("{\\\"to\\\":\\\"arn:f\\\"}"),
        MACHINE_TAGS,
    };
    struct fixture *f = start(machine_template, answers, 6);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 0, "arn:aws:states:eu-west-1:123456789012:stateMachine:m");
    expect_request(f, 3, "AWSStepFunctions.UpdateStateMachine");
    expect_request(f, 3, "{\"definition\":\"{\\\"to\\\":\\\"arn:f\\\"}\"");
    expect_request(f, 3, "\"loggingConfiguration\":{\"level\":\"ERROR\"}");
    expect_counts(f, 0, 1, 0);
    stop(f, 6);
}

/* Its name can be used when the executions of the old one have ended. */
static void a_state_machine_that_is_being_deleted_is_waited_for(void **state)
{
    static const char *const answers[] = {
        OK("{\"status\":\"DELETING\"}"),
        REFUSED("StateMachineDeleting", "State Machine is being deleted"),
        OK("{\"stateMachineArn\":\"arn:m\"}"),
        MACHINE("{\\\"to\\\":\\\"arn:f\\\"}"),
        MACHINE_TAGS,
    };
    struct fixture *f = start(machine_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "AWSStepFunctions.CreateStateMachine");
    expect_counts(f, 1, 0, 0);
    stop(f, 5);
}

/* --- queues --------------------------------------------------------------------------------------------------- */

static const char queue_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"QueueName\":\"q\",\"VisibilityTimeout\":300,\"RedrivePolicy\":"
    "{\"deadLetterTargetArn\":\"arn:d\",\"maxReceiveCount\":5}}}");
#define NO_QUEUE   REFUSED("QueueDoesNotExist", "The specified queue does not exist.")
#define QUEUE_URL  OK("{\"QueueUrl\":\"http://q\"}")
#define QUEUE_TAGS OK("{" TAGS "}")
#define QUEUE(timeout)                                                            \
    OK("{\"Attributes\":{\"QueueArn\":\"arn:q\",\"VisibilityTimeout\":\"" timeout \
       "\",\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":\\\"5\\\",\\\"deadLetterTargetArn\\\":\\\"arn:d\\\"}\"}}")

static void a_queue_that_was_deleted_a_moment_ago_is_waited_for(void **state)
{
    static const char *const answers[] = {
        NO_QUEUE,   REFUSED("AWS.SimpleQueueService.QueueDeletedRecently", "You must wait 60 seconds"),
        OK("{}"),   QUEUE_URL,
        QUEUE_TAGS, QUEUE("300")
    };
    struct fixture *f = start(queue_template, answers, 6);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 2, "\"VisibilityTimeout\":\"300\"");
    expect_request(f, 2, "\"tags\":{\"order-application\":\"default\"}");
    expect_counts(f, 1, 0, 0);
    stop(f, 6);
}

static void a_queue_that_differs_is_changed(void **state)
{
    static const char *const answers[] = { QUEUE_URL, QUEUE_TAGS, QUEUE("30"), OK("{}"),
                                           QUEUE_URL, QUEUE_TAGS, QUEUE("300") };
    struct fixture *f = start(queue_template, answers, 7);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 3, "AmazonSQS.SetQueueAttributes");
    expect_counts(f, 0, 1, 0);
    stop(f, 7);
}

/* What is told of it never changes: an end, and not a loop. */
static void what_does_not_become_what_it_is_to_be_is_an_error(void **state)
{
    static const char *const answers[] = { QUEUE_URL, QUEUE_TAGS, QUEUE("30"), OK("{}"),
                                           QUEUE_URL, QUEUE_TAGS, QUEUE("30") };
    struct fixture *f = start(queue_template, answers, 7);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), -1);
    assert_string_equal(f->deploy.error.message,
                        "queue q: its VisibilityTimeout cannot be brought to what it is to be");
    stop(f, 7);
}

/* --- function URLs ------------------------------------------------------------------------------------------------ */

static const char url_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::Lambda::Url\",\"Properties\":{\"TargetFunctionArn\":\"f\",\"AuthType\":\"AWS_IAM\"}}");
#define NO_URL    REFUSED("ResourceNotFoundException", "The resource you requested does not exist.")
#define URL(auth) OK("{\"FunctionUrl\":\"https://u.lambda-url/\",\"AuthType\":\"" auth "\"}")

static void a_function_url_is_made_and_told(void **state)
{
    static const char *const answers[] = { NO_URL, OK("{}"), URL("AWS_IAM") };
    struct fixture *f = start(url_template, answers, 3);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 1, "POST /2021-10-31/functions/f/url ");
    expect_request(f, 1, "{\"AuthType\":\"AWS_IAM\"}");
    assert_string_equal(aws_json_string(f->deploy.template.values, "It.FunctionUrl"), "https://u.lambda-url/");
    expect_counts(f, 1, 0, 0);
    stop(f, 3);
}

static void a_function_url_that_anybody_may_call_is_closed(void **state)
{
    static const char *const answers[] = { URL("NONE"), OK("{}"), URL("AWS_IAM") };
    struct fixture *f = start(url_template, answers, 3);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 1, "PUT /2021-10-31/functions/f/url ");
    expect_counts(f, 0, 1, 0);
    stop(f, 3);
}

static void a_function_url_is_removed(void **state)
{
    static const char *const answers[] = { URL("AWS_IAM"), OK("{}") };
    struct fixture *f = start(url_template, answers, 2);

    (void)state;
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    expect_request(f, 1, "DELETE /2021-10-31/functions/f/url ");
    assert_int_equal(f->deploy.removed, 1);
    stop(f, 2);
}

/* --- roles ---------------------------------------------------------------------------------------------------- */

static const char role_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::IAM::Role\",\"Properties\":{\"RoleName\":\"r\",\"AssumeRolePolicyDocument\":{\"Version\":\"1\"},\"Policies\":["
    "{\"PolicyName\":\"own\",\"PolicyDocument\":{\"Statement\":[{\"Action\":[\"a\"]}]}}]}}");
/* AWS: documents come in percent-encoding. */
#define ROLE                                                                                                                \
    OK("<GetRoleResponse><GetRoleResult><Role><Arn>arn:r</Arn><AssumeRolePolicyDocument>%7B%22Version%22%3A%221%22%7D"      \
       "</AssumeRolePolicyDocument><Tags><member><Key>x</Key><Value>y</Value></member><member><Key>order-application</Key>" \
       "<Value>default</Value></member></Tags></Role></GetRoleResult></GetRoleResponse>")
#define POLICIES(members)                                                        \
    OK("<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames>" members \
       "</PolicyNames></ListRolePoliciesResult></ListRolePoliciesResponse>")
#define POLICY(action)                                                                                  \
    OK("<GetRolePolicyResponse><PolicyDocument>%7B%22Statement%22%3A%5B%7B%22Action%22%3A%5B%22" action \
       "%22%5D%7D%5D%7D</PolicyDocument></GetRolePolicyResponse>")

/* A right too many is taken back, and so is a policy that nobody meant. */
static void a_role_has_the_rights_that_are_wanted_and_no_others(void **state)
{
    static const char *const answers[] = { ROLE,        POLICIES("<member>own</member><member>stray</member>"),
                                           POLICY("b"), POLICY("c"),
                                           OK("<R/>"),  OK("<R/>"),
                                           ROLE,        POLICIES("<member>own</member>"),
                                           POLICY("a") };
    struct fixture *f = start(role_template, answers, 9);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 4,
                   "Action=PutRolePolicy&Version=2010-05-08&RoleName=r&PolicyName=own&PolicyDocument="
                   "%7B%22Statement%22%3A%5B%7B%22Action%22%3A%5B%22a%22%5D%7D%5D%7D");
    expect_request(f, 5, "Action=DeleteRolePolicy&Version=2010-05-08&RoleName=r&PolicyName=stray");
    expect_counts(f, 0, 1, 0);
    stop(f, 9);
}

static void a_role_is_removed_with_its_policies(void **state)
{
    static const char *const answers[] = { ROLE, POLICIES("<member>own</member>"), POLICY("a"), OK("<R/>"),
                                           OK("<R/>") };
    struct fixture *f = start(role_template, answers, 5);

    (void)state;
    assert_int_equal(deploy_destroy(&f->deploy), 0);
    expect_request(f, 3, "Action=DeleteRolePolicy&");
    expect_request(f, 4, "Action=DeleteRole&");
    assert_int_equal(f->deploy.removed, 1);
    stop(f, 5);
}

/* --- tables --------------------------------------------------------------------------------------------------- */

static const char table_template[] = ONE_RESOURCE(
    "{\"Type\":\"AWS::DynamoDB::Table\",\"Properties\":{\"TableName\":\"t\",\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}],"
    "\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],\"GlobalSecondaryIndexes\":[{\"IndexName\":\"i\","
    "\"ProvisionedThroughput\":{\"ReadCapacityUnits\":5,\"WriteCapacityUnits\":5}}],\"PointInTimeRecoverySpecification\":"
    "{\"PointInTimeRecoveryEnabled\":true}}}");
#define TABLE(key, indexes)                                                                                                         \
    OK("{\"Table\":{\"TableName\":\"t\",\"TableArn\":\"arn:t\",\"TableStatus\":\"ACTIVE\",\"KeySchema\":[{\"AttributeName\":\"" key \
       "\",\"KeyType\":\"HASH\"}],\"AttributeDefinitions\":[{\"AttributeName\":\"k\",\"AttributeType\":\"S\"}],"                    \
       "\"GlobalSecondaryIndexes\":[" indexes "]}}")
#define INDEX(name, units)                                                                                           \
    "{\"IndexName\":\"" name "\",\"IndexStatus\":\"ACTIVE\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":" units \
    ",\"WriteCapacityUnits\":" units ",\"NumberOfDecreasesToday\":0}}"
#define TABLE_TAGS OK("{\"Tags\":[{\"Key\":\"order-application\",\"Value\":\"default\"}]}")
#define RECOVERY(status)                                                                                                \
    OK("{\"ContinuousBackupsDescription\":{\"PointInTimeRecoveryDescription\":{\"PointInTimeRecoveryStatus\":\"" status \
       "\"}}}")
#define LIFETIME                OK("{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}")

#define READ(indexes, recovery) TABLE("k", indexes), TABLE_TAGS, RECOVERY(recovery), LIFETIME

/* AWS changes one index at a time: the one too many goes, then the other gets its units; then there is the recovery. */
static void a_table_is_brought_about_step_by_step(void **state)
{
    static const char *const answers[] = {
        READ(INDEX("i", "1") "," INDEX("old", "5"), "DISABLED"),
        OK("{}"),
        TABLE("k", INDEX("i", "1")),
        READ(INDEX("i", "1"), "DISABLED"),
        OK("{}"),
        TABLE("k", INDEX("i", "5")),
        READ(INDEX("i", "5"), "DISABLED"),
        OK("{}"),
        READ(INDEX("i", "5"), "ENABLED"),
    };
    struct fixture *f = start(table_template, answers, 21);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 4, "\"GlobalSecondaryIndexUpdates\":[{\"Delete\":{\"IndexName\":\"old\"}}]");
    expect_request(
        f, 10,
        "\"GlobalSecondaryIndexUpdates\":[{\"Update\":{\"IndexName\":\"i\",\"ProvisionedThroughput\":{\"ReadCapacityUnits\":5");
    expect_request(f, 16, "DynamoDB_20120810.UpdateContinuousBackups");
    expect_counts(f, 0, 1, 0);
    stop(f, 21);
}

static void recovery_is_waited_for(void **state)
{
    static const char *const answers[] = {
        TABLE("k", INDEX("i", "5")),
        TABLE_TAGS,
        RECOVERY("DISABLED"),
        LIFETIME,
        REFUSED("ContinuousBackupsUnavailableException",
                "Backups are being enabled for the table: t. Please retry later"),
        OK("{}"),
        TABLE("k", INDEX("i", "5")),
        TABLE_TAGS,
        RECOVERY("ENABLED"),
        LIFETIME,
    };
    struct fixture *f = start(table_template, answers, 10);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 5, "DynamoDB_20120810.UpdateContinuousBackups");
    expect_counts(f, 0, 1, 0);
    stop(f, 10);
}

static void a_key_cannot_be_changed(void **state)
{
    static const char *const answers[] = { TABLE("other", INDEX("i", "5")), TABLE_TAGS, RECOVERY("ENABLED"), LIFETIME };
    struct fixture *f = start(table_template, answers, 4);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), -1);
    assert_string_equal(f->deploy.error.message, "table t: its KeySchema is another, and a table's cannot be changed");
    stop(f, 4);
}

/* --- log groups ----------------------------------------------------------------------------------------------- */

static const char log_template[] =
    ONE_RESOURCE("{\"Type\":\"AWS::Logs::LogGroup\",\"Properties\":{\"LogGroupName\":\"/g\",\"RetentionInDays\":30}}");
#define GROUP(days) OK("{\"logGroups\":[{\"logGroupName\":\"/g2\"},{\"logGroupName\":\"/g\"" days "}]}")

static void a_log_group_that_lambda_made_is_taken_over(void **state)
{
    static const char *const answers[] = { GROUP(""),
                                           OK("{}"),
                                           OK("{}"),
                                           OK("{}"),
                                           GROUP(",\"retentionInDays\":30"),
                                           OK("{\"tags\":{\"order-application\":\"default\"}}") };
    struct fixture *f = start(log_template, answers, 6);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    expect_request(f, 0, "Content-Type: application/x-amz-json-1.1\r\n");
    expect_request(f, 2, "Logs_20140328.TagResource");
    expect_request(f, 2, "{\"resourceArn\":\"arn:aws:logs:eu-west-1:123456789012:log-group:/g\"");
    expect_request(f, 3, "{\"logGroupName\":\"/g\",\"retentionInDays\":30}");
    expect_counts(f, 0, 1, 0);
    stop(f, 6);
}

static void a_log_group_is_left_out_where_no_such_service_is(void **state)
{
    static const char *const answers[] = {
        "HTTP/1.1 501 No\r\n\r\n{\"__type\":\"NotImplementedException\",\"message\":\"no\"}"
    };
    struct fixture *f = start(log_template, answers, 1);

    (void)state;
    assert_int_equal(deploy_apply(&f->deploy), 0);
    assert_int_equal(f->deploy.skipped, 1);
    stop(f, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_is_made),
        cmocka_unit_test(a_pipe_as_wanted_is_left_alone),
        cmocka_unit_test(a_pipe_that_differs_is_updated),
        cmocka_unit_test(a_pipe_of_which_the_making_failed_is_made_anew),
        cmocka_unit_test(a_pipe_that_fails_says_why),
        cmocka_unit_test(a_function_waits_for_its_role),
        cmocka_unit_test(a_function_with_another_package_gets_this_one),
        cmocka_unit_test(a_foreign_function_is_refused_and_left_alone),
        cmocka_unit_test(what_does_not_pass_is_told_at_once),
        cmocka_unit_test(a_state_machine_that_differs_is_updated_as_its_role_lets_it),
        cmocka_unit_test(a_state_machine_that_is_being_deleted_is_waited_for),
        cmocka_unit_test(a_queue_that_was_deleted_a_moment_ago_is_waited_for),
        cmocka_unit_test(a_queue_that_differs_is_changed),
        cmocka_unit_test(what_does_not_become_what_it_is_to_be_is_an_error),
        cmocka_unit_test(a_function_url_is_made_and_told),
        cmocka_unit_test(a_function_url_that_anybody_may_call_is_closed),
        cmocka_unit_test(a_function_url_is_removed),
        cmocka_unit_test(a_role_has_the_rights_that_are_wanted_and_no_others),
        cmocka_unit_test(a_role_is_removed_with_its_policies),
        cmocka_unit_test(a_table_is_brought_about_step_by_step),
        cmocka_unit_test(recovery_is_waited_for),
        cmocka_unit_test(a_key_cannot_be_changed),
        cmocka_unit_test(a_log_group_that_lambda_made_is_taken_over),
        cmocka_unit_test(a_log_group_is_left_out_where_no_such_service_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

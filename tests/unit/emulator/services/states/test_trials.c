/* TestState: a state by itself. */
#include "tests/support/emulator/states_world.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Asks with these members, and the definition as JSON; the call is the caller's. */
static struct call *try(const char *definition, const char *members)
{
    struct buf text = { 0 };
    struct call *c;

    json_write_string(&text, span_of(definition));
    c = ask("states", "TestState", "{\"definition\":%s%s%s}", text.data, *members ? "," : "", members);
    buf_release(&text);
    return c;
}

static void answers(const char *definition, const char *members, const char *expected)
{
    struct call *c = try(definition, members);

    if (c->fault.kind) fail_msg("%s: %s", c->fault.kind->code, c->fault.message);
    assert_string_equal(json_text(&c->arena, c->out).data, expected);
    call_free(c);
}

static void refuses(const char *definition, const char *members, const char *code, const char *message)
{
    struct call *c = try(definition, members);

    assert_non_null(c->fault.kind);
    assert_string_equal(c->fault.kind->code, code);
    assert_string_equal(c->fault.message, message);
    call_free(c);
}

#define PASS                 "{\"Type\":\"Pass\",\"End\":true}"
#define LAMBDA               "arn:aws:states:::lambda:invoke"
#define CALLED               ",\"Parameters\":{\"FunctionName\":\"f\"}"
#define TASK(resource, more) "{\"Type\":\"Task\",\"Resource\":\"" resource "\"" more ",\"End\":true}"
#define BRANCH               "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"End\":true}}}"
#define PARALLEL             "{\"Type\":\"Parallel\",\"Branches\":[" BRANCH "],\"Next\":\"After\"}"
#define MAP(more)            "{\"Type\":\"Map\",\"ItemProcessor\":" BRANCH more ",\"End\":true}"
#define DISTRIBUTED(more)                                                                                   \
    "{\"Type\":\"Map\",\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":" \
    "\"STANDARD\"},\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Pass\",\"End\":true}}}" more ",\"End\":true}"
#define MOCKED(result) "\"mock\":{\"result\":\"" result "\"}"
#define FAILS(error)   "\"mock\":{\"errorOutput\":{\"error\":\"" error "\",\"cause\":\"why\"}}"

static void a_state_is_left_with_its_output(void **state)
{
    (void)state;
    answers(PASS, "", "{\"status\":\"SUCCEEDED\",\"output\":\"{}\"}");
    answers("{\"Type\":\"Pass\",\"Result\":7,\"Next\":\"X\"}", "\"input\":\"1\"",
            "{\"status\":\"SUCCEEDED\",\"output\":\"7\",\"nextState\":\"X\"}");
    answers("{\"Type\":\"Succeed\"}", "\"input\":\"[1]\",\"inspectionLevel\":\"INFO\"",
            "{\"status\":\"SUCCEEDED\",\"output\":\"[1]\"}");
    answers("{\"Type\":\"Fail\",\"Error\":\"E\"}", "", "{\"status\":\"FAILED\",\"error\":\"E\"}");
    answers(
        "{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"NumericEquals\":1,\"Next\":\"One\"}],\"Default\":"
        "\"Other\"}",
        "\"input\":\"{\\\"a\\\":2}\"",
        "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"a\\\":2}\",\"nextState\":\"Other\"}");
    answers("{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"NumericEquals\":1,\"Next\":\"One\"}]}",
            "\"input\":\"{\\\"a\\\":2}\"",
            "{\"status\":\"FAILED\",\"error\":\"States.Runtime\",\"cause\":\"Failed to transition out of the state. "
            "The state does not point to a next state.\"}");
    no_run_is_left();
}

static void variables_come_in_and_go_out(void **state)
{
    (void)state;
    answers("{\"Type\":\"Pass\",\"Assign\":{\"sum.$\":\"States.MathAdd($a, 1)\"},\"Parameters\":{\"a.$\":\"$a\"},"
            "\"End\":true}",
            "\"variables\":\"{\\\"a\\\":2}\",\"inspectionLevel\":\"DEBUG\"",
            "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"a\\\":2}\",\"inspectionData\":{\"input\":\"{}\","
            "\"afterInputPath\":\"{}\",\"afterParameters\":\"{\\\"a\\\":2}\",\"afterResultSelector\":\"{\\\"a\\\":2}\","
            "\"afterResultPath\":\"{\\\"a\\\":2}\",\"variables\":\"{\\\"a\\\":2,\\\"sum\\\":3}\"}}");
}

static void a_mocked_task_is_retried_caught_or_fails(void **state)
{
    const char *retried = TASK(LAMBDA, ",\"Parameters\":{\"FunctionName\":\"f\"},\"Retry\":[{\"ErrorEquals\":[\"R\"],"
                                       "\"IntervalSeconds\":3,\"MaxAttempts\":2,\"MaxDelaySeconds\":5}],\"Catch\":[{"
                                       "\"ErrorEquals\":[\"C\"],\"ResultPath\":\"$.e\",\"Next\":\"Caught\"}]");

    (void)state;
    answers(retried, FAILS("R"), "{\"status\":\"RETRIABLE\",\"error\":\"R\",\"cause\":\"why\"}");
    answers(retried, FAILS("R") ",\"stateConfiguration\":{\"retrierRetryCount\":1},\"inspectionLevel\":\"DEBUG\"",
            "{\"status\":\"RETRIABLE\",\"error\":\"R\",\"cause\":\"why\",\"inspectionData\":{\"input\":\"{}\","
            "\"afterInputPath\":\"{}\",\"afterParameters\":\"{\\\"FunctionName\\\":\\\"f\\\"}\",\"errorDetails\":{"
            "\"retryIndex\":0,\"retryBackoffIntervalSeconds\":5}}}");
    answers(retried, FAILS("R") ",\"stateConfiguration\":{\"retrierRetryCount\":2}",
            "{\"status\":\"FAILED\",\"error\":\"R\",\"cause\":\"why\"}");
    answers(
        retried, FAILS("C"),
        "{\"status\":\"CAUGHT_ERROR\",\"output\":\"{\\\"e\\\":{\\\"Error\\\":\\\"C\\\",\\\"Cause\\\":\\\"why\\\"}}\","
        "\"error\":\"C\",\"cause\":\"why\",\"nextState\":\"Caught\"}");
    answers(retried, FAILS("D"), "{\"status\":\"FAILED\",\"error\":\"D\",\"cause\":\"why\"}");
    no_run_is_left();
}

static void a_mock_takes_the_place_of_what_waits(void **state)
{
    (void)state;
    answers(TASK("arn:aws:states:us-east-1:000000000000:activity:a", ""), MOCKED("5"),
            "{\"status\":\"SUCCEEDED\",\"output\":\"5\"}");
    answers(TASK("arn:aws:states:::states:startExecution.sync:2", ",\"Parameters\":{\"StateMachineArn\":\"m\"}"),
            MOCKED("{}"), "{\"status\":\"SUCCEEDED\",\"output\":\"{}\"}");
    answers(
        TASK("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             ",\"Parameters\":{\"QueueUrl\":\"q\",\"MessageBody.$\":\"$$.Task.Token\"}"),
        MOCKED("true") ",\"context\":\"{\\\"Task\\\":{\\\"Token\\\":\\\"t\\\"}}\",\"inspectionLevel\":\"TRACE\"",
        "{\"status\":\"SUCCEEDED\",\"output\":\"true\",\"inspectionData\":{\"input\":\"{}\",\"afterInputPath\":\"{}\","
        "\"afterParameters\":\"{\\\"QueueUrl\\\":\\\"q\\\",\\\"MessageBody\\\":\\\"t\\\"}\",\"result\":\"true\","
        "\"afterResultSelector\":\"true\",\"afterResultPath\":\"true\"}}");
    answers(PARALLEL, MOCKED("[1]"), "{\"status\":\"SUCCEEDED\",\"output\":\"[1]\",\"nextState\":\"After\"}");
    answers(PARALLEL, FAILS("E") ",\"stateConfiguration\":{\"errorCausedByState\":\"B\"}",
            "{\"status\":\"FAILED\",\"error\":\"E\",\"cause\":\"why\"}");
}

static void a_mocked_map_tells_its_items(void **state)
{
    (void)state;
    answers(MAP(",\"ItemsPath\":\"$.l\",\"MaxConcurrency\":2,\"ItemSelector\":{\"v.$\":\"$$.Map.Item.Value\"}"),
            "\"input\":\"{\\\"l\\\":[1,2]}\",\"inspectionLevel\":\"DEBUG\"," MOCKED("[3]"),
            "{\"status\":\"SUCCEEDED\",\"output\":\"[3]\",\"inspectionData\":{\"input\":\"{\\\"l\\\":[1,2]}\","
            "\"afterInputPath\":\"{\\\"l\\\":[1,2]}\",\"afterItemsPath\":\"[1,2]\",\"maxConcurrency\":2,"
            "\"afterItemSelector\":\"[{\\\"v\\\":1},{\\\"v\\\":2}]\",\"afterResultSelector\":\"[3]\","
            "\"afterResultPath\":\"[3]\"}}");
    answers(
        DISTRIBUTED(",\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"ReaderConfig\":{\"InputType\":"
                    "\"JSON\",\"ItemsPointer\":\"/all\"},\"Parameters\":{\"Bucket\":\"b\",\"Key\":\"k\"}},"
                    "\"ItemBatcher\":{\"MaxItemsPerBatch\":2},\"ToleratedFailurePercentage\":50"),
        "\"inspectionLevel\":\"DEBUG\",\"stateConfiguration\":{\"mapItemReaderData\":\"{\\\"all\\\":[1,2,3]}\","
        "\"mapIterationFailureCount\":2}," MOCKED("[1,1,1]"),
        "{\"status\":\"FAILED\",\"error\":\"States.ExceedToleratedFailureThreshold\",\"cause\":\"The specified "
        "tolerated failure threshold was exceeded\",\"inspectionData\":{\"input\":\"{}\",\"afterInputPath\":\"{}\","
        "\"maxConcurrency\":0,\"afterItemsPointer\":\"[1,2,3]\",\"toleratedFailurePercentage\":50.0,"
        "\"afterItemBatcher\":\"[{\\\"Items\\\":[1,2]},{\\\"Items\\\":[3]}]\"}}");
}

static void a_task_without_a_mock_calls_its_service(void **state)
{
    const char *get_url =
        TASK("arn:aws:states:::aws-sdk:sqs:getQueueUrl",
             ",\"Parameters\":{\"QueueName.$\":\"$.q\"},\"ResultSelector\":{\"ok\":true},\"Catch\":[{"
             "\"ErrorEquals\":[\"Sqs.QueueDoesNotExistException\"],\"ResultPath\":null,\"Next\":\"No\"}]");
    struct call *c;

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"there\"}");
    answers(get_url, "\"roleArn\":\"" ROLE "\",\"input\":\"{\\\"q\\\":\\\"there\\\"}\"",
            "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"ok\\\":true}\"}");
    c = try(get_url, "\"roleArn\":\"" ROLE "\",\"input\":\"{\\\"q\\\":\\\"nowhere\\\"}\"");
    assert_true(span_is(doc_get_str(c->out, "status"), "CAUGHT_ERROR"));
    assert_true(span_is(doc_get_str(c->out, "error"), "Sqs.QueueDoesNotExistException"));
    assert_true(span_is(doc_get_str(c->out, "nextState"), "No"));
    call_free(c);
}

static void *a_minute_passes(void *wait_ms)
{
    bool comes = a_run_begins() && timer_comes(0, *(int64_t *)wait_ms);

    clock_advance(*(int64_t *)wait_ms);
    return comes ? "a minute later" : NULL;
}

static void waits(const char *definition, int64_t wait_ms, const char *expected)
{
    pthread_t thread;
    void *passed;

    assert_int_equal(pthread_create(&thread, NULL, a_minute_passes, &wait_ms), 0);
    answers(definition, "", expected);
    pthread_join(thread, &passed);
    assert_non_null(passed);
}

static void a_wait_takes_its_time_but_five_minutes_at_most(void **state)
{
    (void)state;
    waits("{\"Type\":\"Wait\",\"Seconds\":60,\"Next\":\"X\"}", 60000,
          "{\"status\":\"SUCCEEDED\",\"output\":\"{}\",\"nextState\":\"X\"}");
    waits("{\"Type\":\"Wait\",\"Seconds\":6000,\"Next\":\"X\"}", 300000,
          "{\"status\":\"FAILED\",\"error\":\"States.Timeout\"}");
}

static void definitions_are_checked(void **state)
{
    (void)state;
    refuses(
        "[]", "", "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null'");
    refuses(
        "{\"Type\":\"Pass\"}", "", "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, "
        "End] at /States/StateName'");
}

static void what_cannot_be_tried_is_refused(void **state)
{
    (void)state;
    refuses("{\"StartAt\":\"A\",\"States\":{\"A\":" PASS "}}", "\"stateName\":\"B\"", "ValidationException",
            "State not found in definition");
    refuses(MAP(""), "", "InvalidDefinition",
            "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, "
            "Succeed, Fail, Choice]");
    refuses("{\"Type\":\"Wait\",\"Seconds\":1,\"End\":true}", MOCKED("1"), "ValidationException",
            "State type 'Wait' is not supported when a mock is specified");
    refuses(TASK(LAMBDA, CALLED), "", "ValidationException", "RoleArn must be specified when testing a Task state");
    refuses(TASK(LAMBDA, CALLED), "\"roleArn\":\"nobody\"", "InvalidArn", "Invalid Arn: 'Invalid Role Arn: nobody'");
    refuses(
        PASS, "\"input\":\"x\"", "InvalidExecutionInput",
        "Invalid State Machine Execution Input: 'Unrecognized token 'x': was expecting (JSON String, Number, Array, "
        "Object or token 'null', 'true' or 'false')'");
    refuses(PASS, "\"variables\":\"[]\"", "ValidationException", "Variables must be a valid JSON object");
    refuses(PASS, "\"context\":\"{}\"", "ValidationException",
            "TestState does not support Context when a mock is not specified.");
    refuses(TASK(LAMBDA, CALLED), "\"mock\":{}", "ValidationException",
            "A test mock should have only one of the following fields: [result, errorOutput].");
    refuses(TASK(LAMBDA, CALLED), MOCKED("x"), "ValidationException", "Mocked result must be valid JSON");
    refuses(TASK(LAMBDA, CALLED), "\"stateConfiguration\":{\"retrierRetryCount\":1}", "ValidationException",
            "TestState does not support RetrierRetryCount when a mock is not specified.");
    refuses(PARALLEL, FAILS("E") ",\"stateConfiguration\":{\"errorCausedByState\":\"Z\"}", "ValidationException",
            "State not found in definition");
    refuses(TASK(LAMBDA, CALLED), MOCKED("{}") ",\"context\":\"{\\\"State\\\":{\\\"RetryCount\\\":\\\"1\\\"}}\"",
            "ValidationException", "Invalid Context object provided: State.RetryCount must be an integer");
    refuses(
        TASK(LAMBDA, CALLED), MOCKED("{}") ",\"context\":\"{\\\"Task\\\":{\\\"Token\\\":\\\"1\\\"}}\"",
        "ValidationException",
        "Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' "
        "or '.waitForTaskToken' service integration pattern");
    refuses(TASK(LAMBDA, CALLED), MOCKED("{\\\"StatusCode\\\":\\\"200\\\"}"), "ValidationException",
            "Mock result schema validation error: Field 'StatusCode' must be a number");
    refuses(TASK(LAMBDA, CALLED), MOCKED("{}") ",\"inspectionLevel\":\"ALL\"", "ValidationException",
            "1 validation error detected: Value 'ALL' at 'inspectionLevel' failed to satisfy constraint: Member must "
            "satisfy enum value set: [INFO, DEBUG, TRACE]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_state_is_left_with_its_output, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(variables_come_in_and_go_out, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_mocked_task_is_retried_caught_or_fails, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_mock_takes_the_place_of_what_waits, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_mocked_map_tells_its_items, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_task_without_a_mock_calls_its_service, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_wait_takes_its_time_but_five_minutes_at_most, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(definitions_are_checked, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_tried_is_refused, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

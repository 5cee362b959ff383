/* The mock configuration, and executions that run as its test cases. */
#include "tests/support/emulator/states_world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/base/timers.h"
#include "emulator/core/settings.h"
#include "emulator/services/states/mocks/states_mock_config.h"
#include "emulator/services/states/mocks/states_mocks.h"

#define GOOD                        "\"R\":{\"0\":{\"Return\":1}}"
#define CONFIG(machines, responses) "{\"StateMachines\":{" machines "},\"MockedResponses\":{" responses "}}"

static void a_wrong_configuration_says_where(void **state)
{
    static const char *const wrong[][2] = {
        { "{\n\n\"a\" 1}", "line 3: this is not JSON: expected :" },
        { "[]", "the whole: must be an object" },
        { "{\"StateMachines\":{}}", "MockedResponses: is missing" },
        { "{\"StateMachines\":[],\"MockedResponses\":{}}", "StateMachines: must be an object" },
        { "{\"StateMachine\":{},\"MockedResponses\":{}}",
          "the whole: 'StateMachine' is not known here, only 'StateMachines' and 'MockedResponses' are" },
        { CONFIG("", "\"R\":{}"), "MockedResponses.R: must have a step" },
        { CONFIG("", "\"R\":{\"x\":{\"Return\":1}}"),
          "MockedResponses.R.x: a step is named by its attempt, as '0', or by several, as '1-2'" },
        { CONFIG("", "\"R\":{\"2-1\":{\"Return\":1}}"),
          "MockedResponses.R.2-1: a step is named by its attempt, as '0', or by several, as '1-2'" },
        { CONFIG("", "\"R\":{\"0\":{\"Return\":1,\"Throw\":{\"Error\":\"E\"}}}"),
          "MockedResponses.R.0: must have one of 'Return' and 'Throw'" },
        { CONFIG("", "\"R\":{\"0\":{}}"), "MockedResponses.R.0: must have one of 'Return' and 'Throw'" },
        { CONFIG("", "\"R\":{\"0\":{\"Give\":1}}"),
          "MockedResponses.R.0: 'Give' is not known here, only 'Return' and 'Throw' are" },
        { CONFIG("", "\"R\":{\"0\":{\"Throw\":{\"Cause\":\"c\"}}}"),
          "MockedResponses.R.0.Throw: 'Error' must be a text" },
        { CONFIG("", "\"R\":{\"0\":{\"Throw\":{\"Error\":\"e\",\"Cause\":1}}}"),
          "MockedResponses.R.0.Throw: 'Cause' must be a text" },
        { CONFIG("", "\"R\":{\"1\":{\"Return\":1}}"),
          "MockedResponses.R: attempts must be numbered from 0 on, each once; no step begins with 0" },
        { CONFIG("", "\"R\":{\"0-1\":{\"Return\":1},\"3\":{\"Return\":1}}"),
          "MockedResponses.R: attempts must be numbered from 0 on, each once; no step begins with 2" },
        { CONFIG("", "\"R\":{\"0-2\":{\"Return\":1},\"1\":{\"Return\":1}}"),
          "MockedResponses.R: attempts must be numbered from 0 on, each once; no step begins with 3" },
        { CONFIG("\"M\":{}", GOOD), "StateMachines.M.TestCases: is missing" },
        { CONFIG("\"M\":{\"TestCases\":{\"C\":1}}", GOOD), "StateMachines.M.TestCases.C: must be an object" },
        { CONFIG("\"M\":{\"TestCases\":{\"C\":{\"S\":1}}}", GOOD),
          "StateMachines.M.TestCases.C.S: must be the name of a mocked response" },
        { CONFIG("\"M\":{\"TestCases\":{\"C\":{\"S\":\"Q\"}}}", GOOD),
          "StateMachines.M.TestCases.C.S: there is no mocked response 'Q'" },
    };
    struct arena a = { 0 };
    const char *why;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        why = "";
        assert_null(states_mock_config_read(&a, span_of(wrong[i][0]), &why));
        assert_string_equal(why, wrong[i][1]);
    }
    assert_non_null(states_mock_config_read(&a,
                                            span_of(CONFIG("", "\"R\":{\"1-3\":{\"Return\":null},\"0\":{\"Throw\":{"
                                                               "\"Error\":\"E\"}},\"4\":{\"Return\":1}}")),
                                            &why));
    arena_release(&a);
}

/* --- executions --------------------------------------------------------------------------------------------------- */

static char folder[64], path[128];

static void configured(const char *text)
{
    FILE *f;

    snprintf(path, sizeof path, "%s/mocks.json", temporary_directory(folder));
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    settings.states_mock_config = path;
    assert_int_equal(states_mocks_configure(), 0);
}

static int unconfigured(void **state)
{
    settings.states_mock_config = NULL;
    states_mocks_configure();
    unlink(path);
    rmdir(folder);
    return world_teardown(state);
}

#define CALL(more)                                                                                                    \
    "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Parameters\":{\"FunctionName\":\"f\"}" more \
    "}"
#define ONE(state) "{\"StartAt\":\"S\",\"States\":{\"S\":" state "}}"

static void start(const char *which, const char *name)
{
    must("states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "%s\",\"name\":\"%s\"}", which, name);
}

static void output_is(const char *machine, const char *name, const char *status, const char *member,
                      const char *expected)
{
    char run[128];
    struct call *c;

    snprintf(run, sizeof run, "%s:%s", machine, name);
    c = until(run, status);
    assert_string_equal(doc_get_cstr(c->out, member), expected);
    call_free(c);
}

static void attempts_get_the_answers_in_turn(void **state)
{
    (void)state;
    configured(
        CONFIG("\"m\":{\"TestCases\":{\"Retry\":{\"S\":\"R\"},\"Fails\":{\"S\":\"Always\"},\"Other\":{\"T\":\"R\"}}}",
               "\"R\":{\"0-1\":{\"Throw\":{\"Error\":\"E\",\"Cause\":\"c\"}},\"2\":{\"Return\":{\"v\":1}}},"
               "\"Always\":{\"0\":{\"Throw\":{\"Error\":\"F\",\"Cause\":\"because\"}}}"));
    machine("m",
            ONE(CALL(",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":1,\"BackoffRate\":1}],\"End\":true")));
    start("m#Retry", "a");
    for (int i = 0; i < 2; i++) {
        timer_await(0, 1000);
        world_advance(1000);
    }
    output_is("m", "a", "SUCCEEDED", "output", "{\"v\":1}");
    history_is("m:a",
               "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskFailed TaskScheduled TaskStarted "
               "TaskFailed TaskScheduled TaskStarted TaskSucceeded TaskStateExited ExecutionSucceeded");
    start("m#Fails", "b");
    output_is("m", "b", "FAILED", "cause", "because");
    start("m#Other", "c"); /* its state is not mocked: the call is made, and there is no such function */
    output_is("m", "c", "FAILED", "error", "Lambda.ResourceNotFoundException");
    must_fail("ValidationException", "The mock configuration has no test case 'No' for the state machine 'm'", "states",
              "StartExecution", "{\"stateMachineArn\":\"" MACHINE "m#No\"}");
}

static void attempts_are_counted_over_a_restart(void **state)
{
    (void)state;
    configured(
        CONFIG("\"m\":{\"TestCases\":{\"Loop\":{\"S\":\"R\"}}}", "\"R\":{\"0\":{\"Return\":1},\"1\":{\"Return\":2}}"));
    machine(
        "m",
        "{\"StartAt\":\"S\",\"States\":{\"S\":" CALL(
            ",\"Catch\":[{\"ErrorEquals\":[\"Z\"],\"Next\":\"End\"}],\"Next\":\"W\"") ",\"W\":{\"Type\":\"Wait\",\"Seconds\":60,"
                                                                                      "\"Next\":\"S\"},\"End\":{\"Type\":\"Succeed\"}}}");
    start("m#Loop", "a");
    for (int i = 0; i < 2; i++) {
        timer_await(0, 60000);
        if (!i) world_stop();
        if (!i) world_start();
        world_advance(60000);
    }
    output_is("m", "a", "FAILED", "cause",
              "The test case 'Loop' has no mocked response for attempt 2 of the state 'S'.");
}

static void what_waits_for_a_message_is_mocked_too(void **state)
{
    (void)state;
    configured(CONFIG("\"m\":{\"TestCases\":{\"C\":{\"Token\":\"R\",\"Job\":\"R\",\"Work\":\"R\"}}}",
                      "\"R\":{\"0\":{\"Return\":{\"v\":1}}}"));
    machine(
        "m",
        "{\"StartAt\":\"Token\",\"States\":{\"Token\":{\"Type\":\"Task\",\"Resource\":"
        "\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\",\"Parameters\":{\"QueueUrl\":\"q\",\"MessageBody.$\":"
        "\"$$.Task.Token\"},\"Next\":\"Job\"},\"Job\":{\"Type\":\"Task\",\"Resource\":"
        "\"arn:aws:states:::states:startExecution.sync:2\",\"Parameters\":{\"StateMachineArn\":\"x\"},\"Next\":"
        "\"Work\"},\"Work\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:us-east-1:000000000000:activity:a\","
        "\"End\":true}}}");
    start("m#C", "a");
    output_is("m", "a", "SUCCEEDED", "output", "{\"v\":1}");
    history_is(
        "m:a",
        "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted TaskSucceeded TaskStateExited "
        "TaskStateEntered TaskScheduled TaskStarted TaskSubmitted TaskSucceeded TaskStateExited TaskStateEntered "
        "ActivityScheduled ActivityStarted ActivitySucceeded TaskStateExited ExecutionSucceeded");
}

static void express_executions_are_mocked_too(void **state)
{
    struct call *c;

    (void)state;
    configured(CONFIG("\"x\":{\"TestCases\":{\"C\":{\"S\":\"R\"}}}",
                      "\"R\":{\"0\":{\"Throw\":{\"Error\":\"E\"}},\"1\":{\"Return\":\"second\"}}"));
    must(
        "states", "CreateStateMachine",
        "{\"name\":\"x\",\"type\":\"EXPRESS\",\"roleArn\":\"" ROLE "\",\"definition\":\"%s\"}",
        "{\\\"StartAt\\\":\\\"S\\\",\\\"States\\\":{\\\"S\\\":{\\\"Type\\\":\\\"Task\\\",\\\"Resource\\\":\\\"arn:aws:states:::"
        "lambda:invoke\\\",\\\"Parameters\\\":{\\\"FunctionName\\\":\\\"f\\\"},\\\"Catch\\\":[{\\\"ErrorEquals\\\":[\\\"E\\\"],"
        "\\\"Next\\\":\\\"W\\\"}],\\\"End\\\":true},\\\"W\\\":{\\\"Type\\\":\\\"Wait\\\",\\\"Seconds\\\":1,\\\"Next\\\":"
        "\\\"S\\\"}}}");
    c = ask("states", "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "x#C\"}");
    assert_null(c->fault.kind);
    assert_string_equal(doc_get_cstr(c->out, "output"), "\"second\"");
    call_free(c);
}

static void without_a_configuration_a_case_is_nothing(void **state)
{
    (void)state;
    machine("m", ONE(CALL(",\"End\":true")));
    must_fail("StateMachineDoesNotExist", "State Machine Does Not Exist: '" MACHINE "m#C'", "states", "StartExecution",
              "{\"stateMachineArn\":\"" MACHINE "m#C\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_configuration_says_where),
        cmocka_unit_test_setup_teardown(attempts_get_the_answers_in_turn, world_setup, unconfigured),
        cmocka_unit_test_setup_teardown(attempts_are_counted_over_a_restart, world_setup, unconfigured),
        cmocka_unit_test_setup_teardown(what_waits_for_a_message_is_mocked_too, world_setup, unconfigured),
        cmocka_unit_test_setup_teardown(express_executions_are_mocked_too, world_setup, unconfigured),
        cmocka_unit_test_setup_teardown(without_a_configuration_a_case_is_nothing, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Step Functions as its callers see it. */
#include "tests/support/emulator/states_world.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/timers.h"
#include "emulator/core/park.h"
#include "emulator/services/states/api/states_quotas.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/services/states/store/states_store.h"
#include "emulator/store/store.h"

#define DAY_MS (24 * 3600 * 1000LL)

static const char *const pass =
    "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"Next\":\"C\"},"
    "\"C\":{\"Type\":\"Pass\",\"End\":true}}}";
static const char *const wait_a_day =
    "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

static int64_t rows_of(const char *table)
{
    struct db *db = store_reader_take();
    char sql[100];
    int64_t n;

    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    n = db_int(db, -1, sql, "");
    store_reader_give(db);
    return n;
}

static void start(const char *name, const char *run, const char *input)
{
    struct buf text = { 0 };

    json_write_string(&text, span_of(input));
    must("states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "%s\",\"name\":\"%s\",\"input\":%s}", name, run,
         text.data);
    buf_release(&text);
}

/* The runs' table empties a moment after the last commit. */
static void a_machine_is_created_once(void **state)
{
    (void)state;
    machine("m", pass);
    machine("m", pass);
    must_fail(
        "StateMachineAlreadyExists", "State Machine Already Exists: '" MACHINE "m'", "states", "CreateStateMachine",
        "{\"name\":\"m\",\"roleArn\":\"" ROLE
        "2\",\"definition\":\"{\\\"StartAt\\\":\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}\"}");
    must_fail("InvalidName", "Invalid Name: 'a b'", "states", "CreateStateMachine",
              "{\"name\":\"a b\",\"roleArn\":\"" ROLE "\",\"definition\":\"{}\"}");
    must_fail("InvalidDefinition",
              "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
              "states", "CreateStateMachine",
              "{\"name\":\"x\",\"roleArn\":\"" ROLE "\",\"definition\":\"{\\\"StartAt\\\":\\\"A\\\"}\"}");
    must_fail("StateMachineDoesNotExist", "State Machine Does Not Exist: '" MACHINE "nobody'", "states",
              "DescribeStateMachine", "{\"stateMachineArn\":\"" MACHINE "nobody\"}");
}

static void an_update_makes_a_revision(void **state)
{
    struct call *c;

    (void)state;
    machine("m", pass);
    c = ask("states", "UpdateStateMachine", "{\"stateMachineArn\":\"" MACHINE "m\",\"roleArn\":\"" ROLE "2\"}");
    assert_int_equal(doc_get_str(c->out, "revisionId").size, 36);
    call_free(c);
    c = ask("states", "DescribeStateMachine", "{\"stateMachineArn\":\"" MACHINE "m\"}");
    assert_true(span_is(doc_get_str(c->out, "roleArn"), ROLE "2"));
    assert_true(span_is(doc_get_str(c->out, "definition"), pass));
    call_free(c);
    must_fail("MissingRequiredParameter", "", "states", "UpdateStateMachine", "{\"stateMachineArn\":\"" MACHINE "m\"}");
}

static void an_execution_runs_to_its_end(void **state)
{
    struct call *c;

    (void)state;
    machine("m", pass);
    start("m", "one", "{\"a\": 1}");
    c = until("m:one", "SUCCEEDED");
    assert_true(span_is(doc_get_str(c->out, "output"), "{\"a\": 1}"));
    call_free(c);
    history_is(
        "m:one",
        "ExecutionStarted PassStateEntered PassStateExited PassStateEntered PassStateExited PassStateEntered PassStateExited ExecutionSucceeded");
    no_run_is_left();
}

static void a_name_with_its_input_is_one_execution(void **state)
{
    (void)state;
    machine("m", wait_a_day);
    start("m", "one", "{\"a\":1}");
    start("m", "one", "{\"a\":1}");
    must_fail("ExecutionAlreadyExists", "Execution Already Exists: '" RUN "m:one'", "states", "StartExecution",
              "{\"stateMachineArn\":\"" MACHINE "m\",\"name\":\"one\",\"input\":\"{}\"}");
    must_fail("InvalidName", "", "states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "m\",\"name\":\"a/b\"}");
    must_fail(
        "InvalidExecutionInput",
        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
        "states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "m\",\"input\":\"not json\"}");
    must_fail("StateMachineDoesNotExist", "", "states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "n\"}");
    must_fail("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: execution'", "states",
              "StartExecution", "{\"stateMachineArn\":\"" RUN "m:one\"}");
}

/* What StartExecution's row does with a call that was made again: that of a task, after a restart. */
static struct call *started_again(const char *input)
{
    struct call *c = ask("states", "StartExecution",
                         "{\"stateMachineArn\":\"" MACHINE "m\",\"name\":\"one\",\"input\":\"%s\"}", input);

    assert_string_equal(c->fault.kind->code, "ExecutionAlreadyExists");
    c->operation->replay(c);
    return c;
}

static void a_start_made_again_finds_the_first(void **state)
{
    struct call *first, *c;

    (void)state;
    machine("m", pass);
    start("m", "one", "[1]");
    first = until("m:one", "SUCCEEDED");
    c = started_again("[1]");
    assert_null(c->fault.kind);
    assert_true(span_is(doc_get_str(c->out, "executionArn"), RUN "m:one"));
    assert_int_equal(doc_get_int(c->out, "startDate", 0), doc_get_int(first->out, "startDate", -1));
    call_free(c);
    c = started_again("[2]");
    assert_non_null(c->fault.kind);
    call_free(c);
    call_free(first);
}

static void a_tasks_transaction_has_a_token(void **state)
{
    (void)state;
    must(
        "dynamodb", "CreateTable",
        "{\"TableName\":\"table\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"k\","
        "\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"k\",\"KeyType\":\"HASH\"}]}");
    machine("m",
            "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"End\":true,"
            "\"Resource\":\"arn:aws:states:::aws-sdk:dynamodb:transactWriteItems\",\"Parameters\":{\"TransactItems\":"
            "[{\"Put\":{\"TableName\":\"table\",\"Item\":{\"k\":{\"S\":\"a\"}}}}]}}}}");
    start("m", "one", "{}");
    call_free(until("m:one", "SUCCEEDED"));
    assert_int_equal(rows_of("ddb_tokens"), 1);
}

static void a_wait_of_a_day_takes_a_moved_clock(void **state)
{
    (void)state;
    clock_freeze(true);
    machine("m", wait_a_day);
    start("m", "one", "{}");
    timer_await(DAY_MS, DAY_MS);
    clock_advance(DAY_MS - 1);
    timers_settle();
    call_free(until("m:one", "RUNNING"));
    clock_advance(1);
    call_free(until("m:one", "SUCCEEDED"));
    history_is("m:one", "ExecutionStarted WaitStateEntered WaitStateExited ExecutionSucceeded");
}

static void a_restart_in_the_middle_goes_on(void **state)
{
    int64_t due, again;

    (void)state;
    machine("m", wait_a_day);
    start("m", "one", "{\"k\": [1]}");
    timer_await(DAY_MS / 2, DAY_MS);
    assert_true(timers_next(&due));
    world_stop();
    world_start();
    assert_true(timers_next(&again));
    assert_int_equal(states_runs_count(), 1);
    clock_advance(due - clock_now_ms());
    call_free(until("m:one", "SUCCEEDED"));
    history_is("m:one", "ExecutionStarted WaitStateEntered WaitStateExited ExecutionSucceeded");
}

static void a_task_calls_a_service_and_is_tried_again(void **state)
{
    struct call *c;

    (void)state;
    clock_freeze(true);
    machine(
        "m",
        "{\"StartAt\":\"Q\",\"States\":{\"Q\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::aws-sdk:sqs:getQueueUrl\","
        "\"Parameters\":{\"QueueName\":\"later\"},\"Retry\":[{\"ErrorEquals\":[\"Sqs.QueueDoesNotExistException\"],\"IntervalSeconds\":60}],"
        "\"ResultPath\":\"$.queue\",\"Next\":\"S\"},"
        "\"S\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage\",\"Parameters\":{\"QueueUrl.$\":\"$.queue.QueueUrl\","
        "\"MessageBody\":{\"n.$\":\"$.n\"}},\"ResultSelector\":{\"id.$\":\"$.MessageId\"},\"End\":true}}}");
    start("m", "one", "{\"n\":5}");
    timer_await(50000, 70000);
    must("sqs", "CreateQueue", "{\"QueueName\":\"later\"}");
    clock_advance(60000);
    c = until("m:one", "SUCCEEDED");
    assert_int_equal(doc_get_str(json_parse(&c->arena, doc_get_str(c->out, "output"), NULL), "id").size, 36);
    call_free(c);
    c = ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"http://localhost:4566/000000000000/later\"}");
    assert_true(span_is(doc_get_str(doc_at(doc_get(c->out, "Messages"), 0), "Body"), "{\"n\":5}"));
    call_free(c);
    history_is(
        "m:one",
        "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskFailed TaskScheduled TaskStarted TaskSucceeded TaskStateExited "
        "TaskStateEntered TaskScheduled TaskStarted TaskSucceeded TaskStateExited ExecutionSucceeded");
}

static void a_stopped_execution_is_aborted(void **state)
{
    struct call *c;

    (void)state;
    machine("m", wait_a_day);
    start("m", "one", "{}");
    timer_await(DAY_MS / 2, DAY_MS);
    must("states", "StopExecution", "{\"executionArn\":\"" RUN "m:one\",\"error\":\"E\",\"cause\":\"because\"}");
    c = until("m:one", "ABORTED");
    assert_true(span_is(doc_get_str(c->out, "cause"), "because"));
    assert_true(span_is(doc_get_str(c->out, "redriveStatus"), "REDRIVABLE"));
    call_free(c);
    history_is("m:one", "ExecutionStarted WaitStateEntered ExecutionAborted");
    no_run_is_left();
    clock_advance(2 * DAY_MS);
    timers_settle();
    call_free(until("m:one", "ABORTED"));
}

static void histories_come_in_pages_and_backwards(void **state)
{
    struct call *c;
    char token[128];

    (void)state;
    machine("m", pass);
    start("m", "one", "{}");
    call_free(until("m:one", "SUCCEEDED"));
    c = ask("states", "GetExecutionHistory",
            "{\"executionArn\":\"" RUN "m:one\",\"maxResults\":3,\"reverseOrder\":true}");
    assert_int_equal(doc_count(doc_get(c->out, "events")), 3);
    assert_int_equal(doc_get_int(doc_at(doc_get(c->out, "events"), 0), "id", 0), 8);
    snprintf(token, sizeof token, "%.*s", SPAN_ARG(doc_get_str(c->out, "nextToken")));
    call_free(c);
    c = ask("states", "GetExecutionHistory",
            "{\"executionArn\":\"" RUN "m:one\",\"maxResults\":30,\"reverseOrder\":true,\"nextToken\":\"%s\"}", token);
    assert_int_equal(doc_count(doc_get(c->out, "events")), 5);
    assert_int_equal(doc_get_int(doc_at(doc_get(c->out, "events"), 4), "id", 0), 1);
    assert_null(doc_get(c->out, "nextToken"));
    call_free(c);
    must_fail("InvalidToken", "", "states", "GetExecutionHistory",
              "{\"executionArn\":\"" RUN "m:one\",\"nextToken\":\"bogus\"}");
}

static void lists_filter_and_page(void **state)
{
    struct call *c;

    (void)state;
    machine("m", pass);
    for (int i = 0; i < 3; i++) {
        char name[16];

        snprintf(name, sizeof name, "r%d", i);
        start("m", name, "{}");
    }
    for (int i = 0; i < 3; i++) {
        char run[24];

        snprintf(run, sizeof run, "m:r%d", i);
        call_free(until(run, "SUCCEEDED"));
    }
    c = ask("states", "ListExecutions",
            "{\"stateMachineArn\":\"" MACHINE "m\",\"statusFilter\":\"SUCCEEDED\",\"maxResults\":2}");
    assert_int_equal(doc_count(doc_get(c->out, "executions")), 2);
    assert_true(span_is(doc_get_str(doc_at(doc_get(c->out, "executions"), 0), "name"), "r2"));
    assert_non_null(doc_get(c->out, "nextToken"));
    call_free(c);
    c = ask("states", "ListExecutions", "{\"stateMachineArn\":\"" MACHINE "m\",\"statusFilter\":\"RUNNING\"}");
    assert_int_equal(doc_count(doc_get(c->out, "executions")), 0);
    call_free(c);
}

static void a_deleted_machine_lets_its_executions_end(void **state)
{
    struct call *c;

    (void)state;
    machine("m", wait_a_day);
    start("m", "one", "{}");
    must("states", "DeleteStateMachine", "{\"stateMachineArn\":\"" MACHINE "m\"}");
    c = ask("states", "DescribeStateMachine", "{\"stateMachineArn\":\"" MACHINE "m\"}");
    assert_true(span_is(doc_get_str(c->out, "status"), "DELETING"));
    call_free(c);
    must_fail("StateMachineDeleting", "", "states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "m\"}");
    timer_await(DAY_MS / 2, DAY_MS);
    clock_advance(DAY_MS);
    call_free(until("m:one", "SUCCEEDED"));
    must_fail("StateMachineDoesNotExist", "", "states", "DescribeStateMachine",
              "{\"stateMachineArn\":\"" MACHINE "m\"}");
}

static void a_reset_forgets_what_runs(void **state)
{
    (void)state;
    machine("m", wait_a_day);
    start("m", "one", "{}");
    for (const struct service *const *s = services; *s; s++) {
        if ((*s)->reset) (*s)->reset();
    }
    park_clear();
    timers_clear();
    store_reset();
    assert_int_equal(states_runs_count(), 0);
    must_fail("ExecutionDoesNotExist", "", "states", "DescribeExecution", "{\"executionArn\":\"" RUN "m:one\"}");
    machine("m", pass);
    start("m", "two", "{}");
    call_free(until("m:two", "SUCCEEDED"));
}

/* With quotas of two; what is gone makes room. */
static const char *const fan_out =
    "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"End\":true,\"ItemProcessor\":{\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\","
    "\"ExecutionType\":\"STANDARD\"},\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}}}}";

static void ended_executions_are_kept_for_ninety_days(void **state)
{
    static const char *const tables[] = { "states_history", "states_map_run", "states_map_item", "states_callback" };
    char name[20];

    (void)state;
    machine("m", pass);
    machine("w", "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":17280000,\"End\":true}}}");
    machine("f", fan_out);
    start("w", "long", "{}");
    start("f", "fan", "[1, 2, 3]");
    call_free(until("f:fan", "SUCCEEDED"));
    for (int i = 0; i < 230; i++) {
        snprintf(name, sizeof name, "old%d", i);
        start("m", name, "{}");
    }
    world_quiesce(0);
    clock_advance(89 * DAY_MS);
    world_quiesce(0);
    call_free(until("m:old0", "SUCCEEDED"));
    start("m", "young", "{}");
    call_free(until("m:young", "SUCCEEDED"));
    clock_advance(2 * DAY_MS);
    world_quiesce(0);
    must_fail("ExecutionDoesNotExist", "Execution Does Not Exist: '" RUN "m:old0'", "states", "DescribeExecution",
              "{\"executionArn\":\"" RUN "m:old0\"}");
    call_free(until("m:young", "SUCCEEDED"));
    call_free(until("w:long", "RUNNING"));
    assert_int_equal(rows_of("states_execution"), 2);
    assert_int_equal(rows_of(tables[0]), 2);
    for (size_t i = 1; i < 4; i++) assert_int_equal(rows_of(tables[i]), 0);
    start("m", "old0", "{\"another\": 1}"); /* the name is free again */
    call_free(until("m:old0", "SUCCEEDED"));
}

static void quotas_are_kept(void **state)
{
    const struct states_quotas aws = states_quotas;
    static const char again[] = "{\"executionArn\":\"" RUN "m:a\"}";

    (void)state;
    assert_int_equal(aws.open_executions, 1000000);
    states_quotas = (struct states_quotas){ .machines = 2, .activities = 2, .open_executions = 2 };
    machine("m", wait_a_day);
    machine("n", wait_a_day);
    machine("n", wait_a_day); /* is there */
    must_fail(
        "StateMachineLimitExceeded", "The maximum number of state machines has been reached: 2", "states",
        "CreateStateMachine",
        "{\"name\":\"o\",\"roleArn\":\"" ROLE
        "\",\"definition\":\"{\\\"StartAt\\\":\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Succeed\\\"}}}\"}");
    must("states", "CreateActivity", "{\"name\":\"a\"}");
    must("states", "CreateActivity", "{\"name\":\"b\"}");
    must("states", "CreateActivity", "{\"name\":\"b\"}");
    must_fail("ActivityLimitExceeded", "The maximum number of activities has been reached: 2", "states",
              "CreateActivity", "{\"name\":\"c\"}");
    start("m", "a", "{}");
    start("n", "b", "{}");
    must_fail("ExecutionLimitExceeded", "The maximum number of running executions has been reached: 2", "states",
              "StartExecution", "{\"stateMachineArn\":\"" MACHINE "m\",\"name\":\"c\"}");
    call_free(until("m:a", "RUNNING"));
    must("states", "StopExecution", "%s", again);
    start("m", "c", "{}");
    must_fail("ExecutionLimitExceeded", "", "states", "RedriveExecution", "%s", again);
    must("states", "StopExecution", "{\"executionArn\":\"" RUN "m:c\"}");
    must("states", "RedriveExecution", "%s", again);
    states_quotas = aws;
}

static void tags_come_and_go(void **state)
{
    struct call *c;

    (void)state;
    machine("m", pass);
    must("states", "TagResource",
         "{\"resourceArn\":\"" MACHINE
         "m\",\"tags\":[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"b\",\"value\":\"2\"}]}");
    must("states", "TagResource", "{\"resourceArn\":\"" MACHINE "m\",\"tags\":[{\"key\":\"a\",\"value\":\"3\"}]}");
    must("states", "UntagResource", "{\"resourceArn\":\"" MACHINE "m\",\"tagKeys\":[\"b\"]}");
    c = ask("states", "ListTagsForResource", "{\"resourceArn\":\"" MACHINE "m\"}");
    assert_true(span_is(json_text(&c->arena, doc_get(c->out, "tags")), "[{\"key\":\"a\",\"value\":\"3\"}]"));
    call_free(c);
}

static void express(const char *name, const char *definition)
{
    struct buf text = { 0 };

    json_write_string(&text, span_of(definition));
    must("states", "CreateStateMachine",
         "{\"name\":\"%s\",\"type\":\"EXPRESS\",\"roleArn\":\"" ROLE "\",\"definition\":%s}", name, text.data);
    buf_release(&text);
}

static void an_express_execution_answers_its_caller(void **state)
{
    struct call *c;

    (void)state;
    express("x", pass);
    c = ask("states", "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "x\",\"name\":\"n\",\"input\":\"[1]\"}");
    assert_null(c->fault.kind);
    assert_true(span_is(doc_get_str(c->out, "status"), "SUCCEEDED"));
    assert_true(span_is(doc_get_str(c->out, "output"), "[1]"));
    assert_true(span_starts(doc_get_str(c->out, "executionArn"), "arn:aws:states:us-east-1:000000000000:express:x:n:"));
    call_free(c);
    express("f", "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"C\"}}}");
    c = ask("states", "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "f\"}");
    assert_true(span_is(doc_get_str(c->out, "status"), "FAILED"));
    assert_true(span_is(doc_get_str(c->out, "cause"), "C"));
    call_free(c);
    must("states", "StartExecution", "{\"stateMachineArn\":\"" MACHINE "x\"}");
    must_fail("StateMachineTypeNotSupported", "", "states", "ListExecutions", "{\"stateMachineArn\":\"" MACHINE "x\"}");
    machine("m", pass);
    must_fail("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine", "states",
              "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "m\"}");
    no_run_is_left();
}

static void *a_day_passes(void *unused)
{
    bool comes = a_run_begins() && timer_comes(0, 400000);

    (void)unused;
    clock_advance(DAY_MS);
    return comes ? "a day later" : NULL;
}

static void an_express_execution_ends_after_five_minutes(void **state)
{
    pthread_t thread;
    void *passed;
    struct call *c;

    (void)state;
    express("x", wait_a_day);
    assert_int_equal(pthread_create(&thread, NULL, a_day_passes, NULL), 0);
    c = ask("states", "StartSyncExecution", "{\"stateMachineArn\":\"" MACHINE "x\"}");
    assert_true(span_is(doc_get_str(c->out, "status"), "TIMED_OUT"));
    call_free(c);
    pthread_join(thread, &passed);
    assert_non_null(passed);
}

/* A distributed Map whose child is a distributed Map …, so deep, with two items each; the innermost wait for a day. */
static const char *maps_nested(struct arena *a, int depth)
{
    const char *text = "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

    for (int i = 0; i < depth; i++)
        text = arena_printf(a,
                            "{\"StartAt\":\"M%d\",\"States\":{\"M%d\":{\"Type\":\"Map\",\"Label\":\"L%d\",\"End\":true,"
                            "\"ItemProcessor\":%.*s%s}}}",
                            i, i, i, (int)strlen(text) - 1, text,
                            ",\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"}}");
    return text;
}

static int64_t executions(const char *status)
{
    struct db *db = store_reader_take();
    int64_t count = db_int(db, -1, "SELECT count(*) FROM states_execution WHERE status = ?", "i",
                           (int64_t)(strcmp(status, "RUNNING") ? STATES_ABORTED : STATES_RUNNING));

    store_reader_give(db);
    return count;
}

static void what_map_runs_started_stops_with_them(void **state)
{
    struct arena a = { 0 };

    (void)state;
    machine("deep", maps_nested(&a, 3));
    must("states", "StartExecution",
         "{\"stateMachineArn\":\"" MACHINE "deep\",\"name\":\"n\",\"input\":\"[[[1,2],[3,4]],[[5,6],[7,8]]]\"}");
    assert_soon(executions("RUNNING") == 1 + 2 + 4 + 8);
    must("states", "StopExecution", "{\"executionArn\":\"" RUN "deep:n\"}");
    assert_int_equal(executions("RUNNING"), 0);
    assert_int_equal(executions("ABORTED"), 15);
    no_run_is_left();
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_machine_is_created_once, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_update_makes_a_revision, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_execution_runs_to_its_end, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_name_with_its_input_is_one_execution, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_start_made_again_finds_the_first, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_tasks_transaction_has_a_token, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_wait_of_a_day_takes_a_moved_clock, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_restart_in_the_middle_goes_on, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_task_calls_a_service_and_is_tried_again, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_stopped_execution_is_aborted, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_map_runs_started_stops_with_them, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(histories_come_in_pages_and_backwards, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(lists_filter_and_page, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_deleted_machine_lets_its_executions_end, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_reset_forgets_what_runs, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_express_execution_answers_its_caller, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(an_express_execution_ends_after_five_minutes, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(ended_executions_are_kept_for_ninety_days, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(quotas_are_kept, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(tags_come_and_go, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

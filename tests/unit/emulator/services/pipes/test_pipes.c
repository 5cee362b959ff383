/* Pipes: their rules, and orders travelling from a queue to a workflow. */
#include "tests/support/emulator/states_world.h"

#include <stdio.h>
#include <stdlib.h>

#include "emulator/base/json.h"

#include "emulator/pollers/poller_records.h"
#include "emulator/services/pipes/pipes_rules.h"

#define QUEUE_ARN "arn:aws:sqs:us-east-1:000000000000:orders"
#define QUEUE_URL "http://localhost:4566/000000000000/orders"

static const char *const pass = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";

/* --- rules -------------------------------------------------------------------------------------------------------- */

static struct doc *record_of(struct arena *a, const char *body)
{
    struct doc *message = doc_map(a);

    doc_put_cstr(message, "MessageId", "id-1");
    doc_put_cstr(message, "Body", body);
    doc_put_cstr(doc_put_map(message, "Attributes"), "SenderId", "me");
    return poller_queue_record(a, message, SPAN(QUEUE_ARN), SPAN("us-east-1"));
}

static void transforms(const char *template, const char *body, const char *expected)
{
    struct arena a = { 0 };
    struct pipes_names names = { SPAN("arn"), SPAN("orders"), SPAN("source"), SPAN("target"), 0 };

    assert_string_equal(json_text(&a, pipes_transform(&a, span_of(template), record_of(&a, body), &names)).data,
                        expected);
    arena_release(&a);
}

static void templates_are_filled(void **state)
{
    (void)state;
    transforms("{\"orderId\": <$.body.orderId>}", "{\"orderId\":\"o-1\"}", "{\"orderId\":\"o-1\"}");
    transforms("{\"t\": \"order <$.body.orderId> of <aws.pipes.pipe-name>\"}", "{\"orderId\":\"o \\\"1\\\"\"}",
               "{\"t\":\"order o \\\"1\\\" of orders\"}");
    transforms("{\"b\": <$.body>}", "{\"a\":[1]}", "{\"b\":{\"a\":[1]}}");
    transforms("<$.body>", "{\"a\":1}", "{\"a\":1}");
    transforms("{\"b\": <$.body>}", "plain", "{\"b\":\"plain\"}");
    transforms("{\"b\": <$.body.none>}", "{}", "{\"b\":null}");
    transforms("{\"n\": 1 < 2}", "{}", "\"{\\\"n\\\": 1 < 2}\"");
}

/* --- travelling --------------------------------------------------------------------------------------------------- */

static void pipe_make(int batch_size, const char *more)
{
    must("pipes", "CreatePipe",
         "{\"Name\":\"p\",\"Source\":\"" QUEUE_ARN "\",\"Target\":\"" MACHINE "m\",\"RoleArn\":\"" ROLE "\","
         "\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":%d}%s},"
         "\"TargetParameters\":{\"StepFunctionStateMachineParameters\":{\"InvocationType\":\"FIRE_AND_FORGET\"}}}",
         batch_size, more);
}

static void send(int i)
{
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" QUEUE_URL "\",\"MessageBody\":\"{\\\"orderId\\\":\\\"o-%d\\\"}\"}",
         i);
}

static size_t ended(void)
{
    struct call *c = ask("states", "ListExecutions",
                         "{\"stateMachineArn\":\"" MACHINE "m\",\"maxResults\":1000,\"statusFilter\":\"SUCCEEDED\"}");
    size_t count = doc_count(doc_get(c->out, "executions"));

    call_free(c);
    return count;
}

static void wait_for(size_t count)
{
    assert_soon(ended() >= count);
    assert_int_equal(ended(), count);
}

static int left(const char *attribute)
{
    struct call *c = ask("sqs", "GetQueueAttributes", "{\"QueueUrl\":\"" QUEUE_URL "\",\"AttributeNames\":[\"All\"]}");
    int count = atoi(doc_get_cstr(doc_get(c->out, "Attributes"), attribute));

    call_free(c);
    return count;
}

static void messages_become_executions(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", pass);
    pipe_make(1, "");
    for (int i = 0; i < 200; i++) send(i);
    wait_for(200);
    assert_soon(left("ApproximateNumberOfMessagesNotVisible") == 0);
    assert_int_equal(left("ApproximateNumberOfMessages"), 0);
}

static void a_restart_takes_the_pipe_up(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", pass);
    pipe_make(1, "");
    world_stop();
    world_start();
    send(1);
    wait_for(1);
}

static void what_cannot_start_comes_back(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\",\"Attributes\":{\"VisibilityTimeout\":\"30\"}}");
    pipe_make(1, "");
    send(1);
    assert_soon(left("ApproximateNumberOfMessagesNotVisible") == 1);
    machine("m", pass);
    clock_advance(120000);
    wait_for(1);
}

/* The pipe's receives are parked when it is stopped; what wakes them is not theirs any more. */
static void a_stopped_pipe_gives_messages_back(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", pass);
    pipe_make(1, "");
    send(0);
    wait_for(1);
    world_quiesce(1);
    must("pipes", "StopPipe", "{\"Name\":\"p\"}");
    for (int i = 1; i <= 5; i++) send(i);
    world_quiesce(0);
    assert_int_equal(left("ApproximateNumberOfMessages"), 5);
    assert_int_equal(left("ApproximateNumberOfMessagesNotVisible"), 0);
    assert_int_equal(ended(), 1);
}

static void filters_drop_messages(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", pass);
    pipe_make(10,
              ",\"FilterCriteria\":{\"Filters\":[{\"Pattern\":\"{\\\"body\\\":{\\\"orderId\\\":[\\\"o-2\\\"]}}\"}]}");
    send(1);
    send(2);
    wait_for(1);
    assert_soon(left("ApproximateNumberOfMessages") + left("ApproximateNumberOfMessagesNotVisible") == 0);
}

/* The inputs' lengths in the order in which the executions began. */
static void batches_are(const char *lengths)
{
    struct call *c = ask("states", "ListExecutions", "{\"stateMachineArn\":\"" MACHINE "m\",\"maxResults\":1000}");
    struct doc *all = doc_get(c->out, "executions");
    struct buf told = { 0 };

    for (size_t i = doc_count(all); i-- > 0;) {
        struct call *one = ask("states", "DescribeExecution", "{\"executionArn\":\"%.*s\"}",
                               SPAN_ARG(doc_get_str(doc_at(all, i), "executionArn")));
        buf_printf(&told, "%zu ", doc_count(json_parse(&one->arena, doc_get_str(one->out, "input"), NULL)));
        call_free(one);
    }
    assert_span_equal(buf_span(&told), lengths);
    buf_release(&told);
    call_free(c);
}

static void collecting_pipe(int batch_size, const char *window)
{
    char more[80];

    must("sqs", "CreateQueue", "{\"QueueName\":\"orders\"}");
    machine("m", pass);
    snprintf(more, sizeof more, "%d%s%s", batch_size, *window ? ",\"MaximumBatchingWindowInSeconds\":" : "", window);
    must("pipes", "CreatePipe",
         "{\"Name\":\"p\",\"Source\":\"" QUEUE_ARN "\",\"Target\":\"" MACHINE "m\",\"RoleArn\":\"" ROLE "\","
         "\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":%s}},"
         "\"TargetParameters\":{\"StepFunctionStateMachineParameters\":{\"InvocationType\":\"FIRE_AND_FORGET\"}}}",
         more);
}

static void a_window_collects_a_batch(void **state)
{
    (void)state;
    collecting_pipe(10, "3");
    world_quiesce(1);
    for (int i = 0; i < 5; i++) send(i);
    world_quiesce(1);
    world_advance(2900);
    world_quiesce(1);
    assert_int_equal(ended(), 0);
    assert_int_equal(left("ApproximateNumberOfMessagesNotVisible"), 5);
    world_advance(200);
    wait_for(1);
    batches_are("5 ");
    assert_soon(left("ApproximateNumberOfMessagesNotVisible") == 0);
}

/* A window of five minutes: nobody waits for it when the batch is full. */
static void a_full_batch_does_not_wait_for_its_window(void **state)
{
    (void)state;
    collecting_pipe(3, "300");
    world_quiesce(1);
    for (int i = 0; i < 7; i++) send(i);
    wait_for(2);
    batches_are("3 3 ");
    assert_soon(left("ApproximateNumberOfMessagesNotVisible") == 1);
}

static void a_batch_may_be_larger_than_a_receive(void **state)
{
    (void)state;
    collecting_pipe(25, "");
    must("pipes", "StopPipe", "{\"Name\":\"p\"}");
    world_quiesce(0);
    for (int i = 0; i < 30; i++) send(i);
    must("pipes", "StartPipe", "{\"Name\":\"p\"}");
    wait_for(2);
    batches_are("25 5 ");
    assert_soon(left("ApproximateNumberOfMessages") + left("ApproximateNumberOfMessagesNotVisible") == 0);
}

static void what_a_stopped_pipe_had_collected_is_given_back(void **state)
{
    (void)state;
    collecting_pipe(100, "300");
    world_quiesce(1);
    for (int i = 0; i < 23; i++) send(i);
    world_quiesce(1);
    assert_int_equal(left("ApproximateNumberOfMessagesNotVisible"), 23);
    must("pipes", "StopPipe", "{\"Name\":\"p\"}");
    world_advance(21000);
    world_quiesce(0);
    assert_int_equal(left("ApproximateNumberOfMessages"), 23);
    assert_int_equal(ended(), 0);
}

static void pipes_are_told_of_and_refused(void **state)
{
    struct call *c;

    (void)state;
    must_fail("NotFoundException", "Pipe p does not exist.", "pipes", "DescribePipe", "{\"Name\":\"p\"}");
    pipe_make(1, "");
    must_fail(
        "ConflictException", "Pipe p already exists.", "pipes", "CreatePipe",
        "{\"Name\":\"p\",\"Source\":\"" QUEUE_ARN "\",\"Target\":\"" MACHINE "m\",\"RoleArn\":\"" ROLE "\","
        "\"TargetParameters\":{\"StepFunctionStateMachineParameters\":{\"InvocationType\":\"FIRE_AND_FORGET\"}}}");
    must_fail("NotImplementedException", "", "pipes", "CreatePipe",
              "{\"Name\":\"q\",\"Source\":\"arn:aws:kinesis:us-east-1:000000000000:stream/s\",\"Target\":\"" MACHINE
              "m\",\"RoleArn\":\"" ROLE "\"}");
    must_fail("ValidationException", "", "pipes", "CreatePipe",
              "{\"Name\":\"q\",\"Source\":\"" QUEUE_ARN "\",\"Target\":\"" MACHINE "m\",\"RoleArn\":\"" ROLE "\"}");
    c = ask("pipes", "StopPipe", "{\"Name\":\"p\"}");
    assert_true(span_is(doc_get_str(c->out, "CurrentState"), "STOPPING"));
    call_free(c);
    c = ask("pipes", "ListPipes", "{\"CurrentState\":\"STOPPED\"}");
    assert_int_equal(doc_count(doc_get(c->out, "Pipes")), 1);
    call_free(c);
    must("pipes", "DeletePipe", "{\"Name\":\"p\"}");
    must_fail("NotFoundException", "", "pipes", "DescribePipe", "{\"Name\":\"p\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_are_filled),
        cmocka_unit_test_setup_teardown(messages_become_executions, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_restart_takes_the_pipe_up, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_cannot_start_comes_back, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_stopped_pipe_gives_messages_back, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(filters_drop_messages, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_window_collects_a_batch, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(a_full_batch_does_not_wait_for_its_window, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(a_batch_may_be_larger_than_a_receive, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(what_a_stopped_pipe_had_collected_is_given_back, world_setup_frozen,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(pipes_are_told_of_and_refused, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Message move tasks, with a moved clock. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REDRIVE(name) \
    "\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN name "\\\",\\\"maxReceiveCount\\\":1}\""

static char handle[512];

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("dead", "");
    queue("src", REDRIVE("dead") ",\"VisibilityTimeout\":\"1\"");
    queue("other", "");
    return rc;
}

/* Sends to the source, and lets them go to the dead-letter queue. */
static void bury(const char *source, int count)
{
    for (int i = 0; i < count; i++)
        must("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "%s\",\"MessageBody\":\"%d\"}", source, i);
    for (int i = 0; i < count; i += 10)
        receive_is(source, 10, "", count == 1 ? "0" : count == 3 ? "0 1 2" : "0 1 2 3 4");
    world_advance(1000);
    receive_is(source, 10, "", "");
}

static void start(const char *more)
{
    struct call *c = ask("sqs", "StartMessageMoveTask", "{\"SourceArn\":\"" ARN "dead\"%s}", more);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    snprintf(handle, sizeof handle, "%s", doc_get_cstr(c->out, "TaskHandle"));
    call_free(c);
}

/* Of the latest task: "RUNNING 1 of 3". */
static char *task(void)
{
    static char text[128];
    struct call *c = ask("sqs", "ListMessageMoveTasks", "{\"SourceArn\":\"" ARN "dead\"}");
    struct doc *t = doc_at(doc_get(c->out, "Results"), 0);

    assert_null(c->fault.kind);
    snprintf(text, sizeof text, "%s %d of %d", doc_get_cstr(t, "Status"),
             (int)doc_get_int(t, "ApproximateNumberOfMessagesMoved", -1),
             (int)doc_get_int(t, "ApproximateNumberOfMessagesToMove", -1));
    assert_int_equal(doc_get(t, "TaskHandle") != NULL, strncmp(text, "RUNNING", 7) == 0);
    call_free(c);
    return text;
}

/* The mover works in the background: within a few seconds. */
static void task_becomes(const char *expected)
{
    for (int i = 0; i < 500 && strcmp(task(), expected) != 0; i++) usleep(10000);
    assert_string_equal(task(), expected);
}

static void back_to_where_they_came_from(void **state)
{
    struct call *before, *after;
    struct doc *m;

    (void)state;
    queue("src2", REDRIVE("dead") ",\"VisibilityTimeout\":\"1\"");
    bury("src", 3);
    bury("src2", 1);
    counts_are("dead", "4 0 0");
    before = ask("sqs", "ReceiveMessage", IN("dead") ",\"VisibilityTimeout\":0,\"MaxNumberOfMessages\":10}");
    start("");
    task_becomes("COMPLETED 4 of 4");
    counts_are("dead", "0 0 0");
    counts_are("src", "3 0 0");
    counts_are("src2", "1 0 0");
    after = ask("sqs", "ReceiveMessage", IN("src") ",\"AttributeNames\":[\"All\"]}");
    m = doc_at(doc_get(after->out, "Messages"), 0);
    assert_span_equal(doc_get_str(m, "Body"), "0");
    assert_false(doc_equal(doc_get(m, "MessageId"), doc_get(doc_at(doc_get(before->out, "Messages"), 0), "MessageId")));
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "ApproximateReceiveCount"), "1");
    assert_null(doc_get(doc_get(m, "Attributes"), "DeadLetterQueueSourceArn"));
    call_free(before);
    call_free(after);
}

static void to_a_queue_of_choice_at_a_rate(void **state)
{
    (void)state;
    bury("src", 5);
    start(",\"DestinationArn\":\"" ARN "other\",\"MaxNumberOfMessagesPerSecond\":2");
    task_becomes("RUNNING 1 of 5");
    counts_are("other", "1 0 0");
    must_fail(
        "InvalidParameterValueException",
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        "sqs", "StartMessageMoveTask", "{\"SourceArn\":\"" ARN "dead\"}");
    world_advance(499);
    assert_string_equal(task(), "RUNNING 1 of 5");
    world_advance(1);
    task_becomes("RUNNING 2 of 5");
    world_advance(1000);
    task_becomes("RUNNING 4 of 5");
    world_stop();
    world_start();
    assert_string_equal(task(), "RUNNING 4 of 5");
    world_advance(500);
    task_becomes("RUNNING 5 of 5");
    world_advance(500);
    task_becomes("COMPLETED 5 of 5");
    receive_is("other", 10, "", "0 1 2 3 4");
}

static void a_task_is_cancelled(void **state)
{
    (void)state;
    bury("src", 3);
    start(",\"MaxNumberOfMessagesPerSecond\":1");
    task_becomes("RUNNING 1 of 3");
    must("sqs", "CancelMessageMoveTask", "{\"TaskHandle\":\"%s\"}", handle);
    task_becomes("CANCELLED 1 of 3");
    world_advance(10000);
    counts_are("dead", "2 0 0");
    must_fail("InvalidParameterValueException", "Only active tasks can be cancelled.", "sqs", "CancelMessageMoveTask",
              "{\"TaskHandle\":\"%s\"}", handle);
    start("");
    task_becomes("COMPLETED 2 of 2");
}

static void a_task_fails_with_its_destination(void **state)
{
    struct call *c;

    (void)state;
    bury("src", 3);
    start(",\"DestinationArn\":\"" ARN "other\",\"MaxNumberOfMessagesPerSecond\":1");
    task_becomes("RUNNING 1 of 3");
    must("sqs", "DeleteQueue", IN("other") "}");
    world_advance(1000);
    task_becomes("FAILED 1 of 3");
    c = ask("sqs", "ListMessageMoveTasks", "{\"SourceArn\":\"" ARN "dead\"}");
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Results"), 0), "FailureReason"),
                      "AWS.SimpleQueueService.NonExistentQueue");
    call_free(c);
    must("sqs", "SendMessage", IN("dead") ",\"MessageBody\":\"by hand\"}");
    start("");
    task_becomes("FAILED 2 of 3");
    counts_are("dead", "1 0 0");
}

static void a_fifo_queue_moves_in_order(void **state)
{
    static const char fifo[] = "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"";
    char attributes[512];

    (void)state;
    queue("dead.fifo", fifo);
    snprintf(attributes, sizeof attributes, "%s,\"VisibilityTimeout\":\"1\"," REDRIVE("dead.fifo"), fifo);
    queue("src.fifo", attributes);
    for (int i = 0; i < 4; i++)
        must("sqs", "SendMessage", IN("src.fifo") ",\"MessageBody\":\"%d\",\"MessageGroupId\":\"g%d\"}", i, i % 2);
    receive_is("src.fifo", 10, "", "0 2 1 3");
    world_advance(1000);
    receive_is("src.fifo", 10, "", "");
    must_fail("InvalidParameterValueException",
              "The source queue and destination queue must be of the same queue type.", "sqs", "StartMessageMoveTask",
              "{\"SourceArn\":\"" ARN "dead.fifo\",\"DestinationArn\":\"" ARN "other\"}");
    must("sqs", "StartMessageMoveTask", "{\"SourceArn\":\"" ARN "dead.fifo\"}");
    world_quiesce(0);
    receive_is("src.fifo", 10, "", "0 2 1 3");
}

static void what_is_refused(void **state)
{
    static const struct {
        const char *input, *code, *message;
    } rows[] = {
        { "{\"SourceArn\":\"x\"}", "InvalidParameterValueException",
          "You must use this format to specify the SourceArn: "
          "arn:<partition>:<service>:<region>:<account-id>:<resource-id>" },
        { "{\"SourceArn\":\"" ARN "none\"}", "ResourceNotFoundException",
          "The resource that you specified for the SourceArn parameter doesn't exist." },
        { "{\"SourceArn\":\"" ARN "other\"}", "InvalidParameterValueException",
          "Source queue must be configured as a Dead Letter Queue." },
        { "{\"SourceArn\":\"" ARN "dead\",\"DestinationArn\":\"x\"}", "InvalidParameterValueException",
          "You must use this format to specify the DestinationArn: "
          "arn:<partition>:<service>:<region>:<account-id>:<resource-id>" },
        { "{\"SourceArn\":\"" ARN "dead\",\"DestinationArn\":\"" ARN "none\"}", "ResourceNotFoundException",
          "The resource that you specified for the DestinationArn parameter doesn't exist." },
        { "{\"SourceArn\":\"" ARN "dead\",\"DestinationArn\":\"" ARN "dead\"}", "InvalidParameterValueException",
          "Source queue arn and destination queue arn cannot be the same." },
        { "{\"SourceArn\":\"" ARN "dead\",\"MaxNumberOfMessagesPerSecond\":0}", "InvalidParameterValueException",
          "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 "
          "and 500." },
        { "{\"SourceArn\":\"" ARN "dead\",\"MaxNumberOfMessagesPerSecond\":501}", "InvalidParameterValueException",
          "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        must_fail(rows[i].code, rows[i].message, "sqs", "StartMessageMoveTask", "%s", rows[i].input);
    must_fail("InvalidParameterValueException", "Value for parameter TaskHandle is invalid.", "sqs",
              "CancelMessageMoveTask", "{\"TaskHandle\":\"foobared\"}");
    must_fail(
        "ResourceNotFoundException", "The resource that you specified for the SourceArn parameter doesn't exist.",
        "sqs", "CancelMessageMoveTask", /* {"taskId":"x","sourceArn":"arn:aws:sqs:us-east-1:000000000000:none"} */
        "{\"TaskHandle\":\"eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDpub25lIn0=\"}");
    must_fail(
        "ResourceNotFoundException", "Task does not exist.", "sqs", "CancelMessageMoveTask", /* … :dead */
        "{\"TaskHandle\":\"eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6dXMtZWFzdC0xOjAwMDAwMDAwMDAwMDpkZWFkIn0=\"}");
    must_fail("InvalidParameterValueException", "", "sqs", "ListMessageMoveTasks",
              "{\"SourceArn\":\"" ARN "dead\",\"MaxResults\":11}");
}

static void the_ten_latest_are_kept(void **state)
{
    struct call *c;

    (void)state;
    for (int i = 0; i < 12; i++) {
        start("");
        task_becomes("COMPLETED 0 of 0");
    }
    c = ask("sqs", "ListMessageMoveTasks", "{\"SourceArn\":\"" ARN "dead\",\"MaxResults\":10}");
    assert_int_equal(doc_count(doc_get(c->out, "Results")), 10);
    call_free(c);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(back_to_where_they_came_from),      T(to_a_queue_of_choice_at_a_rate), T(a_task_is_cancelled),
        T(a_task_fails_with_its_destination), T(a_fifo_queue_moves_in_order),    T(what_is_refused),
        T(the_ten_latest_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Events that nobody waits for: when a function is tried again, what ends it, and who is told. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "emulator/base/files.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_events.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/zips.h"

extern const struct service lambda_service, iam_service, sts_service, sqs_service, sns_service;
static const struct service *const few[] = { &lambda_service, &iam_service, &sts_service,
                                             &sqs_service,    &sns_service, NULL };

#define API "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"

/* Takes an event and answers it with itself. */
#define ANSWER                                                                                  \
    "curl -sS -D head -o event " API "/next || exit 9\n"                                        \
    "id=$(tr -d '\\r' <head | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')\n" \
    "curl -sS -o /dev/null --data-binary @event " API "/$id/response\n"

/* Takes an event and ends. */
#define EXIT "curl -sS -o /dev/null " API "/next; exit 1\n"

/* Takes an event and says that it failed. */
#define FAIL                                                                                    \
    "curl -sS -D head -o event " API "/next || exit 9\n"                                        \
    "id=$(tr -d '\\r' <head | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')\n" \
    "curl -sS -o /dev/null -d '{\"errorMessage\":\"as told\",\"errorType\":\"Test\"}' " API "/$id/error\n"

#define FUNCTION_ARN "arn:aws:lambda:us-east-1:000000000000:function:"
#define QUEUE_ARN    "arn:aws:sqs:us-east-1:000000000000:"
#define TOPIC_ARN    "arn:aws:sns:us-east-1:000000000000:"
#define QUEUE_URL    "http://localhost:4566/000000000000/"
#define REQUEST_ID   "11111111-2222-3333-4444-555555555555"

#define MINUTE_MS    INT64_C(60000)

static char folder[64];
static struct delivery_counts before;

static int begin(void **state)
{
    services = few;
    temporary_directory(folder);
    if (world_setup_frozen(state)) return -1;
    delivery_counts_read(&lambda_event_delivery, &before);
    return 0;
}

static int end(void **state)
{
    int rc = world_teardown(state);

    directory_remove(folder);
    return rc;
}

/* A function whose process notes its start by a byte in a file, then does this. */
static void function_named(const char *name, const char *body)
{
    struct arena a = { 0 };
    struct zip_entry bootstrap = { .name = "bootstrap", .mode = 0100755 };
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"%s\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\"}",
                                  name);

    bootstrap.data =
        arena_format(&a,
                     "#!/bin/sh\nmkdir -p %s/$AWS_LAMBDA_FUNCTION_NAME && cd %s/$AWS_LAMBDA_FUNCTION_NAME\n"
                     "printf x >>../starts\n%s",
                     folder, folder, body);
    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"%s\"}", name);
}

static void function(const char *body)
{
    function_named("f", body);
}

/* How often a process was started, once nothing goes on. */
static int starts(void)
{
    struct stat s = { 0 };
    char path[128];

    world_quiesce(0);
    snprintf(path, sizeof path, "%s/starts", folder);
    return stat(path, &s) == 0 ? (int)s.st_size : 0;
}

static void event_send(void)
{
    must("lambda", "Invoke", "{\"FunctionName\":\"f\",\"InvocationType\":\"Event\",\"Payload\":\"{}\"}");
}

static void counts_are(int64_t arrived, int64_t failed, int64_t given_up, int64_t expired)
{
    struct delivery_counts now;

    delivery_counts_read(&lambda_event_delivery, &now);
    assert_int_equal(now.arrived - before.arrived, arrived);
    assert_int_equal(now.failed - before.failed, failed);
    assert_int_equal(now.given_up - before.given_up, given_up);
    assert_int_equal(now.expired - before.expired, expired);
}

static void one_that_is_taken_goes(void **state)
{
    (void)state;
    function(ANSWER);
    event_send();
    assert_int_equal(starts(), 1);
    counts_are(1, 0, 0, 0);
    world_advance(10 * MINUTE_MS);
    assert_int_equal(starts(), 1);
}

static void one_that_fails_is_tried_a_minute_and_two_later(void **state)
{
    (void)state;
    function(EXIT);
    event_send();
    assert_int_equal(starts(), 1);
    world_advance(MINUTE_MS - 1);
    assert_int_equal(starts(), 1);
    world_advance(1);
    assert_int_equal(starts(), 2);
    world_advance(2 * MINUTE_MS - 1);
    assert_int_equal(starts(), 2);
    counts_are(0, 2, 0, 0);
    world_advance(1);
    assert_int_equal(starts(), 3);
    counts_are(0, 3, 1, 0);
    world_advance(600 * MINUTE_MS);
    assert_int_equal(starts(), 3);
}

static void a_restart_tries_it_on(void **state)
{
    (void)state;
    function(EXIT);
    event_send();
    assert_int_equal(starts(), 1);
    world_stop();
    world_start();
    assert_int_equal(starts(), 1);
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 2);
    world_stop();
    world_start();
    world_advance(2 * MINUTE_MS);
    assert_int_equal(starts(), 3);
    counts_are(0, 3, 1, 0);
}

static void one_of_a_function_that_is_gone_goes(void **state)
{
    (void)state;
    function(EXIT);
    event_send();
    assert_int_equal(starts(), 1);
    must("lambda", "DeleteFunction", "{\"FunctionName\":\"f\"}");
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 1);
    counts_are(0, 1, 1, 0);
}

static void one_that_is_six_hours_old_is_dropped(void **state)
{
    (void)state;
    function(EXIT);
    event_send();
    assert_int_equal(starts(), 1);
    world_advance(360 * MINUTE_MS);
    assert_int_equal(starts(), 1);
    counts_are(0, 1, 0, 1);
}

/* --- who is told -------------------------------------------------------------------------------------------------- */

static void queue(const char *name)
{
    must("sqs", "CreateQueue", "{\"QueueName\":\"%s\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}", name);
}

/* What f does with events; the members of the input without their braces. */
static void config(const char *members)
{
    must("lambda", "PutFunctionEventInvokeConfig", "{\"FunctionName\":\"f\",%s}", members);
}

/* An event whose request is known. */
static void event_send_known(const char *payload)
{
    struct call *c = call_prepare("lambda", "Invoke", "{\"FunctionName\":\"f\",\"InvocationType\":\"Event\"}");

    doc_put_blob(c->in, "Payload", span_of(payload));
    snprintf(c->request_id, sizeof c->request_id, "%s", REQUEST_ID);
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
}

static struct doc *received(struct call **c, const char *name)
{
    world_quiesce(0);
    *c = ask("sqs", "ReceiveMessage",
             "{\"QueueUrl\":\"" QUEUE_URL
             "%s\",\"MessageAttributeNames\":[\"All\"],\"MessageSystemAttributeNames\":[\"All\"]}",
             name);
    return doc_at(doc_get((*c)->out, "Messages"), 0);
}

static void body_is(const char *queue_name, const char *body)
{
    struct call *c;
    struct doc *m = received(&c, queue_name);

    assert_string_equal(m ? doc_get_cstr(m, "Body") : "no message", body);
    call_free(c);
}

static void nothing_is_in(const char *queue_name)
{
    struct call *c;

    assert_null(received(&c, queue_name));
    call_free(c);
}

#define RECORD_HEAD(time, condition, count)                                                                       \
    "{\"version\":\"1.0\",\"timestamp\":\"2026-11-24T" time "Z\",\"requestContext\":{\"requestId\":\"" REQUEST_ID \
    "\",\"functionArn\":\"" FUNCTION_ARN "f:$LATEST\",\"condition\":\"" condition                                 \
    "\",\"approximateInvokeCount\":" count "}"
#define RECORD(time, condition, count, event) RECORD_HEAD(time, condition, count) ",\"requestPayload\":" event
#define FAILED_CONTEXT \
    ",\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"}"
#define FAILED FAILED_CONTEXT ",\"responsePayload\":{\"errorMessage\":\"as told\",\"errorType\":\"Test\"}}"

static void a_success_is_told(void **state)
{
    (void)state;
    queue("good");
    queue("bad");
    function(ANSWER);
    config("\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"" QUEUE_ARN
           "good\"},\"OnFailure\":{\"Destination\":\"" QUEUE_ARN "bad\"}}");
    event_send_known("{\"n\": 1.50}");
    body_is(
        "good",
        RECORD(
            "04:00:00.000", "Success", "1",
            "{\"n\":1.50}") ",\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"},\"responsePayload\":{\"n\":1.50}}");
    nothing_is_in("bad");
}

static void a_failure_is_told_after_all_tries(void **state)
{
    struct call *c;
    struct doc *m;

    (void)state;
    queue("bad");
    queue("dead");
    function(FAIL);
    config("\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" QUEUE_ARN "bad\"}}");
    must("lambda", "UpdateFunctionConfiguration",
         "{\"FunctionName\":\"f\",\"DeadLetterConfig\":{\"TargetArn\":\"" QUEUE_ARN "dead\"}}");
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
    event_send_known("{ \"n\": 1 }");
    assert_int_equal(starts(), 1);
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 2);
    nothing_is_in("bad");
    nothing_is_in("dead");
    world_advance(2 * MINUTE_MS);
    body_is("bad", RECORD("04:03:00.000", "RetriesExhausted", "3", "{\"n\":1}") FAILED);
    m = received(&c, "dead");
    assert_true(span_is(doc_get_str(m, "Body"), "{ \"n\": 1 }"));
    assert_true(doc_equal(doc_get(m, "MessageAttributes"),
                          json_parse(&c->arena,
                                     SPAN("{\"RequestID\":{\"DataType\":\"String\",\"StringValue\":\"" REQUEST_ID "\"},"
                                          "\"ErrorCode\":{\"DataType\":\"Number\",\"StringValue\":\"200\"},"
                                          "\"ErrorMessage\":{\"DataType\":\"String\",\"StringValue\":\"as told\"}}"),
                                     NULL)));
    assert_true(span_is(doc_get_str(doc_get(m, "Attributes"), "SenderId"), "AROAr:f"));
    call_free(c);
}

static void retries_are_as_many_as_configured(void **state)
{
    (void)state;
    queue("bad");
    function(FAIL);
    config("\"MaximumRetryAttempts\":0,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" QUEUE_ARN "bad\"}}");
    event_send_known("{}");
    body_is("bad", RECORD("04:00:00.000", "RetriesExhausted", "1", "{}") FAILED);
    must("lambda", "UpdateFunctionEventInvokeConfig", "{\"FunctionName\":\"f\",\"MaximumRetryAttempts\":1}");
    event_send_known("{}");
    assert_int_equal(starts(), 2);
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 3);
    world_advance(100 * MINUTE_MS);
    assert_int_equal(starts(), 3);
}

/* AWS: recorded, 60 s and 90 s. */
static void no_try_is_made_past_the_age(void **state)
{
    (void)state;
    queue("bad");
    queue("later");
    function(FAIL);
    config("\"MaximumEventAgeInSeconds\":60,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" QUEUE_ARN
           "bad\"}}");
    event_send_known("{}");
    body_is("bad", RECORD("04:00:00.000", "EventAgeExceeded", "1", "{}") FAILED);
    config("\"MaximumEventAgeInSeconds\":90,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" QUEUE_ARN
           "later\"}}");
    event_send_known("{}");
    assert_int_equal(starts(), 2);
    world_advance(MINUTE_MS);
    body_is("later", RECORD("04:01:00.000", "EventAgeExceeded", "2", "{}") FAILED);
    assert_int_equal(starts(), 3);
}

static void one_that_became_too_old_while_nube_was_stopped_is_told(void **state)
{
    struct call *c;
    struct doc *m;

    (void)state;
    queue("bad");
    queue("dead");
    function(FAIL);
    config("\"MaximumEventAgeInSeconds\":120,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" QUEUE_ARN
           "bad\"}}");
    must("lambda", "UpdateFunctionConfiguration",
         "{\"FunctionName\":\"f\",\"DeadLetterConfig\":{\"TargetArn\":\"" QUEUE_ARN "dead\"}}");
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
    event_send_known("{}");
    assert_int_equal(starts(), 1);
    world_stop();
    clock_advance(2 * MINUTE_MS);
    world_start();
    body_is("bad", RECORD("04:02:00.000", "EventAgeExceeded", "1", "{}") "}");
    m = received(&c, "dead");
    assert_int_equal(doc_count(doc_get(m, "MessageAttributes")), 1);
    call_free(c);
    assert_int_equal(starts(), 1);
}

static void topics_and_functions_are_told(void **state)
{
    struct call *c;
    struct doc *m, *envelope;

    (void)state;
    queue("heard");
    queue("good");
    must("sns", "CreateTopic", "{\"Name\":\"topic\"}");
    must("sns", "Subscribe",
         "{\"TopicArn\":\"" TOPIC_ARN "topic\",\"Protocol\":\"sqs\",\"Endpoint\":\"" QUEUE_ARN "heard\"}");
    function(FAIL);
    function_named("g", ANSWER);
    must("lambda", "PutFunctionEventInvokeConfig",
         "{\"FunctionName\":\"g\",\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"" QUEUE_ARN "good\"}}}");
    must("lambda", "UpdateFunctionConfiguration",
         "{\"FunctionName\":\"f\",\"DeadLetterConfig\":{\"TargetArn\":\"" TOPIC_ARN "topic\"}}");
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
    config("\"MaximumRetryAttempts\":0,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" FUNCTION_ARN "g\"}}");
    event_send_known("{\"n\":1}");
    m = received(&c, "good");
    m = json_parse(&c->arena, doc_get_str(m, "Body"), NULL);
    assert_string_equal(arena_string(&c->arena, json_text(&c->arena, doc_get(m, "requestPayload"))),
                        RECORD("04:00:00.000", "RetriesExhausted", "1", "{\"n\":1}") FAILED);
    call_free(c);
    m = received(&c, "heard");
    envelope = json_parse(&c->arena, doc_get_str(m, "Body"), NULL);
    assert_true(span_is(doc_get_str(envelope, "Message"), "{\"n\":1}"));
    assert_true(
        span_is(doc_get_str(doc_get(doc_get(envelope, "MessageAttributes"), "ErrorMessage"), "Value"), "as told"));
    call_free(c);
}

/* AWS: a topic takes 256 KB, and the record of a failure goes without what is too much. */
static void a_topic_is_told_without_large_payloads(void **state)
{
    char *large = malloc(300001);

    (void)state;
    memset(large, ' ', 300000);
    large[0] = '[', large[1] = large[299998] = '"', large[299999] = ']', large[300000] = '\0';
    queue("heard");
    must("sns", "CreateTopic", "{\"Name\":\"topic\"}");
    must("sns", "Subscribe",
         "{\"TopicArn\":\"" TOPIC_ARN "topic\",\"Protocol\":\"sqs\",\"Endpoint\":\"" QUEUE_ARN
         "heard\",\"Attributes\":{\"RawMessageDelivery\":\"true\"}}");
    function(FAIL);
    config("\"MaximumRetryAttempts\":0,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"" TOPIC_ARN "topic\"}}");
    event_send_known(large);
    body_is("heard", RECORD_HEAD("04:00:00.000", "RetriesExhausted", "1") FAILED_CONTEXT "}");
    free(large);
}

static struct call *ask_there(const char *operation, const char *input)
{
    struct call *c = call_prepare("sqs", operation, "%s", input);

    snprintf(c->who.account, sizeof c->who.account, "111111111111");
    snprintf(c->who.region, sizeof c->who.region, "eu-west-1");
    if (door_call(c)) fail_msg("%s", c->fault.message);
    return c;
}

static void a_queue_of_another_account_is_told(void **state)
{
    struct call *c;

    (void)state;
    call_free(ask_there("CreateQueue", "{\"QueueName\":\"far\"}"));
    function(ANSWER);
    config("\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"arn:aws:sqs:eu-west-1:111111111111:far\"}}");
    event_send();
    world_quiesce(0);
    c = ask_there("ReceiveMessage", "{\"QueueUrl\":\"http://localhost/111111111111/far\"}");
    assert_int_equal(doc_count(doc_get(c->out, "Messages")), 1);
    call_free(c);
}

static void what_a_destination_refuses_is_given_up(void **state)
{
    struct delivery_counts earlier, now;

    (void)state;
    delivery_counts_read(&lambda_destination_delivery, &earlier);
    queue("good");
    function(ANSWER);
    config("\"DestinationConfig\":{\"OnSuccess\":{\"Destination\":\"" QUEUE_ARN "good\"}}");
    must("sqs", "DeleteQueue", "{\"QueueUrl\":\"" QUEUE_URL "good\"}");
    event_send();
    assert_int_equal(starts(), 1);
    delivery_counts_read(&lambda_destination_delivery, &now);
    assert_int_equal(now.given_up - earlier.given_up, 1);
    assert_int_equal(now.arrived - earlier.arrived, 0);
}

static void configurations_go_with_their_function(void **state)
{
    (void)state;
    function(ANSWER);
    config("\"MaximumRetryAttempts\":0");
    must("lambda", "DeleteFunction", "{\"FunctionName\":\"f\"}");
    function(ANSWER);
    must_fail("ResourceNotFoundException", "The function " FUNCTION_ARN "f:$LATEST doesn't have an EventInvokeConfig",
              "lambda", "GetFunctionEventInvokeConfig", "{\"FunctionName\":\"f\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_that_is_taken_goes, begin, end),
        cmocka_unit_test_setup_teardown(one_that_fails_is_tried_a_minute_and_two_later, begin, end),
        cmocka_unit_test_setup_teardown(a_restart_tries_it_on, begin, end),
        cmocka_unit_test_setup_teardown(one_of_a_function_that_is_gone_goes, begin, end),
        cmocka_unit_test_setup_teardown(one_that_is_six_hours_old_is_dropped, begin, end),
        cmocka_unit_test_setup_teardown(a_success_is_told, begin, end),
        cmocka_unit_test_setup_teardown(a_failure_is_told_after_all_tries, begin, end),
        cmocka_unit_test_setup_teardown(retries_are_as_many_as_configured, begin, end),
        cmocka_unit_test_setup_teardown(no_try_is_made_past_the_age, begin, end),
        cmocka_unit_test_setup_teardown(one_that_became_too_old_while_nube_was_stopped_is_told, begin, end),
        cmocka_unit_test_setup_teardown(topics_and_functions_are_told, begin, end),
        cmocka_unit_test_setup_teardown(a_topic_is_told_without_large_payloads, begin, end),
        cmocka_unit_test_setup_teardown(a_queue_of_another_account_is_told, begin, end),
        cmocka_unit_test_setup_teardown(what_a_destination_refuses_is_given_up, begin, end),
        cmocka_unit_test_setup_teardown(configurations_go_with_their_function, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

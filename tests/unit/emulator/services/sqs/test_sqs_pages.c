/* Looking at a queue without receiving, in every form; and sending to a queue's own URL. */
#include "tests/support/emulator/queues.h"

#include <string.h>

#include "tests/support/emulator/loopback.h"

static struct loopback l;

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    l = (struct loopback){ 0 };
    queue("q", "");
    for (int i = 1; i <= 3; i++)
        must(
            "sqs", "SendMessage",
            IN("q") ",\"MessageBody\":\"m%d\",\"DelaySeconds\":%d,\"MessageAttributes\":{\"n\":{\"DataType\":\"Number\","
                    "\"StringValue\":\"%d\"}}}",
            i, i == 3 ? 60 : 0, i);
    receive_from("q", "m1");
    return rc;
}

static int end(void **state)
{
    loopback_release(&l);
    return world_teardown(state);
}

static struct doc *get(const char *path, const char *headers)
{
    loopback_send(&l, "GET %s HTTP/1.1\r\nHost: localhost:4566\r\n%s\r\n", path, headers);
    return json_parse(&l.arena, buf_span(&l.response.body), NULL);
}

/* The bodies of a list of messages, a blank between them. */
static void bodies_are(const struct doc *messages, const char *expected)
{
    struct buf b = { 0 };

    for (size_t i = 0; i < doc_count(messages); i++)
        buf_printf(&b, "%s%.*s", i ? " " : "", SPAN_ARG(doc_get_str(doc_at(messages, i), "Body")));
    assert_span_equal(buf_span(&b), expected);
    buf_release(&b);
}

static struct doc *elements(const struct doc *answer)
{
    return doc_get(doc_get(doc_get(answer, "ReceiveMessageResponse"), "ReceiveMessageResult"), "Message");
}

static void our_page_shows_all(void **state)
{
    struct doc *d = get("/_nube/sqs/messages?QueueUrl=http%3A%2F%2Fx%2F000000000000%2Fq", ""), *m;

    (void)state;
    assert_int_equal(l.response.status, 200);
    bodies_are(doc_get(d, "Messages"), "m1 m2 m3");
    m = doc_at(doc_get(d, "Messages"), 0);
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "IsVisible"), "false");
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "IsDelayed"), "false");
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "ApproximateReceiveCount"), "1");
    assert_span_equal(doc_get_str(doc_get(doc_get(m, "MessageAttributes"), "n"), "StringValue"), "1");
    m = doc_at(doc_get(d, "Messages"), 2);
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "IsDelayed"), "true");
    assert_span_equal(doc_get_str(doc_get(m, "Attributes"), "ApproximateReceiveCount"), "0");
    bodies_are(doc_get(get("/_nube/sqs/messages?QueueUrl=q&ShowInvisible=false", ""), "Messages"), "m2 m3");
    bodies_are(doc_get(get("/_nube/sqs/messages?QueueUrl=q&ShowDelayed=false", ""), "Messages"), "m1 m2");
    counts_are("q", "1 1 1");
    get("/_nube/sqs/messages?QueueUrl=none", "");
    assert_int_equal(l.response.status, 400);
    loopback_send(&l, "DELETE /_nube/sqs/messages HTTP/1.1\r\nHost: h\r\n\r\n");
    assert_int_equal(l.response.status, 405);
}

static void the_page_of_localstack_in_json(void **state)
{
    static const char json[] = "Accept: application/json\r\n";
    struct doc *d;

    (void)state;
    d = get("/_aws/sqs/messages?QueueUrl=http://localhost:4566/000000000000/q", json);
    assert_span_equal(doc_get_str(elements(d), "Body"), "m2"); /* one is no list */
    assert_span_equal(doc_get_str(doc_at(doc_get(elements(d), "Attribute"), 0), "Name"), "SenderId");
    bodies_are(elements(get("/_aws/sqs/messages?QueueUrl=q&ShowInvisible=true&ShowDelayed=1", json)), "m1 m2 m3");
    d = get("/_aws/sqs/messages/us-east-1/000000000000/q?ShowInvisible=True", json);
    bodies_are(elements(d), "m1 m2");
    d = get("/_aws/sqs/messages", json);
    assert_int_equal(l.response.status, 400);
    assert_span_equal(doc_get_str(doc_get(doc_get(d, "ErrorResponse"), "Error"), "Code"),
                      "AWS.SimpleQueueService.NonExistentQueue");
    get("/_aws/sqs/messages/eu-west-1/000000000000/q", json);
    assert_int_equal(l.response.status, 400);
}

static void the_page_of_localstack_in_xml_and_as_an_endpoint(void **state)
{
    (void)state;
    get("/_aws/sqs/messages/us-east-1/000000000000/q", "");
    assert_span_equal(loopback_header(&l, "Content-Type"), "text/xml");
    assert_span_equal(loopback_xml(&l, "Body"), "m2");
    assert_non_null(
        strstr(l.response.body.data, "<Attribute><Name>ApproximateReceiveCount</Name><Value>0</Value></Attribute>"));
    loopback_send(&l, "POST /_aws/sqs/messages HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-amz-json-1.0\r\n"
                      "X-Amz-Target: AmazonSQS.ReceiveMessage\r\n\r\n" IN("q") "}");
    bodies_are(doc_get(json_parse(&l.arena, buf_span(&l.response.body), NULL), "Messages"), "m2");
    loopback_send(
        &l, "POST /_aws/sqs/messages HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
            "Action=ReceiveMessage&QueueUrl=" URL "q");
    assert_span_equal(loopback_xml(&l, "Body"), "m2");
    loopback_send(
        &l, "POST /_aws/sqs/messages HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
            "Action=SendMessage&QueueUrl=" URL "q");
    assert_int_equal(l.response.status, 400);
    assert_span_equal(loopback_xml(&l, "Code"), "InvalidRequest");
    assert_span_equal(loopback_xml(&l, "Message"), "This endpoint only accepts ReceiveMessage calls");
}

static void pages_from_elsewhere_see_nothing(void **state)
{
    (void)state;
    get("/_aws/sqs/messages/us-east-1/000000000000/q", "Origin: http://evil.example\r\n");
    assert_int_equal(l.response.status, 403);
    get("/_nube/sqs/messages?QueueUrl=q", "Origin: http://evil.example\r\n");
    assert_int_equal(l.response.status, 403);
}

static void blocked_groups_are_invisible(void **state)
{
    struct doc *d;

    (void)state;
    queue("f.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
    for (int i = 0; i < 4; i++)
        must("sqs", "SendMessage", IN("f.fifo") ",\"MessageBody\":\"%d\",\"MessageGroupId\":\"g%d\"}", i, i / 2);
    receive_from("f.fifo", "0");
    bodies_are(doc_get(get("/_nube/sqs/messages?QueueUrl=f.fifo&ShowInvisible=false", ""), "Messages"), "2 3");
    d = doc_get(get("/_nube/sqs/messages?QueueUrl=f.fifo", ""), "Messages");
    bodies_are(d, "0 1 2 3");
    assert_span_equal(doc_get_str(doc_get(doc_at(d, 1), "Attributes"), "IsVisible"), "false");
    assert_span_equal(doc_get_str(doc_get(doc_at(d, 2), "Attributes"), "IsVisible"), "true");
    assert_span_equal(doc_get_str(doc_get(doc_at(d, 3), "Attributes"), "MessageGroupId"), "g1");
}

/* As older clients do. */
static void a_queues_url_takes_its_requests(void **state)
{
    (void)state;
    loopback_send(
        &l,
        "POST /000000000000/q HTTP/1.1\r\nHost: localhost:4566\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Authorization: " LOOPBACK_CREDENTIALS("test", "sqs") "\r\n\r\nAction=ReceiveMessage&Version=2012-11-05");
    assert_span_equal(loopback_xml(&l, "Body"), "m2");
    loopback_send(&l,
                  "GET /queue/us-east-1/000000000000/q?Action=GetQueueAttributes&AttributeName.1=QueueArn HTTP/1.1\r\n"
                  "Host: localhost:4566\r\nAuthorization: " LOOPBACK_CREDENTIALS("test", "sqs") "\r\n\r\n");
    assert_span_equal(loopback_xml(&l, "Value"), ARN "q");
    loopback_send(&l,
                  "POST /000000000000/none HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Authorization: " LOOPBACK_CREDENTIALS("test", "sqs") "\r\n\r\nAction=PurgeQueue");
    assert_span_equal(loopback_xml(&l, "Message"), "The specified queue does not exist for this wsdl version.");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        T(our_page_shows_all),
        T(the_page_of_localstack_in_json),
        T(the_page_of_localstack_in_xml_and_as_an_endpoint),
        T(pages_from_elsewhere_see_nothing),
        T(blocked_groups_are_invisible),
        T(a_queues_url_takes_its_requests),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

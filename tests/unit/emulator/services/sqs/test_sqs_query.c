/* SQS over Query: at a queue's URL, and answered in JSON for whom accepts that. */
#include <string.h>

#include "emulator/base/json.h"
#include "tests/support/emulator/loopback.h"
#include "tests/support/emulator/queues.h"

static struct loopback l;

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("q", "");
    return rc;
}

static int end(void **state)
{
    loopback_release(&l);
    return world_teardown(state);
}

static void get(const char *target, const char *accept)
{
    loopback_send(&l,
                  "GET %s HTTP/1.1\r\nHost: localhost:4566\r\n%s%s\r\nAuthorization: AWS4-HMAC-SHA256 "
                  "Credential=test/20261124/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00\r\n\r\n",
                  target, accept ? "Accept: " : "X-None: x", accept ? accept : "");
}

static struct doc *answer(const char *operation)
{
    struct doc *d = json_parse(&l.arena, buf_span(&l.response.body), NULL), *response;

    assert_span_equal(loopback_header(&l, "Content-Type"), "application/json");
    response = doc_get(d, arena_printf(&l.arena, "%sResponse", operation));
    if (!response) fail_msg("%.*s", SPAN_ARG(buf_span(&l.response.body)));
    assert_span_equal(doc_get_str(doc_get(response, "ResponseMetadata"), "RequestId"),
                      arena_string(&l.arena, loopback_header(&l, "x-amzn-RequestId")));
    return doc_get(response, arena_printf(&l.arena, "%sResult", operation));
}

static void is(struct doc *given, const char *wanted)
{
    struct span text = given ? json_text(&l.arena, given) : SPAN("none");

    if (!span_is(text, wanted)) fail_msg("%.*s\n is not %s", SPAN_ARG(text), wanted);
}

static void json_is_for_whom_accepts_it(void **state)
{
    struct doc *message;

    (void)state;
    get("/?Action=ListQueues&QueueNamePrefix=q", "application/json");
    is(answer("ListQueues"), "{\"queueUrls\":[\"http://localhost:4566/000000000000/q\"],\"NextToken\":null}");
    get("/?Action=ListQueues&QueueNamePrefix=none", "application/json");
    is(answer("ListQueues"), "{\"queueUrls\":null,\"NextToken\":null}");
    get("/000000000000/q?Action=GetQueueAttributes&AttributeName.1=QueueArn", "application/json");
    is(answer("GetQueueAttributes"), "{\"Attributes\":[{\"Name\":\"QueueArn\",\"Value\":\"" ARN "q\"}]}");
    get("/000000000000/q?Action=ReceiveMessage", "application/json");
    is(answer("ReceiveMessage"), "{\"messages\":null}");
    get("/000000000000/q?Action=SendMessage&MessageBody=a%22b&MessageAttribute.1.Name=n&MessageAttribute.1.Value.DataType="
        "String&MessageAttribute.1.Value.StringValue=v",
        "application/json, text/plain");
    is(doc_get(answer("SendMessage"), "SequenceNumber"), "null");
    get("/000000000000/q?Action=ReceiveMessage&MessageAttributeName.1=All", "application/json");
    message = doc_at(doc_get(answer("ReceiveMessage"), "messages"), 0);
    is(doc_get(message, "Body"), "\"a\\\"b\"");
    is(doc_get(message, "Attributes"), "null");
    is(doc_get(doc_get(doc_at(doc_get(message, "MessageAttributes"), 0), "Value"), "StringValue"), "\"v\"");
    get("/000000000000/q?Action=PurgeQueue", "application/json");
    assert_null(answer("PurgeQueue"));
    get("/000000000000/none?Action=PurgeQueue", "application/json");
    assert_int_equal(l.response.status, 400);
    is(doc_get(json_parse(&l.arena, buf_span(&l.response.body), NULL), "Error"),
       "{\"Code\":\"AWS.SimpleQueueService.NonExistentQueue\",\"Message\":\"The specified queue does not exist for this wsdl "
       "version.\",\"Type\":\"Sender\"}");
    get("/?Action=ListQueues", "text/xml, application/json");
    assert_span_equal(loopback_header(&l, "Content-Type"), "text/xml");
}

static void an_empty_result_has_one_tag(void **state)
{
    (void)state;
    get("/000000000000/q?Action=ReceiveMessage", NULL);
    assert_int_equal(l.response.status, 200);
    assert_non_null(strstr(l.response.body.data, "\"><ReceiveMessageResult/><ResponseMetadata>"));
}

static void a_queues_url_alone_is_no_operation(void **state)
{
    static const char *const accepts[] = { NULL, "application/json" };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        get("/000000000000/q", accepts[i]);
        assert_int_equal(l.response.status, 404);
        assert_span_equal(buf_span(&l.response.body), "<UnknownOperationException/>\n");
        get("/000000000000/q?Action=Nonsense", accepts[i]);
        assert_int_equal(l.response.status, 400);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(json_is_for_whom_accepts_it, begin, end),
        cmocka_unit_test_setup_teardown(an_empty_result_has_one_tag, begin, end),
        cmocka_unit_test_setup_teardown(a_queues_url_alone_is_no_operation, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

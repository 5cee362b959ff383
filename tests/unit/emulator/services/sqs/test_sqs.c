/* SQS as its callers see it, with a moved clock. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/emulator/loopback.h"

static void send(const char *body)
{
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"%s\"}", body);
}

static struct doc *messages(const struct call *c)
{
    return doc_get(c->out, "Messages");
}

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("q", "");
    return rc;
}

/* --- queues ------------------------------------------------------------------------------------------------------- */

static void creating_again_gives_the_same(void **state)
{
    struct call *c = ask("sqs", "CreateQueue", "{\"QueueName\":\"q\"}");

    (void)state;
    assert_span_equal(doc_get_str(c->out, "QueueUrl"), URL "q");
    call_free(c);
    queue("q", "\"VisibilityTimeout\":\"30\"");
    must_fail("QueueNameExists",
              "A queue already exists with the same name and a different value for attribute VisibilityTimeout", "sqs",
              "CreateQueue", "{\"QueueName\":\"q\",\"Attributes\":{\"VisibilityTimeout\":\"31\"}}");
    must_fail("InvalidParameterValueException",
              "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length", "sqs",
              "CreateQueue", "{\"QueueName\":\"a b\"}");
    must_fail("MissingRequiredParameterException", "The request must contain the parameter QueueName.", "sqs",
              "CreateQueue", "{}");
    must_fail("QueueDoesNotExist", "The specified queue does not exist.", "sqs", "GetQueueUrl",
              "{\"QueueName\":\"none\"}");
    must_fail("QueueDoesNotExist", "", "sqs", "SendMessage", IN("none") ",\"MessageBody\":\"x\"}");
    must_fail("InvalidAddress", "", "sqs", "SendMessage", "{\"QueueUrl\":\"http://x/y\",\"MessageBody\":\"x\"}");
}

static void attributes_are_set_and_taken_away(void **state)
{
    struct call *c;

    (void)state;
    world_advance(5000);
    must("sqs", "SetQueueAttributes",
         IN("q") ",\"Attributes\":{\"DelaySeconds\":\"7\",\"Policy\":\"{\\\"Statement\\\":[{}]}\"}}");
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"Policy\":\"\"}}");
    c = ask("sqs", "GetQueueAttributes", IN("q") ",\"AttributeNames\":[\"All\"]}");
    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "DelaySeconds"), "7");
    assert_null(doc_get(doc_get(c->out, "Attributes"), "Policy"));
    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "QueueArn"), ARN "q");
    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "CreatedTimestamp"), "1795492800");
    assert_span_equal(doc_get_str(doc_get(c->out, "Attributes"), "LastModifiedTimestamp"), "1795492805");
    call_free(c);
    c = ask("sqs", "GetQueueAttributes", IN("q") ",\"AttributeNames\":[\"DelaySeconds\"]}");
    assert_int_equal(doc_count(doc_get(c->out, "Attributes")), 1);
    call_free(c);
    c = ask("sqs", "GetQueueAttributes", IN("q") "}");
    assert_int_equal(doc_count(c->out), 0);
    call_free(c);
    must_fail("InvalidAttributeName", "Unknown Attribute Colour.", "sqs", "GetQueueAttributes",
              IN("q") ",\"AttributeNames\":[\"Colour\"]}");
}

static void lists_have_pages(void **state)
{
    char token[128] = "";
    int seen = 0;

    (void)state;
    for (int i = 0; i < 7; i++) {
        char name[16];
        snprintf(name, sizeof name, "p%d", i);
        queue(name, "");
    }
    for (int page = 0; page < 4; page++) {
        struct call *c = ask("sqs", "ListQueues", "{\"QueueNamePrefix\":\"p\",\"MaxResults\":2%s%s%s}",
                             *token ? ",\"NextToken\":\"" : "", token, *token ? "\"" : "");
        struct doc *urls = doc_get(c->out, "QueueUrls");
        for (size_t i = 0; i < doc_count(urls); i++, seen++)
            assert_span_equal(doc_text(doc_at(urls, i)), arena_printf(&c->arena, URL "p%d", seen));
        snprintf(token, sizeof token, "%.*s", SPAN_ARG(doc_get_str(c->out, "NextToken")));
        assert_int_equal(*token != '\0', page < 3);
        call_free(c);
    }
    assert_int_equal(seen, 7);
    must_fail("InvalidParameterValueException", "", "sqs", "ListQueues", "{\"MaxResults\":0}");
    must_fail("InvalidParameterValueException", "", "sqs", "ListQueues", "{\"MaxResults\":1,\"NextToken\":\"!\"}");
}

static void accounts_and_regions_are_apart(void **state)
{
    struct loopback l = { 0 };
    static const char form[] =
        "POST / HTTP/1.1\r\nHost: h\r\nX-Amz-Target: AmazonSQS.GetQueueUrl\r\nAuthorization: AWS4-HMAC-SHA256 "
        "Credential=%s/20261124/%s/sqs/aws4_request, SignedHeaders=host, Signature=0\r\n\r\n{\"QueueName\":\"q\"}";

    (void)state;
    loopback_send(&l, form, "AKIA", "us-east-1");
    assert_int_equal(l.response.status, 200);
    loopback_send(&l, form, "AKIA", "eu-west-1");
    assert_int_equal(l.response.status, 400);
    loopback_send(&l, form, "123456789012", "us-east-1");
    assert_int_equal(l.response.status, 400);
    loopback_release(&l);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void a_message_comes_with_what_was_asked_for(void **state)
{
    struct call *sent = ask("sqs", "SendMessage",
                            IN("q") ",\"MessageBody\":\"hello\",\"MessageAttributes\":{"
                                    "\"timestamp\":{\"DataType\":\"Number\",\"StringValue\":\"1493147359900\"}}}");
    struct call *c;
    struct doc *m;

    (void)state;
    assert_span_equal(doc_get_str(sent->out, "MD5OfMessageBody"), "5d41402abc4b2a76b9719d911017c592");
    assert_span_equal(doc_get_str(sent->out, "MD5OfMessageAttributes"), "235c5c510d26fb653d073faed50ae77c");
    world_advance(1000);
    c = ask("sqs", "ReceiveMessage", IN("q") ",\"AttributeNames\":[\"All\"],\"MessageAttributeNames\":[\"All\"]}");
    m = doc_at(messages(c), 0);
    assert_true(doc_equal(doc_get(m, "MessageId"), doc_get(sent->out, "MessageId")));
    assert_span_equal(doc_get_str(m, "MD5OfBody"), "5d41402abc4b2a76b9719d911017c592");
    assert_span_equal(doc_get_str(m, "MD5OfMessageAttributes"), "235c5c510d26fb653d073faed50ae77c");
    assert_span_equal(json_text(&c->arena, doc_get(m, "MessageAttributes")),
                      "{\"timestamp\":{\"DataType\":\"Number\",\"StringValue\":\"1493147359900\"}}");
    assert_span_equal(json_text(&c->arena, doc_get(m, "Attributes")),
                      "{\"SenderId\":\"000000000000\",\"ApproximateFirstReceiveTimestamp\":\"1795492801000\","
                      "\"ApproximateReceiveCount\":\"1\",\"SentTimestamp\":\"1795492800000\"}");
    call_free(c);
    call_free(sent);
    world_advance(30000);
    c = ask("sqs", "ReceiveMessage", IN("q") "}");
    assert_null(doc_get(doc_at(messages(c), 0), "Attributes"));
    assert_null(doc_get(doc_at(messages(c), 0), "MessageAttributes"));
    call_free(c);
}

static void messages_come_in_the_order_sent(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        char body[16];
        snprintf(body, sizeof body, "%d", i);
        send(body);
        if (i % 3 == 0) world_advance(1);
    }
    receive_is("q", 1, "", "0");
    receive_is("q", 10, "", "1 2 3 4 5 6 7 8 9 10");
    receive_is("q", 10, "", "11");
    receive_is("q", 10, "", "");
    counts_are("q", "0 12 0");
}

static void what_is_not_deleted_comes_back(void **state)
{
    (void)state;
    send("a");
    receive_from("q", "a");
    counts_are("q", "0 1 0");
    world_advance(29999);
    receive_is("q", 10, "", "");
    world_advance(1);
    counts_are("q", "1 0 0");
    receive_is("q", 10, ",\"VisibilityTimeout\":5", "a");
    world_advance(5000);
    receive_from("q", "a");
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", last_handle);
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", last_handle); /* twice is as good as once */
    world_advance(100000);
    counts_are("q", "0 0 0");
}

static void an_earlier_receives_handle_still_works(void **state)
{
    char old[512];

    (void)state;
    send("a");
    receive_from("q", "a");
    strcpy(old, last_handle);
    world_advance(30000);
    receive_from("q", "a");
    must("sqs", "ChangeMessageVisibility", IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":0}", old);
    counts_are("q", "1 0 0");
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", old);
    counts_are("q", "0 0 0");
    must_fail("ReceiptHandleIsInvalid", "The input receipt handle \"x\" is not a valid receipt handle.", "sqs",
              "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"x\"}");
}

static void without_a_timeout_each_is_given_once_a_receive(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        char body[16];
        snprintf(body, sizeof body, "%d", i);
        send(body);
        world_advance(1);
    }
    receive_is("q", 10, ",\"VisibilityTimeout\":0", "0 1 2");
    receive_is("q", 10, ",\"VisibilityTimeout\":0", "0 1 2");
    world_advance(1);
    receive_is("q", 2, ",\"VisibilityTimeout\":0", "0 1");
    receive_is("q", 10, "", "2 0 1");
}

static void without_a_timeout_and_all_in_one_moment(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        char body[16];
        snprintf(body, sizeof body, "%d", i);
        send(body);
    }
    receive_is("q", 10, ",\"VisibilityTimeout\":0", "0 1 2");
}

static void visibility_can_be_changed(void **state)
{
    (void)state;
    send("a");
    receive_from("q", "a");
    must("sqs", "ChangeMessageVisibility", IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":100}", last_handle);
    world_advance(99999);
    receive_is("q", 1, "", "");
    must("sqs", "ChangeMessageVisibility", IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":0}", last_handle);
    must("sqs", "ChangeMessageVisibility", IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":5}",
         last_handle); /* in vain: it is visible already */
    must_fail("InvalidParameterValueException", "", "sqs", "ChangeMessageVisibility",
              IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":43201}", last_handle);
    receive_is("q", 1, "", "a");
}

static void delayed_messages_come_later(void **state)
{
    (void)state;
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"late\",\"DelaySeconds\":10}");
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"DelaySeconds\":\"5\"}}");
    send("later");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"now\",\"DelaySeconds\":0}");
    counts_are("q", "1 0 2");
    receive_is("q", 10, "", "now");
    world_advance(5000);
    receive_is("q", 10, "", "later");
    world_advance(5000);
    receive_is("q", 10, "", "late");
    must_fail("InvalidParameterValueException", "", "sqs", "SendMessage",
              IN("q") ",\"MessageBody\":\"x\",\"DelaySeconds\":901}");
}

static void what_is_too_old_is_gone(void **state)
{
    (void)state;
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"MessageRetentionPeriod\":\"60\"}}");
    send("old");
    world_advance(30000);
    send("young");
    world_advance(29999);
    counts_are("q", "2 0 0");
    world_advance(1);
    counts_are("q", "1 0 0");
    receive_is("q", 10, "", "young");
}

static void what_is_received_too_often_goes_to_the_dead_letters(void **state)
{
    struct call *c;

    (void)state;
    queue("dead", "");
    must(
        "sqs", "SetQueueAttributes",
        IN("q") ",\"Attributes\":{\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                "dead\\\",\\\"maxReceiveCount\\\":2}\"}}");
    send("poison");
    for (int i = 0; i < 2; i++) {
        receive_from("q", "poison");
        world_advance(1000);
    }
    receive_is("q", 10, "", "");
    counts_are("q", "0 0 0");
    counts_are("dead", "1 0 0");
    c = ask("sqs", "ReceiveMessage", IN("dead") ",\"AttributeNames\":[\"All\"]}");
    assert_span_equal(doc_get_str(doc_get(doc_at(messages(c), 0), "Attributes"), "DeadLetterQueueSourceArn"), ARN "q");
    assert_span_equal(doc_get_str(doc_get(doc_at(messages(c), 0), "Attributes"), "ApproximateReceiveCount"), "3");
    call_free(c);
}

/* Also when the receiver that finds it so waits for more. */
static void a_long_poll_sends_to_the_dead_letters_at_once(void **state)
{
    struct pending *p, *at_dead;
    struct call *c;

    (void)state;
    queue("dead", "");
    must(
        "sqs", "SetQueueAttributes",
        IN("q") ",\"Attributes\":{\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                "dead\\\",\\\"maxReceiveCount\\\":1}\"}}");
    send("poison");
    receive_from("q", "poison");
    world_advance(1000);
    at_dead = poll_start("dead", 1);
    p = poll_start("q", 1);
    c = pending_end(at_dead);
    assert_span_equal(doc_get_str(doc_at(messages(c), 0), "Body"), "poison");
    call_free(c);
    counts_are("q", "0 0 0");
    world_advance(20000);
    call_free(pending_end(p));
}

static void without_its_dead_letter_queue_it_is_received_again(void **state)
{
    (void)state;
    queue("gone", "");
    must(
        "sqs", "SetQueueAttributes",
        IN("q") ",\"Attributes\":{\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                "gone\\\",\\\"maxReceiveCount\\\":1}\"}}");
    must("sqs", "DeleteQueue", IN("gone") "}");
    send("a");
    for (int i = 0; i < 3; i++) {
        receive_from("q", "a");
        world_advance(1000);
    }
}

static void purging_empties(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) send("x");
    receive_from("q", "x");
    must("sqs", "PurgeQueue", IN("q") "}");
    counts_are("q", "0 0 0");
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", last_handle);
    send("new");
    world_advance(59999);
    must_fail("PurgeQueueInProgress", "Only one PurgeQueue operation on q is allowed every 60 seconds.", "sqs",
              "PurgeQueue", IN("q") "}");
    receive_is("q", 10, "", "new");
    world_advance(1);
    must("sqs", "PurgeQueue", IN("q") "}");
}

static void a_deleted_queue_is_gone_with_all_in_it(void **state)
{
    (void)state;
    send("x");
    must("sqs", "DeleteQueue", IN("q") "}");
    must_fail("QueueDoesNotExist", "", "sqs", "DeleteQueue", IN("q") "}");
    queue("q", "");
    receive_is("q", 10, "", "");
}

static void bodies_are_checked(void **state)
{
    (void)state;
    must_fail("MissingRequiredParameterException", "The request must contain the parameter MessageBody.", "sqs",
              "SendMessage", IN("q") ",\"MessageBody\":\"\"}");
    must_fail("InvalidMessageContents", "", "sqs", "SendMessage", IN("q") ",\"MessageBody\":\"\\u0001\"}");
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"MaximumMessageSize\":\"1024\"}}");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"%01024d\"}", 0);
    must_fail("InvalidParameterValueException",
              "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.", "sqs",
              "SendMessage", IN("q") ",\"MessageBody\":\"%01025d\"}", 0);
    must_fail("InvalidParameterValueException", "", "sqs", "ReceiveMessage", IN("q") ",\"MaxNumberOfMessages\":11}");
    must_fail("InvalidParameterValueException", "", "sqs", "ReceiveMessage", IN("q") ",\"WaitTimeSeconds\":21}");
}

/* --- batches ------------------------------------------------------------------------------------------------------ */

static void an_entry_that_fails_leaves_the_others(void **state)
{
    struct call *c =
        ask("sqs", "SendMessageBatch",
            IN("q") ",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"a\"},{\"Id\":\"2\",\"MessageBody\":\"\\u0001\"},"
                    "{\"Id\":\"3\",\"MessageBody\":\"c\"}]}");

    (void)state;
    assert_int_equal(doc_count(doc_get(c->out, "Successful")), 2);
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Failed"), 0), "Id"), "2");
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "Failed"), 0), "Code"), "InvalidMessageContents");
    assert_true(doc_get_bool(doc_at(doc_get(c->out, "Failed"), 0), "SenderFault", false));
    call_free(c);
    receive_is("q", 10, "", "a c");
}

static void batches_have_rules(void **state)
{
    (void)state;
    must_fail("EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry in the request.", "sqs",
              "SendMessageBatch", IN("q") ",\"Entries\":[]}");
    must_fail("BatchEntryIdsNotDistinct", "Id 1 repeated.", "sqs", "SendMessageBatch",
              IN("q") ",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"a\"},{\"Id\":\"1\",\"MessageBody\":\"b\"}]}");
    must_fail("InvalidBatchEntryId", "", "sqs", "DeleteMessageBatch",
              IN("q") ",\"Entries\":[{\"Id\":\"a b\",\"ReceiptHandle\":\"x\"}]}");
    must_fail(
        "TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10. You have sent 11.", "sqs",
        "DeleteMessageBatch",
        IN("q") ",\"Entries\":[{\"Id\":\"a\",\"ReceiptHandle\":\"x\"},{\"Id\":\"b\",\"ReceiptHandle\":\"x\"},"
                "{\"Id\":\"c\",\"ReceiptHandle\":\"x\"},{\"Id\":\"d\",\"ReceiptHandle\":\"x\"},{\"Id\":\"e\",\"ReceiptHandle\":\"x\"},"
                "{\"Id\":\"f\",\"ReceiptHandle\":\"x\"},{\"Id\":\"g\",\"ReceiptHandle\":\"x\"},{\"Id\":\"h\",\"ReceiptHandle\":\"x\"},"
                "{\"Id\":\"i\",\"ReceiptHandle\":\"x\"},{\"Id\":\"j\",\"ReceiptHandle\":\"x\"},{\"Id\":\"k\",\"ReceiptHandle\":\"x\"}]}");
}

/* --- long polls --------------------------------------------------------------------------------------------------- */

static void a_poll_wakes_with_the_message(void **state)
{
    struct pending *p = poll_start("q", 1);

    (void)state;
    counts_are("q", "0 0 0");
    assert_false(pending_is_done(p));
    send("x");
    poll_ends_with(p, "x");
}

static void a_poll_wakes_when_a_delay_or_a_timeout_ends(void **state)
{
    struct pending *p;

    (void)state;
    p = poll_start("q", 1);
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"late\",\"DelaySeconds\":7}");
    world_advance(7000);
    poll_ends_with(p, "late");
    p = pending_start(
        call_prepare("sqs", "ReceiveMessage", IN("q") ",\"WaitTimeSeconds\":20,\"VisibilityTimeout\":0}"));
    world_advance(10000);
    counts_are("q", "0 1 0");
    world_advance(10000);
    poll_ends_with(p, "");
    world_advance(10000);
    receive_from("q", "late");
    p = poll_start("q", 1);
    must("sqs", "ChangeMessageVisibility", IN("q") ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":0}", last_handle);
    poll_ends_with(p, "late");
}

static void a_poll_ends_empty(void **state)
{
    struct pending *p;

    (void)state;
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"ReceiveMessageWaitTimeSeconds\":\"3\"}}");
    p = pending_start(call_prepare("sqs", "ReceiveMessage", IN("q") "}"));
    world_advance(2999);
    counts_are("q", "0 0 0");
    assert_false(pending_is_done(p));
    world_advance(1);
    poll_ends_with(p, "");
    receive_is("q", 1, ",\"WaitTimeSeconds\":0", "");
}

static void a_poll_on_a_queue_that_goes_ends_with_it(void **state)
{
    struct pending *p = poll_start("q", 1);
    struct call *c;

    (void)state;
    must("sqs", "DeleteQueue", IN("q") "}");
    c = pending_end(p); /* at once, so that it takes no wake from a queue that comes later */
    assert_string_equal(c->fault.kind->code, "QueueDoesNotExist");
    call_free(c);
}

/* --- restarts, protocols ------------------------------------------------------------------------------------------ */

static void a_restart_keeps_everything(void **state)
{
    (void)state;
    send("visible");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"late\",\"DelaySeconds\":10}");
    send("in flight");
    receive_from("q", "visible");
    world_stop();
    world_start();
    counts_are("q", "1 1 1");
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", last_handle);
    world_advance(10000);
    receive_is("q", 10, "", "in flight late");
}

static void both_protocols_are_one_service(void **state)
{
    struct loopback l = { 0 };
    struct doc *d;

    (void)state;
    loopback_query(&l, "sqs",
                   "Action=SendMessage&Version=2012-11-05&QueueUrl=" URL
                   "q&MessageBody=a%%20%%26+%%C3%%A9&MessageAttribute.1.Name=timestamp"
                   "&MessageAttribute.1.Value.DataType=Number&MessageAttribute.1.Value.StringValue=1493147359900");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(loopback_xml(&l, "MD5OfMessageAttributes"), "235c5c510d26fb653d073faed50ae77c");
    d = loopback_json(&l, "sqs", "AmazonSQS.ReceiveMessage",
                      IN("q") ",\"MessageAttributeNames\":[\"All\"],\"VisibilityTimeout\":0}");
    assert_int_equal(l.response.status, 200);
    assert_span_equal(doc_get_str(doc_at(doc_get(d, "Messages"), 0), "Body"), "a & \xC3\xA9");
    loopback_query(&l, "sqs", "Action=ReceiveMessage&QueueUrl=" URL "q&AttributeName.1=All&MessageAttributeName.1=All");
    assert_span_equal(loopback_xml(&l, "Body"), "a & \xC3\xA9");
    assert_non_null(
        strstr(l.response.body.data, "<Attribute><Name>ApproximateReceiveCount</Name><Value>2</Value></Attribute>"));
    assert_non_null(strstr(l.response.body.data,
                           "<MessageAttribute><Name>timestamp</Name><Value><DataType>Number</DataType>"
                           "<StringValue>1493147359900</StringValue></Value></MessageAttribute>"));
    loopback_query(&l, "sqs", "Action=GetQueueUrl&QueueName=none");
    assert_int_equal(l.response.status, 400);
    assert_span_equal(loopback_xml(&l, "Code"), "AWS.SimpleQueueService.NonExistentQueue");
    d = loopback_json(&l, "sqs", "AmazonSQS.GetQueueUrl", "{\"QueueName\":\"none\"}");
    assert_span_equal(doc_get_str(d, "__type"), "com.amazonaws.sqs#QueueDoesNotExist");
    assert_span_equal(loopback_header(&l, "x-amzn-query-error"), "AWS.SimpleQueueService.NonExistentQueue;Sender");
    d = loopback_json(&l, "sqs", "AmazonSQS.ReceiveMessage", IN("q") ",\"MaxNumberOfMessages\":11}");
    assert_span_equal(doc_get_str(d, "__type"), "com.amazon.coral.service#InvalidParameterValueException");
    assert_span_equal(loopback_header(&l, "x-amzn-query-error"), "InvalidParameterValue;Sender");
    loopback_release(&l);
}

/* Bytes that are no text must not get into the store: they could not be read back. */
static void what_is_no_text_is_refused(void **state)
{
    struct loopback l = { 0 };

    (void)state;
    loopback_query(&l, "sqs", "Action=CreateQueue&QueueName=z&Attribute.1.Name=Policy&Attribute.1.Value=%%FF");
    assert_int_equal(l.response.status, 400);
    loopback_query(&l, "sqs", "Action=CreateQueue&QueueName=z&Tag.1.Key=%%C3&Tag.1.Value=x");
    assert_int_equal(l.response.status, 400);
    loopback_query(&l, "sqs", "Action=CreateQueue&QueueName=z");
    assert_int_equal(l.response.status, 200);
    loopback_query(&l, "sqs",
                   "Action=SetQueueAttributes&QueueUrl=" URL "z&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1");
    assert_int_equal(l.response.status, 200);
    loopback_release(&l);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(creating_again_gives_the_same),
        T(attributes_are_set_and_taken_away),
        T(lists_have_pages),
        T(accounts_and_regions_are_apart),
        T(a_message_comes_with_what_was_asked_for),
        T(messages_come_in_the_order_sent),
        T(what_is_not_deleted_comes_back),
        T(an_earlier_receives_handle_still_works),
        T(without_a_timeout_each_is_given_once_a_receive),
        T(without_a_timeout_and_all_in_one_moment),
        T(visibility_can_be_changed),
        T(delayed_messages_come_later),
        T(what_is_too_old_is_gone),
        T(what_is_received_too_often_goes_to_the_dead_letters),
        T(a_long_poll_sends_to_the_dead_letters_at_once),
        T(without_its_dead_letter_queue_it_is_received_again),
        T(purging_empties),
        T(a_deleted_queue_is_gone_with_all_in_it),
        T(bodies_are_checked),
        T(an_entry_that_fails_leaves_the_others),
        T(batches_have_rules),
        T(a_poll_wakes_with_the_message),
        T(a_poll_wakes_when_a_delay_or_a_timeout_ends),
        T(a_poll_ends_empty),
        T(a_poll_on_a_queue_that_goes_ends_with_it),
        T(a_restart_keeps_everything),
        T(both_protocols_are_one_service),
        T(what_is_no_text_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

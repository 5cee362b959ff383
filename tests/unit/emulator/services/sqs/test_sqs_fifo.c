/* FIFO queues as their callers see them, with a moved clock. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <string.h>

#include "emulator/store/store.h"

#define F       "q.fifo"
#define BY_BODY "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\""

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue(F, BY_BODY);
    return rc;
}

static void send_to(const char *name, const char *group, const char *body)
{
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" URL "%s\",\"MessageBody\":\"%s\",\"MessageGroupId\":\"%s\"}", name,
         body, group);
}

static void send(const char *group, const char *body)
{
    send_to(F, group, body);
}

static void delete_last(void)
{
    must("sqs", "DeleteMessage", IN(F) ",\"ReceiptHandle\":\"%s\"}", last_handle);
}

/* --- making them -------------------------------------------------------------------------------------------------- */

static void names_and_attributes_belong_together(void **state)
{
    struct call *c = ask("sqs", "GetQueueAttributes", IN(F) ",\"AttributeNames\":[\"All\"]}");
    struct doc *a = doc_get(c->out, "Attributes");

    (void)state;
    assert_span_equal(doc_get_str(a, "FifoQueue"), "true");
    assert_span_equal(doc_get_str(a, "ContentBasedDeduplication"), "true");
    assert_span_equal(doc_get_str(a, "DeduplicationScope"), "queue");
    assert_span_equal(doc_get_str(a, "FifoThroughputLimit"), "perQueue");
    call_free(c);
    must_fail("InvalidParameterValueException",
              "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length", "sqs",
              "CreateQueue", "{\"QueueName\":\"x.fifo\"}");
    must_fail(
        "InvalidParameterValueException",
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with "
        ".fifo suffix and be 1 to 80 in length.",
        "sqs", "CreateQueue", "{\"QueueName\":\"x\",\"Attributes\":{\"FifoQueue\":\"true\"}}");
    must_fail("InvalidAttributeName", "Unknown Attribute FifoQueue.", "sqs", "CreateQueue",
              "{\"QueueName\":\"x\",\"Attributes\":{\"FifoQueue\":\"false\"}}");
}

static void what_it_must_be_sent_with(void **state)
{
    (void)state;
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"ContentBasedDeduplication\":\"false\"}}");
    must_fail("MissingRequiredParameterException", "The request must contain the parameter MessageGroupId.", "sqs",
              "SendMessage", IN(F) ",\"MessageBody\":\"a\",\"MessageDeduplicationId\":\"1\"}");
    must_fail(
        "InvalidParameterValueException",
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
        "sqs", "SendMessage", IN(F) ",\"MessageBody\":\"a\",\"MessageGroupId\":\"g\"}");
    must_fail(
        "InvalidParameterValueException",
        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for "
        "this queue type.",
        "sqs", "SendMessage",
        IN(F) ",\"MessageBody\":\"a\",\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"1\",\"DelaySeconds\":2}");
    must_fail("InvalidParameterValueException", "The request must contain the parameter MessageGroupId.", "sqs",
              "SendMessageBatch", IN(F) ",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"a\"}]}");
    must_fail("InvalidParameterValueException", "", "sqs", "ReceiveMessage",
              IN(F) ",\"ReceiveRequestAttemptId\":\"\"}");
}

/* --- order -------------------------------------------------------------------------------------------------------- */

static void a_group_is_in_order_and_one_batch_at_a_time(void **state)
{
    (void)state;
    send("a", "a1");
    send("b", "b1");
    send("a", "a2");
    send("a", "a3");
    receive_from(F, "a1");
    receive_is(F, 10, "", "b1");
    receive_is(F, 10, "", "");
    counts_are(F, "2 2 0");
    delete_last();
    receive_is(F, 10, "", "a2 a3");
    receive_is(F, 10, "", "");
}

static void a_receive_takes_of_several_groups(void **state)
{
    (void)state;
    send("b", "b1");
    send("a", "a1");
    send("b", "b2");
    receive_is(F, 10, "", "b1 b2 a1");
}

static void what_comes_back_comes_first(void **state)
{
    (void)state;
    send("a", "a1");
    send("a", "a2");
    receive_is(F, 2, ",\"VisibilityTimeout\":10", "a1 a2");
    send("a", "a3");
    world_advance(9999);
    receive_is(F, 10, "", "");
    world_advance(1);
    receive_is(F, 10, "", "a1 a2 a3");
}

static void visibility(const char *body, int seconds)
{
    receive_from(F, body);
    must("sqs", "ChangeMessageVisibility", IN(F) ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":%d}", last_handle,
         seconds);
}

static void a_group_is_blocked_while_its_head_is_in_flight(void **state)
{
    (void)state;
    send("a", "a1");
    send("a", "a2");
    visibility("a1", 100);
    world_advance(99999);
    receive_is(F, 10, "", "");
    must("sqs", "ChangeMessageVisibility", IN(F) ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":0}", last_handle);
    receive_is(F, 1, "", "a1");
}

/* A head given back is received again though others of its group are in flight, and not these. */
static void a_message_in_flight_keeps_back_those_behind_it_alone(void **state)
{
    char first[512];

    (void)state;
    send("a", "a1");
    send("a", "a2");
    send("a", "a3");
    receive_from(F, "a1");
    snprintf(first, sizeof first, "%s", last_handle);
    must("sqs", "ChangeMessageVisibility", IN(F) ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":0}", first);
    receive_keeping(F, 2, ",\"VisibilityTimeout\":10", "a1 a2");
    must("sqs", "ChangeMessageVisibility", IN(F) ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":60}", last_handle);
    world_advance(10000);
    receive_is(F, 10, ",\"VisibilityTimeout\":10", "a1");
    world_advance(10000);
    receive_is(F, 10, "", "a1");
}

static void a_group_that_was_received_goes_behind_the_others(void **state)
{
    (void)state;
    send("g1", "g1-m1");
    send("g1", "g1-m2");
    send("g2", "g2-m1");
    send("g2", "g2-m2");
    send("g3", "g3-m1");
    receive_is(F, 3, ",\"VisibilityTimeout\":0", "g1-m1 g1-m2 g2-m1");
    receive_is(F, 10, ",\"VisibilityTimeout\":0", "g3-m1 g1-m1 g1-m2 g2-m1 g2-m2");
}

static void without_a_timeout_each_is_given_once(void **state)
{
    (void)state;
    send("a", "a1");
    send("a", "a2");
    receive_is(F, 10, ",\"VisibilityTimeout\":0", "a1 a2");
    receive_is(F, 10, ",\"VisibilityTimeout\":0", "a1 a2");
}

static void a_delay_is_the_queues_and_holds_for_what_is_there(void **state)
{
    (void)state;
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"DelaySeconds\":\"10\"}}");
    send("a", "a1");
    world_advance(5000);
    send("a", "a2");
    counts_are(F, "0 0 2");
    receive_is(F, 10, "", "");
    world_advance(5000);
    counts_are(F, "1 0 1");
    receive_is(F, 10, "", "a1");
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"DelaySeconds\":\"0\"}}");
    counts_are(F, "1 1 0");
}

static void send_to_groups(int count)
{
    char group[16];

    for (int i = 0; i < count; i++) {
        snprintf(group, sizeof group, "g%d", i);
        send(group, group);
    }
}

/* A message that was received is not delayed any more; one that came before it and was not is. */
static void groups_that_a_raised_delay_holds_hide_no_other(void **state)
{
    (void)state;
    send("a", "a1");
    send("a", "a2");
    send("b", "b1");
    receive_from(F, "a1");
    receive_is(F, 1, ",\"VisibilityTimeout\":1", "b1");
    delete_last();
    send_to_groups(300);
    world_advance(1000);
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"DelaySeconds\":\"10\"}}");
    receive_is(F, 10, "", "b1");
    receive_is(F, 10, "", "");
    counts_are(F, "0 1 301");
    world_advance(9000);
    receive_is(F, 2, "", "a2 g0");
}

static void a_lowered_delay_wakes_who_waits(void **state)
{
    struct pending *p;

    (void)state;
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"DelaySeconds\":\"10\"}}");
    send("a", "a1");
    p = poll_start(F, 10);
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"DelaySeconds\":\"0\"}}");
    poll_ends_with(p, "a1");
}

static void many_blocked_groups_do_not_hide_a_free_one(void **state)
{
    (void)state;
    send_to_groups(300);
    for (int i = 0; i < 30; i++) {
        struct call *c = ask("sqs", "ReceiveMessage", IN(F) ",\"MaxNumberOfMessages\":10}");
        assert_int_equal(doc_count(doc_get(c->out, "Messages")), 10);
        call_free(c);
    }
    receive_is(F, 10, "", "");
    send("new", "new");
    receive_is(F, 10, "", "new");
    world_advance(30000);
    receive_is(F, 3, "", "g0 g1 g2");
}

/* --- deduplication ------------------------------------------------------------------------------------------------ */

static void ids_are(const char *more, bool is_same)
{
    struct call *a = ask("sqs", "SendMessage", IN(F) ",\"MessageBody\":\"x\",\"MessageGroupId\":\"g\"}"),
                *b = ask("sqs", "SendMessage", IN(F) "%s}", more);

    assert_null(a->fault.kind);
    assert_null(b->fault.kind);
    assert_int_equal(doc_equal(doc_get(a->out, "MessageId"), doc_get(b->out, "MessageId")), is_same);
    assert_int_equal(doc_equal(doc_get(a->out, "SequenceNumber"), doc_get(b->out, "SequenceNumber")), is_same);
    assert_int_equal(doc_get_str(b->out, "SequenceNumber").size, 20);
    call_free(a);
    call_free(b);
}

static void duplicates_by_body_and_by_id(void **state)
{
    (void)state;
    ids_are(",\"MessageBody\":\"x\",\"MessageGroupId\":\"g\"", true);
    ids_are(",\"MessageBody\":\"x\",\"MessageGroupId\":\"other\"", true);
    ids_are(",\"MessageBody\":\"y\",\"MessageGroupId\":\"g\"", false);
    ids_are(",\"MessageBody\":\"x\",\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"1\"", false);
    ids_are(",\"MessageBody\":\"z\",\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":"
            "\"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\"",
            true); /* the SHA-256 of "x" */
    receive_is(F, 10, "", "x y x");
}

static void five_minutes_later_it_is_another(void **state)
{
    (void)state;
    send("g", "x");
    receive_from(F, "x");
    delete_last();
    send("g", "x");
    world_advance(299999);
    send("g", "x");
    receive_is(F, 10, "", "");
    world_advance(1);
    send("g", "x");
    receive_is(F, 10, "", "x");
}

static void the_scope_may_be_the_group(void **state)
{
    (void)state;
    must(
        "sqs", "SetQueueAttributes",
        IN(F) ",\"Attributes\":{\"DeduplicationScope\":\"messageGroup\",\"FifoThroughputLimit\":\"perMessageGroupId\"}}");
    send("a", "x");
    send("b", "x");
    send("a", "x");
    receive_is(F, 10, "", "x x");
}

/* --- handles, attempts -------------------------------------------------------------------------------------------- */

static void an_expired_handle_is_refused(void **state)
{
    (void)state;
    send("a", "a1");
    receive_from(F, "a1");
    world_advance(30000);
    must_fail("InvalidParameterValueException", "", "sqs", "DeleteMessage", IN(F) ",\"ReceiptHandle\":\"%s\"}",
              last_handle);
    must_fail("InvalidParameterValueException", "", "sqs", "ChangeMessageVisibility",
              IN(F) ",\"ReceiptHandle\":\"%s\",\"VisibilityTimeout\":1}", last_handle);
    receive_from(F, "a1");
    delete_last();
    delete_last(); /* what is gone is gone */
    counts_are(F, "0 0 0");
}

static void an_attempt_can_be_repeated(void **state)
{
    static const char attempt[] = ",\"ReceiveRequestAttemptId\":\"1\",\"VisibilityTimeout\":60";

    (void)state;
    send("a", "a1");
    send("a", "a2");
    send("b", "b1");
    receive_is(F, 2, attempt, "a1 a2");
    world_advance(59000);
    receive_is(F, 2, attempt, "a1 a2"); /* and its minute begins anew */
    world_advance(59000);
    receive_is(F, 10, "", "b1");
    receive_is(F, 10, ",\"ReceiveRequestAttemptId\":\"2\"", "");
    world_advance(1000);
    receive_is(F, 1, attempt, "a1"); /* its time had passed: a new receive */
    counts_are(F, "1 2 0");
}

static void an_attempt_gives_the_same_handles_until_one_is_used(void **state)
{
    struct call *first, *again;

    (void)state;
    send("a", "a1");
    send("a", "a2");
    first = ask("sqs", "ReceiveMessage", IN(F) ",\"ReceiveRequestAttemptId\":\"1\",\"MaxNumberOfMessages\":2}");
    again = ask("sqs", "ReceiveMessage", IN(F) ",\"ReceiveRequestAttemptId\":\"1\",\"MaxNumberOfMessages\":2}");
    assert_true(doc_equal(first->out, again->out));
    assert_int_equal(doc_count(doc_get(first->out, "Messages")), 2);
    must("sqs", "DeleteMessage", IN(F) ",\"ReceiptHandle\":\"%s\"}",
         doc_get_cstr(doc_at(doc_get(first->out, "Messages"), 0), "ReceiptHandle"));
    receive_is(F, 2, ",\"ReceiveRequestAttemptId\":\"1\"", "");
    call_free(first);
    call_free(again);
    queue("standard", "");
    must_fail("InvalidParameterValueException", "", "sqs", "ReceiveMessage",
              IN("standard") ",\"ReceiveRequestAttemptId\":\"1\"}");
}

/* --- dead letters, polls, retention ------------------------------------------------------------------------------- */

static void dead_letters_keep_their_group(void **state)
{
    struct call *c;
    struct doc *a;

    (void)state;
    queue("dead.fifo", BY_BODY);
    queue("src.fifo", BY_BODY ",\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                              "dead.fifo\\\",\\\"maxReceiveCount\\\":1}\"");
    send_to("src.fifo", "g", "1");
    send_to("src.fifo", "g", "2");
    receive_from("src.fifo", "1");
    world_advance(1000);
    receive_is("src.fifo", 10, "", "2");
    c = ask("sqs", "ReceiveMessage", IN("dead.fifo") ",\"AttributeNames\":[\"All\"]}");
    a = doc_get(doc_at(doc_get(c->out, "Messages"), 0), "Attributes");
    assert_span_equal(doc_get_str(a, "MessageGroupId"), "g");
    assert_span_equal(doc_get_str(a, "DeadLetterQueueSourceArn"), ARN "src.fifo");
    assert_span_equal(doc_get_str(a, "SentTimestamp"), "1795492801000"); /* when it came here */
    assert_int_equal(doc_get_str(a, "SequenceNumber").size, 20);
    assert_int_equal(doc_get_str(a, "MessageDeduplicationId").size, 64);
    call_free(c);
    counts_are("src.fifo", "0 1 0");
    counts_are("dead.fifo", "0 1 0");
    must_fail("InvalidParameterValueException", "", "sqs", "CreateQueue",
              "{\"QueueName\":\"s\",\"Attributes\":{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
              "dead.fifo\\\",\\\"maxReceiveCount\\\":1}\"}}");
}

static void a_poll_wakes_when_its_group_is_free(void **state)
{
    struct pending *p;

    (void)state;
    send("a", "a1");
    send("a", "a2");
    receive_from(F, "a1");
    p = poll_start(F, 1);
    counts_are(F, "1 1 0");
    send("a", "a3"); /* of a blocked group: wakes nobody */
    counts_are(F, "2 1 0");
    assert_false(pending_is_done(p));
    delete_last();
    poll_ends_with(p, "a2");
    p = poll_start(F, 1);
    send("b", "b1");
    poll_ends_with(p, "b1");
    p = poll_start(F, 10);
    world_advance(10000);
    assert_false(pending_is_done(p));
    world_advance(10000);
    poll_ends_with(p, "");
    p = poll_start(F, 10);
    world_advance(10000);
    poll_ends_with(p, "a2");
}

static void what_is_too_old_is_gone(void **state)
{
    (void)state;
    must("sqs", "SetQueueAttributes", IN(F) ",\"Attributes\":{\"MessageRetentionPeriod\":\"60\"}}");
    send("a", "a1");
    world_advance(30000);
    send("a", "a2");
    world_advance(30000);
    counts_are(F, "1 0 0");
    receive_is(F, 10, "", "a2");
}

static void purging_forgets_groups_and_duplicates(void **state)
{
    (void)state;
    send("a", "x");
    receive_from(F, "x");
    must("sqs", "PurgeQueue", IN(F) "}");
    counts_are(F, "0 0 0");
    send("a", "x");
    receive_is(F, 10, "", "x");
}

static void a_restart_keeps_order_and_blocks(void **state)
{
    (void)state;
    send("a", "a1");
    send("a", "a2");
    receive_from(F, "a1");
    world_stop();
    world_start();
    receive_is(F, 10, "", "");
    send("a", "a1"); /* a duplicate still */
    delete_last();
    receive_is(F, 10, "", "a2");
}

/* Group a with a message that was never received, behind it b with one that was. */
static int fill_old(struct db *db, void *unused)
{
    (void)unused;
    db_run(db, "INSERT INTO sqs_box (messages) VALUES (2)", "");
    db_run(db,
           "INSERT INTO sqs_queue (account, region, name, box, attributes, created_ms, modified_ms) VALUES"
           " ('000000000000', 'us-east-1', '" F "', 1,"
           " '{\"VisibilityTimeout\":\"30\",\"MessageRetentionPeriod\":\"345600\",\"DelaySeconds\":\"10\"}', 1, 1)",
           "");
    db_run(db,
           "INSERT INTO sqs_message (box, visible_ms, sent_ms, in_order, received, nonce, receive_count, id, sender,"
           " message_group, body) VALUES (1, ?1, ?1, 1, 0, 0, 0, 'id', 'me', 'a', 'a1'),"
           " (1, ?1, ?1, 1, 1, 7, 1, 'id', 'me', 'b', 'b1')",
           "i", WORLD_NOW_MS);
    db_run(db, "INSERT INTO sqs_group (box, name, head) VALUES (1, 'a', 1), (1, 'b', 2)", "");
    return 0;
}

static void groups_of_an_older_database_have_their_delay(void **state)
{
    (void)state;
    older_database(3, fill_old);
    receive_is(F, 10, "", "b1");
    world_advance(10000);
    receive_is(F, 10, "", "a1");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(names_and_attributes_belong_together),
        T(what_it_must_be_sent_with),
        T(a_group_is_in_order_and_one_batch_at_a_time),
        T(a_receive_takes_of_several_groups),
        T(what_comes_back_comes_first),
        T(a_group_is_blocked_while_its_head_is_in_flight),
        T(a_message_in_flight_keeps_back_those_behind_it_alone),
        T(a_group_that_was_received_goes_behind_the_others),
        T(without_a_timeout_each_is_given_once),
        T(a_delay_is_the_queues_and_holds_for_what_is_there),
        T(groups_that_a_raised_delay_holds_hide_no_other),
        T(a_lowered_delay_wakes_who_waits),
        T(many_blocked_groups_do_not_hide_a_free_one),
        T(duplicates_by_body_and_by_id),
        T(five_minutes_later_it_is_another),
        T(the_scope_may_be_the_group),
        T(an_expired_handle_is_refused),
        T(an_attempt_can_be_repeated),
        T(an_attempt_gives_the_same_handles_until_one_is_used),
        T(dead_letters_keep_their_group),
        T(a_poll_wakes_when_its_group_is_free),
        T(what_is_too_old_is_gone),
        T(purging_forgets_groups_and_duplicates),
        T(a_restart_keeps_order_and_blocks),
        T(groups_of_an_older_database_have_their_delay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

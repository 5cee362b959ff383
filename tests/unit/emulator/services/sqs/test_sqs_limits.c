/* What is in flight has a limit, and who waits is woken by as many messages as there are. */
#include "tests/support/emulator/queues.h"

#include "emulator/store/store.h"

#define MANY "120000"

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("q", "");
    return rc;
}

/* --- in flight ---------------------------------------------------------------------------------------------------- */

/* Messages in flight until the second half of the hour, as many as the limit. */
static int fill(struct db *db, void *arg)
{
    int64_t box = db_int(db, 0, "SELECT box FROM sqs_queue WHERE name = 'q'", "");

    (void)arg;
    db_run(db,
           "INSERT INTO sqs_message (box, received, visible_ms, nonce, receive_count, sent_ms, id, sender, body)"
           " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " MANY ")"
           " SELECT ?1, 1, ?2 + 1800000, 7, 1, ?2, 'id', 'me', 'full' FROM n",
           "ii", box, WORLD_NOW_MS);
    db_run(db, "UPDATE sqs_box SET messages = messages + " MANY ", taken = taken + " MANY " WHERE id = ?", "i", box);
    return 0;
}

static void a_standard_queue_is_full(void **state)
{
    struct pending *p;

    (void)state;
    store_write(fill, NULL);
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"one more\"}");
    counts_are("q", "1 " MANY " 0");
    must_fail("OverLimit", "", "sqs", "ReceiveMessage", IN("q") "}");
    p = poll_start("q", 1); /* AWS: a long poll gets nothing, and no error */
    counts_are("q", "1 " MANY " 0");
    assert_false(pending_is_done(p));
    world_advance(20000);
    poll_ends_with(p, "");
    world_advance(1800000);
    receive_is("q", 2, "", "one more full"); /* they came back by time alone */
}

static void room_is_counted_anew_near_the_limit(void **state)
{
    (void)state;
    store_write(fill, NULL);
    world_advance(1800000);
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"a\"}");
    counts_are("q", "120001 0 0");
    receive_is("q", 3, "", "full full full");
    counts_are("q", "119998 3 0");
}

/* --- waking ------------------------------------------------------------------------------------------------------- */

#define POLLS 40

static struct pending *polls[POLLS];

static void polls_start(const char *name)
{
    for (int i = 0; i < POLLS; i++) polls[i] = poll_start(name, 1);
    world_quiesce(POLLS);
}

/* As many have ended, and no more would. Those are given back. */
static void ended_are(int expected)
{
    int ended = 0;

    world_quiesce(POLLS - expected);
    for (int i = 0; i < POLLS; i++) {
        if (polls[i] && pending_is_done(polls[i])) {
            struct call *c = pending_end(polls[i]);
            assert_int_equal(doc_count(doc_get(c->out, "Messages")), 1);
            call_free(c);
            polls[i] = NULL;
        }
        ended += !polls[i];
    }
    assert_int_equal(ended, expected);
}

static void polls_end(void)
{
    world_advance(20000);
    for (int i = 0; i < POLLS; i++)
        if (polls[i]) poll_ends_with(polls[i], "");
}

static void a_message_wakes_one(void **state)
{
    (void)state;
    polls_start("q");
    ended_are(0);
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"x\"}");
    ended_are(1);
    must(
        "sqs", "SendMessageBatch",
        IN("q") ",\"Entries\":[{\"Id\":\"a\",\"MessageBody\":\"x\"},{\"Id\":\"b\",\"MessageBody\":\"x\"},{\"Id\":\"c\","
                "\"MessageBody\":\"x\"}]}");
    ended_are(4);
    polls_end();
}

static void a_delay_that_ends_wakes_one(void **state)
{
    (void)state;
    polls_start("q");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"x\",\"DelaySeconds\":5}");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"x\",\"DelaySeconds\":9}");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"x\",\"DelaySeconds\":3}");
    world_advance(2999);
    ended_are(0);
    world_advance(1);
    ended_are(1);
    world_advance(2000);
    ended_are(2);
    world_advance(4000);
    ended_are(3);
    polls_end();
}

static void a_timeout_that_ends_wakes_one(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"x\"}");
    receive_is("q", 10, ",\"VisibilityTimeout\":7", "x x");
    polls_start("q");
    world_advance(7000);
    ended_are(2);
    polls_end();
}

static void a_group_that_is_free_wakes_one(void **state)
{
    (void)state;
    queue("f.fifo", "\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"");
    must("sqs", "SendMessage", IN("f.fifo") ",\"MessageBody\":\"1\",\"MessageGroupId\":\"g\"}");
    must("sqs", "SendMessage", IN("f.fifo") ",\"MessageBody\":\"2\",\"MessageGroupId\":\"g\"}");
    receive_is("f.fifo", 1, ",\"VisibilityTimeout\":7", "1");
    polls_start("f.fifo");
    world_advance(6999);
    ended_are(0);
    world_advance(1);
    ended_are(1);
    polls_end();
}

/* --- receives that find only what must go ------------------------------------------------------------------------- */

#define BURIED 250 /* more than one run looks at */

/* A queue of messages that were received once and may not be again. */
static void bury(int count)
{
    queue("dead", "");
    must(
        "sqs", "SetQueueAttributes",
        IN("q") ",\"Attributes\":{\"VisibilityTimeout\":\"1\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                "dead\\\",\\\"maxReceiveCount\\\":1}\"}}");
    for (int i = 0; i < count; i++) must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"poison\"}");
    for (int i = 0; i < count; i += 10) must("sqs", "ReceiveMessage", IN("q") ",\"MaxNumberOfMessages\":10}");
    world_advance(1000);
}

static void a_poll_that_moved_messages_waits_on(void **state)
{
    struct pending *p;

    (void)state;
    bury(3);
    p = poll_start("q", 1);
    receive_is("dead", 10, "", "poison poison poison");
    assert_false(pending_is_done(p));
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"good\"}");
    poll_ends_with(p, "good");
    counts_are("q", "0 1 0");
}

static void a_poll_that_met_expired_ones_waits_on(void **state)
{
    struct pending *p;

    (void)state;
    must("sqs", "SetQueueAttributes", IN("q") ",\"Attributes\":{\"MessageRetentionPeriod\":\"60\"}}");
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"old\"}");
    world_advance(60000);
    p = poll_start("q", 1);
    receive_is("q", 1, "", "");
    counts_are("q", "0 0 0");
    assert_false(pending_is_done(p));
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"good\"}");
    poll_ends_with(p, "good");
}

static void a_receive_looks_behind_however_many_must_go(void **state)
{
    (void)state;
    bury(BURIED);
    must("sqs", "SendMessage", IN("q") ",\"MessageBody\":\"good\"}");
    receive_is("q", 1, "", "good");
    counts_are("q", "0 1 0");
    counts_are("dead", "250 0 0");
    receive_is("q", 1, "", "");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(a_standard_queue_is_full),
        T(room_is_counted_anew_near_the_limit),
        T(a_message_wakes_one),
        T(a_delay_that_ends_wakes_one),
        T(a_timeout_that_ends_wakes_one),
        T(a_group_that_is_free_wakes_one),
        T(a_poll_that_moved_messages_waits_on),
        T(a_poll_that_met_expired_ones_waits_on),
        T(a_receive_looks_behind_however_many_must_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

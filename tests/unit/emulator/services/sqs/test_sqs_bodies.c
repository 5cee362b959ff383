/* Long bodies lie apart from what a receive writes, in databases from before, too. */
#include "tests/support/emulator/queues.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/store/store.h"

static int begin(void **state)
{
    int rc = world_setup_frozen(state);

    queue("q", "");
    return rc;
}

/* That many times the letter; in the process's hands until the next. */
static const char *letters(char letter, size_t count)
{
    static char text[1 << 17];

    memset(text, letter, count);
    text[count] = '\0';
    return text;
}

static int64_t apart(void)
{
    struct db *db = store_reader_take();
    int64_t count = db_int(db, -1, "SELECT count(*) FROM sqs_body", "");

    store_reader_give(db);
    return count;
}

static void apart_are(int64_t expected)
{
    assert_int_equal(apart(), expected);
}

static void send(const char *body, const char *attribute)
{
    must(
        "sqs", "SendMessage",
        IN("q") ",\"MessageBody\":\"%s\",\"MessageAttributes\":{\"a\":{\"DataType\":\"String\",\"StringValue\":\"%s\"}}}",
        body, attribute);
}

/* Receives one with that body and attribute, whose digests are right; its handle is kept. */
static void receive_whole(char letter, size_t count, const char *attribute)
{
    struct call *c = ask("sqs", "ReceiveMessage", IN("q") ",\"MessageAttributeNames\":[\"All\"]}");
    struct doc *m = doc_at(doc_get(c->out, "Messages"), 0);

    assert_span_equal(doc_get_str(m, "Body"), letters(letter, count));
    assert_span_equal(doc_get_str(doc_get(doc_get(m, "MessageAttributes"), "a"), "StringValue"), attribute);
    snprintf(last_handle, sizeof last_handle, "%.*s", SPAN_ARG(doc_get_str(m, "ReceiptHandle")));
    call_free(c);
}

static void delete_last(void)
{
    must("sqs", "DeleteMessage", IN("q") ",\"ReceiptHandle\":\"%s\"}", last_handle);
}

static void long_ones_lie_apart_and_go_with_their_message(void **state)
{
    (void)state;
    send(letters('s', 100), "small");
    apart_are(0);
    send(letters('l', 100000), "large");
    apart_are(1);
    receive_whole('s', 100, "small");
    receive_whole('l', 100000, "large");
    apart_are(1);
    delete_last();
    apart_are(0);
    counts_are("q", "0 1 0");
}

static void they_keep_with_their_message_when_it_moves(void **state)
{
    (void)state;
    queue("dead", "");
    must("sqs", "SetQueueAttributes",
         IN("q") ",\"Attributes\":{\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"" ARN
                 "dead\\\",\\\"maxReceiveCount\\\":1}\"}}");
    send(letters('l', 5000), "large");
    receive_whole('l', 5000, "large");
    world_advance(30000);
    receive_is("q", 1, "", "");
    receive_is("dead", 1, "", letters('l', 5000));
    must("sqs", "DeleteQueue", IN("dead") "}");
    world_quiesce(0);
    apart_are(0);
}

/* --- a database from before --------------------------------------------------------------------------------------- */

static int fill_old(struct db *db, void *arg)
{
    (void)arg;
    db_run(db, "INSERT INTO sqs_box (id, messages) VALUES (1, 2)", "");
    db_run(
        db,
        "INSERT INTO sqs_queue (account, region, name, box, attributes, created_ms, modified_ms) VALUES"
        " ('000000000000', 'us-east-1', 'q', 1, '{\"VisibilityTimeout\":\"30\",\"MessageRetentionPeriod\":\"345600\"}', 1, 1)",
        "");
    for (int i = 0; i < 2; i++)
        db_run(
            db,
            "INSERT INTO sqs_message (box, visible_ms, sent_ms, id, sender, attributes, body) VALUES (1, ?1, ?1, 'id', 'me',"
            " '{\"a\":{\"DataType\":\"String\",\"StringValue\":\"old\"}}', ?2)",
            "it", WORLD_NOW_MS + i, span_of(letters("sl"[i], i ? 3000 : 100)));
    return 0;
}

static void those_of_an_older_database_are_put_apart(void **state)
{
    (void)state;
    older_database(2, fill_old);
    world_advance(1000);
    apart_are(1);
    receive_whole('s', 100, "old");
    receive_whole('l', 3000, "old");
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, begin, world_teardown)
    const struct CMUnitTest tests[] = {
        T(long_ones_lie_apart_and_go_with_their_message),
        T(they_keep_with_their_message_when_it_moves),
        T(those_of_an_older_database_are_put_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

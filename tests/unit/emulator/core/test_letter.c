/* Letters: into a queue by its ARN, or nowhere. */
#include "tests/support/emulator/world.h"

#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "emulator/core/chore.h"
#include "emulator/core/letter.h"

#define ARN "arn:aws:sqs:us-east-1:000000000000:"

static _Atomic int result; /* 1: not yet */

struct errand {
    const char *queue_arn, *group, *deduplication;
};

static int post(struct call *c, void *value)
{
    const struct errand *e = value;
    struct doc *attributes = doc_map(&c->arena), *kind = doc_put_map(attributes, "kind");
    struct letter letter = { .body = SPAN("hello"), .attributes = attributes };

    doc_put_cstr(kind, "DataType", "String");
    doc_put_cstr(kind, "StringValue", "test");
    if (e->group) letter.group = span_of(e->group);
    if (e->deduplication) letter.deduplication = span_of(e->deduplication);
    result = letter_send(c, "sns", span_of(e->queue_arn), SPAN("arn:aws:sns:us-east-1:000000000000:t"), &letter);
    return 0;
}

static int posted(const char *queue_arn, const char *group, const char *deduplication)
{
    struct errand e = { queue_arn, group, deduplication };

    result = 1;
    chore_once(service_find("sns"), post, NULL, &e, sizeof e);
    for (int i = 0; i < 10000 && result == 1; i++) usleep(1000);
    return result;
}

/* How many a receiver gets, each of which must be the letter. */
static size_t received(const char *queue)
{
    struct call *c = ask("sqs", "ReceiveMessage",
                         "{\"QueueUrl\":\"http://localhost:4566/000000000000/%s\",\"MaxNumberOfMessages\":10,"
                         "\"MessageAttributeNames\":[\"All\"]}",
                         queue);
    const struct doc *messages = doc_get(c->out, "Messages");
    size_t count = doc_count(messages);

    for (size_t i = 0; i < count; i++) {
        const struct doc *m = doc_at(messages, i), *kind = doc_get(doc_get(m, "MessageAttributes"), "kind");
        assert_span_equal(doc_get_str(m, "Body"), "hello");
        assert_span_equal(doc_get_str(kind, "StringValue"), "test");
    }
    call_free(c);
    return count;
}

static void a_letter_lies_in_its_queue(void **state)
{
    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\",\"Attributes\":{" OPEN_QUEUE_POLICY "}}");
    assert_int_equal(posted(ARN "q", NULL, NULL), 0);
    assert_int_equal(received("q"), 1);
}

static void of_a_fifo_queue_it_has_its_group_and_comes_once(void **state)
{
    (void)state;
    must("sqs", "CreateQueue",
         "{\"QueueName\":\"q.fifo\",\"Attributes\":{\"FifoQueue\":\"true\"," OPEN_QUEUE_POLICY "}}");
    assert_int_equal(posted(ARN "q.fifo", "g", "d"), 0);
    assert_int_equal(posted(ARN "q.fifo", "g", "d"), 0);
    assert_int_equal(received("q.fifo"), 1);
    assert_int_equal(posted(ARN "q.fifo", NULL, "e"), -1); /* needs a group */
}

static void without_a_queue_there_is_nothing(void **state)
{
    (void)state;
    assert_int_equal(posted(ARN "none", NULL, NULL), -1);
    assert_int_equal(posted("arn:aws:lambda:us-east-1:000000000000:function:f", NULL, NULL), -1);
    assert_int_equal(posted("no arn", NULL, NULL), -1);
    assert_int_equal(posted("", NULL, NULL), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_letter_lies_in_its_queue, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(of_a_fifo_queue_it_has_its_group_and_comes_once, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(without_a_queue_there_is_nothing, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

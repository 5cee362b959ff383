/* A queue's poller with somebody behind it who takes, fails or puts off: what comes, what comes again, what is left. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/workers.h"
#include "emulator/pollers/queue_poller.h"

#define QUEUE_URL "http://localhost:4566/000000000000/"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char told[4096]; /* what was delivered: "a b | c | " */
static _Atomic int put_offs_left, deliveries;
static _Atomic bool fails;

static void over(void *arg)
{
    struct queue_batch *b = arg;

    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < doc_count(b->records); i++)
        strcat(strcat(told, doc_get_cstr(doc_at(b->records, i), "body")), " ");
    strcat(told, "| ");
    pthread_mutex_unlock(&lock);
    deliveries++;
    queue_batch_done(b, fails ? QUEUE_BATCH_FAILED : QUEUE_BATCH_TAKEN);
}

static void deliver(struct queue_batch *b)
{
    if (put_offs_left-- > 0) queue_batch_done(b, QUEUE_BATCH_PUT_OFF);
    else workers_submit(over, b);
}

static const struct queue_poller_kind kind = { .service = "lambda", .deliver = deliver };

static struct queue_plan plan_new(const char *queue_arn)
{
    return (struct queue_plan){ .kind = &kind,
                                .id = 1,
                                .name = SPAN("reader"),
                                .arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:f"),
                                .role = SPAN("arn:aws:iam::000000000000:role/reader"),
                                .queue_arn = span_of(queue_arn),
                                .endpoint = SPAN("http://localhost:4566"),
                                .batch_size = 10,
                                .batches_max = 5 };
}

static void begin(void)
{
    told[0] = '\0';
    put_offs_left = deliveries = 0;
    fails = false;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\",\"Attributes\":{\"VisibilityTimeout\":\"30\"}}");
    must("sqs", "CreateQueue",
         "{\"QueueName\":\"q.fifo\",\"Attributes\":{\"FifoQueue\":\"true\",\"ContentBasedDeduplication\":\"true\"}}");
}

static void send(const char *body)
{
    must("sqs", "SendMessage", "{\"QueueUrl\":\"" QUEUE_URL "q\",\"MessageBody\":\"%s\"}", body);
}

static int left(void)
{
    struct call *c = ask("sqs", "GetQueueAttributes", "{\"QueueUrl\":\"" QUEUE_URL "q\",\"AttributeNames\":[\"All\"]}");
    struct doc *a = doc_get(c->out, "Attributes");
    int count = atoi(doc_get_cstr(a, "ApproximateNumberOfMessages")) +
                atoi(doc_get_cstr(a, "ApproximateNumberOfMessagesNotVisible"));

    call_free(c);
    return count;
}

#define QUEUE "arn:aws:sqs:us-east-1:000000000000:q"

static void what_is_taken_is_deleted(void **state)
{
    struct queue_plan plan = plan_new(QUEUE);

    (void)state;
    begin();
    plan.batch_size = 2;
    send("a");
    send("b");
    send("c");
    assert_true(queue_poller_start(&plan));
    assert_soon(deliveries == 2);
    world_quiesce(1);
    assert_int_equal(left(), 0);
    queue_pollers_stop(&kind);
    world_quiesce(0);
}

static void what_is_put_off_is_tried_while_it_is_hidden(void **state)
{
    struct queue_plan plan = plan_new(QUEUE);

    (void)state;
    begin();
    put_offs_left = 2;
    send("a");
    assert_true(queue_poller_start(&plan));
    for (int i = 0; i < 2; i++) {
        world_quiesce(0);
        assert_int_equal(deliveries, 0);
        world_advance(2000);
    }
    assert_soon(deliveries == 1);
    world_quiesce(0);
    assert_int_equal(left(), 0);
    put_offs_left = 100; /* longer than it is hidden: the queue has it again */
    send("b");
    world_advance(2000);
    for (int i = 0; i < 5; i++) {
        world_advance(10000);
        world_quiesce(0);
    }
    put_offs_left = 0;
    world_advance(120000);
    assert_soon(deliveries == 2);
    queue_pollers_stop(&kind);
    world_quiesce(0);
}

static void what_failed_comes_again(void **state)
{
    struct queue_plan plan = plan_new(QUEUE);

    (void)state;
    begin();
    fails = true;
    send("a");
    assert_true(queue_poller_start(&plan));
    assert_soon(deliveries == 1);
    world_quiesce(0);
    fails = false;
    world_advance(31000);
    assert_soon(deliveries == 2);
    world_quiesce(0);
    assert_int_equal(left(), 0);
    queue_pollers_stop(&kind);
    world_quiesce(0);
}

static void one_that_waits_to_try_again_can_be_stopped(void **state)
{
    struct queue_plan plan = plan_new(QUEUE);

    (void)state;
    begin();
    put_offs_left = 1;
    send("a");
    assert_true(queue_poller_start(&plan));
    assert_soon(put_offs_left == 0);
    world_quiesce(0);
    queue_poller_stop(&kind, 1);
    world_advance(10000);
    world_quiesce(0);
    assert_int_equal(deliveries, 0);
    assert_int_equal(left(), 1);
}

/* A batch at a time, though a receive could give more: those behind it wait for it. */
static void a_group_is_delivered_in_order(void **state)
{
    struct queue_plan plan = plan_new(QUEUE ".fifo");

    (void)state;
    begin();
    plan.batch_size = 2;
    for (int i = 0; i < 6; i++)
        must("sqs", "SendMessage",
             "{\"QueueUrl\":\"" QUEUE_URL "q.fifo\",\"MessageBody\":\"%d\",\"MessageGroupId\":\"g\"}", i);
    assert_true(queue_poller_start(&plan));
    assert_soon(deliveries == 3);
    world_quiesce(1);
    assert_string_equal(told, "0 1 | 2 3 | 4 5 | ");
    queue_pollers_stop(&kind);
    world_quiesce(0);
}

static void a_plan_must_make_sense(void **state)
{
    struct queue_plan plan = plan_new("arn:aws:sns:us-east-1:000000000000:t");

    (void)state;
    assert_false(queue_poller_start(&plan));
    plan = plan_new(QUEUE);
    plan.role = SPAN("nobody");
    assert_false(queue_poller_start(&plan));
}

#define IN_A_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_WORLD(what_is_taken_is_deleted),      IN_A_WORLD(what_is_put_off_is_tried_while_it_is_hidden),
        IN_A_WORLD(what_failed_comes_again),       IN_A_WORLD(one_that_waits_to_try_again_can_be_stopped),
        IN_A_WORLD(a_group_is_delivered_in_order), IN_A_WORLD(a_plan_must_make_sense),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A stream's poller with somebody behind it who takes, fails or puts off: what comes, in which order, what is saved. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/workers.h"
#include "emulator/pollers/stream_poller.h"

#define ROLE "arn:aws:iam::000000000000:role/reader"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char told[4096];           /* what was delivered: "a b | c | " */
static char saved[4096];          /* the last position, and what was lost: "lost b-c RetryAttemptsExhausted" */
static const char *bad;           /* the item that fails */
static _Atomic int put_offs_left; /* tries that are put off first */
static _Atomic int deliveries;

static const char *name_of(const struct stream_batch *b, size_t record)
{
    struct doc *change = doc_get(doc_at(b->records, record), "dynamodb");

    return doc_get_cstr(doc_get(doc_get(change, "Keys"), "id"), "S");
}

static void over(void *arg)
{
    struct stream_batch *b = arg;
    bool fails = false;

    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < b->count; i++) {
        strcat(strcat(told, name_of(b, b->first + i)), " ");
        fails = fails || (bad && strcmp(name_of(b, b->first + i), bad) == 0);
    }
    strcat(told, "| ");
    pthread_mutex_unlock(&lock);
    deliveries++;
    stream_batch_done(b, fails ? STREAM_BATCH_FAILED : STREAM_BATCH_TAKEN, 0);
}

static void deliver(struct stream_batch *b)
{
    if (put_offs_left-- > 0) stream_batch_done(b, STREAM_BATCH_PUT_OFF, 0);
    else workers_submit(over, b);
}

static void save(struct call *c, const struct stream_plan *plan, int lane, const struct stream_position *position,
                 const struct stream_loss *loss)
{
    (void)c;
    (void)plan;
    (void)lane;
    assert_true(position->shard.size && position->number.size);
    pthread_mutex_lock(&lock);
    if (loss)
        snprintf(saved, sizeof saved, "lost %s-%s %s", name_of(loss->batch, loss->first),
                 name_of(loss->batch, loss->first + loss->count - 1), loss->condition);
    pthread_mutex_unlock(&lock);
}

static const struct stream_poller_kind kind = { .service = "lambda", .deliver = deliver, .save = save };

static char stream_arn[256];

static struct stream_plan plan_new(void)
{
    return (struct stream_plan){ .kind = &kind,
                                 .id = 1,
                                 .name = SPAN("reader"),
                                 .arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:f"),
                                 .role = SPAN(ROLE),
                                 .stream_arn = span_of(stream_arn),
                                 .endpoint = SPAN("http://localhost:4566"),
                                 .batch_size = 10,
                                 .retries_max = -1,
                                 .age_max_ms = -1,
                                 .lanes = 1 };
}

static void table_make(void)
{
    struct call *c = ask("dynamodb", "CreateTable",
                         "{\"TableName\":\"items\",\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                         "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],"
                         "\"BillingMode\":\"PAY_PER_REQUEST\","
                         "\"StreamSpecification\":{\"StreamEnabled\":true,\"StreamViewType\":\"KEYS_ONLY\"}}");

    snprintf(stream_arn, sizeof stream_arn, "%s", doc_get_cstr(doc_get(c->out, "TableDescription"), "LatestStreamArn"));
    call_free(c);
    world_quiesce(0);
    told[0] = saved[0] = '\0';
    bad = NULL;
    put_offs_left = deliveries = 0;
}

static void put(const char *id)
{
    must("dynamodb", "PutItem", "{\"TableName\":\"items\",\"Item\":{\"id\":{\"S\":\"%s\"}}}", id);
}

static bool is_told(const char *expected)
{
    bool is;

    pthread_mutex_lock(&lock);
    is = strcmp(told, expected) == 0;
    pthread_mutex_unlock(&lock);
    return is;
}

static void changes_come_in_order(void **state)
{
    struct stream_plan plan = plan_new();

    (void)state;
    table_make();
    plan = plan_new();
    put("a");
    put("b");
    plan.batch_size = 1;
    assert_true(stream_poller_start(&plan));
    assert_soon(is_told("a | b | "));
    put("c");
    assert_soon(is_told("a | b | c | "));
    stream_pollers_stop(&kind);
    put("d");
    world_quiesce(0);
    assert_true(is_told("a | b | c | "));
}

/* The clock stands still but for what is told. */
static void what_is_put_off_is_no_try(void **state)
{
    struct stream_plan plan;

    (void)state;
    table_make();
    plan = plan_new();
    plan.retries_max = 0;
    put_offs_left = 3;
    put("a");
    assert_true(stream_poller_start(&plan));
    for (int i = 0; i < 3; i++) {
        world_quiesce(0);
        world_advance(60000);
    }
    assert_soon(is_told("a | "));
    stream_pollers_stop(&kind);
    world_quiesce(0);
}

static void a_bad_one_is_given_up(void **state)
{
    struct stream_plan plan;

    (void)state;
    table_make();
    plan = plan_new();
    plan.retries_max = 1;
    plan.bisects = true;
    bad = "c";
    put("a");
    put("b");
    put("c");
    assert_true(stream_poller_start(&plan));
    for (int i = 0; i < 10 && deliveries < 6; i++) {
        world_quiesce(0);
        world_advance(60000);
    }
    world_quiesce(0);
    assert_string_equal(told, "a b c | a | b c | b | c | c | ");
    assert_string_equal(saved, "lost c-c RetryAttemptsExhausted");
    stream_pollers_stop(&kind);
    world_quiesce(0);
}

static void old_ones_are_passed_over(void **state)
{
    struct stream_plan plan;

    (void)state;
    table_make();
    plan = plan_new();
    plan.age_max_ms = 60000;
    put("a");
    put("b");
    world_advance(61000);
    put("c");
    assert_true(stream_poller_start(&plan));
    assert_soon(is_told("c | "));
    assert_string_equal(saved, "lost a-b RecordAgeExceeded");
    stream_pollers_stop(&kind);
    world_quiesce(0);
}

static void one_that_rests_can_be_stopped(void **state)
{
    struct stream_plan plan;

    (void)state;
    table_make();
    plan = plan_new();
    bad = "a";
    put("a");
    assert_true(stream_poller_start(&plan));
    assert_soon(deliveries == 1);
    world_quiesce(0);
    stream_poller_stop(&kind, 1);
    world_quiesce(0);
    world_advance(60000);
    world_quiesce(0);
    assert_int_equal(deliveries, 1);
}

static void a_plan_must_make_sense(void **state)
{
    struct stream_plan plan;

    (void)state;
    table_make();
    plan = plan_new();
    plan.role = SPAN("nobody");
    assert_false(stream_poller_start(&plan));
    plan = plan_new();
    plan.stream_arn = SPAN("arn:aws:dynamodb:us-east-1:000000000000:table/items");
    assert_false(stream_poller_start(&plan));
}

#define IN_A_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_WORLD(changes_come_in_order),         IN_A_WORLD(what_is_put_off_is_no_try),
        IN_A_WORLD(a_bad_one_is_given_up),         IN_A_WORLD(old_ones_are_passed_over),
        IN_A_WORLD(one_that_rests_can_be_stopped), IN_A_WORLD(a_plan_must_make_sense),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

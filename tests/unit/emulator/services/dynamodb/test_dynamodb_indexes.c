/* Global indexes of tables that exist: filled in the background while items change, over restarts, against a scan of the table. */
#include <pthread.h>
#include <stdio.h>

#include "emulator/store/connection.h"
#include "tests/support/emulator/world.h"

#define ITEMS 2000

static void table_fill(void)
{
    must(
        "dynamodb", "CreateTable",
        "{\"TableName\":\"Grow\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\","
        "\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]}");
    for (int i = 0; i < ITEMS; i++)
        must("dynamodb", "PutItem",
             "{\"TableName\":\"Grow\",\"Item\":{\"pk\":{\"S\":\"item-%d\"},\"g\":{\"S\":\"g%d\"}}}", i, i % 7);
}

static struct call *index_prepare(void)
{
    return call_prepare(
        "dynamodb", "UpdateTable",
        "{\"TableName\":\"Grow\",\"AttributeDefinitions\":[{\"AttributeName\":\"g\",\"AttributeType\":\"S\"}],"
        "\"GlobalSecondaryIndexUpdates\":[{\"Create\":{\"IndexName\":\"byG\",\"KeySchema\":[{\"AttributeName\":\"g\",\"KeyType\":"
        "\"HASH\"}],\"Projection\":{\"ProjectionType\":\"ALL\"}}}]}");
}

static void index_create(void)
{
    struct call *c = index_prepare();

    assert_int_equal(door_call(c), 0);
    call_free(c);
}

static bool is_filled(void)
{
    struct call *c = ask("dynamodb", "DescribeTable", "{\"TableName\":\"Grow\"}");
    struct doc *index = doc_at(doc_get(doc_get(c->out, "Table"), "GlobalSecondaryIndexes"), 0);
    bool active = span_is(doc_get_str(index, "IndexStatus"), "ACTIVE");

    assert_true(active || span_is(doc_get_str(index, "IndexStatus"), "CREATING"));
    assert_true(active || doc_get_bool(index, "Backfilling", false));
    call_free(c);
    return active;
}

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static _Atomic bool is_at_gate, is_through;

static int gate_pass(struct db *db, void *arg)
{
    (void)db;
    (void)arg;
    is_at_gate = true;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return 0;
}

static void gate_passed(void *arg, enum store_outcome outcome)
{
    (void)arg;
    (void)outcome;
    is_through = true;
}

/* Its fill breaks off at one of its first statements, as where a disk is full for a moment, and is put off until the
 * clock, which stands, has moved on by a second. The writer stands at a gate before it has begun to fill. */
static void index_create_stalled(void)
{
    static struct store_job at_gate = { .run = gate_pass, .done = gate_passed };
    struct pending *p;
    struct call *c;

    world_quiesce(0);
    is_at_gate = is_through = false;
    pthread_mutex_lock(&gate);
    p = pending_start(index_prepare());
    store_submit(&at_gate);
    assert_soon(is_at_gate);
    connection_fail_at(100);
    pthread_mutex_unlock(&gate);
    c = pending_end(p);
    assert_null(c->fault.kind);
    call_free(c);
    assert_soon(is_through);
    world_quiesce(0);
    connection_fail_at(0);
    assert_false(is_filled());
}

/* Changes some items: moves, takes out, brings in. */
static void items_change(int round)
{
    for (int i = round; i < ITEMS; i += 97) {
        must("dynamodb", "UpdateItem",
             "{\"TableName\":\"Grow\",\"Key\":{\"pk\":{\"S\":\"item-%d\"}},\"UpdateExpression\":\"SET g = :g\","
             "\"ExpressionAttributeValues\":{\":g\":{\"S\":\"moved%d\"}}}",
             i, round % 3);
        must("dynamodb", "DeleteItem", "{\"TableName\":\"Grow\",\"Key\":{\"pk\":{\"S\":\"item-%d\"}}}", i + 1);
        must("dynamodb", "PutItem",
             "{\"TableName\":\"Grow\",\"Item\":{\"pk\":{\"S\":\"new-%d\"},\"g\":{\"S\":\"g1\"}}}", i);
    }
}

/* From that round on; gives the next one. Bounded: a minute. */
static int change_until_filled(int round)
{
    int64_t until_us = clock_monotonic_us() + 60000000;

    for (; !is_filled(); round++) {
        if (clock_monotonic_us() > until_us) fail_msg("the index is not filled after a minute");
        items_change(round % 90);
    }
    return round;
}

static int64_t count_of(const char *index)
{
    struct call *c = ask("dynamodb", "Scan", "{\"TableName\":\"Grow\",\"Select\":\"COUNT\"%s%s%s}",
                         *index ? ",\"IndexName\":\"" : "", index, *index ? "\"" : "");
    int64_t count = doc_get_int(c->out, "Count", -1);

    assert_null(c->fault.kind);
    assert_null(doc_get(c->out, "LastEvaluatedKey"));
    call_free(c);
    return count;
}

/* Each item of the table is found by its index key. */
static void index_holds(void)
{
    struct call *all = ask("dynamodb", "Scan", "{\"TableName\":\"Grow\"}"), *counts;
    struct doc *items = doc_get(all->out, "Items"), *described;

    assert_int_equal(count_of(""), count_of("byG"));
    for (size_t i = 0; i < doc_count(items); i += 13) {
        struct span pk = doc_get_str(doc_get(doc_at(items, i), "pk"), "S"),
                    g = doc_get_str(doc_get(doc_at(items, i), "g"), "S");
        struct call *c = ask(
            "dynamodb", "Query",
            "{\"TableName\":\"Grow\",\"IndexName\":\"byG\",\"KeyConditionExpression\":\"g = :g\",\"FilterExpression\":"
            "\"pk = :p\",\"ExpressionAttributeValues\":{\":g\":{\"S\":\"%.*s\"},\":p\":{\"S\":\"%.*s\"}}}",
            SPAN_ARG(g), SPAN_ARG(pk));
        assert_int_equal(doc_get_int(c->out, "Count", -1), 1);
        call_free(c);
    }
    counts = ask("dynamodb", "DescribeTable", "{\"TableName\":\"Grow\"}");
    described = doc_get(counts->out, "Table");
    assert_int_equal(doc_get_int(described, "ItemCount", -1), (int64_t)doc_count(items));
    assert_int_equal(doc_get_int(doc_at(doc_get(described, "GlobalSecondaryIndexes"), 0), "ItemCount", -1),
                     (int64_t)doc_count(items));
    call_free(counts);
    call_free(all);
}

static void filled_while_items_change(void **state)
{
    int round = 0;

    (void)state;
    table_fill();
    index_create_stalled();
    must_fail("ResourceInUseException",
              "Attempt to change a resource which is still in use: Cannot delete table while indexes are being "
              "created, updated, or deleted.",
              "dynamodb", "DeleteTable", "{\"TableName\":\"Grow\"}");
    must_fail(
        "ValidationException", "Cannot read from backfilling global secondary index: byG", "dynamodb", "Query",
        "{\"TableName\":\"Grow\",\"IndexName\":\"byG\",\"KeyConditionExpression\":\"g = :g\",\"ExpressionAttributeValues\":{\":g\":"
        "{\"S\":\"g1\"}}}");
    world_advance(1000);
    round = change_until_filled(round);
    items_change(round);
    index_holds();
}

/* Each stop leaves the index where its last commit was. */
static void filled_over_restarts(void **state)
{
    int round = 0;

    (void)state;
    table_fill();
    index_create();
    while (round < 5 && !is_filled()) {
        world_stop();
        world_start();
        items_change(round++);
    }
    change_until_filled(round);
    index_holds();
}

static void deleted_while_it_is_filled(void **state)
{
    (void)state;
    table_fill();
    index_create();
    must("dynamodb", "UpdateTable",
         "{\"TableName\":\"Grow\",\"GlobalSecondaryIndexUpdates\":[{\"Delete\":{\"IndexName\":\"byG\"}}]}");
    must_fail("ValidationException", "The table does not have the specified index: byG", "dynamodb", "Scan",
              "{\"TableName\":\"Grow\",\"IndexName\":\"byG\"}");
    index_create();
    change_until_filled(3);
    index_holds();
}

static void goes_on_after_a_failure(void **state)
{
    (void)state;
    table_fill();
    index_create_stalled();
    world_advance(999);
    world_quiesce(0);
    assert_false(is_filled());
    world_advance(1);
    world_quiesce(0);
    assert_true(is_filled());
    index_holds();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(filled_while_items_change, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(filled_over_restarts, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(deleted_while_it_is_filled, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(goes_on_after_a_failure, world_setup_frozen, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

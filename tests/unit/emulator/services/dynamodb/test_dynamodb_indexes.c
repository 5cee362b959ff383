/* Global indexes of tables that exist: filled in the background while items change, over restarts, against a scan of the table. */
#include <stdio.h>
#include <unistd.h>

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

static void index_create(void)
{
    must(
        "dynamodb", "UpdateTable",
        "{\"TableName\":\"Grow\",\"AttributeDefinitions\":[{\"AttributeName\":\"g\",\"AttributeType\":\"S\"}],"
        "\"GlobalSecondaryIndexUpdates\":[{\"Create\":{\"IndexName\":\"byG\",\"KeySchema\":[{\"AttributeName\":\"g\",\"KeyType\":"
        "\"HASH\"}],\"Projection\":{\"ProjectionType\":\"ALL\"}}}]}");
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
    index_create();
    if (!is_filled())
        must_fail("ResourceInUseException",
                  "Attempt to change a resource which is still in use: Cannot delete table while indexes are being "
                  "created, updated, or deleted.",
                  "dynamodb", "DeleteTable", "{\"TableName\":\"Grow\"}");
    if (!is_filled())
        must_fail(
            "ValidationException", "Cannot read from backfilling global secondary index: byG", "dynamodb", "Query",
            "{\"TableName\":\"Grow\",\"IndexName\":\"byG\",\"KeyConditionExpression\":\"g = :g\",\"ExpressionAttributeValues\":{\":g\":"
            "{\"S\":\"g1\"}}}");
    while (!is_filled()) items_change(round++);
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
    while (!is_filled()) items_change(round++ % 90);
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
    while (!is_filled()) items_change(3);
    index_holds();
}

/* As where a disk is full for a moment. */
static void goes_on_after_a_failure(void **state)
{
    (void)state;
    table_fill();
    index_create();
    connection_fail_at(100);
    usleep(100000);
    connection_fail_at(0);
    if (is_filled()) skip(); /* it was faster than this thread */
    world_advance(1000);
    for (int waited = 0; waited < 1000 && !is_filled(); waited++) usleep(10000);
    assert_true(is_filled());
    index_holds();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(filled_while_items_change, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(filled_over_restarts, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(deleted_while_it_is_filled, world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(goes_on_after_a_failure, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

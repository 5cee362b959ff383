/* What follows from changes: streams, time to live, backups and point-in-time recovery, through the door and with a moved clock. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/core/chore.h"
#include "tests/support/emulator/world.h"

#define SECOND INT64_C(1000)
#define HOUR   (3600 * SECOND)
#define DAY    (24 * HOUR)

/* Waits (bounded) until DynamoDB has nothing to do by itself. */
static void settle(void)
{
    for (int i = 0; i < 5000 && !chores_are_idle(service_find("dynamodb")); i++) usleep(1000);
    assert_true(chores_are_idle(service_find("dynamodb")));
}

static void advance(int64_t milliseconds)
{
    world_advance(milliseconds);
    settle();
}

#define KEYS                                                                            \
    "\"AttributeDefinitions\": [{\"AttributeName\": \"a\", \"AttributeType\": \"S\"}]," \
    "\"KeySchema\": [{\"AttributeName\": \"a\", \"KeyType\": \"HASH\"}], \"BillingMode\": \"PAY_PER_REQUEST\""

static void table_make(const char *name, const char *more)
{
    must("dynamodb", "CreateTable", "{\"TableName\": \"%s\", " KEYS "%s}", name, more);
}

/* With an index by b. */
static void indexed_make(const char *name)
{
    must(
        "dynamodb", "CreateTable",
        "{\"TableName\": \"%s\", \"AttributeDefinitions\": [{\"AttributeName\": \"a\", \"AttributeType\": \"S\"},"
        "{\"AttributeName\": \"b\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"a\", \"KeyType\": \"HASH\"}],"
        "\"BillingMode\": \"PAY_PER_REQUEST\", \"GlobalSecondaryIndexes\": [{\"IndexName\": \"by_b\", \"KeySchema\":"
        "[{\"AttributeName\": \"b\", \"KeyType\": \"HASH\"}], \"Projection\": {\"ProjectionType\": \"ALL\"}}]}",
        name);
}

static void put(const char *table, const char *a, const char *more)
{
    must("dynamodb", "PutItem", "{\"TableName\": \"%s\", \"Item\": {\"a\": {\"S\": \"%s\"}%s}}", table, a, more);
}

static void drop(const char *table, const char *a)
{
    must("dynamodb", "DeleteItem", "{\"TableName\": \"%s\", \"Key\": {\"a\": {\"S\": \"%s\"}}}", table, a);
}

/* The number in the item's member n; -1: no such item, -2: the table can't be read. */
static long value_of(const char *table, const char *a)
{
    struct call *c = ask("dynamodb", "GetItem", "{\"TableName\": \"%s\", \"Key\": {\"a\": {\"S\": \"%s\"}}}", table, a);
    struct doc *item = doc_get(c->out, "Item");
    int64_t value = c->fault.kind ? -2 : -1;

    if (item) span_int(doc_get_str(doc_get(item, "n"), "N"), &value);
    call_free(c);
    return (long)value;
}

static long count_of(const char *table, const char *index)
{
    struct call *c = ask("dynamodb", "Scan", "{\"TableName\": \"%s\", \"Select\": \"COUNT\"%s%s%s}", table,
                         index ? ", \"IndexName\": \"" : "", index ? index : "", index ? "\"" : "");
    long count = c->fault.kind ? -1 : (long)doc_get_int(c->out, "Count", -1);

    call_free(c);
    return count;
}

/* --- streams ------------------------------------------------------------------------------------------------------ */

static char arn[256], shard[80], iterator[600];

static void keep(char *to, size_t size, struct span text)
{
    assert_non_null(text.data);
    snprintf(to, size, "%.*s", SPAN_ARG(text));
}

static void stream_find(const char *table)
{
    struct call *c = ask("dynamodb", "DescribeTable", "{\"TableName\": \"%s\"}", table);

    keep(arn, sizeof arn, doc_get_str(doc_get(c->out, "Table"), "LatestStreamArn"));
    call_free(c);
}

/* Keeps the id of the stream's nth shard and tells how many there are. */
static size_t shard_find(size_t n)
{
    struct call *c = ask("dynamodbstreams", "DescribeStream", "{\"StreamArn\": \"%s\"}", arn);
    struct doc *shards = doc_get(doc_get(c->out, "StreamDescription"), "Shards");
    size_t count = doc_count(shards);

    assert_null(c->fault.kind);
    if (n < count) keep(shard, sizeof shard, doc_get_str(doc_at(shards, n), "ShardId"));
    call_free(c);
    return count;
}

static void iterate(const char *type, const char *number)
{
    struct call *c =
        ask("dynamodbstreams", "GetShardIterator",
            "{\"StreamArn\": \"%s\", \"ShardId\": \"%s\", \"ShardIteratorType\": \"%s\"%s%s%s}", arn, shard, type,
            number ? ", \"SequenceNumber\": \"" : "", number ? number : "", number ? "\"" : "");

    assert_null(c->fault.kind);
    keep(iterator, sizeof iterator, doc_get_str(c->out, "ShardIterator"));
    call_free(c);
}

/* The next records; the iterator moves on, and is empty at the end of the shard. */
static struct call *records(int limit)
{
    struct call *c =
        ask("dynamodbstreams", "GetRecords", "{\"ShardIterator\": \"%s\", \"Limit\": %d}", iterator, limit);
    struct span next = doc_get_str(c->out, "NextShardIterator");

    if (c->fault.kind) fail_msg("%s: %s", c->fault.kind->code, c->fault.message);
    snprintf(iterator, sizeof iterator, "%.*s", SPAN_ARG(next));
    return c;
}

static struct doc *record_of(struct call *c, size_t i)
{
    return doc_at(doc_get(c->out, "Records"), i);
}

static size_t record_count(void)
{
    struct call *c = records(1000);
    size_t count = doc_count(doc_get(c->out, "Records"));

    call_free(c);
    return count;
}

#define STREAM(view) ", \"StreamSpecification\": {\"StreamEnabled\": true, \"StreamViewType\": \"" view "\"}"

static void changes_become_records(void **state)
{
    struct call *c;
    struct doc *change;
    char second[64];

    (void)state;
    table_make("tab", STREAM("NEW_AND_OLD_IMAGES"));
    stream_find("tab");
    assert_int_equal(shard_find(0), 1);
    iterate("TRIM_HORIZON", NULL);
    put("tab", "x", ", \"n\": {\"N\": \"1\"}");
    put("tab", "x", ", \"n\": {\"N\": \"1\"}"); /* changes nothing */
    put("tab", "x", ", \"n\": {\"N\": \"2\"}");
    drop("tab", "x");
    drop("tab", "x"); /* nor does this */
    c = records(1000);
    assert_int_equal(doc_count(doc_get(c->out, "Records")), 3);
    assert_span_equal(doc_get_str(record_of(c, 0), "eventName"), "INSERT");
    assert_span_equal(doc_get_str(record_of(c, 1), "eventName"), "MODIFY");
    assert_span_equal(doc_get_str(record_of(c, 2), "eventName"), "REMOVE");
    change = doc_get(record_of(c, 1), "dynamodb");
    assert_span_equal(json_text(&c->arena, doc_get(change, "Keys")), "{\"a\":{\"S\":\"x\"}}");
    assert_span_equal(json_text(&c->arena, doc_get(change, "OldImage")), "{\"a\":{\"S\":\"x\"},\"n\":{\"N\":\"1\"}}");
    assert_span_equal(json_text(&c->arena, doc_get(change, "NewImage")), "{\"a\":{\"S\":\"x\"},\"n\":{\"N\":\"2\"}}");
    assert_int_equal(doc_get_int(change, "SizeBytes", 0), 2 + 5 + 5);
    assert_null(doc_get(record_of(c, 2), "userIdentity"));
    keep(second, sizeof second, doc_get_str(change, "SequenceNumber"));
    assert_int_equal(strlen(second), 21);
    call_free(c);
    iterate("AT_SEQUENCE_NUMBER", second);
    assert_int_equal(record_count(), 2);
    iterate("AFTER_SEQUENCE_NUMBER", second);
    assert_int_equal(record_count(), 1);
    iterate("LATEST", NULL);
    assert_int_equal(record_count(), 0);
    put("tab", "y", "");
    assert_int_equal(record_count(), 1);
}

static void images_are_those_of_the_view(void **state)
{
    static const char *const views[] = { "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES" };

    (void)state;
    for (int i = 0; i < 4; i++) {
        char name[16], stream[128];
        struct call *c;
        struct doc *change;
        snprintf(name, sizeof name, "tab%d", i);
        snprintf(stream, sizeof stream,
                 ", \"StreamSpecification\": {\"StreamEnabled\": true, \"StreamViewType\": \"%s\"}", views[i]);
        table_make(name, stream);
        put(name, "x", "");
        put(name, "x", ", \"n\": {\"N\": \"2\"}");
        stream_find(name);
        shard_find(0);
        iterate("TRIM_HORIZON", NULL);
        c = records(10);
        change = doc_get(record_of(c, 1), "dynamodb");
        assert_span_equal(doc_get_str(change, "StreamViewType"), views[i]);
        assert_int_equal(doc_get(change, "NewImage") != NULL, i == 1 || i == 3);
        assert_int_equal(doc_get(change, "OldImage") != NULL, i == 2 || i == 3);
        call_free(c);
    }
}

static void transactions_and_batches_are_recorded(void **state)
{
    struct call *c;

    (void)state;
    table_make("tab", STREAM("KEYS_ONLY"));
    stream_find("tab");
    shard_find(0);
    iterate("TRIM_HORIZON", NULL);
    must_fail("TransactionCanceledException", "", "dynamodb", "TransactWriteItems",
              "{\"TransactItems\": [{\"Put\": {\"TableName\": \"tab\", \"Item\": {\"a\": {\"S\": \"1\"}}}},"
              "{\"ConditionCheck\": {\"TableName\": \"tab\", \"Key\": {\"a\": {\"S\": \"2\"}},"
              "\"ConditionExpression\": \"attribute_exists(a)\"}}]}");
    must("dynamodb", "TransactWriteItems",
         "{\"TransactItems\": [{\"Put\": {\"TableName\": \"tab\", \"Item\": {\"a\": {\"S\": \"1\"}}}},"
         "{\"Put\": {\"TableName\": \"tab\", \"Item\": {\"a\": {\"S\": \"2\"}}}}]}");
    must("dynamodb", "BatchWriteItem",
         "{\"RequestItems\": {\"tab\": [{\"DeleteRequest\": {\"Key\": {\"a\": {\"S\": \"1\"}}}},"
         "{\"PutRequest\": {\"Item\": {\"a\": {\"S\": \"3\"}}}}]}}");
    c = records(3);
    assert_int_equal(doc_count(doc_get(c->out, "Records")), 3);
    assert_span_equal(doc_get_str(record_of(c, 2), "eventName"), "REMOVE");
    call_free(c);
    assert_int_equal(record_count(), 1);
}

static void iterators_expire_and_records_are_trimmed(void **state)
{
    char first[64];
    struct call *c;

    (void)state;
    table_make("tab", STREAM("KEYS_ONLY"));
    stream_find("tab");
    shard_find(0);
    put("tab", "x", "");
    iterate("TRIM_HORIZON", NULL);
    c = records(1);
    keep(first, sizeof first, doc_get_str(doc_get(record_of(c, 0), "dynamodb"), "SequenceNumber"));
    call_free(c);
    advance(15 * 60 * SECOND + 1);
    must_fail("ExpiredIteratorException", "", "dynamodbstreams", "GetRecords", "{\"ShardIterator\": \"%s\"}", iterator);
    must_fail("ValidationException", "Invalid ShardIterator", "dynamodbstreams", "GetRecords",
              "{\"ShardIterator\": \"x\"}");
    advance(DAY);
    must_fail(
        "TrimmedDataAccessException", "", "dynamodbstreams", "GetShardIterator",
        "{\"StreamArn\": \"%s\", \"ShardId\": \"%s\", \"ShardIteratorType\": \"AT_SEQUENCE_NUMBER\", \"SequenceNumber\": \"%s\"}",
        arn, shard, first);
    iterate("TRIM_HORIZON", NULL);
    assert_int_equal(record_count(), 0);
}

static void shards_follow_each_other(void **state)
{
    struct call *c;

    (void)state;
    table_make("tab", STREAM("KEYS_ONLY"));
    stream_find("tab");
    put("tab", "x", "");
    advance(4 * HOUR);
    put("tab", "y", "");
    assert_int_equal(shard_find(0), 2);
    iterate("TRIM_HORIZON", NULL);
    assert_int_equal(record_count(), 1);
    assert_string_equal(iterator, ""); /* the shard is closed */
    c = ask("dynamodbstreams", "DescribeStream",
            "{\"StreamArn\": \"%s\", \"ShardFilter\": {\"Type\": \"CHILD_SHARDS\", \"ShardId\": \"%s\"}}", arn, shard);
    assert_int_equal(doc_count(doc_get(doc_get(c->out, "StreamDescription"), "Shards")), 1);
    assert_span_equal(doc_get_str(doc_at(doc_get(doc_get(c->out, "StreamDescription"), "Shards"), 0), "ParentShardId"),
                      shard);
    call_free(c);
    c = ask("dynamodbstreams", "DescribeStream", "{\"StreamArn\": \"%s\", \"Limit\": 1}", arn);
    assert_span_equal(doc_get_str(doc_get(c->out, "StreamDescription"), "LastEvaluatedShardId"), shard);
    call_free(c);
    shard_find(1);
    iterate("TRIM_HORIZON", NULL);
    assert_int_equal(record_count(), 1);
    assert_string_not_equal(iterator, "");
    advance(DAY); /* the first shard goes */
    assert_int_equal(shard_find(0), 1);
}

static void a_disabled_stream_stays_for_a_day(void **state)
{
    (void)state;
    table_make("tab", "");
    must_fail("ValidationException", "Table has no stream to disable: TableName: tab", "dynamodb", "UpdateTable",
              "{\"TableName\": \"tab\", \"StreamSpecification\": {\"StreamEnabled\": false}}");
    must("dynamodb", "UpdateTable", "{\"TableName\": \"tab\"" STREAM("KEYS_ONLY") "}");
    must_fail("ValidationException", "Table already has an enabled stream: TableName: tab", "dynamodb", "UpdateTable",
              "{\"TableName\": \"tab\"" STREAM("NEW_IMAGE") "}");
    stream_find("tab");
    put("tab", "x", "");
    must("dynamodb", "UpdateTable", "{\"TableName\": \"tab\", \"StreamSpecification\": {\"StreamEnabled\": false}}");
    put("tab", "y", "");
    shard_find(0);
    iterate("TRIM_HORIZON", NULL);
    assert_int_equal(record_count(), 1);
    assert_string_equal(iterator, "");
    must("dynamodb", "DeleteTable", "{\"TableName\": \"tab\"}");
    assert_int_equal(shard_find(0), 1);
    advance(DAY);
    must_fail("ResourceNotFoundException", "", "dynamodbstreams", "DescribeStream", "{\"StreamArn\": \"%s\"}", arn);
}

/* --- time to live ------------------------------------------------------------------------------------------------- */

static void ttl_set(const char *table, bool enabled, const char *attribute)
{
    must("dynamodb", "UpdateTimeToLive",
         "{\"TableName\": \"%s\", \"TimeToLiveSpecification\": {\"Enabled\": %s, \"AttributeName\": \"%s\"}}", table,
         enabled ? "true" : "false", attribute);
}

static void put_expiring(const char *table, const char *a, int64_t seconds)
{
    char more[96];

    snprintf(more, sizeof more, ", \"b\": {\"S\": \"b\"}, \"t\": {\"N\": \"%lld\"}", (long long)seconds);
    put(table, a, more);
}

static const int64_t now_seconds = WORLD_NOW_MS / 1000;

static void expired_items_go(void **state)
{
    struct call *c;

    (void)state;
    indexed_make("tab");
    must("dynamodb", "UpdateTable", "{\"TableName\": \"tab\"" STREAM("OLD_IMAGE") "}");
    put_expiring("tab", "before", now_seconds + 10);
    ttl_set("tab", true, "t");
    put_expiring("tab", "after", now_seconds + 20);
    put_expiring("tab", "ancient", now_seconds - 6 * 366 * 86400LL);
    put_expiring("tab", "moved", now_seconds + 10);
    put_expiring("tab", "moved", now_seconds + 100000);
    put("tab", "text", ", \"t\": {\"S\": \"1\"}");
    settle();
    assert_int_equal(count_of("tab", NULL), 5);
    stream_find("tab");
    shard_find(0);
    iterate("LATEST", NULL);
    advance(10 * SECOND);
    assert_int_equal(count_of("tab", NULL), 4);
    c = records(10);
    assert_int_equal(doc_count(doc_get(c->out, "Records")), 1);
    assert_span_equal(doc_get_str(record_of(c, 0), "eventName"), "REMOVE");
    assert_span_equal(json_text(&c->arena, doc_get(record_of(c, 0), "userIdentity")),
                      "{\"PrincipalId\":\"dynamodb.amazonaws.com\",\"Type\":\"Service\"}");
    call_free(c);
    advance(10 * SECOND);
    assert_int_equal(count_of("tab", NULL), 3);
    assert_int_equal(count_of("tab", "by_b"), 2);
    advance(DAY);
    advance(DAY);
    assert_int_equal(count_of("tab", NULL), 2);
}

static void ttl_is_told_of_and_refused(void **state)
{
    struct call *c;

    (void)state;
    table_make("tab", "");
    must_fail("ValidationException", "TimeToLive is already disabled", "dynamodb", "UpdateTimeToLive",
              "{\"TableName\": \"tab\", \"TimeToLiveSpecification\": {\"Enabled\": false, \"AttributeName\": \"t\"}}");
    ttl_set("tab", true, "t");
    settle();
    c = ask("dynamodb", "DescribeTimeToLive", "{\"TableName\": \"tab\"}");
    assert_span_equal(json_text(&c->arena, c->out),
                      "{\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"ENABLED\",\"AttributeName\":\"t\"}}");
    call_free(c);
    must_fail("ValidationException", "TimeToLive is already enabled", "dynamodb", "UpdateTimeToLive",
              "{\"TableName\": \"tab\", \"TimeToLiveSpecification\": {\"Enabled\": true, \"AttributeName\": \"t\"}}");
    must_fail("ValidationException", "TimeToLive is active on a different AttributeName: current AttributeName is t",
              "dynamodb", "UpdateTimeToLive",
              "{\"TableName\": \"tab\", \"TimeToLiveSpecification\": {\"Enabled\": true, \"AttributeName\": \"u\"}}");
    put_expiring("tab", "x", now_seconds + 7200);
    advance(HOUR - 1);
    must_fail("ValidationException", "Time to live has been modified multiple times within a fixed interval",
              "dynamodb", "UpdateTimeToLive",
              "{\"TableName\": \"tab\", \"TimeToLiveSpecification\": {\"Enabled\": false, \"AttributeName\": \"t\"}}");
    advance(1);
    ttl_set("tab", false, "t");
    settle();
    must_fail("ValidationException", "Time to live has been modified multiple times within a fixed interval",
              "dynamodb", "UpdateTimeToLive",
              "{\"TableName\": \"tab\", \"TimeToLiveSpecification\": {\"Enabled\": true, \"AttributeName\": \"t\"}}");
    advance(DAY);
    assert_int_equal(count_of("tab", NULL), 1);
    must_fail("ResourceNotFoundException", "Requested resource not found: Table: none not found", "dynamodb",
              "DescribeTimeToLive", "{\"TableName\": \"none\"}");
}

/* Items in batches of 25, with their number as a, b and n. */
static void put_many(const char *table, int from, int count, int64_t seconds)
{
    for (int i = from; i < from + count; i += 25) {
        struct buf items = { 0 };
        for (int j = i; j < i + 25; j++)
            buf_printf(
                &items,
                "%s{\"PutRequest\": {\"Item\": {\"a\": {\"S\": \"%d\"}, \"b\": {\"S\": \"b%d\"}, \"n\": {\"N\": \"%d\"},"
                " \"t\": {\"N\": \"%lld\"}}}}",
                j > i ? "," : "", j, j, j, (long long)seconds);
        must("dynamodb", "BatchWriteItem", "{\"RequestItems\": {\"%s\": [%.*s]}}", table, SPAN_ARG(buf_span(&items)));
        buf_release(&items);
    }
}

static void a_sweep_goes_on_after_a_restart(void **state)
{
    (void)state;
    indexed_make("tab");
    put_many("tab", 0, 1000, now_seconds + 60);
    ttl_set("tab", true, "t");
    world_stop(); /* while the items are looked through */
    world_start();
    settle();
    world_advance(60 * SECOND);
    world_stop(); /* while they are deleted */
    world_start();
    settle();
    assert_int_equal(count_of("tab", NULL), 0);
    assert_int_equal(count_of("tab", "by_b"), 0);
}

/* --- backups ------------------------------------------------------------------------------------------------------ */

static char backup[256];

static void backup_make(const char *table)
{
    struct call *c = ask("dynamodb", "CreateBackup", "{\"TableName\": \"%s\", \"BackupName\": \"copy\"}", table);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    assert_span_equal(doc_get_str(doc_get(c->out, "BackupDetails"), "BackupStatus"), "CREATING");
    keep(backup, sizeof backup, doc_get_str(doc_get(c->out, "BackupDetails"), "BackupArn"));
    call_free(c);
}

static void backup_restore(const char *target, const char *more)
{
    must("dynamodb", "RestoreTableFromBackup", "{\"TargetTableName\": \"%s\", \"BackupArn\": \"%s\"%s}", target, backup,
         more);
}

static void a_backup_is_of_its_moment(void **state)
{
    (void)state;
    indexed_make("tab");
    put_many("tab", 0, 1000, 1);
    backup_make("tab");
    /* All this is later, while the rows are copied. */
    for (int i = 0; i < 1000; i += 3) {
        char name[16];
        snprintf(name, sizeof name, "%d", i);
        drop("tab", name);
    }
    put_many("tab", 1000, 500, 1);
    put("tab", "1", ", \"n\": {\"N\": \"77\"}");
    put("tab", "1", ", \"n\": {\"N\": \"78\"}");
    settle();
    backup_restore("tab2", "");
    settle();
    assert_int_equal(count_of("tab2", NULL), 1000);
    assert_int_equal(count_of("tab2", "by_b"), 1000);
    assert_int_equal(value_of("tab2", "1"), 1);
    assert_int_equal(value_of("tab2", "999"), 999);
    assert_int_equal(value_of("tab", "1"), 78);
}

static void backups_go_on_after_a_restart(void **state)
{
    (void)state;
    indexed_make("tab");
    put_many("tab", 0, 1000, 1);
    backup_make("tab");
    world_stop();
    world_start();
    put("tab", "1", ", \"n\": {\"N\": \"77\"}");
    settle();
    backup_restore("tab2", "");
    world_stop();
    world_start();
    settle();
    assert_int_equal(count_of("tab2", "by_b"), 1000);
    assert_int_equal(value_of("tab2", "1"), 1);
}

static void backups_are_told_of(void **state)
{
    struct call *c;
    struct doc *details;

    (void)state;
    table_make("tab", STREAM("KEYS_ONLY"));
    put("tab", "x", "");
    must_fail("TableNotFoundException", "Table not found: none", "dynamodb", "CreateBackup",
              "{\"TableName\": \"none\", \"BackupName\": \"copy\"}");
    backup_make("tab");
    settle();
    c = ask("dynamodb", "DescribeBackup", "{\"BackupArn\": \"%s\"}", backup);
    details = doc_get(c->out, "BackupDescription");
    assert_span_equal(doc_get_str(doc_get(details, "BackupDetails"), "BackupStatus"), "AVAILABLE");
    assert_span_equal(doc_get_str(doc_get(details, "BackupDetails"), "BackupType"), "USER");
    assert_int_equal(doc_get_int(doc_get(details, "SourceTableDetails"), "ItemCount", 0), 1);
    assert_span_equal(doc_get_str(doc_get(details, "SourceTableDetails"), "BillingMode"), "PAY_PER_REQUEST");
    assert_non_null(doc_get(doc_get(details, "SourceTableFeatureDetails"), "StreamDescription"));
    call_free(c);
    advance(SECOND);
    backup_make("tab");
    settle();
    c = ask("dynamodb", "ListBackups", "{\"TableName\": \"tab\", \"Limit\": 1}");
    assert_int_equal(doc_count(doc_get(c->out, "BackupSummaries")), 1);
    keep(arn, sizeof arn, doc_get_str(c->out, "LastEvaluatedBackupArn"));
    call_free(c);
    c = ask("dynamodb", "ListBackups", "{\"ExclusiveStartBackupArn\": \"%s\"}", arn);
    assert_int_equal(doc_count(doc_get(c->out, "BackupSummaries")), 1);
    assert_null(doc_get(c->out, "LastEvaluatedBackupArn"));
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "BackupSummaries"), 0), "BackupArn"), backup);
    call_free(c);
    must("dynamodb", "DeleteBackup", "{\"BackupArn\": \"%s\"}", backup);
    must_fail("BackupNotFoundException", "", "dynamodb", "DescribeBackup", "{\"BackupArn\": \"%s\"}", backup);
    must_fail("ValidationException", "Invalid Backup ARN", "dynamodb", "DescribeBackup",
              "{\"BackupArn\": \"arn:aws:dynamodb:us-east-1:000000000000:table/tab\"}");
}

static void restores_are_checked_and_override(void **state)
{
    struct call *c;
    struct doc *table;

    (void)state;
    indexed_make("tab");
    put_many("tab", 0, 500, 1);
    backup_make("tab");
    settle();
    must_fail("TableAlreadyExistsException", "Table already exists: tab", "dynamodb", "RestoreTableFromBackup",
              "{\"TargetTableName\": \"tab\", \"BackupArn\": \"%s\"}", backup);
    must_fail("ValidationException",
              "Invalid Request: Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED",
              "dynamodb", "RestoreTableFromBackup",
              "{\"TargetTableName\": \"tab2\", \"BackupArn\": \"%s\", \"BillingModeOverride\": \"PROVISIONED\"}",
              backup);
    chores_stop(service_find("dynamodb")); /* so that the restore stays where it is */
    backup_restore("tab2", ", \"GlobalSecondaryIndexOverride\": []");
    must_fail("ResourceInUseException", "", "dynamodb", "DeleteTable", "{\"TableName\": \"tab2\"}");
    must_fail("TableNotFoundException", "Table not found: tab2", "dynamodb", "CreateBackup",
              "{\"TableName\": \"tab2\", \"BackupName\": \"copy\"}");
    must_fail("BackupInUseException", "", "dynamodb", "RestoreTableFromBackup",
              "{\"TargetTableName\": \"tab3\", \"BackupArn\": \"%s\"}", backup);
    must_fail("BackupInUseException", "", "dynamodb", "DeleteBackup", "{\"BackupArn\": \"%s\"}", backup);
    c = ask("dynamodb", "DescribeTable", "{\"TableName\": \"tab2\"}");
    table = doc_get(c->out, "Table");
    assert_span_equal(doc_get_str(table, "TableStatus"), "CREATING");
    assert_span_equal(doc_get_str(doc_get(table, "RestoreSummary"), "SourceBackupArn"), backup);
    assert_int_equal(value_of("tab2", "1"), -2);
    call_free(c);
    chores_start(service_find("dynamodb"));
    settle();
    c = ask("dynamodb", "DescribeTable", "{\"TableName\": \"tab2\"}");
    table = doc_get(c->out, "Table");
    assert_span_equal(doc_get_str(table, "TableStatus"), "ACTIVE");
    assert_false(doc_get_bool(doc_get(table, "RestoreSummary"), "RestoreInProgress", true));
    assert_null(doc_get(table, "GlobalSecondaryIndexes"));
    assert_int_equal(doc_get_int(table, "ItemCount", 0), 500);
    call_free(c);
}

/* --- point-in-time recovery --------------------------------------------------------------------------------------- */

static void recovery_set(const char *table, const char *more)
{
    must("dynamodb", "UpdateContinuousBackups",
         "{\"TableName\": \"%s\", \"PointInTimeRecoverySpecification\": {\"PointInTimeRecoveryEnabled\": true%s}}",
         table, more);
}

static void recover(const char *source, const char *target, int64_t at_ms)
{
    must("dynamodb", "RestoreTableToPointInTime",
         "{\"SourceTableName\": \"%s\", \"TargetTableName\": \"%s\", \"RestoreDateTime\": %lld}", source, target,
         (long long)at_ms);
    settle();
}

static void every_second_can_be_restored(void **state)
{
    (void)state;
    indexed_make("tab");
    put("tab", "old", ", \"n\": {\"N\": \"0\"}");
    recovery_set("tab", "");
    for (int i = 1; i <= 5; i++) {
        char more[64];
        advance(SECOND);
        snprintf(more, sizeof more, ", \"b\": {\"S\": \"b\"}, \"n\": {\"N\": \"%d\"}", i);
        put("tab", "x", more);
    }
    advance(SECOND);
    drop("tab", "x");
    drop("tab", "old");
    advance(SECOND);
    for (int i = 0; i <= 6; i++) {
        char name[16];
        snprintf(name, sizeof name, "tab%d", i);
        recover("tab", name, WORLD_NOW_MS + i * SECOND);
        assert_int_equal(value_of(name, "x"), i == 0 || i == 6 ? -1 : i);
        assert_int_equal(value_of(name, "old"), i == 6 ? -1 : 0);
        assert_int_equal(count_of(name, "by_b"), i >= 1 && i <= 5);
    }
}

static void recovery_is_told_of_and_refused(void **state)
{
    struct call *c;
    struct doc *recovery;

    (void)state;
    table_make("tab", "");
    must_fail("PointInTimeRecoveryUnavailableException", "Point in time recovery is not enabled for table 'tab'",
              "dynamodb", "RestoreTableToPointInTime",
              "{\"SourceTableName\": \"tab\", \"TargetTableName\": \"new\", \"UseLatestRestorableTime\": true}");
    recovery_set("tab", ", \"RecoveryPeriodInDays\": 2");
    put("tab", "x", ", \"n\": {\"N\": \"1\"}");
    advance(3 * DAY);
    put("tab", "x", ", \"n\": {\"N\": \"2\"}");
    c = ask("dynamodb", "DescribeContinuousBackups", "{\"TableName\": \"tab\"}");
    recovery = doc_get(doc_get(c->out, "ContinuousBackupsDescription"), "PointInTimeRecoveryDescription");
    assert_span_equal(doc_get_str(recovery, "PointInTimeRecoveryStatus"), "ENABLED");
    assert_int_equal(doc_get_int(recovery, "RecoveryPeriodInDays", 0), 2);
    assert_int_equal(doc_get_int(recovery, "EarliestRestorableDateTime", 0), WORLD_NOW_MS + DAY);
    assert_int_equal(doc_get_int(recovery, "LatestRestorableDateTime", 0), WORLD_NOW_MS + 3 * DAY);
    call_free(c);
    must_fail(
        "InvalidRestoreTimeException",
        "RestoreDateTime '2026-11-24T04:00:00Z' must be within EarliestRestorableDateTime '2026-11-25T04:00:00Z' and "
        "LatestRestorableDateTime '2026-11-27T04:00:00Z'",
        "dynamodb", "RestoreTableToPointInTime",
        "{\"SourceTableName\": \"tab\", \"TargetTableName\": \"new\", \"RestoreDateTime\": %lld}",
        (long long)WORLD_NOW_MS);
    must_fail(
        "ValidationException",
        "Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both",
        "dynamodb", "RestoreTableToPointInTime", "{\"SourceTableName\": \"tab\", \"TargetTableName\": \"new\"}");
    recover("tab", "new", WORLD_NOW_MS + 2 * DAY);
    assert_int_equal(value_of("new", "x"), 1);
}

static void a_deleted_table_leaves_a_system_backup(void **state)
{
    struct call *c;

    (void)state;
    indexed_make("tab");
    put_many("tab", 0, 100, 1);
    recovery_set("tab", "");
    must("dynamodb", "DeleteTable", "{\"TableName\": \"tab\"}");
    settle();
    c = ask("dynamodb", "ListBackups", "{\"BackupType\": \"SYSTEM\"}");
    assert_span_equal(doc_get_str(doc_at(doc_get(c->out, "BackupSummaries"), 0), "BackupName"),
                      "tab$DeletedTableBackup");
    keep(backup, sizeof backup, doc_get_str(doc_at(doc_get(c->out, "BackupSummaries"), 0), "BackupArn"));
    call_free(c);
    must_fail("ValidationException", "", "dynamodb", "DeleteBackup", "{\"BackupArn\": \"%s\"}", backup);
    backup_restore("tab", "");
    settle();
    assert_int_equal(count_of("tab", NULL), 100);
    assert_int_equal(count_of("tab", "by_b"), 100);
    advance(35 * DAY);
    must_fail("BackupNotFoundException", "", "dynamodb", "DescribeBackup", "{\"BackupArn\": \"%s\"}", backup);
}

int main(void)
{
#define WORLD_TEST(f) cmocka_unit_test_setup_teardown(f, world_setup_frozen, world_teardown)
    const struct CMUnitTest tests[] = {
        WORLD_TEST(changes_become_records),
        WORLD_TEST(images_are_those_of_the_view),
        WORLD_TEST(transactions_and_batches_are_recorded),
        WORLD_TEST(iterators_expire_and_records_are_trimmed),
        WORLD_TEST(shards_follow_each_other),
        WORLD_TEST(a_disabled_stream_stays_for_a_day),
        WORLD_TEST(expired_items_go),
        WORLD_TEST(ttl_is_told_of_and_refused),
        WORLD_TEST(a_sweep_goes_on_after_a_restart),
        WORLD_TEST(a_backup_is_of_its_moment),
        WORLD_TEST(backups_go_on_after_a_restart),
        WORLD_TEST(backups_are_told_of),
        WORLD_TEST(restores_are_checked_and_override),
        WORLD_TEST(every_second_can_be_restored),
        WORLD_TEST(recovery_is_told_of_and_refused),
        WORLD_TEST(a_deleted_table_leaves_a_system_backup),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

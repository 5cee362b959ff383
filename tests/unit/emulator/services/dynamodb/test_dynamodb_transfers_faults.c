/* Exports and imports whose statements fail, one after another, and that are stopped in the middle: each ends as if
 * nothing had been. */
#include "tests/support/emulator/unit.h"
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <string.h>

#include "emulator/store/connection.h"

#define ITEMS      7
#define STATEMENTS 260 /* more than any of them takes */
#define TABLE      "arn:aws:dynamodb:us-east-1:000000000000:table/tab"

static void put_object(const char *key, const char *body)
{
    struct call *c = ask("s3", "PutObject", "{\"Bucket\": \"bucket\", \"Key\": \"%s\", \"Body\": \"%s\"}", key, body);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    call_free(c);
}

static void table_make(void)
{
    must("s3", "CreateBucket", "{\"Bucket\": \"bucket\"}");
    must("dynamodb", "CreateTable",
         "{\"TableName\": \"tab\", \"AttributeDefinitions\": [{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}],"
         "\"KeySchema\": [{\"AttributeName\": \"pk\", \"KeyType\": \"HASH\"}], \"BillingMode\": \"PAY_PER_REQUEST\"}");
    must("dynamodb", "UpdateContinuousBackups",
         "{\"TableName\": \"tab\", \"PointInTimeRecoverySpecification\": {\"PointInTimeRecoveryEnabled\": true}}");
    for (int i = 0; i < ITEMS; i++)
        must("dynamodb", "PutItem", "{\"TableName\": \"tab\", \"Item\": {\"pk\": {\"S\": \"key-%d\"}}}", i);
}

/* The description of the call's answer, with the ARN kept. */
static const struct doc *description_of(const struct call *c)
{
    const struct doc *d = doc_get(c->out, "ExportDescription");

    return d ? d : doc_get(c->out, "ImportTableDescription");
}

static struct call *begin(const char *operation, const char *input, char arn[256])
{
    struct call *c = ask("dynamodb", operation, "%s", input);
    const struct doc *d = description_of(c);
    struct span text = doc_get(d, "ExportArn") ? doc_get_str(d, "ExportArn") : doc_get_str(d, "ImportArn");

    arn[0] = '\0';
    if (!c->fault.kind) {
        memcpy(arn, text.data, text.size);
        arn[text.size] = '\0';
    }
    return c;
}

static struct call *describe(const char *arn)
{
    bool is_export = strstr(arn, "/export/") != NULL;
    struct call *c = ask("dynamodb", is_export ? "DescribeExport" : "DescribeImport", "{\"%s\": \"%s\"}",
                         is_export ? "ExportArn" : "ImportArn", arn);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    return c;
}

/* Its end, however long it takes on the clock. */
static struct call *await_end(const char *arn)
{
    for (int i = 0; i < 100; i++) {
        struct call *c;
        world_quiesce(0);
        c = describe(arn);
        if (doc_get(description_of(c), "EndTime")) return c;
        call_free(c);
        world_advance(2000);
    }
    fail_msg("%s does not end", arn);
    return NULL;
}

static void assert_ended(const char *arn, const char *status, int items)
{
    struct call *c = await_end(arn);
    const struct doc *d = description_of(c);
    struct span got = doc_get(d, "ExportStatus") ? doc_get_str(d, "ExportStatus") : doc_get_str(d, "ImportStatus");
    int64_t count = doc_get_int(d, doc_get(d, "ItemCount") ? "ItemCount" : "ImportedItemCount", -1);

    if (!span_is(got, status) || count != items) fail_msg("%s", json_text(&c->arena, d).data);
    call_free(c);
}

/* False: the request itself was refused, by the store. */
static bool begin_with_fault(int nth, const char *operation, const char *input, char arn[256])
{
    struct call *c;
    bool is_begun;

    world_quiesce(0);
    connection_fail_at(nth);
    c = begin(operation, input, arn);
    is_begun = !c->fault.kind;
    if (!is_begun) assert_string_equal(c->fault.kind->code, "InternalFailure");
    call_free(c);
    world_quiesce(0);
    connection_fail_at(0);
    return is_begun;
}

static void exports_whose_statements_fail(void **state)
{
    char arn[256];
    int begun = 0;

    (void)state;
    table_make();
    for (int nth = 1; nth < STATEMENTS; nth++)
        if (begin_with_fault(nth, "ExportTableToPointInTime", "{\"TableArn\": \"" TABLE "\", \"S3Bucket\": \"bucket\"}",
                             arn)) {
            assert_ended(arn, "COMPLETED", ITEMS);
            begun++;
        }
    assert_true(begun > STATEMENTS / 2);
}

static void import_input(char *out, size_t room, int number)
{
    snprintf(
        out, room,
        "{\"ClientToken\": \"t%d\", \"S3BucketSource\": {\"S3Bucket\": \"bucket\", \"S3KeyPrefix\": \"in/\"},"
        "\"InputFormat\": \"CSV\", \"TableCreationParameters\": {\"TableName\": \"new%d\", \"AttributeDefinitions\":"
        "[{\"AttributeName\": \"pk\", \"AttributeType\": \"S\"}], \"KeySchema\": [{\"AttributeName\": \"pk\","
        "\"KeyType\": \"HASH\"}], \"BillingMode\": \"PAY_PER_REQUEST\"}}",
        number, number);
}

static void assert_items(int number, int items)
{
    struct call *c = ask("dynamodb", "Scan", "{\"TableName\": \"new%d\"}", number);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    assert_int_equal(doc_get_int(c->out, "Count", 0), items);
    call_free(c);
}

static void imports_whose_statements_fail(void **state)
{
    char arn[256], input[1024];
    int begun = 0;

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\": \"bucket\"}");
    put_object("in/1", "pk,x\\na,1\\nb,2\\n");
    put_object("in/2", "pk,x\\nc,1\\nd\\n");
    for (int nth = 1; nth < STATEMENTS; nth++) {
        import_input(input, sizeof input, nth);
        if (!begin_with_fault(nth, "ImportTable", input, arn)) continue;
        assert_ended(arn, "FAILED", 3);
        assert_items(nth, 3);
        begun++;
    }
    assert_true(begun > STATEMENTS / 2);
}

/* Both are under way when all ends, and go on; a reset leaves nothing of them. */
static void stopped_and_reset(void **state)
{
    char export[256], import[256], input[1024];

    (void)state;
    table_make();
    put_object("in/1", "pk\\na\\nb\\nc\\nd\\ne\\nf\\ng\\n");
    for (int i = 0; i < 10; i++) {
        import_input(input, sizeof input, i);
        call_free(begin("ExportTableToPointInTime", "{\"TableArn\": \"" TABLE "\", \"S3Bucket\": \"bucket\"}", export));
        call_free(begin("ImportTable", input, import));
        usleep(300 * (unsigned)i);
        world_stop();
        world_start();
        assert_ended(export, "COMPLETED", ITEMS);
        assert_ended(import, "COMPLETED", 7);
        assert_items(i, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(exports_whose_statements_fail, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(imports_whose_statements_fail, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(stopped_and_reset, world_setup_frozen, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

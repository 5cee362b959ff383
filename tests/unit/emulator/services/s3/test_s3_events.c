/* Notifications: which ones are sent, what they tell, and whether they are let in. */
#include "tests/support/emulator/world.h"

#include "emulator/services/s3/s3_events.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"

static void filters_choose(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/event_filters.json");

    (void)state;
    assert_true(doc_count(cases) >= 16);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        bool fits = s3_event_fits(doc_get(d, "configuration"), doc_get_cstr(d, "event"), doc_get_str(d, "key"));
        if (fits != doc_get_bool(d, "fits", !fits)) fail_msg("%.*s", SPAN_ARG(json_text(&a, d)));
    }
    arena_release(&a);
}

/* --- through the outbox ------------------------------------------------------------------------------------------- */

static int setting_put(struct db *db, void *json)
{
    db_run(db,
           "INSERT OR REPLACE INTO s3_setting (bucket, kind, id, body) SELECT id, 'notification', '', ? FROM s3_bucket",
           "s", (const char *)json);
    db_run(db, "UPDATE s3_bucket SET effects = 1", "");
    return 0;
}

static void notifications_set(const char *json)
{
    assert_int_equal(store_write(setting_put, (void *)(uintptr_t)json), STORE_COMMITTED);
}

#define POLICY(condition)                                                                                          \
    "\"Attributes\":{\"Policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{"           \
    "\\\"Service\\\":\\\"s3.amazonaws.com\\\"},\\\"Action\\\":\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"," \
    "\\\"Condition\\\":" condition "}]}\"}"

#define QUEUE_WANTS_ALL                                                                                            \
    "{\"QueueConfigurations\":[{\"Id\":\"all\",\"QueueArn\":\"arn:aws:sqs:us-east-1:000000000000:q\",\"Events\":[" \
    "\"s3:ObjectCreated:*\",\"s3:ObjectRemoved:*\"]}]}"

/* The only record of the next message; NULL: there is none. */
static struct doc *record_next(struct arena *a)
{
    struct call *c;
    struct doc *records;

    world_quiesce(0);
    c = ask("sqs", "ReceiveMessage", "{\"QueueUrl\":\"http://localhost:4566/000000000000/q\"}");
    if (!doc_count(doc_get(c->out, "Messages"))) {
        call_free(c);
        return NULL;
    }
    records = doc_get(json_parse(a, arena_span(a, doc_get_str(doc_at(doc_get(c->out, "Messages"), 0), "Body")), NULL),
                      "Records");
    assert_int_equal(doc_count(records), 1);
    call_free(c);
    return doc_at(records, 0);
}

static void record_is(struct arena *a, const char *event, const char *version, const char *object)
{
    struct doc *record = record_next(a), *s3 = doc_get(record, "s3"), *is = doc_get(s3, "object");

    assert_non_null(record);
    assert_span_equal(doc_get_str(record, "eventName"), event);
    assert_span_equal(doc_get_str(record, "eventVersion"), version);
    assert_span_equal(doc_get_str(record, "eventTime"), "2026-11-24T04:00:00.000Z");
    assert_span_equal(doc_get_str(s3, "configurationId"), "all");
    assert_span_equal(doc_get_str(doc_get(s3, "bucket"), "arn"), "arn:aws:s3:::bin");
    assert_int_equal(doc_get_str(is, "sequencer").size, 18);
    doc_remove(is, SPAN("sequencer"));
    if (!doc_equal(is, json_parse(a, span_of(object), NULL))) fail_msg("%.*s", SPAN_ARG(json_text(a, is)));
}

static void records_tell_what_became_of_objects(void **state)
{
    struct arena a = { 0 };

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\"," POLICY("{}") "}");
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"before\"}");
    notifications_set(QUEUE_WANTS_ALL);
    must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"d/a b@+\xc3\xa4\"}");
    record_is(&a, "ObjectCreated:Put", "2.1",
              "{\"key\":\"d/a+b%40%2B%C3%A4\",\"size\":0,\"eTag\":\"d41d8cd98f00b204e9800998ecf8427e\"}");
    must("s3", "DeleteObject", "{\"Bucket\":\"bin\",\"Key\":\"before\"}");
    record_is(&a, "ObjectRemoved:Delete", "2.1", "{\"key\":\"before\"}");
    must("s3", "DeleteObject", "{\"Bucket\":\"bin\",\"Key\":\"nothing\"}");
    assert_null(record_next(&a));
    arena_release(&a);
}

static void versions_are_told(void **state)
{
    struct arena a = { 0 };
    struct doc *record;

    (void)state;
    must("sqs", "CreateQueue", "{\"QueueName\":\"q\"," POLICY("{}") "}");
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    must("s3", "PutBucketVersioning", "{\"Bucket\":\"bin\",\"VersioningConfiguration\":{\"Status\":\"Enabled\"}}");
    notifications_set(QUEUE_WANTS_ALL);
    must("s3", "DeleteObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
    record = record_next(&a);
    assert_span_equal(doc_get_str(record, "eventName"), "ObjectRemoved:DeleteMarkerCreated");
    assert_int_equal(doc_get_str(doc_get(doc_get(record, "s3"), "object"), "versionId").size, 32);
    must("s3", "DeleteObject", "{\"Bucket\":\"bin\",\"Key\":\"k\",\"VersionId\":\"%s\"}",
         doc_get_cstr(doc_get(doc_get(record, "s3"), "object"), "versionId"));
    assert_span_equal(doc_get_str(record_next(&a), "eventName"), "ObjectRemoved:Delete");
    arena_release(&a);
}

/* The queue's policy is asked, with the bucket and its account. */
static void queues_let_a_bucket_in_or_not(void **state)
{
    static const struct {
        const char *policy;
        bool is_let_in;
    } cases[] = {
        { POLICY("{\\\"ArnLike\\\":{\\\"aws:SourceArn\\\":\\\"arn:aws:s3:*:*:bin\\\"},\\\"StringEquals\\\":{"
                 "\\\"aws:SourceAccount\\\":\\\"000000000000\\\"}}"),
          true },
        { POLICY("{\\\"ArnLike\\\":{\\\"aws:SourceArn\\\":\\\"arn:aws:s3:::other\\\"}}"), false },
        { POLICY("{\\\"StringEquals\\\":{\\\"aws:SourceAccount\\\":\\\"111111111111\\\"}}"), false },
    };
    struct arena a = { 0 };

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    notifications_set(QUEUE_WANTS_ALL);
    for (size_t i = 0; i < 3; i++) {
        must("sqs", "CreateQueue", "{\"QueueName\":\"q\",%s}", cases[i].policy);
        must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
        assert_int_equal(record_next(&a) != NULL, cases[i].is_let_in);
        must("sqs", "DeleteQueue", "{\"QueueUrl\":\"http://localhost:4566/000000000000/q\"}");
        world_advance(61000);
    }
    arena_release(&a);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_choose),
        WITH_WORLD(records_tell_what_became_of_objects),
        WITH_WORLD(versions_are_told),
        WITH_WORLD(queues_let_a_bucket_in_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lifecycles: the rules from tests/cases/s3/lifecycle_work.json, and a bucket that is worked through as days pass. */
#include "tests/support/emulator/world.h"

#include "emulator/base/times.h"
#include "emulator/services/s3/s3_lifecycle.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"

/* --- rules -------------------------------------------------------------------------------------------------------- */

static int64_t time_of(const struct doc *d, const char *name)
{
    int64_t ms = 0;

    if (doc_get(d, name)) assert_true(time_parse_iso8601(doc_get_str(d, name), &ms));
    return ms;
}

static struct s3_lifecycle_version version_of(const struct doc *d)
{
    return (struct s3_lifecycle_version){ .key = doc_get_str(d, "key"),
                                          .size = doc_get_int(d, "size", 0),
                                          .tags = doc_get(d, "tags"),
                                          .is_marker = doc_get_bool(d, "marker", false),
                                          .is_current = doc_get_bool(d, "current", false),
                                          .is_alone = doc_get_bool(d, "alone", false),
                                          .changed_ms = time_of(d, "changed"),
                                          .superseded_ms = time_of(d, "superseded"),
                                          .newer_noncurrent = doc_get_int(d, "newer", 0),
                                          .storage_class = doc_get_str(d, "class") };
}

static struct span what_is_done(const struct doc *configuration, const struct s3_lifecycle_version *v, int64_t now_ms)
{
    struct span class = { NULL, 0 };

    switch (s3_lifecycle_decide(configuration, v, now_ms, &class)) {
    case S3_LIFECYCLE_EXPIRE: return SPAN("expire");
    case S3_LIFECYCLE_REMOVE: return SPAN("remove");
    case S3_LIFECYCLE_TRANSITION: return class;
    case S3_LIFECYCLE_KEEP: break;
    }
    return SPAN("keep");
}

static void rules_decide(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/lifecycle_work.json");

    (void)state;
    assert_true(doc_count(cases) >= 30);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_lifecycle_version v = version_of(doc_get(d, "version"));
        struct doc *configuration = doc_map(&a);
        struct span does, rule;
        int64_t when_ms;
        doc_put(configuration, "Rules", doc_get(d, "rules"));
        doc_put_str(configuration, "TransitionDefaultMinimumObjectSize", doc_get_str(d, "minimum"));
        does = what_is_done(configuration, &v, time_of(d, "now"));
        if (!span_eq(does, doc_get_str(d, "does")))
            fail_msg("%.*s: %.*s", SPAN_ARG(doc_get_str(d, "about")), SPAN_ARG(does));
        if (!doc_get(d, "expires")) continue;
        assert_true(s3_lifecycle_expiry(configuration, &v, &when_ms, &rule));
        assert_int_equal(when_ms, time_of(d, "expires"));
        assert_span_equal(rule, doc_get_cstr(d, "by"));
    }
    arena_release(&a);
}

static void uploads_are_given_up(void **state)
{
    struct arena a = { 0 };
    struct doc *c = json_parse(&a,
                               SPAN("{\"Rules\":[{\"Status\":\"Enabled\",\"Filter\":{\"Prefix\":\"big/\"},"
                                    "\"AbortIncompleteMultipartUpload\":{\"DaysAfterInitiation\":7}}]}"),
                               NULL);
    const int64_t begun = WORLD_NOW_MS, due = s3_lifecycle_due_ms(begun, 7);

    (void)state;
    assert_false(s3_lifecycle_aborts(c, SPAN("big/a"), begun, due - 1));
    assert_true(s3_lifecycle_aborts(c, SPAN("big/a"), begun, due));
    assert_false(s3_lifecycle_aborts(c, SPAN("small/a"), begun, due));
    arena_release(&a);
}

/* --- at work ------------------------------------------------------------------------------------------------------ */

#define DAY_MS INT64_C(86400000)

static void lifecycle_set(const char *rule)
{
    must("s3", "PutBucketLifecycleConfiguration",
         "{\"Bucket\":\"bin\",\"LifecycleConfiguration\":{\"Rules\":[{\"ID\":\"r\",\"Status\":\"Enabled\","
         "\"Filter\":{},%s}]}}",
         rule);
    world_quiesce(0);
}

static int rows_count(struct db *db, void *count)
{
    *(int64_t *)count = db_int(db, 0, "SELECT count(*) FROM s3_object", "");
    return 0;
}

static int64_t versions_count(void)
{
    int64_t count = -1;

    assert_int_equal(store_write(rows_count, &count), STORE_COMMITTED);
    return count;
}

static void days_pass(int64_t days)
{
    for (int64_t i = 0; i < days; i++) {
        world_advance(DAY_MS);
        world_quiesce(0);
    }
}

static void objects_expire_at_midnight(void **state)
{
    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
    lifecycle_set("\"Expiration\":{\"Days\":2}");
    days_pass(2);
    assert_int_equal(versions_count(), 1); /* 4 o'clock, two days later: due at the next midnight */
    world_advance(20 * 3600000 - 1);
    world_quiesce(0);
    assert_int_equal(versions_count(), 1);
    world_advance(1);
    world_quiesce(0);
    assert_int_equal(versions_count(), 0);
}

/* A marker hides the version, which goes once it is noncurrent for long enough, and the marker after it. */
static void versions_go_one_after_another(void **state)
{
    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    must("s3", "PutBucketVersioning", "{\"Bucket\":\"bin\",\"VersioningConfiguration\":{\"Status\":\"Enabled\"}}");
    must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
    lifecycle_set("\"Expiration\":{\"Days\":1},\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":3}");
    days_pass(2);
    assert_int_equal(versions_count(), 2);
    must_fail("NoSuchKey", "", "s3", "GetObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
    days_pass(4);
    assert_int_equal(versions_count(), 1);
    days_pass(1);
    assert_int_equal(versions_count(), 0);
}

static void what_is_locked_stays(void **state)
{
    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\",\"ObjectLockEnabledForBucket\":true}");
    must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"k\",\"ObjectLockLegalHoldStatus\":\"ON\"}");
    must("s3", "DeleteObject", "{\"Bucket\":\"bin\",\"Key\":\"k\"}");
    lifecycle_set("\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1}");
    days_pass(3);
    assert_int_equal(versions_count(), 2);
}

/* More than a step takes, many versions of one key among them, with a restart on the way. */
static void many_are_worked_through(void **state)
{
    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"bin\"}");
    must("s3", "PutBucketVersioning", "{\"Bucket\":\"bin\",\"VersioningConfiguration\":{\"Status\":\"Enabled\"}}");
    for (int i = 0; i < 450; i++) must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"same\"}");
    for (int i = 0; i < 300; i++) must("s3", "PutObject", "{\"Bucket\":\"bin\",\"Key\":\"key%d\"}", i);
    lifecycle_set("\"NoncurrentVersionExpiration\":{\"NoncurrentDays\":1,\"NewerNoncurrentVersions\":5}");
    assert_int_equal(versions_count(), 750);
    world_advance(2 * DAY_MS);
    world_stop();
    world_start();
    world_quiesce(0);
    assert_int_equal(versions_count(), 300 + 1 + 5);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_decide),         cmocka_unit_test(uploads_are_given_up),
        WITH_WORLD(objects_expire_at_midnight), WITH_WORLD(versions_go_one_after_another),
        WITH_WORLD(what_is_locked_stays),       WITH_WORLD(many_are_worked_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

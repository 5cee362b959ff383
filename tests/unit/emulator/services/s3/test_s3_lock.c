/* Object lock: what holds a version, for whom, and until when, on a clock that stands. */
#include "tests/support/emulator/world.h"

#include <stdio.h>

#include "emulator/services/s3/s3_pacific.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/cases.h"

#define DAY_MS    INT64_C(86400000)
#define PROTECTED "Access Denied because object protected by object lock."

static void days_are_told_in_californias_time(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/pacific.json");

    (void)state;
    assert_true(doc_count(cases) >= 7);
    for (size_t i = 0; i < doc_count(cases); i++)
        assert_span_equal(s3_pacific_text(&a, doc_get_int(doc_at(cases, i), "ms", -1)),
                          doc_get_cstr(doc_at(cases, i), "text"));
    arena_release(&a);
}

static int default_put(struct db *db, void *unused)
{
    (void)unused;
    db_run(db,
           "INSERT OR REPLACE INTO s3_setting (bucket, kind, id, body) SELECT id, 'object-lock', '', ? FROM s3_bucket",
           "s",
           "{\"ObjectLockEnabled\":\"Enabled\",\"Rule\":{\"DefaultRetention\":{\"Mode\":\"GOVERNANCE\",\"Days\":1}}}");
    return 0;
}

/* A row, as a PutObject would make it; its version's id. */
static char version[64];

static int version_read(struct db *db, void *unused)
{
    struct arena a = { 0 };

    (void)unused;
    snprintf(version, sizeof version, "%.*s",
             SPAN_ARG(db_text(db, &a, "SELECT version FROM s3_object ORDER BY id DESC LIMIT 1", "")));
    arena_release(&a);
    return 0;
}

static void marker_or_object(const char *more)
{
    struct call *c = call_prepare("s3", "PutObject", "{\"Bucket\":\"vault\",\"Key\":\"k\"%s}", more);

    if (door_call(c)) fail_msg("%s: %s", c->fault.kind->code, c->fault.message);
    call_free(c);
    assert_int_equal(store_write(version_read, NULL), STORE_COMMITTED);
}

static void vault_make(void)
{
    must("s3", "CreateBucket", "{\"Bucket\":\"vault\",\"ObjectLockEnabledForBucket\":true}");
}

static void the_default_is_for_what_asks_for_nothing(void **state)
{
    struct call *c;

    (void)state;
    vault_make();
    assert_int_equal(store_write(default_put, NULL), STORE_COMMITTED);
    marker_or_object("");
    c = ask("s3", "GetObjectRetention", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    assert_span_equal(doc_get_str(doc_get(c->out, "Retention"), "Mode"), "GOVERNANCE");
    assert_int_equal(doc_get_int(doc_get(c->out, "Retention"), "RetainUntilDate", 0), WORLD_NOW_MS + DAY_MS);
    call_free(c);
    must_fail("AccessDenied", PROTECTED, "s3", "DeleteObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\"}", version);
    must("s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\"}"); /* a marker hides it */
    world_advance(DAY_MS);
    must("s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\"}", version);
}

static void governance_is_bypassed_and_compliance_never(void **state)
{
    (void)state;
    vault_make();
    marker_or_object(",\"ObjectLockMode\":\"GOVERNANCE\",\"ObjectLockRetainUntilDate\":1795579200000");
    must_fail(
        "AccessDenied", PROTECTED, "s3", "PutObjectRetention",
        "{\"Bucket\":\"vault\",\"Key\":\"k\",\"Retention\":{\"Mode\":\"GOVERNANCE\",\"RetainUntilDate\":1795500000000}}");
    must(
        "s3", "PutObjectRetention",
        "{\"Bucket\":\"vault\",\"Key\":\"k\",\"Retention\":{\"Mode\":\"GOVERNANCE\",\"RetainUntilDate\":1795600000000}}");
    must_fail("AccessDenied", PROTECTED, "s3", "PutObjectRetention",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"Retention\":{}}");
    must("s3", "DeleteObject",
         "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\",\"BypassGovernanceRetention\":true}", version);
    marker_or_object(",\"ObjectLockMode\":\"COMPLIANCE\",\"ObjectLockRetainUntilDate\":1795579200000");
    must_fail("AccessDenied", PROTECTED, "s3", "DeleteObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\",\"BypassGovernanceRetention\":true}", version);
    must_fail("AccessDenied", PROTECTED, "s3", "PutObjectRetention",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"BypassGovernanceRetention\":true,\"Retention\":{}}");
    world_advance(2 * DAY_MS);
    must("s3", "PutObjectRetention", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"Retention\":{}}");
    must_fail("NoSuchObjectLockConfiguration", "", "s3", "GetObjectRetention", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
}

static void a_hold_holds_whatever_the_day(void **state)
{
    struct call *c;

    (void)state;
    vault_make();
    marker_or_object("");
    must_fail("NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration", "s3",
              "GetObjectLegalHold", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    must("s3", "PutObjectLegalHold", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"LegalHold\":{\"Status\":\"ON\"}}");
    world_advance(1000 * DAY_MS);
    must_fail("AccessDenied", PROTECTED, "s3", "DeleteObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\",\"BypassGovernanceRetention\":true}", version);
    must("s3", "PutObjectLegalHold", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"LegalHold\":{\"Status\":\"OFF\"}}");
    c = ask("s3", "HeadObject", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    assert_span_equal(doc_get_str(c->out, "ObjectLockLegalHoldStatus"), "OFF");
    call_free(c);
    must("s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"VersionId\":\"%s\"}", version);
}

static void buckets_without_lock_refuse_it(void **state)
{
    static const char words[] = "Bucket is missing Object Lock Configuration";

    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"vault\"}");
    must_fail("InvalidRequest", words, "s3", "PutObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"ObjectLockLegalHoldStatus\":\"ON\"}");
    must_fail("InvalidRequest", words, "s3", "GetObjectRetention", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    must_fail("InvalidRequest", words, "s3", "PutObjectRetention", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    must_fail("InvalidRequest", words, "s3", "GetObjectLegalHold", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
    must_fail("InvalidArgument", "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
              "s3", "PutObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"ObjectLockMode\":\"BAD\"}");
    must_fail(
        "InvalidArgument", "Unknown wormMode directive.", "s3", "PutObject",
        "{\"Bucket\":\"vault\",\"Key\":\"k\",\"ObjectLockMode\":\"BAD\",\"ObjectLockRetainUntilDate\":1795579200000}");
    must_fail("InvalidArgument", "The retain until date must be in the future!", "s3", "PutObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"ObjectLockMode\":\"GOVERNANCE\",\"ObjectLockRetainUntilDate\":0}");
}

/* --- deletes on conditions ---------------------------------------------------------------------------------------- */

static void deletes_have_conditions(void **state)
{
    (void)state;
    must("s3", "CreateBucket", "{\"Bucket\":\"vault\"}");
    must_fail("NoSuchKey", "", "s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"IfMatch\":\"*\"}");
    marker_or_object("");
    must_fail("PreconditionFailed", "", "s3", "DeleteObject",
              "{\"Bucket\":\"vault\",\"Key\":\"k\",\"IfMatch\":\"\\\"no\\\"\"}");
    must_fail("NotImplemented", "A header you provided implies functionality that is not implemented", "s3",
              "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"IfMatchLastModifiedTime\":1}");
    must_fail("NotImplemented", "", "s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"IfMatchSize\":1}");
    must_fail("NotImplemented", "", "s3", "DeleteObject", "{\"Bucket\":\"vault\",\"Key\":\"k\",\"MFA\":\"a 1\"}");
    must("s3", "DeleteObject",
         "{\"Bucket\":\"vault\",\"Key\":\"k\",\"IfMatch\":\"\\\"d41d8cd98f00b204e9800998ecf8427e\\\"\"}");
    must_fail("NoSuchKey", "", "s3", "GetObject", "{\"Bucket\":\"vault\",\"Key\":\"k\"}");
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_told_in_californias_time),
        WITH_WORLD(the_default_is_for_what_asks_for_nothing),
        WITH_WORLD(governance_is_bypassed_and_compliance_never),
        WITH_WORLD(a_hold_holds_whatever_the_day),
        WITH_WORLD(buckets_without_lock_refuse_it),
        WITH_WORLD(deletes_have_conditions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

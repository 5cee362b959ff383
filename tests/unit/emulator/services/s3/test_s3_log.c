/* Lines of access logs, from tests/cases/s3/log_lines.json, their names, from log_names.json, and how they gather. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/json.h"
#include "emulator/services/s3/s3_log_gather.h"
#include "emulator/services/s3/s3_log_line.h"
#include "tests/support/emulator/cases.h"

static struct s3_log_record record_of(const struct doc *d)
{
    return (struct s3_log_record){ .owner = doc_get_str(d, "owner"),
                                   .bucket = doc_get_str(d, "bucket"),
                                   .time_ms = doc_get_int(d, "time", 0),
                                   .remote = doc_get_str(d, "remote"),
                                   .requester = doc_get_str(d, "requester"),
                                   .request_id = doc_get_str(d, "requestId"),
                                   .operation = doc_get_str(d, "operation"),
                                   .key = doc_get_str(d, "key"),
                                   .is_request = !doc_get_bool(d, "aside", false),
                                   .method = doc_get_str(d, "method"),
                                   .target = doc_get_str(d, "target"),
                                   .version = doc_get_str(d, "version"),
                                   .status = (int)doc_get_int(d, "status", 0),
                                   .code = doc_get_str(d, "code"),
                                   .bytes_sent = doc_get_int(d, "sent", -1),
                                   .object_size = doc_get_int(d, "size", -1),
                                   .total_ms = doc_get_int(d, "total", -1),
                                   .turn_around_ms = doc_get_int(d, "turn", -1),
                                   .referer = doc_get_str(d, "referer"),
                                   .user_agent = doc_get_str(d, "userAgent"),
                                   .version_id = doc_get_str(d, "versionId"),
                                   .host_id = doc_get_str(d, "hostId"),
                                   .signature_version = doc_get_str(d, "signature"),
                                   .cipher_suite = doc_get_str(d, "cipher"),
                                   .authentication_type = doc_get_str(d, "authentication"),
                                   .host = doc_get_str(d, "host"),
                                   .tls_version = doc_get_str(d, "tls"),
                                   .needs_acl = doc_get_bool(d, "acl", false) };
}

static void lines_are_as_on_aws(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = cases_read(&a, "tests/cases/s3/log_lines.json");

    (void)state;
    assert_true(doc_count(cases) >= 5);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_log_record r = record_of(doc_get(d, "record"));
        struct buf line = { 0 };
        s3_log_line(&line, &r);
        if (!span_eq(buf_span(&line), doc_get_str(d, "line")))
            fail_msg("%.*s: %.*s", SPAN_ARG(doc_get_str(d, "note")), SPAN_ARG(buf_span(&line)));
        buf_release(&line);
    }
    arena_release(&a);
}

static void operations_have_names_of_their_own(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = doc_get(cases_read(&a, "tests/cases/s3/log_names.json"), "operations");

    (void)state;
    assert_true(doc_count(cases) >= 30);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct span name = doc_text(doc_at(d, 0));
        struct span found =
            s3_log_operation(&a, name.size ? arena_string(&a, name) : NULL, doc_text(doc_at(d, 1)), false);
        if (!span_eq(found, doc_text(doc_at(d, 2)))) fail_msg("%.*s: %.*s", SPAN_ARG(name), SPAN_ARG(found));
    }
    assert_true(span_is(s3_log_operation(&a, NULL, SPAN("POST"), true), "REST.POST.OBJECT"));
    arena_release(&a);
}

static void logs_have_the_keys_that_are_asked_for(void **state)
{
    struct arena a = { 0 };
    struct doc *cases = doc_get(cases_read(&a, "tests/cases/s3/log_names.json"), "keys");

    (void)state;
    assert_int_equal(doc_count(cases), 3);
    for (size_t i = 0; i < doc_count(cases); i++) {
        const struct doc *d = doc_at(cases, i);
        struct s3_log_place place = { .prefix = doc_get_str(d, "prefix"),
                                      .is_partitioned = doc_get_bool(d, "partitioned", false),
                                      .is_by_event = doc_get_bool(d, "byEvent", false),
                                      .account = SPAN("111122223333"),
                                      .region = SPAN("us-east-1"),
                                      .bucket = SPAN("source") };
        /* 2026-11-30T23:59:59Z, 2026-12-01T13:14:15Z */
        struct span key = s3_log_key(&a, &place, 1796083199000, 1796130855000, SPAN("0123456789ABCDEF"));
        assert_string_equal(arena_string(&a, key), arena_string(&a, doc_get_str(d, "key")));
    }
    arena_release(&a);
}

#define DAY_MS INT64_C(86400000)

static void lines_gather_by_bucket_and_day(void **state)
{
    struct s3_log_batch batch;

    (void)state;
    assert_int_equal(s3_log_gather(1, 5, SPAN("a\n")), S3_LOG_FIRST);
    assert_int_equal(s3_log_gather(1, 6, SPAN("b\n")), S3_LOG_ADDED);
    assert_int_equal(s3_log_gather(1, DAY_MS, SPAN("c\n")), S3_LOG_ADDED);
    assert_int_equal(s3_log_gather(2, 5, SPAN("d\n")), S3_LOG_ADDED);
    assert_true(s3_log_take(2, &batch));
    assert_string_equal(batch.lines.data, "d\n");
    buf_release(&batch.lines);
    assert_false(s3_log_take(2, &batch));
    assert_true(s3_log_take(0, &batch));
    assert_int_equal(batch.day_ms, DAY_MS);
    buf_release(&batch.lines);
    assert_true(s3_log_take(1, &batch));
    assert_string_equal(batch.lines.data, "a\nb\n");
    buf_release(&batch.lines);
    assert_false(s3_log_take(0, &batch));
    assert_int_equal(s3_log_gather(1, 5, SPAN("a\n")), S3_LOG_FIRST);
    s3_log_forget();
    assert_false(s3_log_take(0, &batch));
}

/* So many lines of so many bytes: how often a batch was full, how many found no room. */
static void lines_gather_up_to_a_bound(void **state)
{
    static char text[8192];
    struct span line = { text, sizeof text };
    int full = 0, dropped = 0, lines = (int)(S3_LOG_BYTES_MAX / sizeof text) + 10;

    (void)state;
    for (int i = 0; i < lines; i++) {
        enum s3_log_added how = s3_log_gather(1, 0, line);
        full += how == S3_LOG_FULL;
        dropped += how == S3_LOG_DROPPED;
    }
    assert_int_equal(full, 1);
    assert_int_equal(dropped, 10);
    assert_int_equal(s3_log_dropped(), 10);
    assert_int_equal(s3_log_dropped(), 0);
    s3_log_forget();
    assert_int_equal(s3_log_gather(1, 0, line), S3_LOG_FIRST);
    s3_log_forget();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_as_on_aws),
        cmocka_unit_test(operations_have_names_of_their_own),
        cmocka_unit_test(logs_have_the_keys_that_are_asked_for),
        cmocka_unit_test(lines_gather_by_bucket_and_day),
        cmocka_unit_test(lines_gather_up_to_a_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

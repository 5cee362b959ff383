/* Ranges and conditions, by RFC 9110. */
#include "tests/support/emulator/unit.h"

#include "emulator/http/http_range.h"

static void ranges_are_read(void **state)
{
    static const struct {
        const char *header;
        int64_t size;
        enum http_range range;
        int64_t offset, length;
    } rows[] = {
        { NULL, 100, HTTP_RANGE_WHOLE },
        { "bytes=0-99", 100, HTTP_RANGE_PART, 0, 100 },
        { "bytes=0-0", 100, HTTP_RANGE_PART, 0, 1 },
        { "bytes=10-19", 100, HTTP_RANGE_PART, 10, 10 },
        { "bytes=10-", 100, HTTP_RANGE_PART, 10, 90 },
        { "bytes=99-1000", 100, HTTP_RANGE_PART, 99, 1 },
        { "bytes=-10", 100, HTTP_RANGE_PART, 90, 10 },
        { "bytes=-1000", 100, HTTP_RANGE_PART, 0, 100 },
        { "Bytes= 1-2 ", 100, HTTP_RANGE_PART, 1, 2 },
        { "bytes=0-9223372036854775807", 100, HTTP_RANGE_PART, 0, 100 },
        { "bytes=100-", 100, HTTP_RANGE_UNSATISFIABLE },
        { "bytes=100-200", 100, HTTP_RANGE_UNSATISFIABLE },
        { "bytes=-0", 100, HTTP_RANGE_UNSATISFIABLE },
        { "bytes=0-", 0, HTTP_RANGE_UNSATISFIABLE },
        { "bytes=-1", 0, HTTP_RANGE_UNSATISFIABLE },
        { "bytes=5-4", 100, HTTP_RANGE_WHOLE },
        { "bytes=0-1,3-4", 100, HTTP_RANGE_WHOLE },
        { "bytes=", 100, HTTP_RANGE_WHOLE },
        { "bytes=-", 100, HTTP_RANGE_WHOLE },
        { "bytes=a-b", 100, HTTP_RANGE_WHOLE },
        { "bytes=--1", 100, HTTP_RANGE_WHOLE },
        { "bytes=1--2", 100, HTTP_RANGE_WHOLE },
        { "bytes=9223372036854775808-", 100, HTTP_RANGE_WHOLE },
        { "lines=0-1", 100, HTTP_RANGE_WHOLE },
        { "", 100, HTTP_RANGE_WHOLE },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t offset = 0, length = 0;
        enum http_range range = http_range_read(span_of(rows[i].header), rows[i].size, &offset, &length);
        if (range != rows[i].range || offset != rows[i].offset || length != rows[i].length)
            fail_msg("%s: %d %lld %lld", rows[i].header, range, (long long)offset, (long long)length);
    }
}

#define BEFORE "Tue, 29 Apr 2014 18:30:37 GMT"
#define THEN   "Tue, 29 Apr 2014 18:30:38 GMT"
#define AFTER  "Tue, 29 Apr 2014 18:30:39 GMT"

static void conditions_are_weighed(void **state)
{
    static const struct {
        const char *method, *header, *value, *header2, *value2;
        int status;
    } rows[] = {
        { "GET", NULL, NULL, NULL, NULL, 200 },
        { "GET", "If-Match", "\"a\"", NULL, NULL, 200 },
        { "GET", "If-Match", "a", NULL, NULL, 200 },
        { "GET", "If-Match", "\"b\", \"a\"", NULL, NULL, 200 },
        { "GET", "If-Match", "*", NULL, NULL, 200 },
        { "GET", "If-Match", "\"b\"", NULL, NULL, 412 },
        { "GET", "If-Match", "W/\"a\"", NULL, NULL, 412 },
        { "GET", "If-Match", "", NULL, NULL, 412 },
        { "GET", "If-None-Match", "\"a\"", NULL, NULL, 304 },
        { "HEAD", "If-None-Match", "W/\"a\"", NULL, NULL, 304 },
        { "PUT", "If-None-Match", "\"a\"", NULL, NULL, 412 },
        { "PUT", "If-None-Match", "*", NULL, NULL, 412 },
        { "GET", "If-None-Match", "\"b\"", NULL, NULL, 200 },
        { "GET", "If-Modified-Since", BEFORE, NULL, NULL, 200 },
        { "GET", "If-Modified-Since", THEN, NULL, NULL, 304 },
        { "GET", "If-Modified-Since", AFTER, NULL, NULL, 304 },
        { "PUT", "If-Modified-Since", AFTER, NULL, NULL, 200 },
        { "GET", "If-Modified-Since", "soon", NULL, NULL, 200 },
        { "GET", "If-Unmodified-Since", BEFORE, NULL, NULL, 412 },
        { "GET", "If-Unmodified-Since", THEN, NULL, NULL, 200 },
        { "GET", "If-Unmodified-Since", "soon", NULL, NULL, 200 },
        /* the tag goes before the time */
        { "GET", "If-Match", "\"a\"", "If-Unmodified-Since", BEFORE, 200 },
        { "GET", "If-None-Match", "\"b\"", "If-Modified-Since", AFTER, 200 },
        { "GET", "If-None-Match", "\"a\"", "If-Modified-Since", BEFORE, 304 },
        { "GET", "If-Match", "\"b\"", "If-None-Match", "\"a\"", 412 },
    };
    const struct http_thing thing = { SPAN("\"a\""), INT64_C(1398796238999) };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_request r = { .method = span_of(rows[i].method) };
        if (rows[i].header)
            r.headers[r.header_count++] = (struct http_header){ span_of(rows[i].header), span_of(rows[i].value) };
        if (rows[i].header2)
            r.headers[r.header_count++] = (struct http_header){ span_of(rows[i].header2), span_of(rows[i].value2) };
        if (http_conditions_status(&r, &thing) != rows[i].status)
            fail_msg("%s %s: %s: %d", rows[i].method, rows[i].header, rows[i].value,
                     http_conditions_status(&r, &thing));
    }
}

/* There is nothing yet: If-Match cannot hold, If-None-Match: * does. */
static void what_is_not_there_has_no_tag(void **state)
{
    const struct http_thing nothing = { { NULL, 0 }, 0 };
    struct http_request r = { .method = SPAN("PUT"), .header_count = 1 };

    (void)state;
    r.headers[0] = (struct http_header){ SPAN("If-None-Match"), SPAN("*") };
    assert_int_equal(http_conditions_status(&r, &nothing), 200);
    r.headers[0].name = SPAN("If-Match");
    assert_int_equal(http_conditions_status(&r, &nothing), 412);
    r.headers[0] = (struct http_header){ SPAN("If-Unmodified-Since"), SPAN(THEN) };
    assert_int_equal(http_conditions_status(&r, &nothing), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_read),
        cmocka_unit_test(conditions_are_weighed),
        cmocka_unit_test(what_is_not_there_has_no_tag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Points in time as text. */
#include "tests/support/emulator/unit.h"

#include "emulator/base/times.h"

static void writes(void **state)
{
    static const struct {
        int64_t ms;
        const char *iso, *http, *log;
    } rows[] = {
        { 0, "1970-01-01T00:00:00.000Z", "Thu, 01 Jan 1970 00:00:00 GMT", "01/Jan/1970:00:00:00 +0000" },
        { 1795494210125, "2026-11-24T04:23:30.125Z", "Tue, 24 Nov 2026 04:23:30 GMT", "24/Nov/2026:04:23:30 +0000" },
        { -1, "1969-12-31T23:59:59.999Z", "Wed, 31 Dec 1969 23:59:59 GMT", "31/Dec/1969:23:59:59 +0000" },
        { 951782400000, "2000-02-29T00:00:00.000Z", "Tue, 29 Feb 2000 00:00:00 GMT", "29/Feb/2000:00:00:00 +0000" },
        { 253402300799999, "9999-12-31T23:59:59.999Z", "Fri, 31 Dec 9999 23:59:59 GMT", "31/Dec/9999:23:59:59 +0000" },
    };
    struct arena a = { 0 };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t back;
        assert_span_equal(time_iso8601(&a, rows[i].ms), rows[i].iso);
        assert_span_equal(time_http(&a, rows[i].ms), rows[i].http);
        assert_span_equal(time_log(&a, rows[i].ms), rows[i].log);
        assert_true(time_parse_iso8601(span_of(rows[i].iso), &back));
        assert_int_equal(back, rows[i].ms);
        assert_true(time_parse_http(span_of(rows[i].http), &back));
        assert_int_equal(back, rows[i].ms - (rows[i].ms % 1000 + 1000) % 1000);
    }
    arena_release(&a);
}

static void reads_https_dates(void **state)
{
    static const char *const wrong[] = { "",
                                         "Tue, 29 Apr 2014 18:30:38",
                                         "Tue, 29 Apr 2014 18:30:38 UTC",
                                         "Tue, 9 Apr 2014 18:30:38 GMT",
                                         "Tue, 31 Feb 2014 18:30:38 GMT",
                                         "Tue, 29 Apr 2014 24:30:38 GMT",
                                         "29 Apr 2014 18:30:38 GMT",
                                         "Tue 29 Apr 2014 18:30:38 GMT",
                                         "Tue, 29 April 2014 18:30:38 GMT",
                                         "Tue, 29 Apr 2014 18:30:38 GMT " };
    int64_t ms;

    (void)state;
    assert_true(time_parse_http(SPAN("Tue, 29 Apr 2014 18:30:38.125 GMT"), &ms));
    assert_int_equal(ms, INT64_C(1398796238125));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (time_parse_http(span_of(wrong[i]), &ms)) fail_msg("%s", wrong[i]);
}

static void reads_iso8601(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } rows[] = {
        { "1970-01-01T00:00:00Z", 0 },
        { "1970-01-01t00:00:00z", 0 },
        { "1970-01-01T00:00:01.5Z", 1500 },
        { "1970-01-01T00:00:01.0009Z", 1000 },
        { "1970-01-01T00:00:00.123456789Z", 123 },
        { "1970-01-01T01:00:00+01:00", 0 },
        { "1969-12-31T18:30:00-05:30", 0 },
        { "1970-01-01T05:30:00+0530", 0 },
        { "2024-02-29T00:00:00Z", 1709164800000 },
        { "2000-02-29T00:00:00Z", 951782400000 },
        { "2016-12-31T23:59:60Z", 1483228800000 }, /* a leap second is the next */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t ms;
        if (!time_parse_iso8601(span_of(rows[i].text), &ms) || ms != rows[i].ms) fail_msg("%s", rows[i].text);
    }
}

static void refuses_what_is_none(void **state)
{
    static const char *const rows[] = {
        "",
        "1970-01-01",
        "1970-01-01T00:00:00",
        "1970-01-01 00:00:00Z",
        "70-01-01T00:00:00Z",
        "1970-1-01T00:00:00Z",
        "1970-13-01T00:00:00Z",
        "1970-00-01T00:00:00Z",
        "1970-01-00T00:00:00Z",
        "1970-01-32T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "1970-01-01T24:00:00Z",
        "1970-01-01T00:60:00Z",
        "1970-01-01T00:00:61Z",
        "1970-01-01T00:00:00.Z",
        "1970-01-01T00:00:00+1",
        "1970-01-01T00:00:00+24:00",
        "1970-01-01T00:00:00+00:60",
        "1970-01-01T00:00:00ZZ",
        "1970-01-01T00:00:00Z ",
        " 1970-01-01T00:00:00Z",
        "-970-01-01T00:00:00Z",
        "1970--1-01T00:00:00Z",
        "1970-01-01T00:00Z",
        "x",
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (time_parse_iso8601(span_of(rows[i]), &(int64_t){ 0 })) fail_msg("%s", rows[i]);
}

static void reads_the_basic_form(void **state)
{
    static const char *const wrong[] = { "",
                                         "20150830T123600",
                                         "20150830 123600Z",
                                         "20151330T123600Z",
                                         "20150830T123600ZZ",
                                         "2015-08-30T12:36:00Z",
                                         "2015083T123600Z",
                                         "20150830T1236Z",
                                         "-0150830T123600Z" };
    int64_t ms;

    (void)state;
    assert_true(time_parse_basic(SPAN("20150830T123600Z"), &ms));
    assert_int_equal(ms, 1440938160000);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (time_parse_basic(span_of(wrong[i]), &ms)) fail_msg("%s", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes),
        cmocka_unit_test(reads_https_dates),
        cmocka_unit_test(reads_iso8601),
        cmocka_unit_test(refuses_what_is_none),
        cmocka_unit_test(reads_the_basic_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Views of bytes. */
#include "tests/support/emulator/unit.h"

#include <string.h>

static void compares(void **state)
{
    struct span absent = { NULL, 0 };

    (void)state;
    assert_true(span_eq(absent, SPAN("")));
    assert_true(span_is(absent, ""));
    assert_false(span_is(SPAN("a"), "ab"));
    assert_true(span_is_nocase(SPAN("Content-TYPE"), "content-type"));
    assert_false(span_is_nocase(SPAN("Content-TYPE"), "content-typ"));
    assert_int_equal(span_compare(SPAN("a"), SPAN("ab")), -1);
    assert_int_equal(span_compare(SPAN("ab"), SPAN("a")), 1);
    assert_int_equal(span_compare(SPAN("\xff"), SPAN("a")), 1);
    assert_int_equal(span_compare(SPAN("a\0b"), SPAN("a\0c")), -1);
    assert_int_equal(span_compare(absent, SPAN("")), 0);
}

static void takes_parts(void **state)
{
    struct span absent = { NULL, 0 };

    (void)state;
    assert_span_equal(span_sub(SPAN("abc"), 1, 1), "b");
    assert_span_equal(span_sub(SPAN("abc"), 1, SIZE_MAX), "bc");
    assert_span_equal(span_sub(SPAN("abc"), 7, 2), "");
    assert_null(span_sub(absent, 0, 3).data);
    assert_true(span_starts(SPAN("abc"), "ab"));
    assert_true(span_starts(absent, ""));
    assert_false(span_starts(SPAN("a"), "ab"));
    assert_true(span_ends(SPAN("abc"), "bc"));
    assert_false(span_ends(SPAN("c"), "bc"));
    assert_int_equal(span_find(SPAN("abc"), 'c'), 2);
    assert_int_equal(span_find(SPAN("abc"), 'x'), 3);
    assert_int_equal(span_find(absent, 'x'), 0);
    assert_span_equal(span_trim(SPAN(" \t\r\na b\n ")), "a b");
    assert_span_equal(span_trim(SPAN("  ")), "");
}

static void splits(void **state)
{
    struct span rest = SPAN(",a,,b,"), piece, absent = { NULL, 0 };
    const char *const pieces[] = { "", "a", "", "b", "" };

    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_true(span_split(&rest, ',', &piece));
        assert_span_equal(piece, pieces[i]);
    }
    assert_false(span_split(&rest, ',', &piece));
    assert_false(span_split(&absent, ',', &piece));
    rest = SPAN("");
    assert_true(span_split(&rest, ',', &piece)); /* an empty text has one empty piece */
    assert_false(span_split(&rest, ',', &piece));
}

static void reads_integers(void **state)
{
    static const struct {
        const char *text;
        bool is_valid;
        int64_t value;
    } rows[] = {
        { "0", true, 0 },
        { "-0", true, 0 },
        { "007", true, 7 },
        { "9223372036854775807", true, INT64_MAX },
        { "-9223372036854775808", true, INT64_MIN },
        { "9223372036854775808", false, 0 },
        { "-9223372036854775809", false, 0 },
        { "92233720368547758070", false, 0 },
        { "18446744073709551617", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "+1", false, 0 },
        { " 1", false, 0 },
        { "1 ", false, 0 },
        { "1.0", false, 0 },
        { "0x1", false, 0 },
        { "--1", false, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 42;
        if (span_int(span_of(rows[i].text), &value) != rows[i].is_valid) fail_msg("\"%s\"", rows[i].text);
        assert_int_equal(value, rows[i].is_valid ? rows[i].value : 42);
    }
    assert_false(span_int(SPAN("1\0002"), &(int64_t){ 0 }));
}

static void knows_utf8(void **state)
{
    static const struct {
        const char *text;
        bool is_valid;
    } rows[] = {
        { "", true },
        { "a\xC3\xA9", true },         /* é */
        { "\xE2\x82\xAC", true },      /* € */
        { "\xF0\x9F\x98\x80", true },  /* a face */
        { "\xF4\x8F\xBF\xBF", true },  /* U+10FFFF */
        { "\xED\x9F\xBF", true },      /* U+D7FF */
        { "\xEE\x80\x80", true },      /* U+E000 */
        { "\xED\xA0\x80", false },     /* U+D800, a surrogate */
        { "\xF4\x90\x80\x80", false }, /* beyond U+10FFFF */
        { "\xC0\x80", false },         /* overlong */
        { "\xC1\xBF", false },
        { "\xE0\x9F\xBF", false },
        { "\xF0\x8F\xBF\xBF", false },
        { "\x80", false },
        { "\xC3", false }, /* cut short */
        { "\xE2\x82", false },
        { "\xF0\x9F\x98", false },
        { "\xC3z", false },
        { "\xF5\x80\x80\x80", false },
        { "\xFF", false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (span_is_utf8(span_of(rows[i].text)) != rows[i].is_valid) fail_msg("row %zu", i);
    assert_true(span_is_utf8(SPAN("a\0b")));
    assert_int_equal(span_code_points(SPAN("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
    assert_int_equal(span_code_points(SPAN("")), 0);
    assert_int_equal(span_utf8_size(SPAN("\xE2\x82\xAC!")), 3);
    assert_int_equal(span_utf8_size(SPAN("\xE2\x82")), 0);
    assert_int_equal(span_utf8_size(SPAN("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),       cmocka_unit_test(takes_parts), cmocka_unit_test(splits),
        cmocka_unit_test(reads_integers), cmocka_unit_test(knows_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

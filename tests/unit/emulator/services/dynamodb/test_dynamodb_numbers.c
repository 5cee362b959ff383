/* Numbers of 38 digits: read, written, added and ordered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "emulator/services/dynamodb/values/dynamodb_keys.h"
#include "emulator/services/dynamodb/values/dynamodb_numbers.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

static struct ddb_number number(const char *text)
{
    struct ddb_number n;

    assert_int_equal(ddb_number_parse(span_of(text), &n), DDB_NUMBER_OK);
    return n;
}

static void assert_text(const struct ddb_number *n, const char *wanted)
{
    struct arena a = { 0 };

    assert_string_equal(ddb_number_text(&a, n).data, wanted);
    arena_release(&a);
}

static void one_text_for_each_value(void **state)
{
    static const char *const cases[][2] = {
        { "0", "0" },
        { "-0", "0" },
        { "0.000", "0" },
        { "0e99", "0" },
        { "1", "1" },
        { "+1", "1" },
        { "-1", "-1" },
        { "0042.1200", "42.12" },
        { "1e3", "1000" },
        { "1.5E1", "15" },
        { "15e-1", "1.5" },
        { "1E-3", "0.001" },
        { ".5", "0.5" },
        { "5.", "5" },
        { "-.5e+1", "-5" },
        { "100", "100" },
        { "100.5", "100.5" },
        { "123.456e2", "12345.6" },
        { "9.9999999999999999999999999999999999999E+2", "999.99999999999999999999999999999999999" },
        { "12345678901234567890123456789012345678", "12345678901234567890123456789012345678" },
        { "123456789012345678901234567890123456780000", "123456789012345678901234567890123456780000" },
        { "0.00000000000000000000000000000000000000000000012345678901234567890123456789012345678",
          "0.00000000000000000000000000000000000000000000012345678901234567890123456789012345678" }
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ddb_number n = number(cases[i][0]);
        assert_text(&n, cases[i][1]);
    }
}

static void refused(void **state)
{
    static const struct {
        const char *text;
        enum ddb_number_status status;
    } cases[] = { { "", DDB_NUMBER_INVALID },
                  { " ", DDB_NUMBER_INVALID },
                  { "abc", DDB_NUMBER_INVALID },
                  { "1 ", DDB_NUMBER_INVALID },
                  { " 1", DDB_NUMBER_INVALID },
                  { "-", DDB_NUMBER_INVALID },
                  { ".", DDB_NUMBER_INVALID },
                  { "1e", DDB_NUMBER_INVALID },
                  { "1e+", DDB_NUMBER_INVALID },
                  { "e5", DDB_NUMBER_INVALID },
                  { "1.2.3", DDB_NUMBER_INVALID },
                  { "--1", DDB_NUMBER_INVALID },
                  { "0x1", DDB_NUMBER_INVALID },
                  { "NaN", DDB_NUMBER_INVALID },
                  { "Infinity", DDB_NUMBER_INVALID },
                  { "1,000", DDB_NUMBER_INVALID },
                  { "1E126", DDB_NUMBER_OVERFLOW },
                  { "-1E126", DDB_NUMBER_OVERFLOW },
                  { "1E9223372036854775807", DDB_NUMBER_OVERFLOW },
                  { "1E9223372036854775808", DDB_NUMBER_INVALID },
                  { "0E125", DDB_NUMBER_OK },
                  { "0E126", DDB_NUMBER_OVERFLOW },
                  { "0E-130", DDB_NUMBER_OK },
                  { "0E-131", DDB_NUMBER_UNDERFLOW },
                  { "10E125", DDB_NUMBER_OVERFLOW },
                  { "1E-131", DDB_NUMBER_UNDERFLOW },
                  { "0.1E-130", DDB_NUMBER_UNDERFLOW },
                  { "1E-9223372036854775808", DDB_NUMBER_UNDERFLOW },
                  { "1E-9223372036854775809", DDB_NUMBER_INVALID },
                  { "123456789012345678901234567890123456789", DDB_NUMBER_TOO_PRECISE },
                  { "1.00000000000000000000000000000000000001", DDB_NUMBER_TOO_PRECISE } };
    struct ddb_number n;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(ddb_number_parse(span_of(cases[i].text), &n), cases[i].status);
}

static void the_ends_of_the_range(void **state)
{
    struct ddb_number high = number("9.9999999999999999999999999999999999999E125"), low = number("1E-130");
    struct arena a = { 0 };

    (void)state;
    assert_int_equal(ddb_number_text(&a, &high).size, 126);
    assert_int_equal(ddb_number_text(&a, &low).size, 132);
    assert_int_equal(ddb_number_compare(&high, &low), 1);
    arena_release(&a);
}

static void adds_exactly(void **state)
{
    static const char *const cases[][3] = { { "0.1", "0.2", "0.3" },
                                            { "1", "-1", "0" },
                                            { "0", "5", "5" },
                                            { "5", "0", "5" },
                                            { "99", "1", "100" },
                                            { "-99", "-1", "-100" },
                                            { "1.5", "-2", "-0.5" },
                                            { "-1.5", "2", "0.5" },
                                            { "1000", "-0.001", "999.999" },
                                            { "1E20", "1", "100000000000000000001" },
                                            { "1E37", "1", "10000000000000000000000000000000000001" },
                                            { "1E-130", "1E-130", "" },
                                            { "12345678901234567890", "98765432109876543210", "111111111011111111100" },
                                            { "99999999999999999999999999999999999999", "1",
                                              "100000000000000000000000000000000000000" } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ddb_number a = number(cases[i][0]), b = number(cases[i][1]), sum;
        assert_int_equal(ddb_number_add(&a, &b, &sum), DDB_NUMBER_OK);
        if (*cases[i][2]) assert_text(&sum, cases[i][2]);
        assert_int_equal(ddb_number_subtract(&sum, &b, &sum), DDB_NUMBER_OK);
        assert_int_equal(ddb_number_compare(&sum, &a), 0);
    }
}

static void sums_that_do_not_fit(void **state)
{
    struct ddb_number big = number("9E125"), tiny = number("1E-130"), one = number("1"), wide = number("1E38"), sum;

    (void)state;
    assert_int_equal(ddb_number_add(&big, &big, &sum), DDB_NUMBER_OVERFLOW);
    assert_int_equal(ddb_number_add(&one, &tiny, &sum), DDB_NUMBER_OVERFLOW);
    assert_int_equal(ddb_number_add(&big, &tiny, &sum), DDB_NUMBER_OVERFLOW);
    assert_int_equal(ddb_number_add(&wide, &one, &sum), DDB_NUMBER_OVERFLOW);
    assert_int_equal(ddb_number_subtract(&wide, &one, &sum), DDB_NUMBER_OK);
}

/* AWS: measured on it, byte by byte. */
static void sizes_as_measured(void **state)
{
    static const struct {
        const char *text;
        size_t bytes;
    } cases[] = { { "0", 1 },
                  { "-0", 1 },
                  { "1", 2 },
                  { "12", 2 },
                  { "123", 3 },
                  { "1234", 3 },
                  { "12345678901234567890123456789012345678", 20 },
                  { "0042", 2 },
                  { "100", 2 },
                  { "1010", 3 },
                  { "0.0000001", 2 },
                  { "1E125", 2 },
                  { "1E-100", 2 },
                  { "1.5", 3 },
                  { "15", 2 },
                  { "1.200", 3 },
                  { "1.234", 4 },
                  { "3.14159", 5 },
                  { "123456", 4 },
                  { "100.5", 4 },
                  { "0.15", 2 },
                  { "-42", 3 } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ddb_number n = number(cases[i].text);
        assert_int_equal(ddb_number_size(&n), cases[i].bytes);
    }
}

static const char *const ascending[] = {
    "-9.9E125", "-1E125",   "-1E10",  "-12345.678", "-100", "-99.999", "-99",     "-10",
    "-9",       "-1.5",     "-1",     "-0.99",      "-0.5", "-1E-10",  "-1E-130", "0",
    "1E-130",   "1.1E-130", "1E-10",  "0.5",        "0.51", "0.99",    "1",       "1.00000000000000000001",
    "1.5",      "9",        "10",     "10.01",      "99",   "99.999",  "100",     "12345.678",
    "1E10",     "1E125",    "9.9E125"
};

static struct span number_key(struct arena *a, const char *text)
{
    struct buf b = { 0 };
    struct span key;

    ddb_key_add_value(&b, ddb_value_new(a, DDB_N, doc_string(a, span_of(text))));
    key = arena_span(a, buf_span(&b));
    buf_release(&b);
    return key;
}

static int sign(int order)
{
    return (order > 0) - (order < 0);
}

static void order_of_values_and_of_keys(void **state)
{
    int count = sizeof ascending / sizeof *ascending;
    struct arena a = { 0 };

    (void)state;
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++) {
            struct ddb_number x = number(ascending[i]), y = number(ascending[j]);
            assert_int_equal(ddb_number_compare(&x, &y), sign(i - j));
            assert_int_equal(span_compare(number_key(&a, ascending[i]), number_key(&a, ascending[j])), sign(i - j));
        }
    arena_release(&a);
}

static void random_numbers_agree(void **state)
{
    struct arena a = { 0 };
    uint64_t seed = 42;

    (void)state;
    for (int i = 0; i < 20000; i++) {
        int64_t x, y;
        char s[2][32];
        struct ddb_number m, n, sum;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        x = (int64_t)(seed >> 20) % 2000000 - 1000000;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        y = (int64_t)(seed >> 20) % 2000 - 1000;
        snprintf(s[0], sizeof s[0], "%lldE-3", (long long)x);
        snprintf(s[1], sizeof s[1], "%lldE-3", (long long)y);
        m = number(s[0]);
        n = number(s[1]);
        assert_int_equal(ddb_number_compare(&m, &n), (x > y) - (x < y));
        assert_int_equal(span_compare(number_key(&a, s[0]), number_key(&a, s[1])), (x > y) - (x < y));
        ddb_number_add(&m, &n, &sum);
        snprintf(s[0], sizeof s[0], "%lldE-3", (long long)(x + y));
        n = number(s[0]);
        assert_int_equal(ddb_number_compare(&sum, &n), 0);
        arena_reset(&a);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_text_for_each_value),     cmocka_unit_test(refused),
        cmocka_unit_test(the_ends_of_the_range),       cmocka_unit_test(adds_exactly),
        cmocka_unit_test(sums_that_do_not_fit),        cmocka_unit_test(sizes_as_measured),
        cmocka_unit_test(order_of_values_and_of_keys), cmocka_unit_test(random_numbers_agree)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Exact amounts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/orders/money.h"

static void reads_decimal_text(void **state)
{
    static const struct {
        const char *text;
        enum money_fault fault;
        int64_t cents;
    } rows[] = {
        { "0", MONEY_OK, 0 },
        { "19.9", MONEY_OK, 1990 },
        { "19.90", MONEY_OK, 1990 },
        { "19.9000", MONEY_OK, 1990 },
        { "0.01", MONEY_OK, 1 },
        { ".5", MONEY_OK, 50 },
        { "5.", MONEY_OK, 500 },
        { "1e2", MONEY_OK, 10000 },
        { "1.5E+3", MONEY_OK, 150000 },
        { "150e-2", MONEY_OK, 150 },
        { "0e99", MONEY_OK, 0 },
        { "9999999999.99", MONEY_OK, MONEY_CENTS_MAX },
        { "10000000000", MONEY_OUT_OF_RANGE, 0 },
        { "99999999999999999999999999", MONEY_OUT_OF_RANGE, 0 },
        { "1e30", MONEY_OUT_OF_RANGE, 0 },
        { "1e18", MONEY_OUT_OF_RANGE, 0 },
        { "0.001", MONEY_TOO_MANY_DECIMALS, 0 },
        { "19.999", MONEY_TOO_MANY_DECIMALS, 0 },
        { "1e-3", MONEY_TOO_MANY_DECIMALS, 0 },
        { "", MONEY_NOT_A_NUMBER, 0 },
        { ".", MONEY_NOT_A_NUMBER, 0 },
        { "-1", MONEY_NOT_A_NUMBER, 0 },
        { "+1", MONEY_NOT_A_NUMBER, 0 },
        { "1.2.3", MONEY_NOT_A_NUMBER, 0 },
        { "1e", MONEY_NOT_A_NUMBER, 0 },
        { "12a", MONEY_NOT_A_NUMBER, 0 },
        { " 1", MONEY_NOT_A_NUMBER, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t cents = -1;

        if (money_parse(rows[i].text, &cents) != rows[i].fault) fail_msg("%s", rows[i].text);
        if (rows[i].fault == MONEY_OK && cents != rows[i].cents)
            fail_msg("%s gives %lld", rows[i].text, (long long)cents);
    }
}

static void formats_two_decimals(void **state)
{
    char text[MONEY_TEXT_SIZE];

    (void)state;
    money_format(0, text);
    assert_string_equal(text, "0.00");
    money_format(5, text);
    assert_string_equal(text, "0.05");
    money_format(MONEY_CENTS_MAX, text);
    assert_string_equal(text, "9999999999.99");
}

static void adds_with_a_bound(void **state)
{
    int64_t total = 0;

    (void)state;
    assert_true(money_add_product(&total, 10, 1));
    assert_true(money_add_product(&total, 20, 1));
    assert_int_equal(total, 30);
    assert_false(money_add_product(&total, MONEY_CENTS_MAX, 1));
    assert_false(money_add_product(&total, INT64_MAX, 10000));
    assert_int_equal(total, 30);
    assert_true(money_add_product(&total, MONEY_CENTS_MAX - 30, 1));
    assert_int_equal(total, MONEY_CENTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_decimal_text),
        cmocka_unit_test(formats_two_decimals),
        cmocka_unit_test(adds_with_a_bound),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

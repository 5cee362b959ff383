/* Amounts of money as whole cents. */
#include "app/orders/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits of a decimal number without its point, and how far right of the point they reach. */
struct money_decimal {
    int64_t digits;
    int decimals;
};

/* Takes one more digit; false beyond what any valid amount has. */
static bool money_take_digit(struct money_decimal *decimal, char digit)
{
    if (decimal->digits > MONEY_CENTS_MAX) return false;
    decimal->digits = decimal->digits * 10 + (digit - '0');
    return true;
}

/* Scales to cents; the caller sees a digit beyond the second decimal as a fault. */
static enum money_fault money_scale(struct money_decimal decimal, int64_t *cents)
{
    while (decimal.digits && decimal.decimals > 2 && decimal.digits % 10 == 0) decimal.digits /= 10, decimal.decimals--;
    if (decimal.digits == 0) decimal.decimals = 2;
    if (decimal.decimals > 2) return MONEY_TOO_MANY_DECIMALS;
    for (; decimal.decimals < 2; decimal.decimals++) {
        if (decimal.digits > MONEY_CENTS_MAX) return MONEY_OUT_OF_RANGE;
        decimal.digits *= 10;
    }
    if (decimal.digits > MONEY_CENTS_MAX) return MONEY_OUT_OF_RANGE;
    *cents = decimal.digits;
    return MONEY_OK;
}

enum money_fault money_parse(const char *text, int64_t *cents)
{
    struct money_decimal decimal = { 0, 0 };
    const char *c = text;
    bool has_digit = false, has_point = false, fits = true;

    for (; (*c >= '0' && *c <= '9') || (*c == '.' && !has_point); c++) {
        if (*c == '.') {
            has_point = true;
            continue;
        }
        has_digit = true;
        fits = fits && money_take_digit(&decimal, *c);
        decimal.decimals += has_point;
    }
    if (has_digit && (*c == 'e' || *c == 'E')) {
        char *end;
        long exponent = strtol(c + 1, &end, 10);

        if (end == c + 1) return MONEY_NOT_A_NUMBER;
        if (exponent > 20 || exponent < -20) fits = fits && decimal.digits == 0;
        else decimal.decimals -= (int)exponent;
        c = end;
    }
    if (!has_digit || *c) return MONEY_NOT_A_NUMBER;
    return fits ? money_scale(decimal, cents) : MONEY_OUT_OF_RANGE;
}

void money_format(int64_t cents, char text[MONEY_TEXT_SIZE])
{
    snprintf(text, MONEY_TEXT_SIZE, "%" PRId64 ".%02d", cents / 100, (int)(cents % 100));
}

bool money_add_product(int64_t *total, int64_t cents, int quantity)
{
    int64_t product, sum;

    if (__builtin_mul_overflow(cents, (int64_t)quantity, &product)) return false;
    if (__builtin_add_overflow(*total, product, &sum) || sum > MONEY_CENTS_MAX) return false;
    *total = sum;
    return true;
}

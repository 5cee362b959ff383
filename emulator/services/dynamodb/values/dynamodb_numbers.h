/* DynamoDB's numbers: decimals of up to 38 significant digits, from 1E-130 to 9.99…E+125, exact, no floating point.
 *
 * AWS: HowItWorks.NamingRulesDataTypes, "Number".
 */
#ifndef NUBE_DYNAMODB_NUMBERS_H
#define NUBE_DYNAMODB_NUMBERS_H

#include "emulator/base/arena.h"

#define DDB_DIGITS_MAX   38
#define DDB_EXPONENT_MAX 125
#define DDB_EXPONENT_MIN (-130)

/* d0.d1d2… times ten to the power of `exponent`; neither the first nor the last digit is 0. Zero has no digits at all,
 * no sign and the exponent 0, so equal numbers are equal field by field. */
struct ddb_number {
    bool negative;
    int16_t exponent;
    uint8_t count;
    uint8_t digits[DDB_DIGITS_MAX]; /* 0 to 9 */
};

enum ddb_number_status {
    DDB_NUMBER_OK,
    DDB_NUMBER_INVALID,
    DDB_NUMBER_OVERFLOW,
    DDB_NUMBER_UNDERFLOW,
    DDB_NUMBER_TOO_PRECISE
};

/* Reads [+-] digits [. digits] [e [+-] digits], at least one digit before the exponent; the whole text. */
enum ddb_number_status ddb_number_parse(struct span text, struct ddb_number *n);

/* AWS's words for a status other than OK and INVALID. */
const char *ddb_number_status_text(enum ddb_number_status status);

/* -1, 0 or 1. */
int ddb_number_compare(const struct ddb_number *a, const struct ddb_number *b);

enum ddb_number_status ddb_number_add(const struct ddb_number *a, const struct ddb_number *b, struct ddb_number *sum);
enum ddb_number_status ddb_number_subtract(const struct ddb_number *a, const struct ddb_number *b,
                                           struct ddb_number *rest);

/* The one text of this value, as DynamoDB gives it back: written out, without an exponent, without idle zeros. */
struct span ddb_number_text(struct arena *a, const struct ddb_number *n);

/* The bytes it counts for in an item's size. */
size_t ddb_number_size(const struct ddb_number *n);

#endif

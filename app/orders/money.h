/* Amounts of money as whole cents: exact, unlike floating point. */
#ifndef APP_ORDERS_MONEY_H
#define APP_ORDERS_MONEY_H

#include <stdbool.h>
#include <stdint.h>

/* No amount here goes beyond this: 9,999,999,999.99. Sums and products of amounts within it are checked. */
#define MONEY_CENTS_MAX INT64_C(999999999999)

enum { MONEY_TEXT_SIZE = 24 };

enum money_fault { MONEY_OK, MONEY_NOT_A_NUMBER, MONEY_TOO_MANY_DECIMALS, MONEY_OUT_OF_RANGE };

/* Reads "19.9", "19.90", "1e2" without a sign: at most two decimals that are not zero, at most MONEY_CENTS_MAX. */
enum money_fault money_parse(const char *text, int64_t *cents);

/* "19.90" */
void money_format(int64_t cents, char text[MONEY_TEXT_SIZE]);

/* Adds quantity * cents to `total`; false, leaving it, beyond MONEY_CENTS_MAX. */
bool money_add_product(int64_t *total, int64_t cents, int quantity);

#endif

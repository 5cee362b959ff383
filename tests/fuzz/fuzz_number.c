/* DynamoDB's numbers: what is read is written as a text that reads back the same, orders against another, adds and takes away. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "emulator/services/dynamodb/values/dynamodb_keys.h"
#include "emulator/services/dynamodb/values/dynamodb_numbers.h"
#include "emulator/services/dynamodb/values/dynamodb_values.h"

static void same_again(struct arena *a, const struct ddb_number *n)
{
    struct ddb_number again;

    if (ddb_number_parse(ddb_number_text(a, n), &again) != DDB_NUMBER_OK) __builtin_trap();
    if (ddb_number_compare(n, &again)) __builtin_trap();
}

/* The bytes of keys are ordered as the numbers are. */
static void keys_agree(struct arena *a, const struct ddb_number *x, const struct ddb_number *y)
{
    struct buf left = { 0 }, right = { 0 };
    int order = ddb_number_compare(x, y), bytes;

    ddb_key_add_value(&left, ddb_value_new(a, DDB_N, doc_string(a, ddb_number_text(a, x))));
    ddb_key_add_value(&right, ddb_value_new(a, DDB_N, doc_string(a, ddb_number_text(a, y))));
    bytes = span_compare(buf_span(&left), buf_span(&right));
    if (bytes != order) __builtin_trap();
    buf_release(&left);
    buf_release(&right);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span text = { (const char *)data, size };
    size_t cut = span_find(text, ' ');
    struct ddb_number x, y, z;

    if (ddb_number_parse(span_sub(text, 0, cut), &x) == DDB_NUMBER_OK) {
        same_again(&a, &x);
        if (cut < size && ddb_number_parse(span_sub(text, cut + 1, SIZE_MAX), &y) == DDB_NUMBER_OK) {
            keys_agree(&a, &x, &y);
            if (ddb_number_add(&x, &y, &z) == DDB_NUMBER_OK) same_again(&a, &z);
            if (ddb_number_subtract(&x, &y, &z) == DDB_NUMBER_OK) same_again(&a, &z);
        }
    }
    arena_release(&a);
    return 0;
}

/* The last digits are the row's id, all before them is random. */
#include "emulator/services/s3/s3_ids.h"

#include <assert.h>

#include "emulator/base/ids.h"

#define ALPHABET   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._"
#define ROW_DIGITS 11 /* of six bits */

struct span s3_id_make(struct arena *a, int64_t row, size_t size)
{
    char *text = arena_alloc(a, size + 1);

    assert(size > ROW_DIGITS);
    random_text(text, size, ALPHABET);
    for (int i = 0; i < ROW_DIGITS; i++) text[size - 1 - (size_t)i] = ALPHABET[(uint64_t)row >> (6 * i) & 63];
    return (struct span){ text, size };
}

int64_t s3_id_row(struct span id, size_t size)
{
    static const char alphabet[] = ALPHABET;
    uint64_t row = 0;

    if (id.size != size) return 0;
    for (size_t i = size - ROW_DIGITS; i < size; i++) {
        const char *at = memchr(alphabet, id.data[i], sizeof alphabet - 1);
        if (!at) return 0;
        row = row << 6 | (uint64_t)(at - alphabet);
    }
    return (int64_t)row;
}

/* A length is a byte up to 127; beyond, a byte says how many follow that tell it. */
#include "emulator/base/der.h"

#include <assert.h>

#define LENGTH_BYTES_MAX 3

static void length_add(struct buf *b, size_t size)
{
    int bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : LENGTH_BYTES_MAX;

    assert(size < 0x1000000);
    if (size >= 0x80) buf_add_char(b, (char)(0x80 | bytes));
    for (int i = size < 0x80 ? 1 : bytes; i > 0; i--) buf_add_char(b, (char)(size >> 8 * (i - 1)));
}

void der_add(struct buf *b, int tag, struct span value)
{
    buf_add_char(b, (char)tag);
    length_add(b, value.size);
    buf_add_span(b, value);
}

static bool length_take(struct span *rest, size_t *size)
{
    unsigned char first = rest->size ? (unsigned char)rest->data[0] : 0xFF;
    size_t bytes = first & 0x7F;

    *rest = span_sub(*rest, 1, SIZE_MAX);
    *size = first;
    if (first < 0x80) return true;
    if (bytes < 1 || bytes > LENGTH_BYTES_MAX || bytes > rest->size) return false;
    *size = 0;
    for (size_t i = 0; i < bytes; i++) *size = *size << 8 | (unsigned char)rest->data[i];
    *rest = span_sub(*rest, bytes, SIZE_MAX);
    return true;
}

bool der_take(struct span *rest, int *tag, struct span *value, struct span *whole)
{
    struct span at = *rest;
    size_t size;

    if (!at.size) return false;
    *tag = (unsigned char)at.data[0];
    at = span_sub(at, 1, SIZE_MAX);
    if (!length_take(&at, &size) || size > at.size) return false;
    *value = span_sub(at, 0, size);
    *whole = span_sub(*rest, 0, rest->size - at.size + size);
    *rest = span_sub(at, size, SIZE_MAX);
    return true;
}

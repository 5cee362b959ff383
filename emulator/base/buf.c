/* Growing buffers, doubling, capped. */
#include "emulator/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/panic.h"

#define ROOM_FIRST 1024 /* most answers, heads and keys fit */

/* Makes room for `more` bytes and a NUL; false past the cap. */
static bool buf_reserve(struct buf *b, size_t more)
{
    size_t max = b->max ? b->max : BUF_BYTES_MAX, room = b->room ? b->room : ROOM_FIRST;

    if (b->overflowed || more > max - b->size) {
        b->overflowed = true;
        return false;
    }
    if (b->size + more < b->room) return true;
    while (room <= b->size + more) room *= 2;
    b->data = memory_resize(b->data, room);
    b->room = room;
    return true;
}

void buf_add(struct buf *b, const void *data, size_t size)
{
    if (!buf_reserve(b, size)) return;
    if (size) memcpy(b->data + b->size, data, size);
    b->size += size;
    b->data[b->size] = '\0';
}

void buf_add_span(struct buf *b, struct span s)
{
    buf_add(b, s.data, s.size);
}

void buf_add_char(struct buf *b, char c)
{
    if (!buf_reserve(b, 1)) return;
    b->data[b->size++] = c;
    b->data[b->size] = '\0';
}

void buf_add_int(struct buf *b, int64_t value)
{
    char digits[20], *p = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0) buf_add_char(b, '-');
    buf_add(b, p, (size_t)(digits + sizeof digits - p));
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    int size;

    va_start(args, format);
    size = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (size < 0) panic("a format cannot be printed");
    if (!buf_reserve(b, (size_t)size)) return;
    va_start(args, format);
    vsnprintf(b->data + b->size, (size_t)size + 1, format, args);
    va_end(args);
    b->size += (size_t)size;
}

struct span buf_span(const struct buf *b)
{
    return (struct span){ b->data ? b->data : "", b->size };
}

void buf_clear(struct buf *b)
{
    b->size = 0;
    b->overflowed = false;
    if (b->data) b->data[0] = '\0';
}

void buf_release(struct buf *b)
{
    free(b->data);
    *b = (struct buf){ .max = b->max };
}

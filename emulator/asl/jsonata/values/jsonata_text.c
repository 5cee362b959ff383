/* Text by characters, as JavaScript counts them. */
#include "emulator/asl/jsonata/values/jsonata_text.h"

#include <string.h>

size_t jtext_char_size(struct span s)
{
    unsigned char lead = s.size ? (unsigned char)s.data[0] : 0;
    size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

    return size < s.size ? size : s.size;
}

unsigned jtext_code_point(struct span s)
{
    const unsigned char *c = (const unsigned char *)s.data;

    switch (jtext_char_size(s)) {
    case 0: return 0;
    case 2: return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3F);
    case 3: return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3F);
    case 4: return (c[0] & 0x07u) << 18 | (c[1] & 0x3Fu) << 12 | (c[2] & 0x3Fu) << 6 | (c[3] & 0x3F);
    default: return c[0];
    }
}

void jtext_add_code_point(struct buf *b, unsigned c)
{
    if (c < 0x80) {
        buf_add_char(b, (char)c);
    } else if (c < 0x800) {
        buf_add_char(b, (char)(0xC0 | c >> 6));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        buf_add_char(b, (char)(0xE0 | c >> 12));
        buf_add_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_add_char(b, (char)(0xF0 | c >> 18));
        buf_add_char(b, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_add_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

size_t jtext_length(struct span s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.size; i++) count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

size_t jtext_units(struct span s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.size; i++) {
        unsigned char c = (unsigned char)s.data[i];
        count += (c & 0xC0) != 0x80;
        count += c >= 0xF0;
    }
    return count;
}

size_t jtext_offset(struct span s, size_t characters)
{
    size_t at = 0;

    while (characters-- > 0 && at < s.size) at += jtext_char_size(span_sub(s, at, s.size));
    return at;
}

size_t jtext_find(struct span s, struct span part, size_t from)
{
    const char *found;

    if (from > s.size) return s.size;
    found = memmem(s.data + from, s.size - from, part.data, part.size);
    return found ? (size_t)(found - s.data) : s.size;
}

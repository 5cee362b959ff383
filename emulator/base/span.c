/* Views of bytes. */
#include "emulator/base/span.h"

#include <limits.h>
#include <string.h>

int span_compare(struct span a, struct span b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;

    if (order) return order < 0 ? -1 : 1;
    return a.size == b.size ? 0 : a.size < b.size ? -1 : 1;
}

bool span_ends(struct span s, const char *suffix)
{
    size_t size = strlen(suffix);

    return s.size >= size && (size == 0 || memcmp(s.data + s.size - size, suffix, size) == 0);
}

size_t span_find(struct span s, char c)
{
    const char *at = s.size ? memchr(s.data, c, s.size) : NULL;

    return at ? (size_t)(at - s.data) : s.size;
}

bool span_split(struct span *rest, char separator, struct span *piece)
{
    size_t at;

    if (!rest->data) return false;
    at = span_find(*rest, separator);
    *piece = span_sub(*rest, 0, at);
    *rest = at == rest->size ? (struct span){ NULL, 0 } : span_sub(*rest, at + 1, SIZE_MAX);
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span span_trim(struct span s)
{
    while (s.size && is_space(s.data[0])) s.data++, s.size--;
    while (s.size && is_space(s.data[s.size - 1])) s.size--;
    return s;
}

bool span_int(struct span s, int64_t *value)
{
    bool negative = s.size && s.data[0] == '-';
    uint64_t limit = negative ? (uint64_t)INT64_MAX + 1 : (uint64_t)INT64_MAX, sum = 0;
    size_t i = negative ? 1 : 0;

    if (i == s.size) return false;
    for (; i < s.size; i++) {
        unsigned digit = (unsigned)(s.data[i] - '0');
        if (digit > 9 || sum > (limit - digit) / 10) return false;
        sum = sum * 10 + digit;
    }
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}

size_t span_code_points(struct span s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.size; i++) count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

/* The length of the well-formed sequence at p, or 0. */
static size_t utf8_sequence(const unsigned char *p, size_t left)
{
    size_t size = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;

    if (size == 0 || size > left) return 0;
    for (size_t i = 1; i < size; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (p[0] == 0xE0 && p[1] < 0xA0) return 0;
    if (p[0] == 0xED && p[1] > 0x9F) return 0;
    if (p[0] == 0xF0 && p[1] < 0x90) return 0;
    if (p[0] == 0xF4 && p[1] > 0x8F) return 0;
    return size;
}

size_t span_utf8_size(struct span s)
{
    return s.size ? utf8_sequence((const unsigned char *)s.data, s.size) : 0;
}

/* Are the next eight bytes there, and all ASCII? */
static bool is_ascii8(const char *data, size_t left)
{
    uint64_t bytes;

    if (left < sizeof bytes) return false;
    memcpy(&bytes, data, sizeof bytes);
    return !(bytes & 0x8080808080808080u);
}

bool span_take_code_point(struct span *s, uint32_t *code_point)
{
    static const unsigned char lead[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    const unsigned char *p = (const unsigned char *)s->data;
    size_t size = s->size ? utf8_sequence(p, s->size) : 0;

    if (!size) return false;
    *code_point = p[0] & lead[size];
    for (size_t i = 1; i < size; i++) *code_point = *code_point << 6 | (p[i] & 0x3F);
    *s = span_sub(*s, size, SIZE_MAX);
    return true;
}

bool span_is_utf8(struct span s)
{
    for (size_t i = 0, step; i < s.size; i += step) {
        step = is_ascii8(s.data + i, s.size - i) ? 8 : utf8_sequence((const unsigned char *)s.data + i, s.size - i);
        if (!step) return false;
    }
    return true;
}

/* Eight bytes at a time; what is left over last. */
uint64_t span_hash(struct span s)
{
    uint64_t hash = UINT64_C(14695981039346656037) ^ s.size, word;

    for (; s.size >= sizeof word; s.data += sizeof word, s.size -= sizeof word) {
        memcpy(&word, s.data, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    word = 0;
    if (s.size) memcpy(&word, s.data, s.size);
    hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

size_t span_put_code_point(char *out, uint32_t code)
{
    if (code < 0x80) return out[0] = (char)code, 1;
    if (code < 0x800) return out[0] = (char)(0xC0 | code >> 6), out[1] = (char)(0x80 | (code & 63)), 2;
    if (code < 0x10000)
        return out[0] = (char)(0xE0 | code >> 12), out[1] = (char)(0x80 | (code >> 6 & 63)),
               out[2] = (char)(0x80 | (code & 63)), 3;
    return out[0] = (char)(0xF0 | code >> 18), out[1] = (char)(0x80 | (code >> 12 & 63)),
           out[2] = (char)(0x80 | (code >> 6 & 63)), out[3] = (char)(0x80 | (code & 63)), 4;
}

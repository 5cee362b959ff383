/* An item begins with a byte of its major type (3 bits) and its argument (5 bits):
 *
 *      0 … 23   the argument itself            31   of indefinite length: items until a break, 0xFF
 *      24 … 27  1, 2, 4, 8 bytes follow        28 … 30  nothing
 *
 * A length is held against the bytes that are left before anything is allocated for it. */
#include "emulator/base/cbor.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "emulator/base/doc_stack.h"

enum major { UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG, SIMPLE };

#define INDEFINITE 31
#define BREAK      0xFF

struct reading {
    struct doc_stack open;
    struct arena *arena;
    struct span rest;
    const char *reason;
    int depth;
};

struct head {
    enum major major;
    int kind; /* the low five bits */
    uint64_t argument;
};

static struct doc *item_read(struct reading *r);

static struct doc *refuse(struct reading *r, const char *reason)
{
    if (!r->reason) r->reason = reason;
    return NULL;
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool head_read(struct reading *r, struct head *h)
{
    const unsigned char *p = (const unsigned char *)r->rest.data;
    size_t more;

    if (!r->rest.size) return refuse(r, "it ends early"), false;
    *h = (struct head){ p[0] >> 5, p[0] & 31, p[0] & 31 };
    if (h->kind > 27 && h->kind < INDEFINITE) return refuse(r, "a reserved length"), false;
    more = h->kind >= 24 && h->kind <= 27 ? (size_t)1 << (h->kind - 24) : 0;
    if (r->rest.size < 1 + more) return refuse(r, "it ends early"), false;
    if (more) h->argument = 0;
    for (size_t i = 1; i <= more; i++) h->argument = h->argument << 8 | p[i];
    r->rest = span_sub(r->rest, 1 + more, SIZE_MAX);
    return true;
}

/* Is the next byte a break? Then it is taken. */
static bool break_take(struct reading *r)
{
    if (!r->rest.size || (unsigned char)r->rest.data[0] != BREAK) return false;
    r->rest = span_sub(r->rest, 1, SIZE_MAX);
    return true;
}

static struct doc *integer_read(struct reading *r, const struct head *h)
{
    if (h->argument <= INT64_MAX)
        return doc_int(r->arena, h->major == UNSIGNED ? (int64_t)h->argument : -1 - (int64_t)h->argument);
    if (h->major == UNSIGNED) return doc_number(r->arena, arena_format(r->arena, "%" PRIu64, h->argument));
    if (h->argument == UINT64_MAX) return doc_number(r->arena, SPAN("-18446744073709551616"));
    return doc_number(r->arena, arena_format(r->arena, "-%" PRIu64, h->argument + 1));
}

static bool bytes_take(struct reading *r, uint64_t size, struct span *bytes)
{
    if (size > r->rest.size) return refuse(r, "a string is longer than what is left"), false;
    *bytes = span_sub(r->rest, 0, (size_t)size);
    r->rest = span_sub(r->rest, (size_t)size, SIZE_MAX);
    return true;
}

/* The pieces of a string of indefinite length, joined in place of their heads. */
static bool pieces_take(struct reading *r, enum major major, struct span *bytes)
{
    struct buf all = { .max = r->rest.size + 1 };
    struct head h;
    struct span piece;

    while (!break_take(r)) {
        if (!head_read(r, &h)) break;
        if (h.major != major || h.kind == INDEFINITE) refuse(r, "a piece of a string is no string");
        else if (bytes_take(r, h.argument, &piece) && major == TEXT && !span_is_utf8(piece))
            refuse(r, "text is not UTF-8");
        if (r->reason) break;
        buf_add_span(&all, piece);
    }
    *bytes = arena_span(r->arena, buf_span(&all));
    buf_release(&all);
    return !r->reason;
}

static struct doc *string_read(struct reading *r, const struct head *h)
{
    struct span bytes;

    if (!(h->kind == INDEFINITE ? pieces_take(r, h->major, &bytes) : bytes_take(r, h->argument, &bytes))) return NULL;
    if (h->major == BYTES) return doc_blob(r->arena, bytes);
    return span_is_utf8(bytes) ? doc_string(r->arena, bytes) : refuse(r, "text is not UTF-8");
}

static struct doc *list_read(struct reading *r, const struct head *h)
{
    bool is_open = h->kind == INDEFINITE;
    size_t count = 0;

    if (!is_open && h->argument > r->rest.size) return refuse(r, "a list is longer than what is left");
    for (uint64_t left = h->argument; is_open ? !break_take(r) : left > 0; left--) {
        struct doc *item = item_read(r);
        if (!item) return NULL;
        doc_stack_item(&r->open, item);
        count++;
    }
    return doc_stack_list(&r->open, r->arena, count);
}

static struct doc *map_read(struct reading *r, const struct head *h)
{
    bool is_open = h->kind == INDEFINITE;
    size_t count = 0;

    if (!is_open && h->argument > r->rest.size / 2) return refuse(r, "a map is longer than what is left");
    for (uint64_t left = h->argument; is_open ? !break_take(r) : left > 0; left--) {
        struct doc *name = item_read(r), *value;
        if (name && name->kind != DOC_STRING) return refuse(r, "a name in a map is no text");
        value = name ? item_read(r) : NULL;
        if (!value) return NULL;
        doc_stack_member(&r->open, doc_chars(name), value);
        count++;
    }
    return doc_stack_map(&r->open, r->arena, count);
}

static struct doc *tag_read(struct reading *r, const struct head *h)
{
    if (h->kind == INDEFINITE) return refuse(r, "a tag of no number");
    if (h->argument >= 2 && h->argument <= 5) return refuse(r, "big numbers and fractions are not supported");
    return item_read(r);
}

static double half_value(uint64_t bits)
{
    int exponent = (int)(bits >> 10 & 31);
    double mantissa = (double)(bits & 1023), value;

    if (exponent == 0) value = ldexp(mantissa, -24);
    else if (exponent < 31) value = ldexp(mantissa + 1024, exponent - 25);
    else value = mantissa == 0 ? (double)INFINITY : (double)NAN;
    return bits & 0x8000 ? -value : value;
}

static double float_value(const struct head *h)
{
    uint32_t single = (uint32_t)h->argument;
    double value;
    float narrow;

    if (h->kind == 25) return half_value(h->argument);
    if (h->kind == 26) return memcpy(&narrow, &single, sizeof narrow), (double)narrow;
    return memcpy(&value, &h->argument, sizeof value), value;
}

static struct doc *float_read(struct reading *r, double value)
{
    if (isnan(value)) return doc_string(r->arena, SPAN("NaN"));
    if (isinf(value)) return doc_string(r->arena, value < 0 ? SPAN("-Infinity") : SPAN("Infinity"));
    return doc_double(r->arena, value);
}

static struct doc *simple_read(struct reading *r, const struct head *h)
{
    switch (h->kind) {
    case 20: return doc_bool(r->arena, false);
    case 21: return doc_bool(r->arena, true);
    case 22:
    case 23: return doc_null(r->arena);
    case 25:
    case 26:
    case 27: return float_read(r, float_value(h));
    case INDEFINITE: return refuse(r, "a break where there is nothing to break");
    default: return refuse(r, "an unknown simple value");
    }
}

static struct doc *item_of(struct reading *r, const struct head *h)
{
    switch (h->major) {
    case UNSIGNED:
    case NEGATIVE: return h->kind == INDEFINITE ? refuse(r, "an integer of no number") : integer_read(r, h);
    case BYTES:
    case TEXT: return string_read(r, h);
    case LIST: return list_read(r, h);
    case MAP: return map_read(r, h);
    case TAG: return tag_read(r, h);
    default: return simple_read(r, h);
    }
}

static struct doc *item_read(struct reading *r)
{
    struct doc *d = NULL;
    struct head h;

    if (r->depth == CBOR_DEPTH_MAX) return refuse(r, "too deep");
    r->depth++;
    if (head_read(r, &h)) d = item_of(r, &h);
    r->depth--;
    return d;
}

struct doc *cbor_parse(struct arena *a, struct span bytes, const char **reason)
{
    struct reading r;
    struct doc *d;

    r.arena = a; /* by hand: its stack is not to be cleared */
    r.rest = bytes;
    r.reason = NULL;
    r.depth = 0;
    doc_stack_init(&r.open);
    d = item_read(&r);
    doc_stack_release(&r.open);
    if (d && r.rest.size) d = refuse(&r, "more than one item");
    if (reason) *reason = r.reason;
    return d;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void big_endian_write(struct buf *b, uint64_t value, int bytes)
{
    while (bytes-- > 0) buf_add_char(b, (char)(value >> (8 * bytes)));
}

static void head_write(struct buf *b, enum major major, uint64_t argument)
{
    int kind = argument < 24            ? (int)argument
               : argument <= UINT8_MAX  ? 24
               : argument <= UINT16_MAX ? 25
               : argument <= UINT32_MAX ? 26
                                        : 27;

    buf_add_char(b, (char)(major << 5 | kind));
    if (kind >= 24) big_endian_write(b, argument, 1 << (kind - 24));
}

void cbor_write_int(struct buf *b, int64_t value)
{
    if (value >= 0) head_write(b, UNSIGNED, (uint64_t)value);
    else head_write(b, NEGATIVE, (uint64_t)(-1 - value));
}

void cbor_write_double(struct buf *b, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    buf_add_char(b, (char)(SIMPLE << 5 | 27));
    big_endian_write(b, bits, 8);
}

void cbor_write_text(struct buf *b, struct span text)
{
    head_write(b, TEXT, text.size);
    buf_add_span(b, text);
}

void cbor_write_bytes(struct buf *b, struct span bytes)
{
    head_write(b, BYTES, bytes.size);
    buf_add_span(b, bytes);
}

void cbor_write_bool(struct buf *b, bool value)
{
    head_write(b, SIMPLE, value ? 21 : 20);
}

void cbor_write_list(struct buf *b, uint64_t count)
{
    head_write(b, LIST, count);
}

void cbor_write_map(struct buf *b, uint64_t count)
{
    head_write(b, MAP, count);
}

void cbor_write_tag(struct buf *b, uint64_t tag)
{
    head_write(b, TAG, tag);
}

/* The digits of an integer of 64 bits and a sign; false for any other number, and for -0. */
static bool digits_read(struct span digits, bool is_negative, uint64_t *value)
{
    *value = 0;
    if (!digits.size) return false;
    for (size_t i = 0; i < digits.size; i++) {
        unsigned digit = (unsigned char)digits.data[i] - '0';
        if (digit > 9 || *value > (UINT64_MAX - digit) / 10) return false;
        *value = *value * 10 + digit;
    }
    return !is_negative || *value;
}

/* An integer beyond int64 is written exactly where CBOR can. */
static void number_write(struct buf *b, const struct doc *d)
{
    struct span literal = doc_chars(d);
    bool is_negative = span_starts(literal, "-");
    uint64_t value;

    if (!digits_read(is_negative ? span_sub(literal, 1, SIZE_MAX) : literal, is_negative, &value))
        cbor_write_double(b, doc_as_double(d));
    else head_write(b, is_negative ? NEGATIVE : UNSIGNED, is_negative ? value - 1 : value);
}

static void list_write(struct buf *b, const struct doc *d)
{
    cbor_write_list(b, d->list.count);
    for (uint32_t i = 0; i < d->list.count; i++) cbor_write(b, doc_items(d)[i]);
}

static void map_write(struct buf *b, const struct doc *d)
{
    cbor_write_map(b, d->map.count);
    for (uint32_t i = 0; i < d->map.count; i++) {
        cbor_write_text(b, d->map.members[i].name);
        cbor_write(b, d->map.members[i].value);
    }
}

void cbor_write(struct buf *b, const struct doc *d)
{
    switch (d->kind) {
    case DOC_NULL: head_write(b, SIMPLE, 22); break;
    case DOC_BOOL: cbor_write_bool(b, d->boolean); break;
    case DOC_INT: cbor_write_int(b, d->integer); break;
    case DOC_NUMBER: number_write(b, d); break;
    case DOC_STRING: cbor_write_text(b, doc_chars(d)); break;
    case DOC_BLOB: cbor_write_bytes(b, doc_chars(d)); break;
    case DOC_LIST: list_write(b, d); break;
    case DOC_MAP: map_write(b, d); break;
    case DOC_JSON: assert(!"an answer that goes out as CBOR has no JSON in it"); break;
    }
}

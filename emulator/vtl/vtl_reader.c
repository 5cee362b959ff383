/* Characters, names and texts in quotes.
 *
 * A text ends at its quote; two of them are one within it, as long as another follows somewhere: what is read is the
 * longest text that there is. In double quotes \uXXXX is a character, and what has a `$` or `#` in it is a template of
 * its own. */
#include "emulator/vtl/vtl_reader.h"

#include <ctype.h>

bool vtl_take(struct vtl_reader *r, char c)
{
    if (vtl_at_end(r) || vtl_peek(r, 0) != c) return false;
    r->at++;
    return true;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void vtl_skip_space(struct vtl_reader *r)
{
    while (!vtl_at_end(r) && is_space(vtl_peek(r, 0))) r->at++;
}

void vtl_skip_line_end(struct vtl_reader *r)
{
    size_t at = r->at;

    while (at < r->text.size && (r->text.data[at] == ' ' || r->text.data[at] == '\t')) at++;
    if (at < r->text.size && r->text.data[at] == '\r') r->at = at + 1;
    if (at + 1 < r->text.size && r->text.data[at] == '\r' && r->text.data[at + 1] == '\n') r->at = at + 2;
    else if (at < r->text.size && r->text.data[at] == '\n') r->at = at + 1;
}

void *vtl_fail(struct vtl_reader *r, const char *reason)
{
    if (!r->reason) {
        r->reason = reason;
        r->error_at = r->is_literal ? r->literal_at : r->at;
    }
    return NULL;
}

struct vtl_node *vtl_node_new(struct vtl_reader *r, enum vtl_kind kind)
{
    struct vtl_node *n = ARENA_NEW(r->arena, struct vtl_node);

    n->kind = kind;
    n->at = r->is_literal ? r->literal_at : (uint32_t)r->at;
    return n;
}

bool vtl_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool vtl_is_name_start(char c)
{
    return vtl_is_letter(c) || c == '_';
}

static bool is_name(char c)
{
    return vtl_is_name_start(c) || (c >= '0' && c <= '9') || c == '-';
}

size_t vtl_name_size(const struct vtl_reader *r, size_t ahead)
{
    size_t size = 0;

    if (!vtl_is_name_start(vtl_peek(r, ahead))) return 0;
    while (is_name(vtl_peek(r, ahead + size))) size++;
    return size;
}

/* --- texts in quotes ---------------------------------------------------------------------------------------------- */

/* Where the text ends that begins at the quote: the closing quote's place. 0 when it does not end. */
static size_t text_end(const struct vtl_reader *r)
{
    char quote = vtl_peek(r, 0);
    size_t end = 0;

    for (size_t at = r->at + 1; at < r->text.size; at++) {
        if (r->text.data[at] != quote) continue;
        end = at;
        if (at + 1 >= r->text.size || r->text.data[at + 1] != quote) break;
        at++; /* two of them */
    }
    return end;
}

/* The four digits of \uXXXX; false when they are none. */
static bool hex4(struct span s, uint32_t *unit)
{
    *unit = 0;
    if (s.size < 4) return false;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (!isxdigit(c)) return false;
        *unit = *unit << 4 | (uint32_t)(isdigit(c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    return true;
}

/* The character of the escape at the start of `s`, and how long that is; 0 when there is none. */
static size_t take_unicode(struct span s, uint32_t *c)
{
    uint32_t low;

    if (!span_starts(s, "\\u") || !hex4(span_sub(s, 2, 4), c)) return 0;
    if (*c >= 0xD800 && *c < 0xDC00 && span_starts(span_sub(s, 6, 2), "\\u") && hex4(span_sub(s, 8, 4), &low) &&
        low >= 0xDC00 && low < 0xE000) {
        *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
        return 12;
    }
    if (*c >= 0xD800 && *c < 0xE000) *c = 0xFFFD; /* half a character is none */
    return 6;
}

/* The text as it is meant: escapes and doubled quotes taken away. */
static struct span text_plain(struct arena *a, struct span image, char quote)
{
    char *out;
    size_t size = 0, taken;
    uint32_t c;

    if (!memchr(image.data, quote, image.size) && !memchr(image.data, '\\', image.size)) return image;
    out = arena_raw(a, image.size + 1, 1);
    for (size_t i = 0; i < image.size; i++) {
        taken = quote == '"' ? take_unicode(span_sub(image, i, SIZE_MAX), &c) : 0;
        if (taken) {
            size += span_put_code_point(out + size, c);
            i += taken - 1;
            continue;
        }
        if (image.data[i] == quote) i++; /* the first of two */
        out[size++] = image.data[i];
    }
    return (struct span){ out, size };
}

/* The text is a template. */
static struct vtl_node *read_interpolated(struct vtl_reader *r, struct vtl_node *n, struct span text)
{
    struct vtl_reader inner = { .arena = r->arena,
                                .text = text,
                                .names = r->names,
                                .whole = r->whole,
                                .depth = r->depth + 1,
                                .is_literal = true,
                                .literal_at = n->at };

    if (inner.depth > VTL_DEPTH_MAX) return vtl_fail(r, "nested too deep");
    n->kind = VTL_INTERPOLATED;
    n->right = r->whole(&inner);
    if (!inner.reason) return n;
    if (!r->reason) r->error_at = inner.error_at;
    if (!r->reason) r->reason = inner.reason;
    return NULL;
}

struct vtl_node *vtl_read_text(struct vtl_reader *r)
{
    struct vtl_node *n = vtl_node_new(r, VTL_CONSTANT);
    char quote = vtl_peek(r, 0);
    size_t end = text_end(r);
    struct span text;

    if (!end) return vtl_fail(r, "a text is not closed");
    text = text_plain(r->arena, span_sub(r->text, r->at + 1, end - r->at - 1), quote);
    r->at = end + 1;
    if (quote == '"' && text.size && (memchr(text.data, '$', text.size) || memchr(text.data, '#', text.size)))
        return read_interpolated(r, n, text);
    n->value = doc_string(r->arena, text);
    return n;
}

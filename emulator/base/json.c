/* A recursive-descent reader with a bound on its depth, and a compact writer. */
#include "emulator/base/json.h"

#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/doc_stack.h"

struct reader {
    struct doc_stack open;
    struct arena *arena;
    struct span text;
    size_t at;
    int depth;
    const char *reason;
};

static struct doc *read_value(struct reader *r);

static void *fail(struct reader *r, const char *reason)
{
    if (!r->reason) r->reason = reason;
    return NULL;
}

static inline int peek(const struct reader *r)
{
    return r->at < r->text.size ? (unsigned char)r->text.data[r->at] : -1;
}

static inline void skip_space(struct reader *r)
{
    int c;

    while ((c = peek(r)) <= ' ' && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) r->at++;
}

static bool take(struct reader *r, char c)
{
    if (peek(r) != c) skip_space(r);
    if (peek(r) != c) return false;
    r->at++;
    return true;
}

static int hex_digit(int c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The four digits behind \u, or -1. */
static int read_hex4(struct reader *r)
{
    int value = 0;

    for (int i = 0; i < 4; i++, r->at++) {
        int digit = hex_digit(peek(r));
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* Behind "\u": one code point, which may take a second \u. A lone surrogate becomes U+FFFD, as Java's writers send
 * "?". */
static bool read_unicode(struct reader *r, unsigned *code)
{
    int first = read_hex4(r), second;
    size_t back = r->at;

    if (first < 0) return false;
    *code = (unsigned)first;
    if (first < 0xD800 || first > 0xDFFF) return true;
    *code = 0xFFFD;
    if (first > 0xDBFF || r->text.size - r->at < 6 || r->text.data[r->at] != '\\' || r->text.data[r->at + 1] != 'u')
        return true;
    r->at += 2;
    second = read_hex4(r);
    if (second < 0) return false;
    if (second >= 0xDC00 && second <= 0xDFFF)
        *code = 0x10000u + ((unsigned)(first - 0xD800) << 10) + (unsigned)(second - 0xDC00);
    else r->at = back;
    return true;
}

static bool read_escape(struct reader *r, char *out, size_t *size)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = peek(r);
    const char *hit = c > 0 ? strchr(from, c) : NULL;
    unsigned code;

    r->at++;
    if (hit) {
        out[(*size)++] = to[hit - from];
        return true;
    }
    if (c != 'u' || !read_unicode(r, &code)) return false;
    *size += span_put_code_point(out + *size, code);
    return true;
}

/* The index of the closing quote, or the text's size; *escaped tells whether there is a backslash on the way. */
static size_t string_end(const struct reader *r, bool *escaped)
{
    static const bool is_mark[256] = { [0 ... 0x1F] = true, ['"'] = true, ['\\'] = true };
    const unsigned char *text = (const unsigned char *)r->text.data;
    size_t i = r->at, size = r->text.size;

    for (*escaped = false;; i += 2) {
        while (i < size && !is_mark[text[i]]) i++;
        if (i >= size || text[i] < 0x20) return size;
        if (text[i] == '"') return i;
        *escaped = true;
    }
}

/* Behind the opening quote. */
static bool read_string(struct reader *r, struct span *out)
{
    bool escaped;
    size_t end = string_end(r, &escaped), size = 0;
    char *text;

    if (end >= r->text.size) return fail(r, "unterminated string"), false;
    if (!escaped) {
        *out = span_sub(r->text, r->at, end - r->at);
        r->at = end + 1;
        return true;
    }
    text = arena_alloc_aligned(r->arena, end - r->at + 1, 1);
    while (r->at < end) {
        char c = r->text.data[r->at++];
        if (c != '\\') text[size++] = c;
        else if (!read_escape(r, text, &size)) return fail(r, "invalid escape"), false;
    }
    r->at = end + 1;
    *out = (struct span){ text, size };
    return true;
}

static size_t skip_digits(struct reader *r)
{
    size_t from = r->at;

    while (peek(r) >= '0' && peek(r) <= '9') r->at++;
    return r->at - from;
}

static struct doc *read_number(struct reader *r)
{
    size_t from = r->at;

    if (peek(r) == '-') r->at++;
    if (peek(r) == '0') r->at++;
    else if (!skip_digits(r)) return fail(r, "invalid number");
    if (peek(r) == '.') {
        r->at++;
        if (!skip_digits(r)) return fail(r, "invalid number");
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->at++;
        if (peek(r) == '+' || peek(r) == '-') r->at++;
        if (!skip_digits(r)) return fail(r, "invalid number");
    }
    return doc_number(r->arena, span_sub(r->text, from, r->at - from));
}

static struct doc *read_list(struct reader *r)
{
    size_t count = 0;

    if (take(r, ']')) return doc_list(r->arena);
    do {
        struct doc *item = read_value(r);
        if (!item) return NULL;
        doc_stack_item(&r->open, item);
        count++;
    } while (take(r, ','));
    return take(r, ']') ? doc_stack_list(&r->open, r->arena, count) : fail(r, "expected , or ]");
}

static struct doc *read_map(struct reader *r)
{
    size_t count = 0;

    if (take(r, '}')) return doc_map(r->arena);
    do {
        struct span name;
        struct doc *value;
        if (!take(r, '"')) return fail(r, "expected a member name");
        if (!read_string(r, &name)) return NULL;
        if (!take(r, ':')) return fail(r, "expected :");
        value = read_value(r);
        if (!value) return NULL;
        doc_stack_member(&r->open, name, value);
        count++;
    } while (take(r, ','));
    return take(r, '}') ? doc_stack_map(&r->open, r->arena, count) : fail(r, "expected , or }");
}

static struct doc *read_word(struct reader *r, const char *word, struct doc *value)
{
    size_t size = strlen(word);

    if (!span_is(span_sub(r->text, r->at, size), word)) return fail(r, "unexpected character");
    r->at += size;
    return value;
}

static struct doc *read_value_inner(struct reader *r)
{
    struct span text;

    skip_space(r);
    switch (peek(r)) {
    case -1: return fail(r, "unexpected end");
    case '{': r->at++; return read_map(r);
    case '[': r->at++; return read_list(r);
    case '"': r->at++; return read_string(r, &text) ? doc_string(r->arena, text) : NULL;
    case 't': return read_word(r, "true", doc_bool(r->arena, true));
    case 'f': return read_word(r, "false", doc_bool(r->arena, false));
    case 'n': return read_word(r, "null", doc_null(r->arena));
    default: return read_number(r);
    }
}

static struct doc *read_value(struct reader *r)
{
    struct doc *d;

    if (r->depth == JSON_DEPTH_MAX) return fail(r, "too deep");
    r->depth++;
    d = read_value_inner(r);
    r->depth--;
    return d;
}

struct doc *json_parse(struct arena *a, struct span text, struct json_error *error)
{
    struct reader r;
    struct doc *d;

    r.arena = a; /* by hand: its room is not to be cleared */
    r.text = text;
    r.at = 0;
    r.depth = 0;
    r.reason = NULL;
    doc_stack_init(&r.open);
    d = span_is_utf8(text) ? read_value(&r) : fail(&r, "not UTF-8");
    doc_stack_release(&r.open);
    if (d) {
        skip_space(&r);
        if (r.at < r.text.size) d = fail(&r, "text behind the value");
    }
    if (!d && error) *error = (struct json_error){ r.at < text.size ? r.at : text.size, r.reason };
    return d;
}

static void write_text(struct buf *b, struct span text)
{
    size_t done = 0;

    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
        const char *hit = c ? strchr(from, c) : NULL;
        if (c >= 0x20 && !hit) continue;
        buf_add(b, text.data + done, i - done);
        done = i + 1;
        if (hit) buf_printf(b, "\\%c", to[hit - from]);
        else buf_printf(b, "\\u%04x", c);
    }
    buf_add(b, text.data + done, text.size - done);
}

static void write_repaired(struct buf *b, struct span text)
{
    while (text.size) {
        size_t good = 0, step;
        while ((step = span_utf8_size(span_sub(text, good, SIZE_MAX)))) good += step;
        write_text(b, span_sub(text, 0, good));
        if (good < text.size) buf_add_text(b, "\xEF\xBF\xBD");
        text = span_sub(text, good + 1, SIZE_MAX);
    }
}

/* ASCII that stands in JSON as it is. */
static bool is_plain(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') return false;
    }
    return true;
}

void json_write_string(struct buf *b, struct span text)
{
    buf_add_char(b, '"');
    if (is_plain(text)) buf_add_span(b, text);
    else if (span_is_utf8(text)) write_text(b, text);
    else write_repaired(b, text);
    buf_add_char(b, '"');
}

static void write_blob(struct buf *b, struct span bytes)
{
    buf_add_char(b, '"');
    base64_encode(b, bytes);
    buf_add_char(b, '"');
}

static void list_write(struct buf *b, const struct doc *d)
{
    struct doc **items = doc_items(d);

    buf_add_char(b, '[');
    for (uint32_t i = 0; i < d->list.count; i++) {
        if (i) buf_add_char(b, ',');
        json_write(b, items[i]);
    }
    buf_add_char(b, ']');
}

static void map_write(struct buf *b, const struct doc *d)
{
    buf_add_char(b, '{');
    for (uint32_t i = 0; i < d->map.count; i++) {
        if (i) buf_add_char(b, ',');
        json_write_string(b, d->map.members[i].name);
        buf_add_char(b, ':');
        json_write(b, d->map.members[i].value);
    }
    buf_add_char(b, '}');
}

void json_write(struct buf *b, const struct doc *d)
{
    switch (d->kind) {
    case DOC_NULL: buf_add_text(b, "null"); break;
    case DOC_BOOL: buf_add_text(b, d->boolean ? "true" : "false"); break;
    case DOC_INT: buf_add_int(b, d->integer); break;
    case DOC_NUMBER: buf_add_span(b, doc_chars(d)); break;
    case DOC_STRING: json_write_string(b, doc_chars(d)); break;
    case DOC_BLOB: write_blob(b, doc_chars(d)); break;
    case DOC_JSON: buf_add_span(b, doc_chars(d)); break;
    case DOC_LIST: list_write(b, d); break;
    case DOC_MAP: map_write(b, d); break;
    }
}

struct span json_text(struct arena *a, const struct doc *d)
{
    struct buf b = { 0 };
    struct span text;

    json_write(&b, d);
    text = arena_span(a, buf_span(&b));
    buf_release(&b);
    return text;
}

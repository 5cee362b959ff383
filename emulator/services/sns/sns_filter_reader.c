/* The tokens of a JSON text that is known to be sound: commas and colons are skipped, nothing is checked. */
#include "emulator/services/sns/sns_filter_reader.h"

#include <string.h>

#include "emulator/base/json.h"

#define SOURCE_MAX 500

void sns_filter_reader_init(struct sns_filter_reader *r, struct arena *a, struct span text)
{
    *r = (struct sns_filter_reader){ .arena = a, .text = text };
}

static void skip_between(struct sns_filter_reader *r)
{
    while (r->at < r->text.size && strchr(" \t\r\n,:", r->text.data[r->at])) r->at++;
}

static size_t string_end(const struct sns_filter_reader *r, size_t at)
{
    for (at++; at < r->text.size && r->text.data[at] != '"'; at++)
        if (r->text.data[at] == '\\') at++;
    return at + 1;
}

static struct span string_decode(struct sns_filter_reader *r, struct span literal)
{
    struct span inner = span_sub(literal, 1, literal.size - 2);

    return span_find(inner, '\\') == inner.size ? inner : doc_text(json_parse(r->arena, literal, NULL));
}

static size_t word_end(const struct sns_filter_reader *r, size_t at)
{
    while (at < r->text.size && !strchr(" \t\r\n,:]}", r->text.data[at])) at++;
    return at;
}

/* How far the value that begins at `at` is read before anyone asks for it. */
static size_t value_begun(const struct sns_filter_reader *r, size_t at)
{
    if (at < r->text.size && strchr("\"[{", r->text.data[at])) return at + 1;
    return word_end(r, at);
}

static bool is_name(const struct sns_filter_reader *r)
{
    size_t at = r->at;

    if (r->expects_value) return false;
    while (at < r->text.size && strchr(" \t\r\n", r->text.data[at])) at++;
    return at < r->text.size && r->text.data[at] == ':';
}

static enum sns_filter_token read_string(struct sns_filter_reader *r)
{
    size_t begin = r->at;

    r->at = string_end(r, begin);
    r->literal = span_sub(r->text, begin, r->at - begin);
    r->value = string_decode(r, r->literal);
    if (!is_name(r)) {
        r->place = begin + 1;
        r->expects_value = false;
        return FILTER_STRING;
    }
    skip_between(r);
    r->place = value_begun(r, r->at);
    r->expects_value = true;
    return FILTER_NAME;
}

static enum sns_filter_token read_word(struct sns_filter_reader *r)
{
    size_t begin = r->at;

    r->at = r->place = word_end(r, begin);
    r->literal = r->value = span_sub(r->text, begin, r->at - begin);
    r->expects_value = false;
    switch (*r->literal.data) {
    case 't': return FILTER_TRUE;
    case 'f': return FILTER_FALSE;
    case 'n': return FILTER_NULL;
    default: return FILTER_NUMBER;
    }
}

enum sns_filter_token sns_filter_next(struct sns_filter_reader *r)
{
    static const char brackets[] = "{}[]";
    static const enum sns_filter_token tokens[] = { FILTER_OBJECT, FILTER_OBJECT_END, FILTER_ARRAY, FILTER_ARRAY_END };
    const char *bracket;

    skip_between(r);
    if (r->at >= r->text.size) return FILTER_END;
    if (r->text.data[r->at] == '"') return read_string(r);
    bracket = strchr(brackets, r->text.data[r->at]);
    if (!bracket) return read_word(r);
    r->literal = r->value = span_sub(r->text, r->at, 1);
    r->place = ++r->at;
    r->expects_value = false;
    return tokens[bracket - brackets];
}

struct span sns_filter_text(struct sns_filter_reader *r)
{
    if (r->place < r->at) r->place = r->at;
    return r->value;
}

/* AWS counts UTF-16's units: two for what needs four bytes in UTF-8. */
static size_t units(struct span s)
{
    size_t count = span_code_points(s);

    for (size_t i = 0; i < s.size; i++)
        if ((unsigned char)s.data[i] >= 0xF0) count++;
    return count;
}

/* The first SOURCE_MAX units. */
static size_t source_bytes(struct span s)
{
    size_t size = 0;

    for (size_t count = 0; size < s.size && count < SOURCE_MAX; count++)
        size += span_utf8_size(span_sub(s, size, SIZE_MAX)) ? span_utf8_size(span_sub(s, size, SIZE_MAX)) : 1;
    return size;
}

struct span sns_filter_place(const struct sns_filter_reader *r)
{
    size_t line = 1, begin = 0, shown = source_bytes(r->text);
    struct span rest = span_sub(r->text, shown, SIZE_MAX);
    const char *cut = rest.size ? arena_printf(r->arena, "[truncated %zu chars]", units(rest)) : "";

    for (size_t i = 0; i < r->place && i < r->text.size; i++)
        if (r->text.data[i] == '\n') line++, begin = i + 1;
    return arena_format(r->arena, "\n at [Source: (String)\"%.*s\"%s; line: %zu, column: %zu]",
                        SPAN_ARG(span_sub(r->text, 0, shown)), cut, line,
                        units(span_sub(r->text, begin, r->place - begin)) + 1);
}

/* Integers by picture: in digits, letters, Roman numerals and words. */
#include "emulator/asl/jsonata/library/jsonata_integers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"
#include "emulator/asl/jsonata/library/jsonata_words.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"

/* The zeros of Unicode's decimal digits. */
static const unsigned zeros[] = { 0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
                                  0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0,
                                  0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
                                  0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10 };

/* --- pictures
 * ------------------------------------------------------------------------------------------------------ */

static unsigned zero_of(unsigned c)
{
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c <= zeros[i] + 9) return zeros[i];
    return 0;
}

int jregular_distance(const int *positions, int count)
{
    int distance = 0;

    for (int i = 0; i < count; i++) {
        int a = distance, b = positions[i];
        while (b) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        distance = a;
    }
    for (int i = 1; i <= count && distance; i++) {
        bool found = false;
        for (int n = 0; n < count; n++) found = found || positions[n] == i * distance;
        if (!found) return 0;
    }
    return distance;
}

static void find_regular(struct jinteger_format *f)
{
    int positions[JSEPARATORS_MAX];

    for (int i = 0; i < f->separator_count; i++) {
        if (f->separators[i].character != f->separators[0].character) return;
        positions[i] = f->separators[i].position;
    }
    f->regular = jregular_distance(positions, f->separator_count);
}

/* The last character of s, which loses it. */
static unsigned take_last(struct span *s)
{
    size_t start = s->size - 1;
    struct span last;

    while (start > 0 && ((unsigned char)s->data[start] & 0xC0) == 0x80) start--;
    last = span_sub(*s, start, s->size);
    s->size = start;
    return jtext_code_point(last);
}

static int digit_pattern(struct jrun *r, struct span pattern, struct jinteger_format *f)
{
    int position = 0;

    f->token = pattern;
    while (pattern.size) {
        unsigned c = take_last(&pattern), zero;

        if ((zero = zero_of(c))) {
            if (f->zero && f->zero != zero) {
                jfail(r, (struct jfault){ .code = "D3131" });
                return -1;
            }
            f->zero = zero;
            f->mandatory++;
            position++;
        } else if (c == '#') {
            f->optional++;
            position++;
        } else if (f->separator_count < JSEPARATORS_MAX) {
            f->separators[f->separator_count].position = position;
            f->separators[f->separator_count++].character = c;
        }
    }
    f->form = f->mandatory ? INTEGER_DECIMAL : INTEGER_OTHER;
    find_regular(f);
    return 0;
}

int jinteger_picture(struct jrun *r, struct span picture, struct jinteger_format *f)
{
    static const struct {
        const char *token;
        enum jinteger_form form;
        enum jletter_case letters;
    } tokens[] = {
        { "A", INTEGER_LETTERS, CASE_UPPER }, { "a", INTEGER_LETTERS, CASE_LOWER }, { "I", INTEGER_ROMAN, CASE_UPPER },
        { "i", INTEGER_ROMAN, CASE_LOWER },   { "W", INTEGER_WORDS, CASE_UPPER },   { "Ww", INTEGER_WORDS, CASE_TITLE },
        { "w", INTEGER_WORDS, CASE_LOWER },
    };
    struct span primary = picture;

    *f = (struct jinteger_format){ 0 };
    for (size_t i = picture.size; i-- > 0;) {
        if (picture.data[i] != ';') continue;
        primary = span_sub(picture, 0, i);
        f->ordinal = i + 1 < picture.size && picture.data[i + 1] == 'o';
        break;
    }
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (!span_is(primary, tokens[i].token)) continue;
        f->form = tokens[i].form;
        f->letters = tokens[i].letters;
        return 0;
    }
    return digit_pattern(r, primary, f);
}

/* --- writing
 * ------------------------------------------------------------------------------------------------------- */

static const struct {
    int value;
    const char *letters;
} numerals[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
                 { 40, "xl" },  { 10, "x" },   { 9, "ix" },  { 5, "v" },    { 4, "iv" },  { 1, "i" } };

static void write_roman(struct buf *b, double value)
{
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        for (; value >= numerals[i].value && !b->overflowed && b->size < 100000; value -= numerals[i].value)
            buf_add_text(b, numerals[i].letters);
}

static void write_letters(struct buf *b, double value)
{
    char letters[256];
    size_t at = sizeof letters;

    for (; value > 0 && at > 0; value = floor((value - 1) / 26)) letters[--at] = (char)('a' + (int)fmod(value - 1, 26));
    buf_add(b, letters + at, sizeof letters - at);
}

static bool has_separator(const struct jinteger_format *f, int position, unsigned *character)
{
    if (f->regular && f->separator_count) {
        *character = f->separators[0].character;
        return position % f->regular == 0;
    }
    for (int i = 0; i < f->separator_count; i++) {
        *character = f->separators[i].character;
        if (f->separators[i].position == position) return true;
    }
    return false;
}

static void write_decimal(struct buf *b, double value, const struct jinteger_format *f)
{
    struct buf digits = { 0 };
    const char *suffix = "th";
    unsigned separator;
    size_t size;

    buf_printf(&digits, "%0*.0f", f->mandatory, value);
    size = digits.size;
    for (size_t i = 0; i < size; i++) {
        if (i && has_separator(f, (int)(size - i), &separator)) jtext_add_code_point(b, separator);
        jtext_add_code_point(b, f->zero + (unsigned)(digits.data[i] - '0'));
    }
    if (f->ordinal && !(size > 1 && digits.data[size - 2] == '1')) {
        char last = digits.data[size - 1];
        suffix = last == '1' ? "st" : last == '2' ? "nd" : last == '3' ? "rd" : "th";
    }
    if (f->ordinal) buf_add_text(b, suffix);
    buf_release(&digits);
}

static void change_case(struct buf *b, size_t from, enum jletter_case letters)
{
    for (size_t i = from; i < b->size; i++) {
        char c = b->data[i];
        if (letters == CASE_UPPER && c >= 'a' && c <= 'z') b->data[i] = (char)(c - 32);
        if (letters == CASE_LOWER && c >= 'A' && c <= 'Z') b->data[i] = (char)(c + 32);
    }
}

int jinteger_write(struct jrun *r, struct buf *b, double value, const struct jinteger_format *f)
{
    size_t from;

    value = trunc(value);
    if (value < 0) buf_add_char(b, '-');
    from = b->size;
    switch (f->form) {
    case INTEGER_DECIMAL: write_decimal(b, fabs(value), f); return 0;
    case INTEGER_LETTERS: write_letters(b, fabs(value)); break;
    case INTEGER_ROMAN: write_roman(b, fabs(value)); break;
    case INTEGER_WORDS: jwords_write(b, fabs(value), f->ordinal); break;
    case INTEGER_OTHER: jfail_value(r, "D3130", jstring(f->token)); return -1;
    }
    change_case(b, from, f->letters);
    return 0;
}

/* --- reading
 * ------------------------------------------------------------------------------------------------------- */

static double read_roman(struct span text)
{
    double value = 0;

    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        size_t size = strlen(numerals[i].letters);
        while (text.size >= size && span_is_nocase(span_sub(text, 0, size), numerals[i].letters)) {
            value += numerals[i].value;
            text = span_sub(text, size, text.size);
        }
    }
    return text.size ? NAN : value;
}

static double read_letters(struct span text)
{
    double value = 0;

    for (size_t i = 0; i < text.size; i++) {
        int c = text.data[i] | 32;
        if (c < 'a' || c > 'z') return NAN;
        value = value * 26 + (c - 'a' + 1);
    }
    return value;
}

static bool is_separator(const struct jinteger_format *f, unsigned c)
{
    for (int i = 0; i < f->separator_count; i++) {
        if (f->separators[i].character == c) return true;
    }
    return false;
}

/* Separators are left out; what follows the digits does not count. */
static double read_decimal(struct jrun *r, struct span text, const struct jinteger_format *f)
{
    struct buf digits = { 0 };
    double value = NAN;

    text = span_trim(text);
    if (text.size && text.data[0] == '-') buf_add_char(&digits, '-');
    if (text.size && (text.data[0] == '-' || text.data[0] == '+')) text = span_sub(text, 1, text.size);
    while (text.size) {
        unsigned c = jtext_code_point(text);
        if (c >= f->zero && c <= f->zero + 9) buf_add_char(&digits, (char)('0' + (c - f->zero)));
        else if (!is_separator(f, c)) break;
        text = span_sub(text, jtext_char_size(text), text.size);
    }
    if (digits.size && strcmp(digits.data, "-") != 0) value = strtod(arena_string(r->arena, buf_span(&digits)), NULL);
    buf_release(&digits);
    return value;
}

double jinteger_read(struct jrun *r, struct span text, const struct jinteger_format *f)
{
    switch (f->form) {
    case INTEGER_DECIMAL: return read_decimal(r, text, f);
    case INTEGER_LETTERS: return read_letters(text);
    case INTEGER_ROMAN: return read_roman(text);
    case INTEGER_WORDS: return jwords_read(text);
    default: jfail_value(r, "D3130", jstring(f->token)); return NAN;
    }
}

/* A character, safe in a character class. */
static void add_in_class(struct buf *b, unsigned c)
{
    if (c < 0x80 && strchr("\\]^-[", (int)c)) buf_add_char(b, '\\');
    jtext_add_code_point(b, c);
}

void jinteger_pattern(struct buf *b, const struct jinteger_format *f)
{
    switch (f->form) {
    case INTEGER_LETTERS: buf_add_text(b, "[a-zA-Z]+"); break;
    case INTEGER_ROMAN: buf_add_text(b, "[IVXLCDMivxlcdm]+"); break;
    case INTEGER_WORDS:
        buf_add_text(b, "(?:");
        jwords_pattern(b);
        buf_add_text(b, ")+");
        break;
    default:
        buf_add_char(b, '[');
        jtext_add_code_point(b, f->zero ? f->zero : '0');
        buf_add_char(b, '-');
        jtext_add_code_point(b, (f->zero ? f->zero : '0') + 9);
        for (int i = 0; i < f->separator_count; i++) add_in_class(b, f->separators[i].character);
        buf_add_char(b, ']');
        if (f->parse_width > 0) {
            buf_printf(b, "{%d}", f->parse_width);
        } else {
            buf_add_char(b, '+');
        }
        if (f->ordinal) buf_add_text(b, "(?:th|st|nd|rd)");
        break;
    }
}

/* --- functions
 * ----------------------------------------------------------------------------------------------------- */

struct jval jfn_format_integer(struct jrun *r, struct jval *arguments, int count)
{
    struct jinteger_format format;
    struct buf b = { 0 };

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!isfinite(arguments[0].number)) return jfail_value(r, "D1001", arguments[0]);
    if (!jinteger_picture(r, jtext(arguments[1]), &format)) jinteger_write(r, &b, arguments[0].number, &format);
    return jtext_take(r, &b);
}

struct jval jfn_parse_integer(struct jrun *r, struct jval *arguments, int count)
{
    struct jinteger_format format;
    double value;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (jinteger_picture(r, jtext(arguments[1]), &format)) return jundefined();
    value = jinteger_read(r, jtext(arguments[0]), &format);
    return jnumber(value);
}

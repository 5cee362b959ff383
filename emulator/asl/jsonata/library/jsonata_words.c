/* Numbers in English words, there and back. */
#include "emulator/asl/jsonata/library/jsonata_words.h"

#include <math.h>
#include <string.h>

struct word {
    double value;
    const char *word, *ordinal;
};

static const struct word few[] = {
    { 0, "Zero", "Zeroth" },
    { 1, "One", "First" },
    { 2, "Two", "Second" },
    { 3, "Three", "Third" },
    { 4, "Four", "Fourth" },
    { 5, "Five", "Fifth" },
    { 6, "Six", "Sixth" },
    { 7, "Seven", "Seventh" },
    { 8, "Eight", "Eighth" },
    { 9, "Nine", "Ninth" },
    { 10, "Ten", "Tenth" },
    { 11, "Eleven", "Eleventh" },
    { 12, "Twelve", "Twelfth" },
    { 13, "Thirteen", "Thirteenth" },
    { 14, "Fourteen", "Fourteenth" },
    { 15, "Fifteen", "Fifteenth" },
    { 16, "Sixteen", "Sixteenth" },
    { 17, "Seventeen", "Seventeenth" },
    { 18, "Eighteen", "Eighteenth" },
    { 19, "Nineteen", "Nineteenth" },
};

static const struct word tens[] = {
    { 20, "Twenty", "Twentieth" }, { 30, "Thirty", "Thirtieth" }, { 40, "Forty", "Fortieth" },
    { 50, "Fifty", "Fiftieth" },   { 60, "Sixty", "Sixtieth" },   { 70, "Seventy", "Seventieth" },
    { 80, "Eighty", "Eightieth" }, { 90, "Ninety", "Ninetieth" },
};

static const struct word magnitudes[] = {
    { 1e2, "Hundred", "Hundredth" }, { 1e3, "Thousand", "Thousandth" },  { 1e6, "Million", "Millionth" },
    { 1e9, "Billion", "Billionth" }, { 1e12, "Trillion", "Trillionth" },
};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* Below a hundred. */
static void write_small(struct buf *b, int value, bool ordinal)
{
    const struct word *row = value < 20 ? &few[value] : &tens[value / 10 - 2];

    if (value < 20 || value % 10 == 0) {
        buf_add_text(b, ordinal ? row->ordinal : row->word);
        return;
    }
    buf_add_text(b, row->word);
    buf_add_char(b, '-');
    write_small(b, value % 10, ordinal);
}

/* `follows`: after a greater magnitude. */
static void write_value(struct buf *b, double value, bool follows, bool ordinal)
{
    const struct word *row = &magnitudes[0];
    double many, rest;

    if (value < 100) {
        if (follows) buf_add_text(b, " and ");
        write_small(b, (int)value, ordinal);
        return;
    }
    for (size_t i = 1; i < COUNT(magnitudes) && value >= magnitudes[i].value; i++) row = &magnitudes[i];
    many = floor(value / row->value);
    rest = value - many * row->value;
    if (follows) buf_add_text(b, ", ");
    write_value(b, many, false, false);
    buf_add_char(b, ' ');
    buf_add_text(b, ordinal && rest <= 0 ? row->ordinal : row->word);
    if (rest > 0) write_value(b, rest, true, ordinal);
}

void jwords_write(struct buf *b, double value, bool ordinal)
{
    write_value(b, value, false, ordinal);
}

static double value_of(struct span word)
{
    static const struct {
        const struct word *rows;
        size_t count;
    } tables[] = { { few, COUNT(few) }, { tens, COUNT(tens) }, { magnitudes, COUNT(magnitudes) } };

    for (size_t t = 0; t < COUNT(tables); t++)
        for (size_t i = 0; i < tables[t].count; i++)
            if (span_is_nocase(word, tables[t].rows[i].word) || span_is_nocase(word, tables[t].rows[i].ordinal))
                return tables[t].rows[i].value;
    return NAN;
}

/* Numbers below a hundred add to the part they stand in, magnitudes multiply it; a part that has its thousands is
 * done. */
double jwords_read(struct span text)
{
    double total = 0, part = 0, value;
    size_t at = 0, end;

    while (at < text.size) {
        end = at;
        while (end < text.size && !strchr(", -", text.data[end])) end++;
        if (end > at && !span_is_nocase(span_sub(text, at, end - at), "and")) {
            value = value_of(span_sub(text, at, end - at));
            if (value < 100 && part >= 1000) total += part, part = 0;
            part = value < 100 ? part + value : part * value;
        }
        at = end + 1;
    }
    return total + part;
}

void jwords_pattern(struct buf *b)
{
    for (size_t i = 0; i < COUNT(few); i++) buf_printf(b, "%s|%s|", few[i].ordinal, few[i].word);
    for (size_t i = 0; i < COUNT(tens); i++) buf_printf(b, "%s|%s|", tens[i].ordinal, tens[i].word);
    for (size_t i = 0; i < COUNT(magnitudes); i++) buf_printf(b, "%s|%s|", magnitudes[i].ordinal, magnitudes[i].word);
    buf_add_text(b, "and|[-, ]");
}

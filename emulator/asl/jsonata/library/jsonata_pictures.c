/* $formatNumber: XPath's format-number. A picture has one part for all numbers, or a second one for the negative. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/library/jsonata_integers.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

#define PICTURE_MAX   1024 /* characters; what is longer is cut */
#define POSITIONS_MAX 32

/* The characters with a meaning. */
struct symbols {
    unsigned decimal, grouping, exponent, zero, digit, separator;
    struct span minus, percent, per_mille;
};

/* Characters of a picture. */
struct part {
    const unsigned *at;
    int count;
};

struct positions {
    int items[POSITIONS_MAX];
    int count;
};

/* What a part of the picture tells. */
struct layout {
    struct part whole, prefix, suffix, active, mantissa, integer, fraction, exponent;
    bool has_exponent, has_decimal, is_percent, is_per_mille;
    int integer_min, fraction_min, fraction_max, exponent_min, scale, regular;
    struct positions integer_groups, fraction_groups;
};

/* --- the options
 * --------------------------------------------------------------------------------------------------- */

static unsigned symbol(struct jrun *r, struct jval options, const char *name, unsigned otherwise)
{
    struct jval v = options.kind == J_OBJECT ? jobject_get(r->arena, options.object, span_of(name)) : jundefined();

    return v.kind == J_STRING && v.size ? jtext_code_point(jtext(v)) : otherwise;
}

static struct span sign(struct jrun *r, struct jval options, const char *name, struct span otherwise)
{
    struct jval v = options.kind == J_OBJECT ? jobject_get(r->arena, options.object, span_of(name)) : jundefined();

    return v.kind == J_STRING ? jtext(v) : otherwise;
}

static struct symbols symbols_of(struct jrun *r, struct jval options)
{
    return (struct symbols){
        .decimal = symbol(r, options, "decimal-separator", '.'),
        .grouping = symbol(r, options, "grouping-separator", ','),
        .exponent = symbol(r, options, "exponent-separator", 'e'),
        .zero = symbol(r, options, "zero-digit", '0'),
        .digit = symbol(r, options, "digit", '#'),
        .separator = symbol(r, options, "pattern-separator", ';'),
        .minus = sign(r, options, "minus-sign", SPAN("-")),
        .percent = sign(r, options, "percent", SPAN("%")),
        .per_mille = sign(r, options, "per-mille", SPAN("\u2030")),
    };
}

static bool is_digit(const struct symbols *s, unsigned c)
{
    return c >= s->zero && c <= s->zero + 9;
}

static bool is_active(const struct symbols *s, unsigned c)
{
    return is_digit(s, c) || c == s->decimal || c == s->exponent || c == s->grouping || c == s->digit ||
           c == s->separator;
}

/* --- parts of characters
 * ------------------------------------------------------------------------------------------- */

static struct part sub(struct part p, int from, int to)
{
    if (from < 0) from = 0;
    if (to > p.count) to = p.count;
    return (struct part){ p.at + from, to > from ? to - from : 0 };
}

static int find(struct part p, unsigned c, int from)
{
    for (int i = from; i < p.count; i++)
        if (p.at[i] == c) return i;
    return -1;
}

static int count_text(struct part p, struct span text)
{
    int found = 0;
    unsigned c = jtext_code_point(text);

    for (int i = 0; i < p.count && text.size; i++) found += p.at[i] == c;
    return found;
}

static int count_digits(const struct symbols *s, struct part p, bool optional)
{
    int found = 0;

    for (int i = 0; i < p.count; i++) found += is_digit(s, p.at[i]) || (optional && p.at[i] == s->digit);
    return found;
}

static void split(const struct symbols *s, struct layout *l)
{
    struct part p = l->whole;
    int first = 0, last = p.count, at;

    while (first < p.count && (!is_active(s, p.at[first]) || p.at[first] == s->exponent)) first++;
    while (last > 0 && (!is_active(s, p.at[last - 1]) || p.at[last - 1] == s->exponent)) last--;
    if (first == p.count) first = 0, last = p.count; /* nothing in it has a meaning */
    l->prefix = sub(p, 0, first);
    l->suffix = sub(p, last, p.count);
    l->active = sub(p, first, last);
    at = find(l->active, s->exponent, 0);
    l->has_exponent = at >= 0;
    l->mantissa = at >= 0 ? sub(l->active, 0, at) : l->active;
    if (at >= 0) l->exponent = sub(l->active, at + 1, l->active.count);
    at = find(l->mantissa, s->decimal, 0);
    l->has_decimal = at >= 0;
    l->integer = at >= 0 ? sub(l->mantissa, 0, at) : l->mantissa;
    if (at >= 0) l->fraction = sub(l->mantissa, at + 1, l->mantissa.count);
}

/* --- what a picture must not be
 * ------------------------------------------------------------------------------------ */

static bool has_passive(const struct symbols *s, struct part p)
{
    for (int i = 0; i < p.count; i++)
        if (!is_active(s, p.at[i])) return true;
    return false;
}

static bool has_adjacent_groups(const struct symbols *s, struct part p)
{
    for (int i = 0; i + 1 < p.count; i++)
        if (p.at[i] == s->grouping && p.at[i + 1] == s->grouping) return true;
    return false;
}

static bool is_group_at(const struct symbols *s, struct part p, int at)
{
    return at >= 0 && at < p.count && p.at[at] == s->grouping;
}

static const char *signs_wrong(const struct symbols *s, const struct layout *l)
{
    const char *code = NULL;
    int percents = count_text(l->whole, s->percent), per_milles = count_text(l->whole, s->per_mille), decimal;

    decimal = find(l->whole, s->decimal, 0);
    if (decimal >= 0 && find(l->whole, s->decimal, decimal + 1) >= 0) code = "D3081";
    if (percents > 1) code = "D3082";
    if (per_milles > 1) code = "D3083";
    if (percents && per_milles) code = "D3084";
    if (!count_digits(s, l->mantissa, true)) code = "D3085";
    if (has_passive(s, l->active)) code = "D3086";
    return code;
}

/* The code of what is wrong with a part: of several things, the last that is looked for. */
static const char *wrong(const struct symbols *s, const struct layout *l)
{
    const char *code = signs_wrong(s, l);
    int decimal = find(l->whole, s->decimal, 0), optional;

    if (decimal >= 0 && (is_group_at(s, l->whole, decimal - 1) || is_group_at(s, l->whole, decimal + 1))) {
        code = "D3087";
    } else if (decimal < 0 && is_group_at(s, l->integer, l->integer.count - 1)) {
        code = "D3088";
    }
    if (has_adjacent_groups(s, l->whole)) code = "D3089";
    optional = find(l->integer, s->digit, 0);
    if (optional >= 0 && count_digits(s, sub(l->integer, 0, optional), false)) code = "D3090";
    for (optional = l->fraction.count - 1; optional >= 0 && l->fraction.at[optional] != s->digit;) optional--;
    if (optional >= 0 && count_digits(s, sub(l->fraction, optional, l->fraction.count), false)) code = "D3091";
    if (l->has_exponent && l->exponent.count &&
        (count_text(l->whole, s->percent) || count_text(l->whole, s->per_mille)))
        code = "D3092";
    if (l->has_exponent && (!l->exponent.count || count_digits(s, l->exponent, false) < l->exponent.count))
        code = "D3093";
    return code;
}

/* --- what it tells
 * ------------------------------------------------------------------------------------------------- */

/* Where the grouping separators are: digits to their right, or to their left. */
static struct positions groups(const struct symbols *s, struct part p, bool to_left)
{
    struct positions found = { .count = 0 };

    for (int at = find(p, s->grouping, 0); at >= 0 && found.count < POSITIONS_MAX; at = find(p, s->grouping, at + 1))
        found.items[found.count++] = count_digits(s, to_left ? sub(p, 0, at) : sub(p, at, p.count), true);
    return found;
}

static void analyse(const struct symbols *s, struct layout *l)
{
    l->is_percent = count_text(l->whole, s->percent) > 0;
    l->is_per_mille = count_text(l->whole, s->per_mille) > 0;
    l->integer_groups = groups(s, l->integer, false);
    l->fraction_groups = groups(s, l->fraction, true);
    l->regular = jregular_distance(l->integer_groups.items, l->integer_groups.count);
    l->integer_min = l->scale = count_digits(s, l->integer, false);
    l->fraction_min = count_digits(s, l->fraction, false);
    l->fraction_max = count_digits(s, l->fraction, true);
    if (l->integer_min == 0 && l->fraction_max == 0) {
        if (l->has_exponent) {
            l->fraction_min = l->fraction_max = 1;
        } else {
            l->integer_min = 1;
        }
    }
    if (l->has_exponent && l->integer_min == 0 && find(l->integer, s->digit, 0) >= 0) l->integer_min = 1;
    if (l->integer_min == 0 && l->fraction_min == 0) l->fraction_min = 1;
    l->exponent_min = count_digits(s, l->exponent, false);
}

/* --- writing
 * ------------------------------------------------------------------------------------------------------- */

static void add_part(struct buf *b, struct part p)
{
    for (int i = 0; i < p.count; i++) jtext_add_code_point(b, p.at[i]);
}

static void add_digit(struct buf *b, const struct symbols *s, char digit)
{
    jtext_add_code_point(b, s->zero + (unsigned)(digit - '0'));
}

static bool has_group(const struct positions *p, int position)
{
    for (int i = 0; i < p->count; i++)
        if (p->items[i] == position) return true;
    return false;
}

static void add_integer(struct buf *b, const struct symbols *s, const struct layout *l, const char *digits, int count)
{
    int total = count < l->integer_min ? l->integer_min : count;

    for (int i = 0; i < total; i++) {
        int right = total - i;
        bool grouped = l->regular ? right % l->regular == 0 : has_group(&l->integer_groups, right);
        if (i && grouped) jtext_add_code_point(b, s->grouping);
        add_digit(b, s, i < total - count ? '0' : digits[i - (total - count)]);
    }
}

static void add_fraction(struct buf *b, const struct symbols *s, const struct layout *l, const char *digits, int count)
{
    int total = count < l->fraction_min ? l->fraction_min : count;

    if (!total || !l->has_decimal) return;
    jtext_add_code_point(b, s->decimal);
    for (int i = 0; i < total; i++) {
        if (i && has_group(&l->fraction_groups, i)) jtext_add_code_point(b, s->grouping);
        add_digit(b, s, i < count ? digits[i] : '0');
    }
}

/* The mantissa's digits without needless zeros, laid out. */
static void add_mantissa(struct buf *b, const struct symbols *s, const struct layout *l, double value)
{
    struct buf digits = { 0 };
    const char *integer, *point, *end;

    buf_printf(&digits, "%.*f", l->fraction_max, fabs(jround_half_even(value, l->fraction_max)));
    integer = digits.data;
    point = strchr(integer, '.');
    end = integer + digits.size;
    if (!point) point = end;
    while (*integer == '0') integer++;
    while (end > point + 1 && end[-1] == '0') end--;
    add_integer(b, s, l, integer, (int)(point - integer));
    if (point < end) point++;
    add_fraction(b, s, l, point, (int)(end - point));
    buf_release(&digits);
}

static void add_exponent(struct buf *b, const struct symbols *s, const struct layout *l, int exponent)
{
    char digits[16];
    int count = snprintf(digits, sizeof digits, "%d", exponent < 0 ? -exponent : exponent);

    jtext_add_code_point(b, s->exponent);
    if (exponent < 0) buf_add_span(b, s->minus);
    for (int i = count; i < l->exponent_min; i++) add_digit(b, s, '0');
    for (int i = 0; i < count; i++) add_digit(b, s, digits[i]);
}

static void add_number(struct buf *b, const struct symbols *s, const struct layout *l, double value)
{
    double mantissa = fabs(value), most = pow(10, l->scale), least = pow(10, l->scale - 1);
    int exponent = 0;

    if (l->is_percent) mantissa *= 100;
    if (l->is_per_mille) mantissa *= 1000;
    if (l->exponent_min && mantissa > 0) {
        for (; mantissa < least; mantissa *= 10) exponent--;
        for (; mantissa > most; mantissa /= 10) exponent++;
    }
    add_part(b, l->prefix);
    add_mantissa(b, s, l, mantissa);
    if (l->exponent_min) add_exponent(b, s, l, exponent);
    add_part(b, l->suffix);
}

/* --- the function
 * -------------------------------------------------------------------------------------------------- */

static struct part characters(struct jrun *r, struct span text)
{
    unsigned *points = ARENA_ARRAY(r->arena, unsigned, PICTURE_MAX);
    struct part p = { points, 0 };

    while (text.size && p.count < PICTURE_MAX) {
        points[p.count++] = jtext_code_point(text);
        text = span_sub(text, jtext_char_size(text), text.size);
    }
    return p;
}

struct jval jfn_format_number(struct jrun *r, struct jval *arguments, int count)
{
    struct symbols s;
    struct part picture;
    struct layout layouts[2] = { 0 };
    struct buf b = { 0 };
    double value = arguments[0].number;
    const char *code = NULL;
    int parts = 1, at;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!isfinite(value)) return jfail_value(r, "D1001", arguments[0]);
    s = symbols_of(r, arguments[2]);
    picture = layouts[0].whole = characters(r, jtext(arguments[1]));
    if ((at = find(picture, s.separator, 0)) >= 0) {
        if (find(picture, s.separator, at + 1) >= 0) return jfail(r, (struct jfault){ .code = "D3080" });
        layouts[0].whole = sub(picture, 0, at);
        layouts[1].whole = sub(picture, at + 1, picture.count);
        parts = 2;
    }
    for (int i = 0; i < parts && !code; i++) {
        split(&s, &layouts[i]);
        code = wrong(&s, &layouts[i]);
        analyse(&s, &layouts[i]);
    }
    if (code) return jfail(r, (struct jfault){ .code = code });
    if (value < 0 && parts == 1) buf_add_span(&b, s.minus);
    add_number(&b, &s, &layouts[value < 0 ? parts - 1 : 0], value);
    return jtext_take(r, &b);
}

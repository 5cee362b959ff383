/* Methods of numbers and truths: those of java.lang.Integer, Long, Double and Boolean, also the ones that read a text
 * and are called on any number. */
#include "emulator/vtl/vtl_apply.h"

#include <stdlib.h>

static int64_t whole(const struct doc *number)
{
    double value;

    if (doc_is(number, DOC_INT)) return number->integer;
    value = doc_as_double(number);
    if (value != value) return 0;
    return value >= 9223372036854775807.0 ? INT64_MAX : value <= -9223372036854775808.0 ? INT64_MIN : (int64_t)value;
}

static struct doc *int_value(struct vtl_apply *c)
{
    int64_t value = whole(c->self);

    if (doc_is(c->self, DOC_INT)) return vtl_give_int(c, (int32_t)(uint32_t)(uint64_t)value);
    return vtl_give_int(c, value > INT32_MAX ? INT32_MAX : value < INT32_MIN ? INT32_MIN : value);
}

static struct doc *long_value(struct vtl_apply *c)
{
    return vtl_give_int(c, whole(c->self));
}

static struct doc *double_value(struct vtl_apply *c)
{
    return vtl_double(c->arena, doc_as_double(c->self));
}

static struct doc *compare_to(struct vtl_apply *c)
{
    return vtl_give_int(c, vtl_compare(c->self, c->args[0]));
}

/* --- those that belong to the class ------------------------------------------------------------------------------- */

static int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'z' ? (c | 32) - 'a' + 10 : 99;
}

/* Digits in the base, a sign before them. False when the text is anything else, or is beyond what there is. */
static bool parse(struct span text, int base, int64_t least, int64_t most, int64_t *value)
{
    bool is_negative = span_starts(text, "-");

    if (is_negative || span_starts(text, "+")) text = span_sub(text, 1, SIZE_MAX);
    if (!text.size || base < 2 || base > 36) return false;
    *value = 0;
    for (size_t i = 0; i < text.size; i++) {
        int digit = digit_of(text.data[i]);
        if (digit >= base || __builtin_mul_overflow(*value, base, value)) return false;
        if (__builtin_add_overflow(*value, is_negative ? -digit : digit, value)) return false;
    }
    return *value >= least && *value <= most;
}

static struct doc *parse_whole(struct vtl_apply *c, int64_t least, int64_t most)
{
    int64_t value;

    if (parse(vtl_arg_text(c, 0), (int)vtl_arg_int(c, 1, 10), least, most, &value)) return vtl_give_int(c, value);
    return vtl_apply_fail(c, "the text is no number");
}

static struct doc *parse_int(struct vtl_apply *c)
{
    return parse_whole(c, INT32_MIN, INT32_MAX);
}

static struct doc *parse_long(struct vtl_apply *c)
{
    return parse_whole(c, INT64_MIN, INT64_MAX);
}

static struct doc *parse_double(struct vtl_apply *c)
{
    const char *text = arena_string(c->arena, span_trim(vtl_arg_text(c, 0)));
    char *end;
    double value = strtod(text, &end);
    struct doc *number = *text && !*end && !strpbrk(text, "xXpPnN") ? vtl_double(c->arena, value) : NULL;

    return number ? number : vtl_apply_fail(c, "the text is no number");
}

static struct doc *value_of(struct vtl_apply *c)
{
    if (doc_is_number(c->args[0])) return c->args[0];
    return doc_is(c->self, DOC_INT) ? parse_int(c) : parse_double(c);
}

static struct doc *to_string_of(struct vtl_apply *c)
{
    return vtl_give_text(c, vtl_text(c->arena, c->args[0], NULL));
}

static struct doc *larger(struct vtl_apply *c)
{
    return vtl_compare(c->args[0], c->args[1]) >= 0 ? c->args[0] : c->args[1];
}

static struct doc *smaller(struct vtl_apply *c)
{
    return vtl_compare(c->args[0], c->args[1]) <= 0 ? c->args[0] : c->args[1];
}

static struct doc *sum(struct vtl_apply *c)
{
    const char *error = NULL;
    struct doc *value = vtl_calculate(c->arena, VTL_ADD, c->args[0], c->args[1], NULL, &error);

    return error ? vtl_apply_fail(c, error) : value;
}

static struct doc *to_base(struct vtl_apply *c, unsigned bits)
{
    uint64_t value = (uint64_t)vtl_arg_int(c, 0, 0);
    char text[65];
    size_t at = sizeof text;

    if (vtl_arg_int(c, 0, 0) < 0 && vtl_arg_int(c, 0, 0) >= INT32_MIN) value = (uint32_t)value;
    do {
        text[--at] = "0123456789abcdef"[value & ((1u << bits) - 1)];
        value >>= bits;
    } while (value);
    return vtl_give_text(c, arena_span(c->arena, (struct span){ text + at, sizeof text - at }));
}

static struct doc *to_hex_string(struct vtl_apply *c)
{
    return to_base(c, 4);
}

static struct doc *to_octal_string(struct vtl_apply *c)
{
    return to_base(c, 3);
}

static struct doc *to_binary_string(struct vtl_apply *c)
{
    return to_base(c, 1);
}

const struct vtl_method vtl_number_methods[] = {
    { "intValue", "", int_value },
    { "longValue", "", long_value },
    { "doubleValue", "", double_value },
    { "floatValue", "", double_value },
    { "equals", "O", vtl_method_equals },
    { "compareTo", "N", compare_to },
    { "toString", "", vtl_method_to_string },
    { "toString", "N", to_string_of },
    { "parseInt", "Si", parse_int },
    { "parseLong", "Si", parse_long },
    { "parseDouble", "S", parse_double },
    { "parseFloat", "S", parse_double },
    { "valueOf", "S", value_of },
    { "valueOf", "N", value_of },
    { "max", "NN", larger },
    { "min", "NN", smaller },
    { "sum", "NN", sum },
    { "toHexString", "I", to_hex_string },
    { "toOctalString", "I", to_octal_string },
    { "toBinaryString", "I", to_binary_string },
    { 0 },
};

/* --- truths ------------------------------------------------------------------------------------------------------- */

static struct doc *boolean_value(struct vtl_apply *c)
{
    return c->self;
}

static struct doc *parse_boolean(struct vtl_apply *c)
{
    return vtl_give_bool(c, span_is_nocase(vtl_arg_text(c, 0), "true"));
}

const struct vtl_method vtl_boolean_methods[] = {
    { "booleanValue", "", boolean_value },    { "equals", "O", vtl_method_equals },
    { "toString", "", vtl_method_to_string }, { "parseBoolean", "S", parse_boolean },
    { "valueOf", "S", parse_boolean },        { 0 },
};

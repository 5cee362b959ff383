/* Java's numbers and texts. A double's text is the shortest that reads back the same, laid out as Double.toString does:
 * 0.001 to 9999999.0 plainly, others as 1.0E7. */
#include "emulator/vtl/vtl_values.h"

#include "emulator/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* --- numbers ------------------------------------------------------------------------------------------------------ */

/* Digits and the exponent of the first one. */
static int digits_of(double value, char digits[20], int *exponent)
{
    char text[32];
    int count = 0;

    for (int precision = 14; precision <= 16; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, value);
        if (strtod(text, NULL) == value) break;
    }
    for (const char *c = text; *c != 'e'; c++)
        if (*c >= '0' && *c <= '9') digits[count++] = *c;
    *exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10);
    while (count > 1 && digits[count - 1] == '0') count--;
    return count;
}

/* A point behind the digit at `point`; zeros stand where there are no digits. */
static void lay_out(struct buf *b, const char *digits, int count, int point)
{
    for (int i = point < 0 ? point : 0; i < count || i < point + 2; i++) {
        buf_add_char(b, (char)(i >= 0 && i < count ? digits[i] : '0'));
        if (i == point) buf_add_char(b, '.');
    }
}

struct doc *vtl_double(struct arena *a, double value)
{
    struct buf b = { 0 };
    char digits[20];
    int exponent, count;
    bool is_plain;
    struct doc *d;

    if (!isfinite(value)) return NULL;
    count = digits_of(fabs(value), digits, &exponent);
    is_plain = exponent >= -3 && exponent < 7;
    if (signbit(value)) buf_add_char(&b, '-');
    lay_out(&b, digits, count, is_plain ? exponent : 0);
    if (!is_plain) buf_printf(&b, "E%d", exponent);
    d = doc_number(a, arena_span(a, buf_span(&b)));
    buf_release(&b);
    return d;
}

static bool is_whole(const struct doc *number)
{
    struct span text;

    if (doc_is(number, DOC_INT)) return true;
    text = doc_chars(number);
    return !memchr(text.data, '.', text.size) && !memchr(text.data, 'e', text.size) &&
           !memchr(text.data, 'E', text.size);
}

int vtl_compare(const struct doc *left, const struct doc *right)
{
    double x, y;

    if (!doc_is_number(left) || !doc_is_number(right)) return 2;
    if (doc_is(left, DOC_INT) && doc_is(right, DOC_INT))
        return left->integer < right->integer ? -1 : left->integer > right->integer;
    x = doc_as_double(left);
    y = doc_as_double(right);
    return x < y ? -1 : x > y;
}

static struct doc *calculate_ints(struct arena *a, enum vtl_kind kind, int64_t x, int64_t y, const char **error)
{
    int64_t result = 0;
    bool is_beyond = false;

    switch (kind) {
    case VTL_ADD: is_beyond = __builtin_add_overflow(x, y, &result); break;
    case VTL_SUBTRACT: is_beyond = __builtin_sub_overflow(x, y, &result); break;
    case VTL_MULTIPLY: is_beyond = __builtin_mul_overflow(x, y, &result); break;
    case VTL_DIVIDE: is_beyond = y == -1 && __builtin_sub_overflow(0, x, &result); break;
    default: break;
    }
    if (is_beyond) {
        *error = "a number grew too large"; /* DIFFERS: Velocity goes on with numbers of any size */
        return NULL;
    }
    if ((kind == VTL_DIVIDE || kind == VTL_MODULUS) && !y) return NULL;
    if (kind == VTL_DIVIDE && y != -1) result = x / y;
    if (kind == VTL_MODULUS) result = y == -1 ? 0 : x % y;
    return doc_int(a, result);
}

static struct doc *calculate_doubles(struct arena *a, enum vtl_kind kind, double x, double y)
{
    switch (kind) {
    case VTL_ADD: return vtl_double(a, x + y);
    case VTL_SUBTRACT: return vtl_double(a, x - y);
    case VTL_MULTIPLY: return vtl_double(a, x * y);
    case VTL_DIVIDE: return y == 0 ? NULL : vtl_double(a, x / y);
    default: return y == 0 ? NULL : vtl_double(a, fmod(x, y));
    }
}

struct doc *vtl_calculate(struct arena *a, enum vtl_kind kind, const struct doc *left, const struct doc *right,
                          const struct arena *json, const char **error)
{
    struct span x, y;

    if (vtl_is_null(left) || vtl_is_null(right)) return NULL;
    if (doc_is(left, DOC_INT) && doc_is(right, DOC_INT))
        return calculate_ints(a, kind, left->integer, right->integer, error);
    if (doc_is_number(left) && doc_is_number(right))
        return calculate_doubles(a, kind, doc_as_double(left), doc_as_double(right));
    if (kind != VTL_ADD || (!doc_is(left, DOC_STRING) && !doc_is(right, DOC_STRING))) return NULL;
    x = vtl_text(a, left, json);
    y = vtl_text(a, right, json);
    if (x.size + y.size <= VTL_OUTPUT_BYTES_MAX)
        return doc_string(a, arena_format(a, "%.*s%.*s", SPAN_ARG(x), SPAN_ARG(y)));
    *error = "a text grew too large";
    return NULL;
}

/* --- what is equal ------------------------------------------------------------------------------------------------ */

/* A value may hold itself, and more than once: so both depth and work are bounded. What is beyond is not equal. */
struct comparison {
    int depth;
    int steps;
};

#define STEPS_MAX 1000000

static bool same(struct comparison *c, const struct doc *left, const struct doc *right);

static bool same_lists(struct comparison *c, const struct doc *left, const struct doc *right)
{
    if (doc_count(left) != doc_count(right)) return false;
    for (size_t i = 0; i < doc_count(left); i++)
        if (!same(c, doc_at(left, i), doc_at(right, i))) return false;
    return true;
}

static bool same_maps(struct comparison *c, const struct doc *left, const struct doc *right)
{
    if (doc_count(left) != doc_count(right)) return false;
    for (uint32_t i = 0; i < left->map.count; i++) {
        struct doc *other = doc_get_span(right, left->map.members[i].name);

        if (!other || !same(c, left->map.members[i].value, other)) return false;
    }
    return true;
}

static bool same(struct comparison *c, const struct doc *left, const struct doc *right)
{
    bool is_same;

    if (vtl_is_null(left) || vtl_is_null(right)) return vtl_is_null(left) && vtl_is_null(right);
    if (left == right) return true;
    if (doc_is_number(left) && doc_is_number(right)) return vtl_compare(left, right) == 0;
    if (left->kind != right->kind) return false;
    if (!doc_is(left, DOC_LIST) && !doc_is(left, DOC_MAP)) return doc_equal(left, right);
    if (c->depth == VTL_VALUE_DEPTH_MAX || ++c->steps > STEPS_MAX) return false;
    c->depth++;
    is_same = doc_is(left, DOC_LIST) ? same_lists(c, left, right) : same_maps(c, left, right);
    c->depth--;
    return is_same;
}

bool vtl_same(const struct doc *left, const struct doc *right)
{
    return same(&(struct comparison){ 0 }, left, right);
}

bool vtl_equal(struct arena *a, const struct doc *left, const struct doc *right, const struct arena *json)
{
    bool numbers = doc_is_number(left) && doc_is_number(right);

    if (vtl_is_null(left) || vtl_is_null(right) || numbers || left->kind == right->kind) return vtl_same(left, right);
    return span_eq(vtl_text(a, left, json), vtl_text(a, right, json));
}

/* --- printing ----------------------------------------------------------------------------------------------------- */

struct printer {
    struct buf *out;
    const struct arena *json;
};

static void print(const struct printer *p, const struct doc *d, int depth);

/* As JSON has it; numbers as Java has them. */
static void print_json(const struct printer *p, const struct doc *d, int depth)
{
    if (depth <= VTL_VALUE_DEPTH_MAX && doc_is(d, DOC_LIST) && !p->out->overflowed) {
        buf_add_char(p->out, '[');
        for (size_t i = 0; i < doc_count(d); i++) {
            if (i) buf_add_char(p->out, ',');
            print_json(p, doc_at(d, i), depth + 1);
        }
        buf_add_char(p->out, ']');
    } else if (depth <= VTL_VALUE_DEPTH_MAX && doc_is(d, DOC_MAP) && !p->out->overflowed) {
        buf_add_char(p->out, '{');
        for (uint32_t i = 0; i < d->map.count; i++) {
            if (i) buf_add_char(p->out, ',');
            json_write_string(p->out, d->map.members[i].name);
            buf_add_char(p->out, ':');
            print_json(p, d->map.members[i].value, depth + 1);
        }
        buf_add_char(p->out, '}');
    } else if (doc_is(d, DOC_STRING)) {
        json_write_string(p->out, doc_text(d));
    } else {
        print(p, d, depth);
    }
}

static void print_list(const struct printer *p, const struct doc *d, int depth)
{
    buf_add_char(p->out, '[');
    for (size_t i = 0; i < doc_count(d); i++) {
        if (i) buf_add_text(p->out, ", ");
        print(p, doc_at(d, i), depth + 1);
    }
    buf_add_char(p->out, ']');
}

static void print_map(const struct printer *p, const struct doc *d, int depth)
{
    buf_add_char(p->out, '{');
    for (uint32_t i = 0; i < d->map.count; i++) {
        if (i) buf_add_text(p->out, ", ");
        buf_add_span(p->out, d->map.members[i].name);
        buf_add_char(p->out, '=');
        print(p, d->map.members[i].value, depth + 1);
    }
    buf_add_char(p->out, '}');
}

static void print_number(struct buf *out, const struct doc *d)
{
    struct arena work = { 0 };
    struct doc *plain = is_whole(d) ? NULL : vtl_double(&work, doc_as_double(d));

    buf_add_span(out, doc_chars(plain ? plain : d));
    arena_release(&work);
}

static void print_object(struct buf *out, const struct doc *d)
{
    const struct vtl_object *o = vtl_object_of(d);

    if (o && o->class->print) o->class->print(o, out);
}

static void print(const struct printer *p, const struct doc *d, int depth)
{
    if (depth > VTL_VALUE_DEPTH_MAX || p->out->size > VTL_OUTPUT_BYTES_MAX) p->out->overflowed = true;
    if (p->out->overflowed) return; /* or a value that holds itself twice takes for ever */
    switch (d ? d->kind : DOC_NULL) {
    case DOC_NULL: buf_add_text(p->out, "null"); break;
    case DOC_BOOL: buf_add_text(p->out, d->boolean ? "true" : "false"); break;
    case DOC_INT: buf_add_int(p->out, d->integer); break;
    case DOC_NUMBER: print_number(p->out, d); break;
    case DOC_STRING: buf_add_span(p->out, doc_text(d)); break;
    case DOC_LIST:
        if (p->json && doc_arena(d) == p->json) print_json(p, d, depth);
        else print_list(p, d, depth);
        break;
    case DOC_MAP: print_map(p, d, depth); break;
    case DOC_BLOB: print_object(p->out, d); break;
    case DOC_JSON: break;
    }
}

void vtl_print(struct buf *out, const struct doc *value, const struct arena *json)
{
    struct printer p = { out, json };

    print(&p, value, 0);
}

void vtl_print_json(struct buf *out, const struct doc *value, const struct arena *json)
{
    struct printer p = { out, json };

    print_json(&p, value, 0);
}

struct span vtl_text(struct arena *a, const struct doc *value, const struct arena *json)
{
    struct buf b = { 0 };
    struct span text;

    if (doc_is(value, DOC_STRING)) return doc_text(value);
    vtl_print(&b, value, json);
    text = b.size ? arena_span(a, buf_span(&b)) : SPAN("");
    buf_release(&b);
    return text;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

struct doc *vtl_object_new(struct arena *a, const struct vtl_class *class, void *self)
{
    struct vtl_object *o = ARENA_NEW(a, struct vtl_object);

    *o = (struct vtl_object){ class, self };
    return doc_blob(a, (struct span){ (const char *)o, sizeof *o });
}

const struct vtl_object *vtl_object_of(const struct doc *value)
{
    return doc_is(value, DOC_BLOB) ? (const struct vtl_object *)(const void *)value->text.chars : NULL;
}

/* Functions of numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/values/jsonata_number_text.h"
#include "emulator/base/ids.h"

/* --- from text
 * ----------------------------------------------------------------------------------------------------- */

static size_t digits(struct span s, size_t at)
{
    while (at < s.size && s.data[at] >= '0' && s.data[at] <= '9') at++;
    return at;
}

static bool is_decimal(struct span s)
{
    size_t at = s.size && s.data[0] == '-', end = digits(s, at);

    if (end == at) return false;
    if (end < s.size && s.data[end] == '.') {
        at = end + 1;
        if ((end = digits(s, at)) == at) return false;
    }
    if (end < s.size && (s.data[end] == 'e' || s.data[end] == 'E')) {
        at = end + 1;
        if (at < s.size && (s.data[at] == '+' || s.data[at] == '-')) at++;
        if ((end = digits(s, at)) == at) return false;
    }
    return end == s.size;
}

/* 0x1F, 0o17, 0b11. False when it is no such thing. */
static bool read_prefixed(struct span s, double *value)
{
    int base = 0;

    if (s.size < 3 || s.data[0] != '0') return false;
    if (s.data[1] == 'x' || s.data[1] == 'X') base = 16;
    if (s.data[1] == 'o' || s.data[1] == 'O') base = 8;
    if (s.data[1] == 'b' || s.data[1] == 'B') base = 2;
    if (!base) return false;
    *value = 0;
    for (size_t i = 2; i < s.size; i++) {
        char c = s.data[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 16;
        if (digit >= base) return false;
        *value = *value * base + digit;
    }
    return true;
}

struct jval jfn_number(struct jrun *r, struct jval *arguments, int count)
{
    struct jval v = arguments[0];
    double value;

    (void)count;
    if (v.kind == J_UNDEFINED || v.kind == J_NUMBER) return v;
    if (v.kind == J_BOOL) return jnumber(v.boolean);
    if (v.kind == J_STRING && read_prefixed(jtext(v), &value)) return jnumber(value);
    if (v.kind == J_STRING && is_decimal(jtext(v))) {
        value = strtod(arena_string(r->arena, jtext(v)), NULL);
        if (isfinite(value)) return jnumber(value);
    }
    return jfail(r, (struct jfault){ .code = "D3030", .value = v, .index = 1 });
}

/* --- arithmetic
 * ---------------------------------------------------------------------------------------------------- */

struct jval jfn_abs(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    return jis_defined(arguments[0]) ? jnumber(fabs(arguments[0].number)) : jundefined();
}

struct jval jfn_floor(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    return jis_defined(arguments[0]) ? jnumber(floor(arguments[0].number)) : jundefined();
}

struct jval jfn_ceil(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    return jis_defined(arguments[0]) ? jnumber(ceil(arguments[0].number)) : jundefined();
}

/* value * 10^digits, of the decimal text and so without an error of the multiplication. */
static double shift(double value, int places)
{
    char text[32], shifted[64];
    char *e;

    if (!isfinite(value)) return value;
    jnumber_text(value, text);
    if ((e = strchr(text, 'e'))) *e++ = '\0';
    snprintf(shifted, sizeof shifted, "%se%ld", text, (e ? strtol(e, NULL, 10) : 0L) + places);
    return strtod(shifted, NULL);
}

double jround_half_even(double value, int places)
{
    double shifted = places ? shift(value, places) : value, result = floor(shifted + 0.5);

    if (fabs(shifted) >= 4503599627370496.0) return value; /* no fraction */
    if (fabs(result - shifted) == 0.5 && fabs(fmod(result, 2)) == 1) result--;
    if (places) result = shift(result, -places);
    return result == 0 ? 0 : result;
}

struct jval jfn_round(struct jrun *r, struct jval *arguments, int count)
{
    double places = arguments[1].kind == J_NUMBER ? trunc(arguments[1].number) : 0;

    (void)r;
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (places > 400) return arguments[0];
    return jnumber(jround_half_even(arguments[0].number, places < -400 ? -400 : (int)places));
}

struct jval jfn_power(struct jrun *r, struct jval *arguments, int count)
{
    double result;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (!jis_defined(arguments[1]))
        return jfail(r, (struct jfault){ .code = "D3061", .value = arguments[0], .index = 1 });
    result = pow(arguments[0].number, arguments[1].number);
    if (!isfinite(result))
        return jfail(r, (struct jfault){ .code = "D3061", .value = arguments[0], .value2 = arguments[1], .index = 1 });
    return jnumber(result);
}

struct jval jfn_sqrt(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (arguments[0].number < 0) return jfail(r, (struct jfault){ .code = "D3060", .value = arguments[0], .index = 1 });
    return jnumber(sqrt(arguments[0].number));
}

/* AWS: the first double of Java's generator with that seed, java.util.Random: 48 bits, of which a double takes the
 * upper 26 and then 27. */
static double seeded_double(double seed)
{
    const uint64_t factor = 0x5DEECE66Du, mask = ((uint64_t)1 << 48) - 1;
    uint64_t state = ((uint64_t)(int64_t)seed ^ factor) & mask, upper;

    state = (state * factor + 0xB) & mask;
    upper = state >> 22;
    state = (state * factor + 0xB) & mask;
    return (double)((upper << 27) + (state >> 21)) / 9007199254740992.0;
}

/* A seed is AWS's alone. */
struct jval jfn_random(struct jrun *r, struct jval *arguments, int count)
{
    bool seeded = jis_defined(arguments[0]);

    (void)count;
    if (seeded && !r->scope->is_aws)
        return jfail(r, (struct jfault){ .code = "T0410", .value = arguments[0], .index = 1 });
    if (seeded) return jnumber(fabs(arguments[0].number) < 9.2e18 ? seeded_double(arguments[0].number) : 0);
    return jnumber((double)(random_u64() >> 11) / 9007199254740992.0);
}

/* --- many to one
 * --------------------------------------------------------------------------------------------------- */

struct jval jfn_sum(struct jrun *r, struct jval *arguments, int count)
{
    struct jval *items;
    double total = 0;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    items = jarray_items(r->arena, arguments[0].array);
    for (uint32_t i = 0; i < arguments[0].array->count; i++) total += items[i].number;
    return jnumber(total);
}

struct jval jfn_count(struct jrun *r, struct jval *arguments, int count)
{
    (void)r;
    (void)count;
    return jnumber(jis_defined(arguments[0]) ? arguments[0].array->count : 0);
}

static struct jval extreme(struct jrun *r, struct jval v, bool most)
{
    struct jval *items;
    double found;

    if (!jis_defined(v) || !v.array->count) return jundefined();
    items = jarray_items(r->arena, v.array);
    found = items[0].number;
    for (uint32_t i = 1; i < v.array->count; i++)
        if (most ? items[i].number > found : items[i].number < found) found = items[i].number;
    return jnumber(found);
}

struct jval jfn_max(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return extreme(r, arguments[0], true);
}

struct jval jfn_min(struct jrun *r, struct jval *arguments, int count)
{
    (void)count;
    return extreme(r, arguments[0], false);
}

struct jval jfn_average(struct jrun *r, struct jval *arguments, int count)
{
    if (!jis_defined(arguments[0]) || !arguments[0].array->count) return jundefined();
    return jnumber(jfn_sum(r, arguments, count).number / arguments[0].array->count);
}

/* --- bases
 * --------------------------------------------------------------------------------------------------------- */

struct jval jfn_format_base(struct jrun *r, struct jval *arguments, int count)
{
    static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    char text[1100];
    size_t at = sizeof text;
    double value, radix = 10;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    value = jround_half_even(arguments[0].number, 0);
    if (jis_defined(arguments[1])) radix = jround_half_even(arguments[1].number, 0);
    if (!(radix >= 2 && radix <= 36))
        return jfail(r, (struct jfault){ .code = "D3100", .value = jnumber(radix), .index = 2 });
    if (radix == 10) return jstring(jnumber_span(r->arena, value));
    for (double rest = fabs(value); at > 1 && (rest >= 1 || at == sizeof text); rest = floor(rest / radix))
        text[--at] = letters[(int)fmod(rest, radix)];
    if (value < 0) text[--at] = '-';
    return jstring(arena_span(r->arena, (struct span){ text + at, sizeof text - at }));
}

/* Decimals as an array of digits and the exponent of the first. Adding lays both operands out over the places they
 * cover, at most 126 + 130 + 37 of them, adds digit by digit, and trims; what then needs more than 38 digits is
 * refused, as DynamoDB never rounds. AWS: observed, it calls such a sum an overflow. */
#include "emulator/services/dynamodb/values/dynamodb_numbers.h"

#include <string.h>

/* Exponents from here on are as good as infinite: no literal that fits a request has that many digits. */
#define EXPONENT_INFINITE ((int64_t)1 << 40)

const char *ddb_number_status_text(enum ddb_number_status status)
{
    switch (status) {
    case DDB_NUMBER_OVERFLOW:
        return "Number overflow. Attempting to store a number with magnitude larger than supported range";
    case DDB_NUMBER_UNDERFLOW:
        return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
    case DDB_NUMBER_TOO_PRECISE: return "Attempting to store more than 38 significant digits in a Number";
    case DDB_NUMBER_OK:
    case DDB_NUMBER_INVALID: break;
    }
    return "The parameter cannot be converted to a numeric value";
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

struct scan {
    struct span text;
    size_t at;
};

static int peek(const struct scan *s)
{
    return s->at < s->text.size ? (unsigned char)s->text.data[s->at] : -1;
}

static bool take_sign(struct scan *s, bool *negative)
{
    int c = peek(s);

    *negative = c == '-';
    if (c != '-' && c != '+') return false;
    s->at++;
    return true;
}

/* AWS: observed. An exponent is read as a 64-bit integer, and what is none makes no number. */
static bool take_exponent(struct scan *s, int64_t *exponent)
{
    bool negative;
    size_t from;
    uint64_t value = 0, most;

    *exponent = 0;
    if (peek(s) != 'e' && peek(s) != 'E') return true;
    s->at++;
    take_sign(s, &negative);
    most = (uint64_t)INT64_MAX + negative;
    for (from = s->at; peek(s) >= '0' && peek(s) <= '9'; s->at++) {
        uint64_t digit = (uint64_t)(peek(s) - '0');
        if (value > (most - digit) / 10) return false;
        value = value * 10 + digit;
    }
    *exponent = value < EXPONENT_INFINITE ? (int64_t)value : EXPONENT_INFINITE;
    if (negative) *exponent = -*exponent;
    return s->at > from;
}

/* What the digits before and behind the point say: the significant ones, how many there are in all (trailing zeros not
 * counted), and the exponent of the first if no `e` follows. */
struct mantissa {
    uint8_t digits[DDB_DIGITS_MAX];
    int64_t significant, first;
    bool any;
};

static void take_digits(struct scan *s, struct mantissa *m)
{
    int64_t seen = 0, idle = 0, places = 0;
    bool behind_point = false;

    for (;; s->at++) {
        int c = peek(s);
        if (c == '.' && !behind_point) {
            behind_point = true;
            continue;
        }
        if (c < '0' || c > '9') break;
        m->any = true;
        if (!behind_point) places++;
        if (c == '0' && seen == 0) {
            idle++;
            continue;
        }
        if (seen < DDB_DIGITS_MAX) m->digits[seen] = (uint8_t)(c - '0');
        seen++;
        if (c != '0') m->significant = seen;
    }
    m->first = places - idle - 1;
}

static enum ddb_number_status number_in_range(struct ddb_number *n, int64_t significant, int64_t exponent)
{
    if (exponent > DDB_EXPONENT_MAX) return DDB_NUMBER_OVERFLOW;
    if (exponent < DDB_EXPONENT_MIN) return DDB_NUMBER_UNDERFLOW;
    if (significant > DDB_DIGITS_MAX) return DDB_NUMBER_TOO_PRECISE;
    n->count = (uint8_t)significant;
    n->exponent = (int16_t)exponent;
    return DDB_NUMBER_OK;
}

enum ddb_number_status ddb_number_parse(struct span text, struct ddb_number *n)
{
    struct scan s = { .text = text };
    struct mantissa m = { 0 };
    int64_t exponent;

    *n = (struct ddb_number){ 0 };
    take_sign(&s, &n->negative);
    take_digits(&s, &m);
    if (!m.any || !take_exponent(&s, &exponent) || s.at != text.size) return DDB_NUMBER_INVALID;
    if (m.significant == 0) {
        n->negative = false;
        return exponent > DDB_EXPONENT_MAX   ? DDB_NUMBER_OVERFLOW /* AWS: observed, a zero's counts, too */
               : exponent < DDB_EXPONENT_MIN ? DDB_NUMBER_UNDERFLOW
                                             : DDB_NUMBER_OK;
    }
    memcpy(n->digits, m.digits, (size_t)(m.significant < DDB_DIGITS_MAX ? m.significant : DDB_DIGITS_MAX));
    return number_in_range(n, m.significant, m.first + exponent);
}

/* --- comparing and adding ----------------------------------------------------------------------------------------- */

static int magnitude_compare(const struct ddb_number *a, const struct ddb_number *b)
{
    uint8_t shared = a->count < b->count ? a->count : b->count;
    int order;

    if (!a->count || !b->count) return (a->count > 0) - (b->count > 0);
    if (a->exponent != b->exponent) return a->exponent < b->exponent ? -1 : 1;
    order = memcmp(a->digits, b->digits, shared);
    if (order) return order < 0 ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

int ddb_number_compare(const struct ddb_number *a, const struct ddb_number *b)
{
    if (a->negative != b->negative) return a->negative ? -1 : 1;
    return a->negative ? magnitude_compare(b, a) : magnitude_compare(a, b);
}

#define PLACES_MAX (DDB_EXPONENT_MAX - DDB_EXPONENT_MIN + DDB_DIGITS_MAX + 2)

/* Digits by place, the highest first; places[0] stands for ten to the power of `high`. */
struct places {
    int8_t digits[PLACES_MAX];
    int high, count;
};

static int lowest_exponent(const struct ddb_number *n)
{
    return n->exponent - n->count + 1;
}

/* Lays n over p, times `factor` (1 or -1). */
static void places_add(struct places *p, const struct ddb_number *n, int factor)
{
    for (int i = 0; i < n->count; i++) {
        int8_t *place = &p->digits[p->high - n->exponent + i];
        *place = (int8_t)(*place + factor * n->digits[i]);
    }
}

/* Brings every place back to 0 … 9. The value must not be negative. */
static void places_carry(struct places *p)
{
    for (int i = p->count - 1; i > 0; i--) {
        int carry = p->digits[i] > 9 ? 1 : p->digits[i] < 0 ? -1 : 0;
        p->digits[i] = (int8_t)(p->digits[i] - 10 * carry);
        p->digits[i - 1] = (int8_t)(p->digits[i - 1] + carry);
    }
}

static enum ddb_number_status places_to_number(const struct places *p, bool negative, struct ddb_number *n)
{
    int first = 0, last = p->count - 1;

    *n = (struct ddb_number){ 0 };
    while (first < p->count && p->digits[first] == 0) first++;
    if (first == p->count) return DDB_NUMBER_OK;
    while (p->digits[last] == 0) last--;
    n->negative = negative;
    for (int i = first; i <= last && i - first < DDB_DIGITS_MAX; i++) n->digits[i - first] = (uint8_t)p->digits[i];
    if (last - first >= DDB_DIGITS_MAX) return DDB_NUMBER_OVERFLOW;
    return number_in_range(n, last - first + 1, p->high - first);
}

/* a + b * factor, where |a| is at least |b| unless the signs make both add up. */
static enum ddb_number_status add_ordered(const struct ddb_number *a, const struct ddb_number *b, int factor,
                                          struct ddb_number *sum)
{
    struct places p = { .high = (a->exponent > b->exponent ? a->exponent : b->exponent) + 1 };
    int low = lowest_exponent(a) < lowest_exponent(b) ? lowest_exponent(a) : lowest_exponent(b);

    p.count = p.high - low + 1;
    places_add(&p, a, 1);
    places_add(&p, b, factor);
    places_carry(&p);
    return places_to_number(&p, a->negative, sum);
}

enum ddb_number_status ddb_number_add(const struct ddb_number *a, const struct ddb_number *b, struct ddb_number *sum)
{
    if (!a->count || !b->count) {
        *sum = a->count ? *a : *b;
        return DDB_NUMBER_OK;
    }
    if (a->negative == b->negative) return add_ordered(a, b, 1, sum);
    return magnitude_compare(a, b) >= 0 ? add_ordered(a, b, -1, sum) : add_ordered(b, a, -1, sum);
}

enum ddb_number_status ddb_number_subtract(const struct ddb_number *a, const struct ddb_number *b,
                                           struct ddb_number *rest)
{
    struct ddb_number opposite = *b;

    if (opposite.count) opposite.negative = !opposite.negative;
    return ddb_number_add(a, &opposite, rest);
}

/* --- text and size ------------------------------------------------------------------------------------------------ */

static char *put_zeros(char *out, int count)
{
    if (count > 0) memset(out, '0', (size_t)count);
    return count > 0 ? out + count : out;
}

static char *put_digits(char *out, const struct ddb_number *n, int from, int to)
{
    for (int i = from; i < to; i++) *out++ = (char)('0' + n->digits[i]);
    return out;
}

struct span ddb_number_text(struct arena *a, const struct ddb_number *n)
{
    char text[DDB_EXPONENT_MAX - DDB_EXPONENT_MIN + DDB_DIGITS_MAX + 8], *out = text;
    int whole = n->exponent + 1 < n->count ? n->exponent + 1 : n->count;

    if (!n->count) return SPAN("0");
    if (n->negative) *out++ = '-';
    if (n->exponent < 0) {
        *out++ = '0';
        *out++ = '.';
        out = put_digits(put_zeros(out, -n->exponent - 1), n, 0, n->count);
    } else {
        out = put_zeros(put_digits(out, n, 0, whole), n->exponent + 1 - whole);
        if (whole < n->count) *out++ = '.';
        out = put_digits(out, n, whole, n->count);
    }
    return arena_span(a, (struct span){ text, (size_t)(out - text) });
}

/* AWS: CapacityUnitCalculations says "1 byte per two significant digits" plus one. Measured on AWS, the digits before
 * and behind the point are rounded up to pairs apart, and a minus costs a byte. */
size_t ddb_number_size(const struct ddb_number *n)
{
    int whole = n->exponent < 0 ? 0 : n->exponent + 1 < n->count ? n->exponent + 1 : n->count;

    if (!n->count) return 1;
    return (size_t)(1 + (whole + 1) / 2 + (n->count - whole + 1) / 2 + (n->negative ? 1 : 0));
}

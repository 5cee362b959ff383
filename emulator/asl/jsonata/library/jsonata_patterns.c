/* Functions of strings that take a string or a regular expression to look for. */
#include <math.h>

#include "emulator/asl/jsonata/library/jsonata_functions.h"
#include "emulator/asl/jsonata/library/jsonata_matcher.h"
#include "emulator/asl/jsonata/run/jsonata_call.h"
#include "emulator/asl/jsonata/run/jsonata_print.h"
#include "emulator/asl/jsonata/values/jsonata_text.h"

/* A limit's value; without one there is no end. Fails when it is negative. */
static double limit_of(struct jrun *r, struct jval limit, const char *code, int index)
{
    if (!jis_defined(limit)) return INFINITY;
    if (limit.number < 0) jfail(r, (struct jfault){ .code = code, .value = limit, .index = index });
    return limit.number;
}

struct jval jfn_contains(struct jrun *r, struct jval *arguments, int count)
{
    struct jmatcher matcher = { .pattern = arguments[1], .subject = jtext(arguments[0]) };
    struct span s = jtext(arguments[0]);
    struct jmatch match;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (arguments[1].kind == J_FUNCTION) return jbool(jmatcher_next(r, &matcher, &match) > 0);
    if (arguments[1].kind != J_STRING) return jundefined();
    return jbool(!arguments[1].size || jtext_find(s, jtext(arguments[1]), 0) < s.size);
}

/* --- split
 * --------------------------------------------------------------------------------------------------------- */

static void split_by_text(struct jrun *r, struct jarray *parts, struct span s, struct span separator, double limit)
{
    size_t at = 0, end;

    while (parts->count < limit) {
        end = separator.size ? jtext_find(s, separator, at) : at + jtext_char_size(span_sub(s, at, s.size));
        if (!separator.size && at == s.size) return;
        jarray_push(r->arena, parts, jstring(span_sub(s, at, end - at)));
        if (end == s.size) return;
        at = end + separator.size;
    }
}

static void split_by_pattern(struct jrun *r, struct jarray *parts, struct jmatcher *matcher, double limit)
{
    struct span s = matcher->subject;
    struct jmatch match;
    size_t at = 0;

    while (parts->count < limit && jmatcher_next(r, matcher, &match) > 0) {
        jarray_push(r->arena, parts, jstring(span_sub(s, at, match.start > at ? match.start - at : 0)));
        at = match.end;
    }
    if (parts->count < limit) jarray_push(r->arena, parts, jstring(span_sub(s, at, s.size)));
}

struct jval jfn_split(struct jrun *r, struct jval *arguments, int count)
{
    struct jmatcher matcher = { .pattern = arguments[1], .subject = jtext(arguments[0]) };
    struct jarray *parts = jarray_new(r->arena, 0);
    double limit;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    limit = floor(limit_of(r, arguments[2], "D3020", 3));
    if (r->failed) return jundefined();
    if (arguments[1].kind == J_FUNCTION) {
        split_by_pattern(r, parts, &matcher, limit);
    } else if (!jis_defined(arguments[1])) {
        if (limit > 0) jarray_push(r->arena, parts, arguments[0]);
    } else {
        split_by_text(r, parts, matcher.subject, jtext(arguments[1]), limit);
        if (!parts->count && arguments[1].size && limit > 0) jarray_push(r->arena, parts, arguments[0]);
    }
    return jarray_value(parts);
}

/* --- match
 * --------------------------------------------------------------------------------------------------------- */

struct jval jfn_match(struct jrun *r, struct jval *arguments, int count)
{
    struct jmatcher matcher = { .pattern = arguments[1], .subject = jtext(arguments[0]) };
    struct jarray *found = jsequence_new(r->arena);
    struct jobject *object;
    struct jmatch match;
    double limit;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    limit = limit_of(r, arguments[2], "D3040", 3);
    while (!r->failed && found->count < limit && jmatcher_next(r, &matcher, &match) > 0) {
        object = jobject_new(r->arena);
        jobject_put(r->arena, object, SPAN("match"), jstring(match.text));
        jobject_put(r->arena, object, SPAN("index"),
                    jnumber((double)jtext_units(span_sub(matcher.subject, 0, match.start))));
        jobject_put(r->arena, object, SPAN("groups"), match.groups);
        jarray_push(r->arena, found, jobject_value(object));
    }
    return jarray_value(found);
}

/* --- replace
 * ------------------------------------------------------------------------------------------------------- */

/* The number that up to `digits` digits at the front of s give; -1 when there is none. */
static long number_at(struct span s, int digits)
{
    long value = -1;

    for (size_t i = 0; i < s.size && (int)i < digits && s.data[i] >= '0' && s.data[i] <= '9'; i++)
        value = (value < 0 ? 0 : value * 10) + (s.data[i] - '0');
    return value;
}

static int digits_of(long value)
{
    int digits = 1;

    while (value >= 10) value /= 10, digits++;
    return digits;
}

/* What a `$` stands for in a replacement; gives how many bytes behind it belong to it. */
static size_t add_reference(struct jrun *r, struct buf *b, struct span rest, const struct jmatch *match)
{
    uint32_t groups = match->groups.array->count;
    int digits = digits_of(groups);
    long number;

    if (rest.size && rest.data[0] == '$') {
        buf_add_char(b, '$');
        return 1;
    }
    if (rest.size && rest.data[0] == '0') {
        buf_add_span(b, match->text);
        return 1;
    }
    number = number_at(rest, digits);
    if (digits > 1 && number > (long)groups) number = number_at(rest, digits - 1);
    if (number < 0) {
        buf_add_char(b, '$');
        return 0;
    }
    if (number >= 1 && number <= (long)groups) {
        struct jval group = jarray_at(r->arena, match->groups.array, (uint32_t)number - 1);
        if (group.kind == J_STRING) buf_add_span(b, jtext(group));
    }
    return (size_t)digits_of(number);
}

static void add_replacement(struct jrun *r, struct buf *b, struct span replacement, const struct jmatch *match)
{
    struct span rest = replacement;

    while (rest.size) {
        size_t plain = span_find(rest, '$');
        buf_add_span(b, span_sub(rest, 0, plain));
        if (plain == rest.size) return;
        rest = span_sub(rest, plain + 1, rest.size);
        rest = span_sub(rest, add_reference(r, b, rest, match), rest.size);
    }
}

static void add_called(struct jrun *r, struct buf *b, struct jval function, struct span subject,
                       const struct jmatch *match)
{
    struct jobject *object = jobject_new(r->arena);
    struct jval argument = jobject_value(object), result;

    jobject_put(r->arena, object, SPAN("match"), jstring(match->text));
    jobject_put(r->arena, object, SPAN("start"), jnumber((double)jtext_units(span_sub(subject, 0, match->start))));
    jobject_put(r->arena, object, SPAN("end"), jnumber((double)jtext_units(span_sub(subject, 0, match->end))));
    jobject_put(r->arena, object, SPAN("groups"), match->groups);
    result = jcall(r, function, &argument, 1, jundefined());
    if (r->failed) return;
    if (result.kind != J_STRING) {
        jfail_value(r, "D3012", result);
        return;
    }
    buf_add_span(b, jtext(result));
}

/* The next place where a plain text stands. */
static int next_text(struct jrun *r, struct span subject, struct span text, size_t *at, struct jmatch *match)
{
    size_t start = jtext_find(subject, text, *at);

    if (start == subject.size) return 0;
    *match = (struct jmatch){ text, start, start + text.size, jarray_value(jarray_new(r->arena, 0)) };
    *at = match->end;
    return 1;
}

struct jval jfn_replace(struct jrun *r, struct jval *arguments, int count)
{
    struct jmatcher matcher = { .pattern = arguments[1], .subject = jtext(arguments[0]) };
    struct span s = jtext(arguments[0]);
    bool is_text = arguments[1].kind == J_STRING;
    struct buf b = { 0 };
    struct jmatch match;
    size_t from = 0, at = 0;
    double limit;

    (void)count;
    if (!jis_defined(arguments[0])) return jundefined();
    if (is_text && !arguments[1].size)
        return jfail(r, (struct jfault){ .code = "D3010", .value = arguments[1], .index = 2 });
    limit = limit_of(r, arguments[3], "D3011", 4);
    if (!jis_defined(arguments[1]) || !jis_defined(arguments[2])) return arguments[0];
    for (double n = 0; n < limit && !r->failed && !b.overflowed; n++) {
        if ((is_text ? next_text(r, s, jtext(arguments[1]), &at, &match) : jmatcher_next(r, &matcher, &match)) <= 0)
            break;
        buf_add_span(&b, span_sub(s, from, match.start > from ? match.start - from : 0));
        if (arguments[2].kind == J_FUNCTION) {
            add_called(r, &b, arguments[2], s, &match);
        } else if (is_text) {
            buf_add_span(&b, jtext(arguments[2]));
        } else {
            add_replacement(r, &b, jtext(arguments[2]), &match);
        }
        from = match.end;
    }
    buf_add_span(&b, span_sub(s, from, s.size));
    return jtext_take(r, &b);
}

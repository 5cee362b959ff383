/* The compiler of filter policies. It goes through the tokens in the order in which AWS does, so that of several
 * mistakes the same one is told, with its place in the text; what holds for the policy as a whole (its keys, its
 * complexity) is looked at last. */
#include "emulator/services/sns/sns_filter_policy.h"

#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/services/sns/sns_filter_reader.h"
#include "emulator/services/sns/sns_rules.h"

#define KEYS_MAX         5
#define COMBINATIONS_MAX 150
#define DEPTH_MAX        32

struct compiler {
    struct sns_filter_reader reader;
    struct arena *arena;
    struct span error;
    size_t conditions, room;
    bool is_nested;
};

/* The sum and product that AWS limits: of a list its length times its depth, of "$or" the sum of its alternatives. */
typedef int64_t combinations;

static int object_compile(struct compiler *k, struct span path, int depth, struct sns_filter_condition **out,
                          combinations *count);

static int fail(struct compiler *k, const char *words)
{
    k->error = arena_format(k->arena, "FilterPolicy: %s%.*s", words, SPAN_ARG(sns_filter_place(&k->reader)));
    return -1;
}

static int fail_with(struct compiler *k, const char *words, struct span detail)
{
    return fail(k, arena_printf(k->arena, "%s%.*s", words, SPAN_ARG(detail)));
}

/* Some mistakes are told without their place. */
static int fail_bare(struct compiler *k, const char *words)
{
    k->error = arena_format(k->arena, "FilterPolicy: %s", words);
    return -1;
}

static struct sns_filter_pattern *pattern_add(struct compiler *k, struct sns_filter_pattern ***end,
                                              enum sns_filter_match match)
{
    struct sns_filter_pattern *p = ARENA_NEW(k->arena, struct sns_filter_pattern);

    p->match = match;
    **end = p;
    *end = &p->next;
    return p;
}

static double number_of(struct span literal)
{
    char text[64];
    size_t size = literal.size < sizeof text ? literal.size : sizeof text - 1;

    for (size_t i = 0; i < size; i++) text[i] = literal.data[i];
    text[size] = '\0';
    return strtod(text, NULL);
}

static int expect_end(struct compiler *k, const char *otherwise)
{
    return sns_filter_next(&k->reader) == FILTER_OBJECT_END ? 0 : fail(k, otherwise);
}

/* --- { "numeric": [ ">", 1, "<=", 9 ] } --------------------------------------------------------------------------- */

static int expect_number(struct compiler *k, struct span operator, double * value)
{
    if (sns_filter_next(&k->reader) != FILTER_NUMBER)
        return fail(k, arena_printf(k->arena, "Value of %.*s must be numeric", SPAN_ARG(operator)));
    *value = number_of(k->reader.literal);
    return 0;
}

/* The second half, whose first token has been read. */
static int range_complete(struct compiler *k, enum sns_filter_token token, struct sns_filter_pattern *p)
{
    struct span operator;

    if (token != FILTER_STRING) return fail_with(k, "Bad value in numeric range: ", sns_filter_text(&k->reader));
    operator= sns_filter_text(&k->reader);
    p->high_open = span_is(operator, "<");
    if (!p->high_open && !span_is(operator, "<=")) return fail_with(k, "Bad numeric range operator: ", operator);
    if (expect_number(k, operator, & p->high)) return -1;
    if (sns_filter_next(&k->reader) != FILTER_ARRAY_END) return fail(k, "Too many terms in numeric range expression");
    if (p->low >= p->high) return fail(k, "Bottom must be less than top");
    return 0;
}

static int range_begin(struct compiler *k, struct span operator, struct sns_filter_pattern * p)
{
    enum sns_filter_token token;

    p->low_open = span_is(operator, ">");
    p->high = 1.0 / 0.0;
    if (expect_number(k, operator, & p->low)) return -1;
    token = sns_filter_next(&k->reader);
    return token == FILTER_ARRAY_END ? 0 : range_complete(k, token, p);
}

static int range_single(struct compiler *k, struct span operator, struct sns_filter_pattern * p)
{
    bool is_equal = span_is(operator, "=");

    if (expect_number(k, is_equal ? SPAN("equals") : operator, & p->high)) return -1;
    p->low = is_equal ? p->high : -1.0 / 0.0;
    p->high_open = span_is(operator, "<");
    if (sns_filter_next(&k->reader) != FILTER_ARRAY_END) return fail(k, "Too many elements in numeric expression");
    return 0;
}

static int numeric_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    struct sns_filter_pattern *p = pattern_add(k, end, MATCH_RANGE);
    struct span operator;
    int rc;

    if (sns_filter_next(&k->reader) != FILTER_ARRAY) return fail(k, "Value of numeric must be an array.");
    if (sns_filter_next(&k->reader) != FILTER_STRING)
        return fail_with(k, "Invalid member in numeric match: ", sns_filter_text(&k->reader));
    operator= sns_filter_text(&k->reader);
    if (span_is(operator, ">") || span_is(operator, ">=")) rc = range_begin(k, operator, p);
    else if (span_is(operator, "<") || span_is(operator, "<=") || span_is(operator, "="))
        rc = range_single(k, operator, p);
    else {
        sns_filter_next(&k->reader);
        return fail_with(k, "Unrecognized numeric range operator: ", operator);
    }
    return rc ? rc : expect_end(k, "Too many elements in numeric expression");
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

/* AWS: two stars in a row and a backslash before anything but a star or a backslash are refused. */
static int wildcard_check(struct compiler *k, struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        char next = i + 1 < text.size ? text.data[i + 1] : '\0';
        if (text.data[i] == '\\') {
            if (next != '*' && next != '\\')
                return fail_bare(k, arena_printf(k->arena, "Invalid escape character at pos %zu", i + 1));
            i++;
        } else if (text.data[i] == '*' && next == '*') {
            return fail_bare(k, arena_printf(k->arena, "Consecutive wildcard characters at pos %zu", i + 1));
        }
    }
    return 0;
}

/* { "prefix": "a" } and its like: the name has been read. */
static int text_compile(struct compiler *k, enum sns_filter_match match, const char *name,
                        struct sns_filter_pattern ***end)
{
    struct sns_filter_pattern *p;

    if (sns_filter_next(&k->reader) != FILTER_STRING)
        return fail(k, arena_printf(k->arena, "%s match pattern must be a string", name));
    p = pattern_add(k, end, match);
    p->text = sns_filter_text(&k->reader);
    if (match == MATCH_WILDCARD && wildcard_check(k, p->text)) return -1;
    return expect_end(k, "Only one key allowed in match expression");
}

static int cidr_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    const char *wrong;

    /* AWS: says prefix here, too */
    if (sns_filter_next(&k->reader) != FILTER_STRING) return fail(k, "prefix match pattern must be a string");
    wrong = sns_filter_cidr_parse(k->arena, sns_filter_text(&k->reader), pattern_add(k, end, MATCH_CIDR));
    if (wrong) return fail_bare(k, wrong);
    return expect_end(k, "Only one key allowed in match expression");
}

static int exists_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    enum sns_filter_token token = sns_filter_next(&k->reader);

    if (token != FILTER_TRUE && token != FILTER_FALSE)
        return fail(k, "exists match pattern must be either true or false.");
    pattern_add(k, end, token == FILTER_TRUE ? MATCH_EXISTS : MATCH_ABSENT);
    return expect_end(k, "Only one key allowed in match expression");
}

/* --- { "anything-but": … } ---------------------------------------------------------------------------------------- */

static void literal_add(struct compiler *k, enum sns_filter_token token, struct sns_filter_pattern ***end)
{
    struct sns_filter_pattern *p = pattern_add(k, end, token == FILTER_NUMBER ? MATCH_NUMBER : MATCH_LITERAL);

    p->is_text = token == FILTER_STRING;
    p->text = sns_filter_text(&k->reader);
    if (token == FILTER_NUMBER) p->low = number_of(k->reader.literal);
}

static int anything_but_list(struct compiler *k, struct sns_filter_pattern **list)
{
    struct sns_filter_pattern **end = list;
    bool has_number = false, has_string = false;
    enum sns_filter_token token;

    while ((token = sns_filter_next(&k->reader)) != FILTER_ARRAY_END) {
        if (token != FILTER_STRING && token != FILTER_NUMBER)
            return fail(k, "Inside anything but list, start|null|boolean is not supported.");
        if (token == FILTER_STRING) has_string = true;
        else has_number = true;
        literal_add(k, token, &end);
    }
    if (has_number == has_string)
        return fail(k, "Inside anything but list, either all values are number or string, mixed type is not supported");
    return 0;
}

static int anything_but_text(struct compiler *k, enum sns_filter_match match, struct sns_filter_pattern ***end)
{
    struct sns_filter_pattern *p = pattern_add(k, end, match);

    p->text = sns_filter_text(&k->reader);
    if (!p->text.size && match != MATCH_IGNORE_CASE) return fail(k, "Null prefix/suffix not allowed");
    return match == MATCH_WILDCARD ? wildcard_check(k, p->text) : 0;
}

/* { "prefix": "a" } within, with one text or a list of them. */
static int anything_but_nested(struct compiler *k, struct sns_filter_pattern **list)
{
    static const struct {
        const char *name;
        enum sns_filter_match match;
    } known[] = { { "prefix", MATCH_PREFIX },
                  { "suffix", MATCH_SUFFIX },
                  { "wildcard", MATCH_WILDCARD },
                  { "equals-ignore-case", MATCH_IGNORE_CASE } };
    size_t i = 0;
    enum sns_filter_token token;

    if (sns_filter_next(&k->reader) != FILTER_NAME) return fail(k, "Anything-But expression name not found");
    while (i < 4 && !span_is(k->reader.value, known[i].name)) i++;
    if (i == 4) return fail_with(k, "Unsupported anything-but pattern: ", k->reader.value);
    token = sns_filter_next(&k->reader);
    if (token == FILTER_STRING) {
        if (anything_but_text(k, known[i].match, &list)) return -1;
    } else if (token == FILTER_ARRAY) {
        while ((token = sns_filter_next(&k->reader)) == FILTER_STRING)
            if (anything_but_text(k, known[i].match, &list)) return -1;
        if (token != FILTER_ARRAY_END) return fail(k, "prefix/suffix match pattern must be a string");
    } else {
        return fail(k, "prefix/suffix match pattern must be a string");
    }
    return expect_end(k, "Only one key allowed in match expression");
}

static int anything_but_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    struct sns_filter_pattern *p = pattern_add(k, end, MATCH_ANYTHING_BUT), **list = &p->list;
    enum sns_filter_token token = sns_filter_next(&k->reader);

    if (token == FILTER_OBJECT) {
        if (anything_but_nested(k, &p->list)) return -1;
        return expect_end(k, "Only one key allowed in match expression");
    }
    if (token == FILTER_ARRAY) {
        if (anything_but_list(k, &p->list)) return -1;
    } else if (token == FILTER_STRING || token == FILTER_NUMBER) {
        literal_add(k, token, &list);
    } else {
        return fail(k, "Value of anything-but must be an array or single string/number value.");
    }
    return expect_end(k, "Too many elements in numeric expression");
}

/* --- the match expressions of a list ------------------------------------------------------------------------------ */

static bool is_operator(struct span name)
{
    static const char *const names[] = { "exactly", "prefix", "suffix",   "numeric",           "anything-but",
                                         "exists",  "cidr",   "wildcard", "equals-ignore-case" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i])) return true;
    return false;
}

static int exactly_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    if (sns_filter_next(&k->reader) != FILTER_STRING) return fail(k, "exact match pattern must be a string");
    literal_add(k, FILTER_STRING, end);
    return expect_end(k, "Only one key allowed in match expression");
}

static int match_compile(struct compiler *k, struct sns_filter_pattern ***end)
{
    struct span name;

    if (sns_filter_next(&k->reader) != FILTER_NAME) return fail(k, "Match expression name not found");
    name = k->reader.value;
    if (span_is(name, "exactly")) return exactly_compile(k, end);
    if (span_is(name, "prefix")) return text_compile(k, MATCH_PREFIX, "prefix", end);
    if (span_is(name, "suffix")) return text_compile(k, MATCH_SUFFIX, "suffix", end);
    if (span_is(name, "wildcard")) return text_compile(k, MATCH_WILDCARD, "wildcard", end);
    if (span_is(name, "equals-ignore-case")) return text_compile(k, MATCH_IGNORE_CASE, "equals-ignore-case", end);
    if (span_is(name, "numeric")) return numeric_compile(k, end);
    if (span_is(name, "anything-but")) return anything_but_compile(k, end);
    if (span_is(name, "exists")) return exists_compile(k, end);
    if (span_is(name, "cidr")) return cidr_compile(k, end);
    return fail_with(k, "Unrecognized match type ", name);
}

static int list_compile(struct compiler *k, struct sns_filter_pattern **patterns, combinations *count)
{
    struct sns_filter_pattern **end = patterns;
    enum sns_filter_token token;

    while ((token = sns_filter_next(&k->reader)) != FILTER_ARRAY_END) {
        if (token == FILTER_ARRAY) return fail(k, "Match value must be String, number, true, false, or null");
        if (token == FILTER_OBJECT) {
            if (match_compile(k, &end)) return -1;
        } else {
            literal_add(k, token, &end);
        }
        ++*count;
    }
    return *count ? 0 : fail(k, "Empty arrays are not allowed");
}

/* --- "$or" -------------------------------------------------------------------------------------------------------- */

/* AWS: it is the operator only before a list of two objects or more, none of which begins with an operator's name;
 * else a name like any other. */
static bool is_or(struct compiler *k)
{
    struct sns_filter_reader ahead = k->reader;
    enum sns_filter_token token;
    int depth = 0, objects = 0;
    bool begins = false;

    if (!span_is(k->reader.value, "$or") || sns_filter_next(&ahead) != FILTER_ARRAY) return false;
    while ((token = sns_filter_next(&ahead)) != FILTER_END) {
        if (depth == 0 && token == FILTER_ARRAY_END) return objects >= 2;
        if (depth == 0 && token != FILTER_OBJECT) return false;
        if (depth == 1 && begins && token == FILTER_NAME && is_operator(ahead.value)) return false;
        begins = depth == 0;
        if (begins) objects++;
        if (token == FILTER_OBJECT || token == FILTER_ARRAY) depth++;
        if (token == FILTER_OBJECT_END || token == FILTER_ARRAY_END) depth--;
    }
    return false;
}

static int or_compile(struct compiler *k, struct span path, int depth, struct sns_filter_condition *condition,
                      combinations *count)
{
    struct sns_filter_alternative **end = &condition->either_of;
    combinations sum = 0;

    sns_filter_next(&k->reader); /* the list begins */
    while (sns_filter_next(&k->reader) == FILTER_OBJECT) {
        struct sns_filter_alternative *one = ARENA_NEW(k->arena, struct sns_filter_alternative);
        combinations own = *count;
        if (object_compile(k, path, depth, &one->conditions, &own)) return -1;
        sum += own;
        *end = one;
        end = &one->next;
    }
    *count = sum;
    return 0;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static struct span path_join(struct compiler *k, struct span path, struct span name)
{
    return path.size ? arena_format(k->arena, "%.*s.%.*s", SPAN_ARG(path), SPAN_ARG(name)) : name;
}

static size_t path_names(struct span path)
{
    size_t count = 1;

    for (size_t i = 0; i < path.size; i++)
        if (path.data[i] == '.') count++;
    return count;
}

static combinations bounded(combinations a, combinations b)
{
    return a > COMBINATIONS_MAX || b > COMBINATIONS_MAX ? COMBINATIONS_MAX + 1 : a * b;
}

/* A field, whose name has been read; adds its condition or, of an object, those within. */
static int field_compile(struct compiler *k, struct span path, int depth, struct sns_filter_condition **end,
                         combinations *count)
{
    struct span name = k->reader.value;
    combinations own = 0;
    enum sns_filter_token token;

    if (is_or(k)) {
        *end = ARENA_NEW(k->arena, struct sns_filter_condition);
        return or_compile(k, path, depth, *end, count);
    }
    token = sns_filter_next(&k->reader);
    if (token == FILTER_OBJECT) {
        k->is_nested = true;
        return object_compile(k, path_join(k, path, name), depth + 1, end, count);
    }
    if (token != FILTER_ARRAY)
        return fail(k, arena_printf(k->arena, "\"%.*s\" must be an object or an array", SPAN_ARG(name)));
    *end = ARENA_NEW(k->arena, struct sns_filter_condition);
    (*end)->path = path_join(k, path, name);
    k->conditions++;
    k->room += path_names((*end)->path) + 1;
    if (list_compile(k, &(*end)->patterns, &own)) return -1;
    *count = bounded(*count, bounded(own, depth));
    return 0;
}

static int object_compile(struct compiler *k, struct span path, int depth, struct sns_filter_condition **out,
                          combinations *count)
{
    bool is_empty = true;

    if (depth > DEPTH_MAX) return fail_bare(k, "Filter policy is too complex");
    while (sns_filter_next(&k->reader) == FILTER_NAME) {
        is_empty = false;
        if (field_compile(k, path, depth, out, count)) return -1;
        while (*out) out = &(*out)->next;
    }
    return is_empty ? fail(k, "Empty objects are not allowed") : 0;
}

int sns_filter_policy_compile(struct arena *a, struct span text, enum sns_filter_scope scope,
                              struct sns_filter_policy *policy, struct span *error)
{
    struct doc *d = json_parse(a, text, NULL);
    struct compiler k = { .arena = a };
    combinations count = 1;
    int rc = 0;

    policy->conditions = NULL;
    sns_filter_reader_init(&k.reader, a, text);
    if (!d) rc = fail_bare(&k, arena_printf(a, "failed to parse JSON.%s", sns_json_mistake(a, text)));
    else if (sns_filter_next(&k.reader) != FILTER_OBJECT) rc = fail(&k, "Filter is not an object");
    else if (doc_count(d)) rc = object_compile(&k, (struct span){ NULL, 0 }, 1, &policy->conditions, &count);
    if (rc == 0 && k.is_nested && scope == FILTER_ATTRIBUTES) {
        k.error = SPAN("Filter policy scope MessageAttributes does not support nested filter policy");
        rc = -1;
    }
    if (rc == 0 && doc_count(d) > KEYS_MAX) rc = fail_bare(&k, "Filter policy can not have more than 5 keys");
    if (rc == 0 && (count > COMBINATIONS_MAX || k.conditions > COMBINATIONS_MAX))
        rc = fail_bare(&k, "Filter policy is too complex");
    policy->room = k.room;
    *error = k.error;
    return rc;
}

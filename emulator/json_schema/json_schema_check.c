/* Checking. What a schema asks of a value itself comes first, in the alphabetical order of its keywords; only where all
 * that holds is what is in the value looked at. Alternatives are tried without a word.
 *
 * Work is counted: references that lead back, alternatives in alternatives and hostile patterns end in a refusal. */
#include "emulator/json_schema/json_schema_formats.h"
#include "emulator/json_schema/json_schema_nodes.h"

#include "emulator/base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define DEPTH_MAX 400
#define STEPS_MAX 2000000

struct check {
    struct doc *messages; /* NULL: nobody asks */
    int depth;
    int steps;
};

static const char *const type_names[TYPES] = { "array", "boolean", "integer", "null", "number", "object", "string" };

static bool check(struct check *c, const struct json_schema *s, const struct doc *value);

/* Notes what is wrong; gives false. */
static bool __attribute__((format(printf, 2, 3))) wrong(struct check *c, const char *format, ...)
{
    va_list args;

    if (!c->messages || doc_count(c->messages) >= JSON_SCHEMA_MESSAGES_MAX) return false;
    va_start(args, format);
    doc_append(c->messages,
               doc_string(doc_arena(c->messages), span_of(arena_vprintf(doc_arena(c->messages), format, args))));
    va_end(args);
    return false;
}

/* A value as its JSON, for a message; nothing where nobody asks. */
static const char *text_of(struct check *c, const struct doc *value)
{
    struct span text = c->messages ? json_text(doc_arena(c->messages), value) : SPAN("");

    return text.data;
}

static int compare_names(const void *a, const void *b)
{
    return span_compare(*(const struct span *)a, *(const struct span *)b);
}

/* Names in alphabetical order, as JSON. */
static const char *names_text(struct check *c, struct span *names, size_t count)
{
    struct doc *list;

    if (!c->messages) return "";
    qsort(names, count, sizeof *names, compare_names);
    list = doc_list(doc_arena(c->messages));
    for (size_t i = 0; i < count; i++) doc_append_str(list, names[i]);
    return text_of(c, list);
}

/* --- types and values --------------------------------------------------------------------------------------------- */

static bool is_whole(const struct doc *number)
{
    struct span text;

    if (doc_is(number, DOC_INT)) return true;
    text = doc_chars(number);
    for (size_t i = 0; i < text.size; i++)
        if (strchr(".eE", text.data[i])) return false;
    return true;
}

static enum json_schema_type type_of(const struct doc *value)
{
    switch (value->kind) {
    case DOC_LIST: return TYPE_ARRAY;
    case DOC_BOOL: return TYPE_BOOLEAN;
    case DOC_NULL: return TYPE_NULL;
    case DOC_MAP: return TYPE_OBJECT;
    case DOC_INT:
    case DOC_NUMBER: return is_whole(value) ? TYPE_INTEGER : TYPE_NUMBER;
    default: return TYPE_STRING;
    }
}

/* A number may be a whole one. */
static bool check_type(struct check *c, const struct json_schema *s, const struct doc *value)
{
    unsigned types = s->types & 1u << TYPE_NUMBER ? s->types | 1u << TYPE_INTEGER : s->types;
    struct span names[TYPES];
    size_t count = 0;

    if (!types || types & 1u << type_of(value)) return true;
    for (int i = 0; i < TYPES; i++)
        if (types & 1u << i) names[count++] = span_of(type_names[i]);
    return wrong(c, "instance type (%s) does not match any allowed primitive type (allowed: %s)",
                 type_names[type_of(value)], names_text(c, names, count));
}

static bool check_values(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->values) return true;
    c->steps += (int)doc_count(s->values) / 16;
    for (size_t i = 0; i < doc_count(s->values); i++)
        if (doc_equal(doc_at(s->values, i), value)) return true;
    return wrong(c, "instance value (%s) not found in enum (possible values: %s)", text_of(c, value),
                 text_of(c, s->values));
}

/* --- numbers ------------------------------------------------------------------------------------------------------ */

static int order(const struct doc *a, const struct doc *b)
{
    double x, y;

    if (doc_is(a, DOC_INT) && doc_is(b, DOC_INT)) return a->integer < b->integer ? -1 : a->integer > b->integer;
    x = doc_as_double(a);
    y = doc_as_double(b);
    return x < y ? -1 : x > y;
}

static bool check_maximum(struct check *c, const struct json_schema *s, const struct doc *value)
{
    int side = s->maximum ? order(value, s->maximum) : -1;

    if (side > 0)
        return wrong(c, "numeric instance is greater than the required maximum (maximum: %s, found: %s)",
                     text_of(c, s->maximum), text_of(c, value));
    if (side < 0 || !s->is_below_maximum) return true;
    return wrong(c, "numeric instance is not strictly lower than the required maximum %s", text_of(c, s->maximum));
}

static bool check_minimum(struct check *c, const struct json_schema *s, const struct doc *value)
{
    int side = s->minimum ? order(value, s->minimum) : 1;

    if (side < 0)
        return wrong(c, "numeric instance is lower than the required minimum (minimum: %s, found: %s)",
                     text_of(c, s->minimum), text_of(c, value));
    if (side > 0 || !s->is_above_minimum) return true;
    return wrong(c, "numeric instance is not strictly greater than the required minimum %s", text_of(c, s->minimum));
}

/* Decimal numbers have no exact doubles: a quotient this close to a whole one is one. */
static bool divides(const struct doc *value, const struct doc *by)
{
    double quotient;

    if (doc_is(value, DOC_INT) && doc_is(by, DOC_INT)) return value->integer % by->integer == 0;
    quotient = doc_as_double(value) / doc_as_double(by);
    return isfinite(quotient) && fabs(quotient - round(quotient)) <= 1e-9 * fmax(1, fabs(quotient) * 1e-6);
}

static bool check_multiple(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->multiple_of || divides(value, s->multiple_of)) return true;
    return wrong(c, "remainder of division is not zero (%s / %s)", text_of(c, value), text_of(c, s->multiple_of));
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static bool check_format(struct check *c, const struct json_schema *s, const struct doc *value)
{
    const char *what = s->format.size ? json_schema_format_wrong(s->format, doc_text(value)) : NULL;

    if (!what) return true;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return wrong(c, what, SPAN_ARG(doc_text(value)));
#pragma GCC diagnostic pop
}

static bool check_length(struct check *c, const struct json_schema *s, const struct doc *value)
{
    struct span text = doc_text(value);
    int64_t length = s->length_min < 0 && s->length_max < 0 ? 0 : (int64_t)span_code_points(text);
    bool is_good = true;

    if (s->length_max >= 0 && length > s->length_max)
        is_good = wrong(c, "string \"%.*s\" is too long (length: %lld, maximum allowed: %lld)", SPAN_ARG(text),
                        (long long)length, (long long)s->length_max);
    if (s->length_min >= 0 && length < s->length_min)
        is_good = wrong(c, "string \"%.*s\" is too short (length: %lld, required minimum: %lld)", SPAN_ARG(text),
                        (long long)length, (long long)s->length_min);
    return is_good;
}

static bool matches(struct check *c, const struct regex *regex, struct span text)
{
    struct regex_match match;
    int found = regex_match(regex, text, 0, &match);

    c->steps += found < 0 ? STEPS_MAX / 10 : 20;
    return found > 0;
}

static bool check_pattern(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->pattern || matches(c, s->pattern, doc_text(value))) return true;
    return wrong(c, "ECMA 262 regex \"%.*s\" does not match input string \"%.*s\"", SPAN_ARG(s->pattern_text),
                 SPAN_ARG(doc_text(value)));
}

/* --- arrays ------------------------------------------------------------------------------------------------------- */

static bool check_more_items(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->has_no_more_items || s->items || !s->tuple.count || doc_count(value) <= s->tuple.count) return true;
    return wrong(c, "schema only allows %u elements in array but instance has %zu elements", s->tuple.count,
                 doc_count(value));
}

static bool check_items_count(struct check *c, const struct json_schema *s, const struct doc *value)
{
    long long count = (long long)doc_count(value);
    bool is_good = true;

    if (s->items_max >= 0 && count > s->items_max)
        is_good = wrong(c, "array is too long: must have at most %lld elements but instance has %lld elements",
                        (long long)s->items_max, count);
    if (s->items_min >= 0 && count < s->items_min)
        is_good = wrong(c, "array is too short: must have at least %lld elements but instance has %lld elements",
                        (long long)s->items_min, count);
    return is_good;
}

/* Equal values have equal hashes: members count in any order, numbers by their double. */
static uint64_t hash_of(const struct doc *d)
{
    uint64_t hash = (uint64_t)d->kind * UINT64_C(0x9E3779B97F4A7C15);
    double number;

    if (doc_is_number(d)) {
        number = doc_as_double(d) + 0.0; /* -0 is 0 */
        return span_hash((struct span){ (const char *)&number, sizeof number });
    }
    if (doc_is(d, DOC_BOOL)) return hash + d->boolean;
    if (doc_is(d, DOC_STRING)) return span_hash(doc_text(d));
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) hash = hash * 31 + hash_of(doc_at(d, i));
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++)
        hash += (span_hash(d->map.members[i].name) | 1) * (hash_of(d->map.members[i].value) | 1);
    return hash;
}

static bool are_unique(struct check *c, const struct doc *list)
{
    struct arena work = { 0 };
    size_t count = doc_count(list), slots = 16;
    const struct doc **table;
    bool unique = true;

    while (slots < 2 * count) slots *= 2;
    table = ARENA_ARRAY(&work, const struct doc *, slots);
    for (size_t i = 0; i < count && unique; i++) {
        size_t slot = hash_of(doc_at(list, i)) & (slots - 1);

        for (; table[slot] && unique && c->steps < STEPS_MAX; slot = (slot + 1) & (slots - 1)) {
            unique = !doc_equal(table[slot], doc_at(list, i));
            c->steps++;
        }
        table[slot] = doc_at(list, i);
    }
    arena_release(&work);
    return unique;
}

static bool check_unique(struct check *c, const struct json_schema *s, const struct doc *value)
{
    return !s->are_unique || are_unique(c, value) || wrong(c, "array must not contain duplicate elements");
}

static const struct json_schema *schema_of_item(const struct json_schema *s, size_t i)
{
    if (s->items || !s->tuple.count) return s->items;
    return i < s->tuple.count ? s->tuple.items[i] : s->more_items;
}

static bool check_items(struct check *c, const struct json_schema *s, const struct doc *value)
{
    bool is_good = true;

    if (!s->items && !s->tuple.count) return true;
    for (size_t i = 0; i < doc_count(value); i++) {
        const struct json_schema *item = schema_of_item(s, i);

        if (item && !check(c, item, doc_at(value, i))) is_good = false;
    }
    return is_good;
}

/* --- objects ------------------------------------------------------------------------------------------------------ */

static const struct json_schema *schema_of_member(const struct json_schema *s, struct span name)
{
    const struct doc *place = doc_get_span(s->properties, name);

    return place ? s->property_schemas.items[place->integer] : NULL;
}

static bool is_told(struct check *c, const struct json_schema *s, struct span name)
{
    if (doc_get_span(s->properties, name)) return true;
    for (uint32_t i = 0; i < s->pattern_count; i++)
        if (matches(c, s->patterns[i].regex, name)) return true;
    return false;
}

static bool check_more_members(struct check *c, const struct json_schema *s, const struct doc *value)
{
    struct arena work = { 0 };
    struct span *names;
    size_t count = 0;
    bool is_good = true;

    if (!s->has_no_more_members) return true;
    names = ARENA_ARRAY(&work, struct span, value->map.count);
    for (uint32_t i = 0; i < value->map.count; i++)
        if (!is_told(c, s, value->map.members[i].name)) names[count++] = value->map.members[i].name;
    if (count)
        is_good = wrong(c, "object instance has properties which are not allowed by the schema: %s",
                        names_text(c, names, count));
    arena_release(&work);
    return is_good;
}

/* Those of the names that the object lacks, in `names`, which has room for all. */
static size_t missing(const struct doc *value, const struct doc *wanted, struct span *names)
{
    size_t count = 0;

    for (size_t i = 0; i < doc_count(wanted); i++)
        if (!doc_get_span(value, doc_text(doc_at(wanted, i)))) names[count++] = doc_text(doc_at(wanted, i));
    return count;
}

static bool check_required(struct check *c, const struct json_schema *s, const struct doc *value)
{
    struct arena work = { 0 };
    struct span *names;
    size_t count;
    bool is_good = true;

    if (!s->required) return true;
    names = ARENA_ARRAY(&work, struct span, doc_count(s->required));
    count = missing(value, s->required, names);
    if (count) is_good = wrong(c, "object has missing required properties (%s)", names_text(c, names, count));
    arena_release(&work);
    return is_good;
}

static bool check_dependency(struct check *c, const struct json_schema_dependency *d, const struct doc *value)
{
    struct arena work = { 0 };
    struct span *names;
    size_t count;
    bool is_good = true;

    if (!doc_get_span(value, d->name)) return true;
    if (!d->names) return check(c, d->schema, value);
    names = ARENA_ARRAY(&work, struct span, doc_count(d->names) + 1);
    count = missing(value, d->names, names);
    if (count)
        is_good =
            wrong(c, "property \"%.*s\" of object has missing property dependencies (schema requires %s; missing: %s)",
                  SPAN_ARG(d->name), text_of(c, d->names), names_text(c, names, count));
    arena_release(&work);
    return is_good;
}

static bool check_dependencies(struct check *c, const struct json_schema *s, const struct doc *value)
{
    bool is_good = true;

    for (uint32_t i = 0; i < s->dependency_count; i++)
        if (!check_dependency(c, &s->dependencies[i], value)) is_good = false;
    return is_good;
}

static bool check_members_count(struct check *c, const struct json_schema *s, const struct doc *value)
{
    long long count = (long long)doc_count(value);
    bool is_good = true;

    if (s->members_max >= 0 && count > s->members_max)
        is_good = wrong(c, "object has too many properties (found %lld but schema requires at most %lld)", count,
                        (long long)s->members_max);
    if (s->members_min >= 0 && count < s->members_min)
        is_good = wrong(c, "object has too few properties (found %lld but schema requires at least %lld)", count,
                        (long long)s->members_min);
    return is_good;
}

static bool check_member(struct check *c, const struct json_schema *s, const struct doc_member *m)
{
    const struct json_schema *own = schema_of_member(s, m->name);
    bool is_good = !own || check(c, own, m->value), has_pattern = false;

    for (uint32_t i = 0; i < s->pattern_count; i++) {
        if (!matches(c, s->patterns[i].regex, m->name)) continue;
        has_pattern = true;
        if (!check(c, s->patterns[i].schema, m->value)) is_good = false;
    }
    if (!own && !has_pattern && s->more_members && !check(c, s->more_members, m->value)) is_good = false;
    return is_good;
}

static bool check_members(struct check *c, const struct json_schema *s, const struct doc *value)
{
    bool is_good = true;

    if (!s->properties && !s->pattern_count && !s->more_members) return true;
    for (uint32_t i = 0; i < value->map.count; i++)
        if (!check_member(c, s, &value->map.members[i])) is_good = false;
    return is_good;
}

/* --- alternatives ------------------------------------------------------------------------------------------------- */

static bool fits_quietly(struct check *c, const struct json_schema *s, const struct doc *value)
{
    struct doc *messages = c->messages;
    bool fits;

    c->messages = NULL;
    fits = check(c, s, value);
    c->messages = messages;
    return fits;
}

static unsigned count_fits(struct check *c, const struct json_schema_list *list, const struct doc *value)
{
    unsigned count = 0;

    for (uint32_t i = 0; i < list->count; i++) count += fits_quietly(c, list->items[i], value);
    return count;
}

static bool check_all_of(struct check *c, const struct json_schema *s, const struct doc *value)
{
    unsigned count = s->all_of.count ? count_fits(c, &s->all_of, value) : 0;

    return count == s->all_of.count ||
           wrong(c, "instance failed to match all required schemas (matched only %u out of %u)", count,
                 s->all_of.count);
}

static bool check_any_of(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->any_of.count || count_fits(c, &s->any_of, value)) return true;
    return wrong(c, "instance failed to match at least one required schema among %u", s->any_of.count);
}

static bool check_one_of(struct check *c, const struct json_schema *s, const struct doc *value)
{
    unsigned count = s->one_of.count ? count_fits(c, &s->one_of, value) : 1;

    return count == 1 ||
           wrong(c, "instance failed to match exactly one schema (matched %u out of %u)", count, s->one_of.count);
}

static bool check_not(struct check *c, const struct json_schema *s, const struct doc *value)
{
    if (!s->not_of || !fits_quietly(c, s->not_of, value)) return true;
    return wrong(c, "instance matched a schema which it should not have");
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

#define ANY     (1u << TYPES) - 1
#define NUMBERS (1u << TYPE_INTEGER | 1u << TYPE_NUMBER)

/* In alphabetical order of the keywords; to what types of values they apply. */
static const struct keyword {
    bool (*check)(struct check *c, const struct json_schema *s, const struct doc *value);
    unsigned types;
} keywords[] = {
    { check_more_items, 1u << TYPE_ARRAY },     /* additionalItems */
    { check_more_members, 1u << TYPE_OBJECT },  /* additionalProperties */
    { check_all_of, ANY },                      /* allOf */
    { check_any_of, ANY },                      /* anyOf */
    { check_dependencies, 1u << TYPE_OBJECT },  /* dependencies */
    { check_values, ANY },                      /* enum */
    { check_format, 1u << TYPE_STRING },        /* format */
    { check_items_count, 1u << TYPE_ARRAY },    /* maxItems, minItems */
    { check_length, 1u << TYPE_STRING },        /* maxLength, minLength */
    { check_members_count, 1u << TYPE_OBJECT }, /* maxProperties, minProperties */
    { check_maximum, NUMBERS },                 /* maximum */
    { check_minimum, NUMBERS },                 /* minimum */
    { check_multiple, NUMBERS },                /* multipleOf */
    { check_not, ANY },                         /* not */
    { check_one_of, ANY },                      /* oneOf */
    { check_pattern, 1u << TYPE_STRING },       /* pattern */
    { check_required, 1u << TYPE_OBJECT },      /* required */
    { check_type, ANY },                        /* type */
    { check_unique, 1u << TYPE_ARRAY },         /* uniqueItems */
};

static bool check_parts(struct check *c, const struct json_schema *s, const struct doc *value)
{
    unsigned type = 1u << type_of(value);
    bool is_good = true;

    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (keywords[i].types & type && !keywords[i].check(c, s, value)) is_good = false;
    if (!is_good) return false;
    if (doc_is(value, DOC_LIST)) return check_items(c, s, value);
    return !doc_is(value, DOC_MAP) || check_members(c, s, value);
}

static bool check(struct check *c, const struct json_schema *s, const struct doc *value)
{
    bool is_good;

    if (++c->steps > STEPS_MAX || c->depth >= DEPTH_MAX) return wrong(c, "the schema is too complex for this instance");
    c->depth++;
    is_good = s->refers_to ? check(c, s->refers_to, value) : check_parts(c, s, value);
    c->depth--;
    return is_good && c->steps <= STEPS_MAX;
}

bool json_schema_check(const struct json_schema *schema, const struct doc *value, struct doc *messages)
{
    struct check c = { .messages = messages };

    return check(&c, schema, value);
}

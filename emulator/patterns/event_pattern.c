/* Rules are { "NAME": ARGUMENT } or values to be equal to. */
#include "emulator/patterns/event_pattern.h"

#include "emulator/base/json.h"

/* --- is it a pattern? --------------------------------------------------------------------------------------------- */

static bool is_scalar(const struct doc *d)
{
    return doc_is(d, DOC_STRING) || doc_is(d, DOC_NULL) || doc_is(d, DOC_BOOL) || doc_is_number(d);
}

static bool is_list_of(const struct doc *d, bool (*is_one)(const struct doc *d))
{
    for (size_t i = 0; i < doc_count(d); i++)
        if (!is_one(doc_at(d, i))) return false;
    return doc_is(d, DOC_LIST) && doc_count(d) > 0;
}

static const struct doc_member *only_member(const struct doc *d)
{
    return doc_is(d, DOC_MAP) && doc_count(d) == 1 ? &d->map.members[0] : NULL;
}

static bool is_affix(struct span name)
{
    return span_is(name, "prefix") || span_is(name, "suffix") || span_is(name, "equals-ignore-case");
}

static bool is_text_rule(const struct doc *d)
{
    const struct doc_member *m = only_member(d);

    return m && is_affix(m->name) && doc_is(m->value, DOC_STRING);
}

static bool is_operator(struct span text)
{
    return span_is(text, "=") || span_is(text, "<") || span_is(text, "<=") || span_is(text, ">") || span_is(text, ">=");
}

/* ["=", 5], [">", 0, "<=", 10] */
static bool is_numeric(const struct doc *tests)
{
    size_t count = doc_count(tests);

    if (!doc_is(tests, DOC_LIST) || (count != 2 && count != 4)) return false;
    for (size_t i = 0; i < count; i += 2)
        if (!is_operator(doc_text(doc_at(tests, i))) || !doc_is_number(doc_at(tests, i + 1))) return false;
    return true;
}

static bool is_rule(const struct doc *d)
{
    const struct doc_member *m = only_member(d);

    if (is_scalar(d) || is_text_rule(d)) return true;
    if (!m) return false;
    if (span_is(m->name, "exists")) return doc_is(m->value, DOC_BOOL);
    if (span_is(m->name, "numeric")) return is_numeric(m->value);
    if (span_is(m->name, "anything-but"))
        return is_scalar(m->value) || is_text_rule(m->value) || is_list_of(m->value, is_scalar);
    return false;
}

bool event_pattern_is_valid(const struct doc *pattern)
{
    if (!doc_is(pattern, DOC_MAP)) return false;
    for (size_t i = 0; i < doc_count(pattern); i++) {
        const struct doc_member *m = &pattern->map.members[i];

        if (span_is(m->name, "$or") ? !is_list_of(m->value, event_pattern_is_valid)
                                    : !is_list_of(m->value, is_rule) && !event_pattern_is_valid(m->value))
            return false;
    }
    return true;
}

/* --- does it match? ----------------------------------------------------------------------------------------------- */

static bool is_equal(const struct doc *rule, const struct doc *value)
{
    if (doc_is_number(rule) && doc_is_number(value)) return doc_as_double(rule) == doc_as_double(value);
    return doc_equal(rule, value);
}

static bool text_matches(struct span name, struct span wanted, const struct doc *value)
{
    struct span text = doc_text(value);

    if (!doc_is(value, DOC_STRING)) return false;
    if (span_is(name, "equals-ignore-case")) return span_eq_nocase(text, wanted);
    if (text.size < wanted.size) return false;
    return span_eq(span_sub(text, span_is(name, "suffix") ? text.size - wanted.size : 0, wanted.size), wanted);
}

static bool numeric_matches(const struct doc *tests, const struct doc *value)
{
    double x = doc_as_double(value);

    if (!doc_is_number(value)) return false;
    for (size_t i = 0; i < doc_count(tests); i += 2) {
        struct span operator= doc_text(doc_at(tests, i));
        double y = doc_as_double(doc_at(tests, i + 1));
        bool holds = span_is(operator, "=")    ? x == y
                     : span_is(operator, "<")  ? x < y
                     : span_is(operator, "<=") ? x <= y
                     : span_is(operator, ">")  ? x > y
                                               : x >= y;

        if (!holds) return false;
    }
    return true;
}

/* `but` is a value, a list of them, or a rule about texts. */
static bool is_anything_but(const struct doc *but, const struct doc *value)
{
    const struct doc_member *m = only_member(but);

    if (m) return !text_matches(m->name, doc_text(m->value), value);
    if (!doc_is(but, DOC_LIST)) return !is_equal(but, value);
    for (size_t i = 0; i < doc_count(but); i++)
        if (is_equal(doc_at(but, i), value)) return false;
    return true;
}

/* AWS: only leaves are there; an object is not. */
static bool rule_matches(const struct doc *rule, const struct doc *value)
{
    const struct doc_member *m = only_member(rule);
    bool is_there = value && !doc_is(value, DOC_MAP);

    if (m && span_is(m->name, "exists")) return m->value->boolean == is_there;
    if (!is_there) return false;
    if (!m) return is_equal(rule, value);
    if (span_is(m->name, "numeric")) return numeric_matches(m->value, value);
    if (span_is(m->name, "anything-but")) return is_anything_but(m->value, value);
    return text_matches(m->name, doc_text(m->value), value);
}

static bool rules_match(const struct doc *rules, const struct doc *value)
{
    for (size_t i = 0; i < doc_count(rules); i++)
        if (rule_matches(doc_at(rules, i), value)) return true;
    return false;
}

static bool part_matches(const struct doc *part, const struct doc *value)
{
    for (size_t i = 0; doc_is(value, DOC_LIST) && i < doc_count(value); i++)
        if (part_matches(part, doc_at(value, i))) return true;
    if (doc_is(value, DOC_LIST) && doc_count(value)) return false;
    return doc_is(part, DOC_MAP) ? event_pattern_matches(part, value) : rules_match(part, value);
}

bool event_pattern_matches(const struct doc *pattern, const struct doc *event)
{
    for (size_t i = 0; i < doc_count(pattern); i++) {
        const struct doc_member *m = &pattern->map.members[i];

        if (span_is(m->name, "$or") ? !event_patterns_match(m->value, event)
                                    : !part_matches(m->value, doc_get_span(event, m->name)))
            return false;
    }
    return true;
}

/* --- lists of patterns -------------------------------------------------------------------------------------------- */

struct doc *event_patterns_read(struct arena *a, const struct doc *filters, bool *is_valid)
{
    struct doc *patterns = doc_count(filters) ? doc_list(a) : NULL;

    *is_valid = true;
    for (size_t i = 0; i < doc_count(filters); i++) {
        struct doc *pattern = json_parse(a, doc_get_str(doc_at(filters, i), "Pattern"), NULL);

        if (event_pattern_is_valid(pattern)) doc_append(patterns, pattern);
        else *is_valid = false;
    }
    return patterns;
}

bool event_patterns_match(const struct doc *patterns, const struct doc *event)
{
    for (size_t i = 0; i < doc_count(patterns); i++)
        if (event_pattern_matches(doc_at(patterns, i), event)) return true;
    return !patterns;
}

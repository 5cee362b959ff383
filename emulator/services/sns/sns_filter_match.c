/* Matching. A condition holds when any value under its path matches any of its patterns: of a list one item is
 * enough, also for "anything-but".
 *
 * AWS: conditions whose paths go through the same list must hold in the same item of it ("array consistency"). So
 * the message is gone through as a tree, with the conditions that are still open: in an object they part, each to
 * the member that its path names; of a list one item must satisfy them all. "$or" comes before: one choice of
 * alternatives after another is tried, of which the policy's complexity leaves at most 150. */
#include "emulator/services/sns/sns_filter_match.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/json.h"

/* --- addresses ---------------------------------------------------------------------------------------------------- */

/* 4 or 16 bytes; 0 when it is no address. */
static int address_parse(struct span text, unsigned char out[16])
{
    char copy[64];

    if (text.size >= sizeof copy) return 0;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    if (inet_pton(AF_INET, copy, out) == 1) return 4;
    return inet_pton(AF_INET6, copy, out) == 1 ? 16 : 0;
}

const char *sns_filter_cidr_parse(struct arena *a, struct span text, struct sns_filter_pattern *p)
{
    struct span rest = text, address, bits;
    int64_t count;

    span_split(&rest, '/', &address);
    if (!rest.data || !span_split(&rest, '/', &bits) || rest.data) return "Malformed CIDR, one '/' required";
    if (!span_int(bits, &count)) return "Malformed CIDR, mask bits must be an integer";
    if (count < 0) return "Malformed CIDR, mask bits must not be negative";
    p->address_bytes = address_parse(address, p->address);
    if (!p->address_bytes) return arena_printf(a, "Nonstandard IP address: %.*s", SPAN_ARG(address));
    if (count > p->address_bytes * 8)
        return p->address_bytes == 4 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128";
    p->address_bits = (int)count;
    return NULL;
}

static bool cidr_matches(const struct sns_filter_pattern *p, struct span text)
{
    unsigned char address[16];
    int whole = p->address_bits / 8, left = p->address_bits % 8;

    if (address_parse(text, address) != p->address_bytes || memcmp(address, p->address, (size_t)whole) != 0)
        return false;
    return left == 0 || (address[whole] ^ p->address[whole]) >> (8 - left) == 0;
}

/* --- patterns ----------------------------------------------------------------------------------------------------- */

static bool starts_with(struct span s, struct span prefix)
{
    return s.size >= prefix.size && span_eq(span_sub(s, 0, prefix.size), prefix);
}

static bool ends_with(struct span s, struct span suffix)
{
    return s.size >= suffix.size && span_eq(span_sub(s, s.size - suffix.size, suffix.size), suffix);
}

static bool equals_ignoring_case(struct span a, struct span b)
{
    if (a.size != b.size) return false;
    for (size_t i = 0; i < a.size; i++)
        if (tolower((unsigned char)a.data[i]) != tolower((unsigned char)b.data[i])) return false;
    return true;
}

/* Stars match any bytes; a backslash makes the next character plain. Goes back to the last star only, so it is at
 * worst quadratic. */
static bool wildcard_matches(struct span pattern, struct span s)
{
    size_t p = 0, i = 0, star = SIZE_MAX, star_at = 0;

    while (i < s.size) {
        bool is_star = p < pattern.size && pattern.data[p] == '*';
        size_t plain = p < pattern.size && pattern.data[p] == '\\' ? p + 1 : p;
        if (is_star) {
            star = ++p;
            star_at = i;
        } else if (plain < pattern.size && pattern.data[plain] == s.data[i]) {
            p = plain + 1;
            i++;
        } else if (star != SIZE_MAX) {
            p = star;
            i = ++star_at;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*') p++;
    return p == pattern.size;
}

static bool text_matches(const struct sns_filter_pattern *p, struct span s)
{
    switch (p->match) {
    case MATCH_LITERAL: return p->is_text && span_eq(p->text, s);
    case MATCH_PREFIX: return starts_with(s, p->text);
    case MATCH_SUFFIX: return ends_with(s, p->text);
    case MATCH_IGNORE_CASE: return equals_ignoring_case(s, p->text);
    case MATCH_WILDCARD: return wildcard_matches(p->text, s);
    case MATCH_CIDR: return cidr_matches(p, s);
    default: return false;
    }
}

static bool number_matches(const struct sns_filter_pattern *p, double n)
{
    if (p->match == MATCH_NUMBER) return p->low == n;
    if (p->match != MATCH_RANGE) return false;
    return (p->low_open ? n > p->low : n >= p->low) && (p->high_open ? n < p->high : n <= p->high);
}

static bool word_matches(const struct sns_filter_pattern *p, const struct doc *value)
{
    if (p->match != MATCH_LITERAL || p->is_text) return false;
    if (value->kind == DOC_NULL) return span_is(p->text, "null");
    return span_is(p->text, value->boolean ? "true" : "false");
}

static bool value_matches_plainly(const struct sns_filter_pattern *p, const struct doc *value)
{
    if (value->kind == DOC_STRING) return text_matches(p, doc_chars(value));
    return doc_is_number(value) ? number_matches(p, doc_as_double(value)) : word_matches(p, value);
}

static bool value_matches(const struct sns_filter_pattern *p, const struct doc *value)
{
    if (p->match == MATCH_EXISTS) return true;
    if (p->match != MATCH_ANYTHING_BUT) return value_matches_plainly(p, value);
    for (const struct sns_filter_pattern *one = p->list; one; one = one->next)
        if (value_matches_plainly(one, value)) return false;
    return true;
}

/* --- a tree of values --------------------------------------------------------------------------------------------- */

/* A condition and what is left of its path; absent at the value itself. */
struct open {
    const struct sns_filter_condition *condition;
    struct span rest;
    uint32_t member; /* of the object at hand: where it goes on */
};

struct matching {
    const struct doc *message;
    struct open *
        /* a level of open conditions above the other: the policy's `room` is enough, since each level shortens the
         * paths */
        stack;
    size_t used;
};

/* Does a path go into the member of this name? Names may hold dots themselves, so "a.b" is found in { "a.b": … } and
 * { "a": { "b": … } }. */
static bool path_enters(struct span path, struct span name, struct span *rest)
{
    if (!path.data || !starts_with(path, name)) return false;
    *rest = (struct span){ NULL, 0 };
    if (path.size == name.size) return true;
    if (path.data[name.size] != '.') return false;
    *rest = span_sub(path, name.size + 1, SIZE_MAX);
    return true;
}

/* Is there any value at the end of the path? */
static bool is_present(struct span path, const struct doc *d)
{
    struct span rest;

    if (d->kind == DOC_LIST) {
        for (uint32_t i = 0; i < d->list.count; i++)
            if (is_present(path, doc_items(d)[i])) return true;
        return false;
    }
    if (d->kind != DOC_MAP) return !path.data;
    for (uint32_t i = 0; i < d->map.count; i++)
        if (path_enters(path, d->map.members[i].name, &rest) && is_present(rest, d->map.members[i].value)) return true;
    return false;
}

static bool value_satisfies(const struct sns_filter_condition *c, const struct doc *value)
{
    for (const struct sns_filter_pattern *p = c->patterns; p; p = p->next)
        if (p->match != MATCH_ABSENT && value_matches(p, value)) return true;
    return false;
}

static bool all_hold(struct matching *m, struct open *open, size_t count, const struct doc *d);

/* The member that a condition goes to: the only one that its path enters; of several (because of dots) the first in
 * which it holds by itself. */
static bool member_choose(struct matching *m, struct open *open, const struct doc *d)
{
    uint32_t candidates = 0;
    struct open inner = { .condition = open->condition };

    for (uint32_t i = 0; i < d->map.count; i++)
        if (path_enters(open->rest, d->map.members[i].name, &inner.rest)) open->member = i, candidates++;
    for (uint32_t i = 0; i < d->map.count && candidates > 1; i++)
        if (path_enters(open->rest, d->map.members[i].name, &inner.rest) &&
            all_hold(m, &inner, 1, d->map.members[i].value)) {
            open->member = i;
            return true;
        }
    return candidates == 1;
}

/* Those that go on in the same member as the first must hold there together. */
static bool group_holds(struct matching *m, const struct open *first, const struct open *end, const struct doc *d)
{
    const struct doc_member *member = &d->map.members[first->member];
    struct open *inner = m->stack + m->used;
    size_t count = 0;
    bool holds;

    for (const struct open *one = first; one < end; one++) {
        if (one->member != first->member) continue;
        inner[count].condition = one->condition;
        path_enters(one->rest, member->name, &inner[count++].rest);
    }
    m->used += count;
    holds = all_hold(m, inner, count, member->value);
    m->used -= count;
    return holds;
}

static bool is_first_of_group(const struct open *open, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (open[k].member == open[i].member) return false;
    return true;
}

/* Recursion ends at the depth that the JSON reader allows. */
static bool all_hold(struct matching *m, struct open *open, size_t count, const struct doc *d)
{
    if (d->kind == DOC_LIST) {
        for (uint32_t i = 0; i < d->list.count; i++)
            if (all_hold(m, open, count, doc_items(d)[i])) return true;
        return false;
    }
    if (d->kind == DOC_MAP) {
        for (size_t i = 0; i < count; i++)
            if (!member_choose(m, &open[i], d)) return false;
        for (size_t i = 0; i < count; i++)
            if (is_first_of_group(open, i) && !group_holds(m, &open[i], open + count, d)) return false;
        return true;
    }
    for (size_t i = 0; i < count; i++)
        if (open[i].rest.data || !value_satisfies(open[i].condition, d)) return false;
    return true;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

/* Conditions that come once an alternative's own have been taken. */
struct later {
    const struct sns_filter_condition *conditions;
    const struct later *then;
};

static bool asks_for_absence(const struct sns_filter_condition *c)
{
    for (const struct sns_filter_pattern *p = c->patterns; p; p = p->next)
        if (p->match == MATCH_ABSENT) return true;
    return false;
}

/* With these conditions and the later ones open beside those on the stack. */
static bool matches_with(struct matching *m, const struct sns_filter_condition *c, const struct later *then)
{
    for (;; c = c->next) {
        for (; !c && then; then = then->then) c = then->conditions;
        if (!c) return all_hold(m, m->stack, m->used, m->message);
        if (c->either_of) break;
        if (asks_for_absence(c) && !is_present(c->path, m->message)) continue;
        m->stack[m->used++] = (struct open){ .condition = c, .rest = c->path };
    }
    for (const struct sns_filter_alternative *one = c->either_of; one; one = one->next) {
        const struct later rest = { c->next, then };
        size_t used = m->used;
        if (matches_with(m, one->conditions, &rest)) return true;
        m->used = used;
    }
    return false;
}

bool sns_filter_matches(struct arena *a, const struct sns_filter_policy *policy, const struct doc *message)
{
    struct matching m = { .message = message, .stack = ARENA_ARRAY(a, struct open, policy->room) };

    return matches_with(&m, policy->conditions, NULL);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

struct doc *sns_filter_message_body(struct arena *a, struct span body)
{
    struct doc *d = json_parse(a, body, NULL);

    return doc_is(d, DOC_MAP) ? d : NULL;
}

static struct doc *attribute_value(struct arena *a, const struct doc *attribute)
{
    struct span type = doc_get_str(attribute, "DataType"), text = doc_get_str(attribute, "StringValue");
    struct doc *parsed;

    if (span_is(type, "String.Array")) {
        parsed = json_parse(a, text, NULL);
        return doc_is(parsed, DOC_LIST) ? parsed : NULL;
    }
    if (span_starts(type, "Number")) {
        parsed = json_parse(a, text, NULL);
        return doc_is_number(parsed) ? parsed : doc_string(a, text);
    }
    return span_starts(type, "String") ? doc_string(a, text) : NULL;
}

struct doc *sns_filter_message_attributes(struct arena *a, const struct doc *attributes)
{
    struct doc *message = doc_map(a);

    for (size_t i = 0; i < doc_count(attributes); i++) {
        struct doc *value = attribute_value(a, attributes->map.members[i].value);
        if (value) doc_put_span(message, attributes->map.members[i].name, value);
    }
    return message;
}

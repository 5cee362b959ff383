/* Matching. A condition holds when any value under its path matches any of its patterns: of a list one item is enough, also for "anything-but". */
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

const char *filter_cidr_parse(struct arena *a, struct span text, struct filter_pattern *p)
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

static bool cidr_matches(const struct filter_pattern *p, struct span text)
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

/* Stars match any bytes; a backslash makes the next character plain. Goes back to the last star only, so it is at worst quadratic. */
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

static bool text_matches(const struct filter_pattern *p, struct span s)
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

static bool number_matches(const struct filter_pattern *p, double n)
{
    if (p->match == MATCH_NUMBER) return p->low == n;
    if (p->match != MATCH_RANGE) return false;
    return (p->low_open ? n > p->low : n >= p->low) && (p->high_open ? n < p->high : n <= p->high);
}

static bool word_matches(const struct filter_pattern *p, const struct doc *value)
{
    if (p->match != MATCH_LITERAL || p->is_text) return false;
    if (value->kind == DOC_NULL) return span_is(p->text, "null");
    return span_is(p->text, value->boolean ? "true" : "false");
}

static bool value_matches_plainly(const struct filter_pattern *p, const struct doc *value)
{
    if (value->kind == DOC_STRING) return text_matches(p, value->text);
    return doc_is_number(value) ? number_matches(p, doc_as_double(value)) : word_matches(p, value);
}

static bool value_matches(const struct filter_pattern *p, const struct doc *value)
{
    if (p->match == MATCH_EXISTS) return true;
    if (p->match != MATCH_ANYTHING_BUT) return value_matches_plainly(p, value);
    for (const struct filter_pattern *one = p->list; one; one = one->next)
        if (value_matches_plainly(one, value)) return false;
    return true;
}

/* --- conditions --------------------------------------------------------------------------------------------------- */

/* Are these the path's names, joined by dots? A name may hold dots itself. */
static bool is_path(const struct filter_step *step, struct span path)
{
    for (; step; step = step->above) {
        if (!ends_with(path, step->name)) return false;
        path.size -= step->name.size;
        if (!step->above) return path.size == 0;
        if (!path.size || path.data[--path.size] != '.') return false;
    }
    return false;
}

static bool is_absent(const struct filter_message *m, struct span path)
{
    for (size_t i = 0; i < m->count; i++)
        if (is_path(m->values[i].step, path)) return false;
    return true;
}

static bool pattern_holds(const struct filter_pattern *p, struct span path, const struct filter_message *m)
{
    if (p->match == MATCH_ABSENT) return is_absent(m, path);
    for (size_t i = 0; i < m->count; i++)
        if (is_path(m->values[i].step, path) && value_matches(p, m->values[i].value)) return true;
    return false;
}

static bool conditions_hold(const struct filter_condition *conditions, const struct filter_message *m);

static bool condition_holds(const struct filter_condition *c, const struct filter_message *m)
{
    for (const struct filter_alternative *one = c->either_of; one; one = one->next)
        if (conditions_hold(one->conditions, m)) return true;
    for (const struct filter_pattern *p = c->patterns; p; p = p->next)
        if (pattern_holds(p, c->path, m)) return true;
    return false;
}

static bool conditions_hold(const struct filter_condition *conditions, const struct filter_message *m)
{
    for (; conditions; conditions = conditions->next)
        if (!condition_holds(conditions, m)) return false;
    return true;
}

bool filter_matches(const struct filter_policy *policy, const struct filter_message *m)
{
    return conditions_hold(policy->conditions, m);
}

/* --- a message's values ------------------------------------------------------------------------------------------- */

static const struct filter_step *step_new(struct arena *a, const struct filter_step *above, struct span name)
{
    struct filter_step *step = ARENA_NEW(a, struct filter_step);

    *step = (struct filter_step){ name, above };
    return step;
}

static void value_add(struct arena *a, struct filter_message *m, const struct filter_step *step,
                      const struct doc *value)
{
    size_t room = m->count < 8 ? 8 : m->count;

    if (m->count % 8 == 0 && (m->count & (m->count - 1)) == 0) { /* 0, 8, 16, 32 …: it doubles */
        struct filter_value *larger = ARENA_ARRAY(a, struct filter_value, m->count + room);
        if (m->count) memcpy(larger, m->values, m->count * sizeof *larger);
        m->values = larger;
    }
    m->values[m->count++] = (struct filter_value){ step, value };
}

/* Recursion ends at the depth that the JSON reader allows. */
static void leaves_add(struct arena *a, struct filter_message *m, const struct filter_step *step, const struct doc *d)
{
    if (d->kind == DOC_MAP) {
        for (uint32_t i = 0; i < d->map.count; i++)
            leaves_add(a, m, step_new(a, step, d->map.members[i].name), d->map.members[i].value);
    } else if (d->kind == DOC_LIST) {
        for (uint32_t i = 0; i < d->list.count; i++) leaves_add(a, m, step, d->list.items[i]);
    } else {
        value_add(a, m, step, d);
    }
}

bool filter_message_body(struct arena *a, struct span body, struct filter_message *m)
{
    struct doc *d = json_parse(a, body, NULL);

    *m = (struct filter_message){ NULL, 0 };
    if (!doc_is(d, DOC_MAP)) return false;
    leaves_add(a, m, NULL, d);
    return true;
}

static void attribute_add(struct arena *a, struct filter_message *m, struct span name, const struct doc *attribute)
{
    struct span type = doc_get_str(attribute, "DataType"), text = doc_get_str(attribute, "StringValue");
    const struct filter_step *step = step_new(a, NULL, name);
    struct doc *parsed;

    if (span_is(type, "String.Array")) {
        parsed = json_parse(a, text, NULL);
        if (doc_is(parsed, DOC_LIST)) leaves_add(a, m, step, parsed);
    } else if (span_starts(type, "Number")) {
        parsed = json_parse(a, text, NULL);
        value_add(a, m, step, doc_is_number(parsed) ? parsed : doc_string(a, text));
    } else if (span_starts(type, "String")) {
        value_add(a, m, step, doc_string(a, text));
    }
}

void filter_message_attributes(struct arena *a, const struct doc *attributes, struct filter_message *m)
{
    *m = (struct filter_message){ NULL, 0 };
    for (size_t i = 0; i < doc_count(attributes); i++)
        attribute_add(a, m, attributes->map.members[i].name, attributes->map.members[i].value);
}

/* A pattern has one star at most. The case of headers' names does not count, that of origins does. */
#include "emulator/services/s3/s3_cors_match.h"

static bool fits(struct span pattern, struct span text, bool ignores_case)
{
    bool (*eq)(struct span, struct span) = ignores_case ? span_eq_nocase : span_eq;
    size_t star = span_find(pattern, '*'), tail = pattern.size - star - 1;

    if (star == pattern.size) return eq(pattern, text);
    if (text.size < star + tail) return false;
    return eq(span_sub(pattern, 0, star), span_sub(text, 0, star)) &&
           eq(span_sub(pattern, star + 1, tail), span_sub(text, text.size - tail, tail));
}

static bool any_fits(const struct doc *patterns, struct span text, bool ignores_case)
{
    for (size_t i = 0; i < doc_count(patterns); i++)
        if (fits(doc_text(doc_at(patterns, i)), text, ignores_case)) return true;
    return false;
}

static bool headers_fit(const struct doc *patterns, struct span headers)
{
    struct span rest = headers, piece;

    while (rest.size && span_split(&rest, ',', &piece)) {
        struct span name = span_trim(piece);
        if (name.size && !any_fits(patterns, name, true)) return false;
    }
    return true;
}

const struct doc *s3_cors_rule(const struct doc *rules, const struct s3_cors_request *request)
{
    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *rule = doc_at(rules, i);
        if (any_fits(doc_get(rule, "AllowedOrigins"), request->origin, false) &&
            any_fits(doc_get(rule, "AllowedMethods"), request->method, false) &&
            headers_fit(doc_get(rule, "AllowedHeaders"), request->headers))
            return rule;
    }
    return NULL;
}

bool s3_cors_is_open(const struct doc *rule)
{
    const struct doc *origins = doc_get(rule, "AllowedOrigins");

    for (size_t i = 0; i < doc_count(origins); i++)
        if (span_is(doc_text(doc_at(origins, i)), "*")) return true;
    return false;
}

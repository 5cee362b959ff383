/* Rules are asked in their order; the first that fits counts. */
#include "emulator/services/s3/s3_cors.h"

#include "emulator/services/s3/s3_faults.h"

#define RULES_MAX 100

/* --- what a configuration may say --------------------------------------------------------------------------------- */

static bool is_method(struct span name)
{
    return span_is(name, "GET") || span_is(name, "PUT") || span_is(name, "HEAD") || span_is(name, "POST") ||
           span_is(name, "DELETE");
}

static bool has_wildcards(struct span text)
{
    size_t first = span_find(text, '*');

    return first < text.size && span_find(span_sub(text, first + 1, SIZE_MAX), '*') < text.size - first - 1;
}

static int check_wildcards(struct call *c, const struct doc *list, const char *what)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (has_wildcards(doc_text(doc_at(list, i))))
            return fault(c, &s3_invalid_request, "%s \"%.*s\" can not have more than one wildcard.", what,
                         SPAN_ARG(doc_text(doc_at(list, i))));
    return 0;
}

static int check_exposed(struct call *c, const struct doc *list)
{
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span name = doc_text(doc_at(list, i));
        if (span_find(name, '*') < name.size)
            return fault(c, &s3_invalid_request,
                         "ExposeHeader \"%.*s\" contains wildcard. We currently do not support wildcard for "
                         "ExposeHeader.",
                         SPAN_ARG(name));
    }
    return 0;
}

static int check_rule(struct call *c, const struct doc *rule)
{
    const struct doc *methods = doc_get(rule, "AllowedMethods");

    if (!doc_count(methods) || !doc_count(doc_get(rule, "AllowedOrigins"))) return s3_raise_malformed_xml(c);
    for (size_t i = 0; i < doc_count(methods); i++)
        if (!is_method(doc_text(doc_at(methods, i))))
            return fault(c, &s3_invalid_request,
                         "Found unsupported HTTP method in CORS config. Unsupported method is %.*s",
                         SPAN_ARG(doc_text(doc_at(methods, i))));
    if (check_wildcards(c, doc_get(rule, "AllowedOrigins"), "AllowedOrigin") ||
        check_wildcards(c, doc_get(rule, "AllowedHeaders"), "AllowedHeader"))
        return -1;
    return check_exposed(c, doc_get(rule, "ExposeHeaders"));
}

int s3_check_cors(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *rules = doc_get(body, "CORSRules");

    (void)b;
    if (!doc_count(rules) || doc_count(rules) > RULES_MAX) return s3_raise_malformed_xml(c);
    for (size_t i = 0; i < doc_count(rules); i++)
        if (check_rule(c, doc_at(rules, i))) return -1;
    return 0;
}

/* Either all requests are redirected, or there is an index document, with routing rules perhaps. */
#include "emulator/services/s3/s3_website_rules.h"

#include "emulator/services/s3/s3_faults.h"

#define ROUTING_RULES_MAX 50

static int invalid(struct call *c, const char *words)
{
    return fault(c, &s3_invalid_request, "%s", words);
}

static int check_index(struct call *c, const struct doc *body)
{
    const struct doc *index = doc_get(body, "IndexDocument");
    struct span suffix = doc_get_str(index, "Suffix");

    if (!index)
        return s3_raise_invalid_argument(
            c, "IndexDocument", SPAN("null"),
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is "
            "empty");
    if (suffix.size && span_find(suffix, '/') == suffix.size) return 0;
    return s3_raise_invalid_argument(c, "IndexDocument", suffix, "The IndexDocument Suffix is not well formed");
}

static bool is_protocol(const struct doc *redirect)
{
    struct span protocol = doc_get_str(redirect, "Protocol");

    return !protocol.data || span_is(protocol, "http") || span_is(protocol, "https");
}

static int check_protocol(struct call *c, const struct doc *redirect)
{
    return is_protocol(redirect) ? 0
                                 : invalid(c, "Invalid protocol, protocol can be http or https. If not defined the "
                                              "protocol will be selected automatically.");
}

/* A redirection's status is one of those that redirect. */
static int check_code(struct call *c, const struct doc *redirect)
{
    struct span code = doc_get_str(redirect, "HttpRedirectCode");
    int64_t number;

    if (!code.data || (span_int(code, &number) && number > 300 && number < 400 && number != 306)) return 0;
    return fault(c, &s3_invalid_request,
                 "The provided HTTP redirect code (%.*s) is not valid. Valid codes are 3XX except 300.",
                 SPAN_ARG(code));
}

static int check_error_code(struct call *c, const struct doc *condition)
{
    struct span code = doc_get_str(condition, "HttpErrorCodeReturnedEquals");
    int64_t number;

    if (!code.data || (span_int(code, &number) && number > 399 && number < 600)) return 0;
    return fault(c, &s3_invalid_request,
                 "The provided HTTP error code (%.*s) is not valid. Valid codes are 4XX or 5XX.", SPAN_ARG(code));
}

static int check_rule(struct call *c, const struct doc *rule)
{
    const struct doc *redirect = doc_get(rule, "Redirect"), *condition = doc_get(rule, "Condition");

    if (!doc_count(redirect)) return s3_raise_malformed_xml(c);
    if (doc_get(redirect, "ReplaceKeyPrefixWith") && doc_get(redirect, "ReplaceKeyWith"))
        return invalid(c, "You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
    if (condition && !doc_count(condition))
        return invalid(c,
                       "Condition cannot be empty. To redirect all requests without a condition, the condition element "
                       "shouldn't be present.");
    return check_protocol(c, redirect) || check_code(c, redirect) || check_error_code(c, condition) ? -1 : 0;
}

static int check_rules(struct call *c, const struct doc *rules)
{
    if (rules && !doc_count(rules)) return s3_raise_malformed_xml(c);
    if (doc_count(rules) > ROUTING_RULES_MAX)
        return fault(c, &s3_invalid_request,
                     "%zu routing rules provided, the number of routing rules in a website configuration is limited to "
                     "%d.",
                     doc_count(rules), ROUTING_RULES_MAX);
    for (size_t i = 0; i < doc_count(rules); i++)
        if (check_rule(c, doc_at(rules, i))) return -1;
    return 0;
}

int s3_check_website(struct call *c, const struct s3_bucket *b, struct doc *body)
{
    const struct doc *all = doc_get(body, "RedirectAllRequestsTo");

    (void)b;
    if (!all) return check_index(c, body) || check_rules(c, doc_get(body, "RoutingRules")) ? -1 : 0;
    if (doc_count(body) > 1)
        return s3_raise_invalid_argument(c, "RedirectAllRequestsTo", SPAN("not null"),
                                         "RedirectAllRequestsTo cannot be provided in conjunction with other Routing "
                                         "Rules.");
    return check_protocol(c, all);
}

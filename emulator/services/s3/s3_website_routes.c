/* Keys go into a Location encoded, but for what stands in a URL as itself. */
#include "emulator/services/s3/s3_website_routes.h"

#include "emulator/http/http.h"

#define KEPT "/~!$&'()*+,;=:@-._?#%"

/* The endpoint's scheme and host, but for what the configuration names in their place. */
static struct span origin(struct arena *a, struct span endpoint, const struct doc *to)
{
    struct span rest = endpoint, scheme, host = doc_get_str(to, "HostName"), protocol = doc_get_str(to, "Protocol");

    if (!span_split(&rest, ':', &scheme)) scheme = SPAN("http");
    if (!host.size) host = span_sub(rest, 2, SIZE_MAX);
    if (!protocol.size) protocol = scheme;
    return arena_format(a, "%.*s://%.*s", SPAN_ARG(protocol), SPAN_ARG(host));
}

static struct span location(struct arena *a, const struct s3_website_request *r, const struct doc *to, struct span path)
{
    struct span from = origin(a, r->endpoint, to);

    return arena_format(a, "%.*s/%.*s%s%.*s", SPAN_ARG(from), SPAN_ARG(path), r->query.size ? "?" : "",
                        SPAN_ARG(r->query));
}

bool s3_website_redirects_all(struct arena *a, const struct doc *configuration, const struct s3_website_request *r,
                              struct s3_website_redirect *redirect)
{
    const struct doc *to = doc_get(configuration, "RedirectAllRequestsTo");

    if (!to) return false;
    *redirect = (struct s3_website_redirect){ 301, location(a, r, to, http_encode(a, r->key, "/~!$&'()*+,;=:@-._")) };
    return true;
}

/* --- routing rules ------------------------------------------------------------------------------------------------ */

static bool prefix_fits(const struct doc *condition, struct span key)
{
    struct span prefix = doc_get_str(condition, "KeyPrefixEquals");

    return span_eq(span_sub(key, 0, prefix.size), prefix);
}

static bool status_fits(const struct doc *condition, int status)
{
    struct span wanted = doc_get_str(condition, "HttpErrorCodeReturnedEquals");
    int64_t number = 0;

    if (!wanted.size) return status == 0;
    return span_int(wanted, &number) && number == status;
}

/* The key's part behind the rule's prefix keeps its place. */
static struct span replaced(struct arena *a, const struct doc *rule, struct span key)
{
    const struct doc *to = doc_get(rule, "Redirect");
    struct span prefix = doc_get_str(doc_get(rule, "Condition"), "KeyPrefixEquals");
    struct span whole = doc_get_str(to, "ReplaceKeyWith");

    if (whole.data) return http_encode(a, whole, KEPT);
    if (!doc_get(to, "ReplaceKeyPrefixWith")) return http_encode(a, key, "/~!$&'()*+,;=:@-._");
    return arena_format(a, "%.*s%.*s", SPAN_ARG(http_encode(a, doc_get_str(to, "ReplaceKeyPrefixWith"), KEPT)),
                        SPAN_ARG(http_encode(a, span_sub(key, prefix.size, SIZE_MAX), "/~!$&'()*+,;=:@-._")));
}

static int code_of(const struct doc *to)
{
    int64_t code;

    return span_int(doc_get_str(to, "HttpRedirectCode"), &code) ? (int)code : 301;
}

bool s3_website_routes(struct arena *a, const struct doc *configuration, const struct s3_website_request *r, int status,
                       struct s3_website_redirect *redirect)
{
    const struct doc *rules = doc_get(configuration, "RoutingRules");

    for (size_t i = 0; i < doc_count(rules); i++) {
        const struct doc *rule = doc_at(rules, i), *condition = doc_get(rule, "Condition"),
                         *to = doc_get(rule, "Redirect");
        if (!prefix_fits(condition, r->key) || !status_fits(condition, status)) continue;
        *redirect = (struct s3_website_redirect){ code_of(to), location(a, r, to, replaced(a, rule, r->key)) };
        return true;
    }
    return false;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static struct span index_of(const struct doc *configuration)
{
    return doc_get_str(doc_get(configuration, "IndexDocument"), "Suffix");
}

struct span s3_website_page_key(struct arena *a, const struct doc *configuration, struct span key)
{
    if (key.size && !span_ends(key, "/")) return key;
    return arena_format(a, "%.*s%.*s", SPAN_ARG(key), SPAN_ARG(index_of(configuration)));
}

struct span s3_website_folder_key(struct arena *a, const struct doc *configuration, struct span key)
{
    struct span index = index_of(configuration);

    if (!key.size || span_ends(key, "/") || !index.size) return (struct span){ NULL, 0 };
    return arena_format(a, "%.*s/%.*s", SPAN_ARG(key), SPAN_ARG(index));
}

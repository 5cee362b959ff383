/* AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html and its neighbours;
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
#include "emulator/services/cloudfront/cloudfront_origin_rules.h"

#include "emulator/core/arn.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_store.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

#define ORIGINS_MAX        25
#define GROUPS_MAX         10
#define CUSTOM_HEADERS_MAX 30
#define TIMEOUT_MAX        120
#define IDENTITY           "origin-access-identity/cloudfront/"

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

static const struct doc *by_id(const struct doc *list, struct span id)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "Id"), id)) return doc_at(list, i);
    return NULL;
}

const struct doc *cloudfront_origin_find(const struct doc *config, struct span id, bool *is_group)
{
    const struct doc *group = by_id(items(config, "OriginGroups"), id);

    *is_group = group != NULL;
    if (group) id = doc_get_str(doc_at(items(group, "Members"), 0), "OriginId");
    return by_id(items(config, "Origins"), id);
}

/* --- an origin ---------------------------------------------------------------------------------------------------- */

/* DIFFERS: a bare "localhost" is a domain name, too: the developer's own server. */
static int check_domain(struct call *c, const struct doc *origin)
{
    struct span domain = doc_get_str(origin, "DomainName");

    if (cloudfront_is_address(domain))
        return cloudfront_raise_argument(c, "The parameter origin name cannot be an IP address.");
    if (!cloudfront_is_domain(domain) || (span_find(domain, '.') == domain.size && !span_is(domain, "localhost")))
        return cloudfront_raise_argument(c, "The parameter origin name must be a domain name.");
    return 0;
}

static int check_path(struct call *c, const struct doc *origin)
{
    struct span path = doc_get_str(origin, "OriginPath");

    if (!path.size) return 0;
    if (!cloudfront_is_request_path(path) || path.size > 255)
        return fault(c, &cloudfront_invalid_relative_path,
                     "The relative path is too big, is not URL-encoded, or does not begin with a slash (/).");
    if (span_ends(path, "/"))
        return cloudfront_raise_argument(c, "The parameter OriginPath cannot end with a slash (/).");
    return 0;
}

static bool is_no_custom_header(struct span name)
{
    static const char *const names[] = { "Cache-Control",
                                         "Connection",
                                         "Content-Length",
                                         "Cookie",
                                         "Host",
                                         "Max-Forwards",
                                         "Pragma",
                                         "Proxy-Authenticate",
                                         "Range",
                                         "Proxy-Connection",
                                         "Proxy-Authorization",
                                         "Request-Range",
                                         "TE",
                                         "Transfer-Encoding",
                                         "Trailer",
                                         "Upgrade",
                                         "Via",
                                         "X-Real-Ip" };
    static const char *const beginnings[] = { "If-", "X-Amz-", "X-Edge-" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (span_is_nocase(span_sub(name, 0, strlen(beginnings[i])), beginnings[i])) return true;
    return false;
}

static int check_custom_headers(struct call *c, const struct doc *origin)
{
    const struct doc *list = items(origin, "CustomHeaders");

    if (doc_count(list) > CUSTOM_HEADERS_MAX)
        return fault(c, &cloudfront_too_many_origin_custom_headers,
                     "Your request contains too many origin custom headers.");
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span name = doc_get_str(doc_at(list, i), "HeaderName"),
                    value = doc_get_str(doc_at(list, i), "HeaderValue");
        if (!cloudfront_is_header_name(name) || is_no_custom_header(name))
            return cloudfront_raise_argument(c, "The parameter HeaderName contains %.*s that is not allowed.",
                                             SPAN_ARG(name));
        if (!cloudfront_is_header_value(value))
            return cloudfront_raise_argument(c, "The parameter HeaderValue contains %.*s that is not allowed.",
                                             SPAN_ARG(value));
    }
    return 0;
}

static int check_connection(struct call *c, const struct doc *origin)
{
    const struct doc *shield = doc_get(origin, "OriginShield");
    int64_t attempts = doc_get_int(origin, "ConnectionAttempts", 0),
            seconds = doc_get_int(origin, "ConnectionTimeout", 0);

    if (attempts < 1 || attempts > 3)
        return cloudfront_raise_argument(c, "The parameter Origin Connection Attempts must be between 1 and 3.");
    if (seconds < 1 || seconds > 10)
        return cloudfront_raise_argument(c,
                                         "The parameter Origin Connection Timeout must be between 1 and 10 seconds.");
    if (doc_get_bool(shield, "Enabled", false) && !doc_get_str(shield, "OriginShieldRegion").size)
        return cloudfront_raise_argument(c, "The parameter OriginShieldRegion is required.");
    if (doc_get(origin, "ResponseCompletionTimeout"))
        return cloudfront_raise_argument(c, "ResponseCompletionTimeout is not emulated by Nube");
    return 0;
}

static bool is_port(int64_t port)
{
    return port == 80 || port == 443 || (port >= 1024 && port <= 65535);
}

static int check_custom(struct call *c, const struct doc *custom)
{
    int64_t read = doc_get_int(custom, "OriginReadTimeout", 0), keep = doc_get_int(custom, "OriginKeepaliveTimeout", 0);

    if (!is_port(doc_get_int(custom, "HTTPPort", 0)))
        return cloudfront_raise_argument(c, "The parameter HTTPPort must be 80, 443, or between 1024 and 65535.");
    if (!is_port(doc_get_int(custom, "HTTPSPort", 0)))
        return cloudfront_raise_argument(c, "The parameter HTTPSPort must be 80, 443, or between 1024 and 65535.");
    if (read < 1 || read > TIMEOUT_MAX)
        return fault(c, &cloudfront_invalid_origin_read_timeout,
                     "The read timeout specified for the origin is not valid.");
    if (keep < 1 || keep > TIMEOUT_MAX)
        return fault(c, &cloudfront_invalid_origin_keepalive_timeout,
                     "The keep alive timeout specified for the origin is not valid.");
    if (doc_get(custom, "OriginMtlsConfig"))
        return cloudfront_raise_argument(c, "Certificates of clients for origins are not emulated by Nube");
    return 0;
}

static int check_identity(struct call *c, const struct doc *origin)
{
    struct span identity = doc_get_str(doc_get(origin, "S3OriginConfig"), "OriginAccessIdentity");
    struct cloudfront_resource r;

    if (!identity.size) return 0;
    if (span_starts(identity, IDENTITY) && cloudfront_store_find(c, "origin-access-identity", arn_last(identity), &r))
        return 0;
    return fault(c, &cloudfront_invalid_origin_access_identity,
                 "The specified origin access identity does not exist or is not valid.");
}

static int check_access_control(struct call *c, const struct doc *origin)
{
    struct span id = doc_get_str(origin, "OriginAccessControlId"), bucket;
    struct cloudfront_resource r;

    if (!id.size) return 0;
    if (doc_get_str(doc_get(origin, "S3OriginConfig"), "OriginAccessIdentity").size)
        return fault(
            c, &cloudfront_illegal_origin_access_configuration,
            "An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).");
    if (!cloudfront_store_find(c, "origin-access-control", id, &r) || !span_is(r.account, c->who.account))
        return fault(c, &cloudfront_invalid_origin_access_control, "The origin access control is not valid.");
    if (span_is(doc_get_str(r.config, "OriginAccessControlOriginType"), "s3") &&
        !cloudfront_s3_bucket(doc_get_str(origin, "DomainName"), &bucket))
        return fault(c, &cloudfront_invalid_domain_name_for_origin_access_control,
                     "An origin access control is associated with an origin whose domain name is not supported.");
    return 0;
}

/* AWS: an origin is a bucket, or a server by HTTP. */
static int check_kind(struct call *c, const struct doc *origin)
{
    const struct doc *s3 = doc_get(origin, "S3OriginConfig"), *custom = doc_get(origin, "CustomOriginConfig");
    struct span bucket;

    if (doc_get(origin, "VpcOriginConfig")) return cloudfront_raise_argument(c, "VPC origins are not emulated by Nube");
    if (!s3 == !custom)
        return cloudfront_raise_argument(
            c, "Exactly one of CustomOriginConfig, VpcOriginConfig and S3OriginConfig must be specified");
    if (custom) return check_custom(c, custom);
    if (!cloudfront_s3_bucket(doc_get_str(origin, "DomainName"), &bucket))
        return cloudfront_raise_argument(c, "The parameter Origin DomainName does not refer to a valid S3 bucket.");
    return check_identity(c, origin);
}

static int check_origin(struct call *c, const struct doc *origin)
{
    return check_domain(c, origin) || check_path(c, origin) || check_kind(c, origin) ||
                   check_access_control(c, origin) || check_custom_headers(c, origin) || check_connection(c, origin)
               ? -1
               : 0;
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

static int check_statuses(struct call *c, const struct doc *group)
{
    static const int64_t known[] = { 403, 404, 416, 429, 500, 502, 503, 504 };
    const struct doc *list = items(doc_get(group, "FailoverCriteria"), "StatusCodes");

    for (size_t i = 0; i < doc_count(list); i++) {
        bool is_known = false;
        for (size_t n = 0; n < sizeof known / sizeof *known; n++) is_known |= doc_at(list, i)->integer == known[n];
        if (!is_known)
            return cloudfront_raise_argument(c,
                                             "The parameter StatusCodes contains a status code that is not allowed.");
    }
    return 0;
}

static int check_group(struct call *c, const struct doc *config, const struct doc *group)
{
    const struct doc *members = items(group, "Members");
    struct span first = doc_get_str(doc_at(members, 0), "OriginId"),
                second = doc_get_str(doc_at(members, 1), "OriginId");

    if (!by_id(items(config, "Origins"), first) || !by_id(items(config, "Origins"), second))
        return fault(c, &cloudfront_no_such_origin, "One or more of your origins or origin groups do not exist.");
    if (span_eq(first, second))
        return cloudfront_raise_argument(c, "The parameter OriginGroupMembers contains duplicate origins.");
    if (span_is(doc_get_str(group, "SelectionCriteria"), "media-quality-based"))
        return cloudfront_raise_argument(c, "Selection by the quality of media is not emulated by Nube");
    return check_statuses(c, group);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* Is the id of the list's item another's, too? */
static int check_unique(struct call *c, const struct doc *config, const struct doc *list, size_t i)
{
    struct span id = doc_get_str(doc_at(list, i), "Id");
    bool is_taken = list != items(config, "Origins") && by_id(items(config, "Origins"), id);

    if (!id.size || id.size > 128) return cloudfront_raise_argument(c, "The parameter Id is invalid.");
    for (size_t n = 0; n < i; n++) is_taken |= span_eq(doc_get_str(doc_at(list, n), "Id"), id);
    return is_taken ? cloudfront_raise_argument(c, "The parameter Id %.*s is not unique.", SPAN_ARG(id)) : 0;
}

int cloudfront_origins_check(struct call *c, const struct doc *config)
{
    const struct doc *origins = items(config, "Origins"), *groups = items(config, "OriginGroups");

    if (doc_count(origins) > ORIGINS_MAX)
        return fault(c, &cloudfront_too_many_origins, "You cannot create more origins for the distribution.");
    if (doc_count(groups) > GROUPS_MAX)
        return fault(c, &cloudfront_too_many_origin_groups,
                     "Processing your request would cause you to exceed the maximum number of origin groups allowed.");
    for (size_t i = 0; i < doc_count(origins); i++)
        if (check_unique(c, config, origins, i) || check_origin(c, doc_at(origins, i))) return -1;
    for (size_t i = 0; i < doc_count(groups); i++)
        if (check_unique(c, config, groups, i) || check_group(c, config, doc_at(groups, i))) return -1;
    return 0;
}

/* AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
#include "emulator/services/cloudfront/cloudfront_distribution_rules.h"

#include <ctype.h>

#include "emulator/services/cloudfront/cloudfront_behavior_rules.h"
#include "emulator/services/cloudfront/cloudfront_certificates.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_origin_rules.h"
#include "emulator/services/cloudfront/cloudfront_quantities.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

#define ALIASES_MAX 100

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

/* --- aliases ------------------------------------------------------------------------------------------------------ */

static int check_alias(struct call *c, const struct doc *aliases, size_t i, const struct cloudfront_resource *old)
{
    struct span alias = doc_text(doc_at(aliases, i)),
                bare = span_starts(alias, "*.") ? span_sub(alias, 2, SIZE_MAX) : alias;
    struct span other = cloudfront_store_alias(c, cloudfront_lower(c, alias));

    if (!cloudfront_is_domain(bare) || span_find(bare, '.') == bare.size)
        return cloudfront_raise_argument(c, "The parameter CNAME contains one or more parameters that are not valid.");
    for (size_t n = 0; n < i; n++)
        if (span_eq_nocase(doc_text(doc_at(aliases, n)), alias))
            return cloudfront_raise_argument(c, "The parameter CNAME contains duplicates.");
    if (!other.data || (old && span_eq(other, old->id))) return 0;
    return fault(c, &cloudfront_cname_already_exists,
                 "One or more of the CNAMEs you provided are already associated with a different resource.");
}

static int check_aliases(struct call *c, const struct doc *config, const struct cloudfront_resource *old)
{
    const struct doc *aliases = items(config, "Aliases");

    if (doc_count(aliases) > ALIASES_MAX)
        return fault(c, &cloudfront_too_many_distribution_cnames,
                     "Your request contains more CNAMEs than are allowed per distribution.");
    for (size_t i = 0; i < doc_count(aliases); i++)
        if (check_alias(c, aliases, i, old)) return -1;
    return cloudfront_certificate_check(c, config);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static int check_root(struct call *c, const struct doc *config)
{
    struct span root = doc_get_str(config, "DefaultRootObject");

    if (root.size <= 255 && !span_starts(root, "/")) return 0;
    return fault(c, &cloudfront_invalid_default_root_object,
                 "The default root object file name is too big or contains an invalid character.");
}

static bool is_among(int64_t status, const int *known)
{
    while (*known && *known != status) known++;
    return *known != 0;
}

static int check_response(struct call *c, const struct doc *response)
{
    static const int errors[] = { 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504, 0 },
                     answers[] = { 200, 400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504, 0 };
    struct span page = doc_get_str(response, "ResponsePagePath"), code = doc_get_str(response, "ResponseCode");
    int64_t status;

    if (!is_among(doc_get_int(response, "ErrorCode", 0), errors))
        return fault(c, &cloudfront_invalid_error_code, "An invalid error code was specified.");
    if (!page.size != !code.size)
        return cloudfront_raise_argument(
            c, "The parameters ResponsePagePath and ResponseCode must be specified together.");
    if (page.size && page.data[0] != '/')
        return fault(c, &cloudfront_invalid_relative_path,
                     "The relative path is too big, is not URL-encoded, or does not begin with a slash (/).");
    if (code.size && (!span_int(code, &status) || !is_among(status, answers)))
        return fault(c, &cloudfront_invalid_response_code, "A response code is not valid.");
    return doc_get_int(response, "ErrorCachingMinTTL", 0) < 0
               ? cloudfront_raise_argument(c, "The parameter ErrorCachingMinTTL is invalid.")
               : 0;
}

static int check_errors(struct call *c, const struct doc *config)
{
    const struct doc *list = items(config, "CustomErrorResponses");

    for (size_t i = 0; i < doc_count(list); i++) {
        if (check_response(c, doc_at(list, i))) return -1;
        for (size_t n = 0; n < i; n++)
            if (doc_get_int(doc_at(list, n), "ErrorCode", 0) == doc_get_int(doc_at(list, i), "ErrorCode", 0))
                return cloudfront_raise_argument(c, "The parameter ErrorCode contains duplicates.");
    }
    return 0;
}

/* --- who may visit, and what is logged ---------------------------------------------------------------------------- */

static int check_geo(struct call *c, const struct doc *config)
{
    const struct doc *geo = doc_get(doc_get(config, "Restrictions"), "GeoRestriction"), *list = doc_get(geo, "Items");

    if (span_is(doc_get_str(geo, "RestrictionType"), "none") != !doc_count(list))
        return fault(c, &cloudfront_invalid_geo_restriction_parameter,
                     "The specified geo restriction parameter is not valid.");
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span code = doc_text(doc_at(list, i));
        if (code.size != 2 || !isupper((unsigned char)code.data[0]) || !isupper((unsigned char)code.data[1]))
            return fault(c, &cloudfront_invalid_location_code, "The location code specified is not valid.");
    }
    return 0;
}

static int check_logging(struct call *c, const struct doc *config)
{
    const struct doc *logging = doc_get(config, "Logging");
    struct span bucket;

    if (!doc_get_bool(logging, "Enabled", false) || cloudfront_s3_bucket(doc_get_str(logging, "Bucket"), &bucket))
        return 0;
    return cloudfront_raise_argument(c, "The parameter Logging Bucket does not refer to a valid S3 bucket.");
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static int check_refused(struct call *c, const struct doc *config)
{
    static const char *const lacking[][2] = {
        { "TenantConfig", "Multi-tenant distributions are not emulated by Nube" },
        { "ViewerMtlsConfig", "Certificates of viewers are not emulated by Nube" },
        { "ConnectionFunctionAssociation", "Connection functions are not emulated by Nube" },
        { "CacheTagConfig", "Cache tags are not emulated by Nube" },
    };

    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++)
        if (doc_get(config, lacking[i][0])) return cloudfront_raise_argument(c, "%s", lacking[i][1]);
    if (span_is(doc_get_str(config, "ConnectionMode"), "tenant-only"))
        return cloudfront_raise_argument(c, "%s", lacking[0][1]);
    if (doc_get_bool(config, "Staging", false))
        return cloudfront_raise_argument(c, "Staging distributions are not emulated by Nube");
    if (doc_get_str(config, "ContinuousDeploymentPolicyId").size)
        return fault(c, &cloudfront_no_such_continuous_deployment_policy,
                     "Continuous deployment is not emulated by Nube");
    if (doc_get_str(config, "AnycastIpListId").size)
        return fault(c, &cloudfront_entity_not_found, "Anycast static IP lists are not emulated by Nube");
    return 0;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

/* AWS: of a configuration that is there, nobody changes who asked for it. */
static int check_update(struct call *c, const struct doc *config, const struct cloudfront_resource *old)
{
    if (!old || span_eq(doc_get_str(config, "CallerReference"), old->reference)) return 0;
    return fault(c, &cloudfront_illegal_update, "The update contains modifications that are not allowed.");
}

static int check_texts(struct call *c, const struct doc *config)
{
    struct span reference = doc_get_str(config, "CallerReference");

    if (!reference.size || reference.size > 128)
        return cloudfront_raise_argument(c, "The parameter CallerReference is invalid.");
    if (span_code_points(doc_get_str(config, "Comment")) > 128)
        return cloudfront_raise_argument(c, "The parameter Comment is too long.");
    return check_root(c, config);
}

int cloudfront_distribution_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    if (cloudfront_quantities_check(c, config) || check_update(c, config, old) || check_texts(c, config) ||
        check_refused(c, config) || cloudfront_origins_check(c, config) || cloudfront_behaviors_check(c, config) ||
        check_errors(c, config) || check_geo(c, config) || check_logging(c, config) || check_aliases(c, config, old))
        return -1;
    return 0;
}

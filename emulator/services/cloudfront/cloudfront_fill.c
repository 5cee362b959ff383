/* The template of a distribution's configuration has AWS's members in their order and AWS's defaults: it is what AWS
 * answers to a configuration with as little as it takes. */
#include "emulator/services/cloudfront/cloudfront_fill.h"

#include "emulator/base/json.h"

/* clang-format off */
#define ORIGIN \
    "{\"Id\":null,\"DomainName\":null,\"OriginPath\":\"\",\"CustomHeaders\":{\"Quantity\":0},\"S3OriginConfig\":null," \
    "\"CustomOriginConfig\":[{\"HTTPPort\":null,\"HTTPSPort\":null,\"OriginProtocolPolicy\":null," \
    "\"OriginSslProtocols\":{\"Quantity\":2,\"Items\":[\"SSLv3\",\"TLSv1\"]},\"OriginReadTimeout\":30," \
    "\"OriginKeepaliveTimeout\":5}],\"ConnectionAttempts\":3,\"ConnectionTimeout\":10," \
    "\"OriginShield\":{\"Enabled\":false},\"OriginAccessControlId\":\"\"}"

#define BEHAVIOR \
    "\"TargetOriginId\":null,\"TrustedSigners\":{\"Enabled\":false,\"Quantity\":0}," \
    "\"TrustedKeyGroups\":{\"Enabled\":false,\"Quantity\":0},\"ViewerProtocolPolicy\":null," \
    "\"AllowedMethods\":{\"Quantity\":2,\"Items\":[\"HEAD\",\"GET\"]," \
    "\"CachedMethods\":{\"Quantity\":2,\"Items\":[\"HEAD\",\"GET\"]}}," \
    "\"SmoothStreaming\":false,\"Compress\":false,\"LambdaFunctionAssociations\":{\"Quantity\":0}," \
    "\"FunctionAssociations\":{\"Quantity\":0},\"FieldLevelEncryptionId\":\"\",\"RealtimeLogConfigArn\":null," \
    "\"CachePolicyId\":null,\"OriginRequestPolicyId\":null,\"ResponseHeadersPolicyId\":null," \
    "\"GrpcConfig\":{\"Enabled\":false}," \
    "\"ForwardedValues\":[{\"QueryString\":null,\"Cookies\":{\"Forward\":null},\"Headers\":{\"Quantity\":0}," \
    "\"QueryStringCacheKeys\":{\"Quantity\":0}}],\"MinTTL\":null,\"DefaultTTL\":null,\"MaxTTL\":null"

static const char distribution[] =
    "{\"CallerReference\":null,\"Aliases\":{\"Quantity\":0},\"DefaultRootObject\":\"\","
    "\"Origins\":{\"Quantity\":null,\"Items\":[" ORIGIN "]},\"OriginGroups\":{\"Quantity\":0},"
    "\"DefaultCacheBehavior\":{" BEHAVIOR "},"
    "\"CacheBehaviors\":{\"Quantity\":0,\"Items\":[{\"PathPattern\":null," BEHAVIOR "}]},"
    "\"CustomErrorResponses\":{\"Quantity\":0,\"Items\":[{\"ErrorCode\":null,\"ResponsePagePath\":\"\","
    "\"ResponseCode\":\"\",\"ErrorCachingMinTTL\":10}]},\"Comment\":\"\","
    "\"Logging\":{\"Enabled\":false,\"IncludeCookies\":false,\"Bucket\":\"\",\"Prefix\":\"\"},"
    "\"PriceClass\":\"PriceClass_All\",\"Enabled\":null,"
    "\"ViewerCertificate\":{\"CloudFrontDefaultCertificate\":false},"
    "\"Restrictions\":{\"GeoRestriction\":{\"RestrictionType\":\"none\",\"Quantity\":0}},\"WebACLId\":\"\","
    "\"HttpVersion\":\"http2\",\"IsIPV6Enabled\":true,\"ContinuousDeploymentPolicyId\":\"\",\"Staging\":false,"
    "\"ConnectionMode\":\"direct\"}";
/* clang-format on */

/* --- filling ------------------------------------------------------------------------------------------------------ */

static bool is_empty(const struct doc *value)
{
    return !value || value->kind == DOC_NULL || (value->kind == DOC_LIST && !doc_count(value));
}

/* A list of one, of which there is more to say than its value. */
static bool is_form(const struct doc *template)
{
    return doc_is(template, DOC_LIST) && doc_is(doc_at(template, 0), DOC_MAP);
}

static struct doc *fill_items(struct arena *a, const struct doc *template, struct doc *given)
{
    struct doc *list = doc_list(a);

    for (size_t i = 0; i < doc_count(given); i++) doc_append(list, cloudfront_fill(a, template, doc_at(given, i)));
    return list;
}

static struct doc *fill_value(struct arena *a, const struct doc *template, struct doc *given)
{
    if (doc_is(template, DOC_MAP)) return cloudfront_fill(a, template, given);
    if (is_form(template) && is_empty(given)) return NULL;
    if (is_form(template) && doc_is(given, DOC_LIST)) return fill_items(a, doc_at(template, 0), given);
    if (is_form(template)) return cloudfront_fill(a, doc_at(template, 0), given);
    if (!is_empty(given)) return given;
    return is_empty(template) ? NULL : doc_copy(a, template);
}

struct doc *cloudfront_fill(struct arena *a, const struct doc *template, struct doc *given)
{
    struct doc *filled = doc_map(a), *value;

    for (uint32_t i = 0; i < doc_count(template); i++) {
        struct span name = template->map.members[i].name;
        value = fill_value(a, template->map.members[i].value, doc_get_span(given, name));
        if (value) doc_put_span(filled, name, value);
    }
    for (uint32_t i = 0; i < doc_count(given); i++)
        if (!doc_get_span(filled, given->map.members[i].name) && !is_empty(given->map.members[i].value))
            doc_put_span(filled, given->map.members[i].name, given->map.members[i].value);
    return filled;
}

/* --- a distribution ----------------------------------------------------------------------------------------------- */

/* AWS: an empty id names nothing; times of a behavior's own count where it has no cache policy. */
static void behavior_finish(struct doc *behavior)
{
    static const char *const ids[] = { "CachePolicyId", "OriginRequestPolicyId", "ResponseHeadersPolicyId",
                                       "RealtimeLogConfigArn" };

    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (!doc_get_str(behavior, ids[i]).size) doc_remove(behavior, span_of(ids[i]));
    if (!doc_get(behavior, "ForwardedValues")) return;
    if (!doc_get(behavior, "MinTTL")) doc_put_int(behavior, "MinTTL", 0);
    if (!doc_get(behavior, "DefaultTTL")) doc_put_int(behavior, "DefaultTTL", 86400);
    if (!doc_get(behavior, "MaxTTL")) doc_put_int(behavior, "MaxTTL", 31536000);
}

static void certificate_finish(struct doc *certificate)
{
    struct span acm = doc_get_str(certificate, "ACMCertificateArn"), iam = doc_get_str(certificate, "IAMCertificateId");

    if (!acm.size && !iam.size) {
        doc_put_bool(certificate, "CloudFrontDefaultCertificate", true);
        doc_put_str(certificate, "SSLSupportMethod", SPAN("vip"));
        doc_put_str(certificate, "MinimumProtocolVersion", SPAN("TLSv1"));
        doc_put_str(certificate, "CertificateSource", SPAN("cloudfront"));
        return;
    }
    if (!doc_get(certificate, "MinimumProtocolVersion"))
        doc_put_str(certificate, "MinimumProtocolVersion", SPAN("TLSv1"));
    doc_put_str(certificate, "Certificate", acm.size ? acm : iam);
    doc_put_str(certificate, "CertificateSource", acm.size ? SPAN("acm") : SPAN("iam"));
}

struct doc *cloudfront_fill_distribution(struct arena *a, struct doc *config)
{
    struct doc *filled = cloudfront_fill(a, json_parse(a, span_of(distribution), NULL), config);
    const struct doc *behaviors = doc_get(doc_get(filled, "CacheBehaviors"), "Items");

    behavior_finish(doc_get(filled, "DefaultCacheBehavior"));
    for (size_t i = 0; i < doc_count(behaviors); i++) behavior_finish(doc_at(behaviors, i));
    certificate_finish(doc_get(filled, "ViewerCertificate"));
    return filled;
}

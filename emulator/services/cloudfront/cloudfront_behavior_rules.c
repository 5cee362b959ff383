/* AWS: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html and its neighbours. */
#include "emulator/services/cloudfront/cloudfront_behavior_rules.h"

#include <ctype.h>

#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_functions_store.h"
#include "emulator/services/cloudfront/cloudfront_managed.h"
#include "emulator/services/cloudfront/cloudfront_origin_rules.h"
#include "emulator/services/cloudfront/cloudfront_words.h"

#define BEHAVIORS_MAX   75
#define KEY_GROUPS_MAX  4
#define FORWARDED_MAX   10
#define PATTERN_MAX     255
#define NO_POLICY_WORDS "The parameter %s cannot be used when a cache policy is associated to the cache behavior."

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

static bool has(const struct doc *list, const char *text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_is(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

/* AWS: HEAD and GET, OPTIONS as well, or all seven. */
static bool is_method_set(const struct doc *list, bool may_be_all)
{
    bool reads = has(list, "GET") && has(list, "HEAD");

    if (doc_count(list) == 2) return reads;
    if (doc_count(list) == 3) return reads && has(list, "OPTIONS");
    return may_be_all && doc_count(list) == 7 && reads && has(list, "OPTIONS") && has(list, "PUT") &&
           has(list, "POST") && has(list, "PATCH") && has(list, "DELETE");
}

static int check_methods(struct call *c, const struct doc *behavior, bool is_group)
{
    const struct doc *allowed = items(behavior, "AllowedMethods"),
                     *cached = items(doc_get(behavior, "AllowedMethods"), "CachedMethods");

    if (!is_method_set(allowed, true))
        return cloudfront_raise_argument(c, "The parameter AllowedMethods contains an unsupported set of methods.");
    if (!is_method_set(cached, false) || doc_count(cached) > doc_count(allowed))
        return cloudfront_raise_argument(c, "The parameter CachedMethods contains an unsupported set of methods.");
    if (is_group && doc_count(allowed) > 3)
        return cloudfront_raise_argument(c,
                                         "The parameter AllowedMethods cannot include POST, PUT, PATCH, or DELETE for "
                                         "a cached behavior associated with an origin group.");
    return 0;
}

/* --- policies ----------------------------------------------------------------------------------------------------- */

static int check_policy(struct call *c, const struct doc *behavior, const char *member, const char *kind,
                        const struct fault_kind *lacking, const char *words)
{
    struct span id = doc_get_str(behavior, member);
    struct cloudfront_resource r;

    if (!id.size || cloudfront_policy_find(c, kind, id, &r)) return 0;
    return fault(c, lacking, "%s", words);
}

static int check_policies(struct call *c, const struct doc *behavior)
{
    static const char *const legacy[] = { "ForwardedValues", "MinTTL", "DefaultTTL", "MaxTTL" };
    bool has_policy = doc_get_str(behavior, "CachePolicyId").size;

    for (size_t i = 0; has_policy && i < sizeof legacy / sizeof *legacy; i++)
        if (doc_get(behavior, legacy[i])) return cloudfront_raise_argument(c, NO_POLICY_WORDS, legacy[i]);
    if (!has_policy && !doc_get(behavior, "ForwardedValues"))
        return cloudfront_raise_argument(c, "The parameter ForwardedValues is required.");
    if (!has_policy && doc_get_str(behavior, "OriginRequestPolicyId").size)
        return cloudfront_raise_argument(
            c, "The parameter OriginRequestPolicyId cannot be used when no cache policy is associated to the cache "
               "behavior.");
    if (check_policy(c, behavior, "CachePolicyId", "cache-policy", &cloudfront_no_such_cache_policy,
                     "The specified cache policy does not exist.") ||
        check_policy(c, behavior, "OriginRequestPolicyId", "origin-request-policy",
                     &cloudfront_no_such_origin_request_policy,
                     "The specified origin request policy does not exist.") ||
        check_policy(c, behavior, "ResponseHeadersPolicyId", "response-headers-policy",
                     &cloudfront_no_such_response_headers_policy,
                     "The specified response headers policy does not exist."))
        return -1;
    return 0;
}

/* --- what is forwarded without a policy --------------------------------------------------------------------------- */

static bool is_for_s3(struct span name)
{
    return span_is_nocase(name, "Origin") || span_is_nocase(name, "Access-Control-Request-Headers") ||
           span_is_nocase(name, "Access-Control-Request-Method");
}

static int check_forwarded_headers(struct call *c, const struct doc *list, const struct doc *origin)
{
    if (doc_count(list) > FORWARDED_MAX)
        return fault(c, &cloudfront_too_many_headers_in_forwarded_values,
                     "Your request contains too many headers in forwarded values.");
    for (size_t i = 0; doc_get(origin, "S3OriginConfig") && i < doc_count(list); i++)
        if (!is_for_s3(doc_text(doc_at(list, i))))
            return fault(c, &cloudfront_invalid_headers_for_s3_origin,
                         "The headers specified are not valid for an Amazon S3 origin.");
    return 0;
}

static int check_forwarded_cookies(struct call *c, const struct doc *cookies)
{
    const struct doc *names = items(cookies, "WhitelistedNames");

    if (span_is(doc_get_str(cookies, "Forward"), "whitelist") != (doc_count(names) > 0))
        return fault(c, &cloudfront_invalid_forward_cookies,
                     "Your request contains forward cookies option which doesn't match with the expectation for the "
                     "whitelisted list of cookie names. Either list of cookie names has been specified when not "
                     "allowed or list of cookie names is missing when expected.");
    if (doc_count(names) <= FORWARDED_MAX) return 0;
    return fault(c, &cloudfront_too_many_cookie_names,
                 "Your request contains more cookie names in the whitelist than are allowed per cache behavior.");
}

static int check_forwarded(struct call *c, const struct doc *behavior, const struct doc *origin)
{
    const struct doc *values = doc_get(behavior, "ForwardedValues"), *keys = items(values, "QueryStringCacheKeys");
    int64_t min = doc_get_int(behavior, "MinTTL", 0), normal = doc_get_int(behavior, "DefaultTTL", 0);

    if (!values) return 0;
    if (check_forwarded_headers(c, items(values, "Headers"), origin) ||
        check_forwarded_cookies(c, doc_get(values, "Cookies")))
        return -1;
    if (doc_count(keys) && !doc_get_bool(values, "QueryString", false))
        return cloudfront_raise_argument(
            c, "The parameter QueryString cannot be false if query strings are set in QueryStringCacheKeys");
    if (doc_count(keys) > FORWARDED_MAX)
        return fault(c, &cloudfront_too_many_query_string_parameters,
                     "Your request contains too many query string parameters.");
    if (min < 0 || min > normal || normal > doc_get_int(behavior, "MaxTTL", 0))
        return fault(c, &cloudfront_invalid_ttl_order, "The TTL order specified is not valid.");
    return 0;
}

/* --- signers ------------------------------------------------------------------------------------------------------ */

static int check_signers(struct call *c, const struct doc *behavior)
{
    const struct doc *groups = items(behavior, "TrustedKeyGroups");
    struct cloudfront_resource r;

    /* No account has key pairs of its own here: AWS wants key groups. */
    if (doc_get_bool(doc_get(behavior, "TrustedSigners"), "Enabled", false) ||
        doc_count(items(behavior, "TrustedSigners")))
        return fault(c, &cloudfront_trusted_signer_does_not_exist, "One or more of your trusted signers don't exist.");
    if (doc_get_bool(doc_get(behavior, "TrustedKeyGroups"), "Enabled", false) != (doc_count(groups) > 0))
        return cloudfront_raise_argument(c, "The parameter TrustedKeyGroups is invalid.");
    if (doc_count(groups) > KEY_GROUPS_MAX)
        return fault(c, &cloudfront_too_many_key_groups_of_distribution,
                     "The number of key groups referenced by this distribution is more than the maximum allowed.");
    for (size_t i = 0; i < doc_count(groups); i++)
        if (!cloudfront_store_find(c, "key-group", doc_text(doc_at(groups, i)), &r) ||
            !span_is(r.account, c->who.account))
            return fault(c, &cloudfront_trusted_key_group_does_not_exist, "The specified key group does not exist.");
    return 0;
}

/* --- functions ---------------------------------------------------------------------------------------------------- */

static int check_functions(struct call *c, const struct doc *behavior)
{
    const struct doc *list = items(behavior, "FunctionAssociations");
    struct cloudfront_function f;
    int counts[2] = { 0 };

    for (size_t i = 0; i < doc_count(list); i++) {
        struct span event = doc_get_str(doc_at(list, i), "EventType"),
                    arn = doc_get_str(doc_at(list, i), "FunctionARN");
        if (!span_starts(event, "viewer-"))
            return fault(c, &cloudfront_invalid_function_association,
                         "A CloudFront function association is invalid: the event type %.*s is not supported.",
                         SPAN_ARG(event));
        if (++counts[span_is(event, "viewer-response")] > 1)
            return fault(c, &cloudfront_too_many_function_associations,
                         "You have reached the maximum number of CloudFront function associations for this "
                         "distribution.");
        if (!cloudfront_store_function_by_arn(c, arn, "LIVE", &f) || !span_is(f.account, c->who.account))
            return fault(c, &cloudfront_invalid_function_association,
                         "A CloudFront function association is invalid: %.*s is not in the LIVE stage.", SPAN_ARG(arn));
    }
    return 0;
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static int check_refused(struct call *c, const struct doc *behavior)
{
    if (doc_count(items(behavior, "LambdaFunctionAssociations")))
        return fault(c, &cloudfront_invalid_lambda_function_association, "Lambda@Edge is not emulated by Nube");
    if (doc_get_str(behavior, "FieldLevelEncryptionId").size)
        return fault(c, &cloudfront_no_such_field_level_encryption_config,
                     "Field-level encryption is not emulated by Nube");
    if (doc_get_str(behavior, "RealtimeLogConfigArn").size)
        return fault(c, &cloudfront_no_such_realtime_log_config, "Real-time logs are not emulated by Nube");
    if (doc_get_bool(behavior, "SmoothStreaming", false))
        return cloudfront_raise_argument(c, "Smooth Streaming is not emulated by Nube");
    if (doc_get_bool(doc_get(behavior, "GrpcConfig"), "Enabled", false))
        return cloudfront_raise_argument(c, "gRPC is not emulated by Nube");
    return 0;
}

/* --- a behavior, all of them -------------------------------------------------------------------------------------- */

static int check_behavior(struct call *c, const struct doc *behavior, void *arg)
{
    const struct doc *config = arg, *origin;
    bool is_group;

    origin = cloudfront_origin_find(config, doc_get_str(behavior, "TargetOriginId"), &is_group);
    if (!origin)
        return fault(c, &cloudfront_no_such_origin, "One or more of your origins or origin groups do not exist.");
    if (check_refused(c, behavior) || check_methods(c, behavior, is_group) || check_policies(c, behavior) ||
        check_forwarded(c, behavior, origin) || check_signers(c, behavior) || check_functions(c, behavior))
        return -1;
    return 0;
}

/* AWS: the characters of path patterns. */
static bool is_pattern(struct span pattern)
{
    for (size_t i = 0; i < pattern.size; i++)
        if (!isalnum((unsigned char)pattern.data[i]) &&
            (!pattern.data[i] || !strchr("_-.*$/~\"'@:+&?=%!(),;#[]", pattern.data[i])))
            return false;
    return pattern.size > 0 && pattern.size <= PATTERN_MAX;
}

int cloudfront_behaviors_check(struct call *c, const struct doc *config)
{
    const struct doc *list = items(config, "CacheBehaviors");

    if (doc_count(list) > BEHAVIORS_MAX)
        return fault(c, &cloudfront_too_many_cache_behaviors,
                     "You cannot create more cache behaviors for the distribution.");
    for (size_t i = 0; i < doc_count(list); i++) {
        struct span pattern = doc_get_str(doc_at(list, i), "PathPattern");
        if (!is_pattern(pattern)) return cloudfront_raise_argument(c, "The parameter PathPattern is invalid.");
        for (size_t n = 0; n < i; n++)
            if (span_eq(doc_get_str(doc_at(list, n), "PathPattern"), pattern))
                return cloudfront_raise_argument(c, "The parameter PathPattern contains duplicates.");
    }
    return cloudfront_distribution_behaviors(c, config, check_behavior, (void *)(uintptr_t)config);
}

/* A table; an operation finds its row by its name without the verb. */
#include "emulator/services/cloudfront/cloudfront_kinds.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_access.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_distribution_rules.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_fill.h"
#include "emulator/services/cloudfront/cloudfront_policy_rules.h"

static const struct cloudfront_kind kinds[] = {
    { .kind = "distribution",
      .noun = "Distribution",
      .plural = "Distributions",
      .config = "DistributionConfig",
      .has_reference = true,
      .tells_other = true,
      .id_form = "E",
      .count_max = 200,
      .lacking = &cloudfront_no_such_distribution,
      .lacking_words = "The specified distribution does not exist.",
      .there = &cloudfront_distribution_already_exists,
      .there_words = "The caller reference that you are using to create a distribution is associated with another "
                     "distribution.",
      .too_many = &cloudfront_too_many_distributions,
      .too_many_words = "Processing your request will cause the maximum number of distributions that are allowed to be "
                        "exceeded.",
      .fill = cloudfront_fill_distribution,
      .check = cloudfront_distribution_check,
      .settle = cloudfront_distribution_settle,
      .tell = cloudfront_distribution_tell,
      .warn = cloudfront_distribution_warn,
      .leave = cloudfront_distribution_leave,
      .check_delete = cloudfront_distribution_check_delete },
    {
        .kind = "cache-policy",
        .noun = "CachePolicy",
        .plural = "CachePolicies",
        .config = "CachePolicyConfig",
        .name = "Name",
        .id_form = "",
        .count_max = 20,
        .lacking = &cloudfront_no_such_cache_policy,
        .lacking_words = "The specified cache policy does not exist.",
        .there = &cloudfront_cache_policy_already_exists,
        .there_words = "A cache policy with the same name already exists in this account.",
        .used = &cloudfront_cache_policy_in_use,
        .used_words =
            "Cannot delete the cache policy because it is attached to one or more cache behaviors in a CloudFront distribution.",
        .too_many = &cloudfront_too_many_cache_policies,
        .too_many_words = "You have reached the maximum number of cache policies for this AWS account.",
        .fill = cloudfront_fill_cache_policy,
        .check = cloudfront_cache_policy_check,
    },
    {
        .kind = "origin-request-policy",
        .noun = "OriginRequestPolicy",
        .plural = "OriginRequestPolicies",
        .config = "OriginRequestPolicyConfig",
        .name = "Name",
        .id_form = "",
        .count_max = 20,
        .lacking = &cloudfront_no_such_origin_request_policy,
        .lacking_words = "The specified origin request policy does not exist.",
        .there = &cloudfront_origin_request_policy_already_exists,
        .there_words = "A origin request policy with the same name already exists in this account.",
        .used = &cloudfront_origin_request_policy_in_use,
        .used_words =
            "Cannot delete the origin request policy because it is attached to one or more cache behaviors in a CloudFront distribution.",
        .too_many = &cloudfront_too_many_origin_request_policies,
        .too_many_words = "You have reached the maximum number of origin request policies for this AWS account.",
        .check = cloudfront_origin_request_policy_check,
    },
    {
        .kind = "response-headers-policy",
        .noun = "ResponseHeadersPolicy",
        .plural = "ResponseHeadersPolicies",
        .config = "ResponseHeadersPolicyConfig",
        .name = "Name",
        .id_form = "",
        .count_max = 20,
        .lacking = &cloudfront_no_such_response_headers_policy,
        .lacking_words = "The specified response headers policy does not exist.",
        .there = &cloudfront_response_headers_policy_already_exists,
        .there_words = "A response headers policy with the same name already exists in this account.",
        .used = &cloudfront_response_headers_policy_in_use,
        .used_words =
            "Cannot delete the response headers policy because it is attached to one or more cache behaviors in a CloudFront distribution.",
        .too_many = &cloudfront_too_many_response_headers_policies,
        .too_many_words = "You have reached the maximum number of response headers policies for this AWS account.",
        .check = cloudfront_response_headers_policy_check,
    },
    {
        .kind = "origin-access-control",
        .noun = "OriginAccessControl",
        .plural = "OriginAccessControls",
        .config = "OriginAccessControlConfig",
        .name = "Name",
        .id_form = "E",
        .count_max = 100,
        .lacking = &cloudfront_no_such_origin_access_control,
        .lacking_words = "The specified origin access control does not exist.",
        .there = &cloudfront_origin_access_control_already_exists,
        .there_words = "An origin access control with the same name already exists.",
        .used = &cloudfront_origin_access_control_in_use,
        .used_words = "The specified origin access control is in use by one or more distributions.",
        .too_many = &cloudfront_too_many_origin_access_controls,
        .too_many_words = "You have reached the maximum number of origin access controls for this AWS account.",
        .check = cloudfront_access_control_check,
    },
    {
        .kind = "origin-access-identity",
        .noun = "CloudFrontOriginAccessIdentity",
        .plural = "CloudFrontOriginAccessIdentities",
        .config = "CloudFrontOriginAccessIdentityConfig",
        .has_reference = true,
        .is_repeatable = true,
        .id_form = "E",
        .count_max = 100,
        .lacking = &cloudfront_no_such_identity,
        .lacking_words = "The specified origin access identity does not exist.",
        .there = &cloudfront_identity_already_exists,
        .there_words =
            "The caller reference you are using to create the CloudFront origin access identity is associated with another identity.",
        .used = &cloudfront_identity_in_use,
        .used_words = "The CloudFront origin access identity is still being used.",
        .too_many = &cloudfront_too_many_identities,
        .too_many_words =
            "Processing your request will cause the maximum number of origin access identities that are allowed to be exceeded.",
        .check = cloudfront_identity_check,
        .settle = cloudfront_identity_settle,
        .tell = cloudfront_identity_tell,
    },
    {
        .kind = "public-key",
        .noun = "PublicKey",
        .plural = "PublicKeys",
        .config = "PublicKeyConfig",
        .name = "Name",
        .has_reference = true,
        .id_form = "K",
        .count_max = 10,
        .lacking = &cloudfront_no_such_public_key,
        .lacking_words = "The specified public key does not exist.",
        .there = &cloudfront_public_key_already_exists,
        .there_words = "A public key with the same name or caller reference already exists.",
        .used = &cloudfront_public_key_in_use,
        .used_words = "The specified public key is in use.",
        .too_many = &cloudfront_too_many_public_keys,
        .too_many_words =
            "Processing your request will cause you to exceed the maximum number of CloudFront public keys allowed.",
        .fill = cloudfront_fill_public_key,
        .check = cloudfront_public_key_check,
    },
    {
        .kind = "key-group",
        .noun = "KeyGroup",
        .plural = "KeyGroups",
        .config = "KeyGroupConfig",
        .name = "Name",
        .id_form = "",
        .count_max = 10,
        .lacking = &cloudfront_no_such_resource,
        .lacking_words = "The specified key group does not exist.",
        .there = &cloudfront_key_group_already_exists,
        .there_words = "A key group with the same name already exists.",
        .used = &cloudfront_resource_in_use,
        .used_words = "Cannot delete the key group because it is used by one or more cache behaviors.",
        .too_many = &cloudfront_too_many_key_groups,
        .too_many_words = "You have reached the maximum number of key groups for this AWS account.",
        .check = cloudfront_key_group_check,
        .settle = cloudfront_key_group_settle,
    },
};

#define KINDS (sizeof kinds / sizeof *kinds)

/* "UpdateCachePolicy" is about "CachePolicy". */
static struct span noun_of(const struct call *c)
{
    static const char *const verbs[] = { "Create", "Get", "Update", "Delete", "List" };
    struct span name = span_of(c->operation->name);

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (span_starts(name, verbs[i])) return span_sub(name, strlen(verbs[i]), SIZE_MAX);
    return name;
}

const struct cloudfront_kind *cloudfront_kind_of(const struct call *c)
{
    struct span noun = noun_of(c);
    size_t i = 0;

    while (!span_starts(noun, kinds[i].noun) && !span_starts(noun, kinds[i].plural)) i++; /* every row has one */
    return kinds + i;
}

const struct cloudfront_kind *cloudfront_kind_find(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].kind, kind) == 0) return kinds + i;
    return NULL;
}

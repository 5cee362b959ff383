/* Amazon CloudFront. https://docs.aws.amazon.com/cloudfront/latest/APIReference/ */
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/services/cloudfront/cloudfront_access.h"
#include "emulator/services/cloudfront/cloudfront_aliases.h"
#include "emulator/services/cloudfront/cloudfront_aside.h"
#include "emulator/services/cloudfront/cloudfront_asks.h"
#include "emulator/services/cloudfront/cloudfront_distributions.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_functions.h"
#include "emulator/services/cloudfront/cloudfront_inside.h"
#include "emulator/services/cloudfront/cloudfront_invalidations.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_monitoring.h"
#include "emulator/services/cloudfront/cloudfront_cache.h"
#include "emulator/services/cloudfront/cloudfront_plane.h"
#include "emulator/services/cloudfront/cloudfront_plans.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"
#include "emulator/services/cloudfront/cloudfront_runtime.h"
#include "emulator/services/cloudfront/cloudfront_shapes.h"
#include "emulator/services/cloudfront/cloudfront_tags.h"
#include "emulator/wire/codecs.h"

#define DISTRIBUTION "/2020-05-31/distribution"

static const struct operation operations[] = {
    { "CreateDistribution", &CloudFrontCreateDistributionRequest, &CloudFrontCreateDistributionResult,
      cloudfront_create_resource, WRITES, .rest = { "POST", DISTRIBUTION, 201 } },
    { "GetDistribution", &CloudFrontGetDistributionRequest, &CloudFrontGetDistributionResult, cloudfront_get_resource,
      .rest = { "GET", DISTRIBUTION "/{Id}" }, .asks = cloudfront_ask_resource },
    { "GetDistributionConfig", &CloudFrontGetDistributionConfigRequest, &CloudFrontGetDistributionConfigResult,
      cloudfront_get_resource_config, .rest = { "GET", DISTRIBUTION "/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "UpdateDistribution", &CloudFrontUpdateDistributionRequest, &CloudFrontUpdateDistributionResult,
      cloudfront_update_resource, WRITES, .rest = { "PUT", DISTRIBUTION "/{Id}/config" },
      .asks = cloudfront_ask_resource },
    { "DeleteDistribution", &CloudFrontDeleteDistributionRequest, &Nothing, cloudfront_delete_resource, WRITES,
      .rest = { "DELETE", DISTRIBUTION "/{Id}", 204 }, .asks = cloudfront_ask_resource },
    { "ListDistributions", &CloudFrontListDistributionsRequest, &CloudFrontListDistributionsResult,
      cloudfront_list_resources, .rest = { "GET", DISTRIBUTION } },

    { "CreateCachePolicy", &CloudFrontCreateCachePolicyRequest, &CloudFrontCreateCachePolicyResult,
      cloudfront_create_resource, WRITES, .rest = { "POST", "/2020-05-31/cache-policy", 201 } },
    { "GetCachePolicy", &CloudFrontGetCachePolicyRequest, &CloudFrontGetCachePolicyResult, cloudfront_get_resource,
      .rest = { "GET", "/2020-05-31/cache-policy/{Id}" }, .asks = cloudfront_ask_resource },
    { "GetCachePolicyConfig", &CloudFrontGetCachePolicyConfigRequest, &CloudFrontGetCachePolicyConfigResult,
      cloudfront_get_resource_config, .rest = { "GET", "/2020-05-31/cache-policy/{Id}/config" },
      .asks = cloudfront_ask_resource },
    { "UpdateCachePolicy", &CloudFrontUpdateCachePolicyRequest, &CloudFrontUpdateCachePolicyResult,
      cloudfront_update_resource, WRITES, .rest = { "PUT", "/2020-05-31/cache-policy/{Id}" },
      .asks = cloudfront_ask_resource },
    { "DeleteCachePolicy", &CloudFrontDeleteCachePolicyRequest, &Nothing, cloudfront_delete_resource, WRITES,
      .rest = { "DELETE", "/2020-05-31/cache-policy/{Id}", 204 }, .asks = cloudfront_ask_resource },
    { "ListCachePolicies", &CloudFrontListCachePoliciesRequest, &CloudFrontListCachePoliciesResult,
      cloudfront_list_resources, .rest = { "GET", "/2020-05-31/cache-policy" } },

    { "CreateOriginRequestPolicy", &CloudFrontCreateOriginRequestPolicyRequest,
      &CloudFrontCreateOriginRequestPolicyResult, cloudfront_create_resource, WRITES,
      .rest = { "POST", "/2020-05-31/origin-request-policy", 201 } },
    { "GetOriginRequestPolicy", &CloudFrontGetOriginRequestPolicyRequest, &CloudFrontGetOriginRequestPolicyResult,
      cloudfront_get_resource, .rest = { "GET", "/2020-05-31/origin-request-policy/{Id}" },
      .asks = cloudfront_ask_resource },
    { "GetOriginRequestPolicyConfig", &CloudFrontGetOriginRequestPolicyConfigRequest,
      &CloudFrontGetOriginRequestPolicyConfigResult, cloudfront_get_resource_config,
      .rest = { "GET", "/2020-05-31/origin-request-policy/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "UpdateOriginRequestPolicy", &CloudFrontUpdateOriginRequestPolicyRequest,
      &CloudFrontUpdateOriginRequestPolicyResult, cloudfront_update_resource, WRITES,
      .rest = { "PUT", "/2020-05-31/origin-request-policy/{Id}" }, .asks = cloudfront_ask_resource },
    { "DeleteOriginRequestPolicy", &CloudFrontDeleteOriginRequestPolicyRequest, &Nothing, cloudfront_delete_resource,
      WRITES, .rest = { "DELETE", "/2020-05-31/origin-request-policy/{Id}", 204 }, .asks = cloudfront_ask_resource },
    { "ListOriginRequestPolicies", &CloudFrontListOriginRequestPoliciesRequest,
      &CloudFrontListOriginRequestPoliciesResult, cloudfront_list_resources,
      .rest = { "GET", "/2020-05-31/origin-request-policy" } },

    { "CreateResponseHeadersPolicy", &CloudFrontCreateResponseHeadersPolicyRequest,
      &CloudFrontCreateResponseHeadersPolicyResult, cloudfront_create_resource, WRITES,
      .rest = { "POST", "/2020-05-31/response-headers-policy", 201 } },
    { "GetResponseHeadersPolicy", &CloudFrontGetResponseHeadersPolicyRequest, &CloudFrontGetResponseHeadersPolicyResult,
      cloudfront_get_resource, .rest = { "GET", "/2020-05-31/response-headers-policy/{Id}" },
      .asks = cloudfront_ask_resource },
    { "GetResponseHeadersPolicyConfig", &CloudFrontGetResponseHeadersPolicyConfigRequest,
      &CloudFrontGetResponseHeadersPolicyConfigResult, cloudfront_get_resource_config,
      .rest = { "GET", "/2020-05-31/response-headers-policy/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "UpdateResponseHeadersPolicy", &CloudFrontUpdateResponseHeadersPolicyRequest,
      &CloudFrontUpdateResponseHeadersPolicyResult, cloudfront_update_resource, WRITES,
      .rest = { "PUT", "/2020-05-31/response-headers-policy/{Id}" }, .asks = cloudfront_ask_resource },
    { "DeleteResponseHeadersPolicy", &CloudFrontDeleteResponseHeadersPolicyRequest, &Nothing,
      cloudfront_delete_resource, WRITES, .rest = { "DELETE", "/2020-05-31/response-headers-policy/{Id}", 204 },
      .asks = cloudfront_ask_resource },
    { "ListResponseHeadersPolicies", &CloudFrontListResponseHeadersPoliciesRequest,
      &CloudFrontListResponseHeadersPoliciesResult, cloudfront_list_resources,
      .rest = { "GET", "/2020-05-31/response-headers-policy" } },

    { "CreateOriginAccessControl", &CloudFrontCreateOriginAccessControlRequest,
      &CloudFrontCreateOriginAccessControlResult, cloudfront_create_resource, WRITES,
      .rest = { "POST", "/2020-05-31/origin-access-control", 201 } },
    { "GetOriginAccessControl", &CloudFrontGetOriginAccessControlRequest, &CloudFrontGetOriginAccessControlResult,
      cloudfront_get_resource, .rest = { "GET", "/2020-05-31/origin-access-control/{Id}" },
      .asks = cloudfront_ask_resource },
    { "GetOriginAccessControlConfig", &CloudFrontGetOriginAccessControlConfigRequest,
      &CloudFrontGetOriginAccessControlConfigResult, cloudfront_get_resource_config,
      .rest = { "GET", "/2020-05-31/origin-access-control/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "UpdateOriginAccessControl", &CloudFrontUpdateOriginAccessControlRequest,
      &CloudFrontUpdateOriginAccessControlResult, cloudfront_update_resource, WRITES,
      .rest = { "PUT", "/2020-05-31/origin-access-control/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "DeleteOriginAccessControl", &CloudFrontDeleteOriginAccessControlRequest, &Nothing, cloudfront_delete_resource,
      WRITES, .rest = { "DELETE", "/2020-05-31/origin-access-control/{Id}", 204 }, .asks = cloudfront_ask_resource },
    { "ListOriginAccessControls", &CloudFrontListOriginAccessControlsRequest, &CloudFrontListOriginAccessControlsResult,
      cloudfront_list_resources, .rest = { "GET", "/2020-05-31/origin-access-control" } },

    { "CreateCloudFrontOriginAccessIdentity", &CloudFrontCreateCloudFrontOriginAccessIdentityRequest,
      &CloudFrontCreateCloudFrontOriginAccessIdentityResult, cloudfront_create_resource, WRITES,
      .rest = { "POST", "/2020-05-31/origin-access-identity/cloudfront", 201 } },
    { "GetCloudFrontOriginAccessIdentity", &CloudFrontGetCloudFrontOriginAccessIdentityRequest,
      &CloudFrontGetCloudFrontOriginAccessIdentityResult, cloudfront_get_resource,
      .rest = { "GET", "/2020-05-31/origin-access-identity/cloudfront/{Id}" }, .asks = cloudfront_ask_resource },
    { "GetCloudFrontOriginAccessIdentityConfig", &CloudFrontGetCloudFrontOriginAccessIdentityConfigRequest,
      &CloudFrontGetCloudFrontOriginAccessIdentityConfigResult, cloudfront_get_resource_config,
      .rest = { "GET", "/2020-05-31/origin-access-identity/cloudfront/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "UpdateCloudFrontOriginAccessIdentity", &CloudFrontUpdateCloudFrontOriginAccessIdentityRequest,
      &CloudFrontUpdateCloudFrontOriginAccessIdentityResult, cloudfront_update_resource, WRITES,
      .rest = { "PUT", "/2020-05-31/origin-access-identity/cloudfront/{Id}/config" }, .asks = cloudfront_ask_resource },
    { "DeleteCloudFrontOriginAccessIdentity", &CloudFrontDeleteCloudFrontOriginAccessIdentityRequest, &Nothing,
      cloudfront_delete_resource, WRITES,
      .rest = { "DELETE", "/2020-05-31/origin-access-identity/cloudfront/{Id}", 204 },
      .asks = cloudfront_ask_resource },
    { "ListCloudFrontOriginAccessIdentities", &CloudFrontListCloudFrontOriginAccessIdentitiesRequest,
      &CloudFrontListCloudFrontOriginAccessIdentitiesResult, cloudfront_list_resources,
      .rest = { "GET", "/2020-05-31/origin-access-identity/cloudfront" } },

    { "CreatePublicKey", &CloudFrontCreatePublicKeyRequest, &CloudFrontCreatePublicKeyResult,
      cloudfront_create_resource, WRITES, .rest = { "POST", "/2020-05-31/public-key", 201 } },
    { "GetPublicKey", &CloudFrontGetPublicKeyRequest, &CloudFrontGetPublicKeyResult, cloudfront_get_resource,
      .rest = { "GET", "/2020-05-31/public-key/{Id}" } },
    { "GetPublicKeyConfig", &CloudFrontGetPublicKeyConfigRequest, &CloudFrontGetPublicKeyConfigResult,
      cloudfront_get_resource_config, .rest = { "GET", "/2020-05-31/public-key/{Id}/config" } },
    { "UpdatePublicKey", &CloudFrontUpdatePublicKeyRequest, &CloudFrontUpdatePublicKeyResult,
      cloudfront_update_resource, WRITES, .rest = { "PUT", "/2020-05-31/public-key/{Id}/config" } },
    { "DeletePublicKey", &CloudFrontDeletePublicKeyRequest, &Nothing, cloudfront_delete_resource, WRITES,
      .rest = { "DELETE", "/2020-05-31/public-key/{Id}", 204 } },
    { "ListPublicKeys", &CloudFrontListPublicKeysRequest, &CloudFrontListPublicKeysResult, cloudfront_list_resources,
      .rest = { "GET", "/2020-05-31/public-key" } },

    { "CreateKeyGroup", &CloudFrontCreateKeyGroupRequest, &CloudFrontCreateKeyGroupResult, cloudfront_create_resource,
      WRITES, .rest = { "POST", "/2020-05-31/key-group", 201 } },
    { "GetKeyGroup", &CloudFrontGetKeyGroupRequest, &CloudFrontGetKeyGroupResult, cloudfront_get_resource,
      .rest = { "GET", "/2020-05-31/key-group/{Id}" } },
    { "GetKeyGroupConfig", &CloudFrontGetKeyGroupConfigRequest, &CloudFrontGetKeyGroupConfigResult,
      cloudfront_get_resource_config, .rest = { "GET", "/2020-05-31/key-group/{Id}/config" } },
    { "UpdateKeyGroup", &CloudFrontUpdateKeyGroupRequest, &CloudFrontUpdateKeyGroupResult, cloudfront_update_resource,
      WRITES, .rest = { "PUT", "/2020-05-31/key-group/{Id}" } },
    { "DeleteKeyGroup", &CloudFrontDeleteKeyGroupRequest, &Nothing, cloudfront_delete_resource, WRITES,
      .rest = { "DELETE", "/2020-05-31/key-group/{Id}", 204 } },
    { "ListKeyGroups", &CloudFrontListKeyGroupsRequest, &CloudFrontListKeyGroupsResult, cloudfront_list_resources,
      .rest = { "GET", "/2020-05-31/key-group" } },

    { "CreateDistributionWithTags", &CloudFrontCreateDistributionWithTagsRequest,
      &CloudFrontCreateDistributionWithTagsResult, cloudfront_create_distribution_with_tags, WRITES,
      .rest = { "POST", DISTRIBUTION "?WithTags", 201 }, .asks = cloudfront_ask_create_with_tags },
    { "ListDistributionsByCachePolicyId", &CloudFrontListDistributionsByCachePolicyIdRequest,
      &CloudFrontListDistributionsByCachePolicyIdResult, cloudfront_list_distributions_by,
      .rest = { "GET", "/2020-05-31/distributionsByCachePolicyId/{CachePolicyId}" } },
    { "ListDistributionsByOriginRequestPolicyId", &CloudFrontListDistributionsByOriginRequestPolicyIdRequest,
      &CloudFrontListDistributionsByOriginRequestPolicyIdResult, cloudfront_list_distributions_by,
      .rest = { "GET", "/2020-05-31/distributionsByOriginRequestPolicyId/{OriginRequestPolicyId}" } },
    { "ListDistributionsByResponseHeadersPolicyId", &CloudFrontListDistributionsByResponseHeadersPolicyIdRequest,
      &CloudFrontListDistributionsByResponseHeadersPolicyIdResult, cloudfront_list_distributions_by,
      .rest = { "GET", "/2020-05-31/distributionsByResponseHeadersPolicyId/{ResponseHeadersPolicyId}" } },
    { "ListDistributionsByKeyGroup", &CloudFrontListDistributionsByKeyGroupRequest,
      &CloudFrontListDistributionsByKeyGroupResult, cloudfront_list_distributions_by,
      .rest = { "GET", "/2020-05-31/distributionsByKeyGroupId/{KeyGroupId}" } },
    { "ListDistributionsByWebACLId", &CloudFrontListDistributionsByWebACLIdRequest,
      &CloudFrontListDistributionsByWebACLIdResult, cloudfront_list_distributions_by,
      .rest = { "GET", "/2020-05-31/distributionsByWebACLId/{WebACLId}" } },
    { "ListDistributionsByRealtimeLogConfig", &CloudFrontListDistributionsByRealtimeLogConfigRequest,
      &CloudFrontListDistributionsByRealtimeLogConfigResult, cloudfront_list_distributions_by,
      .rest = { "POST", "/2020-05-31/distributionsByRealtimeLogConfig" } },
    { "ListDistributionsByConnectionMode", &CloudFrontListDistributionsByConnectionModeRequest,
      &CloudFrontListDistributionsByConnectionModeResult, cloudfront_list_distributions_by_connection_mode,
      .rest = { "GET", "/2020-05-31/distributionsByConnectionMode/{ConnectionMode}" } },
    { "AssociateAlias", &CloudFrontAssociateAliasRequest, &Nothing, cloudfront_associate_alias, WRITES,
      .rest = { "PUT", DISTRIBUTION "/{TargetDistributionId}/associate-alias" }, .asks = cloudfront_ask_distribution },
    { "ListConflictingAliases", &CloudFrontListConflictingAliasesRequest, &CloudFrontListConflictingAliasesResult,
      cloudfront_list_conflicting_aliases, .rest = { "GET", "/2020-05-31/conflicting-alias" },
      .asks = cloudfront_ask_distribution },
    { "AssociateDistributionWebACL", &CloudFrontAssociateDistributionWebACLRequest,
      &CloudFrontAssociateDistributionWebACLResult, cloudfront_associate_web_acl, WRITES,
      .rest = { "PUT", DISTRIBUTION "/{Id}/associate-web-acl" }, .asks = cloudfront_ask_distribution },
    { "DisassociateDistributionWebACL", &CloudFrontDisassociateDistributionWebACLRequest,
      &CloudFrontDisassociateDistributionWebACLResult, cloudfront_disassociate_web_acl, WRITES,
      .rest = { "PUT", DISTRIBUTION "/{Id}/disassociate-web-acl" }, .asks = cloudfront_ask_distribution },

    { "CreateInvalidation", &CloudFrontCreateInvalidationRequest, &CloudFrontCreateInvalidationResult,
      cloudfront_create_invalidation, WRITES, .rest = { "POST", DISTRIBUTION "/{DistributionId}/invalidation", 201 },
      .asks = cloudfront_ask_distribution },
    { "GetInvalidation", &CloudFrontGetInvalidationRequest, &CloudFrontGetInvalidationResult,
      cloudfront_get_invalidation, .rest = { "GET", DISTRIBUTION "/{DistributionId}/invalidation/{Id}" },
      .asks = cloudfront_ask_distribution },
    { "ListInvalidations", &CloudFrontListInvalidationsRequest, &CloudFrontListInvalidationsResult,
      cloudfront_list_invalidations, .rest = { "GET", DISTRIBUTION "/{DistributionId}/invalidation" },
      .asks = cloudfront_ask_distribution },

    { "CreateMonitoringSubscription", &CloudFrontCreateMonitoringSubscriptionRequest,
      &CloudFrontCreateMonitoringSubscriptionResult, cloudfront_create_monitoring_subscription, WRITES,
      .rest = { "POST", "/2020-05-31/distributions/{DistributionId}/monitoring-subscription" } },
    { "GetMonitoringSubscription", &CloudFrontGetMonitoringSubscriptionRequest,
      &CloudFrontGetMonitoringSubscriptionResult, cloudfront_get_monitoring_subscription,
      .rest = { "GET", "/2020-05-31/distributions/{DistributionId}/monitoring-subscription" } },
    { "DeleteMonitoringSubscription", &CloudFrontDeleteMonitoringSubscriptionRequest,
      &CloudFrontDeleteMonitoringSubscriptionResult, cloudfront_delete_monitoring_subscription, WRITES,
      .rest = { "DELETE", "/2020-05-31/distributions/{DistributionId}/monitoring-subscription" } },

    { "TagResource", &CloudFrontTagResourceRequest, &Nothing, cloudfront_tag_resource, WRITES,
      .rest = { "POST", "/2020-05-31/tagging?Operation=Tag", 204 }, .asks = cloudfront_ask_tagged },
    { "UntagResource", &CloudFrontUntagResourceRequest, &Nothing, cloudfront_untag_resource, WRITES,
      .rest = { "POST", "/2020-05-31/tagging?Operation=Untag", 204 }, .asks = cloudfront_ask_tagged },
    { "ListTagsForResource", &CloudFrontListTagsForResourceRequest, &CloudFrontListTagsForResourceResult,
      cloudfront_list_tags_for_resource, .rest = { "GET", "/2020-05-31/tagging" }, .asks = cloudfront_ask_tagged },

    { "CreateFunction", &CloudFrontCreateFunctionRequest, &CloudFrontCreateFunctionResult, cloudfront_create_function,
      WRITES, .rest = { "POST", "/2020-05-31/function", 201 } },
    { "DescribeFunction", &CloudFrontDescribeFunctionRequest, &CloudFrontDescribeFunctionResult,
      cloudfront_describe_function, .rest = { "GET", "/2020-05-31/function/{Name}/describe" },
      .asks = cloudfront_ask_function },
    { "GetFunction", &CloudFrontGetFunctionRequest, &CloudFrontGetFunctionResult, cloudfront_get_function,
      .rest = { "GET", "/2020-05-31/function/{Name}" }, .asks = cloudfront_ask_function },
    { "UpdateFunction", &CloudFrontUpdateFunctionRequest, &CloudFrontUpdateFunctionResult, cloudfront_update_function,
      WRITES, .rest = { "PUT", "/2020-05-31/function/{Name}" }, .asks = cloudfront_ask_function },
    { "PublishFunction", &CloudFrontPublishFunctionRequest, &CloudFrontPublishFunctionResult,
      cloudfront_publish_function, WRITES, .rest = { "POST", "/2020-05-31/function/{Name}/publish" },
      .asks = cloudfront_ask_function },
    { "TestFunction", &CloudFrontTestFunctionRequest, &CloudFrontTestFunctionResult, cloudfront_test_function,
      .rest = { "POST", "/2020-05-31/function/{Name}/test" }, .asks = cloudfront_ask_function },
    { "DeleteFunction", &CloudFrontDeleteFunctionRequest, &Nothing, cloudfront_delete_function, WRITES,
      .rest = { "DELETE", "/2020-05-31/function/{Name}", 204 }, .asks = cloudfront_ask_function },
    { "ListFunctions", &CloudFrontListFunctionsRequest, &CloudFrontListFunctionsResult, cloudfront_list_functions,
      .rest = { "GET", "/2020-05-31/function" } },
    { 0 },
};

static const struct service_faults faults = { .validation = &cloudfront_malformed_xml,
                                              .denied = &cloudfront_access_denied };

static const struct plane planes[] = {
    { NULL,
      cloudfront_plane_matches,
      { "View", &Nothing, &Nothing, cloudfront_plane_serve, NO_DATABASE | ASKS_ITSELF | STREAMS_IN },
      .is_by_host = true },
    { 0 },
};

static int start(void)
{
    principals_register_origins(cloudfront_identity_find);
    cloudfront_cache_limit((size_t)settings.edge_cache_mb << 20);
    cloudfront_plans_start();
    cloudfront_runtime_start();
    return 0;
}

#define STOP_MS 5000

static void stop(void)
{
    cloudfront_aside_wait(STOP_MS);
    cloudfront_inside_wait(STOP_MS);
    cloudfront_runtime_stop();
}

static void reset(void)
{
    cloudfront_cache_drop((struct span){ NULL, 0 });
}

const struct service cloudfront_service = {
    .name = "cloudfront",
    .title = "Amazon CloudFront",
    .xml_namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/",
    .codecs = CODECS(&rest_xml),
    .operations = operations,
    .faults = &faults,
    .body_bytes_max = 1024 * 1024,
    .resource_tags = cloudfront_resource_tags,
    .schema = cloudfront_schema,
    .planes = planes,
    .start = start,
    .stop = stop,
    .reset = reset,
};

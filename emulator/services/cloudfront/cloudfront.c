/* Amazon CloudFront. https://docs.aws.amazon.com/cloudfront/latest/APIReference/ */
#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_asks.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"
#include "emulator/services/cloudfront/cloudfront_shapes.h"
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
    { 0 },
};

static const struct service_faults faults = { .validation = &cloudfront_malformed_xml,
                                              .denied = &cloudfront_access_denied };

const struct service cloudfront_service = {
    .name = "cloudfront",
    .title = "Amazon CloudFront",
    .xml_namespace = "http://cloudfront.amazonaws.com/doc/2020-05-31/",
    .codecs = CODECS(&rest_xml),
    .operations = operations,
    .faults = &faults,
    .body_bytes_max = 1024 * 1024,
    .schema = cloudfront_schema,
};

/* The inputs and outputs of CloudFront's operations. Written by emulator/tools/rest_xml_shapes.mjs. */
#ifndef NUBE_CLOUDFRONT_SHAPES_H
#define NUBE_CLOUDFRONT_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape CloudFrontCreateDistributionRequest, CloudFrontCreateDistributionResult,
    CloudFrontDeleteDistributionRequest, CloudFrontGetDistributionRequest, CloudFrontGetDistributionResult,
    CloudFrontGetDistributionConfigRequest, CloudFrontGetDistributionConfigResult, CloudFrontListDistributionsRequest,
    CloudFrontListDistributionsResult, CloudFrontUpdateDistributionRequest, CloudFrontUpdateDistributionResult;

#endif

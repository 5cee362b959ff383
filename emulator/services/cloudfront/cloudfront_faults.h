/* CloudFront's faults, and those that several of its parts raise. https://docs.aws.amazon.com/cloudfront/latest/APIReference/ */
#ifndef NUBE_CLOUDFRONT_FAULTS_H
#define NUBE_CLOUDFRONT_FAULTS_H

#include "emulator/core/call.h"

extern const struct fault_kind cloudfront_access_denied, cloudfront_malformed_xml, cloudfront_inconsistent_quantities,
    cloudfront_invalid_if_match, cloudfront_precondition_failed, cloudfront_no_such_distribution,
    cloudfront_distribution_already_exists, cloudfront_distribution_not_disabled, cloudfront_too_many_distributions,
    cloudfront_illegal_update, cloudfront_no_such_origin, cloudfront_cname_already_exists;

/* InvalidArgument, 400. Returns -1. */
int cloudfront_raise_argument(struct call *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

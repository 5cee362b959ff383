/* Codes and statuses as AWS's model has them. */
#include "emulator/services/cloudfront/cloudfront_faults.h"

#include "emulator/core/fault.h"

const struct fault_kind cloudfront_access_denied = { "AccessDenied", 403, SENDER };
const struct fault_kind cloudfront_malformed_xml = { "MalformedXML", 400, SENDER };
static const struct fault_kind invalid_argument = { "InvalidArgument", 400, SENDER };
const struct fault_kind cloudfront_inconsistent_quantities = { "InconsistentQuantities", 400, SENDER };
const struct fault_kind cloudfront_invalid_if_match = { "InvalidIfMatchVersion", 400, SENDER };
const struct fault_kind cloudfront_precondition_failed = { "PreconditionFailed", 412, SENDER };
const struct fault_kind cloudfront_no_such_distribution = { "NoSuchDistribution", 404, SENDER };
const struct fault_kind cloudfront_distribution_already_exists = { "DistributionAlreadyExists", 409, SENDER };
const struct fault_kind cloudfront_distribution_not_disabled = { "DistributionNotDisabled", 409, SENDER };
const struct fault_kind cloudfront_too_many_distributions = { "TooManyDistributions", 400, SENDER };
const struct fault_kind cloudfront_illegal_update = { "IllegalUpdate", 400, SENDER };
const struct fault_kind cloudfront_no_such_origin = { "NoSuchOrigin", 404, SENDER };
const struct fault_kind cloudfront_cname_already_exists = { "CNAMEAlreadyExists", 409, SENDER };

int cloudfront_raise_argument(struct call *c, const char *format, ...)
{
    va_list args;
    const char *words;

    va_start(args, format);
    words = arena_vprintf(&c->arena, format, args);
    va_end(args);
    return fault(c, &invalid_argument, "%s", words);
}

/* Lambda's faults. */
#include "emulator/services/lambda/lambda_faults.h"

#include <stddef.h>

#include "emulator/core/call.h"

const struct fault_kind lambda_resource_not_found = { "ResourceNotFoundException", 404, SENDER,
                                                      .says_message_capital = true };
const struct fault_kind lambda_resource_conflict = { "ResourceConflictException", 409, SENDER };
const struct fault_kind lambda_invalid_parameter_value = { "InvalidParameterValueException", 400, SENDER };
const struct fault_kind lambda_invalid_request_content = { "InvalidRequestContentException", 400, SENDER };
const struct fault_kind lambda_request_too_large = { "RequestTooLargeException", 413, SENDER };
const struct fault_kind lambda_request_entity_too_large = { "RequestEntityTooLargeException", 413, SENDER };
const struct fault_kind lambda_too_many_requests = { "TooManyRequestsException", 429, SENDER };
const struct fault_kind lambda_recursive_invocation = { "RecursiveInvocationException", 400, SENDER,
                                                        .says_message_capital = true };
const struct fault_kind lambda_service_fault = { "ServiceException", 500, RECEIVER, .says_message_capital = true };
const struct fault_kind lambda_precondition_failed = { "PreconditionFailedException", 412, SENDER };
const struct fault_kind lambda_policy_length_exceeded = { "PolicyLengthExceededException", 400, SENDER };
const struct fault_kind lambda_code_signing_not_found = { "CodeSigningConfigNotFoundException", 404, SENDER,
                                                          .says_message_capital = true };
const struct fault_kind lambda_provisioned_not_found = { "ProvisionedConcurrencyConfigNotFoundException", 404, SENDER };

static int too_large(struct call *c)
{
    return fault(c, &lambda_request_entity_too_large, "Request must be smaller than %d bytes for the %s operation",
                 LAMBDA_REQUEST_BYTES_MAX, c->operation->name);
}

const struct service_faults lambda_service_faults = { .too_large = too_large, .tells_lists = true };

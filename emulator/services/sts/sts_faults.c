/* Codes and statuses as AWS has them. */
#include "emulator/services/sts/sts_faults.h"

const struct fault_kind sts_access_denied = { "AccessDeniedException", 403, SENDER, .query = { "AccessDenied" } };
const struct fault_kind sts_validation = { "ValidationException", 400, SENDER, .query = { "ValidationError" } };
const struct fault_kind sts_invalid_parameter_value = { "InvalidParameterValue", 400, SENDER };
const struct fault_kind sts_malformed_policy = { "MalformedPolicyDocument", 400, SENDER };
const struct fault_kind sts_packed_policy_too_large = { "PackedPolicyTooLarge", 400, SENDER };
const struct fault_kind sts_invalid_identity_token = { "InvalidIdentityToken", 400, SENDER };
const struct fault_kind sts_expired_identity_token = { "ExpiredTokenException", 400, SENDER };
const struct fault_kind sts_invalid_authorization_message = { "InvalidAuthorizationMessageException", 400, SENDER };

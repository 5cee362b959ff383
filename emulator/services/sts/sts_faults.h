/* STS's faults. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
#ifndef NUBE_STS_FAULTS_H
#define NUBE_STS_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind sts_access_denied, sts_validation, sts_invalid_parameter_value, sts_malformed_policy,
    sts_packed_policy_too_large, sts_invalid_identity_token, sts_expired_identity_token,
    sts_invalid_authorization_message;

#endif

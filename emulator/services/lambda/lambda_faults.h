/* Lambda's faults. https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html and the operations' pages. */
#ifndef NUBE_LAMBDA_FAULTS_H
#define NUBE_LAMBDA_FAULTS_H

#include "emulator/core/service.h"

extern const struct fault_kind lambda_resource_not_found, lambda_resource_conflict, lambda_invalid_parameter_value,
    lambda_invalid_request_content, lambda_request_too_large, lambda_request_entity_too_large, lambda_too_many_requests,
    lambda_recursive_invocation, lambda_service_fault, lambda_precondition_failed, lambda_policy_length_exceeded,
    lambda_code_signing_not_found, lambda_provisioned_not_found;

#define LAMBDA_REQUEST_BYTES_MAX 70167211

extern const struct service_faults lambda_service_faults;

#endif

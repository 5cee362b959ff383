/* SNS's faults. https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and the operations' pages. */
#ifndef NUBE_SNS_FAULTS_H
#define NUBE_SNS_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind sns_not_found, sns_invalid_parameter, sns_parameter_value_invalid, sns_validation,
    sns_authorization_error;

#endif

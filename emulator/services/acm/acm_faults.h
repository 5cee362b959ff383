/* ACM's faults. */
#ifndef NUBE_ACM_FAULTS_H
#define NUBE_ACM_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind acm_invalid_args, acm_invalid_arn, acm_invalid_parameter, acm_invalid_state,
    acm_invalid_tag, acm_invalid_validation_options, acm_resource_in_use, acm_resource_not_found, acm_too_many_tags;

#endif

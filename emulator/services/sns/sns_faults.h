/* SNS's faults. https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and the operations' pages. */
#ifndef NUBE_SNS_FAULTS_H
#define NUBE_SNS_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind sns_not_found, sns_resource_not_found, sns_invalid_parameter,
    sns_parameter_value_invalid, sns_validation, sns_authorization_error, sns_tag_limit, sns_topic_limit,
    sns_subscription_limit, sns_filter_limit, sns_endpoint_disabled, sns_platform_application_disabled, sns_opted_out,
    sns_verification, sns_too_many_entries, sns_empty_batch, sns_ids_not_distinct, sns_invalid_entry_id,
    sns_batch_too_long;

#endif

/* SQS's faults. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html and the
 * operations' pages. */
#ifndef NUBE_SQS_FAULTS_H
#define NUBE_SQS_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind sqs_queue_does_not_exist, sqs_queue_name_exists, sqs_invalid_parameter_value,
    sqs_missing_parameter, sqs_invalid_attribute_name, sqs_invalid_attribute_value, sqs_invalid_message_contents,
    sqs_receipt_handle_is_invalid, sqs_purge_in_progress, sqs_invalid_address, sqs_over_limit, sqs_access_denied,
    sqs_empty_batch, sqs_too_many_entries, sqs_ids_not_distinct, sqs_invalid_batch_entry_id, sqs_batch_too_long,
    sqs_unsupported_operation, sqs_resource_not_found, sqs_invalid_request;

#define SQS_INVALID_CHARACTERS                                                                                   \
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD" \
    " | #x10000 to #x10FFFF"

#endif

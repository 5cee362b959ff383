/* SQS's faults: the JSON code, and the Query code that older clients know. AWS: the two that the model lacks are
 * coral's. */
#include "emulator/services/sqs/sqs_faults.h"

#include <stddef.h>

const struct fault_kind sqs_queue_does_not_exist = {
    "QueueDoesNotExist", 400, SENDER,
    .query = { "AWS.SimpleQueueService.NonExistentQueue",
               .message = "The specified queue does not exist for this wsdl version." }
};
const struct fault_kind sqs_queue_name_exists = { "QueueNameExists", 400, SENDER, .query = { "QueueAlreadyExists" } };
const struct fault_kind sqs_invalid_parameter_value = { "InvalidParameterValueException", 400, SENDER,
                                                        .query = { "InvalidParameterValue" }, .is_of_coral = true };
const struct fault_kind sqs_missing_parameter = { "MissingRequiredParameterException", 400, SENDER,
                                                  .query = { "MissingParameter" }, .is_of_coral = true };
const struct fault_kind sqs_invalid_attribute_name = { "InvalidAttributeName", 400, SENDER };
const struct fault_kind sqs_invalid_attribute_value = { "InvalidAttributeValue", 400, SENDER };
const struct fault_kind sqs_invalid_message_contents = { "InvalidMessageContents", 400, SENDER };
const struct fault_kind sqs_receipt_handle_is_invalid = { "ReceiptHandleIsInvalid", 400, SENDER };
const struct fault_kind sqs_purge_in_progress = { "PurgeQueueInProgress", 403, SENDER,
                                                  .query = { "AWS.SimpleQueueService.PurgeQueueInProgress" } };
const struct fault_kind sqs_invalid_address = { "InvalidAddress", 404, SENDER };
const struct fault_kind sqs_access_denied = { "AccessDeniedException", 403, SENDER, .query = { "AccessDenied" },
                                              .is_of_coral = true };
const struct fault_kind sqs_over_limit = { "OverLimit", 403, SENDER };
const struct fault_kind sqs_empty_batch = { "EmptyBatchRequest", 400, SENDER,
                                            .query = { "AWS.SimpleQueueService.EmptyBatchRequest" } };
const struct fault_kind sqs_too_many_entries = { "TooManyEntriesInBatchRequest", 400, SENDER,
                                                 .query = { "AWS.SimpleQueueService.TooManyEntriesInBatchRequest" } };
const struct fault_kind sqs_ids_not_distinct = { "BatchEntryIdsNotDistinct", 400, SENDER,
                                                 .query = { "AWS.SimpleQueueService.BatchEntryIdsNotDistinct" } };
const struct fault_kind sqs_invalid_batch_entry_id = { "InvalidBatchEntryId", 400, SENDER,
                                                       .query = { "AWS.SimpleQueueService.InvalidBatchEntryId" } };
const struct fault_kind sqs_batch_too_long = { "BatchRequestTooLong", 400, SENDER,
                                               .query = { "AWS.SimpleQueueService.BatchRequestTooLong" } };
const struct fault_kind sqs_unsupported_operation = { "UnsupportedOperation", 400, SENDER,
                                                      .query = { "AWS.SimpleQueueService.UnsupportedOperation" } };
const struct fault_kind sqs_resource_not_found = { "ResourceNotFoundException", 404, SENDER };
const struct fault_kind sqs_invalid_request = { "InvalidRequest", 400, SENDER };

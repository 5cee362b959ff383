/* SNS's faults: the shapes' names, and the codes on the Query wire. */
#include "emulator/services/sns/sns_faults.h"

#include <stddef.h>

const struct fault_kind sns_not_found = { "NotFoundException", 404, SENDER, .query = { "NotFound" } };
const struct fault_kind sns_resource_not_found = { "ResourceNotFoundException", 404, SENDER,
                                                   .query = { "ResourceNotFound" } };
const struct fault_kind sns_invalid_parameter = { "InvalidParameterException", 400, SENDER,
                                                  .query = { "InvalidParameter" } };
const struct fault_kind sns_parameter_value_invalid = { "InvalidParameterValueException", 400, SENDER,
                                                        .query = { "ParameterValueInvalid" } };
const struct fault_kind sns_validation = { "ValidationException", 400, SENDER, .query = { "ValidationError" } };
const struct fault_kind sns_authorization_error = { "AuthorizationErrorException", 403, SENDER,
                                                    .query = { "AuthorizationError" } };
const struct fault_kind sns_tag_limit = { "TagLimitExceededException", 400, SENDER, .query = { "TagLimitExceeded" } };
const struct fault_kind sns_topic_limit = { "TopicLimitExceededException", 403, SENDER,
                                            .query = { "TopicLimitExceeded" } };
const struct fault_kind sns_subscription_limit = { "SubscriptionLimitExceededException", 403, SENDER,
                                                   .query = { "SubscriptionLimitExceeded" } };
const struct fault_kind sns_filter_limit = { "FilterPolicyLimitExceededException", 403, SENDER,
                                             .query = { "FilterPolicyLimitExceeded" } };
const struct fault_kind sns_endpoint_disabled = { "EndpointDisabledException", 400, SENDER,
                                                  .query = { "EndpointDisabled" } };
const struct fault_kind sns_platform_application_disabled = { "PlatformApplicationDisabledException", 400, SENDER,
                                                              .query = { "PlatformApplicationDisabled" } };
const struct fault_kind sns_opted_out = { "OptedOutException", 400, SENDER, .query = { "OptedOut" } };
const struct fault_kind sns_verification = { "VerificationException", 400, SENDER };
const struct fault_kind sns_too_many_entries = { "TooManyEntriesInBatchRequestException", 400, SENDER,
                                                 .query = { "TooManyEntriesInBatchRequest" } };
const struct fault_kind sns_empty_batch = { "EmptyBatchRequestException", 400, SENDER,
                                            .query = { "EmptyBatchRequest" } };
const struct fault_kind sns_ids_not_distinct = { "BatchEntryIdsNotDistinctException", 400, SENDER,
                                                 .query = { "BatchEntryIdsNotDistinct" } };
const struct fault_kind sns_invalid_entry_id = { "InvalidBatchEntryIdException", 400, SENDER,
                                                 .query = { "InvalidBatchEntryId" } };
const struct fault_kind sns_batch_too_long = { "BatchRequestTooLongException", 400, SENDER,
                                               .query = { "BatchRequestTooLong" } };

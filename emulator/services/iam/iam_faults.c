/* IAM's faults. */
#include "emulator/services/iam/iam_faults.h"

const struct fault_kind iam_no_such_entity = { "NoSuchEntityException", 404, SENDER, .query = { "NoSuchEntity" } };
const struct fault_kind iam_entity_already_exists = { "EntityAlreadyExistsException", 409, SENDER,
                                                      .query = { "EntityAlreadyExists" } };
const struct fault_kind iam_malformed_policy_document = { "MalformedPolicyDocumentException", 400, SENDER,
                                                          .query = { "MalformedPolicyDocument" } };
const struct fault_kind iam_delete_conflict = { "DeleteConflictException", 409, SENDER, .query = { "DeleteConflict" } };
const struct fault_kind iam_validation = { "ValidationException", 400, SENDER, .query = { "ValidationError" } };
const struct fault_kind iam_limit_exceeded = { "LimitExceededException", 409, SENDER, .query = { "LimitExceeded" } };
const struct fault_kind iam_invalid_input = { "InvalidInputException", 400, SENDER, .query = { "InvalidInput" } };
const struct fault_kind iam_unmodifiable_entity = { "UnmodifiableEntityException", 400, SENDER,
                                                    .query = { "UnmodifiableEntity" } };
const struct fault_kind iam_policy_not_attachable = { "PolicyNotAttachableException", 400, SENDER,
                                                      .query = { "PolicyNotAttachable" } };
const struct fault_kind iam_access_denied = { "AccessDeniedException", 403, SENDER, .query = { "AccessDenied" } };

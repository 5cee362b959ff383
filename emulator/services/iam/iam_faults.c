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
const struct fault_kind iam_invalid_user_type = { "InvalidUserTypeException", 400, SENDER,
                                                  .query = { "InvalidUserType" } };
const struct fault_kind iam_password_policy_violation = { "PasswordPolicyViolationException", 400, SENDER,
                                                          .query = { "PasswordPolicyViolation" } };
const struct fault_kind iam_invalid_authentication_code = { "InvalidAuthenticationCodeException", 403, SENDER,
                                                            .query = { "InvalidAuthenticationCode" } };
const struct fault_kind iam_duplicate_ssh_public_key = { "DuplicateSSHPublicKeyException", 400, SENDER,
                                                         .query = { "DuplicateSSHPublicKey" } };
const struct fault_kind iam_invalid_public_key = { "InvalidPublicKeyException", 400, SENDER,
                                                   .query = { "InvalidPublicKey" } };
const struct fault_kind iam_unrecognized_public_key_encoding = { "UnrecognizedPublicKeyEncodingException", 400, SENDER,
                                                                 .query = { "UnrecognizedPublicKeyEncoding" } };
const struct fault_kind iam_malformed_certificate = { "MalformedCertificateException", 400, SENDER,
                                                      .query = { "MalformedCertificate" } };
const struct fault_kind iam_report_not_present = { "CredentialReportNotPresentException", 410, SENDER,
                                                   .query = { "ReportNotPresent" } };

bool iam_malformed(struct call *c, const char *path)
{
    struct span member = span_of(path);

    if (span_ends(member, "Name"))
        fault(
            c, &iam_validation,
            "The specified value for %s is invalid. It must contain only alphanumeric characters and/or the following: "
            "+=,.@_-",
            path);
    else if (span_is(member, "path") || span_is(member, "newPath"))
        fault(c, &iam_validation,
              "The specified value for %s is invalid. It must begin and end with / and contain only alphanumeric "
              "characters and/or / characters.",
              path);
    else return false;
    return true;
}

/* IAM's faults: the shapes' names, and the codes on the Query wire. */
#ifndef NUBE_IAM_FAULTS_H
#define NUBE_IAM_FAULTS_H

#include "emulator/core/call.h"

extern const struct fault_kind iam_no_such_entity, iam_entity_already_exists, iam_malformed_policy_document,
    iam_delete_conflict, iam_validation, iam_limit_exceeded, iam_invalid_input, iam_unmodifiable_entity,
    iam_policy_not_attachable, iam_access_denied, iam_invalid_user_type, iam_password_policy_violation,
    iam_invalid_authentication_code, iam_duplicate_ssh_public_key, iam_invalid_public_key,
    iam_unrecognized_public_key_encoding, iam_malformed_certificate, iam_report_not_present;

/* Words a name or a path of wrong letters as AWS does; `path` says which member it is. False: it is neither. */
bool iam_malformed(struct call *c, const char *path);

#endif

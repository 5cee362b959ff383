/* IAM's faults: the shapes' names, and the codes on the Query wire. */
#ifndef NUBE_IAM_FAULTS_H
#define NUBE_IAM_FAULTS_H

#include "emulator/core/fault.h"

extern const struct fault_kind iam_no_such_entity, iam_entity_already_exists, iam_malformed_policy_document,
    iam_delete_conflict, iam_validation, iam_limit_exceeded, iam_invalid_input, iam_unmodifiable_entity,
    iam_policy_not_attachable, iam_access_denied;

#endif

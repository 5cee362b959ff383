/* Assuming roles. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
#ifndef NUBE_STS_ROLES_H
#define NUBE_STS_ROLES_H

#include "emulator/services/sts/sts_session.h"

int sts_assume_role(struct call *c);

/* What all ways to assume a role have in common: the role must exist, DurationSeconds be within what it allows
 * (`max` more, when it is not 0), the session's policies be good. Puts Credentials, AssumedRoleUser and
 * PackedPolicySize. 0, or -1 with the fault. */
int sts_assume(struct call *c, struct sts_session *s, int64_t duration_max);

#endif

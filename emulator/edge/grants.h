/* The policies that decide for a call: the caller's own, and those of what it asks for; compiled, and kept until IAM or
 * the resource's service changes them. */
#ifndef NUBE_GRANTS_H
#define NUBE_GRANTS_H

#include "emulator/core/call.h"
#include "emulator/store/kept.h"
#include "emulator/policy/policy_decide.h"

/* A user's, or a role's. */
struct grants {
    bool is_known; /* IAM has that user or role */
    struct policy_set set;
    const struct policy *boundary;
    struct span arn;        /* of the user or the role, with its path */
    struct span unique_id;  /* AROA… or AIDA… */
    const struct doc *tags; /* a map, or NULL */
};

/* Of one session of a role, or of a federated user: what its maker gave along. */
struct session_grants {
    bool is_limited; /* it has policies: what they do not allow is refused */
    struct policy_set set;
    const struct doc *tags;                /* a map, or NULL */
    int64_t issued_ms, mfa_ms;             /* 0: its maker did not prove themselves by a device's code */
    struct span source_identity, provider; /* absent where there is none */
};

/* Before the first call, and after a reset. */
void grants_start(void);

/* Of a caller that is a user or a session of a role; value: struct grants. NULL when the store failed. Released by the
 * caller. */
struct kept *grants_of_caller(const struct call *c);

/* Of the session by whose keys the call came; value: struct session_grants, empty where it came by none. NULL when
 * the store failed. Released by the caller. */
struct kept *grants_of_session(const struct call *c);

/* What is attached to the resource of that ARN, which is `s`'s; value: struct policy, or NULL when it has none. NULL
 * when the store failed. */
struct kept *grants_of_resource(struct call *c, const struct service *s, struct span arn);

/* The service whose name an ARN has; NULL: Nube has none. */
const struct service *grants_service(struct span name);

/* That service, where it keeps a policy that counts for an action on its resource; else NULL. AWS: a role's trust
 * counts for STS alone. */
const struct service *grants_keeper(const char *action, const struct service *owner);

#endif

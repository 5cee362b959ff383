/* The condition keys of a call: AWS's global ones, and those that its service tells.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
#ifndef NUBE_CONDITION_KEYS_H
#define NUBE_CONDITION_KEYS_H

#include "emulator/core/ask.h"
#include "emulator/policy/policy_decide.h"

/* What is asked, of whom: all that a key can come from. The memory is the asker's. */
struct condition_source {
    struct call *c;
    const struct ask *ask;
    const struct policy_caller *caller;
    const struct service *keeper;   /* of the resource; NULL: none of Nube's */
    const struct doc *caller_tags;  /* of the user or the role, a map; NULL: none */
    const struct doc *session_tags; /* of the session: they stand before the role's */
    int64_t issued_ms;              /* the session's credentials; 0: no session */
    int64_t mfa_ms;                 /* the code by which the session's maker proved themselves; 0: none */
    struct span source_identity, federated_provider;
};

/* A context that finds them; it uses the call's arena. */
struct policy_context condition_context(struct condition_source *source);

/* The keys that every call has, and their values, as a map: for telling what a decision knew. */
struct doc *condition_keys_known(struct condition_source *source);

#endif

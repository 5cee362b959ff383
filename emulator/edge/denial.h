/* A refusal in AWS's words.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
#ifndef NUBE_DENIAL_H
#define NUBE_DENIAL_H

#include "emulator/core/call.h"
#include "emulator/policy/policy_decide.h"

/* "User: ARN is not authorized to perform: …", as the call's service says it. In the call's arena. */
const char *denial_words(struct call *c, const struct policy_question *q, const struct policy_decision *d);

/* Raises it. Returns -1. */
int denial_raise(struct call *c, const struct policy_question *q, const struct policy_decision *d);

/* Raises what a request without a signature gets where nobody lets everybody in. Returns -1. */
int denial_raise_missing(struct call *c);

#endif

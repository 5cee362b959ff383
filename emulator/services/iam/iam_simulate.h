/* Simulating policies: what would be allowed, without asking for it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
#ifndef NUBE_IAM_SIMULATE_H
#define NUBE_IAM_SIMULATE_H

#include "emulator/core/call.h"
#include "emulator/core/shape.h"

extern const struct shape IamSimulateCustomPolicyInput, IamSimulatePrincipalPolicyInput, IamSimulatePolicyOutput,
    IamGetContextKeysForCustomPolicyInput, IamGetContextKeysForPrincipalPolicyInput, IamGetContextKeysOutput;

int iam_simulate_custom_policy(struct call *c);
int iam_simulate_principal_policy(struct call *c);
int iam_get_context_keys_for_custom_policy(struct call *c);
int iam_get_context_keys_for_principal_policy(struct call *c);

/* On PolicySourceArn. */
void iam_ask_source(struct call *c);

#endif

/* Which condition keys a policy names.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
#ifndef NUBE_POLICY_KEYS_H
#define NUBE_POLICY_KEYS_H

#include "emulator/policy/policy.h"

/* Appends the keys of its conditions and variables to a list of texts, each once, whatever its case. */
void policy_keys_of(const struct policy_statement *s, struct doc *list);
void policy_keys(const struct policy *p, struct doc *list);

#endif

/* Of which services a policy speaks: "sqs" of "sqs:Send*". */
#ifndef NUBE_POLICY_SERVICES_H
#define NUBE_POLICY_SERVICES_H

#include "emulator/policy/policy.h"

/* Does a statement allow any action of that service (in lower case), on whatever and under whatever condition? Not
 * whether another one denies it. */
bool policy_allows_service(const struct policy *p, struct span service);

/* Appends the services that statements which allow name, each once: none for "*" and NotAction. */
void policy_services(const struct policy *p, struct doc *list);

#endif

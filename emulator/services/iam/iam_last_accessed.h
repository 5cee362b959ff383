/* Which services a user, a role, a group's users or those of a policy asked for, when they did so last, and which
 * policies let them. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 *
 * DIFFERS: a report is ready at once. Of who may call everything, the services are told that Nube has; and of actions,
 * those that were asked for, whatever they are. */
#ifndef NUBE_IAM_LAST_ACCESSED_H
#define NUBE_IAM_LAST_ACCESSED_H

#include "emulator/core/call.h"
#include "emulator/core/shape.h"

int iam_generate_service_last_accessed_details(struct call *c);
int iam_get_service_last_accessed_details(struct call *c);
int iam_get_service_last_accessed_details_with_entities(struct call *c);
int iam_list_policies_granting_service_access(struct call *c);

extern const struct shape IamGenerateServiceLastAccessedDetailsInput, IamGenerateServiceLastAccessedDetailsOutput,
    IamGetServiceLastAccessedDetailsInput, IamGetServiceLastAccessedDetailsOutput,
    IamGetServiceLastAccessedDetailsWithEntitiesInput, IamGetServiceLastAccessedDetailsWithEntitiesOutput,
    IamListPoliciesGrantingServiceAccessInput, IamListPoliciesGrantingServiceAccessOutput;

#endif

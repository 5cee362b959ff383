/* What calls to STS ask to be allowed, for the rows, and their condition keys. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
#ifndef NUBE_STS_ASKS_H
#define NUBE_STS_ASKS_H

#include "emulator/core/call.h"

/* The role that RoleArn names; for AssumeRole, the rights to give tags and a source identity along, too. */
void sts_ask_role(struct call *c);
void sts_ask_assume_role(struct call *c);

/* The federated user of that Name. */
void sts_ask_federated_user(struct call *c);

/* Tells the condition keys of the call that are STS's, and those of a token or an assertion: see struct service. */
void sts_condition_keys(struct call *c);

#endif

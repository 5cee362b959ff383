/* What calls to STS ask to be allowed, for the rows, and their condition keys. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
#ifndef NUBE_STS_ASKS_H
#define NUBE_STS_ASKS_H

#include "emulator/core/call.h"

/* The role that RoleArn names, with the rights to give tags and a source identity along. */
void sts_ask_role(struct call *c);

/* The federated user of that Name. */
void sts_ask_federated_user(struct call *c);

/* What a token or an assertion gives is put into the input, as AssumeRole has it: Tags, TransitiveTagKeys,
 * SourceIdentity, RoleSessionName. Refuses one that is not good. See struct service, resolve. */
int sts_resolve(struct call *c);

/* Tells the condition keys of the call that are STS's, and those of a token or an assertion: see struct service. */
void sts_condition_keys(struct call *c);

#endif

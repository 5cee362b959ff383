/* Roles for those who come with a token of another's: OpenID Connect.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
#ifndef NUBE_STS_WEB_IDENTITY_H
#define NUBE_STS_WEB_IDENTITY_H

#include "emulator/core/call.h"

int sts_assume_role_with_web_identity(struct call *c);

/* Before anybody is asked: checks the token, and puts the tags and the source identity that it gives into the input.
 * Its issuer must be a provider that IAM has, its audience one of the provider's, it must not be over, and be signed by
 * the issuer, where that can be asked for its keys. */
int sts_web_identity_resolve(struct call *c);

/* Tells the keys that the token gives: the provider, and "ISSUER:aud", "ISSUER:sub". */
void sts_web_identity_keys(struct call *c);

#endif

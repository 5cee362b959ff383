/* Roles for those who come with an assertion of another's: SAML 2.0.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
#ifndef NUBE_STS_SAML_H
#define NUBE_STS_SAML_H

#include "emulator/core/call.h"

/* DIFFERS: the assertion's signature is not verified: that wants the XML in its canonical form, which is not kept. Its
 * provider must be one that IAM has, its issuer the provider's, its times good, and its attribute Role must name the
 * role; the session's name is the attribute RoleSessionName. */
int sts_assume_role_with_saml(struct call *c);

/* Before anybody is asked: puts the session's name, the tags and the source identity that the assertion gives into the
 * input. */
int sts_saml_resolve(struct call *c);

/* Tells the keys that the assertion gives: the provider, "saml:aud", "saml:iss", "saml:sub". */
void sts_saml_keys(struct call *c);

#endif

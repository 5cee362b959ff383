/* Sessions of those who proved themselves by an MFA device's code.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html */
#ifndef NUBE_STS_MFA_H
#define NUBE_STS_MFA_H

#include "emulator/services/sts/sts_session.h"

/* Before anybody is asked: refuses a SerialNumber and a TokenCode that are not good, or of which one is missing. */
int sts_mfa_resolve(struct call *c);

/* Tells that the call has such a code: aws:MultiFactorAuthPresent. */
void sts_mfa_keys(struct call *c);

/* In the handler: the code is used up, and the session knows of it. 0, or -1 with the fault. */
int sts_mfa_use(struct call *c, struct sts_session *s);

#endif

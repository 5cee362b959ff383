/* Codes of the devices by which users prove themselves a second time.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html */
#ifndef NUBE_MFA_H
#define NUBE_MFA_H

#include "emulator/core/call.h"

enum mfa_found { MFA_IS_GOOD, MFA_IS_WRONG, MFA_IS_NO_DEVICE /* of the caller's */ };

/* Set at its start by the service that has the devices: is it the device's code of now, and was it not used before?
 * `is_used`: it is from then on, which wants a transaction. c->db is a connection. */
typedef enum mfa_found mfa_check_fn(struct call *c, struct span serial, struct span code, bool is_used);
void mfa_register(mfa_check_fn *check);
enum mfa_found mfa_check(struct call *c, struct span serial, struct span code, bool is_used);

#endif

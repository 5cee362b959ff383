/* Codes that a virtual MFA device shows: six digits of a secret and the time (RFC 6238, RFC 4226). Pure. */
#ifndef NUBE_IAM_TOTP_H
#define NUBE_IAM_TOTP_H

#include "emulator/base/span.h"

#define IAM_TOTP_STEP_MS  30000
#define IAM_TOTP_SEED_MAX 64 /* base32 characters */

/* The code of a step: the time divided by IAM_TOTP_STEP_MS. The seed is base32 in capitals, without padding. False when
 * it is none. */
bool iam_totp_code(struct span seed, int64_t step, char code[7]);

/* The first step of those from..to whose code that is. False: none. */
bool iam_totp_find(struct span seed, struct span code, int64_t from, int64_t to, int64_t *step);

#endif

/* The account's password policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html */
#ifndef NUBE_IAM_PASSWORD_POLICY_H
#define NUBE_IAM_PASSWORD_POLICY_H

#include "emulator/core/call.h"

/* -1: PasswordPolicyViolation. Lengths and letters alone; reuse and age are kept and shown. */
int iam_password_check(struct call *c, struct span password);

/* May users change their own passwords, whatever their policies say? */
bool iam_password_is_users_own(struct db *db, struct arena *a, struct span account);

int iam_update_password_policy(struct call *c);
int iam_get_password_policy(struct call *c);
int iam_delete_password_policy(struct call *c);

#endif

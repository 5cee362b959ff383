/* Passwords of users for the console. There is none here: they are recorded, and held against the account's policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords.html */
#ifndef NUBE_IAM_LOGIN_PROFILES_H
#define NUBE_IAM_LOGIN_PROFILES_H

#include "emulator/core/call.h"

int iam_create_login_profile(struct call *c);
int iam_get_login_profile(struct call *c);
int iam_update_login_profile(struct call *c);
int iam_delete_login_profile(struct call *c);
int iam_change_password(struct call *c);

#endif

/* The account: its alias, and how many it has of what.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html */
#ifndef NUBE_IAM_ACCOUNT_H
#define NUBE_IAM_ACCOUNT_H

#include "emulator/core/call.h"

int iam_create_account_alias(struct call *c);
int iam_delete_account_alias(struct call *c);
int iam_list_account_aliases(struct call *c);
int iam_get_account_summary(struct call *c);

#endif

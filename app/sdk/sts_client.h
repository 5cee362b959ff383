/* AWS STS. */
#ifndef APP_SDK_STS_CLIENT_H
#define APP_SDK_STS_CLIENT_H

#include "app/sdk/aws_client.h"

enum { STS_ACCOUNT_SIZE = 13 };

/* GetCallerIdentity: the account that the credentials belong to. */
int sts_account(struct aws_client *client, char account[STS_ACCOUNT_SIZE], struct aws_error *error);

#endif

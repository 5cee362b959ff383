/* AWS IAM: roles with inline policies. */
#ifndef APP_SDK_IAM_CLIENT_H
#define APP_SDK_IAM_CLIENT_H

#include "app/sdk/aws_client.h"

enum { IAM_ARN_SIZE = 256 };

/* CreateRole, or GetRole where it exists; the policy documents are JSON. */
int iam_ensure_role(struct aws_client *client, const char *name, const char *trust_policy, char arn[IAM_ARN_SIZE],
                    struct aws_error *error);

int iam_put_role_policy(struct aws_client *client, const char *role, const char *policy_name, const char *document,
                        struct aws_error *error);

#endif

/* What calls to IAM ask to be allowed, for the rows. AWS:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
#ifndef NUBE_IAM_ASKS_H
#define NUBE_IAM_ASKS_H

#include "emulator/core/call.h"

/* What the input names, by its ARN or with the path it has; the caller where it names no user. */
void iam_ask_entity(struct call *c);

/* What Arn names. */
void iam_ask_arn(struct call *c);

/* The caller itself. */
void iam_ask_caller(struct call *c);

/* What is to be made, with the Path of the input. */
void iam_ask_new_user(struct call *c);
void iam_ask_new_group(struct call *c);
void iam_ask_new_role(struct call *c);
void iam_ask_new_profile(struct call *c);
void iam_ask_new_policy(struct call *c);
void iam_ask_new_mfa(struct call *c);
void iam_ask_new_certificate(struct call *c);

/* All below PathPrefix. */
void iam_ask_users(struct call *c);
void iam_ask_groups(struct call *c);
void iam_ask_roles(struct call *c);
void iam_ask_profiles(struct call *c);
void iam_ask_policies(struct call *c);
void iam_ask_mfas(struct call *c);
void iam_ask_certificates(struct call *c);

/* The user whose key AccessKeyId is. */
void iam_ask_access_key(struct call *c);

/* The instance profile, and that its role may be passed to EC2. */
void iam_ask_profile_role(struct call *c);

#endif

/* The account's settings of API Gateway, which all APIs of a region share: the role that they log by. */
#ifndef APP_DEPLOY_KIND_API_ACCOUNT_H
#define APP_DEPLOY_KIND_API_ACCOUNT_H

#include "app/deploy/deploy.h"

/* Whether the account has a role already that is not `role`, an ARN: then APIs log by that, and it stays. */
int api_account_has_another(struct deploy *deploy, const char *role, bool *has_another);

#endif

/* Handlers of reserved and provisioned concurrency, and of the account's settings.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
#ifndef NUBE_LAMBDA_CONCURRENCY_H
#define NUBE_LAMBDA_CONCURRENCY_H

#include "emulator/services/lambda/lambda_function.h"

int lambda_put_function_concurrency(struct call *c);
int lambda_get_function_concurrency(struct call *c);
int lambda_delete_function_concurrency(struct call *c);
int lambda_put_provisioned_concurrency_config(struct call *c);
int lambda_get_provisioned_concurrency_config(struct call *c);
int lambda_delete_provisioned_concurrency_config(struct call *c);
int lambda_list_provisioned_concurrency_configs(struct call *c);
int lambda_get_account_settings(struct call *c);

/* May the version be provisioned by the name that is its qualifier? 0, or -1 with AWS's fault. */
int lambda_provisioned_name_check(struct call *c, const struct lambda_function *f);

#endif

/* AWS Step Functions: starting executions. */
#ifndef APP_SDK_STATES_CLIENT_H
#define APP_SDK_STATES_CLIENT_H

#include "app/sdk/aws_client.h"

enum { STATES_ARN_SIZE = 512 };

/* StartExecution; `name` may be NULL: AWS gives it one. The input is JSON. */
int states_start_execution(struct aws_client *client, const char *machine_arn, const char *name, const char *input,
                           char execution_arn[STATES_ARN_SIZE], struct aws_error *error);

#endif

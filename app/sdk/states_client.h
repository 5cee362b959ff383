/* AWS Step Functions. */
#ifndef APP_SDK_STATES_CLIENT_H
#define APP_SDK_STATES_CLIENT_H

#include "app/sdk/aws_client.h"

enum { STATES_ARN_SIZE = 512 };

struct states_machine {
    const char *name;
    const char *definition; /* Amazon States Language */
    const char *role_arn;
};

/* CreateStateMachine (STANDARD), or UpdateStateMachine where one of that name exists. */
int states_ensure_machine(struct aws_client *client, const struct states_machine *machine, char arn[STATES_ARN_SIZE],
                          struct aws_error *error);

int states_start_execution(struct aws_client *client, const char *machine_arn, const char *name, const char *input,
                           char execution_arn[STATES_ARN_SIZE], struct aws_error *error);

#endif

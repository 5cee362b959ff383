/* Amazon EventBridge Pipes. */
#ifndef APP_SDK_PIPES_CLIENT_H
#define APP_SDK_PIPES_CLIENT_H

#include "app/sdk/aws_client.h"

enum { PIPES_ARN_SIZE = 512 };

/* A pipe from a queue to a state machine, one execution a message. */
struct pipes_pipe {
    const char *name;
    const char *queue_arn;
    const char *state_machine_arn;
    const char *role_arn;
    const char *input_template; /* what of a message becomes the execution's input */
};

/* CreatePipe, or UpdatePipe where one of that name is different. A pipe whose source has changed is not moved: AWS
 * can't. Waits until it runs. */
int pipes_ensure_pipe(struct aws_client *client, const struct pipes_pipe *pipe, char arn[PIPES_ARN_SIZE],
                      struct aws_error *error);

#endif

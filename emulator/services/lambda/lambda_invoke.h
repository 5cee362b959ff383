/* Invoking. */
#ifndef NUBE_LAMBDA_INVOKE_H
#define NUBE_LAMBDA_INVOKE_H

#include "emulator/core/call.h"
#include "emulator/services/lambda/lambda_targets.h"

#define LAMBDA_PAYLOAD_BYTES_MAX 6291456

int lambda_invoke(struct call *c);
int lambda_invoke_async(struct call *c);
int lambda_invoke_with_response_stream(struct call *c);

/* Payload, context and trace of what the call asks to be invoked. 0, or -1 with a fault. */
int lambda_request_read(struct call *c, int64_t payload_bytes_max, struct lambda_request *request);

/* RecursiveInvocationException, where the call comes from a loop that is to be broken. 0, or -1. */
int lambda_loop_check(struct call *c, const struct lambda_function *f);

/* TooManyRequestsException. */
void lambda_throttle_fault(struct call *c, const struct lambda_result *r);

#endif

/* AWS Lambda: invoking functions. */
#ifndef APP_SDK_LAMBDA_CLIENT_H
#define APP_SDK_LAMBDA_CLIENT_H

#include "app/sdk/aws_client.h"

enum { LAMBDA_ERROR_SIZE = 64 };

/* Invokes and waits for the answer, which is in `response` (initialised by the caller). `function_error` is "" or what
 * X-Amz-Function-Error says: then the answer tells what the function failed with. */
int lambda_invoke(struct aws_client *client, const char *function_name, const char *payload,
                  struct aws_http_response *response, char function_error[LAMBDA_ERROR_SIZE], struct aws_error *error);

#endif

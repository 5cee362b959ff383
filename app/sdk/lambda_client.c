/* AWS Lambda over its REST API, version 2015-03-31. */
#include "app/sdk/lambda_client.h"

#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_services.h"

enum { LAMBDA_PATH_SIZE = 256, LAMBDA_INVOKE_TIMEOUT_MS = 60000 };

int lambda_invoke(struct aws_client *client, const char *function_name, const char *payload,
                  struct aws_http_response *response, char function_error[LAMBDA_ERROR_SIZE], struct aws_error *error)
{
    char path[LAMBDA_PATH_SIZE];
    struct aws_request request = {
        .service = &aws_lambda,
        .method = "POST",
        .path = path,
        .body = payload,
        .body_length = strlen(payload),
        .headers = { { "Content-Type", "application/json" }, { "X-Amz-Invocation-Type", "RequestResponse" } },
        .timeout_ms = LAMBDA_INVOKE_TIMEOUT_MS,
    };

    snprintf(path, sizeof path, "/2015-03-31/functions/%s/invocations", function_name);
    if (aws_client_call(client, &request, response, error)) return -1;
    aws_http_response_header(response, "X-Amz-Function-Error", function_error, LAMBDA_ERROR_SIZE);
    return 0;
}

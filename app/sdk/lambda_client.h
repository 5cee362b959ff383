/* AWS Lambda. */
#ifndef APP_SDK_LAMBDA_CLIENT_H
#define APP_SDK_LAMBDA_CLIENT_H

#include "app/sdk/aws_client.h"

struct cJSON;

enum { LAMBDA_ARN_SIZE = 512, LAMBDA_ERROR_SIZE = 64 };

struct lambda_function {
    const char *name;
    const char *role_arn;
    const char *zip; /* the package's bytes */
    size_t zip_length;
    const struct cJSON *environment; /* an object of strings */
    int memory_mb;
    int timeout_seconds;
};

/* CreateFunction (provided.al2023, of the build's machine), or where it exists, UpdateFunctionConfiguration, after
 * UpdateFunctionCode unless it has this very package. Waits until the function is active and its update is done. A
 * role that was made a moment ago is not known to Lambda yet; creation is repeated for half a minute while Lambda
 * says so. */
int lambda_ensure_function(struct aws_client *client, const struct lambda_function *function, char arn[LAMBDA_ARN_SIZE],
                           struct aws_error *error);

/* Lets another service invoke the function. A statement of that id that is there already is left as it is. */
struct lambda_permission {
    const char *function_name;
    const char *statement_id;
    const char *principal; /* "apigateway.amazonaws.com" */
    const char *source_arn;
};

int lambda_ensure_permission(struct aws_client *client, const struct lambda_permission *permission,
                             struct aws_error *error);

/* Invokes and waits for the answer. `function_error` is "" or what X-Amz-Function-Error says. */
int lambda_invoke(struct aws_client *client, const char *function_name, const char *payload,
                  struct aws_http_response *response, char function_error[LAMBDA_ERROR_SIZE], struct aws_error *error);

#endif

/* Amazon API Gateway: REST APIs whose methods are answered by Lambda functions. */
#ifndef APP_SDK_APIGATEWAY_CLIENT_H
#define APP_SDK_APIGATEWAY_CLIENT_H

#include "app/sdk/aws_client.h"

enum { APIGATEWAY_ID_SIZE = 64 };

/* Finds the API of that name, or creates it. */
int apigateway_ensure_api(struct aws_client *client, const char *name, char api_id[APIGATEWAY_ID_SIZE],
                          struct aws_error *error);

/* Finds the resource of a whole path ("/orders/{id}"), or creates it under its parent, which must exist; the root "/"
 * always does. */
int apigateway_ensure_resource(struct aws_client *client, const char *api_id, const char *path,
                               char resource_id[APIGATEWAY_ID_SIZE], struct aws_error *error);

/* An open method whose requests go to a Lambda function as they are (AWS_PROXY). */
struct apigateway_method {
    const char *api_id;
    const char *resource_id;
    const char *http_method;
    const char *function_arn;
};

int apigateway_ensure_method(struct aws_client *client, const struct apigateway_method *method,
                             struct aws_error *error);

/* Deploys the API as it now is to a stage. */
int apigateway_deploy(struct aws_client *client, const char *api_id, const char *stage, struct aws_error *error);

#endif

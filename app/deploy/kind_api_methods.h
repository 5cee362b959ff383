/* The methods of an API: OpenAPI's words for them, and how one is made. Of a method count the integration, the auth,
 * the validator and the models of its body:
 *
 *     { "x-amazon-apigateway-auth"?: { "type": "AWS_IAM" }, "x-amazon-apigateway-request-validator"?: "body",
 *       "requestBody"?: { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } },
 *       "x-amazon-apigateway-integration": { "type": "aws_proxy", "httpMethod", "uri" }
 *                                   or { "type": "mock", "requestTemplates", "responses": { "default": { "statusCode",
 *                                        "responseParameters" } } } }
 *
 * A mock's answers are the method's, too, with the headers that they set. */
#ifndef APP_DEPLOY_KIND_API_METHODS_H
#define APP_DEPLOY_KIND_API_METHODS_H

#include "app/deploy/deploy.h"

struct cJSON;

/* A method as API Gateway tells of it, in these words. */
struct cJSON *api_method_as_wanted(const struct resource *r, const struct cJSON *method);

/* Makes a method, or makes it anew where `found` is another; NULL: there is none. */
int api_method_make(struct deploy *deploy, const struct resource *r, const char *path, const struct cJSON *method,
                    const struct cJSON *found);
int api_method_delete(struct deploy *deploy, const struct resource *r, const char *path, const char *method);

#endif

/* The methods of an API. */
#include "app/deploy/kind_api_methods.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_api.h"
#include "app/deploy/kind_calls.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { METHOD_NAME_SIZE = 256 };

#define METHOD_INTEGRATION "x-amazon-apigateway-integration"
#define METHOD_AUTH        "x-amazon-apigateway-auth"
#define METHOD_VALIDATOR   "x-amazon-apigateway-request-validator"

static const char method_schema[] = "#/components/schemas/";

/* --- API Gateway's words in OpenAPI's --------------------------------------------------------------------------- */

static void method_copy(cJSON *to, const cJSON *from, const char *name)
{
    const cJSON *value = aws_json_member(from, name);

    if (value) cJSON_AddItemToObject(to, name, cJSON_Duplicate(value, 1));
}

/* { "default": { "statusCode", "responseParameters" } }, by the patterns that select them. */
static cJSON *method_responses(const cJSON *integration)
{
    cJSON *responses = cJSON_CreateObject();
    const cJSON *each;

    cJSON_ArrayForEach(each, aws_json_member(integration, "integrationResponses"))
    {
        static const char *const members[] = { "statusCode", "responseParameters", NULL };
        const char *pattern = aws_json_string(each, "selectionPattern");

        cJSON_AddItemToObject(responses, pattern && *pattern ? pattern : "default", kind_pick(each, members));
    }
    return responses;
}

static cJSON *method_integration(const cJSON *integration)
{
    const char *type = aws_json_string(integration, "type");
    char lower[METHOD_NAME_SIZE];
    cJSON *found = cJSON_CreateObject();

    text_copy_prefix(lower, sizeof lower, type);
    for (char *c = lower; *c; c++) *c = (char)tolower((unsigned char)*c);
    cJSON_AddStringToObject(found, "type", lower);
    method_copy(found, integration, "httpMethod");
    method_copy(found, integration, "uri");
    if (strcmp(lower, "mock") != 0) return found;
    method_copy(found, integration, "requestTemplates");
    cJSON_AddItemToObject(found, "responses", method_responses(integration));
    return found;
}

static const char *method_validator_name(const struct resource *r, const char *id)
{
    const cJSON *each;

    cJSON_ArrayForEach(each, aws_json_member(r->found, "Validators"))
    {
        if (!strcmp(cJSON_GetStringValue(each), id)) return each->string;
    }
    return id; /* one that is not wanted */
}

static cJSON *method_body(const cJSON *models)
{
    cJSON *body = cJSON_CreateObject(), *content = cJSON_AddObjectToObject(body, "content");
    const cJSON *each;

    cJSON_ArrayForEach(each, models)
    {
        char reference[METHOD_NAME_SIZE + sizeof method_schema];

        snprintf(reference, sizeof reference, "%s%s", method_schema, cJSON_GetStringValue(each));
        cJSON_AddItemToObject(cJSON_AddObjectToObject(content, each->string), "schema", kind_object("$ref", reference));
    }
    return body;
}

cJSON *api_method_as_wanted(const struct resource *r, const cJSON *method)
{
    const char *auth = aws_json_string(method, "authorizationType");
    const char *validator = aws_json_string(method, "requestValidatorId");
    const cJSON *models = aws_json_member(method, "requestModels");
    cJSON *found = cJSON_CreateObject();

    cJSON_AddItemToObject(found, METHOD_INTEGRATION, method_integration(aws_json_member(method, "methodIntegration")));
    if (auth && strcmp(auth, "NONE") != 0) cJSON_AddItemToObject(found, METHOD_AUTH, kind_object("type", auth));
    if (validator) cJSON_AddStringToObject(found, METHOD_VALIDATOR, method_validator_name(r, validator));
    if (cJSON_GetArraySize(models)) cJSON_AddItemToObject(found, "requestBody", method_body(models));
    return found;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static const char *method_url(const struct resource *r, const char *path, const char *method, const char *rest,
                              char url[API_URL_SIZE])
{
    char name[16];

    text_copy(name, sizeof name, method);
    for (char *c = name; *c; c++) *c = (char)toupper((unsigned char)*c);
    snprintf(url, API_URL_SIZE, "/restapis/%s/resources/%s/methods/%s%s", r->reference, api_resource_id(r, path), name,
             rest);
    return url;
}

static int method_put(struct deploy *deploy, const struct resource *r, const char *path, const char *method,
                      const char *rest, cJSON *input)
{
    char url[API_URL_SIZE];

    return kind_rest_do(deploy, &aws_apigateway, "PUT", method_url(r, path, method, rest, url), input);
}

/* { "application/json": "Order" } */
static cJSON *method_models(const cJSON *method)
{
    const cJSON *content = aws_json_member(aws_json_member(method, "requestBody"), "content"), *each;
    cJSON *models = cJSON_CreateObject();

    cJSON_ArrayForEach(each, content)
    {
        const char *reference = aws_json_string(aws_json_member(each, "schema"), "$ref");

        if (reference && !strncmp(reference, method_schema, strlen(method_schema)))
            cJSON_AddStringToObject(models, each->string, reference + strlen(method_schema));
    }
    return models;
}

static int method_put_itself(struct deploy *deploy, const struct resource *r, const char *path, const cJSON *method)
{
    const char *auth = aws_json_string(aws_json_member(method, METHOD_AUTH), "type");
    const char *validator = aws_json_string(method, METHOD_VALIDATOR);
    const char *id = validator ? aws_json_string(aws_json_member(r->found, "Validators"), validator) : NULL;
    cJSON *input = kind_object("authorizationType", auth ? auth : "NONE"), *models = method_models(method);

    if (id) cJSON_AddStringToObject(input, "requestValidatorId", id);
    if (models->child) cJSON_AddItemToObject(input, "requestModels", models);
    else cJSON_Delete(models);
    return method_put(deploy, r, path, method->string, "", input);
}

static int method_put_integration(struct deploy *deploy, const struct resource *r, const char *path,
                                  const cJSON *method)
{
    cJSON *input = cJSON_Duplicate(aws_json_member(method, METHOD_INTEGRATION), 1);
    cJSON *type = cJSON_GetObjectItemCaseSensitive(input, "type");

    for (char *c = cJSON_IsString(type) ? type->valuestring : NULL; c && *c; c++) *c = (char)toupper((unsigned char)*c);
    cJSON_DeleteItemFromObjectCaseSensitive(input, "responses");
    return method_put(deploy, r, path, method->string, "/integration", input);
}

/* The method's own answer has the headers that the integration's sets. */
static int method_put_response(struct deploy *deploy, const struct resource *r, const char *path, const char *method,
                               const cJSON *response)
{
    const char *status = aws_json_string(response, "statusCode");
    const cJSON *parameters = aws_json_member(response, "responseParameters"), *each;
    cJSON *input = cJSON_CreateObject(), *headers = cJSON_AddObjectToObject(input, "responseParameters");
    char rest[METHOD_NAME_SIZE];

    cJSON_ArrayForEach(each, parameters) cJSON_AddFalseToObject(headers, each->string);
    snprintf(rest, sizeof rest, "/responses/%s", status ? status : "");
    if (method_put(deploy, r, path, method, rest, input)) return -1;
    input = cJSON_CreateObject();
    method_copy(input, response, "responseParameters");
    if (strcmp(response->string, "default") != 0) cJSON_AddStringToObject(input, "selectionPattern", response->string);
    snprintf(rest, sizeof rest, "/integration/responses/%s", status ? status : "");
    return method_put(deploy, r, path, method, rest, input);
}

int api_method_delete(struct deploy *deploy, const struct resource *r, const char *path, const char *method)
{
    char url[API_URL_SIZE];

    return kind_rest_do(deploy, &aws_apigateway, "DELETE", method_url(r, path, method, "", url), NULL);
}

int api_method_make(struct deploy *deploy, const struct resource *r, const char *path, const cJSON *method,
                    const cJSON *found)
{
    const cJSON *responses = aws_json_member(aws_json_member(method, METHOD_INTEGRATION), "responses"), *each;

    if (found && deploy_compare_whole(method, found)) return 0;
    if (found && api_method_delete(deploy, r, path, method->string)) return -1;
    if (method_put_itself(deploy, r, path, method) || method_put_integration(deploy, r, path, method)) return -1;
    cJSON_ArrayForEach(each, responses)
    {
        if (method_put_response(deploy, r, path, method->string, each)) return -1;
    }
    return 0;
}

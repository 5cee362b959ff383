/* Amazon API Gateway over its REST API, version 2015-07-09. */
#include "app/sdk/apigateway_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_protocol.h"
#include "app/sdk/aws_uri.h"

enum { APIGATEWAY_PATH_SIZE = 512, APIGATEWAY_QUERY_MAX = AWS_PAGES_TOKEN_SIZE * 3 };

static const struct aws_service apigateway = { "API_GATEWAY", "apigateway", "apigateway", NULL };

/* Calls and copies one string of the answer; `value` may be NULL. */
static int apigateway_call_for(struct aws_client *client, const char *method, const char *path, cJSON *input,
                               const char *member, char *value, struct aws_error *error)
{
    cJSON *output = aws_rest_call(client, &apigateway, method, path, NULL, input, error);
    bool has_value = !value || (text_copy(value, APIGATEWAY_ID_SIZE, aws_json_string(output, member)) && *value);

    cJSON_Delete(output);
    if (!output) return -1;
    if (!has_value) aws_error_set(error, AWS_ERROR_CLIENT, "API Gateway answered %s without %s", path, member);
    return has_value ? 0 : -1;
}

/* Walks a collection for the element whose `member` is `wanted`; "" in `id` where there is none. */
static int apigateway_find(struct aws_client *client, const char *path, const char *member, const char *wanted,
                           char id[APIGATEWAY_ID_SIZE], struct aws_error *error)
{
    struct aws_pages pages = { 0 };
    struct text query;

    text_init(&query, APIGATEWAY_QUERY_MAX);
    id[0] = '\0';
    while (!*id && aws_pages_next(&pages)) {
        const cJSON *element;
        cJSON *output;

        text_clear(&query);
        text_put(&query, "limit=500");
        if (*pages.token) {
            text_put(&query, "&position=");
            aws_uri_encode(&query, pages.token, strlen(pages.token));
        }
        output = aws_rest_call(client, &apigateway, "GET", path, text_string(&query), NULL, error);
        if (!output) break;
        cJSON_ArrayForEach(element, aws_json_member(output, "item"))
        {
            const char *value = aws_json_string(element, member);

            if (value && !strcmp(value, wanted)) text_copy(id, APIGATEWAY_ID_SIZE, aws_json_string(element, "id"));
        }
        aws_pages_advance(&pages, aws_json_string(output, "position"));
        cJSON_Delete(output);
    }
    text_release(&query);
    return *error->code ? -1 : 0;
}

int apigateway_ensure_api(struct aws_client *client, const char *name, char api_id[APIGATEWAY_ID_SIZE],
                          struct aws_error *error)
{
    cJSON *input, *endpoint;

    if (apigateway_find(client, "/restapis", "name", name, api_id, error)) return -1;
    if (*api_id) return 0;
    input = cJSON_CreateObject();
    cJSON_AddStringToObject(input, "name", name);
    endpoint = cJSON_AddObjectToObject(input, "endpointConfiguration");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(endpoint, "types"), cJSON_CreateString("REGIONAL"));
    return apigateway_call_for(client, "POST", "/restapis", input, "id", api_id, error);
}

int apigateway_ensure_resource(struct aws_client *client, const char *api_id, const char *path,
                               char resource_id[APIGATEWAY_ID_SIZE], struct aws_error *error)
{
    char url[APIGATEWAY_PATH_SIZE], parent[APIGATEWAY_PATH_SIZE], parent_id[APIGATEWAY_ID_SIZE];
    const char *part = strrchr(path, '/') + 1;
    int parent_length = (int)(part - 1 - path);
    cJSON *input;

    snprintf(url, sizeof url, "/restapis/%s/resources", api_id);
    if (apigateway_find(client, url, "path", path, resource_id, error)) return -1;
    if (*resource_id) return 0;

    snprintf(parent, sizeof parent, "%.*s", parent_length ? parent_length : 1, path);
    if (apigateway_find(client, url, "path", parent, parent_id, error)) return -1;
    if (!*parent_id) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the API has no resource %s", parent);
        return -1;
    }
    snprintf(url, sizeof url, "/restapis/%s/resources/%s", api_id, parent_id);
    input = cJSON_CreateObject();
    cJSON_AddStringToObject(input, "pathPart", part);
    return apigateway_call_for(client, "POST", url, input, "id", resource_id, error);
}

int apigateway_ensure_method(struct aws_client *client, const struct apigateway_method *method, struct aws_error *error)
{
    char path[APIGATEWAY_PATH_SIZE], uri[APIGATEWAY_PATH_SIZE * 2];
    cJSON *input = cJSON_CreateObject();
    size_t length;

    snprintf(path, sizeof path, "/restapis/%s/resources/%s/methods/%s", method->api_id, method->resource_id,
             method->http_method);
    cJSON_AddStringToObject(input, "authorizationType", "NONE");
    if (apigateway_call_for(client, "PUT", path, input, NULL, NULL, error) &&
        !aws_error_is(error, "ConflictException")) /* the method is there */
        return -1;

    length = strlen(path);
    snprintf(path + length, sizeof path - length, "/integration");
    snprintf(uri, sizeof uri, "arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations",
             aws_client_region(client), method->function_arn);
    input = cJSON_CreateObject();
    cJSON_AddStringToObject(input, "type", "AWS_PROXY");
    cJSON_AddStringToObject(input, "httpMethod", "POST");
    cJSON_AddStringToObject(input, "uri", uri);
    return apigateway_call_for(client, "PUT", path, input, NULL, NULL, error);
}

int apigateway_deploy(struct aws_client *client, const char *api_id, const char *stage, struct aws_error *error)
{
    char path[APIGATEWAY_PATH_SIZE];
    cJSON *input = cJSON_CreateObject();

    snprintf(path, sizeof path, "/restapis/%s/deployments", api_id);
    cJSON_AddStringToObject(input, "stageName", stage);
    return apigateway_call_for(client, "POST", path, input, NULL, NULL, error);
}

/* AWS::ApiGateway::RestApi with its Body, an OpenAPI document of which the paths, their methods and integrations count,
 * and AWS::ApiGateway::Deployment to a stage.
 *
 * A deployment is made only when the Body is another than that of the stage's: its description holds a digest of it. */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_uri.h"

enum { API_PATH_SIZE = 2048, API_NAME_SIZE = 256, API_BODY_MAX = 1024 * 1024, API_DIGITS = 16 };

#define API_INTEGRATION "x-amazon-apigateway-integration"
#define API_AUTH        "x-amazon-apigateway-auth"

/* Calls `see` with the elements of a collection until it says that it has what it looks for. */
static int api_each(struct deploy *deploy, const char *path, const char *query,
                    bool (*see)(struct resource *r, const cJSON *element), struct resource *r)
{
    struct aws_pages pages = { 0 };
    struct text all;
    bool is_done = false;
    int failed = 0;

    text_init(&all, AWS_PAGES_TOKEN_SIZE * 3);
    while (!failed && !is_done && aws_pages_next(&pages)) {
        const cJSON *element;
        cJSON *output;

        text_clear(&all);
        text_printf(&all, "limit=500%s", query);
        if (*pages.token) {
            text_put(&all, "&position=");
            aws_uri_encode(&all, pages.token, strlen(pages.token));
        }
        output = kind_rest(deploy, &aws_apigateway, "GET", path, text_string(&all), NULL);
        failed = !output;
        cJSON_ArrayForEach(element, aws_json_member(output, "item"))
        {
            is_done = is_done || see(r, element);
        }
        aws_pages_advance(&pages, aws_json_string(output, "position"));
        cJSON_Delete(output);
    }
    text_release(&all);
    return failed ? -1 : 0;
}

/* --- reading -------------------------------------------------------------------------------------------------- */

/* The API of that name; of several the one with a tag, as names need not be unique. */
static bool api_see_api(struct resource *r, const cJSON *api)
{
    static const char *const members[] = { "name", "endpointConfiguration", NULL };
    const char *name = aws_json_string(api, "name");
    cJSON *found;

    if (!name || strcmp(name, aws_json_string(r->wanted, "Name")) != 0) return false;
    if (r->found) cJSON_Delete(r->found);
    found = kind_pick(api, members);
    r->found = kind_raised(found);
    cJSON_Delete(found);
    text_copy(r->reference, sizeof r->reference, aws_json_string(api, "id"));
    kind_owner_from_map(r, aws_json_member(api, "tags"));
    return *r->owner;
}

static void api_lower(char *text)
{
    for (; *text; text++) *text = (char)tolower((unsigned char)*text);
}

/* A method as OpenAPI words it. */
static cJSON *api_method_as_wanted(const cJSON *method)
{
    const cJSON *integration = aws_json_member(method, "methodIntegration");
    const char *auth = aws_json_string(method, "authorizationType"), *uri = aws_json_string(integration, "uri");
    const char *http_method = aws_json_string(integration, "httpMethod");
    char type[64];
    cJSON *found = cJSON_CreateObject(), *row;

    row = cJSON_AddObjectToObject(found, API_INTEGRATION);
    text_copy_prefix(type, sizeof type, aws_json_string(integration, "type"));
    api_lower(type);
    cJSON_AddStringToObject(row, "type", type);
    if (http_method) cJSON_AddStringToObject(row, "httpMethod", http_method);
    if (uri) cJSON_AddStringToObject(row, "uri", uri);
    if (auth && strcmp(auth, "NONE") != 0)
        cJSON_AddStringToObject(cJSON_AddObjectToObject(found, API_AUTH), "type", auth);
    return found;
}

/* Adds a path with methods to paths, and its id to ids. */
static bool api_see_resource(struct resource *r, const cJSON *element)
{
    cJSON *paths = cJSON_GetObjectItem(cJSON_GetObjectItem(r->found, "Body"), "paths"), *row;
    const char *path = aws_json_string(element, "path");
    const cJSON *method;

    cJSON_AddStringToObject(cJSON_GetObjectItem(r->found, "Ids"), path, aws_json_string(element, "id"));
    if (!aws_json_member(element, "resourceMethods")) return false;
    row = cJSON_AddObjectToObject(paths, path);
    cJSON_ArrayForEach(method, aws_json_member(element, "resourceMethods"))
    {
        char name[16];

        text_copy(name, sizeof name, method->string);
        api_lower(name);
        cJSON_AddItemToObject(row, name, api_method_as_wanted(method));
    }
    return false;
}

/* Of the Body, only the paths are made, and so compared. */
static void api_forget_document(struct resource *r)
{
    cJSON *body = cJSON_GetObjectItemCaseSensitive(r->wanted, "Body");

    cJSON_DeleteItemFromObjectCaseSensitive(body, "openapi");
    cJSON_DeleteItemFromObjectCaseSensitive(body, "info");
}

static int api_read(struct deploy *deploy, struct resource *r)
{
    char path[API_PATH_SIZE];

    if (api_each(deploy, "/restapis", "", api_see_api, r)) return -1;
    if (!r->found) return 0;
    snprintf(path, sizeof path, "/restapis/%s/resources", r->reference);
    cJSON_AddObjectToObject(cJSON_AddObjectToObject(r->found, "Body"), "paths");
    cJSON_AddObjectToObject(r->found, "Ids");
    return api_each(deploy, path, "&embed=methods", api_see_resource, r);
}

static int api_prepare(struct deploy *deploy, struct resource *r)
{
    (void)deploy;
    api_forget_document(r);
    return 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

static int api_create(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "Name", "EndpointConfiguration", NULL };
    cJSON *wanted = kind_pick(r->wanted, members), *input = kind_lowered(wanted);

    cJSON_Delete(wanted);
    cJSON_AddItemToObject(input, "tags", kind_tag_map(deploy));
    return kind_rest_do(deploy, &aws_apigateway, "POST", "/restapis", input);
}

static const char *api_resource_id(const struct resource *r, const char *path)
{
    return aws_json_string(aws_json_member(r->found, "Ids"), path);
}

/* Makes the resource of a path and those above it that are missing. */
static int api_make_resource(struct deploy *deploy, struct resource *r, const char *path)
{
    for (const char *end = strchr(path + 1, '/');; end = strchr(end + 1, '/')) {
        size_t length = end ? (size_t)(end - path) : strlen(path);
        char url[API_PATH_SIZE], each[API_NAME_SIZE], parent[API_NAME_SIZE];
        const char *part;
        cJSON *output;

        snprintf(each, sizeof each, "%.*s", (int)length, path);
        part = strrchr(each, '/') + 1;
        snprintf(parent, sizeof parent, "%.*s", part - each > 1 ? (int)(part - each - 1) : 1, each);
        if (!api_resource_id(r, each)) {
            snprintf(url, sizeof url, "/restapis/%s/resources/%s", r->reference, api_resource_id(r, parent));
            output = kind_rest(deploy, &aws_apigateway, "POST", url, NULL, kind_object("pathPart", part));
            if (!output) return -1;
            cJSON_AddStringToObject(cJSON_GetObjectItem(r->found, "Ids"), each, aws_json_string(output, "id"));
            cJSON_Delete(output);
        }
        if (!end) return 0;
    }
}

static const char *api_method_url(const struct resource *r, const char *path, const char *method, const char *rest,
                                  char url[API_PATH_SIZE])
{
    char name[16];
    size_t i;

    text_copy(name, sizeof name, method);
    for (i = 0; name[i]; i++) name[i] = (char)toupper((unsigned char)name[i]);
    snprintf(url, API_PATH_SIZE, "/restapis/%s/resources/%s/methods/%s%s", r->reference, api_resource_id(r, path), name,
             rest);
    return url;
}

static int api_put_integration(struct deploy *deploy, const struct resource *r, const char *path, const cJSON *method)
{
    cJSON *input = cJSON_Duplicate(aws_json_member(method, API_INTEGRATION), 1);
    cJSON *type = cJSON_GetObjectItemCaseSensitive(input, "type");
    char url[API_PATH_SIZE];

    for (char *c = cJSON_IsString(type) ? type->valuestring : NULL; c && *c; c++) *c = (char)toupper((unsigned char)*c);
    return kind_rest_do(deploy, &aws_apigateway, "PUT", api_method_url(r, path, method->string, "/integration", url),
                        input);
}

static int api_delete_method(struct deploy *deploy, const struct resource *r, const char *path, const char *method)
{
    char url[API_PATH_SIZE];

    return kind_rest_do(deploy, &aws_apigateway, "DELETE", api_method_url(r, path, method, "", url), NULL);
}

/* Makes a method, or makes it anew where `found` is another. */
static int api_make_method(struct deploy *deploy, const struct resource *r, const char *path, const cJSON *method,
                           const cJSON *found)
{
    const char *auth = aws_json_string(aws_json_member(method, API_AUTH), "type");
    char url[API_PATH_SIZE];

    if (found && deploy_compare_values(method, found)) return 0;
    if (found && api_delete_method(deploy, r, path, method->string)) return -1;
    if (kind_rest_do(deploy, &aws_apigateway, "PUT", api_method_url(r, path, method->string, "", url),
                     kind_object("authorizationType", auth ? auth : "NONE")))
        return -1;
    return api_put_integration(deploy, r, path, method);
}

static const cJSON *api_paths(const cJSON *properties)
{
    return aws_json_member(aws_json_member(properties, "Body"), "paths");
}

static int api_make_paths(struct deploy *deploy, struct resource *r)
{
    const cJSON *path, *method;

    cJSON_ArrayForEach(path, api_paths(r->wanted))
    {
        const cJSON *found = aws_json_member(api_paths(r->found), path->string);

        if (api_make_resource(deploy, r, path->string)) return -1;
        cJSON_ArrayForEach(method, path)
        {
            if (api_make_method(deploy, r, path->string, method, aws_json_member(found, method->string))) return -1;
        }
    }
    return 0;
}

/* Is the path wanted, or above one that is? */
static bool api_is_wanted(const struct resource *r, const char *path)
{
    const cJSON *each;
    size_t length = strlen(path);

    cJSON_ArrayForEach(each, api_paths(r->wanted))
    {
        if (!strncmp(each->string, path, length) && (!each->string[length] || each->string[length] == '/')) return true;
    }
    return !strcmp(path, "/");
}

/* Removes methods and paths that are not wanted; what is below a path goes with it. */
static int api_remove_paths(struct deploy *deploy, const struct resource *r)
{
    const cJSON *path, *method;
    char url[API_PATH_SIZE];

    cJSON_ArrayForEach(path, api_paths(r->found))
    {
        cJSON_ArrayForEach(method, path)
        {
            if (!aws_json_member(aws_json_member(api_paths(r->wanted), path->string), method->string) &&
                api_is_wanted(r, path->string) && api_delete_method(deploy, r, path->string, method->string))
                return -1;
        }
        if (api_is_wanted(r, path->string)) continue;
        snprintf(url, sizeof url, "/restapis/%s/resources/%s", r->reference, api_resource_id(r, path->string));
        if (kind_rest_do(deploy, &aws_apigateway, "DELETE", url, NULL) && !kind_error_is(deploy, "NotFoundException"))
            return -1;
    }
    return 0;
}

static int api_update(struct deploy *deploy, struct resource *r, const char *where)
{
    if (!strcmp(where, "Body")) return api_make_paths(deploy, r) || api_remove_paths(deploy, r) ? -1 : 0;
    aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "its %s is another, and is not changed", where);
    return -1;
}

static int api_remove(struct deploy *deploy, struct resource *r)
{
    char path[DEPLOY_REFERENCE_SIZE + 32];

    snprintf(path, sizeof path, "/restapis/%s", r->reference);
    return kind_rest_do(deploy, &aws_apigateway, "DELETE", path, NULL);
}

const struct resource_kind kind_api = {
    .type = "AWS::ApiGateway::RestApi",
    .label = "API",
    .name = "Name",
    .has_tags = true,
    .prepare = api_prepare,
    .read = api_read,
    .create = api_create,
    .update = api_update,
    .remove = api_remove,
};

/* --- stage ---------------------------------------------------------------------------------------------------- */

static const char *stage_api(const struct resource *r)
{
    return aws_json_string(r->wanted, "RestApiId");
}

static bool stage_see_deployment(struct resource *r, const cJSON *element)
{
    const char *description = aws_json_string(element, "description"), *id = aws_json_string(element, "id");

    if (!id || strcmp(id, aws_json_string(r->found, "Deployment")) != 0) return false;
    cJSON_AddStringToObject(r->found, "Description", description ? description : "");
    return true;
}

static int stage_read(struct deploy *deploy, struct resource *r)
{
    const char *stage = aws_json_string(r->wanted, "StageName");
    char path[API_PATH_SIZE];
    cJSON *output;

    if (!*stage_api(r)) return 0; /* the API is not there */
    snprintf(path, sizeof path, "/restapis/%s/stages/%s", stage_api(r), stage);
    output = kind_rest(deploy, &aws_apigateway, "GET", path, NULL, NULL);
    if (!output) return kind_error_is(deploy, "NotFoundException") ? 0 : -1;
    r->found = kind_object("RestApiId", stage_api(r));
    cJSON_AddStringToObject(r->found, "StageName", stage);
    cJSON_AddStringToObject(r->found, "Deployment", aws_json_string(output, "deploymentId"));
    text_copy(r->reference, sizeof r->reference, aws_json_string(output, "deploymentId"));
    cJSON_Delete(output);
    snprintf(path, sizeof path, "/restapis/%s/deployments", stage_api(r));
    return api_each(deploy, path, "", stage_see_deployment, r);
}

/* The wanted description: a digest of what the API is to be. */
static int stage_prepare(struct deploy *deploy, struct resource *r)
{
    const struct resource *api = deploy_resource_of(deploy, kind_api.type, stage_api(r));
    char digest[AWS_SHA256_HEX], description[64];
    struct text body;

    text_init(&body, API_BODY_MAX);
    if (api) aws_json_print(aws_json_member(api->wanted, "Body"), &body);
    aws_sha256_hex(text_string(&body), body.length, digest);
    text_release(&body);
    snprintf(description, sizeof description, "definition %.*s", API_DIGITS, digest);
    cJSON_AddStringToObject(r->wanted, "Description", description);
    return 0;
}

static int stage_create(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "StageName", "Description", NULL };
    cJSON *wanted = kind_pick(r->wanted, members), *input = kind_lowered(wanted);
    char path[API_PATH_SIZE];

    cJSON_Delete(wanted);
    snprintf(path, sizeof path, "/restapis/%s/deployments", stage_api(r));
    return kind_rest_do(deploy, &aws_apigateway, "POST", path, input);
}

static int stage_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return stage_create(deploy, r);
}

static int stage_remove(struct deploy *deploy, struct resource *r)
{
    char path[API_PATH_SIZE];

    snprintf(path, sizeof path, "/restapis/%s/stages/%s", stage_api(r), aws_json_string(r->wanted, "StageName"));
    return kind_rest_do(deploy, &aws_apigateway, "DELETE", path, NULL);
}

const struct resource_kind kind_stage = {
    .type = "AWS::ApiGateway::Deployment",
    .label = "stage",
    .name = "StageName",
    .prepare = stage_prepare,
    .read = stage_read,
    .create = stage_create,
    .update = stage_update,
    .remove = stage_remove,
};

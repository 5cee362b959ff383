/* AWS::ApiGateway::RestApi with its Body, an OpenAPI document. What counts of it are its paths (kind_api_methods.c),
 * and its models, validators and gateway responses (kind_api_parts.c).
 *
 * They are made one by one: an import would drop what OpenAPI 3.0 has no words for, a model's null, and, as AWS says
 * itself, how many items a list may have. */
#include <cjson/cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_api.h"
#include "app/deploy/kind_api_methods.h"
#include "app/deploy/kind_api_parts.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_pages.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_uri.h"

enum { API_NAME_SIZE = 256 };

int api_each(struct deploy *deploy, const char *path, const char *query,
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

void api_patch_add(cJSON *input, const char *op, const char *path, const char *value)
{
    cJSON *operations = cJSON_GetObjectItem(input, "patchOperations"), *operation = kind_object("op", op);

    if (!operations) operations = cJSON_AddArrayToObject(input, "patchOperations");
    cJSON_AddStringToObject(operation, "path", path);
    if (value) cJSON_AddStringToObject(operation, "value", value);
    cJSON_AddItemToArray(operations, operation);
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
        for (char *c = name; *c; c++) *c = (char)tolower((unsigned char)*c);
        cJSON_AddItemToObject(row, name, api_method_as_wanted(r, method));
    }
    return false;
}

/* What the document says of itself is not made, and so not compared. */
static void api_forget_document(struct resource *r)
{
    cJSON *body = cJSON_GetObjectItemCaseSensitive(r->wanted, "Body");

    cJSON_DeleteItemFromObjectCaseSensitive(body, "openapi");
    cJSON_DeleteItemFromObjectCaseSensitive(body, "info");
}

static int api_read(struct deploy *deploy, struct resource *r)
{
    char path[API_URL_SIZE];

    if (api_each(deploy, "/restapis", "", api_see_api, r)) return -1;
    if (!r->found) return 0;
    cJSON_AddObjectToObject(cJSON_AddObjectToObject(r->found, "Body"), "paths");
    cJSON_AddObjectToObject(r->found, "Ids");
    if (api_parts_read(deploy, r)) return -1;
    snprintf(path, sizeof path, "/restapis/%s/resources", r->reference);
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

const char *api_resource_id(const struct resource *r, const char *path)
{
    return aws_json_string(aws_json_member(r->found, "Ids"), path);
}

/* Makes the resource of a path and those above it that are missing. */
static int api_make_resource(struct deploy *deploy, struct resource *r, const char *path)
{
    for (const char *end = strchr(path + 1, '/');; end = strchr(end + 1, '/')) {
        size_t length = end ? (size_t)(end - path) : strlen(path);
        char url[API_URL_SIZE], each[API_NAME_SIZE], parent[API_NAME_SIZE];
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
            if (api_method_make(deploy, r, path->string, method, aws_json_member(found, method->string))) return -1;
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
    char url[API_URL_SIZE];

    cJSON_ArrayForEach(path, api_paths(r->found))
    {
        cJSON_ArrayForEach(method, path)
        {
            if (!aws_json_member(aws_json_member(api_paths(r->wanted), path->string), method->string) &&
                api_is_wanted(r, path->string) && api_method_delete(deploy, r, path->string, method->string))
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
    if (!strcmp(where, "Body"))
        return api_parts_make(deploy, r) || api_make_paths(deploy, r) || api_remove_paths(deploy, r) ? -1 : 0;
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

/* What an API has beside its paths: models, request validators, gateway responses. */
#include "app/deploy/kind_api_parts.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_api.h"
#include "app/deploy/kind_calls.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { PARTS_SCHEMA_MAX = 64 * 1024 };

static const cJSON *parts_of(const cJSON *properties, const char *member)
{
    const cJSON *body = aws_json_member(properties, "Body");

    if (!strcmp(member, "schemas")) body = aws_json_member(body, "components");
    return aws_json_member(body, member);
}

/* --- reading -------------------------------------------------------------------------------------------------- */

static void parts_add(struct resource *r, const char *member, const char *name, cJSON *part)
{
    cJSON_AddItemToObject((cJSON *)parts_of(r->found, member), name, part);
}

static bool parts_see_model(struct resource *r, const cJSON *model)
{
    const char *name = aws_json_string(model, "name"), *schema = aws_json_string(model, "schema");
    cJSON *tree = cJSON_Parse(schema ? schema : "");

    if (name && aws_json_member(parts_of(r->wanted, "schemas"), name))
        parts_add(r, "schemas", name, tree ? tree : cJSON_CreateNull());
    else cJSON_Delete(tree);
    return false;
}

static bool parts_see_validator(struct resource *r, const cJSON *validator)
{
    static const char *const members[] = { "validateRequestBody", "validateRequestParameters", NULL };
    const char *name = aws_json_string(validator, "name"), *id = aws_json_string(validator, "id");

    if (!name || !id || !aws_json_member(parts_of(r->wanted, API_VALIDATORS), name)) return false;
    parts_add(r, API_VALIDATORS, name, kind_pick(validator, members));
    cJSON_AddStringToObject(cJSON_GetObjectItem(r->found, "Validators"), name, id);
    return false;
}

/* AWS lists all types; those that nobody has put are `defaultResponse`. */
static bool parts_see_response(struct resource *r, const cJSON *response)
{
    static const char *const members[] = { "statusCode", "responseParameters", "responseTemplates", NULL };
    const char *type = aws_json_string(response, "responseType");

    if (type && !cJSON_IsTrue(aws_json_member(response, "defaultResponse")))
        parts_add(r, API_RESPONSES, type, kind_pick(response, members));
    return false;
}

static int parts_read(struct deploy *deploy, struct resource *r, const char *member, const char *collection,
                      bool (*see)(struct resource *r, const cJSON *element))
{
    char path[API_URL_SIZE];

    if (!parts_of(r->wanted, member)) return 0;
    snprintf(path, sizeof path, "/restapis/%s/%s", r->reference, collection);
    return api_each(deploy, path, "", see, r);
}

int api_parts_read(struct deploy *deploy, struct resource *r)
{
    cJSON *body = cJSON_GetObjectItem(r->found, "Body");

    cJSON_AddObjectToObject(cJSON_AddObjectToObject(body, "components"), "schemas");
    cJSON_AddObjectToObject(body, API_VALIDATORS);
    cJSON_AddObjectToObject(body, API_RESPONSES);
    cJSON_AddObjectToObject(r->found, "Validators");
    return parts_read(deploy, r, "schemas", "models", parts_see_model) ||
                   parts_read(deploy, r, API_VALIDATORS, "requestvalidators", parts_see_validator) ||
                   parts_read(deploy, r, API_RESPONSES, "gatewayresponses", parts_see_response)
               ? -1
               : 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

static int parts_put_model(struct deploy *deploy, struct resource *r, const cJSON *schema, bool is_new)
{
    char path[API_URL_SIZE];
    cJSON *input = cJSON_CreateObject();
    struct text text;

    text_init(&text, PARTS_SCHEMA_MAX);
    aws_json_print(schema, &text);
    if (is_new) {
        cJSON_AddStringToObject(input, "name", schema->string);
        cJSON_AddStringToObject(input, "contentType", "application/json");
        cJSON_AddStringToObject(input, "schema", text_string(&text));
    } else {
        api_patch_add(input, "replace", "/schema", text_string(&text));
    }
    text_release(&text);
    snprintf(path, sizeof path, "/restapis/%s/models%s%s", r->reference, is_new ? "" : "/",
             is_new ? "" : schema->string);
    return kind_rest_do(deploy, &aws_apigateway, is_new ? "POST" : "PATCH", path, input);
}

static int parts_new_validator(struct deploy *deploy, struct resource *r, const cJSON *validator)
{
    char path[API_URL_SIZE];
    cJSON *input = cJSON_Duplicate(validator, 1), *output;

    cJSON_AddStringToObject(input, "name", validator->string);
    snprintf(path, sizeof path, "/restapis/%s/requestvalidators", r->reference);
    output = kind_rest(deploy, &aws_apigateway, "POST", path, NULL, input);
    if (!output) return -1;
    cJSON_AddStringToObject(cJSON_GetObjectItem(r->found, "Validators"), validator->string,
                            aws_json_string(output, "id"));
    cJSON_Delete(output);
    return 0;
}

static int parts_put_validator(struct deploy *deploy, struct resource *r, const cJSON *validator, bool is_new)
{
    char path[API_URL_SIZE];
    cJSON *input;
    const cJSON *member;

    if (is_new) return parts_new_validator(deploy, r, validator);
    input = cJSON_CreateObject();
    cJSON_ArrayForEach(member, validator)
    {
        snprintf(path, sizeof path, "/%s", member->string);
        api_patch_add(input, "replace", path, cJSON_IsTrue(member) ? "true" : "false");
    }
    snprintf(path, sizeof path, "/restapis/%s/requestvalidators/%s", r->reference,
             aws_json_string(aws_json_member(r->found, "Validators"), validator->string));
    return kind_rest_do(deploy, &aws_apigateway, "PATCH", path, input);
}

static int parts_put_response(struct deploy *deploy, struct resource *r, const cJSON *response, bool is_new)
{
    char path[API_URL_SIZE];

    (void)is_new;
    snprintf(path, sizeof path, "/restapis/%s/gatewayresponses/%s", r->reference, response->string);
    return kind_rest_do(deploy, &aws_apigateway, "PUT", path, cJSON_Duplicate(response, 1));
}

static int parts_make(struct deploy *deploy, struct resource *r, const char *member,
                      int (*put)(struct deploy *deploy, struct resource *r, const cJSON *part, bool is_new))
{
    const cJSON *part;

    cJSON_ArrayForEach(part, parts_of(r->wanted, member))
    {
        const cJSON *found = aws_json_member(parts_of(r->found, member), part->string);

        if (!(found && deploy_compare_whole(part, found)) && put(deploy, r, part, !found)) return -1;
    }
    return 0;
}

static int parts_remove_responses(struct deploy *deploy, struct resource *r)
{
    const cJSON *response;
    char path[API_URL_SIZE];

    cJSON_ArrayForEach(response, parts_of(r->found, API_RESPONSES))
    {
        if (aws_json_member(parts_of(r->wanted, API_RESPONSES), response->string)) continue;
        snprintf(path, sizeof path, "/restapis/%s/gatewayresponses/%s", r->reference, response->string);
        if (kind_rest_do(deploy, &aws_apigateway, "DELETE", path, NULL)) return -1;
    }
    return 0;
}

int api_parts_make(struct deploy *deploy, struct resource *r)
{
    return parts_make(deploy, r, "schemas", parts_put_model) ||
                   parts_make(deploy, r, API_VALIDATORS, parts_put_validator) ||
                   parts_make(deploy, r, API_RESPONSES, parts_put_response) || parts_remove_responses(deploy, r)
               ? -1
               : 0;
}

/* AWS::ApiGateway::Deployment to a stage, and that stage's settings: its StageDescription.
 *
 * A deployment is made only when the API's Body is another than that of the stage's: its description holds a digest of
 * it. Of the StageDescription, AccessLogSetting and MethodSettings count; settings of other methods go. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/deploy_compare.h"
#include "app/deploy/kind_api.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { STAGE_BODY_MAX = 1024 * 1024, STAGE_DIGITS = 16, STAGE_NAME_SIZE = 512 };

static const char *stage_api(const struct resource *r)
{
    return aws_json_string(r->wanted, "RestApiId");
}

static const char *stage_url(const struct resource *r, char url[API_URL_SIZE])
{
    snprintf(url, API_URL_SIZE, "/restapis/%s/stages/%s", stage_api(r), aws_json_string(r->wanted, "StageName"));
    return url;
}

/* --- reading -------------------------------------------------------------------------------------------------- */

static bool stage_see_deployment(struct resource *r, const cJSON *element)
{
    const char *description = aws_json_string(element, "description"), *id = aws_json_string(element, "id");

    if (!id || strcmp(id, aws_json_string(r->found, "Deployment")) != 0) return false;
    cJSON_AddStringToObject(r->found, "Description", description ? description : "");
    return true;
}

/* API Gateway's "orders/GET": { … } and all methods' own, named by the asterisks of both, as the template has them. */
static cJSON *stage_method_settings(const cJSON *all)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *each;

    cJSON_ArrayForEach(each, all)
    {
        cJSON *settings = kind_raised(each);
        const char *slash = strrchr(each->string, '/');
        char path[STAGE_NAME_SIZE];

        snprintf(path, sizeof path, "/%.*s", slash ? (int)(slash - each->string) : 0, each->string);
        cJSON_AddStringToObject(settings, "ResourcePath", path);
        cJSON_AddStringToObject(settings, "HttpMethod", slash ? slash + 1 : "");
        cJSON_AddItemToArray(list, settings);
    }
    return list;
}

static void stage_take(struct resource *r, const cJSON *output)
{
    const cJSON *log = aws_json_member(output, "accessLogSettings");
    cJSON *description = cJSON_CreateObject();

    r->found = kind_object("RestApiId", stage_api(r));
    cJSON_AddStringToObject(r->found, "StageName", aws_json_string(r->wanted, "StageName"));
    cJSON_AddStringToObject(r->found, "Deployment", aws_json_string(output, "deploymentId"));
    if (log) cJSON_AddItemToObject(description, "AccessLogSetting", kind_raised(log));
    cJSON_AddItemToObject(description, "MethodSettings",
                          stage_method_settings(aws_json_member(output, "methodSettings")));
    cJSON_AddItemToObject(r->found, "StageDescription", description);
    text_copy(r->reference, sizeof r->reference, aws_json_string(output, "deploymentId"));
}

static int stage_read(struct deploy *deploy, struct resource *r)
{
    char path[API_URL_SIZE];
    cJSON *output;

    if (!*stage_api(r)) return 0; /* the API is not there */
    output = kind_rest(deploy, &aws_apigateway, "GET", stage_url(r, path), NULL, NULL);
    if (!output) return kind_error_is(deploy, "NotFoundException") ? 0 : -1;
    stage_take(r, output);
    cJSON_Delete(output);
    snprintf(path, sizeof path, "/restapis/%s/deployments", stage_api(r));
    return api_each(deploy, path, "", stage_see_deployment, r);
}

/* AWS: the ARN of a group, as CloudFormation gives it, ends in ":*"; API Gateway tells it without. */
static void stage_trim_log(struct resource *r)
{
    const cJSON *log = aws_json_member(aws_json_member(r->wanted, "StageDescription"), "AccessLogSetting");
    cJSON *arn = cJSON_GetObjectItemCaseSensitive(log, "DestinationArn");
    size_t length = cJSON_IsString(arn) ? strlen(arn->valuestring) : 0;

    if (length > 2 && !strcmp(arn->valuestring + length - 2, ":*")) arn->valuestring[length - 2] = '\0';
}

/* The wanted description: a digest of what the API is to be. */
static int stage_prepare(struct deploy *deploy, struct resource *r)
{
    const struct resource *api = deploy_resource_of(deploy, kind_api.type, stage_api(r));
    char digest[AWS_SHA256_HEX], description[64];
    struct text body;

    text_init(&body, STAGE_BODY_MAX);
    if (api) aws_json_print(aws_json_member(api->wanted, "Body"), &body);
    aws_sha256_hex(text_string(&body), body.length, digest);
    text_release(&body);
    snprintf(description, sizeof description, "definition %.*s", STAGE_DIGITS, digest);
    cJSON_AddStringToObject(r->wanted, "Description", description);
    stage_trim_log(r);
    return 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

static int stage_create(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "StageName", "Description", NULL };
    cJSON *wanted = kind_pick(r->wanted, members), *input = kind_lowered(wanted);
    char path[API_URL_SIZE];

    cJSON_Delete(wanted);
    snprintf(path, sizeof path, "/restapis/%s/deployments", stage_api(r));
    return kind_rest_do(deploy, &aws_apigateway, "POST", path, input);
}

/* "/ RESOURCE / METHOD", without the blanks: where API Gateway has a method's settings. */
static void stage_settings_path(const cJSON *settings, char path[STAGE_NAME_SIZE])
{
    const char *resource = aws_json_string(settings, "ResourcePath"), *method = aws_json_string(settings, "HttpMethod");

    snprintf(path, STAGE_NAME_SIZE, "%s/%s", resource ? resource : "", method ? method : "");
}

static void stage_set_method(cJSON *input, const cJSON *settings)
{
    static const char *const names[][2] = { { "ThrottlingRateLimit", "throttling/rateLimit" },
                                            { "ThrottlingBurstLimit", "throttling/burstLimit" } };
    char base[STAGE_NAME_SIZE], path[STAGE_NAME_SIZE + 32], value[32];

    stage_settings_path(settings, base);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *member = aws_json_member(settings, names[i][0]);

        if (!member) continue;
        snprintf(path, sizeof path, "%s/%s", base, names[i][1]);
        snprintf(value, sizeof value, "%.17g", member->valuedouble);
        api_patch_add(input, "replace", path, value);
    }
}

static const cJSON *stage_settings(const cJSON *properties)
{
    return aws_json_member(aws_json_member(properties, "StageDescription"), "MethodSettings");
}

static bool stage_wants_method(const struct resource *r, const char *path)
{
    const cJSON *settings;

    cJSON_ArrayForEach(settings, stage_settings(r->wanted))
    {
        char other[STAGE_NAME_SIZE];

        stage_settings_path(settings, other);
        if (!strcmp(path, other)) return true;
    }
    return false;
}

static void stage_set_methods(cJSON *input, const struct resource *r)
{
    const cJSON *settings;
    char path[STAGE_NAME_SIZE];

    cJSON_ArrayForEach(settings, stage_settings(r->found))
    {
        stage_settings_path(settings, path);
        if (!stage_wants_method(r, path)) api_patch_add(input, "remove", path, NULL);
    }
    cJSON_ArrayForEach(settings, stage_settings(r->wanted)) stage_set_method(input, settings);
}

static int stage_describe(struct deploy *deploy, struct resource *r)
{
    const cJSON *log = aws_json_member(aws_json_member(r->wanted, "StageDescription"), "AccessLogSetting");
    cJSON *input = cJSON_CreateObject();
    char path[API_URL_SIZE];

    if (log) {
        api_patch_add(input, "replace", "/accessLogSettings/destinationArn", aws_json_string(log, "DestinationArn"));
        api_patch_add(input, "replace", "/accessLogSettings/format", aws_json_string(log, "Format"));
    }
    stage_set_methods(input, r);
    return kind_rest_do(deploy, &aws_apigateway, "PATCH", stage_url(r, path), input);
}

static int stage_update(struct deploy *deploy, struct resource *r, const char *where)
{
    return !strcmp(where, "StageDescription") ? stage_describe(deploy, r) : stage_create(deploy, r);
}

static int stage_remove(struct deploy *deploy, struct resource *r)
{
    char path[API_URL_SIZE];

    return kind_rest_do(deploy, &aws_apigateway, "DELETE", stage_url(r, path), NULL);
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

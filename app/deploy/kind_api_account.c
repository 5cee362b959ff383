/* AWS::ApiGateway::Account: the role by which the APIs of a region write to CloudWatch Logs.
 *
 * There is one for all of them, so it is set only where there is none (the template's condition sees to that), and at
 * the end it stays, with its role, while another API of the region logs. */
#include "app/deploy/kind_api_account.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_api.h"
#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

static const char account_path[] = "/account";

/* The ARN of the role that is set, "" where none is. */
static int account_role(struct deploy *deploy, char role[DEPLOY_ARN_SIZE])
{
    cJSON *output = kind_rest(deploy, &aws_apigateway, "GET", account_path, NULL, NULL);

    text_copy(role, DEPLOY_ARN_SIZE, aws_json_string(output, "cloudwatchRoleArn"));
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int api_account_has_another(struct deploy *deploy, const char *role, bool *has_another)
{
    char set[DEPLOY_ARN_SIZE];

    if (account_role(deploy, set)) return -1;
    *has_another = *set && strcmp(set, role) != 0;
    return 0;
}

static int account_read(struct deploy *deploy, struct resource *r)
{
    const char *wanted = aws_json_string(r->wanted, "CloudWatchRoleArn");
    char role[DEPLOY_ARN_SIZE];

    if (account_role(deploy, role)) return -1;
    if (!*role || strcmp(role, wanted) != 0) return 0;
    r->found = kind_object("CloudWatchRoleArn", role);
    text_copy(r->reference, sizeof r->reference, role);
    return 0;
}

static int account_set(struct deploy *deploy, const char *role)
{
    cJSON *input = cJSON_CreateObject();

    api_patch_add(input, "replace", "/cloudwatchRoleArn", role);
    return kind_rest_do(deploy, &aws_apigateway, "PATCH", account_path, input);
}

static int account_create(struct deploy *deploy, struct resource *r)
{
    return account_set(deploy, aws_json_string(r->wanted, "CloudWatchRoleArn"));
}

/* --- does another API log? ------------------------------------------------------------------------------------ */

static bool account_stage_logs(const cJSON *stage)
{
    const cJSON *settings;

    if (aws_json_string(aws_json_member(stage, "accessLogSettings"), "destinationArn")) return true;
    cJSON_ArrayForEach(settings, aws_json_member(stage, "methodSettings"))
    {
        const char *level = aws_json_string(settings, "loggingLevel");

        if (level && strcmp(level, "OFF") != 0) return true;
    }
    return false;
}

/* Collects the ids of APIs. */
static bool account_see_api(struct resource *r, const cJSON *api)
{
    cJSON_AddItemToArray(cJSON_GetObjectItem(r->found, "Apis"), cJSON_CreateString(aws_json_string(api, "id")));
    return false;
}

static int account_api_logs(struct deploy *deploy, const char *id, bool *logs)
{
    char path[API_URL_SIZE];
    cJSON *output;
    const cJSON *stage;

    snprintf(path, sizeof path, "/restapis/%s/stages", id);
    output = kind_rest(deploy, &aws_apigateway, "GET", path, NULL, NULL);
    cJSON_ArrayForEach(stage, aws_json_member(output, "item")) *logs = *logs || account_stage_logs(stage);
    cJSON_Delete(output);
    return output || kind_error_is(deploy, "NotFoundException") ? 0 : -1;
}

/* AWS: of the newer kind of APIs, those of WebSockets log by this role, too. Any that is there counts. */
static int account_has_websockets(struct deploy *deploy, bool *has)
{
    cJSON *output = kind_rest(deploy, &aws_apigateway, "GET", "/v2/apis", "maxResults=500", NULL);
    const cJSON *api;

    cJSON_ArrayForEach(api, aws_json_member(output, "items"))
    {
        const char *protocol = aws_json_string(api, "protocolType");

        *has = *has || (protocol && !strcmp(protocol, "WEBSOCKET"));
    }
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int account_is_needed(struct deploy *deploy, struct resource *r, bool *is_needed)
{
    const cJSON *id;

    cJSON_AddArrayToObject(r->found, "Apis");
    if (account_has_websockets(deploy, is_needed) || api_each(deploy, "/restapis", "", account_see_api, r)) return -1;
    cJSON_ArrayForEach(id, aws_json_member(r->found, "Apis"))
    {
        if (account_api_logs(deploy, cJSON_GetStringValue(id), is_needed)) return -1;
    }
    return 0;
}

/* The setting stays, and so does the role. */
static void account_stay(struct deploy *deploy, struct resource *r)
{
    const char *role = aws_json_string(r->found, "CloudWatchRoleArn");

    r->stays = true;
    for (size_t i = 0; i < deploy->count; i++)
        if (!strcmp(deploy->resources[i].arn, role)) deploy->resources[i].stays = true;
}

static int account_remove(struct deploy *deploy, struct resource *r)
{
    bool is_needed = false;

    if (account_is_needed(deploy, r, &is_needed)) return -1;
    if (!is_needed) return account_set(deploy, "");
    account_stay(deploy, r);
    return 0;
}

const struct resource_kind kind_api_account = {
    .type = "AWS::ApiGateway::Account",
    .label = "account's log role",
    .name = "CloudWatchRoleArn",
    .read = account_read,
    .create = account_create,
    .remove = account_remove,
};

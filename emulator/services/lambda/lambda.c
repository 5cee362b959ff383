/* AWS Lambda: functions as processes that speak the Runtime API. https://docs.aws.amazon.com/lambda/latest/api/ */
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/lambda/lambda_aliases.h"
#include "emulator/services/lambda/lambda_asks.h"
#include "emulator/services/lambda/lambda_code.h"
#include "emulator/services/lambda/lambda_code_source.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_event_config.h"
#include "emulator/services/lambda/lambda_events.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_functions.h"
#include "emulator/services/lambda/lambda_invoke.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_shapes.h"
#include "emulator/services/lambda/lambda_store.h"
#include "emulator/services/lambda/lambda_versions.h"
#include "emulator/wire/codecs.h"

#define FUNCTIONS    "/2015-03-31/functions"
#define FUNCTION     FUNCTIONS "/{FunctionName}"
#define EVENT_CONFIG "/2019-09-25/functions/{FunctionName}/event-invoke-config"

static const struct operation operations[] = {
    { "Invoke", &LambdaInvocationRequest, &LambdaInvocationResponse, lambda_invoke, ASYNC,
      .rest = { "POST", FUNCTION "/invocations" }, .action = "lambda:InvokeFunction", .asks = lambda_ask_function },
    { "CreateFunction", &LambdaCreateFunctionRequest, &LambdaFunctionConfiguration, lambda_create_function, WRITES,
      .rest = { "POST", FUNCTIONS, 201 }, .check = lambda_code_check, .asks = lambda_ask_function_role },
    { "ListFunctions", &LambdaListFunctionsRequest, &LambdaListFunctionsResponse, lambda_list_functions, 0,
      .rest = { "GET", FUNCTIONS } },
    { "GetFunction", &LambdaGetFunctionRequest, &LambdaGetFunctionResponse, lambda_get_function, 0,
      .rest = { "GET", FUNCTION }, .asks = lambda_ask_function },
    { "GetFunctionConfiguration", &LambdaGetFunctionConfigurationRequest, &LambdaFunctionConfiguration,
      lambda_get_function_configuration, 0, .rest = { "GET", FUNCTION "/configuration" }, .asks = lambda_ask_function },
    { "UpdateFunctionCode", &LambdaUpdateFunctionCodeRequest, &LambdaFunctionConfiguration, lambda_update_function_code,
      WRITES, .rest = { "PUT", FUNCTION "/code" }, .check = lambda_code_check, .asks = lambda_ask_function },
    { "UpdateFunctionConfiguration", &LambdaUpdateFunctionConfigurationRequest, &LambdaFunctionConfiguration,
      lambda_update_function_configuration, WRITES, .rest = { "PUT", FUNCTION "/configuration" },
      .asks = lambda_ask_function_role },
    { "DeleteFunction", &LambdaDeleteFunctionRequest, &LambdaDeleteFunctionResponse, lambda_delete_function, WRITES,
      .rest = { "DELETE", FUNCTION, 204 }, .asks = lambda_ask_function },
    { "PublishVersion", &LambdaPublishVersionRequest, &LambdaFunctionConfiguration, lambda_publish_version, WRITES,
      .rest = { "POST", FUNCTION "/versions", 201 }, .asks = lambda_ask_function },
    { "ListVersionsByFunction", &LambdaListVersionsByFunctionRequest, &LambdaListVersionsByFunctionResponse,
      lambda_list_versions_by_function, 0, .rest = { "GET", FUNCTION "/versions" }, .asks = lambda_ask_function },
    { "CreateAlias", &LambdaCreateAliasRequest, &LambdaAliasConfiguration, lambda_create_alias, WRITES,
      .rest = { "POST", FUNCTION "/aliases", 201 }, .asks = lambda_ask_function },
    { "GetAlias", &LambdaGetAliasRequest, &LambdaAliasConfiguration, lambda_get_alias, 0,
      .rest = { "GET", FUNCTION "/aliases/{Name}" }, .asks = lambda_ask_function },
    { "UpdateAlias", &LambdaUpdateAliasRequest, &LambdaAliasConfiguration, lambda_update_alias, WRITES,
      .rest = { "PUT", FUNCTION "/aliases/{Name}" }, .asks = lambda_ask_function },
    { "DeleteAlias", &LambdaDeleteAliasRequest, &Nothing, lambda_delete_alias, WRITES,
      .rest = { "DELETE", FUNCTION "/aliases/{Name}", 204 }, .asks = lambda_ask_function },
    { "ListAliases", &LambdaListAliasesRequest, &LambdaListAliasesResponse, lambda_list_aliases, 0,
      .rest = { "GET", FUNCTION "/aliases" }, .asks = lambda_ask_function },
    { "AddPermission", &LambdaAddPermissionRequest, &LambdaAddPermissionResponse, lambda_add_permission, WRITES,
      .rest = { "POST", FUNCTION "/policy", 201 }, .asks = lambda_ask_function },
    { "GetPolicy", &LambdaGetPolicyRequest, &LambdaGetPolicyResponse, lambda_get_policy, 0,
      .rest = { "GET", FUNCTION "/policy" }, .asks = lambda_ask_function },
    { "RemovePermission", &LambdaRemovePermissionRequest, &Nothing, lambda_remove_permission, WRITES,
      .rest = { "DELETE", FUNCTION "/policy/{StatementId}", 204 }, .asks = lambda_ask_function },
    { "PutFunctionEventInvokeConfig", &LambdaPutFunctionEventInvokeConfigRequest, &LambdaFunctionEventInvokeConfig,
      lambda_put_function_event_invoke_config, WRITES, .rest = { "PUT", EVENT_CONFIG }, .asks = lambda_ask_function },
    { "UpdateFunctionEventInvokeConfig", &LambdaUpdateFunctionEventInvokeConfigRequest,
      &LambdaFunctionEventInvokeConfig, lambda_update_function_event_invoke_config, WRITES,
      .rest = { "POST", EVENT_CONFIG }, .asks = lambda_ask_function },
    { "GetFunctionEventInvokeConfig", &LambdaGetFunctionEventInvokeConfigRequest, &LambdaFunctionEventInvokeConfig,
      lambda_get_function_event_invoke_config, .rest = { "GET", EVENT_CONFIG }, .asks = lambda_ask_function },
    { "DeleteFunctionEventInvokeConfig", &LambdaDeleteFunctionEventInvokeConfigRequest, &Nothing,
      lambda_delete_function_event_invoke_config, WRITES, .rest = { "DELETE", EVENT_CONFIG, 204 },
      .asks = lambda_ask_function },
    { "ListFunctionEventInvokeConfigs", &LambdaListFunctionEventInvokeConfigsRequest,
      &LambdaListFunctionEventInvokeConfigsResponse, lambda_list_function_event_invoke_configs,
      .rest = { "GET", EVENT_CONFIG "/list" }, .asks = lambda_ask_function },
    { 0 },
};

static int start(void)
{
    lambda_pool_start();
    lambda_code_sweep_later();
    return 0;
}

#define CODE "/_nube/lambda/code/"

/* The zip that GetFunction points to, by its ID behind the slash. */
static void code_serve(const struct http_request *request, struct http_response *response)
{
    struct span zip = { NULL, 0 };
    int64_t id;

    if (span_int(span_sub(request->path, sizeof CODE - 1, SIZE_MAX), &id)) zip = lambda_store_zip(request->arena, id);
    http_response_text(response, zip.data ? 200 : 404, "application/zip", zip);
}

static const struct page pages[] = { { "GET", CODE "*", code_serve }, { 0 } };

static const char *const policy_tables[] = { "lambda_function", "lambda_policy", NULL };

const struct service lambda_service = {
    .name = "lambda",
    .title = "AWS Lambda",
    .codecs = CODECS(&rest_json),
    .wire = WIRE_TYPE,
    .skew_minutes = 5, /* AWS: measured */
    .operations = operations,
    .resource_policy = lambda_function_policy,
    .resource_tags = lambda_function_tags,
    .policy_tables = policy_tables,
    .schema = lambda_schema,
    .start = start,
    .stop = lambda_pool_stop,
    .reset = lambda_pool_reset,
    .deliveries = DELIVERIES(&lambda_event_delivery, &lambda_destination_delivery),
    .pages = pages,
};

/* AWS Lambda: functions as processes that speak the Runtime API. https://docs.aws.amazon.com/lambda/latest/api/ */
#include <stdio.h>

#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/lambda/lambda_aliases.h"
#include "emulator/services/lambda/lambda_asks.h"
#include "emulator/services/lambda/lambda_code.h"
#include "emulator/services/lambda/lambda_code_source.h"
#include "emulator/services/lambda/lambda_code_signing.h"
#include "emulator/services/lambda/lambda_concurrency.h"
#include "emulator/services/lambda/lambda_destination.h"
#include "emulator/services/lambda/lambda_event_config.h"
#include "emulator/services/lambda/lambda_events.h"
#include "emulator/services/lambda/lambda_faults.h"
#include "emulator/services/lambda/lambda_functions.h"
#include "emulator/services/lambda/lambda_interpreter.h"
#include "emulator/services/lambda/lambda_invoke.h"
#include "emulator/services/lambda/lambda_layer_policy.h"
#include "emulator/services/lambda/lambda_layers.h"
#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_policy.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "emulator/services/lambda/lambda_progress.h"
#include "emulator/services/lambda/lambda_provision.h"
#include "emulator/services/lambda/lambda_recursion.h"
#include "emulator/services/lambda/lambda_runtime_management.h"
#include "emulator/services/lambda/lambda_shapes.h"
#include "emulator/services/lambda/lambda_source_pollers.h"
#include "emulator/services/lambda/lambda_sources.h"
#include "emulator/services/lambda/lambda_store.h"
#include "emulator/services/lambda/lambda_tags.h"
#include "emulator/services/lambda/lambda_url_live.h"
#include "emulator/services/lambda/lambda_url_plane.h"
#include "emulator/services/lambda/lambda_urls.h"
#include "emulator/services/lambda/lambda_versions.h"
#include "emulator/wire/codecs.h"

#define FUNCTIONS        "/2015-03-31/functions"
#define FUNCTION         FUNCTIONS "/{FunctionName}"
#define PROVISIONED      "/2019-09-30/functions/{FunctionName}/provisioned-concurrency"
#define RECURSION        "/2024-08-31/functions/{FunctionName}/recursion-config"
#define MANAGEMENT       "/2021-07-20/functions/{FunctionName}/runtime-management-config"
#define URL              "/2021-10-31/functions/{FunctionName}/url"
#define SIGNINGS         "/2020-04-22/code-signing-configs"
#define SIGNING          SIGNINGS "/{CodeSigningConfigArn}"
#define FUNCTION_SIGNING "/2020-06-30/functions/{FunctionName}/code-signing-config"
#define TAGS             "/2017-03-31/tags/{Resource}"
#define LAYERS           "/2018-10-31/layers"
#define LAYER            LAYERS "/{LayerName}/versions"
#define LAYER_VERSION    LAYER "/{VersionNumber}"
#define EVENT_CONFIG     "/2019-09-25/functions/{FunctionName}/event-invoke-config"
#define SOURCES          "/2015-03-31/event-source-mappings"
#define SOURCE           SOURCES "/{UUID}"

static const struct operation operations[] = {
    { "Invoke", &LambdaInvocationRequest, &LambdaInvocationResponse, lambda_invoke, ASYNC,
      .rest = { "POST", FUNCTION "/invocations" }, .action = "lambda:InvokeFunction", .asks = lambda_ask_function },
    { "InvokeWithResponseStream", &LambdaInvokeWithResponseStreamRequest, &LambdaInvokeWithResponseStreamResponse,
      lambda_invoke_with_response_stream, ASYNC | STREAMS_OUT, .action = "lambda:InvokeFunction",
      .rest = { "POST", "/2021-11-15/functions/{FunctionName}/response-streaming-invocations" },
      .asks = lambda_ask_function },
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
    { "PutFunctionConcurrency", &LambdaPutFunctionConcurrencyRequest, &LambdaConcurrency,
      lambda_put_function_concurrency, WRITES, .rest = { "PUT", "/2017-10-31/functions/{FunctionName}/concurrency" },
      .asks = lambda_ask_function },
    { "GetFunctionConcurrency", &LambdaGetFunctionConcurrencyRequest, &LambdaGetFunctionConcurrencyResponse,
      lambda_get_function_concurrency, 0, .rest = { "GET", "/2019-09-30/functions/{FunctionName}/concurrency" },
      .asks = lambda_ask_function },
    { "DeleteFunctionConcurrency", &LambdaDeleteFunctionConcurrencyRequest, &Nothing,
      lambda_delete_function_concurrency, WRITES,
      .rest = { "DELETE", "/2017-10-31/functions/{FunctionName}/concurrency", 204 }, .asks = lambda_ask_function },
    { "PutProvisionedConcurrencyConfig", &LambdaPutProvisionedConcurrencyConfigRequest,
      &LambdaPutProvisionedConcurrencyConfigResponse, lambda_put_provisioned_concurrency_config, WRITES,
      .rest = { "PUT", PROVISIONED, 202 }, .asks = lambda_ask_function },
    { "GetProvisionedConcurrencyConfig", &LambdaGetProvisionedConcurrencyConfigRequest,
      &LambdaGetProvisionedConcurrencyConfigResponse, lambda_get_provisioned_concurrency_config, 0,
      .rest = { "GET", PROVISIONED }, .asks = lambda_ask_function },
    { "DeleteProvisionedConcurrencyConfig", &LambdaDeleteProvisionedConcurrencyConfigRequest, &Nothing,
      lambda_delete_provisioned_concurrency_config, WRITES, .rest = { "DELETE", PROVISIONED, 204 },
      .asks = lambda_ask_function },
    { "ListProvisionedConcurrencyConfigs", &LambdaListProvisionedConcurrencyConfigsRequest,
      &LambdaListProvisionedConcurrencyConfigsResponse, lambda_list_provisioned_concurrency_configs, 0,
      .rest = { "GET", PROVISIONED "?List=ALL" }, .asks = lambda_ask_function },
    { "GetAccountSettings", &LambdaGetAccountSettingsRequest, &LambdaGetAccountSettingsResponse,
      lambda_get_account_settings, 0, .rest = { "GET", "/2016-08-19/account-settings" } },
    { "PutFunctionRecursionConfig", &LambdaPutFunctionRecursionConfigRequest, &LambdaPutFunctionRecursionConfigResponse,
      lambda_put_function_recursion_config, WRITES, .rest = { "PUT", RECURSION }, .asks = lambda_ask_function },
    { "GetFunctionRecursionConfig", &LambdaGetFunctionRecursionConfigRequest, &LambdaGetFunctionRecursionConfigResponse,
      lambda_get_function_recursion_config, 0, .rest = { "GET", RECURSION }, .asks = lambda_ask_function },
    { "PutRuntimeManagementConfig", &LambdaPutRuntimeManagementConfigRequest, &LambdaPutRuntimeManagementConfigResponse,
      lambda_put_runtime_management_config, WRITES, .rest = { "PUT", MANAGEMENT }, .asks = lambda_ask_function },
    { "GetRuntimeManagementConfig", &LambdaGetRuntimeManagementConfigRequest, &LambdaGetRuntimeManagementConfigResponse,
      lambda_get_runtime_management_config, 0, .rest = { "GET", MANAGEMENT }, .asks = lambda_ask_function },
    { "CreateFunctionUrlConfig", &LambdaCreateFunctionUrlConfigRequest, &LambdaCreateFunctionUrlConfigResponse,
      lambda_create_function_url_config, WRITES, .rest = { "POST", URL, 201 }, .asks = lambda_ask_function },
    { "GetFunctionUrlConfig", &LambdaGetFunctionUrlConfigRequest, &LambdaGetFunctionUrlConfigResponse,
      lambda_get_function_url_config, 0, .rest = { "GET", URL }, .asks = lambda_ask_function },
    { "UpdateFunctionUrlConfig", &LambdaUpdateFunctionUrlConfigRequest, &LambdaUpdateFunctionUrlConfigResponse,
      lambda_update_function_url_config, WRITES, .rest = { "PUT", URL }, .asks = lambda_ask_function },
    { "DeleteFunctionUrlConfig", &LambdaDeleteFunctionUrlConfigRequest, &Nothing, lambda_delete_function_url_config,
      WRITES, .rest = { "DELETE", URL, 204 }, .asks = lambda_ask_function },
    { "ListFunctionUrlConfigs", &LambdaListFunctionUrlConfigsRequest, &LambdaListFunctionUrlConfigsResponse,
      lambda_list_function_url_configs, 0, .rest = { "GET", URL "s" }, .asks = lambda_ask_function },
    { "CreateCodeSigningConfig", &LambdaCreateCodeSigningConfigRequest, &LambdaCreateCodeSigningConfigResponse,
      lambda_create_code_signing_config, WRITES, .rest = { "POST", SIGNINGS, 201 } },
    { "GetCodeSigningConfig", &LambdaGetCodeSigningConfigRequest, &LambdaGetCodeSigningConfigResponse,
      lambda_get_code_signing_config, 0, .rest = { "GET", SIGNING }, .asks = lambda_ask_code_signing },
    { "UpdateCodeSigningConfig", &LambdaUpdateCodeSigningConfigRequest, &LambdaUpdateCodeSigningConfigResponse,
      lambda_update_code_signing_config, WRITES, .rest = { "PUT", SIGNING }, .asks = lambda_ask_code_signing },
    { "DeleteCodeSigningConfig", &LambdaDeleteCodeSigningConfigRequest, &LambdaDeleteCodeSigningConfigResponse,
      lambda_delete_code_signing_config, WRITES, .rest = { "DELETE", SIGNING, 204 }, .asks = lambda_ask_code_signing },
    { "ListCodeSigningConfigs", &LambdaListCodeSigningConfigsRequest, &LambdaListCodeSigningConfigsResponse,
      lambda_list_code_signing_configs, 0, .rest = { "GET", SIGNINGS } },
    { "ListFunctionsByCodeSigningConfig", &LambdaListFunctionsByCodeSigningConfigRequest,
      &LambdaListFunctionsByCodeSigningConfigResponse, lambda_list_functions_by_code_signing_config, 0,
      .rest = { "GET", SIGNING "/functions" }, .asks = lambda_ask_code_signing },
    { "PutFunctionCodeSigningConfig", &LambdaPutFunctionCodeSigningConfigRequest,
      &LambdaPutFunctionCodeSigningConfigResponse, lambda_put_function_code_signing_config, WRITES,
      .rest = { "PUT", FUNCTION_SIGNING }, .asks = lambda_ask_function_code_signing },
    { "GetFunctionCodeSigningConfig", &LambdaGetFunctionCodeSigningConfigRequest,
      &LambdaGetFunctionCodeSigningConfigResponse, lambda_get_function_code_signing_config, 0,
      .rest = { "GET", FUNCTION_SIGNING }, .asks = lambda_ask_function },
    { "DeleteFunctionCodeSigningConfig", &LambdaDeleteFunctionCodeSigningConfigRequest, &Nothing,
      lambda_delete_function_code_signing_config, WRITES, .rest = { "DELETE", FUNCTION_SIGNING, 204 },
      .asks = lambda_ask_function },
    { "TagResource", &LambdaTagResourceRequest, &Nothing, lambda_tag_resource, WRITES, .rest = { "POST", TAGS, 204 },
      .asks = lambda_ask_resource },
    { "UntagResource", &LambdaUntagResourceRequest, &Nothing, lambda_untag_resource, WRITES,
      .rest = { "DELETE", TAGS, 204 }, .asks = lambda_ask_resource },
    { "ListTags", &LambdaListTagsRequest, &LambdaListTagsResponse, lambda_list_tags, 0, .rest = { "GET", TAGS },
      .asks = lambda_ask_resource },
    { "InvokeAsync", &LambdaInvokeAsyncRequest, &LambdaInvokeAsyncResponse, lambda_invoke_async, ASYNC,
      .rest = { "POST", "/2014-11-13/functions/{FunctionName}/invoke-async", 202 }, .action = "lambda:InvokeFunction",
      .asks = lambda_ask_function },
    { "PublishLayerVersion", &LambdaPublishLayerVersionRequest, &LambdaPublishLayerVersionResponse,
      lambda_publish_layer_version, WRITES, .rest = { "POST", LAYER, 201 }, .check = lambda_code_check,
      .asks = lambda_ask_layer },
    { "GetLayerVersion", &LambdaGetLayerVersionRequest, &LambdaGetLayerVersionResponse, lambda_get_layer_version, 0,
      .rest = { "GET", LAYER_VERSION }, .asks = lambda_ask_layer_version },
    { "GetLayerVersionByArn", &LambdaGetLayerVersionByArnRequest, &LambdaGetLayerVersionResponse,
      lambda_get_layer_version_by_arn, 0, .rest = { "GET", LAYERS "?find=LayerVersion" },
      .action = "lambda:GetLayerVersion", .asks = lambda_ask_layer_version },
    { "DeleteLayerVersion", &LambdaDeleteLayerVersionRequest, &Nothing, lambda_delete_layer_version, WRITES,
      .rest = { "DELETE", LAYER_VERSION, 204 }, .asks = lambda_ask_layer_version },
    { "ListLayerVersions", &LambdaListLayerVersionsRequest, &LambdaListLayerVersionsResponse,
      lambda_list_layer_versions, 0, .rest = { "GET", LAYER } },
    { "ListLayers", &LambdaListLayersRequest, &LambdaListLayersResponse, lambda_list_layers, 0,
      .rest = { "GET", LAYERS } },
    { "AddLayerVersionPermission", &LambdaAddLayerVersionPermissionRequest, &LambdaAddLayerVersionPermissionResponse,
      lambda_add_layer_version_permission, WRITES, .rest = { "POST", LAYER_VERSION "/policy", 201 },
      .asks = lambda_ask_layer_version },
    { "RemoveLayerVersionPermission", &LambdaRemoveLayerVersionPermissionRequest, &Nothing,
      lambda_remove_layer_version_permission, WRITES, .rest = { "DELETE", LAYER_VERSION "/policy/{StatementId}", 204 },
      .asks = lambda_ask_layer_version },
    { "GetLayerVersionPolicy", &LambdaGetLayerVersionPolicyRequest, &LambdaGetLayerVersionPolicyResponse,
      lambda_get_layer_version_policy, 0, .rest = { "GET", LAYER_VERSION "/policy" },
      .asks = lambda_ask_layer_version },
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
    { "CreateEventSourceMapping", &LambdaCreateEventSourceMappingRequest, &LambdaEventSourceMappingConfiguration,
      lambda_create_event_source_mapping, WRITES, .rest = { "POST", SOURCES, 202 } },
    { "GetEventSourceMapping", &LambdaGetEventSourceMappingRequest, &LambdaEventSourceMappingConfiguration,
      lambda_get_event_source_mapping, .rest = { "GET", SOURCE }, .asks = lambda_ask_source },
    { "UpdateEventSourceMapping", &LambdaUpdateEventSourceMappingRequest, &LambdaEventSourceMappingConfiguration,
      lambda_update_event_source_mapping, WRITES, .rest = { "PUT", SOURCE, 202 }, .asks = lambda_ask_source },
    { "DeleteEventSourceMapping", &LambdaDeleteEventSourceMappingRequest, &LambdaEventSourceMappingConfiguration,
      lambda_delete_event_source_mapping, WRITES, .rest = { "DELETE", SOURCE, 202 }, .asks = lambda_ask_source },
    { "ListEventSourceMappings", &LambdaListEventSourceMappingsRequest, &LambdaListEventSourceMappingsResponse,
      lambda_list_event_source_mappings, .rest = { "GET", SOURCES } },
    { 0 },
};

/* 2 with words for what an option has that is wrong, before anything starts. */
static int configure(void)
{
    struct arena a = { 0 };
    const char *wrong = lambda_interpreter_settings_wrong(&a);

    if (wrong) fprintf(stderr, "nube: --lambda-runtime: %s\n", wrong);
    arena_release(&a);
    return wrong ? 2 : 0;
}

static const struct plane planes[] = {
    { "lambda",
      lambda_url_matches,
      { "InvokeFunctionUrl", &Nothing, &Nothing, lambda_url_serve, NO_DATABASE | ASKS_ITSELF,
        .action = "lambda:InvokeFunctionUrl" } },
    { 0 },
};

static int start(void)
{
    lambda_url_live_start();
    lambda_progress_start(lambda_function_updated);
    lambda_limits_start();
    lambda_pool_start();
    lambda_source_pollers_start();
    lambda_code_sweep_later();
    return 0;
}

static void stop(void)
{
    lambda_source_pollers_stop();
    lambda_progress_reset();
    lambda_pool_stop();
    lambda_limits_reset();
}

static void reset(void)
{
    lambda_source_pollers_reset();
    lambda_progress_reset();
    lambda_pool_reset();
    lambda_limits_reset();
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

#define LAYER_CODE "/_nube/lambda/layer/"

/* The same of a layer's version. */
static void layer_serve(const struct http_request *request, struct http_response *response)
{
    struct span zip = { NULL, 0 };
    int64_t id;

    if (span_int(span_sub(request->path, sizeof LAYER_CODE - 1, SIZE_MAX), &id))
        zip = lambda_layer_zip(request->arena, id);
    http_response_text(response, zip.data ? 200 : 404, "application/zip", zip);
}

static const struct page pages[] = { { "GET", CODE "*", code_serve }, { "GET", LAYER_CODE "*", layer_serve }, { 0 } };

static const char *const policy_tables[] = { "lambda_function", "lambda_policy", "lambda_layer", NULL };

const struct service lambda_service = {
    .name = "lambda",
    .title = "AWS Lambda",
    .codecs = CODECS(&rest_json),
    .wire = WIRE_TYPE,
    .skew_minutes = 5, /* AWS: measured */
    .body_bytes_max = LAMBDA_REQUEST_BYTES_MAX,
    .faults = &lambda_service_faults,
    .operations = operations,
    .resource_policy = lambda_resource_policy,
    .condition_keys = lambda_condition_keys,
    .resource_tags = lambda_function_tags,
    .policy_tables = policy_tables,
    .schema = lambda_schema,
    .configure = configure,
    .start = start,
    .stop = stop,
    .reset = reset,
    .is_idle = lambda_pool_is_idle,
    .chores = CHORES({ &lambda_provision, lambda_provision_step }),
    .deliveries = DELIVERIES(&lambda_event_delivery, &lambda_destination_delivery),
    .pages = pages,
    .planes = planes,
};

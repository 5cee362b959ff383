/* The two functions: their packages, settings and roles. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/deploy/deploy.h"

enum { FUNCTIONS_ZIP_MAX = 50 * 1024 * 1024, FUNCTIONS_MEMORY_MB = 128, FUNCTIONS_TIMEOUT_SECONDS = 30 };

/* Deploys the package of that name; `environment` is deleted. */
static int functions_deploy(struct deploy *deploy, const char *name, const char *package, enum deploy_role role,
                            cJSON *environment, char arn[LAMBDA_ARN_SIZE])
{
    struct lambda_function function = {
        .name = name,
        .role_arn = deploy->role_arns[role],
        .environment = environment,
        .memory_mb = FUNCTIONS_MEMORY_MB,
        .timeout_seconds = FUNCTIONS_TIMEOUT_SECONDS,
    };
    struct text zip;
    char path[4096];
    int failed = -1;

    if (deploy->options.function_endpoint)
        cJSON_AddStringToObject(environment, "AWS_ENDPOINT_URL", deploy->options.function_endpoint);
    text_init(&zip, FUNCTIONS_ZIP_MAX);
    snprintf(path, sizeof path, "%s/%s", deploy->options.functions, package);
    if (deploy_read_file(deploy, path, &zip)) {
        function.zip = zip.bytes;
        function.zip_length = zip.length;
        failed = lambda_ensure_function(deploy->client, &function, arn, &deploy->error);
    }
    text_release(&zip);
    cJSON_Delete(environment);
    return failed;
}

static cJSON *functions_server_environment(const struct deploy *deploy)
{
    cJSON *environment = cJSON_CreateObject();

    cJSON_AddStringToObject(environment, "ORDERS_TABLE", DEPLOY_TABLE);
    cJSON_AddStringToObject(environment, "CUSTOMER_INDEX", DEPLOY_CUSTOMER_INDEX);
    cJSON_AddStringToObject(environment, "ORDER_QUEUE_URL", deploy->queue_url);
    cJSON_AddStringToObject(environment, "ALLOWED_ORIGIN", deploy->options.allowed_origin);
    return environment;
}

static cJSON *functions_process_environment(const struct deploy *deploy)
{
    cJSON *environment = cJSON_CreateObject();

    cJSON_AddStringToObject(environment, "ORDERS_TABLE", DEPLOY_TABLE);
    cJSON_AddStringToObject(environment, "PAYMENT_URL", deploy->options.payment_url);
    cJSON_AddStringToObject(environment, "SHIPMENT_URL", deploy->options.shipment_url);
    cJSON_AddStringToObject(environment, "TOPIC_ARN", deploy->topic_arn);
    return environment;
}

int deploy_functions(struct deploy *deploy)
{
    if (functions_deploy(deploy, DEPLOY_SERVER, "app_server.zip", DEPLOY_ROLE_SERVER,
                         functions_server_environment(deploy), deploy->server_arn))
        return -1;
    return functions_deploy(deploy, DEPLOY_PROCESS, "process_order.zip", DEPLOY_ROLE_PROCESS,
                            functions_process_environment(deploy), deploy->process_arn);
}

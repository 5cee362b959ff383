/* AWS Lambda over its REST API, version 2015-03-31. */
#include "app/sdk/lambda_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_protocol.h"

enum { LAMBDA_PATH_SIZE = 256, LAMBDA_ZIP_TEXT_MAX = 70 * 1024 * 1024 };
enum { LAMBDA_POLLS_MAX = 120, LAMBDA_POLL_MS_MAX = 1000, LAMBDA_ROLE_ATTEMPTS = 12, LAMBDA_ROLE_PAUSE_MS = 2500 };
enum { LAMBDA_INVOKE_TIMEOUT_MS = 60000 };

static const struct aws_service lambda = { "LAMBDA", "lambda", "lambda", NULL };
static const char lambda_functions[] = "/2015-03-31/functions";

static void lambda_path(char path[LAMBDA_PATH_SIZE], const char *function_name, const char *rest)
{
    snprintf(path, LAMBDA_PATH_SIZE, "%s/%s%s", lambda_functions, function_name, rest);
}

/* The members that creation and configuration have in common. */
static cJSON *lambda_configuration(const struct lambda_function *function)
{
    cJSON *input = cJSON_CreateObject();

    cJSON_AddStringToObject(input, "Runtime", "provided.al2023");
    cJSON_AddStringToObject(input, "Handler", "bootstrap");
    cJSON_AddStringToObject(input, "Role", function->role_arn);
    cJSON_AddNumberToObject(input, "MemorySize", function->memory_mb);
    cJSON_AddNumberToObject(input, "Timeout", function->timeout_seconds);
    cJSON_AddItemToObject(cJSON_AddObjectToObject(input, "Environment"), "Variables",
                          cJSON_Duplicate(function->environment, 1));
    return input;
}

/* The packages are made of this machine's own programs. */
static void lambda_add_architecture(cJSON *input)
{
#ifdef __aarch64__
    const char *architecture = "arm64";
#else
    const char *architecture = "x86_64";
#endif

    cJSON_AddItemToArray(cJSON_AddArrayToObject(input, "Architectures"), cJSON_CreateString(architecture));
}

static void lambda_add_zip(cJSON *object, const struct lambda_function *function)
{
    struct text zip;

    text_init(&zip, LAMBDA_ZIP_TEXT_MAX);
    aws_base64_encode(&zip, function->zip, function->zip_length);
    cJSON_AddStringToObject(object, "ZipFile", text_string(&zip));
    text_release(&zip);
}

/* A role of a moment ago: "The role defined for the function cannot be assumed by Lambda." */
static bool lambda_role_is_unknown(const struct aws_error *error)
{
    return aws_error_is(error, "InvalidParameterValueException") && strstr(error->message, "cannot be assumed");
}

static int lambda_create(struct aws_client *client, const struct lambda_function *function, struct aws_error *error)
{
    unsigned attempt;

    for (attempt = 1;; attempt++) {
        cJSON *input = lambda_configuration(function), *output;

        cJSON_AddStringToObject(input, "FunctionName", function->name);
        lambda_add_architecture(input);
        lambda_add_zip(cJSON_AddObjectToObject(input, "Code"), function);
        output = aws_rest_call(client, &lambda, "POST", lambda_functions, NULL, input, error);
        cJSON_Delete(output);
        if (output) return 0;
        if (attempt == LAMBDA_ROLE_ATTEMPTS || !lambda_role_is_unknown(error)) return -1;
        aws_client_pause(LAMBDA_ROLE_PAUSE_MS);
    }
}

static cJSON *lambda_get_configuration(struct aws_client *client, const char *name, struct aws_error *error)
{
    char path[LAMBDA_PATH_SIZE];

    lambda_path(path, name, "/configuration");
    return aws_rest_call(client, &lambda, "GET", path, NULL, NULL, error);
}

static bool lambda_member_is(const cJSON *configuration, const char *member, const char *expected)
{
    const char *value = aws_json_string(configuration, member);

    return value && !strcmp(value, expected);
}

/* Waits for State Active and LastUpdateStatus other than InProgress; the ARN comes along. */
static int lambda_wait(struct aws_client *client, const char *name, char arn[LAMBDA_ARN_SIZE], struct aws_error *error)
{
    unsigned poll, pause_ms = 20;

    for (poll = 0; poll < LAMBDA_POLLS_MAX; poll++) {
        cJSON *configuration = lambda_get_configuration(client, name, error);
        bool is_pending = lambda_member_is(configuration, "State", "Pending") ||
                          lambda_member_is(configuration, "LastUpdateStatus", "InProgress");
        bool is_failed = lambda_member_is(configuration, "State", "Failed") ||
                         lambda_member_is(configuration, "LastUpdateStatus", "Failed");
        bool has_arn = text_copy(arn, LAMBDA_ARN_SIZE, aws_json_string(configuration, "FunctionArn")) && *arn;

        cJSON_Delete(configuration);
        if (!configuration) return -1;
        if (is_failed || !has_arn) {
            aws_error_set(error, AWS_ERROR_CLIENT, "function %s did not become active", name);
            return -1;
        }
        if (!is_pending) return 0;
        aws_client_pause(pause_ms);
        pause_ms = pause_ms * 2 < LAMBDA_POLL_MS_MAX ? pause_ms * 2 : LAMBDA_POLL_MS_MAX;
    }
    aws_error_set(error, AWS_ERROR_TIMEOUT, "function %s does not become active", name);
    return -1;
}

/* Does the function have this package already? Lambda tells its SHA-256 in base64. */
static bool lambda_code_is_same(const cJSON *configuration, const struct lambda_function *function)
{
    unsigned char digest[AWS_SHA256_BYTES];
    struct text encoded;
    bool is_same;

    text_init(&encoded, 2 * AWS_SHA256_BYTES);
    aws_sha256(function->zip, function->zip_length, digest);
    aws_base64_encode(&encoded, digest, sizeof digest);
    is_same = lambda_member_is(configuration, "CodeSha256", text_string(&encoded));
    text_release(&encoded);
    return is_same;
}

static int lambda_update_code(struct aws_client *client, const struct lambda_function *function,
                              struct aws_error *error)
{
    cJSON *input = cJSON_CreateObject(), *output;
    char path[LAMBDA_PATH_SIZE];

    lambda_add_zip(input, function);
    lambda_add_architecture(input);
    lambda_path(path, function->name, "/code");
    output = aws_rest_call(client, &lambda, "PUT", path, NULL, input, error);
    cJSON_Delete(output);
    return output ? 0 : -1;
}

static int lambda_update(struct aws_client *client, const struct lambda_function *function, const cJSON *configuration,
                         char arn[LAMBDA_ARN_SIZE], struct aws_error *error)
{
    char path[LAMBDA_PATH_SIZE];
    cJSON *output;

    if (!lambda_code_is_same(configuration, function) &&
        (lambda_update_code(client, function, error) || lambda_wait(client, function->name, arn, error)))
        return -1;
    lambda_path(path, function->name, "/configuration");
    output = aws_rest_call(client, &lambda, "PUT", path, NULL, lambda_configuration(function), error);
    cJSON_Delete(output);
    return output ? 0 : -1;
}

int lambda_ensure_function(struct aws_client *client, const struct lambda_function *function, char arn[LAMBDA_ARN_SIZE],
                           struct aws_error *error)
{
    cJSON *configuration = lambda_get_configuration(client, function->name, error);
    int failed;

    if (!configuration && !aws_error_is(error, "ResourceNotFoundException")) return -1;
    failed = configuration ? lambda_update(client, function, configuration, arn, error)
                           : lambda_create(client, function, error);
    cJSON_Delete(configuration);
    return failed ? -1 : lambda_wait(client, function->name, arn, error);
}

int lambda_ensure_permission(struct aws_client *client, const struct lambda_permission *permission,
                             struct aws_error *error)
{
    cJSON *input = cJSON_CreateObject(), *output;
    char path[LAMBDA_PATH_SIZE];

    cJSON_AddStringToObject(input, "StatementId", permission->statement_id);
    cJSON_AddStringToObject(input, "Action", "lambda:InvokeFunction");
    cJSON_AddStringToObject(input, "Principal", permission->principal);
    cJSON_AddStringToObject(input, "SourceArn", permission->source_arn);
    lambda_path(path, permission->function_name, "/policy");
    output = aws_rest_call(client, &lambda, "POST", path, NULL, input, error);
    cJSON_Delete(output);
    return output || aws_error_is(error, "ResourceConflictException") ? 0 : -1;
}

int lambda_invoke(struct aws_client *client, const char *function_name, const char *payload,
                  struct aws_http_response *response, char function_error[LAMBDA_ERROR_SIZE], struct aws_error *error)
{
    char path[LAMBDA_PATH_SIZE];
    struct aws_request request = {
        .service = &lambda,
        .method = "POST",
        .path = path,
        .body = payload,
        .body_length = strlen(payload),
        .headers = { { "Content-Type", "application/json" }, { "X-Amz-Invocation-Type", "RequestResponse" } },
        .timeout_ms = LAMBDA_INVOKE_TIMEOUT_MS,
    };

    lambda_path(path, function_name, "/invocations");
    if (aws_client_call(client, &request, response, error)) return -1;
    aws_http_response_header(response, "X-Amz-Function-Error", function_error, LAMBDA_ERROR_SIZE);
    return 0;
}

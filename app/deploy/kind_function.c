/* AWS::Lambda::Function and AWS::Lambda::Permission. The code is a package in the folder of the functions: the
 * template's S3Key is its name there. What is compared of it is its digest. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { FUNCTION_PATH_SIZE = 512, FUNCTION_ZIP_MAX = 50 * 1024 * 1024, FUNCTION_ZIP_TEXT_MAX = 70 * 1024 * 1024 };

static const char *function_path(const char *name, const char *rest, char path[FUNCTION_PATH_SIZE])
{
    snprintf(path, FUNCTION_PATH_SIZE, "/2015-03-31/functions/%s%s", name, rest);
    return path;
}

static const char *function_name(const struct resource *r)
{
    return aws_json_string(r->wanted, "FunctionName");
}

static bool function_member_is(const cJSON *configuration, const char *member, const char *expected)
{
    const char *value = aws_json_string(configuration, member);

    return value && !strcmp(value, expected);
}

/* --- the package ---------------------------------------------------------------------------------------------- */

static bool function_read_package(struct deploy *deploy, const struct resource *r, struct text *zip)
{
    const char *package = aws_json_string(aws_json_member(r->wanted, "Code"), "S3Key");
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", deploy->options.functions, package ? package : "");
    return deploy_read_file(deploy, path, zip);
}

/* Adds what Lambda would tell of the package: CodeSha256. */
static int function_prepare(struct deploy *deploy, struct resource *r)
{
    unsigned char digest[AWS_SHA256_BYTES];
    struct text zip, encoded;
    bool is_read;

    text_init(&zip, FUNCTION_ZIP_MAX);
    text_init(&encoded, AWS_SHA256_HEX);
    is_read = function_read_package(deploy, r, &zip);
    if (is_read) {
        aws_sha256(zip.bytes, zip.length, digest);
        aws_base64_encode(&encoded, digest, sizeof digest);
        cJSON_AddStringToObject(r->wanted, "CodeSha256", text_string(&encoded));
    }
    text_release(&encoded);
    text_release(&zip);
    return is_read ? 0 : -1;
}

/* Adds the package to a call's input, as "ZipFile". */
static int function_add_package(struct deploy *deploy, const struct resource *r, cJSON *input)
{
    struct text zip, encoded;
    bool is_read;

    text_init(&zip, FUNCTION_ZIP_MAX);
    text_init(&encoded, FUNCTION_ZIP_TEXT_MAX);
    is_read = function_read_package(deploy, r, &zip);
    if (is_read) {
        aws_base64_encode(&encoded, zip.bytes, zip.length);
        cJSON_AddStringToObject(input, "ZipFile", text_string(&encoded));
    }
    text_release(&encoded);
    text_release(&zip);
    return is_read ? 0 : -1;
}

/* --- reading -------------------------------------------------------------------------------------------------- */

static int function_read(struct deploy *deploy, struct resource *r)
{
    static const char *const members[] = { "FunctionName", "Runtime",    "Handler", "Architectures",
                                           "MemorySize",   "Timeout",    "Role",    "Code",
                                           "Environment",  "CodeSha256", NULL };
    char path[FUNCTION_PATH_SIZE];
    cJSON *output = kind_rest(deploy, &aws_lambda, "GET", function_path(function_name(r), "", path), NULL, NULL);
    const cJSON *configuration = aws_json_member(output, "Configuration"), *code = aws_json_member(r->wanted, "Code");

    if (!output) return kind_error_is(deploy, "ResourceNotFoundException") ? 0 : -1;
    r->found = kind_pick(configuration, members);
    if (code) cJSON_AddItemToObject(r->found, "Code", cJSON_Duplicate(code, 1)); /* CodeSha256 tells of it */
    text_copy(r->reference, sizeof r->reference, function_name(r));
    text_copy(r->arn, sizeof r->arn, aws_json_string(configuration, "FunctionArn"));
    kind_owner_from_map(r, aws_json_member(output, "Tags"));
    cJSON_Delete(output);
    return 0;
}

/* --- making --------------------------------------------------------------------------------------------------- */

/* Waits for State Active and LastUpdateStatus other than InProgress. */
static int function_wait(struct deploy *deploy, const struct resource *r)
{
    char path[FUNCTION_PATH_SIZE];
    unsigned polls = 0;

    function_path(function_name(r), "/configuration", path);
    do {
        cJSON *configuration = kind_rest(deploy, &aws_lambda, "GET", path, NULL, NULL);
        bool is_pending = function_member_is(configuration, "State", "Pending") ||
                          function_member_is(configuration, "LastUpdateStatus", "InProgress");
        bool is_failed = function_member_is(configuration, "State", "Failed") ||
                         function_member_is(configuration, "LastUpdateStatus", "Failed");
        const char *reason = aws_json_string(configuration, "LastUpdateStatusReason");

        if (!reason) reason = aws_json_string(configuration, "StateReason");
        if (is_failed) aws_error_set(&deploy->error, AWS_ERROR_CLIENT, "it failed: %.800s", reason ? reason : "");
        cJSON_Delete(configuration);
        if (!configuration || is_failed) return -1;
        if (!is_pending) return 0;
    } while (kind_wait(deploy, &polls, "active"));
    return -1;
}

/* The members that creation and configuration have in common. */
static cJSON *function_configuration(const struct resource *r)
{
    static const char *const members[] = { "Runtime", "Handler", "MemorySize", "Timeout", "Role", "Environment", NULL };

    return kind_pick(r->wanted, members);
}

static void function_add_architectures(const struct resource *r, cJSON *input)
{
    const cJSON *architectures = aws_json_member(r->wanted, "Architectures");

    if (architectures) cJSON_AddItemToObject(input, "Architectures", cJSON_Duplicate(architectures, 1));
}

static int function_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = function_configuration(r);

    cJSON_AddStringToObject(input, "FunctionName", function_name(r));
    function_add_architectures(r, input);
    cJSON_AddItemToObject(input, "Tags", kind_tag_map(deploy));
    if (function_add_package(deploy, r, cJSON_AddObjectToObject(input, "Code"))) {
        cJSON_Delete(input);
        return -1;
    }
    return kind_rest_do(deploy, &aws_lambda, "POST", "/2015-03-31/functions", input) || function_wait(deploy, r) ? -1
                                                                                                                 : 0;
}

static int function_update_code(struct deploy *deploy, const struct resource *r)
{
    cJSON *input = cJSON_CreateObject();
    char path[FUNCTION_PATH_SIZE];

    function_add_architectures(r, input);
    if (function_add_package(deploy, r, input)) {
        cJSON_Delete(input);
        return -1;
    }
    return kind_rest_do(deploy, &aws_lambda, "PUT", function_path(function_name(r), "/code", path), input);
}

static int function_update(struct deploy *deploy, struct resource *r, const char *where)
{
    char path[FUNCTION_PATH_SIZE];
    int failed;

    if (!strcmp(where, "CodeSha256") || !strcmp(where, "Architectures")) failed = function_update_code(deploy, r);
    else
        failed = kind_rest_do(deploy, &aws_lambda, "PUT", function_path(function_name(r), "/configuration", path),
                              function_configuration(r));
    return failed || function_wait(deploy, r) ? -1 : 0;
}

static int function_remove(struct deploy *deploy, struct resource *r)
{
    char path[FUNCTION_PATH_SIZE];

    return kind_rest_do(deploy, &aws_lambda, "DELETE", function_path(function_name(r), "", path), NULL);
}

const struct resource_kind kind_function = {
    .type = "AWS::Lambda::Function",
    .label = "function",
    .name = "FunctionName",
    .has_tags = true,
    .prepare = function_prepare,
    .read = function_read,
    .create = function_create,
    .update = function_update,
    .remove = function_remove,
};

/* --- permission ----------------------------------------------------------------------------------------------- */

/* A statement as the template would word it. */
static cJSON *permission_as_wanted(const cJSON *statement, const char *name)
{
    const cJSON *condition = aws_json_member(statement, "Condition");
    const char *source = aws_json_string(aws_json_member(condition, "ArnLike"), "AWS:SourceArn");
    const char *account = aws_json_string(aws_json_member(condition, "StringEquals"), "AWS:SourceAccount");
    const char *principal = aws_json_string(aws_json_member(statement, "Principal"), "Service");
    const char *action = aws_json_string(statement, "Action");
    cJSON *found = kind_object("FunctionName", name);

    cJSON_AddStringToObject(found, "Action", action ? action : "");
    cJSON_AddStringToObject(found, "Principal", principal ? principal : "");
    if (source) cJSON_AddStringToObject(found, "SourceArn", source);
    if (account) cJSON_AddStringToObject(found, "SourceAccount", account);
    return found;
}

static int permission_read(struct deploy *deploy, struct resource *r)
{
    char path[FUNCTION_PATH_SIZE];
    const char *policy;
    const cJSON *statement;
    cJSON *output, *document;

    if (!*function_name(r)) return 0; /* the function is not there */
    output = kind_rest(deploy, &aws_lambda, "GET", function_path(function_name(r), "/policy", path), NULL, NULL);
    if (!output) return kind_error_is(deploy, "ResourceNotFoundException") ? 0 : -1;
    policy = aws_json_string(output, "Policy");
    document = cJSON_Parse(policy ? policy : "");
    cJSON_ArrayForEach(statement, aws_json_member(document, "Statement"))
    {
        if (!function_member_is(statement, "Sid", r->id)) continue;
        r->found = permission_as_wanted(statement, function_name(r));
        text_copy(r->reference, sizeof r->reference, r->id);
    }
    cJSON_Delete(document);
    cJSON_Delete(output);
    return 0;
}

static int permission_create(struct deploy *deploy, struct resource *r)
{
    cJSON *input = cJSON_Duplicate(r->wanted, 1);
    char path[FUNCTION_PATH_SIZE];

    cJSON_DeleteItemFromObjectCaseSensitive(input, "FunctionName");
    cJSON_AddStringToObject(input, "StatementId", r->id);
    return kind_rest_do(deploy, &aws_lambda, "POST", function_path(function_name(r), "/policy", path), input);
}

static int permission_remove(struct deploy *deploy, struct resource *r)
{
    char path[FUNCTION_PATH_SIZE], rest[128];

    snprintf(rest, sizeof rest, "/policy/%s", r->id);
    return kind_rest_do(deploy, &aws_lambda, "DELETE", function_path(function_name(r), rest, path), NULL);
}

static int permission_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return permission_remove(deploy, r) || permission_create(deploy, r) ? -1 : 0;
}

const struct resource_kind kind_permission = {
    .type = "AWS::Lambda::Permission",
    .label = "permission",
    .name = "Principal",
    .read = permission_read,
    .create = permission_create,
    .update = permission_update,
    .remove = permission_remove,
};

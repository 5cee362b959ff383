/* AWS::Lambda::Url: the address of a function. Its attribute FunctionUrl ends in a slash. */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "app/deploy/kind_calls.h"
#include "app/deploy/kinds.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { URL_PATH_SIZE = 512 };

static const char *url_function(const struct resource *r)
{
    return aws_json_string(r->wanted, "TargetFunctionArn");
}

static const char *url_path(const struct resource *r, char path[URL_PATH_SIZE])
{
    snprintf(path, URL_PATH_SIZE, "/2021-10-31/functions/%s/url", url_function(r));
    return path;
}

static int url_read(struct deploy *deploy, struct resource *r)
{
    char path[URL_PATH_SIZE], name[128];
    cJSON *output;

    if (!*url_function(r)) return 0; /* the function is not there */
    output = kind_rest(deploy, &aws_lambda, "GET", url_path(r, path), NULL, NULL);
    if (!output) return kind_error_is(deploy, "ResourceNotFoundException") ? 0 : -1;
    r->found = kind_object("TargetFunctionArn", url_function(r));
    cJSON_AddStringToObject(r->found, "AuthType", aws_json_string(output, "AuthType"));
    text_copy(r->reference, sizeof r->reference, url_function(r));
    snprintf(name, sizeof name, "%s.FunctionUrl", r->id);
    deploy_template_set(&deploy->template, name, aws_json_string(output, "FunctionUrl"));
    cJSON_Delete(output);
    return 0;
}

static int url_put(struct deploy *deploy, struct resource *r, const char *method)
{
    char path[URL_PATH_SIZE];

    return kind_rest_do(deploy, &aws_lambda, method, url_path(r, path),
                        kind_object("AuthType", aws_json_string(r->wanted, "AuthType")));
}

static int url_create(struct deploy *deploy, struct resource *r)
{
    return url_put(deploy, r, "POST");
}

static int url_update(struct deploy *deploy, struct resource *r, const char *where)
{
    (void)where;
    return url_put(deploy, r, "PUT");
}

static int url_remove(struct deploy *deploy, struct resource *r)
{
    char path[URL_PATH_SIZE];

    return kind_rest_do(deploy, &aws_lambda, "DELETE", url_path(r, path), NULL);
}

const struct resource_kind kind_function_url = {
    .type = "AWS::Lambda::Url",
    .label = "function URL",
    .name = "TargetFunctionArn",
    .read = url_read,
    .create = url_create,
    .update = url_update,
    .remove = url_remove,
};

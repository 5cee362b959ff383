/* Amazon CloudFront over its REST API, version 2020-05-31. */
#include "app/sdk/cloudfront_client.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_services.h"

enum { CLOUDFRONT_PATH_SIZE = 512, CLOUDFRONT_BODY_MAX = 64 * 1024 };

int cloudfront_call(struct aws_client *client, const struct cloudfront_operation *operation, struct text *xml,
                    char etag[CLOUDFRONT_ETAG_SIZE], struct aws_error *error)
{
    char path[CLOUDFRONT_PATH_SIZE];
    struct aws_request request = {
        .service = &aws_cloudfront,
        .method = operation->method,
        .path = path,
        .query = operation->query,
        .body = operation->body,
        .body_length = operation->body ? strlen(operation->body) : 0,
        .headers = { { "Content-Type", "application/xml" },
                     { operation->if_match ? "If-Match" : NULL, operation->if_match } },
    };
    struct aws_http_response response;
    int failed;

    snprintf(path, sizeof path, "/2020-05-31/%s", operation->path);
    aws_http_response_init(&response);
    failed = aws_client_call(client, &request, &response, error);
    if (!failed && xml) text_append(xml, text_string(&response.body), response.body.length);
    if (etag) aws_http_response_header(&response, "ETag", etag, CLOUDFRONT_ETAG_SIZE);
    aws_http_response_release(&response);
    return failed;
}

int cloudfront_invalidate(struct aws_client *client, const char *distribution, const char *path, const char *reference,
                          struct aws_error *error)
{
    char at[CLOUDFRONT_PATH_SIZE];
    struct cloudfront_operation operation = { .method = "POST", .path = at };
    cJSON *batch = cJSON_CreateObject();
    struct text body;
    int failed;

    cJSON_AddItemToArray(cJSON_AddArrayToObject(batch, "Paths"), cJSON_CreateString(path));
    cJSON_AddStringToObject(batch, "CallerReference", reference);
    text_init(&body, CLOUDFRONT_BODY_MAX);
    cloudfront_write_document(&body, "InvalidationBatch", batch);
    cJSON_Delete(batch);
    operation.body = text_string(&body);
    snprintf(at, sizeof at, "distribution/%s/invalidation", distribution);
    failed = cloudfront_call(client, &operation, NULL, NULL, error);
    text_release(&body);
    return failed;
}

/* --- XML ------------------------------------------------------------------------------------------------------ */

/* What an element of a list is called. */
static const char *cloudfront_item(const char *list)
{
    static const char *const items[][2] = {
        { "Aliases", "CNAME" },
        { "AllowedMethods", "Method" },
        { "CacheBehaviors", "CacheBehavior" },
        { "CachedMethods", "Method" },
        { "CustomErrorResponses", "CustomErrorResponse" },
        { "OriginSslProtocols", "SslProtocol" },
        { "Origins", "Origin" },
        { "Paths", "Path" },
    };

    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (!strcmp(items[i][0], list)) return items[i][1];
    return "Item";
}

static void cloudfront_put_escaped(struct text *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<') text_put(out, "&lt;");
        else if (*text == '>') text_put(out, "&gt;");
        else if (*text == '&') text_put(out, "&amp;");
        else text_append(out, text, 1);
    }
}

static void cloudfront_put_scalar(struct text *out, const cJSON *value)
{
    if (cJSON_IsString(value)) cloudfront_put_escaped(out, value->valuestring);
    else aws_json_print(value, out);
}

static void cloudfront_put_members(struct text *out, const cJSON *object);
static void cloudfront_put_element(struct text *out, const char *name, const cJSON *value, const cJSON *cached);

/* AWS: CachedMethods stands within AllowedMethods, where CloudFormation has it beside it. */
static void cloudfront_put_list(struct text *out, const char *name, const cJSON *list, const cJSON *cached)
{
    const char *item = cloudfront_item(name);
    const cJSON *element;

    text_printf(out, "<Quantity>%d</Quantity>", cJSON_GetArraySize(list));
    if (cJSON_GetArraySize(list)) text_put(out, "<Items>");
    cJSON_ArrayForEach(element, list)
    {
        cloudfront_put_element(out, item, element, NULL);
    }
    if (cJSON_GetArraySize(list)) text_put(out, "</Items>");
    if (cached) cloudfront_put_element(out, "CachedMethods", cached, NULL);
}

static void cloudfront_put_element(struct text *out, const char *name, const cJSON *value, const cJSON *cached)
{
    text_printf(out, "<%s>", name);
    if (cJSON_IsObject(value)) cloudfront_put_members(out, value);
    else if (cJSON_IsArray(value)) cloudfront_put_list(out, name, value, cached);
    else cloudfront_put_scalar(out, value);
    text_printf(out, "</%s>", name);
}

static void cloudfront_put_members(struct text *out, const cJSON *object)
{
    const cJSON *member;

    cJSON_ArrayForEach(member, object)
    {
        bool is_methods = !strcmp(member->string, "AllowedMethods");

        if (strcmp(member->string, "CachedMethods") != 0)
            cloudfront_put_element(out, member->string, member,
                                   is_methods ? aws_json_member(object, "CachedMethods") : NULL);
    }
}

void cloudfront_write_document(struct text *out, const char *name, const cJSON *value)
{
    text_printf(out, "<%s xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">", name);
    cloudfront_put_members(out, value);
    text_printf(out, "</%s>", name);
}

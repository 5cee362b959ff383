/* API Gateway's proxy events and the replies to them. */
#include "app/functions/app_server/api_event.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"

static bool request_read_body(struct api_request *request)
{
    const char *body = aws_json_string(request->event, "body");

    if (!body) return true;
    if (cJSON_IsTrue(aws_json_member(request->event, "isBase64Encoded")))
        return aws_base64_decode(&request->body, body);
    text_put(&request->body, body);
    return !request->body.overflow;
}

bool api_request_read(struct api_request *request, const char *json, size_t length)
{
    memset(request, 0, sizeof *request);
    text_init(&request->body, API_BODY_MAX);
    request->event = cJSON_ParseWithLength(json, length);
    request->method = aws_json_string(request->event, "httpMethod");
    request->path = aws_json_string(request->event, "path");
    return request->method && request->path && request_read_body(request);
}

void api_request_release(struct api_request *request)
{
    text_release(&request->body);
    cJSON_Delete(request->event);
}

const char *api_request_query(const struct api_request *request, const char *name)
{
    return aws_json_string(aws_json_member(request->event, "queryStringParameters"), name);
}

const char *api_request_header(const struct api_request *request, const char *name)
{
    const cJSON *headers = aws_json_member(request->event, "headers"), *header;

    if (!cJSON_IsObject(headers)) return NULL;
    cJSON_ArrayForEach(header, headers)
    {
        if (!strcasecmp(header->string, name)) return cJSON_GetStringValue(header);
    }
    return NULL;
}

static void reply_write_headers(cJSON *headers, const struct api_reply *reply, const char *allowed_origin)
{
    if (reply->body) cJSON_AddStringToObject(headers, "Content-Type", "application/json");
    cJSON_AddStringToObject(headers, "Cache-Control", "no-store");
    cJSON_AddStringToObject(headers, "Access-Control-Allow-Origin", allowed_origin);
    if (strcmp(allowed_origin, "*")) cJSON_AddStringToObject(headers, "Vary", "Origin");
    cJSON_AddStringToObject(headers, "Access-Control-Allow-Headers",
                            "Content-Type,Authorization,Idempotency-Key,X-Amz-Date,X-Api-Key,X-Amz-Security-Token");
    cJSON_AddStringToObject(headers, "Access-Control-Allow-Methods", "GET,POST,OPTIONS");
    if (*reply->allow) cJSON_AddStringToObject(headers, "Access-Control-Max-Age", "600");
    if (reply->retry_seconds) {
        char seconds[16];

        snprintf(seconds, sizeof seconds, "%d", reply->retry_seconds);
        cJSON_AddStringToObject(headers, "Retry-After", seconds);
    }
    if (*reply->allow) cJSON_AddStringToObject(headers, "Allow", reply->allow);
}

void api_reply_write(struct api_reply *reply, const char *allowed_origin, struct text *out)
{
    cJSON *tree = cJSON_CreateObject();
    struct text body;

    text_init(&body, out->max);
    if (reply->body) aws_json_print(reply->body, &body);
    cJSON_AddNumberToObject(tree, "statusCode", reply->status);
    reply_write_headers(cJSON_AddObjectToObject(tree, "headers"), reply, allowed_origin);
    cJSON_AddStringToObject(tree, "body", text_string(&body));
    cJSON_AddFalseToObject(tree, "isBase64Encoded");
    if (body.overflow) out->overflow = true;
    aws_json_print(tree, out);
    cJSON_Delete(tree);
    cJSON_Delete(reply->body);
    reply->body = NULL;
    text_release(&body);
}

/* AWS JSON, REST-JSON and Query over aws_client_call. */
#include "app/sdk/aws_protocol.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_json.h"
#include "app/sdk/aws_uri.h"

enum { PROTOCOL_BODY_MAX = 80 * 1024 * 1024 };

/* A body that grew past its cap lacks something, and is not sent. */
static bool protocol_fits(const struct text *body, struct aws_error *error)
{
    if (body->overflow)
        aws_error_set(error, AWS_ERROR_CLIENT, "the request is larger than %d bytes", PROTOCOL_BODY_MAX);
    return !body->overflow;
}

/* Sends and reads the answer as JSON; an empty body reads as an empty object. `details`, where wanted, becomes the tree
 * of a refusal. */
static cJSON *protocol_exchange(struct aws_client *client, const struct aws_request *request, cJSON **details,
                                struct aws_error *error)
{
    struct aws_http_response response;
    cJSON *output = NULL;

    aws_http_response_init(&response);
    if (aws_client_call(client, request, &response, error)) {
        if (details) *details = cJSON_ParseWithLength(text_string(&response.body), response.body.length);
        goto out;
    }
    output =
        response.body.length ? cJSON_ParseWithLength(response.body.bytes, response.body.length) : cJSON_CreateObject();
    if (!output) aws_error_set(error, AWS_ERROR_CLIENT, "the answer is not JSON (HTTP status %d)", response.status);
out:
    aws_http_response_release(&response);
    return output;
}

cJSON *aws_json_call(struct aws_client *client, const struct aws_service *service, const char *target, cJSON *input,
                     long timeout_ms, struct aws_error *error)
{
    return aws_json_call_detailed(client, service, target, input, timeout_ms, NULL, error);
}

cJSON *aws_json_call_detailed(struct aws_client *client, const struct aws_service *service, const char *target,
                              cJSON *input, long timeout_ms, cJSON **details, struct aws_error *error)
{
    char type[32];
    struct aws_request request = {
        .service = service,
        .method = "POST",
        .path = "/",
        .headers = { { "Content-Type", type }, { "X-Amz-Target", target } },
        .timeout_ms = timeout_ms,
    };
    struct text body;
    cJSON *output;

    snprintf(type, sizeof type, "application/x-amz-json-%s", service->json_version ? service->json_version : "1.0");
    text_init(&body, PROTOCOL_BODY_MAX);
    aws_json_print(input, &body);
    cJSON_Delete(input);
    request.body = text_string(&body);
    request.body_length = body.length;
    if (details) *details = NULL;
    output = protocol_fits(&body, error) ? protocol_exchange(client, &request, details, error) : NULL;
    text_release(&body);
    return output;
}

cJSON *aws_rest_call(struct aws_client *client, const struct aws_service *service, const char *method, const char *path,
                     const char *query, cJSON *input, struct aws_error *error)
{
    struct aws_request request = {
        .service = service,
        .method = method,
        .path = path,
        .query = query,
        .headers = { { "Accept", "application/json" } }, /* API Gateway would answer with HAL without it */
    };
    struct text body;
    cJSON *output;

    text_init(&body, PROTOCOL_BODY_MAX);
    if (input) {
        aws_json_print(input, &body);
        cJSON_Delete(input);
        request.headers[1] = (struct aws_header){ "Content-Type", "application/json" };
        request.body = text_string(&body);
        request.body_length = body.length;
    }
    output = protocol_fits(&body, error) ? protocol_exchange(client, &request, NULL, error) : NULL;
    text_release(&body);
    return output;
}

void aws_query_begin(struct aws_query *query, const char *action, const char *version)
{
    text_init(&query->form, PROTOCOL_BODY_MAX);
    text_printf(&query->form, "Action=%s&Version=%s", action, version);
}

void aws_query_add(struct aws_query *query, const char *name, const char *value)
{
    text_printf(&query->form, "&%s=", name);
    aws_uri_encode(&query->form, value, strlen(value));
}

int aws_query_call(struct aws_client *client, const struct aws_service *service, struct aws_query *query,
                   struct text *xml, struct aws_error *error)
{
    struct aws_request request = {
        .service = service,
        .method = "POST",
        .path = "/",
        .headers = { { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" } },
        .body = text_string(&query->form),
        .body_length = query->form.length,
    };
    struct aws_http_response response;
    int failed;

    aws_http_response_init(&response);
    failed = protocol_fits(&query->form, error) ? aws_client_call(client, &request, &response, error) : -1;
    if (!failed) text_put(xml, text_string(&response.body));
    aws_http_response_release(&response);
    text_release(&query->form);
    return failed;
}

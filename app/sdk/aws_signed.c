/* The headers of one signed request. */
#include "app/sdk/aws_signed.h"

#include <assert.h>

/* AWS: S3 wants the payload's digest among the headers, and signs the path as it is. */
static bool signed_is_s3(const struct aws_signed_request *request)
{
    return request->service->is_s3;
}

static void signed_add(struct aws_signed *headers, const char *name, const char *value)
{
    assert(headers->count < AWS_SIGNED_HEADERS_MAX);
    headers->list[headers->count++] = (struct aws_header){ name, value };
}

static void signed_authorize(struct aws_signed *headers, const struct aws_signed_request *request)
{
    struct aws_signing signing = {
        .access_key_id = request->credentials->access_key_id,
        .secret_access_key = request->credentials->secret_access_key,
        .region = aws_endpoint_signing_region(request->service, request->region),
        .service = request->service->signing_name,
        .time = headers->time,
        .keys = request->keys,
    };
    struct aws_signable signable = {
        .method = request->method,
        .path = request->path,
        .query = request->query,
        .headers = headers->list,
        .header_count = headers->count,
        .payload_hash = request->payload_hash,
        .normalize_path = !signed_is_s3(request),
        .is_path_canonical = signed_is_s3(request),
    };

    aws_sigv4_authorization(&signing, &signable, &headers->authorization);
    signed_add(headers, "Authorization", text_string(&headers->authorization));
}

void aws_signed_init(struct aws_signed *headers, const struct aws_signed_request *request)
{
    size_t i;

    headers->count = 0;
    text_init(&headers->authorization, AWS_SIGNED_AUTHORIZATION_MAX);
    aws_sigv4_time(request->now, headers->time);
    signed_add(headers, "Host", request->host);
    signed_add(headers, "X-Amz-Date", headers->time);
    if (signed_is_s3(request)) signed_add(headers, "X-Amz-Content-Sha256", request->payload_hash);
    if (*request->credentials->session_token)
        signed_add(headers, "X-Amz-Security-Token", request->credentials->session_token);
    for (i = 0; i < request->header_count; i++)
        signed_add(headers, request->headers[i].name, request->headers[i].value);
    signed_authorize(headers, request);
}

void aws_signed_release(struct aws_signed *headers)
{
    text_release(&headers->authorization);
}

/* One signed call to AWS. An attempt is: fresh credentials, headers, signature, exchange; the loop around it asks the
 * retry policy. The signature is made anew for every attempt, since it holds the time. */
#include "app/sdk/aws_client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/sdk/aws_credentials.h"
#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_retry.h"

enum { CLIENT_CONNECT_TIMEOUT_MS = 2000, CLIENT_TIMEOUT_MS = 10000, CLIENT_AUTHORIZATION_MAX = 16 * 1024 };
enum { CLIENT_OWN_HEADERS = 5, CLIENT_URL_MAX = 64 * 1024 };

struct aws_client {
    struct aws_http *http;
    struct aws_credentials credentials;
    char region[AWS_REGION_SIZE];
    unsigned attempts;
    long connect_timeout_ms;
    long timeout_ms;
};

struct aws_client *aws_client_new(struct aws_error *error)
{
    struct aws_client *client = calloc(1, sizeof *client);

    if (!client) abort();
    aws_json_setup();
    if (!aws_endpoint_region(client->region, sizeof client->region)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "no region: set AWS_REGION, or `region` in the profile");
        free(client);
        return NULL;
    }
    client->http = aws_http_new();
    client->attempts = aws_retry_attempts(getenv("AWS_MAX_ATTEMPTS"));
    aws_client_set_timeouts(client, CLIENT_CONNECT_TIMEOUT_MS, CLIENT_TIMEOUT_MS);
    return client;
}

void aws_client_free(struct aws_client *client)
{
    if (!client) return;
    aws_http_free(client->http);
    explicit_bzero(&client->credentials, sizeof client->credentials);
    free(client);
}

const char *aws_client_region(const struct aws_client *client)
{
    return client->region;
}

void aws_client_set_timeouts(struct aws_client *client, long connect_ms, long total_ms)
{
    client->connect_timeout_ms = connect_ms;
    client->timeout_ms = total_ms;
}

void aws_client_pause(unsigned milliseconds)
{
    struct timespec left = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

    while (nanosleep(&left, &left) && errno == EINTR) continue;
}

/* The headers of one attempt: our own, the request's, and Authorization at the end. */
struct client_headers {
    struct aws_header list[CLIENT_OWN_HEADERS + AWS_REQUEST_HEADERS_MAX];
    size_t count;
    char host[AWS_ENDPOINT_SIZE];
    char time[AWS_SIGV4_TIME_SIZE];
    struct text authorization;
};

static void client_header_add(struct client_headers *headers, const char *name, const char *value)
{
    headers->list[headers->count++] = (struct aws_header){ name, value };
}

static void client_sign(const struct aws_client *client, const struct aws_request *request,
                        struct client_headers *headers)
{
    char payload_hash[AWS_SHA256_HEX];
    struct aws_signing signing = {
        .access_key_id = client->credentials.access_key_id,
        .secret_access_key = client->credentials.secret_access_key,
        .region = aws_endpoint_signing_region(request->service, client->region),
        .service = request->service->signing_name,
        .time = headers->time,
    };
    struct aws_signable signable = {
        .method = request->method,
        .path = request->path,
        .query = request->query,
        .headers = headers->list,
        .header_count = headers->count,
        .payload_hash = payload_hash,
        .normalize_path = true,
    };

    aws_sha256_hex(request->body, request->body ? request->body_length : 0, payload_hash);
    aws_sigv4_authorization(&signing, &signable, &headers->authorization);
    client_header_add(headers, "Authorization", text_string(&headers->authorization));
}

static void client_headers_init(struct client_headers *headers, const struct aws_client *client,
                                const struct aws_request *request)
{
    size_t i;

    headers->count = 0;
    text_init(&headers->authorization, CLIENT_AUTHORIZATION_MAX);
    aws_sigv4_time((long long)time(NULL), headers->time);
    client_header_add(headers, "Host", headers->host);
    client_header_add(headers, "X-Amz-Date", headers->time);
    if (*client->credentials.session_token)
        client_header_add(headers, "X-Amz-Security-Token", client->credentials.session_token);
    for (i = 0; i < AWS_REQUEST_HEADERS_MAX && request->headers[i].name; i++)
        client_header_add(headers, request->headers[i].name, request->headers[i].value);
    client_sign(client, request, headers);
}

static void client_error_from_result(struct aws_error *error, enum aws_http_result result, const char *message)
{
    switch (result) {
    case AWS_HTTP_TIMED_OUT: aws_error_set(error, AWS_ERROR_TIMEOUT, "%s", message); break;
    case AWS_HTTP_UNREACHABLE:
    case AWS_HTTP_DROPPED: aws_error_set(error, AWS_ERROR_CONNECTION, "%s", message); break;
    case AWS_HTTP_ANSWERED:
    case AWS_HTTP_FAILED: aws_error_set(error, AWS_ERROR_CLIENT, "%s", message); break;
    }
}

static int client_attempt(struct aws_client *client, const struct aws_request *request, const char *url,
                          struct client_headers *headers, struct aws_http_response *response, struct aws_error *error)
{
    struct aws_http_request http = {
        .method = request->method,
        .url = url,
        .headers = headers->list,
        .body = request->body,
        .body_length = request->body_length,
        .connect_timeout_ms = client->connect_timeout_ms,
        .timeout_ms = request->timeout_ms ? request->timeout_ms : client->timeout_ms,
    };
    enum aws_http_result result;

    if (aws_credentials_refresh(&client->credentials, client->http, (int64_t)time(NULL), error)) return -1;
    client_headers_init(headers, client, request);
    http.header_count = headers->count;
    result = aws_http_send(client->http, &http, response);
    text_release(&headers->authorization);

    if (result != AWS_HTTP_ANSWERED) client_error_from_result(error, result, response->message);
    else if (response->status >= 300) aws_error_from_response(error, response);
    else return 0;
    return -1;
}

int aws_client_call(struct aws_client *client, const struct aws_request *request, struct aws_http_response *response,
                    struct aws_error *error)
{
    struct client_headers headers;
    char endpoint[AWS_ENDPOINT_SIZE];
    struct text url;
    unsigned attempt, random;
    int failed = -1;

    text_init(&url, CLIENT_URL_MAX);
    aws_error_clear(error);
    if (!aws_endpoint_url(request->service, client->region, endpoint, sizeof endpoint) ||
        !aws_endpoint_host(endpoint, headers.host, sizeof headers.host)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the endpoint is no http:// or https:// URL: %s", endpoint);
        goto out;
    }
    text_printf(&url, "%s%s%s%s", endpoint, request->path, request->query ? "?" : "",
                request->query ? request->query : "");
    for (attempt = 1;; attempt++) {
        failed = client_attempt(client, request, text_string(&url), &headers, response, error);
        if (!failed || attempt >= client->attempts || !aws_retry_is_retryable(error)) break;
        aws_random(&random, sizeof random);
        aws_client_pause(aws_retry_pause_ms(error, attempt, random));
    }
    if (!failed) aws_error_clear(error);
out:
    text_release(&url);
    return failed ? -1 : 0;
}

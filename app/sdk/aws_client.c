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
#include "app/sdk/aws_profile.h"
#include "app/sdk/aws_retry.h"
#include "app/sdk/aws_signed.h"

enum { CLIENT_CONNECT_TIMEOUT_MS = 2000, CLIENT_TIMEOUT_MS = 10000, CLIENT_URL_MAX = 64 * 1024 };
enum { CLIENT_ENDPOINTS = 16 };

/* Where a service is called: looked up once, since that may read files. */
struct client_endpoint {
    const struct aws_service *service;
    char url[AWS_ENDPOINT_SIZE];
};

struct aws_client {
    struct aws_http *http;
    struct aws_credentials credentials;
    bool has_own_credentials; /* of the config: they are not looked for */
    char region[AWS_REGION_SIZE];
    char endpoint[AWS_ENDPOINT_SIZE]; /* of the config; "" */
    struct client_endpoint endpoints[CLIENT_ENDPOINTS];
    struct aws_sigv4_keys keys;
    struct aws_retry retry;
    long connect_timeout_ms;
    long timeout_ms;
    long budget_ms;
    long long clock_skew; /* seconds that AWS's clock is ahead of the one here */
};

/* --- making one ----------------------------------------------------------------------------------------------- */

static void client_setting(const char *variable, const char *name, char *value, size_t size)
{
    const char *set = getenv(variable);

    if (set && *set) text_copy(value, size, set);
    else aws_profile_own(name, value, size);
}

static bool client_set_retry(struct aws_client *client, const struct aws_config *config, struct aws_error *error)
{
    char mode[32] = "", attempts[32] = "";

    client_setting("AWS_RETRY_MODE", "retry_mode", mode, sizeof mode);
    client_setting("AWS_MAX_ATTEMPTS", "max_attempts", attempts, sizeof attempts);
    if (config->max_attempts) snprintf(attempts, sizeof attempts, "%u", config->max_attempts);
    if (aws_retry_init(&client->retry, mode, attempts)) return true;
    aws_error_set(error, AWS_ERROR_CLIENT, "the retry mode %s is none of standard, legacy and adaptive", mode);
    return false;
}

static bool client_set_credentials(struct aws_client *client, const struct aws_config *config)
{
    client->has_own_credentials = config->access_key_id != NULL;
    return text_copy(client->credentials.access_key_id, AWS_KEY_ID_SIZE, config->access_key_id) &&
           text_copy(client->credentials.secret_access_key, AWS_SECRET_SIZE, config->secret_access_key) &&
           text_copy(client->credentials.session_token, AWS_TOKEN_SIZE, config->session_token) &&
           text_copy(client->endpoint, AWS_ENDPOINT_SIZE, config->endpoint);
}

static bool client_configure(struct aws_client *client, const struct aws_config *config, struct aws_error *error)
{
    bool has_region = config->region ? text_copy(client->region, sizeof client->region, config->region)
                                     : aws_endpoint_region(client->region, sizeof client->region);

    if (!has_region) {
        aws_error_set(error, AWS_ERROR_CLIENT, "no region: set AWS_REGION, or `region` in the profile");
        return false;
    }
    if (!client_set_credentials(client, config)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the config's endpoint or credentials are too long");
        return false;
    }
    return client_set_retry(client, config, error);
}

struct aws_client *aws_client_new_with(const struct aws_config *config, struct aws_error *error)
{
    struct aws_client *client = calloc(1, sizeof *client);

    if (!client) abort();
    aws_json_setup();
    if (!client_configure(client, config, error)) {
        aws_client_free(client);
        return NULL;
    }
    client->http = aws_http_new();
    aws_client_set_timeouts(client, CLIENT_CONNECT_TIMEOUT_MS, CLIENT_TIMEOUT_MS);
    return client;
}

struct aws_client *aws_client_new(struct aws_error *error)
{
    const struct aws_config config = { 0 };

    return aws_client_new_with(&config, error);
}

void aws_client_free(struct aws_client *client)
{
    if (!client) return;
    aws_http_free(client->http);
    explicit_bzero(client, sizeof *client); /* the credentials */
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

void aws_client_set_budget(struct aws_client *client, long budget_ms)
{
    client->budget_ms = budget_ms;
}

void aws_client_pause(unsigned milliseconds)
{
    struct timespec left = { milliseconds / 1000, (long)(milliseconds % 1000) * 1000000 };

    while (nanosleep(&left, &left) && errno == EINTR) continue;
}

/* --- an attempt ----------------------------------------------------------------------------------------------- */

/* One call with what all of its attempts share. */
struct client_call {
    const struct aws_request *request;
    const char *url;
    const char *host;
    char payload_hash[AWS_SHA256_HEX];
    long long deadline_ms; /* 0: none */
};

static long long client_now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t client_header_count(const struct aws_request *request)
{
    size_t count = 0;

    while (count < AWS_REQUEST_HEADERS_MAX && request->headers[count].name) count++;
    return count;
}

static void client_sign(struct aws_client *client, const struct client_call *call, struct aws_signed *headers)
{
    const struct aws_request *request = call->request;
    struct aws_signed_request signing = {
        .credentials = &client->credentials,
        .service = request->service,
        .region = client->region,
        .host = call->host,
        .method = request->method,
        .path = request->path,
        .query = request->query,
        .headers = request->headers,
        .header_count = client_header_count(request),
        .payload_hash = call->payload_hash,
        .now = (long long)time(NULL) + client->clock_skew,
        .keys = &client->keys,
    };

    aws_signed_init(headers, &signing);
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

/* How long the attempt may take: what streams takes as long as it flows, anything else what is left at most. */
static long client_timeout(const struct aws_client *client, const struct client_call *call)
{
    const struct aws_request *request = call->request;
    bool streams = request->source || request->sink;
    long timeout_ms = request->timeout_ms ? request->timeout_ms : streams ? 0 : client->timeout_ms;
    long left_ms = call->deadline_ms ? (long)(call->deadline_ms - client_now_ms()) : timeout_ms;

    if (left_ms < 1) left_ms = 1;
    return call->deadline_ms && (!timeout_ms || left_ms < timeout_ms) ? left_ms : timeout_ms;
}

static int client_attempt(struct aws_client *client, const struct client_call *call, struct aws_http_response *response,
                          struct aws_error *error)
{
    const struct aws_request *request = call->request;
    struct aws_signed headers;
    struct aws_http_request http = {
        .method = request->method,
        .url = call->url,
        .headers = headers.list,
        .body = request->body,
        .body_length = request->body_length,
        .source = request->source,
        .sink = request->sink,
        .connect_timeout_ms = client->connect_timeout_ms,
        .timeout_ms = client_timeout(client, call),
    };
    enum aws_http_result result;

    if (!client->has_own_credentials &&
        aws_credentials_refresh(&client->credentials, client->http, (int64_t)time(NULL) + client->clock_skew, error))
        return -1;
    client_sign(client, call, &headers);
    http.header_count = headers.count;
    result = aws_http_send(client->http, &http, response);
    aws_signed_release(&headers);

    if (result != AWS_HTTP_ANSWERED) client_error_from_result(error, result, response->message);
    else if (response->status >= 300) aws_error_from_response(error, response);
    else return 0;
    return -1;
}

/* --- a call --------------------------------------------------------------------------------------------------- */

/* The service's endpoint, kept for the next call; false where it has none. */
static bool client_endpoint_url(struct aws_client *client, const struct aws_service *service, char *url)
{
    struct client_endpoint *e = client->endpoints;

    if (*client->endpoint) return text_copy(url, AWS_ENDPOINT_SIZE, client->endpoint);
    while (e < client->endpoints + CLIENT_ENDPOINTS - 1 && e->service && e->service != service) e++;
    if (e->service != service) {
        e->service = NULL;
        if (!aws_endpoint_url(service, client->region, e->url, sizeof e->url)) {
            text_copy(url, AWS_ENDPOINT_SIZE, e->url);
            return false;
        }
        e->service = service;
    }
    return text_copy(url, AWS_ENDPOINT_SIZE, e->url);
}

/* The digest of a body; one that streams is read twice, or, where it cannot be, not signed. */
static int client_hash_payload(const struct aws_request *request, char hash[AWS_SHA256_HEX], struct aws_error *error)
{
    const struct aws_http_source *source = request->source;
    struct aws_sha256 *sha;
    char buffer[16 * 1024];
    size_t length;

    if (!source) aws_sha256_hex(request->body, request->body ? request->body_length : 0, hash);
    else if (!source->rewind) text_copy(hash, AWS_SHA256_HEX, AWS_UNSIGNED_PAYLOAD);
    if (!source || !source->rewind) return 0;
    sha = aws_sha256_new();
    while ((length = source->read(source->arg, buffer, sizeof buffer)) && length != AWS_HTTP_READ_FAILED)
        aws_sha256_add(sha, buffer, length);
    aws_sha256_end(sha, hash);
    if (length != AWS_HTTP_READ_FAILED && source->rewind(source->arg)) return 0;
    aws_error_set(error, AWS_ERROR_CLIENT, "the body cannot be read");
    return -1;
}

/* Corrects the clock where the refusal is one of time; true where it is worth another try. */
static bool client_corrects_clock(struct aws_client *client, const struct aws_error *error)
{
    long long skew = aws_retry_clock_skew(error, (long long)time(NULL) + client->clock_skew);

    client->clock_skew += skew;
    return skew != 0;
}

/* Can the streams begin again? */
static bool client_can_repeat(const struct aws_request *request, const struct aws_http_response *response)
{
    const struct aws_http_source *source = request->source;

    return !response->streamed && (!source || (source->rewind && source->rewind(source->arg)));
}

static int client_repeat(struct aws_client *client, const struct client_call *call, struct aws_http_response *response,
                         struct aws_error *error)
{
    bool has_corrected = false;
    unsigned attempt, pause_ms, random;

    for (attempt = 1; client_attempt(client, call, response, error); attempt++) {
        bool corrects = !has_corrected && client_corrects_clock(client, error);

        if (!corrects && !aws_retry_take(&client->retry, error, attempt)) return -1;
        if (!client_can_repeat(call->request, response)) return -1;
        has_corrected = has_corrected || corrects;
        aws_random(&random, sizeof random);
        pause_ms = corrects ? 0 : aws_retry_pause_ms(error, attempt, random);
        if (call->deadline_ms && client_now_ms() + pause_ms >= call->deadline_ms) return -1;
        aws_client_pause(pause_ms);
    }
    aws_retry_give_back(&client->retry);
    aws_error_clear(error);
    return 0;
}

int aws_client_call(struct aws_client *client, const struct aws_request *request, struct aws_http_response *response,
                    struct aws_error *error)
{
    char endpoint[AWS_ENDPOINT_SIZE], host[AWS_ENDPOINT_SIZE];
    struct client_call call = { .request = request, .host = host };
    struct text url;
    int failed = -1;

    text_init(&url, CLIENT_URL_MAX);
    aws_error_clear(error);
    if (client->budget_ms) call.deadline_ms = client_now_ms() + client->budget_ms;
    if (!client_endpoint_url(client, request->service, endpoint) || !aws_endpoint_host(endpoint, host, sizeof host)) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the endpoint is no http:// or https:// URL: %s", endpoint);
        goto out;
    }
    text_printf(&url, "%s%s%s%s", endpoint, request->path, request->query ? "?" : "",
                request->query ? request->query : "");
    if (url.overflow) {
        aws_error_set(error, AWS_ERROR_CLIENT, "the request's path and query are too long");
        goto out;
    }
    call.url = text_string(&url);
    if (!client_hash_payload(request, call.payload_hash, error)) failed = client_repeat(client, &call, response, error);
out:
    text_release(&url);
    return failed ? -1 : 0;
}

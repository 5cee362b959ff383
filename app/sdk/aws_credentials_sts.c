/* Credentials of a role that is assumed: by other credentials, or, unsigned, by the token of a web identity. */
#include "app/sdk/aws_credentials.h"

#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_http.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_signed.h"
#include "app/sdk/aws_uri.h"
#include "app/sdk/aws_xml.h"

enum { STS_TIMEOUT_MS = 10000, STS_CONNECT_TIMEOUT_MS = 5000, STS_FORM_MAX = 128 * 1024, STS_TOKEN_MAX = 64 * 1024 };

static void sts_add(struct text *form, const char *name, const char *value)
{
    if (!*value) return;
    text_printf(form, "&%s=", name);
    aws_uri_encode(form, value, strlen(value));
}

/* The request's form; false where the token cannot be read. */
static bool sts_write_form(const struct aws_search *search, const struct aws_role *role, struct text *form)
{
    char token[STS_TOKEN_MAX], session[64];
    bool is_read = role->source || aws_credentials_read_file(role->token_file, token, sizeof token);

    snprintf(session, sizeof session, "order-application-%lld", (long long)search->now);
    text_printf(form, "Action=AssumeRole%s&Version=2011-06-15", role->source ? "" : "WithWebIdentity");
    sts_add(form, "RoleArn", role->arn);
    sts_add(form, "RoleSessionName", *role->session_name ? role->session_name : session);
    sts_add(form, "DurationSeconds", role->duration_seconds);
    if (role->source) sts_add(form, "ExternalId", role->external_id);
    else if (is_read) sts_add(form, "WebIdentityToken", token);
    explicit_bzero(token, sizeof token);
    return is_read && !form->overflow;
}

static bool sts_take(const char *xml, const char *name, char *value, size_t size)
{
    struct text text;
    bool is_taken;

    text_init(&text, size - 1);
    is_taken = aws_xml_text(xml, name, &text) && text_copy(value, size, text_string(&text)) && *value;
    text_release(&text);
    return is_taken;
}

static bool sts_read(const char *xml, struct aws_credentials *credentials)
{
    char expiration[64];

    if (!sts_take(xml, "AccessKeyId", credentials->access_key_id, AWS_KEY_ID_SIZE) ||
        !sts_take(xml, "SecretAccessKey", credentials->secret_access_key, AWS_SECRET_SIZE) ||
        !sts_take(xml, "SessionToken", credentials->session_token, AWS_TOKEN_SIZE) ||
        !sts_take(xml, "Expiration", expiration, sizeof expiration))
        return false;
    credentials->expires_at = aws_credentials_parse_time(expiration);
    return true;
}

/* Sends the form; the answer is in `response`. */
static enum aws_http_result sts_send(const struct aws_search *search, const struct aws_role *role, const char *endpoint,
                                     const char *region, const struct text *form, struct aws_http_response *response)
{
    static const struct aws_header type = { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" };
    char host[AWS_ENDPOINT_SIZE], hash[AWS_SHA256_HEX], url[AWS_ENDPOINT_SIZE + 1];
    struct aws_signed_request request = {
        .credentials = role->source,
        .service = &aws_sts,
        .region = region,
        .host = host,
        .method = "POST",
        .path = "/",
        .headers = &type,
        .header_count = 1,
        .payload_hash = hash,
        .now = search->now,
    };
    struct aws_signed headers = { .list = { type }, .count = 1 };
    struct aws_http_request http = {
        .method = "POST",
        .url = url,
        .headers = headers.list,
        .body = text_string(form),
        .body_length = form->length,
        .connect_timeout_ms = STS_CONNECT_TIMEOUT_MS,
        .timeout_ms = STS_TIMEOUT_MS,
    };
    enum aws_http_result result;

    snprintf(url, sizeof url, "%s/", endpoint);
    if (!aws_endpoint_host(endpoint, host, sizeof host)) host[0] = '\0';
    aws_sha256_hex(form->bytes, form->length, hash);
    if (role->source) aws_signed_init(&headers, &request);
    http.header_count = headers.count;
    result = aws_http_send(search->http, &http, response);
    if (role->source) aws_signed_release(&headers);
    return result;
}

/* The reason in the search's error, with the role before it. */
static void sts_tell(const struct aws_search *search, const struct aws_role *role, enum aws_http_result result,
                     const struct aws_http_response *response)
{
    char reason[AWS_ERROR_MESSAGE_SIZE];

    if (result == AWS_HTTP_ANSWERED) aws_error_from_response(search->error, response);
    else
        aws_error_set(search->error, result == AWS_HTTP_FAILED ? AWS_ERROR_CREDENTIALS : AWS_ERROR_CONNECTION, "%s",
                      response->message);
    text_copy_prefix(reason, sizeof reason, search->error->message);
    snprintf(search->error->message, sizeof search->error->message, "%s cannot be assumed: %.700s", role->arn, reason);
}

enum aws_source aws_credentials_assume(struct aws_search *search, const struct aws_role *role,
                                       struct aws_credentials *credentials)
{
    char region[AWS_REGION_SIZE], endpoint[AWS_ENDPOINT_SIZE];
    enum aws_source source = AWS_SOURCE_FAILED;
    struct aws_http_response response;
    enum aws_http_result result;
    struct text form;

    if (!aws_endpoint_region(region, sizeof region)) text_copy(region, sizeof region, "us-east-1");
    text_init(&form, STS_FORM_MAX);
    aws_http_response_init(&response);
    if (!sts_write_form(search, role, &form) || !aws_endpoint_url(&aws_sts, region, endpoint, sizeof endpoint)) {
        aws_error_set(search->error, AWS_ERROR_CREDENTIALS, "%s cannot be assumed: %s cannot be read", role->arn,
                      role->source ? "the endpoint" : role->token_file);
        goto out;
    }
    result = sts_send(search, role, endpoint, region, &form, &response);
    if (result == AWS_HTTP_ANSWERED && response.status == 200 && sts_read(text_string(&response.body), credentials))
        source = AWS_SOURCE_FOUND;
    else sts_tell(search, role, result, &response);
out:
    aws_http_response_release(&response);
    if (form.bytes) explicit_bzero(form.bytes, form.length);
    text_release(&form);
    return source;
}

/* Credentials over HTTP: from the container's agent and from EC2's instance metadata service, version 2.
 *
 * AWS: "Container credential provider" and "IMDS credential provider" in the SDKs and Tools reference guide. */
#include "app/sdk/aws_credentials.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/sdk/aws_http.h"
#include "app/sdk/aws_json.h"

enum { CREDENTIALS_TIMEOUT_MS = 1000, CREDENTIALS_URL_SIZE = 2048, CREDENTIALS_AUTHORIZATION_SIZE = 8192 };

static const char container_address[] = "http://169.254.170.2";
static const char instance_address[] = "http://169.254.169.254";

int64_t aws_credentials_parse_time(const char *string)
{
    struct tm utc = { 0 };
    const char *end = string ? strptime(string, "%Y-%m-%dT%H:%M:%S", &utc) : NULL;

    return end && (*end == 'Z' || *end == '.' || !strcmp(end, "+00:00") || !strcmp(end, "UTC")) ? (int64_t)timegm(&utc)
                                                                                                : 0;
}

bool aws_credentials_parse(const char *json, struct aws_credentials *credentials)
{
    cJSON *tree = cJSON_Parse(json);
    const char *key = aws_json_string(tree, "AccessKeyId");
    const char *secret = aws_json_string(tree, "SecretAccessKey"), *token = aws_json_string(tree, "Token");
    bool found = key && *key && secret && *secret;

    found =
        found && text_copy(credentials->access_key_id, AWS_KEY_ID_SIZE, key) &&
        text_copy(credentials->secret_access_key, AWS_SECRET_SIZE, secret) &&
        text_copy(credentials->session_token, AWS_TOKEN_SIZE, token ? token : aws_json_string(tree, "SessionToken"));
    if (found) credentials->expires_at = aws_credentials_parse_time(aws_json_string(tree, "Expiration"));
    cJSON_Delete(tree);
    return found;
}

/* One short request; the body is in `response` when it answers 200. */
static bool credentials_fetch(struct aws_http *http, const char *method, const char *url,
                              const struct aws_header *header, struct aws_http_response *response)
{
    struct aws_http_request request = {
        .method = method,
        .url = url,
        .headers = header,
        .header_count = header ? 1 : 0,
        .connect_timeout_ms = CREDENTIALS_TIMEOUT_MS,
        .timeout_ms = CREDENTIALS_TIMEOUT_MS,
        .no_proxy = true,
    };

    if (!strcmp(method, "PUT")) request.body = "";
    return aws_http_send(http, &request, response) == AWS_HTTP_ANSWERED && response->status == 200;
}

bool aws_credentials_uri_is_safe(const char *uri)
{
    static const char *const hosts[] = { "localhost",     "127.0.0.1",      "[::1]",
                                         "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]" };
    size_t i;

    if (!strncmp(uri, "https://", 8)) return true;
    if (strncmp(uri, "http://", 7)) return false;
    for (i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        size_t length = strlen(hosts[i]);

        if (!strncmp(uri + 7, hosts[i], length) && (!uri[7 + length] || strchr(":/?", uri[7 + length]))) return true;
    }
    return false;
}

/* The Authorization header's value, from the token's file (read anew each time: it is rotated) or variable. */
static bool container_authorization(char *value, size_t size)
{
    const char *path = getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");

    if (!path || !*path) return text_copy(value, size, getenv("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
    return aws_credentials_read_file(path, value, size);
}

bool aws_credentials_from_container(struct aws_credentials *credentials, struct aws_http *http)
{
    const char *relative = getenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const char *full = getenv("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    char url[CREDENTIALS_URL_SIZE], authorization[CREDENTIALS_AUTHORIZATION_SIZE];
    struct aws_header header = { "Authorization", authorization };
    struct aws_http_response response;
    bool found;

    if (relative && *relative) snprintf(url, sizeof url, "%s%s", container_address, relative);
    else if (full && *full && aws_credentials_uri_is_safe(full)) snprintf(url, sizeof url, "%s", full);
    else return false;
    if (!container_authorization(authorization, sizeof authorization)) return false;

    aws_http_response_init(&response);
    found = credentials_fetch(http, "GET", url, *authorization ? &header : NULL, &response) &&
            aws_credentials_parse(text_string(&response.body), credentials);
    aws_http_response_release(&response);
    return found;
}

/* The role's name, then its credentials, both with a session token. The name is the first line of the list. */
static bool instance_fetch(struct aws_http *http, const char *endpoint, const char *token,
                           struct aws_http_response *response)
{
    static const char path[] = "/latest/meta-data/iam/security-credentials/";
    struct aws_header header = { "X-aws-ec2-metadata-token", token };
    char url[CREDENTIALS_URL_SIZE], role[256];

    snprintf(url, sizeof url, "%s%s", endpoint, path);
    if (!credentials_fetch(http, "GET", url, &header, response)) return false;
    snprintf(role, sizeof role, "%.*s", (int)strcspn(text_string(&response->body), "\r\n"),
             text_string(&response->body));
    snprintf(url, sizeof url, "%s%s%s", endpoint, path, role);
    return *role && credentials_fetch(http, "GET", url, &header, response);
}

bool aws_credentials_from_instance(struct aws_credentials *credentials, struct aws_http *http)
{
    static const struct aws_header lifetime = { "X-aws-ec2-metadata-token-ttl-seconds", "21600" };
    const char *disabled = getenv("AWS_EC2_METADATA_DISABLED");
    const char *endpoint = getenv("AWS_EC2_METADATA_SERVICE_ENDPOINT");
    char url[CREDENTIALS_URL_SIZE], token[1024];
    struct aws_http_response response;
    bool found;

    if (disabled && !strcmp(disabled, "true")) return false;
    if (!endpoint || !*endpoint) endpoint = instance_address;

    aws_http_response_init(&response);
    snprintf(url, sizeof url, "%s/latest/api/token", endpoint);
    found = credentials_fetch(http, "PUT", url, &lifetime, &response) &&
            text_copy(token, sizeof token, text_string(&response.body)) &&
            instance_fetch(http, endpoint, token, &response) &&
            aws_credentials_parse(text_string(&response.body), credentials);
    aws_http_response_release(&response);
    return found;
}

/* Credentials by single sign-on (IAM Identity Center): the token that "aws sso login" left, given for a role's keys.
 *
 * The token is in ~/.aws/sso/cache/SHA1.json: of the session's name where the profile names one, else of the start
 * URL. AWS: "IAM Identity Center credential provider" in the SDKs and Tools reference guide. */
#include "app/sdk/aws_credentials.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "app/sdk/aws_digest.h"
#include "app/sdk/aws_http.h"
#include "app/sdk/aws_json.h"
#include "app/sdk/aws_profile.h"
#include "app/sdk/aws_services.h"
#include "app/sdk/aws_uri.h"

enum { SSO_VALUE_SIZE = 512, SSO_TIMEOUT_MS = 10000, SSO_CONNECT_TIMEOUT_MS = 5000, SSO_TOKEN_SIZE = 16 * 1024 };

/* What a profile says of its single sign-on. */
struct sso_profile {
    const char *name;
    char session[SSO_VALUE_SIZE]; /* "" in the older form, without a session */
    char start_url[SSO_VALUE_SIZE];
    char region[AWS_REGION_SIZE];
    char account[64];
    char role[SSO_VALUE_SIZE];
};

static enum aws_source sso_fail(struct aws_search *search, const struct sso_profile *p, const char *reason)
{
    aws_error_set(search->error, AWS_ERROR_CREDENTIALS, "profile %s: %s: run \"aws sso login --profile %s\"", p->name,
                  reason, p->name);
    return AWS_SOURCE_FAILED;
}

/* False where the profile has no single sign-on. */
static bool sso_read_profile(const char *profile, struct sso_profile *p)
{
    p->name = profile;
    if (!aws_profile_setting(profile, "sso_account_id", p->account, sizeof p->account) ||
        !aws_profile_setting(profile, "sso_role_name", p->role, sizeof p->role))
        return false;
    if (aws_profile_setting(profile, "sso_session", p->session, sizeof p->session)) {
        aws_profile_section_setting("sso-session", p->session, NULL, "sso_start_url", p->start_url,
                                    sizeof p->start_url);
        aws_profile_section_setting("sso-session", p->session, NULL, "sso_region", p->region, sizeof p->region);
    } else {
        aws_profile_setting(profile, "sso_start_url", p->start_url, sizeof p->start_url);
        aws_profile_setting(profile, "sso_region", p->region, sizeof p->region);
    }
    return true;
}

/* The token that is kept; false where there is none, or it has ended. */
static bool sso_read_token(const struct aws_search *search, const struct sso_profile *p, char token[SSO_TOKEN_SIZE])
{
    char path[4096], name[AWS_SHA1_HEX], rest[AWS_SHA1_HEX + 32], document[2 * SSO_TOKEN_SIZE];
    cJSON *tree;
    bool lasts;

    aws_sha1_hex(*p->session ? p->session : p->start_url, strlen(*p->session ? p->session : p->start_url), name);
    snprintf(rest, sizeof rest, "sso/cache/%s.json", name);
    if (!aws_profile_home(rest, path, sizeof path) || !aws_credentials_read_file(path, document, sizeof document))
        return false;
    tree = cJSON_Parse(document);
    lasts = aws_credentials_parse_time(aws_json_string(tree, "expiresAt")) > search->now &&
            text_copy(token, SSO_TOKEN_SIZE, aws_json_string(tree, "accessToken")) && *token;
    cJSON_Delete(tree);
    explicit_bzero(document, sizeof document);
    return lasts;
}

/* {"roleCredentials": {"accessKeyId", "secretAccessKey", "sessionToken", "expiration": milliseconds}} */
static bool sso_read_answer(const char *json, struct aws_credentials *credentials)
{
    cJSON *tree = cJSON_Parse(json);
    const cJSON *role = aws_json_member(tree, "roleCredentials"), *expiration = aws_json_member(role, "expiration");
    const char *key = aws_json_string(role, "accessKeyId"), *secret = aws_json_string(role, "secretAccessKey");
    bool found = key && *key && secret && *secret;

    found = found && text_copy(credentials->access_key_id, AWS_KEY_ID_SIZE, key) &&
            text_copy(credentials->secret_access_key, AWS_SECRET_SIZE, secret) &&
            text_copy(credentials->session_token, AWS_TOKEN_SIZE, aws_json_string(role, "sessionToken"));
    credentials->expires_at = cJSON_IsNumber(expiration) ? (int64_t)(expiration->valuedouble / 1000) : 0;
    cJSON_Delete(tree);
    return found;
}

static enum aws_source sso_fetch(struct aws_search *search, const struct sso_profile *p, const char *token,
                                 struct aws_credentials *credentials)
{
    struct aws_header header = { "x-amz-sso_bearer_token", token };
    char endpoint[AWS_ENDPOINT_SIZE];
    struct aws_http_response response;
    struct aws_http_request request = {
        .method = "GET",
        .headers = &header,
        .header_count = 1,
        .connect_timeout_ms = SSO_CONNECT_TIMEOUT_MS,
        .timeout_ms = SSO_TIMEOUT_MS,
    };
    enum aws_source source = AWS_SOURCE_FAILED;
    struct text url;

    if (!aws_endpoint_url(&aws_sso, p->region, endpoint, sizeof endpoint))
        return sso_fail(search, p, "sso_region is missing");
    text_init(&url, AWS_ENDPOINT_SIZE * 4);
    text_printf(&url, "%s/federation/credentials?role_name=", endpoint);
    aws_uri_encode(&url, p->role, strlen(p->role));
    text_put(&url, "&account_id=");
    aws_uri_encode(&url, p->account, strlen(p->account));
    request.url = text_string(&url);
    aws_http_response_init(&response);
    if (aws_http_send(search->http, &request, &response) != AWS_HTTP_ANSWERED)
        aws_error_set(search->error, AWS_ERROR_CONNECTION, "%s", response.message);
    else if (response.status == 401) sso_fail(search, p, "the session has ended");
    else if (response.status == 200 && sso_read_answer(text_string(&response.body), credentials))
        source = AWS_SOURCE_FOUND;
    else aws_error_from_response(search->error, &response);
    aws_http_response_release(&response);
    text_release(&url);
    return source;
}

enum aws_source aws_credentials_from_sso(struct aws_search *search, const char *profile,
                                         struct aws_credentials *credentials)
{
    struct sso_profile p = { 0 };
    char token[SSO_TOKEN_SIZE];
    enum aws_source source;

    if (!sso_read_profile(profile, &p)) return AWS_SOURCE_NONE;
    if (!*p.region) return sso_fail(search, &p, "sso_region is missing");
    if (!sso_read_token(search, &p, token)) return sso_fail(search, &p, "the session has ended, or was not begun");
    source = sso_fetch(search, &p, token, credentials);
    explicit_bzero(token, sizeof token);
    return source;
}

/* The credentials chain: its order, and the environment. What a profile names is in aws_credentials_profile.c. */
#include "app/sdk/aws_credentials.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sdk/aws_profile.h"
#include "app/sdk/text.h"

enum { CREDENTIALS_MARGIN_SECONDS = 300 };

bool aws_credentials_from_environment(struct aws_credentials *credentials)
{
    const char *key = getenv("AWS_ACCESS_KEY_ID"), *secret = getenv("AWS_SECRET_ACCESS_KEY");

    credentials->expires_at = 0;
    if (!key || !*key || !secret || !*secret) return false;
    return text_copy(credentials->access_key_id, AWS_KEY_ID_SIZE, key) &&
           text_copy(credentials->secret_access_key, AWS_SECRET_SIZE, secret) &&
           text_copy(credentials->session_token, AWS_TOKEN_SIZE, getenv("AWS_SESSION_TOKEN"));
}

enum aws_source aws_credentials_from_web_identity(struct aws_search *search, struct aws_credentials *credentials)
{
    const char *file = getenv("AWS_WEB_IDENTITY_TOKEN_FILE"), *arn = getenv("AWS_ROLE_ARN");
    const char *session = getenv("AWS_ROLE_SESSION_NAME");
    struct aws_role role = { .arn = arn,
                             .session_name = session ? session : "",
                             .external_id = "",
                             .duration_seconds = "",
                             .token_file = file };

    if (!file || !*file || !arn || !*arn) return AWS_SOURCE_NONE;
    return aws_credentials_assume(search, &role, credentials);
}

bool aws_credentials_read_file(const char *path, char *value, size_t size)
{
    FILE *file = fopen(path, "re");
    size_t length = file ? fread(value, 1, size, file) : 0;
    bool fits = length < size;

    if (file) fclose(file);
    while (fits && length && strchr(" \t\r\n", value[length - 1])) length--;
    value[fits ? length : 0] = '\0';
    return fits && length;
}

static enum aws_source credentials_find(struct aws_search *search, struct aws_credentials *credentials)
{
    enum aws_source source;

    if (aws_credentials_from_environment(credentials)) return AWS_SOURCE_FOUND;
    source = aws_credentials_from_web_identity(search, credentials);
    if (source == AWS_SOURCE_NONE) source = aws_credentials_from_profile(search, aws_profile_name(), credentials);
    if (source != AWS_SOURCE_NONE) return source;
    return aws_credentials_from_container(credentials, search->http) ||
                   aws_credentials_from_instance(credentials, search->http)
               ? AWS_SOURCE_FOUND
               : AWS_SOURCE_NONE;
}

static bool credentials_last(const struct aws_credentials *credentials, int64_t until)
{
    return *credentials->access_key_id && (!credentials->expires_at || credentials->expires_at > until);
}

int aws_credentials_refresh(struct aws_credentials *credentials, struct aws_http *http, int64_t now,
                            struct aws_error *error)
{
    struct aws_search search = { http, now, error };
    struct aws_credentials found;
    enum aws_source source;

    if (credentials_last(credentials, now + CREDENTIALS_MARGIN_SECONDS)) return 0;
    memset(&found, 0, sizeof found);
    source = credentials_find(&search, &found);
    if (source == AWS_SOURCE_FOUND) *credentials = found;
    explicit_bzero(&found, sizeof found);
    if (source == AWS_SOURCE_FOUND) return 0;
    if (credentials_last(credentials, now)) {
        aws_error_clear(error);
        return 0;
    }
    if (source == AWS_SOURCE_NONE)
        aws_error_set(
            error, AWS_ERROR_CREDENTIALS,
            "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile that "
            "has some (profile in use: %s)",
            aws_profile_name());
    return -1;
}

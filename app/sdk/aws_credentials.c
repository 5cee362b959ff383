/* The credentials chain: its order, and the sources on this machine. The ones over HTTP are in
 * aws_credentials_remote.c. */
#include "app/sdk/aws_credentials.h"

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

static bool credentials_from_file(bool (*find)(const char *, char *, size_t), struct aws_credentials *credentials)
{
    credentials->expires_at = 0;
    if (!find("aws_access_key_id", credentials->access_key_id, AWS_KEY_ID_SIZE)) return false;
    if (!find("aws_secret_access_key", credentials->secret_access_key, AWS_SECRET_SIZE)) return false;
    find("aws_session_token", credentials->session_token, AWS_TOKEN_SIZE);
    return true;
}

bool aws_credentials_from_files(struct aws_credentials *credentials)
{
    return credentials_from_file(aws_profile_credentials, credentials) ||
           credentials_from_file(aws_profile_config, credentials);
}

static bool credentials_last(const struct aws_credentials *credentials, int64_t until)
{
    return *credentials->access_key_id && (!credentials->expires_at || credentials->expires_at > until);
}

int aws_credentials_refresh(struct aws_credentials *credentials, struct aws_http *http, int64_t now,
                            struct aws_error *error)
{
    struct aws_credentials found;

    if (credentials_last(credentials, now + CREDENTIALS_MARGIN_SECONDS)) return 0;
    memset(&found, 0, sizeof found);
    if (aws_credentials_from_environment(&found) || aws_credentials_from_files(&found) ||
        aws_credentials_from_container(&found, http) || aws_credentials_from_instance(&found, http)) {
        *credentials = found;
        return 0;
    }
    if (credentials_last(credentials, now)) return 0;
    aws_error_set(error, AWS_ERROR_CREDENTIALS,
                  "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile that "
                  "has keys (profile in use: %s)",
                  aws_profile_name());
    return -1;
}

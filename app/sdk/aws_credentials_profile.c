/* Credentials of a profile: a role, single sign-on, keys, or a process. */
#include "app/sdk/aws_credentials.h"

#include <string.h>

#include "app/sdk/aws_profile.h"
#include "app/sdk/text.h"

enum { PROFILE_CHAIN_MAX = 8, PROFILE_NAME_SIZE = 256, PROFILE_VALUE_SIZE = 2049 };

static enum aws_source profile_find(struct aws_search *search, const char *profile, unsigned depth,
                                    struct aws_credentials *credentials);

static enum aws_source profile_fail(struct aws_search *search, const char *profile, const char *reason)
{
    aws_error_set(search->error, AWS_ERROR_CREDENTIALS, "profile %s: %s", profile, reason);
    return AWS_SOURCE_FAILED;
}

static bool profile_keys_in(enum aws_profile_file file, const char *profile, struct aws_credentials *credentials)
{
    credentials->expires_at = 0;
    if (!aws_profile_read(file, profile, "aws_access_key_id", credentials->access_key_id, AWS_KEY_ID_SIZE) ||
        !aws_profile_read(file, profile, "aws_secret_access_key", credentials->secret_access_key, AWS_SECRET_SIZE))
        return false;
    aws_profile_read(file, profile, "aws_session_token", credentials->session_token, AWS_TOKEN_SIZE);
    return *credentials->access_key_id;
}

static bool profile_keys(const char *profile, struct aws_credentials *credentials)
{
    return profile_keys_in(AWS_PROFILE_CREDENTIALS, profile, credentials) ||
           profile_keys_in(AWS_PROFILE_CONFIG, profile, credentials);
}

/* --- roles ---------------------------------------------------------------------------------------------------- */

/* The credentials that a profile assumes its role with, by its source_profile or credential_source. */
static enum aws_source profile_source(struct aws_search *search, const char *profile, unsigned depth,
                                      struct aws_credentials *credentials)
{
    char source[PROFILE_NAME_SIZE];
    bool found = false;

    if (aws_profile_setting(profile, "source_profile", source, sizeof source)) {
        if (strcmp(source, profile) != 0) {
            enum aws_source of = profile_find(search, source, depth + 1, credentials);

            return of == AWS_SOURCE_NONE ? profile_fail(search, source, "it has no credentials") : of;
        }
        found = profile_keys(profile, credentials);
    } else if (aws_profile_setting(profile, "credential_source", source, sizeof source)) {
        if (!strcmp(source, "Environment")) found = aws_credentials_from_environment(credentials);
        else if (!strcmp(source, "EcsContainer")) found = aws_credentials_from_container(credentials, search->http);
        else if (!strcmp(source, "Ec2InstanceMetadata"))
            found = aws_credentials_from_instance(credentials, search->http);
    }
    return found ? AWS_SOURCE_FOUND
                 : profile_fail(search, profile, "its role has no source of credentials that has some");
}

static enum aws_source profile_role(struct aws_search *search, const char *profile, const char *arn, unsigned depth,
                                    struct aws_credentials *credentials)
{
    char session[PROFILE_NAME_SIZE], external_id[PROFILE_VALUE_SIZE], duration[16], file[PROFILE_VALUE_SIZE];
    struct aws_credentials source_credentials = { 0 };
    struct aws_role role = { .arn = arn,
                             .session_name = session,
                             .external_id = external_id,
                             .duration_seconds = duration,
                             .token_file = file };
    enum aws_source source = AWS_SOURCE_FOUND;

    aws_profile_setting(profile, "role_session_name", session, sizeof session);
    aws_profile_setting(profile, "external_id", external_id, sizeof external_id);
    aws_profile_setting(profile, "duration_seconds", duration, sizeof duration);
    if (!aws_profile_setting(profile, "web_identity_token_file", file, sizeof file)) {
        if (aws_profile_setting(profile, "mfa_serial", file, sizeof file))
            return profile_fail(search, profile, "its role needs the code of an MFA device, which is not asked for");
        source = profile_source(search, profile, depth, &source_credentials);
        role.source = &source_credentials;
    }
    if (source == AWS_SOURCE_FOUND) source = aws_credentials_assume(search, &role, credentials);
    explicit_bzero(&source_credentials, sizeof source_credentials);
    return source;
}

/* --- profiles ------------------------------------------------------------------------------------------------- */

static enum aws_source profile_find(struct aws_search *search, const char *profile, unsigned depth,
                                    struct aws_credentials *credentials)
{
    char value[PROFILE_VALUE_SIZE];
    enum aws_source source;

    if (depth == PROFILE_CHAIN_MAX) return profile_fail(search, profile, "its source profiles go on and on");
    if (aws_profile_setting(profile, "role_arn", value, sizeof value))
        return profile_role(search, profile, value, depth, credentials);
    source = aws_credentials_from_sso(search, profile, credentials);
    if (source != AWS_SOURCE_NONE) return source;
    if (profile_keys(profile, credentials)) return AWS_SOURCE_FOUND;
    if (aws_profile_setting(profile, "credential_process", value, sizeof value))
        return aws_credentials_from_process(search, value, credentials);
    return AWS_SOURCE_NONE;
}

enum aws_source aws_credentials_from_profile(struct aws_search *search, const char *profile,
                                             struct aws_credentials *credentials)
{
    return profile_find(search, profile, 0, credentials);
}

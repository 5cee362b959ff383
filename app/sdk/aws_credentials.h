/* Where credentials come from. In this order, the first source that has some is used:
 *
 *   environment   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN
 *   web identity  AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN (AWS_ROLE_SESSION_NAME)
 *   files         the profile in use: see below
 *   container     AWS_CONTAINER_CREDENTIALS_RELATIVE_URI on 169.254.170.2, or AWS_CONTAINER_CREDENTIALS_FULL_URI, with
 *                 AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN
 *   instance      EC2's metadata service, version 2, unless AWS_EC2_METADATA_DISABLED is "true";
 *                 AWS_EC2_METADATA_SERVICE_ENDPOINT moves it
 *
 * A profile of the files is one of these; a source that is named there and fails ends the search with its reason.
 *
 *   role       role_arn with source_profile (another profile, or itself for its own keys), credential_source
 *              (Environment, EcsContainer, Ec2InstanceMetadata) or web_identity_token_file; role_session_name,
 *              external_id, duration_seconds. mfa_serial is refused: nobody is asked for a code
 *   sso        sso_session, or sso_start_url and sso_region; sso_account_id, sso_role_name; by the token that
 *              "aws sso login" left in ~/.aws/sso/cache. A token that has ended is not renewed
 *   keys       aws_access_key_id, aws_secret_access_key, aws_session_token
 *   process    credential_process, a command of the shell that prints them, within a minute
 *
 * AWS: "Standardized credential providers" in the SDKs and Tools reference guide. Those that expire are fetched again in
 * time. */
#ifndef APP_SDK_AWS_CREDENTIALS_H
#define APP_SDK_AWS_CREDENTIALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/sdk/aws_error.h"

struct aws_http;

enum { AWS_KEY_ID_SIZE = 129, AWS_SECRET_SIZE = 257, AWS_TOKEN_SIZE = 16385 };

struct aws_credentials {
    char access_key_id[AWS_KEY_ID_SIZE]; /* "" while none are known */
    char secret_access_key[AWS_SECRET_SIZE];
    char session_token[AWS_TOKEN_SIZE]; /* "" for long-lived ones */
    int64_t expires_at;                 /* seconds since the epoch; 0: never */
};

/* What a source says: it has none, it has some, or it should have and failed. */
enum aws_source { AWS_SOURCE_NONE, AWS_SOURCE_FOUND, AWS_SOURCE_FAILED };

/* What looking for them takes along. */
struct aws_search {
    struct aws_http *http;
    int64_t now;             /* seconds since the epoch */
    struct aws_error *error; /* set where a source failed */
};

/* Fills `credentials` unless they hold some that last another five minutes. Ones that are not expired yet are kept
 * where fetching new ones fails. Returns 0, or -1 with `error` set. `now` is in seconds since the epoch. */
int aws_credentials_refresh(struct aws_credentials *credentials, struct aws_http *http, int64_t now,
                            struct aws_error *error);

/* The sources one by one. The remote ones without a search make requests of at most a second each. */
bool aws_credentials_from_environment(struct aws_credentials *credentials);
bool aws_credentials_from_container(struct aws_credentials *credentials, struct aws_http *http);
bool aws_credentials_from_instance(struct aws_credentials *credentials, struct aws_http *http);
enum aws_source aws_credentials_from_web_identity(struct aws_search *search, struct aws_credentials *credentials);
enum aws_source aws_credentials_from_profile(struct aws_search *search, const char *profile,
                                             struct aws_credentials *credentials);
enum aws_source aws_credentials_from_sso(struct aws_search *search, const char *profile,
                                         struct aws_credentials *credentials);
enum aws_source aws_credentials_from_process(struct aws_search *search, const char *command,
                                             struct aws_credentials *credentials);

/* A role that is to be assumed. `source` NULL: by the web identity's token, of that file. */
struct aws_role {
    const char *arn;
    const char *session_name;     /* "": one is made up */
    const char *external_id;      /* "": none */
    const char *duration_seconds; /* "": the role's own */
    const char *token_file;
    const struct aws_credentials *source;
};

enum aws_source aws_credentials_assume(struct aws_search *search, const struct aws_role *role,
                                       struct aws_credentials *credentials);

/* Reads the document that container, instance and processes answer with: AccessKeyId, SecretAccessKey, Token or
 * SessionToken, Expiration. */
bool aws_credentials_parse(const char *json, struct aws_credentials *credentials);

/* "2026-01-31T12:00:00Z" as seconds since the epoch; 0 where it is not of that form. */
int64_t aws_credentials_parse_time(const char *string);

/* Reads a small file, a token say, without the blanks at its end; false where it cannot be read or does not fit. */
bool aws_credentials_read_file(const char *path, char *value, size_t size);

/* May a token be sent to this URL? Over https to anyone; over http only to loopback and the container's addresses. */
bool aws_credentials_uri_is_safe(const char *uri);

#endif

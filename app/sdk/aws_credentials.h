/* Where credentials come from. In this order, the first source that has some is used:
 *
 *   environment   AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN
 *   files         the profile in use, in the credentials file, then in the config file
 *   container     AWS_CONTAINER_CREDENTIALS_RELATIVE_URI on 169.254.170.2, or AWS_CONTAINER_CREDENTIALS_FULL_URI, with
 *                 AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN
 *   instance      EC2's metadata service, version 2, unless AWS_EC2_METADATA_DISABLED is "true";
 *                 AWS_EC2_METADATA_SERVICE_ENDPOINT moves it
 *
 * Those of containers and instances expire and are fetched again in time. */
#ifndef APP_SDK_AWS_CREDENTIALS_H
#define APP_SDK_AWS_CREDENTIALS_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sdk/aws_error.h"

struct aws_http;

enum { AWS_KEY_ID_SIZE = 129, AWS_SECRET_SIZE = 257, AWS_TOKEN_SIZE = 8193 };

struct aws_credentials {
    char access_key_id[AWS_KEY_ID_SIZE]; /* "" while none are known */
    char secret_access_key[AWS_SECRET_SIZE];
    char session_token[AWS_TOKEN_SIZE]; /* "" for long-lived ones */
    int64_t expires_at;                 /* seconds since the epoch; 0: never */
};

/* Fills `credentials` unless they hold some that last another five minutes. Ones that are not expired yet are kept
 * where fetching new ones fails. Returns 0, or -1 with `error` set. `now` is in seconds since the epoch. */
int aws_credentials_refresh(struct aws_credentials *credentials, struct aws_http *http, int64_t now,
                            struct aws_error *error);

/* The sources one by one; false where a source has none. The remote ones make requests of at most a second each. */
bool aws_credentials_from_environment(struct aws_credentials *credentials);
bool aws_credentials_from_files(struct aws_credentials *credentials);
bool aws_credentials_from_container(struct aws_credentials *credentials, struct aws_http *http);
bool aws_credentials_from_instance(struct aws_credentials *credentials, struct aws_http *http);

/* Reads the document that container and instance answer with: AccessKeyId, SecretAccessKey, Token, Expiration. */
bool aws_credentials_parse(const char *json, struct aws_credentials *credentials);

/* May a token be sent to this URL? Over https to anyone; over http only to loopback and the container's addresses. */
bool aws_credentials_uri_is_safe(const char *uri);

#endif

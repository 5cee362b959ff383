/* The headers of one signed request: its host, time, session token, those of the request, and Authorization. */
#ifndef APP_SDK_AWS_SIGNED_H
#define APP_SDK_AWS_SIGNED_H

#include "app/sdk/aws_credentials.h"
#include "app/sdk/aws_endpoint.h"
#include "app/sdk/aws_sigv4.h"

enum { AWS_SIGNED_HEADERS_MAX = 32, AWS_SIGNED_AUTHORIZATION_MAX = 16 * 1024 };

/* AWS: what stands for the digest of a body that is not hashed ahead: one that streams, to S3 over TLS. */
#define AWS_UNSIGNED_PAYLOAD "UNSIGNED-PAYLOAD"

/* What is signed, for whom and when. */
struct aws_signed_request {
    const struct aws_credentials *credentials;
    const struct aws_service *service;
    const char *region; /* the caller's */
    const char *host;
    const char *method;
    const char *path;  /* encoded */
    const char *query; /* encoded; NULL: none */
    const struct aws_header *headers;
    size_t header_count;
    const char *payload_hash; /* or AWS_UNSIGNED_PAYLOAD */
    long long now;            /* seconds since the epoch */
    struct aws_sigv4_keys *keys;
};

/* The headers in the order that they are sent in. The request's own must live as long. */
struct aws_signed {
    struct aws_header list[AWS_SIGNED_HEADERS_MAX];
    size_t count;
    char time[AWS_SIGV4_TIME_SIZE];
    struct text authorization;
};

void aws_signed_init(struct aws_signed *headers, const struct aws_signed_request *request);
void aws_signed_release(struct aws_signed *headers);

#endif

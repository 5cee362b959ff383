/* AWS Signature Version 4, step by step, so that a wrong signature can be traced to the step that made it:
 *
 *     request -> canonical request -> string to sign -> signature -> Authorization header or query parameter
 *
 * Pure: no clock, no environment, no connection. The reference is "Create a signed AWS API request" in the IAM user
 * guide. Paths are taken as they stand on the wire and encoded once more, as every service but S3 wants it. */
#ifndef APP_SDK_AWS_SIGV4_H
#define APP_SDK_AWS_SIGV4_H

#include "app/sdk/aws_digest.h"
#include "app/sdk/text.h"

enum { AWS_SIGV4_HEADERS_MAX = 64, AWS_SIGV4_PARAMETERS_MAX = 128, AWS_SIGV4_TIME_SIZE = 17 };
enum { AWS_SIGV4_KEYS = 4, AWS_SIGV4_SCOPE_SIZE = 160, AWS_SIGV4_SECRET_SIZE = 160 };

struct aws_header {
    const char *name;
    const char *value;
};

/* What is signed. All headers given are signed; `host` and `x-amz-date` belong among them for header signing. */
struct aws_signable {
    const char *method;
    const char *path;  /* absolute, as on the wire */
    const char *query; /* as on the wire without the '?', or NULL */
    const struct aws_header *headers;
    size_t header_count;      /* at most AWS_SIGV4_HEADERS_MAX */
    const char *payload_hash; /* lower-case hexadecimal SHA-256 of the body */
    bool normalize_path;      /* resolve "." and ".." and repeated slashes first */
    bool is_path_canonical;   /* S3: the path is signed as it stands on the wire */
};

/* Signing keys of a day, a region and a service, each of which four digests make, kept for the next signature. The
 * owner zeroes it at first, and wipes it at last. */
struct aws_sigv4_keys {
    struct aws_sigv4_key {
        char scope[AWS_SIGV4_SCOPE_SIZE]; /* "" in a place that is free */
        char secret[AWS_SIGV4_SECRET_SIZE];
        unsigned char key[AWS_SHA256_BYTES];
    } list[AWS_SIGV4_KEYS];
    unsigned next; /* the place that is taken next */
};

/* Who signs, when, and for what scope. */
struct aws_signing {
    const char *access_key_id;
    const char *secret_access_key;
    const char *region;
    const char *service;
    const char *time;            /* "20150830T123600Z" */
    struct aws_sigv4_keys *keys; /* or NULL: none are kept */
};

/* The steps. Each appends to its output; more headers or parameters than the maximum are a programming error. */
void aws_sigv4_canonical_request(const struct aws_signable *request, struct text *out);
void aws_sigv4_signed_headers(const struct aws_signable *request, struct text *out);
void aws_sigv4_string_to_sign(const struct aws_signing *signing, const struct text *canonical_request,
                              struct text *out);
void aws_sigv4_signature(const struct aws_signing *signing, const struct text *string_to_sign,
                         char signature[AWS_SHA256_HEX]);

/* All steps: appends the value of the Authorization header. */
void aws_sigv4_authorization(const struct aws_signing *signing, const struct aws_signable *request, struct text *out);

/* The query that is signed for a presigned URL: the request's own followed by X-Amz-Algorithm and its companions, with
 * the session token when it is not NULL. Sign the request with this as its query and append "&X-Amz-Signature=". */
void aws_sigv4_presign_query(const struct aws_signing *signing, const struct aws_signable *request,
                             const char *session_token, unsigned expires_seconds, struct text *out);

/* Formats seconds since the epoch as AWS_SIGV4_TIME_SIZE bytes, "20150830T123600Z". */
void aws_sigv4_time(long long epoch_seconds, char time[AWS_SIGV4_TIME_SIZE]);

#endif

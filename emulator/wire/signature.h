/* Signature Version 4, verified.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
#ifndef NUBE_SIGNATURE_H
#define NUBE_SIGNATURE_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* What a request says of its signature; spans into the request or its arena. */
struct signature {
    struct span access_key_id, date, region, service; /* the credential scope */
    struct span signed_headers;                       /* "host;x-amz-date" */
    struct span signature;
    struct span time;    /* X-Amz-Date, 20261124T042330Z */
    struct span token;   /* session token; absent when none was sent */
    bool in_query;       /* a presigned URL */
    struct span expires; /* X-Amz-Expires of a presigned URL: seconds; absent when there is none */
    const char *words;   /* AWS's, for why it cannot be taken; NULL where it can */
};

enum signature_found {
    SIGNATURE_NONE,
    SIGNATURE_MALFORMED, /* IncompleteSignature, by s->words */
    SIGNATURE_WRONG,     /* InvalidSignature, by s->words */
    SIGNATURE_FOUND
};

/* Finds the signature in the Authorization header or the query string. s->words is in the request's arena. */
enum signature_found signature_parse(const struct http_request *request, struct signature *s);

/* The steps of the calculation, each by itself so that a failure names its step. Texts are made in the request's
 * arena. */
struct span signature_canonical_request(const struct http_request *request, const struct signature *s);
struct span signature_string_to_sign(const struct http_request *request, const struct signature *s,
                                     struct span canonical);
struct span signature_calculate(const struct http_request *request, const struct signature *s,
                                struct span string_to_sign, struct span secret);

/* What the request says of its payload (x-amz-content-sha256): the header, or what a presigned URL has in its place,
 * which is UNSIGNED-PAYLOAD where it has nothing. Absent where nothing is said. */
struct span signature_payload(const struct http_request *request, const struct signature *s);

/* The request with headers of S3's that a presigned URL has in its query in their place: for who reads what is asked.
 * The request itself where there is none. AWS: a checksum there counts for nothing. */
const struct http_request *signature_hoisted(const struct http_request *request, const struct signature *s);

/* Is it a digest, in hex, rather than UNSIGNED-PAYLOAD, STREAMING-… or anything? */
bool signature_is_digest(struct span told);

/* Does the request carry the signature that `secret` gives? */
bool signature_verify(const struct http_request *request, const struct signature *s, struct span secret);

/* What S3 tells of a signature that does not match: the members AWSAccessKeyId, StringToSign, SignatureProvided,
 * StringToSignBytes, and of a request CanonicalRequest and CanonicalRequestBytes; `canonical` is absent for what is
 * none. AWS: bytes are pairs of hex digits with blanks between. */
struct doc *signature_told(struct arena *a, struct span access_key_id, struct span provided, struct span string_to_sign,
                           struct span canonical);
#define SIGNATURE_MISMATCH_WORDS                                                                         \
    "The request signature we calculated does not match the signature you provided. Check your key and " \
    "signing method."

#endif

/* S3's own encoding of a payload in chunks, each with its signature where the client signs them, and headers that trail
 * the last one. It lies inside of what HTTP transfers, whatever that does.
 *
 *     10000;chunk-signature=ad80c7…\r\n <65,536 bytes> \r\n
 *     0;chunk-signature=b6c6ea…\r\n
 *     x-amz-checksum-crc32c:sOO8/Q==\r\n
 *     x-amz-trailer-signature:d81f82…\r\n
 *     \r\n
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
#ifndef NUBE_AWS_CHUNKED_H
#define NUBE_AWS_CHUNKED_H

#include "emulator/core/call.h"

struct aws_chunked {
    int64_t decoded_bytes; /* x-amz-decoded-content-length */
    bool is_signed;        /* each chunk has a signature */
    bool may_trail;        /* x-amz-content-sha256 ends in -TRAILER */
    struct span trailer;   /* x-amz-trailer: the name of what trails; absent: nothing does */

    /* Signatures are verified by this key; else they have to be there, whatever they are. */
    bool is_verified;
    unsigned char signing_key[32];
    struct span access_key_id, time, scope; /* "20130524T000000Z", "20130524/us-east-1/s3/aws4_request" */
    struct span signature;                  /* of the request's head, which the first chunk's follows */
};

/* What the x-amz-content-sha256 of such a payload says of it: false for any other. */
bool aws_chunked_marked(struct span content_sha256, struct aws_chunked *how);

/* Decodes `inner`, which it closes. At the end, and not before, call->trailers has what trailed; until then its name,
 * and null. It breaks off, with the fault in the call, where the payload is not whole, not well-formed, not as long as
 * told, or not as signed. In the call's arena; what `how` points to must live as long. */
struct source *aws_chunked_source(struct call *c, struct source *inner, const struct aws_chunked *how);

/* A Content-Encoding without "aws-chunked": what is stored. Absent when nothing is left. In the arena. */
struct span aws_chunked_strip(struct arena *a, struct span content_encoding);

#endif

/* A request's payload, as its x-amz-content-sha256 describes it: held against a digest, decoded where it comes in
 * chunks. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
#ifndef NUBE_PAYLOAD_H
#define NUBE_PAYLOAD_H

#include "emulator/core/call.h"
#include "emulator/edge/signature.h"

/* What the request says of its payload: the header, or what a presigned URL has in its place, which is UNSIGNED-PAYLOAD
 * where it has nothing. Absent where nothing is said. */
struct span payload_told(const struct http_request *request, const struct signature *s);

/* The digest that this names, in hex; absent where it says anything else (UNSIGNED-PAYLOAD, STREAMING-…). */
struct span payload_digest(const struct http_request *request);

/* Of services with WIRE_S3, before anybody looks at the signature: has a request that is signed in its header said what
 * its payload is, and in words that there are? 0, or -1 with InvalidRequest or InvalidArgument. */
int payload_require(struct call *c, const struct http_request *request, const struct signature *s,
                    enum signature_found found);

/* Once it is known who calls. A stream gets sources before call->body_in that decode it (wire/aws_chunked.h), and that
 * break at its end where it is not what was told, with the fault in the call (XAmzContentSHA256Mismatch); a payload
 * that is there is looked at now. 0, or -1 with the fault. */
int payload_check(struct call *c, const struct http_request *request, const struct signature *s);

#endif

/* A request's payload, as its x-amz-content-sha256 describes it: held against a digest, decoded where it comes in
 * chunks. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
#ifndef NUBE_PAYLOAD_H
#define NUBE_PAYLOAD_H

#include "emulator/core/call.h"
#include "emulator/wire/signature.h"

/* Once it is known who calls. A stream gets sources before call->body_in that decode it (wire/aws_chunked.h), and that
 * break at its end where it is not what was told, with the fault in the call (XAmzContentSHA256Mismatch); a payload
 * that is there is looked at now. 0, or -1 with the fault. */
int payload_check(struct call *c, const struct http_request *request, const struct signature *s);

#endif

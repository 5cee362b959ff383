/* The payload of a STREAMS_IN call, held against the digest that the request names: x-amz-content-sha256.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
#ifndef NUBE_PAYLOAD_H
#define NUBE_PAYLOAD_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* The digest that the header names, in hex; absent where it says anything else (UNSIGNED-PAYLOAD, STREAMING-…). */
struct span payload_digest(const struct http_request *request);

/* Puts a source before call->body_in that breaks at the end, with XAmzContentSHA256Mismatch in the call, when what
 * came has another digest. Does nothing where the request names none. */
void payload_check(struct call *c, const struct http_request *request);

#endif

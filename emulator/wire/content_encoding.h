/* gzip and deflate on the wire, of services whose answers have WIRE_GZIP. */
#ifndef NUBE_CONTENT_ENCODING_H
#define NUBE_CONTENT_ENCODING_H

#include "emulator/core/call.h"
#include "emulator/http/http.h"

/* The request's body, unpacked into the call's arena when it came packed. 0, or -1 with InternalServerError: it
 * cannot be unpacked, is larger than 16 MiB then, or is encoded in another way. */
int content_decode(struct call *c, const struct http_request *request, struct span *body);

/* Deflates the answer's body when the request accepts that and it is worth it; x-amz-crc32 becomes that of the
 * bytes sent. */
void content_encode(const struct call *c, const struct http_request *request, struct http_response *response);

#endif

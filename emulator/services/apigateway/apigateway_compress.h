/* Payloads that go out smaller, and that came so, where the API says from how many bytes on.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html */
#ifndef NUBE_APIGATEWAY_COMPRESS_H
#define NUBE_APIGATEWAY_COMPRESS_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Takes a body apart that says that it is gzip or deflate. 0, or -1 with a refusal. */
int api_decompress(struct api_request *r);

/* Makes the answer's body smaller, where the client takes that. */
void api_compress(struct api_request *r);

#endif

/* Answers of integrations whose responseTransferMode is STREAM: they go on to the client piece by piece, as they come.
 * AWS: not cached, compressed or logged, of any size, in 15 minutes at most, and without a pause of more than five
 * minutes (30 seconds of an API whose endpoint is EDGE).
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
#ifndef NUBE_APIGATEWAY_STREAM_H
#define NUBE_APIGATEWAY_STREAM_H

#include "emulator/services/apigateway/apigateway_request.h"

/* Is the method's integration one? */
bool api_stream_is_wanted(const struct api_request *r);

/* How long a piece may take to come. */
int64_t api_stream_pause_ms(const struct api_request *r);

/* A body within the integration's time, counted from `began_us`: it breaks off once that is over, or a pause is too
 * long. It takes the pieces over. */
struct source *api_stream_open(const struct api_request *r, struct source *pieces, int64_t began_us);

/* What a function's events (InvokeWithResponseStream) carry, and takes them over. It breaks off where the function
 * failed. */
struct source *api_stream_payloads(struct source *events);

/* Of an answer that nobody takes in pieces: puts what comes of it in that time into the response, up to so many bytes,
 * and closes it. */
void api_stream_gather(struct http_response *response, size_t bytes_max, int64_t within_ms);

#endif

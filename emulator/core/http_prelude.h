/* A function's streamed answer that begins with its head: JSON, eight NULs, and then the body. Function URLs and API
 * Gateway have it in common.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html */
#ifndef NUBE_HTTP_PRELUDE_H
#define NUBE_HTTP_PRELUDE_H

#include "emulator/base/source.h"

/* The same pieces, whose beginning can be looked at before they are read. It is on the heap, and they close with it. */
struct source *http_prelude_open(struct source *pieces);

/* Waits for the first piece. False: it ended or broke off before there was any. */
bool http_prelude_begins(struct source *prelude);

/* Takes the head off the front, of up to so many bytes: what is read from then on is the body. False: there is no end
 * of one. The head is in the arena. */
bool http_prelude_take(struct source *prelude, size_t head_bytes_max, struct arena *a, struct span *head);

#endif

/* A codec carries calls over one protocol: it reads a request into the input tree by the operation's shape, and writes the
 * output tree, or a fault, as the answer. Handlers never know which. */
#ifndef NUBE_CODEC_H
#define NUBE_CODEC_H

#include "emulator/core/service.h"
#include "emulator/http/http.h"

struct codec {
    const char *name;

    /* Fills c->in from the request. 0, or -1 with a fault (SerializationException and its like). c->operation is set. */
    int (*decode)(struct call *c, const struct http_request *request);

    /* Writes status, headers and body of a success. */
    void (*encode)(const struct call *c, struct http_response *response);

    /* Writes those of a fault. c->service may be NULL (nobody knows who was meant); c->operation may be. */
    void (*encode_fault)(const struct call *c, struct http_response *response);
};

extern const struct codec aws_json_1_0, aws_json_1_1, aws_query, rest_json;

#endif

/* A codec carries calls over one protocol: it tells whether a request speaks it, reads the request into the input
 * tree by the operation's shape, and writes the output tree, or a fault, as the answer. Handlers never know which. */
#ifndef NUBE_CODEC_H
#define NUBE_CODEC_H

#include "emulator/core/call.h"
#include "emulator/core/protocol.h"
#include "emulator/http/http.h"

/* What a request names, in the words of its protocol. */
struct codec_names {
    struct span service;   /* the shape name of the service; absent where the signature alone tells */
    struct span operation; /* absent where method and path alone tell */
};

struct codec {
    const char *name;
    enum protocol protocol;

    /* Does the request bear the protocol's marks? Then *names is what it names. NULL: it has none, as REST. */
    bool (*matches)(const struct http_request *request, struct codec_names *names);

    /* Fills c->in from the request. 0, or -1 with a fault (SerializationException and its like). c->operation is
     * set. */
    int (*decode)(struct call *c, const struct http_request *request);

    /* Writes status, headers and body of a success. */
    void (*encode)(const struct call *c, struct http_response *response);

    /* Writes those of a fault. c->service may be NULL (nobody knows who was meant); c->operation may be. */
    void (*encode_fault)(const struct call *c, struct http_response *response);
};

#endif

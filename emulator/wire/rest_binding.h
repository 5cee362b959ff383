/* REST bindings: members in the path, the query string, headers, the status, and a payload that is the body as a
 * whole. The body itself is the codec's. https://smithy.io/2.0/spec/http-bindings.html */
#ifndef NUBE_REST_BINDING_H
#define NUBE_REST_BINDING_H

#include "emulator/core/codec.h"
#include "emulator/core/service.h"

/* How a codec reads and writes bodies. */
struct rest_body {
    const char *content_type;

    /* The tree of the shape, of which only IN_BODY members come from here; NULL with a fault. The body is not blank.
     * `payload` is the input's member that it is as a whole; NULL: it holds the input's IN_BODY members. */
    struct doc *(*read)(struct call *c, const struct shape *shape, const struct member *payload, struct span body);

    /* `payload` is the output's member that is the body as a whole; NULL: the body holds the output's IN_BODY
     * members. */
    void (*write)(struct buf *b, const struct call *c, const struct member *payload, const struct doc *tree);
};

/* Fills c->in, and c->body_in of what streams. 0, or -1 with SerializationException. A payload of bytes or text is
 * the body as it is. */
int rest_decode(struct call *c, const struct http_request *request, const struct rest_body *body);

/* Writes the headers that a fault has. */
void rest_headers_encode(const struct call *c, struct http_response *response);

/* Writes the status, headers and body of a success, but for what streams: that is whoever's who sends it.
 * x-amzn-RequestId is the codec's. */
void rest_encode(const struct call *c, struct http_response *response, const struct rest_body *body);

#endif

/* Bodies on a connection of civetweb's: a request's comes in, whole or in pieces, an answer goes out. */
#ifndef NUBE_HTTP_TRANSFER_H
#define NUBE_HTTP_TRANSFER_H

#include "emulator/http/http.h"

struct mg_connection;
struct http_connection;

/* A request's body on its way. As a source it gives what comes, and breaks where the connection does or a chunk is
 * malformed. */
struct http_incoming {
    struct source source; /* its size: what was announced; -1: in chunks */
    struct mg_connection *conn;
    struct http_connection *connection; /* who watches it; told of what gets through. NULL: nobody */
    int64_t left;                       /* announced and not read yet; -1: in chunks */
    bool is_over, is_broken;
    bool is_awaited; /* the client waits for 100 Continue before it sends */
};

/* Looks at how the request announces its body; `announced` is what civetweb makes of it (-1: no length). 0, or 400
 * when that cannot be trusted: a length that is not digits, two of them, a length and chunks, an encoding other
 * than chunks (RFC 9112, section 6). */
int http_incoming_begin(struct http_incoming *in, struct mg_connection *conn, const struct http_request *request,
                        long long announced);

/* Reads all of it. 0, or the status to refuse with: 413 when there is more than `max`, as soon as that is seen; 400
 * when it breaks off, 408 when it does not come. */
int http_incoming_read(struct http_incoming *in, struct buf *body, size_t max);

/* Whether or not a body has been read to its end: only then the connection is good for another request. */
bool http_incoming_is_over(const struct http_incoming *in);

/* Takes a bounded part of what nobody read, so that a client that still sends sees the answer before the connection
 * closes. */
void http_incoming_drain(struct http_incoming *in);

/* Sends the answer, its source included, which is closed. `keep_alive_seconds` 0: the connection is to close. False
 * when not all could be sent: then it must close. */
bool http_answer_send(const struct http_incoming *in, const struct http_request *request,
                      struct http_response *response, int keep_alive_seconds);

/* The same as bytes, of an answer without a source, for a connection that is to close. */
void http_answer_write(struct buf *out, const struct http_request *request, const struct http_response *response);

#endif

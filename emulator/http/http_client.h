/* Sending HTTP requests, many at once, on one thread of their own (libcurl's multi interface). A slow server holds
 * up nobody but who asked. */
#ifndef NUBE_HTTP_CLIENT_H
#define NUBE_HTTP_CLIENT_H

#include "emulator/http/http.h"

#define HTTP_CLIENT_HEADERS_MAX 64
#define HTTP_CLIENT_BODY_MAX    4096 /* of an answer's body so much is kept, unless the request says otherwise */

struct http_client_request {
    const char *method; /* NULL: POST */
    const char *url;    /* http or https; redirects are not followed */
    struct http_header headers[HTTP_CLIENT_HEADERS_MAX];
    size_t header_count;
    struct span body;      /* absent: none; of a POST: an empty one */
    size_t body_bytes_max; /* so much of the answer's body is kept; 0: HTTP_CLIENT_BODY_MAX */
    int timeout_ms;        /* of the machine's own time, for all of it */
};

struct http_client_result {
    int status;                                          /* 0: there was no answer */
    const char *error;                                   /* then libcurl's words */
    bool timed_out;                                      /* then: it took longer than it may */
    struct http_header headers[HTTP_CLIENT_HEADERS_MAX]; /* of the answer; more are dropped */
    size_t header_count;
    struct span body; /* of the answer, its beginning */
    bool was_cut;     /* there was more of it */
    bool was_stopped; /* http_client_stop ended it */
};

typedef void http_client_done(const struct http_client_result *result, void *arg);

/* Sends; returns at once. The request and what it points to must stay until `done` was called, once, on the client's
 * thread; it must be brief. How many are under way together is the callers' to bound. */
void http_client_send(const struct http_client_request *request, http_client_done *done, void *arg);

/* Reads a line of an answer's head. A status line begins anew: what came before was not the answer yet (100
 * Continue). */
void http_client_head_line(struct arena *a, struct http_client_result *result, struct span line);

/* Ends the thread and what is under way; a later http_client_send begins anew. */
void http_client_stop(void);

#endif

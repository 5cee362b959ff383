/* Fetching over HTTP on the caller's own thread, both bodies piece by piece (libcurl). Connections are kept for the
 * next one who fetches from there. */
#ifndef NUBE_HTTP_FETCH_H
#define NUBE_HTTP_FETCH_H

#include "emulator/http/http.h"

/* Of an answer. */
#define HTTP_FETCH_HEADERS_MAX 96

struct http_fetch_request {
    struct span method;
    const char *url; /* http or https; redirects are not followed */
    const struct http_header *headers;
    size_t header_count;
    struct source *body;     /* NULL: none. Its size is announced; -1: it goes in chunks */
    int connect_ms, read_ms; /* for a connection; and for the answer to begin, and for each piece of it to come */
    int keep_alive_seconds;
    const char *certificate, *key;     /* who asks, for a server that wants to know: PEM. NULL: nobody */
    bool takes_any_authority;          /* whoever signed the server's certificate: see http_trust.h */
    const struct http_request *client; /* for whom: when it is gone nobody waits any more. NULL: for whoever */
};

enum http_fetch_outcome {
    HTTP_FETCH_ANSWERED,
    HTTP_FETCH_NOT_RESOLVED,
    HTTP_FETCH_NOT_CONNECTED,
    HTTP_FETCH_CONNECT_TIMED_OUT,
    HTTP_FETCH_READ_TIMED_OUT,
    HTTP_FETCH_GIVEN_UP,  /* the client is gone */
    HTTP_FETCH_UNTRUSTED, /* nobody who is trusted signed its certificate */
    HTTP_FETCH_EXPIRED,   /* its certificate's time is over, or is still to come */
    HTTP_FETCH_MISNAMED,  /* its certificate is of another name */
    HTTP_FETCH_BROKEN     /* it closed early, speaks no HTTP, has a status above 599, or too many headers */
};

struct http_fetch_answer {
    int status;
    struct http_header *headers; /* in the arena: HTTP_FETCH_HEADERS_MAX at most */
    size_t header_count;
    struct source *body; /* on the heap; NULL: there can be none. Breaks off where the server does */
};

/* Sends the request, and waits until the answer's head is there. Nothing is kept of an answer whose body was not read
 * to its end. */
enum http_fetch_outcome http_fetch(struct arena *a, const struct http_fetch_request *request,
                                   struct http_fetch_answer *answer);

#endif

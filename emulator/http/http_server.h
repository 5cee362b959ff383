/* A listener: civetweb's threads, each serving one connection at a time. */
#ifndef NUBE_HTTP_SERVER_H
#define NUBE_HTTP_SERVER_H

#include "emulator/http/http.h"

struct http_server;

struct http_server_options {
    const char *host; /* an address: "127.0.0.1", "0.0.0.0"; of IPv4: the front has the others (http_front.h) */
    int port;         /* 0: the system chooses */
    int threads;
    size_t body_bytes_max; /* a larger body in memory is refused, before it is read where its length is announced */
    int keep_alive_ms;     /* how long an idle connection may hold its thread; 2000 at least */
    bool gives_way;        /* see http_connections_new; and heads, bodies and answers that stand still break off */
    /* Answers a request, on one of the listener's threads. response->status is 200 to begin with. */
    void (*handle)(const struct http_request *request, struct http_response *response, void *arg);
    /* Does whoever serves the request take its body as a stream (request->stream)? Asked with the head alone, and
     * only when the body is long or of unknown length: a short one is in memory even then (see
     * http_request_source). NULL: no. */
    bool (*streams)(const struct http_request *request, void *arg);
    /* Instead of `handle`: words for what the listener refuses, whose body has not been read. The answer has this
     * status, unless it is given another of an error, and closes the connection: 503, it drains; 413, the body is
     * larger than body_bytes_max; 431, there are more than 63 headers; 400, the body breaks off or its length cannot be
     * told; 408, it does not come.
     * NULL: a line of text. */
    void (*refuse)(const struct http_request *request, struct http_response *response, int status, void *arg);
    void *arg;
};

/* Starts listening. NULL with one line in *error (static storage) when the address is taken or not ours. */
struct http_server *http_server_start(const struct http_server_options *options, const char **error);

/* Why one cannot listen there now; NULL when one can. For refusing early, before anything else is touched. */
const char *http_server_refusal(const char *host, int port);

/* From now on new requests are refused; waits until those under way have ended, `milliseconds` at most. The
 * listener itself goes with the process: closing it could take civetweb seconds. */
void http_server_drain(struct http_server *s, int milliseconds);

int http_server_port(const struct http_server *s);

#endif

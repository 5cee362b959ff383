/* Requests that wait for long go on apart: without their listener's thread. The connection is taken from civetweb and
 * belongs to one thread that looks after all of them; it closes when the answer has been sent. */
#ifndef NUBE_HTTP_APART_H
#define NUBE_HTTP_APART_H

#include "emulator/http/http.h"

struct http_connection;

/* What a request on its listener's thread owns: what goes with it when it leaves. */
struct http_exchange {
    struct http_connection *connection;
    struct buf *body;
    _Atomic int *under_way; /* counts it until it is answered */
    bool is_apart;          /* it has left: the listener answers nothing */
};

struct http_apart;

/* Both are called on the thread that looks after those that are apart, with the argument of http_apart_take. */
struct http_apart_ways {
    /* Once, when it is ready: fills the response, and frees what is the argument's. */
    void (*answer)(const struct http_request *request, struct http_response *response, void *arg);
    /* Its client is gone: it is to get ready soon. Perhaps again. */
    void (*gone)(void *arg);
};

/* How many may be apart at once, one open file each. None, before this was called. */
void http_apart_init(int most);

/* For a listener's `handle`: takes the request off its thread. Its copy, with all it points to, lives until it was
 * answered; its body is the copy's alone from then on. NULL: it has to stay (its body is a stream, or there are too
 * many). Whoever takes it begins it, once `arg` is as the ways want it, and says when it is ready. */
struct http_apart *http_apart_take(const struct http_request *request, const struct http_apart_ways *ways, void *arg);
const struct http_request *http_apart_request(const struct http_apart *a);
void http_apart_begin(struct http_apart *a);

/* From any thread, once; it may be gone when this returns. */
void http_apart_ready(struct http_apart *a);

#endif

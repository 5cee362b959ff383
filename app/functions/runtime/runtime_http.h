/* The connection to the Lambda Runtime API: HTTP/1.1 over one kept-alive socket to an address on this machine.
 *
 * It is written on plain sockets because it is all that a function needs before its first event, and a function's start
 * should cost no more than that. It understands what the Runtime API answers: a status line, headers, and a body by
 * Content-Length or in chunks. */
#ifndef APP_FUNCTIONS_RUNTIME_RUNTIME_HTTP_H
#define APP_FUNCTIONS_RUNTIME_RUNTIME_HTTP_H

#include "app/sdk/text.h"

enum { RUNTIME_HEAD_MAX = 64 * 1024, RUNTIME_BODY_MAX = 8 * 1024 * 1024, RUNTIME_ADDRESS_SIZE = 256 };

struct runtime_http {
    char host[RUNTIME_ADDRESS_SIZE];
    char port[8];
    int socket;           /* -1: not connected */
    struct text received; /* what came in and is not read yet */
};

struct runtime_answer {
    int status;
    struct text head;
    struct text body;
};

/* Takes "host:port". False where it is not of that form. */
bool runtime_http_init(struct runtime_http *http, const char *address);
void runtime_http_release(struct runtime_http *http);

void runtime_answer_init(struct runtime_answer *answer);
void runtime_answer_release(struct runtime_answer *answer);

/* Sends a request and waits for its whole answer, without a bound: the next event may be hours away. `headers` are
 * lines ending in "\r\n". A connection that turns out to be closed is opened once more. False where there is no
 * answer. */
bool runtime_http_exchange(struct runtime_http *http, const char *method, const char *path, const char *headers,
                           const struct text *body, struct runtime_answer *answer);

/* Copies a header's value; false and "" where there is none or it does not fit. */
bool runtime_answer_header(const struct runtime_answer *answer, const char *name, char *value, size_t size);

#endif

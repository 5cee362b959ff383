/* HTTP with kept-alive connections, over libcurl.
 *
 * A client keeps its connections open between requests and is used by one thread at a time. libcurl brings some thirty
 * shared libraries along whose loading takes longer than everything else a small program does, so it is loaded with
 * the first request that needs it; aws_http_load does it ahead of time. */
#ifndef APP_SDK_AWS_HTTP_H
#define APP_SDK_AWS_HTTP_H

#include "app/sdk/aws_sigv4.h"
#include "app/sdk/text.h"

enum {
    AWS_HTTP_BODY_MAX = 16 * 1024 * 1024,
    AWS_HTTP_HEADERS_MAX_BYTES = 64 * 1024,
    AWS_HTTP_MESSAGE_SIZE = 256,
};

enum aws_http_result {
    AWS_HTTP_ANSWERED,
    AWS_HTTP_UNREACHABLE, /* no connection: nothing was sent */
    AWS_HTTP_DROPPED,     /* the connection ended before a whole answer */
    AWS_HTTP_TIMED_OUT,
    AWS_HTTP_FAILED, /* anything that a repetition will not mend: a bad URL, an untrusted certificate */
};

struct aws_http_request {
    const char *method;
    const char *url;
    const struct aws_header *headers;
    size_t header_count;
    const char *body; /* NULL: none */
    size_t body_length;
    long connect_timeout_ms;
    long timeout_ms; /* the whole exchange */
    bool no_proxy;   /* ignore the environment's proxy: link-local addresses */
    bool is_alone;   /* on a connection of its own: no stray answer to another request can be taken for its own */
};

struct aws_http_response {
    int status;
    struct text headers; /* "Name: value" lines */
    struct text body;
    char message[AWS_HTTP_MESSAGE_SIZE]; /* why there is no answer */
};

struct aws_http;

/* Never NULL. Nothing is loaded or opened yet. */
struct aws_http *aws_http_new(void);
void aws_http_free(struct aws_http *http);

/* Loads libcurl; false with a reason in `message` (AWS_HTTP_MESSAGE_SIZE bytes) where that fails. Not thread-safe the
 * first time. */
bool aws_http_load(char *message);

/* `response` must be initialised and is cleared first. */
enum aws_http_result aws_http_send(struct aws_http *http, const struct aws_http_request *request,
                                   struct aws_http_response *response);

void aws_http_response_init(struct aws_http_response *response);
void aws_http_response_release(struct aws_http_response *response);

/* Copies the value of a header, its name without regard to case; false and "" where there is none. */
bool aws_http_response_header(const struct aws_http_response *response, const char *name, char *value, size_t size);

#endif

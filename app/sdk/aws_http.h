/* HTTP with kept-alive connections, over libcurl.
 *
 * A client keeps its connections open between requests and is used by one thread at a time. libcurl brings some thirty
 * shared libraries along whose loading takes longer than everything else a small program does, so it is loaded with
 * the first request that needs it; aws_http_load does it ahead of time. */
#ifndef APP_SDK_AWS_HTTP_H
#define APP_SDK_AWS_HTTP_H

#include <stdint.h>

#include "app/sdk/aws_sigv4.h"
#include "app/sdk/text.h"

enum {
    AWS_HTTP_BODY_MAX = 16 * 1024 * 1024,
    AWS_HTTP_HEADERS_MAX_BYTES = 64 * 1024,
    AWS_HTTP_MESSAGE_SIZE = 256,
    AWS_HTTP_STALL_SECONDS = 60, /* without a byte, where an exchange has no other end */
};

enum aws_http_result {
    AWS_HTTP_ANSWERED,
    AWS_HTTP_UNREACHABLE, /* no connection: nothing was sent */
    AWS_HTTP_DROPPED,     /* the connection ended before a whole answer */
    AWS_HTTP_TIMED_OUT,
    AWS_HTTP_FAILED, /* anything that a repetition will not mend: a bad URL, an untrusted certificate */
};

/* A body that is read as it is sent. `read` fills at most `size` bytes and returns how many, AWS_HTTP_READ_FAILED when
 * it fails. `rewind` goes back to the beginning, for another attempt; NULL: that is not possible. */
struct aws_http_source {
    size_t (*read)(void *arg, char *buffer, size_t size);
    bool (*rewind)(void *arg);
    void *arg;
    uint64_t length; /* of the whole */
};

#define AWS_HTTP_READ_FAILED ((size_t)-1)

/* Takes the body of an answer below 300 as it comes; false ends the exchange. */
struct aws_http_sink {
    bool (*write)(void *arg, const char *bytes, size_t length);
    void *arg;
};

struct aws_http_request {
    const char *method;
    const char *url;
    const struct aws_header *headers;
    size_t header_count;
    const char *body; /* NULL: none */
    size_t body_length;
    const struct aws_http_source *source; /* NULL: `body` is the body */
    const struct aws_http_sink *sink;     /* NULL: the answer's body is kept */
    long connect_timeout_ms;
    long timeout_ms; /* the whole exchange; 0: as long as bytes flow, see AWS_HTTP_STALL_SECONDS */
    bool no_proxy;   /* ignore the environment's proxy: link-local addresses */
    bool is_alone;   /* on a connection of its own: no stray answer to another request can be taken for its own */
};

struct aws_http_response {
    int status;
    struct text headers; /* "Name: value" lines */
    struct text body;
    uint64_t streamed;                   /* bytes that the sink has taken */
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

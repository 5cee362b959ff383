/* Requests and responses as the rest of Nube sees them. Bodies are whole, in memory and capped, unless whoever
 * serves the request takes it as a stream, or answers with a source. civetweb stays behind this page. */
#ifndef NUBE_HTTP_H
#define NUBE_HTTP_H

#include "emulator/base/arena.h"
#include "emulator/base/buf.h"
#include "emulator/base/source.h"

/* What comes from elsewhere has fewer (http_server.c, http_fetch.h), so that who passes it on has room for its own. */
#define HTTP_HEADERS_MAX 128

/* Of a body in memory, of a request as of an answer: a 50 MB function package in base64. */
#define HTTP_BODY_BYTES_MAX ((size_t)72 * 1024 * 1024)

struct http_exchange;

struct http_header {
    struct span name, value;
};

struct http_request {
    struct span method;
    struct span path;    /* as sent: still percent-encoded */
    struct span query;   /* as sent, without the "?"; absent when there is none */
    struct span version; /* "1.1" */
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t header_count;
    struct span body;        /* empty when it is a stream */
    struct source *stream;   /* the body where it has not been read: see http_server_options.streams; else NULL */
    struct span remote;      /* the peer's address */
    int port;                /* ours, that it came to */
    bool is_tls;             /* it came by TLS */
    struct span tls_version; /* "TLSv1.3"; absent without TLS, like its cipher suite */
    struct span tls_suite;
    struct span endpoint;           /* "http://" or "https://" + Host: by which the client reached us */
    bool is_keep_alive_scarce;      /* connections are running out: the answer closes this one */
    int descriptor;                 /* the connection's; 0: unknown, or there is none */
    struct arena *arena;            /* lives as long as the request */
    struct http_exchange *exchange; /* how it may leave its thread (http_apart.h); NULL: it may not */
};

struct http_response {
    int status;
    struct http_header headers[HTTP_HEADERS_MAX];
    size_t header_count;
    bool has_lost_headers; /* there were more */
    struct buf body;
    struct source *source; /* the body in place of the buffer; closed by the listener. NULL: there is none */
    struct arena *arena;   /* the request's */
};

/* Has the client gone, so that nobody will take the answer? Asks the kernel, each time. */
bool http_request_is_gone(const struct http_request *r);

/* The value of the first header of that name (any case); absent when there is none. */
struct span http_header_find(const struct http_request *r, struct span name);
static inline struct span http_header(const struct http_request *r, const char *name)
{
    return http_header_find(r, span_of(name));
}

/* The raw value of a query parameter; *value stays percent-encoded. False when there is none. */
bool http_query(const struct http_request *r, const char *name, struct span *value);

/* Percent-decoding (RFC 3986); with `plus` a + is a space, as in forms. Malformed escapes stay as they are. */
struct span http_decode(struct arena *a, struct span text, bool plus);

/* Percent-encoding of all but unreserved characters; `keep` lists more characters that stay. */
struct span http_encode(struct arena *a, struct span text, const char *keep);

/* Is it a header's name: a token of RFC 9110 5.6.2? */
bool http_is_token(struct span name);

/* Adds a header; values are copied. Of more than HTTP_HEADERS_MAX it notes that they are lost. */
void http_response_header(struct http_response *r, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The value of the first header of that name that was added; absent when there is none. */
struct span http_response_header_find(const struct http_response *r, const char *name);

/* Drops all that was put into it: an answer begins anew. */
void http_response_clear(struct http_response *r);

/* Before it is sent: one with more than Nube can hold, which whoever wrote it should have seen, becomes a plain 500. */
void http_response_fit(struct http_response *r);

/* Did its body break off because nothing came for too long? Of one that is a stream. */
static inline bool http_request_is_late(const struct http_request *r)
{
    return r && r->stream && r->stream->is_late;
}

/* The request's body as a source, whether it is in memory or not. */
struct source *http_request_source(const struct http_request *r);

/* The same for a value that needs no format. */
void http_response_header_text(struct http_response *r, const char *name, struct span value);

/* A whole answer of text. */
void http_response_text(struct http_response *r, int status, const char *content_type, struct span text);

/* The standard phrase of a status. */
const char *http_reason(int status);

#endif

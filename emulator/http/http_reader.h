/* Reads requests of HTTP/1.1 (RFC 9112) from bytes as they come, for a connection that is not civetweb's. The body
 * comes in pieces, of whatever length or chunked; head and trailers are bounded. It knows no sockets.
 *
 *     while ((what = http_reader_next(r, &bytes)) != HTTP_READ_MORE) …
 */
#ifndef NUBE_HTTP_READER_H
#define NUBE_HTTP_READER_H

#include "emulator/http/http.h"

#define HTTP_READER_HEAD_MAX 65536 /* bytes of a head, and of trailers */

enum http_read {
    HTTP_READ_MORE, /* all bytes are taken */
    HTTP_READ_HEAD, /* the head is there */
    HTTP_READ_BODY, /* `piece` is the next of the body's */
    HTTP_READ_END,  /* the request is over, its trailers are there; what follows is another one */
    HTTP_READ_BAD,  /* it is none; `status` says why (400, 431, 501), and nothing more can be read */
};

/* Zero-initialise it; release it. What it tells of a request holds until bytes behind its end are read. */
struct http_reader {
    struct span method, path, query; /* as sent; the query without its "?", absent where there is none */
    struct http_header headers[HTTP_HEADERS_MAX], trailers[HTTP_HEADERS_MAX];
    size_t header_count, trailer_count;
    int64_t length; /* of the body, as announced; -1: it comes in chunks */
    bool keeps_alive, expects_continue;
    struct span piece; /* points into the bytes that were given */
    int status;

    int state; /* its own from here on */
    int64_t left;
    size_t line; /* where the line under way begins in `text` */
    struct buf head, text;
};

/* Takes bytes off the front of *bytes up to the next thing that can be told. */
enum http_read http_reader_next(struct http_reader *r, struct span *bytes);

/* The value of the first header, or trailer, of that name (any case); absent when there is none. */
struct span http_reader_header(const struct http_reader *r, const char *name);
struct span http_reader_trailer(const struct http_reader *r, const char *name);

void http_reader_release(struct http_reader *r);

#endif

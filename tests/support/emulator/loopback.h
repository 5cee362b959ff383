/* A request from its bytes to its answer's, through request_handle, without a socket.
 *
 *     struct loopback l = { 0 };
 *     loopback_send(&l, "POST / HTTP/1.1\r\nHost: localhost:4566\r\n\r\n{}");
 *     assert_int_equal(l.response.status, 200);
 *     loopback_release(&l);
 */
#ifndef NUBE_LOOPBACK_H
#define NUBE_LOOPBACK_H

#include "emulator/base/doc.h"
#include "emulator/http/http.h"

/* Zero-initialise it. */
struct loopback {
    struct arena arena;
    struct http_request request;
    struct http_response response;
};

/* Fills a request from its bytes: first line, headers, an empty line, body. Line ends may lack their CR; continued header
 * lines are joined to the header before them, their line ends as blanks. */
void loopback_parse(struct http_request *r, struct arena *a, struct span bytes);

/* Sends the bytes; what was there from an earlier one is dropped. */
void loopback_send_span(struct loopback *l, struct span bytes);
void loopback_send(struct loopback *l, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An operation over AWS JSON, signed by the account's credentials: target "AmazonSQS.SendMessage" of "sqs". The body, as JSON. */
struct doc *loopback_json(struct loopback *l, const char *signing_name, const char *target, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* An operation over AWS Query; the parameters are those of a form. The body, XML. */
struct span loopback_query(struct loopback *l, const char *signing_name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The text of the first XML element of that name in the answer, with the named entities decoded; absent when there is none. */
struct span loopback_xml(struct loopback *l, const char *name);

/* The value of the answer's first header of that name; absent when there is none. */
struct span loopback_header(const struct loopback *l, const char *name);

void loopback_release(struct loopback *l);

/* An Authorization header's value of credentials that Nube did not issue, so that its signature does not count. */
#define LOOPBACK_CREDENTIALS(key, service)                            \
    "AWS4-HMAC-SHA256 Credential=" key "/20261124/us-east-1/" service \
    "/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"

#endif

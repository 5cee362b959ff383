/* A server's side of TLS connections, on bytes alone: it neither waits nor has a socket. TLS 1.2, and 1.3 where the
 * library
 * has it; the certificate by the name that the client says (SNI), http/1.1 by ALPN. */
#ifndef NUBE_TLS_SESSION_H
#define NUBE_TLS_SESSION_H

#include "emulator/base/buf.h"

struct tls_certificates;
struct tls_server;
struct tls_session;

/* What all sessions of a server share. NULL when the library is not there, or no certificate can be made, which is
 * logged. */
struct tls_server *tls_server_new(struct tls_certificates *certificates);
void tls_server_free(struct tls_server *s);

struct tls_session *tls_session_new(struct tls_server *server);
void tls_session_free(struct tls_session *s);

enum tls_outcome {
    TLS_GOES_ON, /* it wants more bytes */
    TLS_IS_OPEN, /* the handshake is over */
    TLS_ENDED,   /* the client said that it ends */
    TLS_BROKEN   /* what came is no TLS, or does not suit us */
};

/* Takes all of `in`, the bytes that came, and puts into `out` what is to be sent, in any case: an alert, say. A step of
 * the handshake may compute for milliseconds, one at a time on a session. */
enum tls_outcome tls_session_handshake(struct tls_session *s, struct span in, struct buf *out);

/* What was agreed on, once it is open: "TLSv1.3", "TLS_AES_128_GCM_SHA256". Constants. */
const char *tls_session_version(const struct tls_session *s);
const char *tls_session_suite(const struct tls_session *s);

/* The same once it is open; what the client said is added to `plain`: not much more than `in` had. */
enum tls_outcome tls_session_read(struct tls_session *s, struct span in, struct buf *plain, struct buf *out);

/* Adds to `out` what says `plain` to the client. False: it is broken. */
bool tls_session_write(struct tls_session *s, struct span plain, struct buf *out);

/* Adds to `out` the word that we end. */
void tls_session_end(struct tls_session *s, struct buf *out);

#endif

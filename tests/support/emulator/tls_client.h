/* A TLS client for tests, by mbedTLS itself: on bytes alone, or on a socket. */
#ifndef NUBE_TLS_CLIENT_H
#define NUBE_TLS_CLIENT_H

#include "emulator/base/buf.h"

struct tls_client;

struct tls_client_wish {
    const char *authority; /* PEM, what it trusts; NULL: anything */
    const char *name;      /* whom it asks for (SNI) and wants; NULL: nobody */
    const char *protocol;  /* ALPN; NULL: none */
    bool is_old;           /* TLS 1.1 at most (of no effect where the library has none) */
};

struct tls_client *tls_client_new(const struct tls_client_wish *wish);
void tls_client_free(struct tls_client *c);

/* On bytes: what came is in `in`, what is to be sent is added to `out`. A handshake's step: 0 done, 1 goes on, -1
 * failed. */
int tls_client_handshake(struct tls_client *c, struct span in, struct buf *out);
bool tls_client_write(struct tls_client *c, struct span plain, struct buf *out);
/* False when the server ended or broke off. */
bool tls_client_read(struct tls_client *c, struct span in, struct buf *plain);
bool tls_client_was_ended(const struct tls_client *c); /* by the server's word */
int tls_client_renegotiate(struct tls_client *c, struct buf *out);
bool tls_client_has_older(void); /* can it do TLS 1.1 at all? */
const char *tls_client_protocol(const struct tls_client *c);

/* On a connected socket that waits: all of the handshake; -1 when it fails. */
int tls_client_connect(struct tls_client *c, int fd);
int tls_client_say(struct tls_client *c, int fd, struct span plain);
/* Adds what comes until the text is in it, or NULL: until the end. False when the end comes before. */
bool tls_client_hear(struct tls_client *c, int fd, struct buf *plain, const char *until);

#endif

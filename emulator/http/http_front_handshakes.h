/* Handshakes, computed on threads of their own, so that they hold up no connection that is open. */
#ifndef NUBE_HTTP_FRONT_HANDSHAKES_H
#define NUBE_HTTP_FRONT_HANDSHAKES_H

#include "emulator/http/http_relay.h"
#include "emulator/http/tls_certificates.h"

struct http_front_handshakes;

/* A connection whose handshake goes on. */
struct http_front_handshake {
    struct http_relay *relay;
    enum { HANDSHAKE_WAITS_READ, HANDSHAKE_WAITS_WRITE, HANDSHAKE_DONE, HANDSHAKE_FAILED } outcome;
    void (*done)(struct http_front_handshake *h); /* called on such a thread after each step */
    struct http_front_handshake *next;
};

struct http_front_handshakes *http_front_handshakes_new(const struct tls_names *names, int threads);

/* Takes what came for it and goes a step on. Until `done` nobody else touches the relay. */
void http_front_handshakes_submit(struct http_front_handshakes *all, struct http_front_handshake *h);

/* Ends its threads; steps that nobody began are forgotten. */
void http_front_handshakes_free(struct http_front_handshakes *all);

#endif

/* Who is behind a connection that the front (http_front.h) makes to the listener: told in the process, by the
 * connection's ports,
 * so that no client can pretend. And what both know of its requests, so that the front sees when it rests. */
#ifndef NUBE_HTTP_PEERS_H
#define NUBE_HTTP_PEERS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

/* What a client's TLS agreed on, in OpenSSL's words, which are those of AWS's logs: TLSv1.3, TLS_AES_128_GCM_SHA256.
 * Constants. */
struct http_peer_tls {
    const char *version, *suite;
};

struct http_peer {
    char address[INET6_ADDRSTRLEN]; /* the client's */
    int port;                       /* ours, that it came to */
    struct http_peer_tls tls;       /* NULLs: there is none */

    /* The listener's word. */
    _Atomic int begun;          /* requests whose head was read */
    _Atomic int64_t body_bytes; /* of the one that began last; -1: nobody knows before it has come */
    _Atomic int answered;       /* those that were answered wholly */
    _Atomic bool is_last;       /* the client was told that no other will be */

    _Atomic int users;
    char own_address[INET6_ADDRSTRLEN]; /* the front's side of the connection to the listener */
    int own_port;
};

/* Tells who is behind the connection with that address and port of the front's, before a byte was sent on it. */
struct http_peer *http_peer_new(const char *address, int port, struct http_peer_tls tls, const char *own_address,
                                int own_port);

/* The front's: nobody finds it any more, and it goes with its last user. Before the connection is closed. */
void http_peer_end(struct http_peer *p);

/* The listener's: who is behind it; NULL: the connection's own peer. It stays until it is given back. */
struct http_peer *http_peer_take(const char *address, int port);
void http_peer_give(struct http_peer *p);

#endif

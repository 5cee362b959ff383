/* The front: what stands before the listener for what civetweb cannot do, TLS and IPv6. One thread looks after all of
 * its connections, a few more compute their handshakes; a connection that rests holds neither a thread nor a connection
 * to the listener. */
#ifndef NUBE_HTTP_FRONT_H
#define NUBE_HTTP_FRONT_H

#include "emulator/http/tls_certificates.h"

#define HTTP_FRONT_ADDRESSES_MAX 4

struct http_front;

struct http_front_address {
    const char *host; /* of IPv4 or IPv6 */
    int port;         /* 0: the system chooses */
    bool is_tls;
    bool may_fail; /* then it is left out, and the log says so */
};

struct http_front_options {
    struct http_front_address addresses[HTTP_FRONT_ADDRESSES_MAX];
    size_t address_count;
    const char *listener_host; /* of IPv4: an address of the listener's; "0.0.0.0": all are */
    int listener_port;
    int keep_alive_ms;      /* how long a connection may rest */
    int connections_max;    /* then those that rest, or do not get on with their handshake, give way */
    int to_listener_max;    /* connections to the listener, beyond which those that rest are given up; 0: any number */
    int handshake_ms;       /* how long a handshake may take; 0: ten seconds */
    int rest_ms;            /* how long a connection to the listener is kept for the next request; 0: a second */
    struct tls_names names; /* where one of the addresses has TLS */
};

/* Starts listening. NULL with one line in *error (static storage). */
struct http_front *http_front_start(const struct http_front_options *options, const char **error);

/* The port of the address of that index; 0 when it was left out. */
int http_front_port(const struct http_front *f, size_t index);

/* Once the listener has drained: nobody new is let in, and what it answered goes out; `milliseconds` at most. */
void http_front_drain(struct http_front *f, int milliseconds);

/* For tests: ends its threads and closes all. */
void http_front_stop(struct http_front *f);

/* How many connections there are, and how many of them have one to the listener. */
void http_front_count(struct http_front *f, int *connections, int *to_listener);

#endif

/* One connection of the front's: bytes go between a client, with or without TLS, and a connection to the listener,
 * which is made when a request comes and given up when it rests. Nothing here waits. */
#ifndef NUBE_HTTP_RELAY_H
#define NUBE_HTTP_RELAY_H

#include <netinet/in.h>

#include "emulator/base/buf.h"
#include "emulator/http/http_relay_tally.h"

struct http_peer;
struct tls_session;

/* Bytes that could not be sent yet. */
struct http_relay_rest {
    struct buf bytes;
    size_t sent;
};

struct http_relay {
    int client, listener;              /* descriptors; the second -1 while there is none */
    struct tls_session *tls;           /* NULL: there is none; the relay's */
    char address[INET6_ADDRSTRLEN];    /* the client's */
    int port;                          /* that it came to */
    const struct sockaddr_in *towards; /* the listener */
    struct http_relay_rest to_client, to_listener;
    struct http_relay_tally tally;
    struct http_peer *peer;
    unsigned opened;                         /* how many connections to the listener there were */
    bool has_unread;                         /* the handshake ended in the midst of what came: the session has more */
    bool client_may_read, listener_may_read; /* there may be something: a reading has not found the end yet */
    bool client_ended, is_told;              /* the client said its last word; the listener knows */
    bool is_last;                            /* when all was sent to the client, it is over */
    bool is_broken, is_lingering;
    int64_t moved_ms; /* when bytes moved last */
};

/* What a thread that moves bytes needs, for all its relays. */
struct http_relay_scratch {
    char in[65536];
    struct buf plain, wire;
    int64_t now_ms;
};

/* Moves what can be moved. */
void http_relay_move(struct http_relay *r, struct http_relay_scratch *scratch);

/* What it waits for: of EPOLLIN and EPOLLOUT; 0 of both when it is over. */
uint32_t http_relay_client_waits(const struct http_relay *r);
uint32_t http_relay_listener_waits(const struct http_relay *r);
bool http_relay_is_over(const struct http_relay *r);

/* Sends what it can of these bytes, and keeps the rest. False when the connection is gone. */
bool http_relay_send(int descriptor, struct http_relay_rest *rest, struct span bytes);

/* Says farewell to the client and waits for it to go. */
void http_relay_end(struct http_relay *r, struct http_relay_scratch *scratch);

/* Does nothing go on: has all that came been answered, and the answer been sent? */
bool http_relay_rests(const struct http_relay *r);

/* Gives up the connection to the listener. */
void http_relay_listener_close(struct http_relay *r);

/* Closes both, and frees what is the relay's. */
void http_relay_release(struct http_relay *r);

#endif

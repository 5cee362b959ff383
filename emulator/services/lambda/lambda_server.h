/* The listener of the Runtime API: a loopback port for each process, so that a request tells whose it is, and one
 * thread for all of them. A connection whose request waits (`next`) is parked: it costs a file and no thread, and is
 * answered by whoever has the event.
 *
 * What a process sends is bounded: CONNECTIONS_MAX connections, and among them bodies of BODIES_BYTES_MAX. */
#ifndef NUBE_LAMBDA_SERVER_H
#define NUBE_LAMBDA_SERVER_H

#include "emulator/http/http_reader.h"

#define LAMBDA_BODY_BYTES_MAX 6291556 /* AWS: 6 MB and 100 bytes */
#define LAMBDA_PLACES         12      /* where requests of a process may be parked: its runtime's, its extensions' */

struct lambda_endpoint;
struct lambda_connection;

/* Called on the server's thread, without its locks. */
struct lambda_server_ways {
    /* A request has come. It is answered before this returns, or parked. A body that is too large is not kept:
     * `is_too_large`. */
    void (*request)(struct lambda_connection *c, const struct http_reader *request, struct span body,
                    bool is_too_large);

    /* A request begins: is its body wanted piece by piece? Then each is given to `piece`, and `request` is called at
     * its end, without them. `piece` may say false: nothing more is read of the connection until
     * lambda_endpoint_go_on, but what has been read by then. Where the connection breaks off before the end, `broken`
     * is called. */
    bool (*streams)(struct lambda_connection *c, const struct http_reader *request);
    bool (*piece)(struct lambda_connection *c, struct span piece);
    void (*broken)(struct lambda_connection *c);
};

/* A port that is listened to; NULL when there is none left. The first one starts the thread. `owner` is whatever its
 * process is to the caller. */
struct lambda_endpoint *lambda_endpoint_open(const struct lambda_server_ways *ways, void *owner);
int lambda_endpoint_port(const struct lambda_endpoint *e);

/* Whose it is, or NULL; guarded by the caller's own lock. */
void *lambda_endpoint_owner(const struct lambda_endpoint *e);
void lambda_endpoint_disown(struct lambda_endpoint *e);

/* From any thread: closes the port and its connections, once all who keep it have done so. It is not the caller's any
 * more. */
void lambda_endpoint_close(struct lambda_endpoint *e);

/* For who is to answer and does not hold the lock meanwhile under which its owner may close it. */
void lambda_endpoint_keep(struct lambda_endpoint *e);

struct lambda_endpoint *lambda_connection_endpoint(const struct lambda_connection *c);

/* Answers the connection's request, which may be parked, on the server's thread. */
void lambda_connection_answer(struct lambda_connection *c, struct span head, struct span body);

/* Parks the request; another one that was parked there is closed. On the server's thread. */
void lambda_connection_park(struct lambda_connection *c, int place);

/* Closes the connection without an answer, on the server's thread. */
void lambda_connection_drop(struct lambda_connection *c);

/* From any thread: what `piece` made stand still is read again. */
void lambda_endpoint_go_on(struct lambda_endpoint *e);

/* From any thread: answers the request that is parked there. False: there is none. */
bool lambda_endpoint_answer(struct lambda_endpoint *e, int place, struct span head, struct span body);

#endif

/* A listener's connections: which of them wait for their client, and since when. Each holds a thread; when threads get
 * scarce, whoever keeps one for nothing gives way. */
#ifndef NUBE_HTTP_CONNECTIONS_H
#define NUBE_HTTP_CONNECTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Whom a connection waits for. */
enum http_phase {
    HTTP_PHASE_SERVED, /* for us */
    HTTP_PHASE_OPENED, /* for the first request's head */
    HTTP_PHASE_IDLE,   /* for another request, or none */
    HTTP_PHASE_BODY,   /* for more of a body */
    HTTP_PHASE_ANSWER, /* for the client to take the answer */
};

struct http_connections;
struct http_connection;
struct http_peer;

/* Of a listener with so many threads. With `gives_way`, connections are cut while more than three quarters of the
 * threads have one: idle ones, the longest idle first; those whose head does not come; then those whose body or answer
 * does not get on. */
struct http_connections *http_connections_new(int threads, bool gives_way);

/* Of one that never had a connection. */
void http_connections_free(struct http_connections *all);

/* Its listener's port is known now. The kernel keeps connections on which nothing was sent yet from it for a while. */
void http_connections_listen(struct http_connections *all, int port);

/* One more. */
struct http_connection *http_connection_opened(struct http_connections *all);

/* Before its descriptor is closed: from here on nobody touches that. Frees it. */
void http_connection_closing(struct http_connection *c);

/* After it: its thread is free. */
void http_connections_closed(struct http_connections *all);

/* Who is behind it, where the front made it (http_peers.h), by its peer's address and port; else NULL. */
struct http_peer *http_connection_peer(struct http_connection *c, const char *peer_address, int peer_port);

/* Its descriptor, by its ports, ours and the peer's; 0 when it is not to be found (it was broken off). */
int http_connection_descriptor(struct http_connection *c, int our_port, int peer_port);

/* Takes the connection from civetweb, which from now on has a socket in its place that leads nowhere: a descriptor for
 * whoever takes it, to be closed by http_descriptor_close. -1 when it is not known or was cut, or files are out. */
int http_connection_take(struct http_connection *c);
void http_descriptor_close(int descriptor);

/* It waits for this from now on. */
void http_connection_phase(struct http_connection *c, enum http_phase phase);

/* Whoever serves its request waits for more of the body, and goes on with what came: what it does in between does not
 * count as standing still. */
void http_connection_waits(struct http_connection *c);
void http_connection_goes_on(struct http_connection *c);

/* Its request was refused before anybody could look at it. */
void http_connection_refused(struct http_connection *c);
bool http_connection_is_refused(const struct http_connection *c);

/* Was it cut, to give way? */
bool http_connection_is_cut(struct http_connection *c);

/* So many bytes of a body or an answer got through. */
void http_connection_progress(struct http_connection *c, int64_t bytes);

/* Do more than three quarters of the threads have a connection? More than half? */
bool http_connections_are_scarce(const struct http_connections *all);
bool http_connections_are_many(const struct http_connections *all);

/* Has the peer of this descriptor ended its side, or broken off? */
bool http_descriptor_is_gone(int descriptor);

#endif

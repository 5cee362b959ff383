/* A list, and a thread that looks through it while threads are scarce; it is started when they first are.
 *
 * civetweb does not tell a connection's descriptor. With its first request it is found among ours, by its two ports.
 * Until then it is a stranger: a descriptor of a connection to our port that no request came by. Cutting is
 * shutdown(2): civetweb's thread sees the end of the connection and closes it by itself.
 */
#include "emulator/http/http_connections.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/http/http_peers.h"

#define LOOK_US            100000
#define OPENED_MS          1000  /* how long a head may take while threads are scarce */
#define IDLE_MS            1000  /* how long no request has to have come: the next is often sent at once */
#define IDLE_FULL_MS       200   /* and when no thread is left at all */
#define STUCK_MS           10000 /* how long a body or an answer may stand still, then */
#define STUCK_FULL_MS      2000  /* and when none is left at all */
#define PROGRESS_BYTES     4096  /* less than that is standing still */
#define WARN_EVERY_MS      60000
#define DEFER_SECONDS      10
#define DESCRIPTORS_MAX    65536
#define DESCRIPTORS_BEYOND 1024

struct http_connection {
    struct http_connections *all;
    struct http_connection *next, **link;
    struct http_peer *peer;
    int descriptor; /* 0: not known */
    bool is_looked_for, is_asked_for, is_cut, is_refused;
    _Atomic int phase;
    _Atomic int64_t since_ms;
    int64_t got;     /* since then; its own thread's */
    int64_t went_ms; /* when it last began to be served; its own thread's */
};

/* When a stranger was first seen, and by which peer's port it is the same one still. */
struct stranger {
    int peer_port;
    int64_t since_ms;
};

struct http_connections {
    pthread_mutex_t lock;
    pthread_cond_t is_scarce;
    struct http_connection *first;
    struct stranger *strangers; /* by descriptor; there once the watcher is */
    int threads, port;
    bool gives_way, has_watcher;
    _Atomic int count;
    int64_t warned_ms;
};

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

struct http_connections *http_connections_new(int threads, bool gives_way)
{
    struct http_connections *all = memory_new(1, sizeof *all);

    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->is_scarce, NULL);
    all->threads = threads;
    all->gives_way = gives_way;
    return all;
}

void http_connections_free(struct http_connections *all)
{
    pthread_cond_destroy(&all->is_scarce);
    pthread_mutex_destroy(&all->lock);
    free(all);
}

bool http_connections_are_scarce(const struct http_connections *all)
{
    return all->count * 4 > all->threads * 3;
}

bool http_connections_are_many(const struct http_connections *all)
{
    return all->count * 2 > all->threads;
}

/* --- descriptors -------------------------------------------------------------------------------------------------- */

/* IPv4 and IPv6 have the port at the same place. */
static int port_of(int (*name)(int, struct sockaddr *, socklen_t *), int descriptor)
{
    struct sockaddr_in6 address = { 0 };
    socklen_t size = sizeof address;

    _Static_assert(offsetof(struct sockaddr_in6, sin6_port) == offsetof(struct sockaddr_in, sin_port), "one place");
    if (name(descriptor, (struct sockaddr *)&address, &size)) return -1;
    if (address.sin6_family != AF_INET && address.sin6_family != AF_INET6) return -1;
    return ntohs(address.sin6_port);
}

/* Those of connections that are known, so that many of them do not make the search long. */
static _Atomic bool is_known[DESCRIPTORS_MAX];
static _Atomic int highest;

static int descriptors_end(void)
{
    int end = highest + DESCRIPTORS_BEYOND;

    return end < DESCRIPTORS_MAX ? end : DESCRIPTORS_MAX;
}

/* A connection that was broken off has no peer any more, and is not found: the search ends a little past the highest
 * that ever was. */
static int descriptor_find(int our_port, int peer_port)
{
    for (int fd = 1; fd < descriptors_end(); fd++) {
        if (is_known[fd] || port_of(getpeername, fd) != peer_port || port_of(getsockname, fd) != our_port) continue;
        is_known[fd] = true;
        if (fd > highest) highest = fd;
        return fd;
    }
    return 0;
}

static void descriptor_forget(int fd)
{
    if (fd > 0) is_known[fd] = false;
}

static bool has_unread(int descriptor)
{
    char byte;

    return recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

bool http_descriptor_is_gone(int descriptor)
{
    char byte;
    ssize_t got = descriptor > 0 ? recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) : 1;

    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

void http_connections_listen(struct http_connections *all, int port)
{
    int seconds = DEFER_SECONDS;

    all->port = port;
    if (!all->gives_way) return;
    for (int fd = 0; fd < DESCRIPTORS_BEYOND; fd++) {
        int listens = 0;
        socklen_t size = sizeof listens;
        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) || !listens) continue;
        if (port_of(getsockname, fd) == port) setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &seconds, sizeof seconds);
    }
}

/* --- who gives way ------------------------------------------------------------------------------------------------ */

/* How long a connection may stay in a phase when threads are scarce. */
static int64_t patience_ms(enum http_phase phase, bool is_full)
{
    if (phase == HTTP_PHASE_SERVED) return INT64_MAX;
    if (phase == HTTP_PHASE_IDLE) return is_full ? IDLE_FULL_MS : IDLE_MS;
    return is_full ? STUCK_FULL_MS : STUCK_MS;
}

static bool is_worse(const struct http_connection *c, const struct http_connection *than)
{
    if (!than) return true;
    if ((c->phase == HTTP_PHASE_IDLE) != (than->phase == HTTP_PHASE_IDLE)) return c->phase == HTTP_PHASE_IDLE;
    return c->since_ms < than->since_ms;
}

/* The next request may have come, and not been read yet. */
static bool is_to_stay(const struct http_connection *c)
{
    return c->is_cut || !c->descriptor || (c->phase == HTTP_PHASE_IDLE && has_unread(c->descriptor));
}

/* Under the lock. False when nobody is to give way. */
static bool one_cut(struct http_connections *all, bool is_full)
{
    struct http_connection *worst = NULL;
    int64_t now = now_ms();

    for (struct http_connection *c = all->first; c; c = c->next)
        if (now - c->since_ms >= patience_ms(c->phase, is_full) && is_worse(c, worst) && !is_to_stay(c)) worst = c;
    if (!worst) return false;
    worst->is_cut = true;
    /* whose body does not come is told so */
    shutdown(worst->descriptor, worst->phase == HTTP_PHASE_BODY ? SHUT_RD : SHUT_RDWR);
    return true;
}

/* Strangers that have nothing to read for us: civetweb has taken what came, and it is no head yet. They are looked at
 * through a descriptor of our own, so that nobody else's is cut if civetweb closes one meanwhile. */
static void stranger_look(struct http_connections *all, int fd, int64_t now)
{
    struct stranger *s = &all->strangers[fd];
    int own, peer = port_of(getsockname, fd) == all->port ? port_of(getpeername, fd) : -1;

    if (peer < 0) return;
    if (s->peer_port != peer) *s = (struct stranger){ peer, now };
    if (now - s->since_ms < OPENED_MS || (own = dup(fd)) < 0) return;
    if (port_of(getpeername, own) == peer && port_of(getsockname, own) == all->port && !has_unread(own))
        shutdown(own, SHUT_RDWR);
    close(own);
}

static void strangers_look(struct http_connections *all)
{
    int64_t now = now_ms();

    for (int fd = 1; fd < descriptors_end(); fd++)
        if (!is_known[fd]) stranger_look(all, fd, now);
        else all->strangers[fd].peer_port = 0;
}

/* Those on their way out hold their threads until these have seen it. */
static void cut_down(struct http_connections *all)
{
    bool is_full = all->count >= all->threads;
    int staying = 0;

    for (const struct http_connection *c = all->first; c; c = c->next) staying += !c->is_cut;
    while (staying * 4 > all->threads * 3 && one_cut(all, is_full)) staying--;
}

static void full_warn(struct http_connections *all)
{
    int64_t now = now_ms();

    if (all->count < all->threads || (all->warned_ms && now - all->warned_ms < WARN_EVERY_MS)) return;
    all->warned_ms = now;
    log_warn("all %d threads have a connection: further ones wait (--workers)", all->threads);
}

static void *watcher_main(void *arg)
{
    struct http_connections *all = arg;

    pthread_mutex_lock(&all->lock);
    all->strangers = memory_new(DESCRIPTORS_MAX, sizeof *all->strangers);
    while (true) {
        while (!http_connections_are_scarce(all)) pthread_cond_wait(&all->is_scarce, &all->lock);
        pthread_mutex_unlock(&all->lock);
        usleep(LOOK_US); /* a client that opens some is about to use those that it has */
        pthread_mutex_lock(&all->lock);
        cut_down(all);
        strangers_look(all);
        full_warn(all);
    }
    return NULL;
}

/* Under the lock. Without a thread to be had it is tried again with the next connection. */
static void watcher_call(struct http_connections *all)
{
    pthread_t thread;

    if (!all->has_watcher && pthread_create(&thread, NULL, watcher_main, all) == 0) {
        pthread_detach(thread);
        all->has_watcher = true;
    }
    pthread_cond_signal(&all->is_scarce);
}

/* --- connections -------------------------------------------------------------------------------------------------- */

struct http_connection *http_connection_opened(struct http_connections *all)
{
    struct http_connection *c = memory_new(1, sizeof *c);

    c->all = all;
    c->descriptor = 0;
    http_connection_phase(c, HTTP_PHASE_OPENED);
    pthread_mutex_lock(&all->lock);
    c->next = all->first;
    if (c->next) c->next->link = &c->next;
    c->link = &all->first;
    all->first = c;
    all->count++;
    if (all->gives_way && http_connections_are_scarce(all)) watcher_call(all);
    pthread_mutex_unlock(&all->lock);
    return c;
}

void http_connection_closing(struct http_connection *c)
{
    pthread_mutex_lock(&c->all->lock);
    descriptor_forget(c->descriptor);
    *c->link = c->next;
    if (c->next) c->next->link = c->link;
    pthread_mutex_unlock(&c->all->lock);
    http_peer_give(c->peer);
    free(c);
}

void http_connections_closed(struct http_connections *all)
{
    atomic_fetch_sub(&all->count, 1);
}

/* Opened once. Under the lock of any connections. */
static int nowhere(void)
{
    static _Atomic int kept = -1;
    int made, none = -1;

    if (kept >= 0) return kept;
    made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0 || atomic_compare_exchange_strong(&kept, &none, made)) return made;
    close(made);
    return kept;
}

/* The number stays civetweb's, so nothing else can be opened under it meanwhile. */
static int connection_replace(struct http_connection *c)
{
    int own = fcntl(c->descriptor, F_DUPFD_CLOEXEC, 0), none = nowhere();

    if (own < 0) return -1;
    if (own < DESCRIPTORS_MAX && none >= 0) {
        is_known[own] = true;
        if (own > highest) highest = own;
        if (dup3(none, c->descriptor, O_CLOEXEC) >= 0) return own;
        is_known[own] = false;
    }
    close(own);
    return -1;
}

int http_connection_take(struct http_connection *c)
{
    int own = -1;

    pthread_mutex_lock(&c->all->lock);
    if (c->descriptor > 0 && !c->is_cut) own = connection_replace(c);
    pthread_mutex_unlock(&c->all->lock);
    return own;
}

void http_descriptor_close(int descriptor)
{
    descriptor_forget(descriptor);
    shutdown(descriptor, SHUT_WR);
    close(descriptor);
}

struct http_peer *http_connection_peer(struct http_connection *c, const char *peer_address, int peer_port)
{
    if (!c->is_asked_for) c->peer = http_peer_take(peer_address, peer_port);
    c->is_asked_for = true;
    return c->peer;
}

int http_connection_descriptor(struct http_connection *c, int our_port, int peer_port)
{
    int found;

    if (c->is_looked_for) return c->descriptor;
    c->is_looked_for = true;
    found = descriptor_find(our_port, peer_port);
    pthread_mutex_lock(&c->all->lock);
    c->descriptor = found;
    pthread_mutex_unlock(&c->all->lock);
    return found;
}

void http_connection_phase(struct http_connection *c, enum http_phase phase)
{
    c->got = 0;
    c->went_ms = now_ms();
    atomic_store_explicit(&c->since_ms, c->went_ms, memory_order_relaxed);
    atomic_store_explicit(&c->phase, phase, memory_order_release);
}

void http_connection_waits(struct http_connection *c)
{
    int64_t served_ms = now_ms() - c->went_ms;

    if (c->phase == HTTP_PHASE_SERVED) atomic_fetch_add_explicit(&c->since_ms, served_ms, memory_order_relaxed);
    atomic_store_explicit(&c->phase, HTTP_PHASE_BODY, memory_order_release);
}

void http_connection_goes_on(struct http_connection *c)
{
    c->went_ms = now_ms();
    atomic_store_explicit(&c->phase, HTTP_PHASE_SERVED, memory_order_release);
}

void http_connection_refused(struct http_connection *c)
{
    c->is_refused = true;
}

bool http_connection_is_refused(const struct http_connection *c)
{
    return c->is_refused;
}

bool http_connection_is_cut(struct http_connection *c)
{
    bool is_cut;

    pthread_mutex_lock(&c->all->lock);
    is_cut = c->is_cut;
    pthread_mutex_unlock(&c->all->lock);
    return is_cut;
}

void http_connection_progress(struct http_connection *c, int64_t bytes)
{
    c->got += bytes;
    if (c->got < PROGRESS_BYTES) return;
    c->got = 0;
    atomic_store_explicit(&c->since_ms, now_ms(), memory_order_relaxed);
}

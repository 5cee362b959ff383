/* The front's thread: an epoll set of its listening sockets, of the clients and of the connections to the listener. A
 * client in its handshake is in the set for one event at a time, since a step is computed elsewhere; what became of it
 * comes back by a bell.
 *
 *   accepted ─ handshake ⇄ step ─┬─ open ─ lingers ─ closed
 *                                └─ closed
 */
#include "emulator/http/http_front.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/log.h"
#include "emulator/base/panic.h"
#include "emulator/http/http_front_doors.h"
#include "emulator/http/http_front_handshakes.h"
#include "emulator/http/http_relay.h"

#define EVENTS        64
#define TICK_MS       250
#define DRAIN_TICK_MS 5
#define STUCK_MS      10000 /* how long a client may take nothing of an answer */
#define LINGER_MS     2000
#define HANDSHAKE_MS  10000
#define REST_MS       1000
#define ACCEPTS_MAX   16 /* then the others come first */
#define THREADS       2  /* for handshakes */
#define BELL_BYTES    sizeof(uint64_t)

enum source_kind { SOURCE_BELL, SOURCE_DOOR, SOURCE_CLIENT, SOURCE_LISTENER };

/* What an event of the set is of. */
struct source_of {
    enum source_kind kind;
    uint32_t watched; /* 0: it is not in the set */
};

struct door {
    struct source_of source;
    int fd, port;
    bool is_tls;
};

struct connection {
    struct source_of client, listener;
    struct http_relay relay;
    struct http_front_handshake handshake;
    struct http_front *front;
    struct connection *next, **link;
    struct connection *next_back; /* of those that come back from a step */
    unsigned watched;             /* which of its connections to the listener is in the set */
    bool has_listener;            /* and counted */
    int64_t begun_ms;
    bool is_open, is_away, is_dead; /* the handshake is over; a step of it is computed; freed with the events' end */
};

struct http_front {
    struct http_front_options options;
    struct door doors[HTTP_FRONT_ADDRESSES_MAX];
    struct sockaddr_in towards;
    struct source_of bell_source;
    int set, bell, spare; /* a descriptor to refuse by when there are none left */
    pthread_t thread;
    struct http_front_handshakes *handshakes;
    struct http_relay_scratch *scratch;
    struct connection *first, *dead; /* the thread's own */
    _Atomic int count, to_listener;
    _Atomic bool is_draining, is_drained, is_stopping;
    pthread_mutex_t lock;
    struct connection *back; /* under the lock */
};

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

/* --- the set ------------------------------------------------------------------------------------------------------ */

static void watch(struct http_front *f, int fd, struct source_of *s, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = s };
    int how = !events ? EPOLL_CTL_DEL : s->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;

    if (events == s->watched) return;
    if (epoll_ctl(f->set, how, fd, &event) && how == EPOLL_CTL_ADD) panic("a connection cannot be watched");
    s->watched = events;
}

static struct connection *connection_of(struct source_of *s)
{
    size_t place =
        s->kind == SOURCE_CLIENT ? offsetof(struct connection, client) : offsetof(struct connection, listener);

    return (struct connection *)(void *)((char *)s - place);
}

/* A descriptor that was closed has left the set by itself. */
static void connection_watch(struct connection *c)
{
    struct http_front *f = c->front;
    bool has_listener = c->relay.listener >= 0;

    watch(f, c->relay.client, &c->client, http_relay_client_waits(&c->relay));
    if (c->watched != c->relay.opened || !has_listener) c->listener.watched = 0;
    c->watched = c->relay.opened;
    f->to_listener += has_listener - c->has_listener;
    c->has_listener = has_listener;
    if (has_listener) watch(f, c->relay.listener, &c->listener, http_relay_listener_waits(&c->relay));
}

/* --- connections -------------------------------------------------------------------------------------------------- */

static void connection_die(struct connection *c)
{
    struct http_front *f = c->front;

    assert(!c->is_away);
    if (c->is_dead) return;
    c->is_dead = true;
    *c->link = c->next;
    if (c->next) c->next->link = c->link;
    f->count--;
    f->to_listener -= c->has_listener;
    http_relay_release(&c->relay);
    c->next = f->dead;
    f->dead = c;
}

static void dead_free(struct http_front *f)
{
    while (f->dead) {
        struct connection *c = f->dead;
        f->dead = c->next;
        free(c);
    }
}

static void listener_give_up(struct connection *c)
{
    http_relay_listener_close(&c->relay);
    connection_watch(c);
}

/* Of those that rest, the one that has done so for longest. */
static void one_gives_up(struct http_front *f)
{
    struct connection *longest = NULL;

    for (struct connection *c = f->first; c; c = c->next)
        if (c->has_listener && (!longest || c->relay.moved_ms < longest->relay.moved_ms) && http_relay_rests(&c->relay))
            longest = c;
    if (longest) listener_give_up(longest);
}

static void connection_move(struct connection *c)
{
    struct http_front *f = c->front;
    bool had_listener = c->has_listener;

    http_relay_move(&c->relay, f->scratch);
    if (http_relay_is_over(&c->relay)) connection_die(c);
    else connection_watch(c);
    if (!had_listener && f->options.to_listener_max && f->to_listener > f->options.to_listener_max) one_gives_up(f);
}

/* --- handshakes --------------------------------------------------------------------------------------------------- */

static void bell_ring(struct http_front *f)
{
    const uint64_t one = 1;

    if (write(f->bell, &one, sizeof one) != BELL_BYTES) panic("the bell does not ring");
}

/* On a handshakes' thread. */
static void handshake_done(struct http_front_handshake *h)
{
    struct connection *c = (struct connection *)(void *)((char *)h - offsetof(struct connection, handshake));
    struct http_front *f = c->front;

    pthread_mutex_lock(&f->lock);
    c->next_back = f->back;
    f->back = c;
    pthread_mutex_unlock(&f->lock);
    bell_ring(f);
}

static void handshake_begin(struct connection *c)
{
    c->is_away = true;
    http_front_handshakes_submit(c->front->handshakes, &c->handshake);
}

/* EPOLLONESHOT has left it in the set, silent. */
static void handshake_watch(struct connection *c, uint32_t events)
{
    struct epoll_event event = { .events = events | EPOLLONESHOT, .data.ptr = &c->client };

    epoll_ctl(c->front->set, EPOLL_CTL_MOD, c->relay.client, &event);
}

static void handshake_back(struct connection *c)
{
    c->is_away = false;
    switch (c->handshake.outcome) {
    case HANDSHAKE_WAITS_READ: handshake_watch(c, EPOLLIN); break;
    case HANDSHAKE_WAITS_WRITE: handshake_watch(c, EPOLLOUT); break;
    case HANDSHAKE_FAILED:
        http_relay_end(&c->relay, c->front->scratch);
        c->is_open = true;
        break;
    case HANDSHAKE_DONE:
        c->is_open = true;
        c->relay.has_unread = c->relay.client_may_read = true;
        c->relay.moved_ms = now_ms();
        break;
    }
    if (c->is_open) connection_move(c);
}

static void bell_heard(struct http_front *f)
{
    uint64_t rung;
    struct connection *back;

    if (read(f->bell, &rung, sizeof rung) != BELL_BYTES) return;
    pthread_mutex_lock(&f->lock);
    back = f->back;
    f->back = NULL;
    pthread_mutex_unlock(&f->lock);
    while (back) {
        struct connection *c = back;
        back = c->next_back;
        handshake_back(c);
    }
}

/* --- who comes, and who gives way --------------------------------------------------------------------------------- */

static bool may_give_way(const struct connection *c)
{
    if (c->is_away) return false;
    return !c->is_open || (c->relay.listener < 0 && http_relay_rests(&c->relay));
}

static bool one_gives_way(struct http_front *f)
{
    struct connection *worst = NULL;

    for (struct connection *c = f->first; c; c = c->next)
        if (may_give_way(c) && (!worst || c->relay.moved_ms < worst->relay.moved_ms)) worst = c;
    if (worst) connection_die(worst);
    return worst;
}

/* The handshake's first bytes are there as a rule: the kernel waited for them. */
static void connection_begin(struct http_front *f, const struct door *d, int fd, const char *address)
{
    struct connection *c = memory_new(1, sizeof *c);

    c->client.kind = SOURCE_CLIENT;
    c->listener.kind = SOURCE_LISTENER;
    c->front = f;
    c->relay = (struct http_relay){ .client = fd, .listener = -1, .port = d->port };
    c->relay.towards = &f->towards;
    snprintf(c->relay.address, sizeof c->relay.address, "%s", address);
    c->handshake = (struct http_front_handshake){ .relay = &c->relay, .done = handshake_done };
    c->begun_ms = c->relay.moved_ms = f->scratch->now_ms;
    c->is_open = !d->is_tls;
    c->next = f->first;
    if (c->next) c->next->link = &c->next;
    c->link = &f->first;
    f->first = c;
    f->count++;
    watch(f, fd, &c->client, c->is_open ? EPOLLIN : EPOLLIN | EPOLLONESHOT);
}

/* No descriptor is left: the spare one takes the connection, for as long as it takes to close it. */
static void refuse_one(struct http_front *f, int door)
{
    char address[INET6_ADDRSTRLEN];

    if (one_gives_way(f)) return;
    if (f->spare >= 0) close(f->spare);
    f->spare = http_front_door_accept(door, address);
    if (f->spare >= 0) close(f->spare);
    f->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void door_opened(struct http_front *f, const struct door *d)
{
    char address[INET6_ADDRSTRLEN];

    for (int i = 0; i < ACCEPTS_MAX; i++) {
        int fd = http_front_door_accept(d->fd, address);
        if (fd < 0 && (errno == EMFILE || errno == ENFILE)) refuse_one(f, d->fd);
        if (fd < 0 && errno != ECONNABORTED && errno != EINTR) return;
        if (fd < 0) continue;
        if (f->count >= f->options.connections_max && !one_gives_way(f)) close(fd);
        else connection_begin(f, d, fd, address);
    }
}

/* --- the clock's part --------------------------------------------------------------------------------------------- */

static int64_t or_else(int given, int64_t usual)
{
    return given ? given : usual;
}

/* What of an open connection goes with time. */
static void connection_age(struct connection *c, int64_t now)
{
    const struct http_front_options *o = &c->front->options;
    struct http_relay *r = &c->relay;
    int64_t still_ms = now - r->moved_ms;

    if (r->is_lingering) {
        if (still_ms > LINGER_MS) connection_die(c);
    } else if (r->listener < 0) {
        if (still_ms <= o->keep_alive_ms) return;
        http_relay_end(r, c->front->scratch);
        connection_move(c);
    } else if (http_relay_client_waits(r) == EPOLLOUT) {
        if (still_ms > STUCK_MS) connection_die(c);
    } else if (still_ms > or_else(o->rest_ms, REST_MS) && !r->listener_may_read && http_relay_rests(r)) {
        listener_give_up(c);
    }
}

/* What the listener has answered lies in the kernel by now: a reading that finds nothing ends the connection. */
static void connection_drain(struct connection *c)
{
    struct http_relay *r = &c->relay;

    if (!c->is_open) {
        connection_die(c);
        return;
    }
    if (r->is_lingering) return;
    r->listener_may_read = r->listener >= 0;
    http_relay_move(r, c->front->scratch);
    if (!http_relay_is_over(r) && !r->is_lingering && http_relay_client_waits(r) != EPOLLOUT)
        http_relay_end(r, c->front->scratch);
    connection_move(c);
}

static bool all_drain(struct http_front *f)
{
    bool is_drained = true;

    for (struct connection *c = f->first, *next; c; c = next) {
        next = c->next;
        if (!c->is_away) connection_drain(c);
    }
    for (const struct connection *c = f->first; c; c = c->next)
        if (c->is_away || !c->relay.is_lingering) is_drained = false;
    return is_drained;
}

static void all_age(struct http_front *f, int64_t now)
{
    int64_t patience = or_else(f->options.handshake_ms, HANDSHAKE_MS);

    for (struct connection *c = f->first, *next; c; c = next) {
        next = c->next;
        if (c->is_away) continue;
        if (c->is_open) connection_age(c, now);
        else if (now - c->begun_ms > patience) connection_die(c);
    }
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

static void doors_close(struct http_front *f)
{
    for (size_t i = 0; i < f->options.address_count; i++) {
        if (f->doors[i].fd < 0) continue;
        close(f->doors[i].fd);
        f->doors[i].fd = -1;
    }
}

static void client_happened(struct connection *c, uint32_t events)
{
    if (!c->is_open) {
        handshake_begin(c);
        return;
    }
    if (events & (EPOLLERR | EPOLLHUP)) c->relay.is_broken = c->relay.is_broken || events & EPOLLERR;
    c->relay.client_may_read = true;
    connection_move(c);
}

static void happened(struct http_front *f, struct source_of *s, uint32_t events)
{
    struct connection *c;

    if (s->kind == SOURCE_BELL) {
        bell_heard(f);
    } else if (s->kind == SOURCE_DOOR) {
        const struct door *d = (const struct door *)(const void *)s;
        if (d->fd >= 0) door_opened(f, d);
    } else {
        c = connection_of(s);
        if (c->is_dead) return;
        if (s->kind == SOURCE_CLIENT) {
            client_happened(c, events);
            return;
        }
        c->relay.listener_may_read = true;
        connection_move(c);
    }
}

static void tick(struct http_front *f)
{
    if (f->is_draining) {
        doors_close(f);
        if (all_drain(f)) f->is_drained = true;
    } else {
        all_age(f, f->scratch->now_ms);
    }
}

static int wait_ms(const struct http_front *f)
{
    return f->is_draining ? DRAIN_TICK_MS : f->first ? TICK_MS : -1;
}

static void *front_main(void *arg)
{
    struct http_front *f = arg;
    struct epoll_event events[EVENTS];
    int64_t ticked_ms = now_ms();

    while (!f->is_stopping) {
        int count = epoll_wait(f->set, events, EVENTS, wait_ms(f));
        f->scratch->now_ms = now_ms();
        for (int i = 0; i < count; i++) happened(f, events[i].data.ptr, events[i].events);
        if (f->is_draining || f->scratch->now_ms - ticked_ms >= TICK_MS) {
            ticked_ms = f->scratch->now_ms;
            tick(f);
        }
        dead_free(f);
    }
    return NULL;
}

/* --- start and stop ----------------------------------------------------------------------------------------------- */

static int doors_open(struct http_front *f, const char **error)
{
    static char words[256];
    const char *why = "";

    for (size_t i = 0; i < f->options.address_count; i++) {
        const struct http_front_address *a = &f->options.addresses[i];
        struct door *d = &f->doors[i];
        d->source.kind = SOURCE_DOOR;
        d->is_tls = a->is_tls;
        d->fd = http_front_door_open(a->host, a->port, &d->port, &why);
        if (d->fd >= 0) watch(f, d->fd, &d->source, EPOLLIN);
        else if (a->may_fail) log_info("[%s]:%d is not served: %s", a->host, a->port, why);
        else {
            snprintf(words, sizeof words, "cannot listen on %s port %d: %s", a->host, a->port, why);
            *error = words;
            return -1;
        }
    }
    return 0;
}

static void towards_set(struct http_front *f)
{
    const char *host = f->options.listener_host;

    f->towards = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)f->options.listener_port) };
    inet_pton(AF_INET, strcmp(host, "0.0.0.0") == 0 ? "127.0.0.1" : host, &f->towards.sin_addr);
}

static void front_free(struct http_front *f)
{
    doors_close(f);
    if (f->handshakes) http_front_handshakes_free(f->handshakes);
    while (f->first) {
        f->first->is_away = false;
        connection_die(f->first);
    }
    dead_free(f);
    close(f->set);
    close(f->bell);
    if (f->spare >= 0) close(f->spare);
    buf_release(&f->scratch->plain);
    buf_release(&f->scratch->wire);
    free(f->scratch);
    pthread_mutex_destroy(&f->lock);
    free(f);
}

struct http_front *http_front_start(const struct http_front_options *options, const char **error)
{
    struct http_front *f = memory_new(1, sizeof *f);

    f->options = *options;
    f->scratch = memory_new(1, sizeof *f->scratch);
    pthread_mutex_init(&f->lock, NULL);
    for (size_t i = 0; i < HTTP_FRONT_ADDRESSES_MAX; i++) f->doors[i].fd = -1;
    f->set = epoll_create1(EPOLL_CLOEXEC);
    f->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    f->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (f->set < 0 || f->bell < 0) panic("no files left to start with");
    f->bell_source.kind = SOURCE_BELL;
    watch(f, f->bell, &f->bell_source, EPOLLIN);
    towards_set(f);
    if (doors_open(f, error)) {
        front_free(f);
        return NULL;
    }
    f->handshakes = http_front_handshakes_new(&f->options.names, THREADS);
    if (pthread_create(&f->thread, NULL, front_main, f)) panic("no thread left to start with");
    return f;
}

int http_front_port(const struct http_front *f, size_t index)
{
    return f->doors[index].fd >= 0 ? f->doors[index].port : 0;
}

void http_front_drain(struct http_front *f, int milliseconds)
{
    f->is_draining = true;
    bell_ring(f);
    for (int waited = 0; !f->is_drained && waited < milliseconds; waited += 5) usleep(5000);
}

void http_front_stop(struct http_front *f)
{
    f->is_stopping = true;
    bell_ring(f);
    pthread_join(f->thread, NULL);
    front_free(f);
}

void http_front_count(struct http_front *f, int *connections, int *to_listener)
{
    *connections = f->count;
    *to_listener = f->to_listener;
}

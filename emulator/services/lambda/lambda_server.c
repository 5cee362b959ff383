/* An epoll. Only its thread reads, closes and frees; any thread may write to a parked connection, under its endpoint's
 * lock, and what does not fit into the socket follows when there is room. */
#include "emulator/services/lambda/lambda_server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/log.h"
#include "emulator/base/panic.h"

#define AT_ONCE          64
#define READ_BYTES       65536
#define BACKLOG          64
#define CONNECTIONS_MAX  32
#define BODIES_BYTES_MAX (2 * LAMBDA_BODY_BYTES_MAX)
#define BODY_BYTES_READ  INT64_C(268435456) /* of a body that is too large so much is read, to tell so */

enum kind { ENDPOINT, CONNECTION };

struct lambda_connection {
    enum kind kind; /* first, as in an endpoint */
    int fd;
    struct lambda_endpoint *endpoint;
    struct http_reader reader;
    struct buf body;
    int64_t body_bytes; /* that came, kept or not */
    bool is_too_large, is_bad, streams;
    struct lambda_connection *next;
    /* under the endpoint's lock */
    bool is_parked, is_still;
    bool closes; /* when all is sent */
    struct buf out;
    size_t sent;
};

struct lambda_endpoint {
    enum kind kind;
    int fd, port;
    const struct lambda_server_ways *ways;
    void *owner;
    _Atomic int holders;                   /* the last one to close it does so */
    struct lambda_connection *connections; /* the thread's */
    int connection_count;
    size_t bodies_bytes;
    pthread_mutex_t lock;
    struct lambda_connection *parked[LAMBDA_PLACES];
    struct lambda_connection *still; /* the one whose body stands still */
    struct lambda_endpoint *next;    /* of those to close; under the server's lock */
};

static struct {
    pthread_mutex_t lock;
    int poll_fd, wake_fd;
    bool is_started;
    struct lambda_endpoint *closing;
} server = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- watching ----------------------------------------------------------------------------------------------------- */

static void watch(int operation, int fd, uint32_t events, void *of)
{
    struct epoll_event e = { .events = events, .data.ptr = of };

    epoll_ctl(server.poll_fd, operation, fd, &e);
}

/* Closing alone does not: a process that is being started has the file, too, until it runs its program. */
static void unwatch(int fd)
{
    watch(EPOLL_CTL_DEL, fd, 0, NULL);
}

static void wake(void)
{
    uint64_t one = 1;

    if (write(server.wake_fd, &one, sizeof one) < 0) return; /* it is awake already */
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

/* Sends what it can; how much, or -1. */
static ssize_t send_now(int fd, struct span head, struct span body)
{
    struct iovec parts[] = { { (void *)head.data, head.size }, { (void *)body.data, body.size } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
    ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);

    return sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) ? 0 : sent;
}

/* Under the endpoint's lock: waits for what it may do now. */
static void watch_on(struct lambda_connection *c)
{
    watch(EPOLL_CTL_MOD, c->fd, (c->is_still ? 0u : EPOLLIN) | (c->out.size ? EPOLLOUT : 0u), c);
}

/* Under the endpoint's lock. A connection that broke is shut down: the thread sees that, and closes it. */
static void write_out(struct lambda_connection *c, struct span head, struct span body)
{
    ssize_t sent = c->out.size ? 0 : send_now(c->fd, head, body);
    size_t done = sent > 0 ? (size_t)sent : 0;

    if (sent < 0) shutdown(c->fd, SHUT_RDWR);
    if (sent < 0 || done == head.size + body.size) return;
    buf_add_span(&c->out, span_sub(head, done, SIZE_MAX));
    buf_add_span(&c->out, span_sub(body, done > head.size ? done - head.size : 0, SIZE_MAX));
    watch_on(c);
}

/* There is room again. True: all is sent. */
static bool write_on(struct lambda_connection *c)
{
    ssize_t sent = send_now(c->fd, span_sub(buf_span(&c->out), c->sent, SIZE_MAX), SPAN(""));

    if (sent < 0) shutdown(c->fd, SHUT_RDWR);
    else c->sent += (size_t)sent;
    if (sent >= 0 && c->sent < c->out.size) return false;
    buf_release(&c->out);
    c->sent = 0;
    watch_on(c);
    return true;
}

/* Under the endpoint's lock. */
static void unpark(struct lambda_connection *c)
{
    for (int i = 0; i < LAMBDA_PLACES; i++)
        if (c->endpoint->parked[i] == c) c->endpoint->parked[i] = NULL;
    c->is_parked = false;
}

void lambda_connection_answer(struct lambda_connection *c, struct span head, struct span body)
{
    struct lambda_endpoint *e = c->endpoint;

    pthread_mutex_lock(&e->lock);
    if (c->is_parked) unpark(c);
    write_out(c, head, body);
    c->closes = !c->reader.keeps_alive;
    pthread_mutex_unlock(&e->lock);
}

void lambda_connection_park(struct lambda_connection *c, int place)
{
    struct lambda_endpoint *e = c->endpoint;

    assert(place >= 0 && place < LAMBDA_PLACES);
    pthread_mutex_lock(&e->lock);
    if (e->parked[place] && e->parked[place] != c) {
        shutdown(e->parked[place]->fd, SHUT_RDWR);
        unpark(e->parked[place]);
    }
    e->parked[place] = c;
    c->is_parked = true;
    pthread_mutex_unlock(&e->lock);
}

void lambda_connection_drop(struct lambda_connection *c)
{
    c->is_bad = true;
}

bool lambda_endpoint_answer(struct lambda_endpoint *e, int place, struct span head, struct span body)
{
    struct lambda_connection *c;

    pthread_mutex_lock(&e->lock);
    c = e->parked[place];
    e->parked[place] = NULL;
    if (c) {
        c->is_parked = false;
        c->closes = !c->reader.keeps_alive;
        write_out(c, head, body);
        if (c->closes && !c->out.size) shutdown(c->fd, SHUT_WR);
    }
    pthread_mutex_unlock(&e->lock);
    return c != NULL;
}

void lambda_endpoint_go_on(struct lambda_endpoint *e)
{
    pthread_mutex_lock(&e->lock);
    if (e->still) {
        e->still->is_still = false;
        watch_on(e->still);
        e->still = NULL;
    }
    pthread_mutex_unlock(&e->lock);
}

/* --- connections -------------------------------------------------------------------------------------------------- */

static void connection_close(struct lambda_connection *c)
{
    struct lambda_endpoint *e = c->endpoint;
    struct lambda_connection **at = &e->connections;

    if (c->streams) e->ways->broken(c);
    pthread_mutex_lock(&e->lock);
    unpark(c);
    unwatch(c->fd);
    if (e->still == c) e->still = NULL;
    close(c->fd);
    pthread_mutex_unlock(&e->lock);
    while (*at != c) at = &(*at)->next;
    *at = c->next;
    e->connection_count--;
    e->bodies_bytes -= c->body.size;
    http_reader_release(&c->reader);
    buf_release(&c->body);
    buf_release(&c->out);
    free(c);
}

static void connection_take(struct lambda_endpoint *e, int fd)
{
    struct lambda_connection *c = memory_new(1, sizeof *c);
    int on = 1;

    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    c->kind = CONNECTION;
    c->fd = fd;
    c->endpoint = e;
    c->body.max = BODIES_BYTES_MAX;
    c->next = e->connections;
    e->connections = c;
    e->connection_count++;
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, c);
}

static void accept_all(struct lambda_endpoint *e)
{
    int fd;

    while ((fd = accept4(e->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        if (e->connection_count < CONNECTIONS_MAX) connection_take(e, fd);
        else close(fd);
    }
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void body_forget(struct lambda_connection *c)
{
    c->endpoint->bodies_bytes -= c->body.size;
    if (c->body.room > READ_BYTES) buf_release(&c->body);
    else buf_clear(&c->body);
    c->body.max = BODIES_BYTES_MAX;
    c->body_bytes = 0;
    c->is_too_large = false;
}

/* False: more than is listened to. */
static bool body_add(struct lambda_connection *c, struct span piece)
{
    struct lambda_endpoint *e = c->endpoint;

    c->body_bytes += (int64_t)piece.size;
    if (c->body_bytes > BODY_BYTES_READ) return false;
    c->is_too_large = c->body_bytes > LAMBDA_BODY_BYTES_MAX;
    if (c->is_too_large) {
        e->bodies_bytes -= c->body.size;
        buf_release(&c->body);
        return true;
    }
    if (e->bodies_bytes + piece.size > BODIES_BYTES_MAX) return false;
    buf_add_span(&c->body, piece);
    e->bodies_bytes += piece.size;
    return true;
}

static void head_came(struct lambda_connection *c)
{
    c->streams = c->endpoint->ways->streams(c, &c->reader);
    if (!c->reader.expects_continue) return;
    pthread_mutex_lock(&c->endpoint->lock);
    write_out(c, SPAN("HTTP/1.1 100 Continue\r\n\r\n"), SPAN(""));
    pthread_mutex_unlock(&c->endpoint->lock);
}

static void refuse(struct lambda_connection *c)
{
    c->is_bad = true;
    c->reader.keeps_alive = false;
    lambda_connection_answer(
        c,
        SPAN("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\n"),
        SPAN("400 Bad Request"));
}

/* One that is parked has nothing to say. */
static bool is_parked(struct lambda_connection *c)
{
    bool is;

    pthread_mutex_lock(&c->endpoint->lock);
    is = c->is_parked;
    pthread_mutex_unlock(&c->endpoint->lock);
    return is;
}

/* It is said to stand still before whoever makes room can say that it need not. */
static void piece_came(struct lambda_connection *c)
{
    struct lambda_endpoint *e = c->endpoint;

    c->body_bytes += (int64_t)c->reader.piece.size;
    if (c->body_bytes > BODY_BYTES_READ) c->is_bad = true;
    pthread_mutex_lock(&e->lock);
    c->is_still = true;
    e->still = c;
    pthread_mutex_unlock(&e->lock);
    if (e->ways->piece(c, c->reader.piece)) lambda_endpoint_go_on(e);
}

/* Once its bytes are dealt with. */
static void stand_still(struct lambda_connection *c)
{
    pthread_mutex_lock(&c->endpoint->lock);
    if (c->is_still) watch_on(c);
    pthread_mutex_unlock(&c->endpoint->lock);
}

static bool is_whole(const struct http_reader *r)
{
    return r->length == (int64_t)r->piece.size && r->length <= LAMBDA_BODY_BYTES_MAX;
}

/* A body that is all there is used where it lies; others are gathered. */
static void bytes_came(struct lambda_connection *c, struct span bytes)
{
    struct span whole = { NULL, 0 };
    enum http_read what;

    while (!c->is_bad && (what = http_reader_next(&c->reader, &bytes)) != HTTP_READ_MORE) {
        if (what == HTTP_READ_HEAD) head_came(c);
        else if (what == HTTP_READ_BAD) refuse(c);
        else if (what == HTTP_READ_BODY && c->streams) piece_came(c);
        else if (what == HTTP_READ_BODY && is_whole(&c->reader)) whole = c->reader.piece;
        else if (what == HTTP_READ_BODY) c->is_bad = !body_add(c, c->reader.piece);
        else {
            c->streams = false;
            c->endpoint->ways->request(c, &c->reader, whole.size ? whole : buf_span(&c->body), c->is_too_large);
            body_forget(c);
            whole = (struct span){ NULL, 0 };
            if (bytes.size && is_parked(c)) c->is_bad = true;
        }
    }
}

static void read_some(struct lambda_connection *c)
{
    static char bytes[READ_BYTES]; /* the thread's */
    ssize_t got = recv(c->fd, bytes, sizeof bytes, 0);
    bool is_over;

    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got > 0 && !is_parked(c)) bytes_came(c, (struct span){ bytes, (size_t)got });
    else c->is_bad = true;
    if (c->streams) stand_still(c);
    pthread_mutex_lock(&c->endpoint->lock);
    is_over = c->closes ? !c->out.size : c->is_bad;
    pthread_mutex_unlock(&c->endpoint->lock);
    if (is_over || got <= 0) connection_close(c);
}

static void connection_serve(struct lambda_connection *c, uint32_t events)
{
    bool is_over = false;

    if (events & EPOLLOUT) {
        pthread_mutex_lock(&c->endpoint->lock);
        is_over = c->out.size && write_on(c) && c->closes;
        pthread_mutex_unlock(&c->endpoint->lock);
    }
    if (is_over) connection_close(c);
    else if (events & ~(uint32_t)EPOLLOUT) read_some(c);
}

/* --- endpoints ---------------------------------------------------------------------------------------------------- */

static void endpoint_free(struct lambda_endpoint *e)
{
    while (e->connections) connection_close(e->connections);
    unwatch(e->fd);
    close(e->fd);
    pthread_mutex_destroy(&e->lock);
    free(e);
}

/* Between two rounds, when nothing of one names them. */
static void endpoints_close(void)
{
    struct lambda_endpoint *e, *next;

    pthread_mutex_lock(&server.lock);
    e = server.closing;
    server.closing = NULL;
    pthread_mutex_unlock(&server.lock);
    for (; e; e = next) {
        next = e->next;
        endpoint_free(e);
    }
}

static void woken(void)
{
    uint64_t count;

    if (read(server.wake_fd, &count, sizeof count) < 0) return; /* it was read already */
}

/* What an event names is there: a connection has one a round, and only that closes it. */
static void *serve(void *unused)
{
    struct epoll_event events[AT_ONCE];

    (void)unused;
    for (;;) {
        int count = epoll_wait(server.poll_fd, events, AT_ONCE, -1);
        for (int i = 0; i < count; i++) {
            enum kind *of = events[i].data.ptr;
            if (!of) woken();
            else if (*of == ENDPOINT) accept_all((struct lambda_endpoint *)of);
            else connection_serve((struct lambda_connection *)of, events[i].events);
        }
        endpoints_close();
    }
    return NULL;
}

/* Under the server's lock. */
static bool start(void)
{
    pthread_t thread;

    if (server.is_started) return true;
    server.poll_fd = epoll_create1(EPOLL_CLOEXEC);
    server.wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (server.poll_fd < 0 || server.wake_fd < 0) return false;
    watch(EPOLL_CTL_ADD, server.wake_fd, EPOLLIN, NULL);
    if (pthread_create(&thread, NULL, serve, NULL)) panic("no thread left for the Runtime API");
    pthread_detach(thread);
    return server.is_started = true;
}

static int listen_anywhere(int *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

    if (fd < 0) return -1;
    if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, BACKLOG) ||
        getsockname(fd, (struct sockaddr *)&address, &size)) {
        close(fd);
        return -1;
    }
    *port = ntohs(address.sin_port);
    return fd;
}

struct lambda_endpoint *lambda_endpoint_open(const struct lambda_server_ways *ways, void *owner)
{
    struct lambda_endpoint *e;
    bool is_started;
    int port, fd;

    pthread_mutex_lock(&server.lock);
    is_started = start();
    pthread_mutex_unlock(&server.lock);
    fd = is_started ? listen_anywhere(&port) : -1;
    if (fd < 0) {
        log_error("the Runtime API cannot listen: no files or ports left");
        return NULL;
    }
    e = memory_new(1, sizeof *e);
    e->kind = ENDPOINT;
    e->fd = fd;
    e->port = port;
    e->ways = ways;
    e->owner = owner;
    e->holders = 1;
    pthread_mutex_init(&e->lock, NULL);
    watch(EPOLL_CTL_ADD, fd, EPOLLIN, e);
    return e;
}

int lambda_endpoint_port(const struct lambda_endpoint *e)
{
    return e->port;
}

void *lambda_endpoint_owner(const struct lambda_endpoint *e)
{
    return e->owner;
}

void lambda_endpoint_disown(struct lambda_endpoint *e)
{
    e->owner = NULL;
}

void lambda_endpoint_keep(struct lambda_endpoint *e)
{
    e->holders++;
}

void lambda_endpoint_close(struct lambda_endpoint *e)
{
    if (--e->holders > 0) return;
    pthread_mutex_lock(&server.lock);
    e->next = server.closing;
    server.closing = e;
    pthread_mutex_unlock(&server.lock);
    wake();
}

struct lambda_endpoint *lambda_connection_endpoint(const struct lambda_connection *c)
{
    return c->endpoint;
}

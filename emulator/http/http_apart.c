/* One thread and an epoll set. A connection is in the set while its request goes on, to see its client leave, and again
 * when an answer does not fit into the kernel's buffers at once.
 *
 *   take ─ begin ─┬─ ready ─ answer ─ send ─┬─ close
 *                 └─ gone, each second      └─ stuck
 */
#include "emulator/http/http_apart.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "emulator/http/http_connections.h"
#include "emulator/http/http_transfer.h"

#define EVENTS     64
#define TICK_MS    1000
#define STUCK_MS   10000
#define RING_BYTES sizeof(uint64_t)

enum apart_state { APART_WAITING, APART_LEFT, APART_SENDING };

struct http_apart {
    struct http_request request;
    struct arena arena;
    struct buf body, out;
    size_t sent;
    int64_t since_ms; /* SENDING: since when nothing got through */
    enum apart_state state;
    _Atomic int *under_way;
    const struct http_apart_ways *ways;
    void *arg;
    struct http_apart *next_ready;
    struct http_apart *next, **link; /* LEFT and SENDING: those that each tick looks at; the thread's own */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct http_apart *ready, **ready_end = &ready;
static int places, set = -1, bell = -1;
static struct http_apart *looked_at;

void http_apart_init(int most)
{
    pthread_mutex_lock(&lock);
    places = most;
    pthread_mutex_unlock(&lock);
}

const struct http_request *http_apart_request(const struct http_apart *a)
{
    return &a->request;
}

/* --- the thread's: looking after them ----------------------------------------------------------------------------- */

static int64_t now_ms(void)
{
    return clock_monotonic_us() / 1000;
}

static void look_at(struct http_apart *a)
{
    a->next = looked_at;
    if (a->next) a->next->link = &a->next;
    a->link = &looked_at;
    looked_at = a;
}

static void look_away(struct http_apart *a)
{
    if (!a->link) return;
    *a->link = a->next;
    if (a->next) a->next->link = a->link;
    a->link = NULL;
}

static void place_give(void)
{
    pthread_mutex_lock(&lock);
    places++;
    pthread_mutex_unlock(&lock);
}

/* Its place is free before its client sees the end, who may at once come again. */
static void apart_free(struct http_apart *a)
{
    look_away(a);
    place_give();
    http_descriptor_close(a->request.descriptor);
    atomic_fetch_sub(a->under_way, 1);
    buf_release(&a->body);
    buf_release(&a->out);
    arena_release(&a->arena);
    free(a);
}

static void watch(struct http_apart *a, uint32_t events)
{
    struct epoll_event event = { .events = events, .data.ptr = a };

    if (epoll_ctl(set, EPOLL_CTL_ADD, a->request.descriptor, &event)) panic("a connection cannot be watched");
}

static void unwatch(const struct http_apart *a)
{
    epoll_ctl(set, EPOLL_CTL_DEL, a->request.descriptor, NULL);
}

/* True when there is no more to be done for it: all was sent, or nobody takes it. */
static bool is_sent(struct http_apart *a)
{
    while (a->sent < a->out.size) {
        ssize_t took =
            send(a->request.descriptor, a->out.data + a->sent, a->out.size - a->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (took < 0 && errno == EINTR) continue;
        if (took < 0) return errno != EAGAIN && errno != EWOULDBLOCK;
        a->sent += (size_t)took;
        a->since_ms = now_ms();
    }
    return true;
}

static void apart_answer(struct http_apart *a)
{
    struct http_response response = { .status = 200, .arena = &a->arena, .body.max = HTTP_BODY_BYTES_MAX };

    if (a->state == APART_WAITING) unwatch(a);
    look_away(a);
    a->state = APART_SENDING;
    a->since_ms = now_ms();
    a->ways->answer(&a->request, &response, a->arg);
    http_response_fit(&response);
    http_answer_write(&a->out, &a->request, &response);
    buf_release(&response.body);
    if (is_sent(a)) {
        apart_free(a);
        return;
    }
    watch(a, EPOLLOUT);
    look_at(a);
}

static void apart_happened(struct http_apart *a)
{
    if (a->state == APART_SENDING) {
        if (is_sent(a)) apart_free(a);
        return;
    }
    unwatch(a);
    a->state = APART_LEFT;
    look_at(a);
    a->ways->gone(a->arg);
}

static void all_look(void)
{
    int64_t now = now_ms();

    for (struct http_apart *a = looked_at, *next; a; a = next) {
        next = a->next;
        if (a->state == APART_LEFT) a->ways->gone(a->arg);
        else if (now - a->since_ms > STUCK_MS) apart_free(a);
    }
}

static void ready_answer(void)
{
    uint64_t rung;
    struct http_apart *list;

    if (read(bell, &rung, sizeof rung) != RING_BYTES) return;
    pthread_mutex_lock(&lock);
    list = ready;
    ready = NULL;
    ready_end = &ready;
    pthread_mutex_unlock(&lock);
    while (list) {
        struct http_apart *a = list;
        list = a->next_ready;
        apart_answer(a);
    }
}

/* Those that are ready come last: until then nobody that an event tells of goes but by its own event. */
static void *apart_main(void *unused)
{
    struct epoll_event events[EVENTS];
    int64_t looked_ms = now_ms();

    (void)unused;
    while (true) {
        int count = epoll_wait(set, events, EVENTS, looked_at ? TICK_MS : -1);
        bool is_rung = false;
        for (int i = 0; i < count; i++)
            if (events[i].data.ptr) apart_happened(events[i].data.ptr);
            else is_rung = true;
        if (is_rung) ready_answer();
        if (now_ms() - looked_ms < TICK_MS) continue;
        looked_ms = now_ms();
        all_look();
    }
    return NULL;
}

/* Under the lock. It is started when it is first needed; when it cannot be, that is tried again. */
static bool has_thread(void)
{
    struct epoll_event event = { .events = EPOLLIN };
    static bool is_started;
    pthread_t thread;

    if (is_started) return true;
    if (set < 0) set = epoll_create1(EPOLL_CLOEXEC);
    if (bell < 0 && set >= 0 && (bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) >= 0 &&
        epoll_ctl(set, EPOLL_CTL_ADD, bell, &event)) {
        close(bell);
        bell = -1;
    }
    if (bell < 0 || pthread_create(&thread, NULL, apart_main, NULL)) return false;
    pthread_detach(thread);
    return is_started = true;
}

/* --- from the listener's threads ---------------------------------------------------------------------------------- */

static bool place_take(void)
{
    bool is_taken;

    pthread_mutex_lock(&lock);
    is_taken = places > 0 && has_thread();
    if (is_taken) places--;
    pthread_mutex_unlock(&lock);
    return is_taken;
}

/* All that the request points to lies in what the listener uses again. */
static void request_copy(struct http_apart *a, const struct http_request *from)
{
    struct http_request *r = &a->request;

    *r = *from;
    r->arena = &a->arena;
    r->exchange = NULL;
    r->is_keep_alive_scarce = true;
    r->method = arena_span(&a->arena, from->method);
    r->path = arena_span(&a->arena, from->path);
    r->query = arena_span(&a->arena, from->query);
    r->version = arena_span(&a->arena, from->version);
    r->remote = arena_span(&a->arena, from->remote);
    r->endpoint = arena_span(&a->arena, from->endpoint);
    for (size_t i = 0; i < r->header_count; i++)
        r->headers[i] = (struct http_header){ arena_span(&a->arena, from->headers[i].name),
                                              arena_span(&a->arena, from->headers[i].value) };
}

struct http_apart *http_apart_take(const struct http_request *request, const struct http_apart_ways *ways, void *arg)
{
    struct http_exchange *exchange = request->exchange;
    struct http_apart *a;
    int descriptor;

    if (!exchange || request->stream || !place_take()) return NULL;
    descriptor = http_connection_take(exchange->connection);
    if (descriptor < 0) {
        place_give();
        return NULL;
    }
    a = memory_new(1, sizeof *a);
    request_copy(a, request);
    a->request.descriptor = descriptor;
    a->body = *exchange->body;
    *exchange->body = (struct buf){ 0 };
    a->under_way = exchange->under_way;
    a->ways = ways;
    a->arg = arg;
    exchange->is_apart = true;
    return a;
}

void http_apart_begin(struct http_apart *a)
{
    watch(a, EPOLLRDHUP);
}

void http_apart_ready(struct http_apart *a)
{
    const uint64_t one = 1;

    pthread_mutex_lock(&lock);
    *ready_end = a;
    ready_end = &a->next_ready;
    pthread_mutex_unlock(&lock);
    if (write(bell, &one, sizeof one) != RING_BYTES) panic("the bell does not ring");
}

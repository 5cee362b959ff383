/* A queue and a few threads, each started when there is more to do than there are. The TLS server, with its library and
 * its first certificate, is made with the first handshake. */
#include "emulator/http/http_front_handshakes.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "emulator/base/panic.h"
#include "emulator/http/tls_session.h"

#define THREADS_MAX   8
#define IN_BYTES      16384
#define RECORD_OF_TLS 22 /* a handshake's */

struct http_front_handshakes {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct http_front_handshake *first, **end;
    pthread_t threads[THREADS_MAX];
    int most, started, idle;
    bool is_stopping;
    pthread_mutex_t server_lock;
    struct tls_names names;
    struct tls_certificates *certificates;
    struct tls_server *server;
};

struct http_front_handshakes *http_front_handshakes_new(const struct tls_names *names, int threads)
{
    struct http_front_handshakes *all = memory_new(1, sizeof *all);

    pthread_mutex_init(&all->lock, NULL);
    pthread_mutex_init(&all->server_lock, NULL);
    pthread_cond_init(&all->changed, NULL);
    all->end = &all->first;
    all->most = threads < THREADS_MAX ? threads : THREADS_MAX;
    all->names = *names;
    return all;
}

static struct tls_server *server_of(struct http_front_handshakes *all)
{
    pthread_mutex_lock(&all->server_lock);
    if (!all->certificates) all->certificates = tls_certificates_new(&all->names);
    if (!all->server) all->server = tls_server_new(all->certificates);
    pthread_mutex_unlock(&all->server_lock);
    return all->server;
}

/* --- a step ------------------------------------------------------------------------------------------------------- */

/* Whoever speaks HTTP to this port is told so, in HTTP. */
static void refuse_plain(struct http_relay *r)
{
    static const char words[] = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 49\r\n"
                                "Connection: close\r\n\r\nThis port speaks TLS: its addresses begin https:\n";

    http_relay_send(r->client, &r->to_client, span_of(words));
}

static bool is_plain(struct span in)
{
    return in.data[0] != RECORD_OF_TLS && in.data[0] >= 'A' && in.data[0] <= 'Z';
}

static int session_begin(struct http_front_handshakes *all, struct http_relay *r, struct span in)
{
    struct tls_server *server;

    if (r->tls) return 0;
    if (is_plain(in)) {
        refuse_plain(r);
        return -1;
    }
    server = server_of(all);
    if (server) r->tls = tls_session_new(server);
    return r->tls ? 0 : -1;
}

static void session_go_on(struct http_front_handshakes *all, struct http_front_handshake *h, struct span in)
{
    struct http_relay *r = h->relay;
    struct buf out = { 0 };
    enum tls_outcome outcome = TLS_BROKEN;

    if (session_begin(all, r, in) == 0) outcome = tls_session_handshake(r->tls, in, &out);
    h->outcome = outcome == TLS_IS_OPEN ? HANDSHAKE_DONE : HANDSHAKE_WAITS_READ;
    if (!http_relay_send(r->client, &r->to_client, buf_span(&out)) || outcome == TLS_BROKEN)
        h->outcome = HANDSHAKE_FAILED;
    buf_release(&out);
}

static void step(struct http_front_handshakes *all, struct http_front_handshake *h)
{
    struct http_relay *r = h->relay;
    char in[8192];
    ssize_t got;

    if (!http_relay_send(r->client, &r->to_client, SPAN(""))) {
        h->outcome = HANDSHAKE_FAILED;
        return;
    }
    h->outcome = r->to_client.bytes.size ? HANDSHAKE_WAITS_WRITE : HANDSHAKE_WAITS_READ;
    if (h->outcome == HANDSHAKE_WAITS_WRITE) return;
    got = recv(r->client, in, sizeof in, MSG_DONTWAIT);
    if (got > 0) session_go_on(all, h, (struct span){ in, (size_t)got });
    else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) h->outcome = HANDSHAKE_FAILED;
}

/* --- the threads -------------------------------------------------------------------------------------------------- */

static struct http_front_handshake *take(struct http_front_handshakes *all)
{
    struct http_front_handshake *h;

    pthread_mutex_lock(&all->lock);
    all->idle++;
    while (!all->first && !all->is_stopping) pthread_cond_wait(&all->changed, &all->lock);
    all->idle--;
    h = all->is_stopping ? NULL : all->first;
    if (h) all->first = h->next;
    if (!all->first) all->end = &all->first;
    pthread_mutex_unlock(&all->lock);
    return h;
}

static void *handshakes_main(void *arg)
{
    struct http_front_handshakes *all = arg;
    struct http_front_handshake *h;

    while ((h = take(all))) {
        step(all, h);
        h->done(h);
    }
    return NULL;
}

void http_front_handshakes_submit(struct http_front_handshakes *all, struct http_front_handshake *h)
{
    pthread_mutex_lock(&all->lock);
    h->next = NULL;
    *all->end = h;
    all->end = &h->next;
    if (!all->idle && all->started < all->most &&
        pthread_create(&all->threads[all->started], NULL, handshakes_main, all) == 0)
        all->started++;
    if (!all->started) panic("no thread left for handshakes");
    pthread_cond_signal(&all->changed);
    pthread_mutex_unlock(&all->lock);
}

void http_front_handshakes_free(struct http_front_handshakes *all)
{
    pthread_mutex_lock(&all->lock);
    all->is_stopping = true;
    pthread_cond_broadcast(&all->changed);
    pthread_mutex_unlock(&all->lock);
    for (int i = 0; i < all->started; i++) pthread_join(all->threads[i], NULL);
    if (all->server) tls_server_free(all->server);
    if (all->certificates) tls_certificates_free(all->certificates);
    pthread_cond_destroy(&all->changed);
    pthread_mutex_destroy(&all->lock);
    pthread_mutex_destroy(&all->server_lock);
    free(all);
}

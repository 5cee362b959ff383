/* Each connection has one request under way at a time; its answer is known to be whole by its Content-Length. */
#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_MAX  (1024 * 1024)
#define REQUEST_MAX (32 * 1024)
#define SAMPLES_MAX (4 * 1000 * 1000)

struct connection {
    int fd, number;
    SSL *tls; /* NULL: in plain */
    char *answer;
    size_t size;
    double began;
};

double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int load_connect(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;

    if (fd < 0) return -1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0) return fd;
    close(fd);
    return -1;
}

size_t load_answer_size(const char *answer, size_t size)
{
    const char *end = memmem(answer, size, "\r\n\r\n", 4), *length;
    size_t head;

    if (!end) return 0;
    head = (size_t)(end - answer) + 4;
    length = memmem(answer, head, "Content-Length: ", 16);
    if (!length) length = memmem(answer, head, "content-length: ", 16);
    head += length ? (size_t)atol(length + 16) : 0;
    return size >= head ? head : 0;
}

int load_send(int fd, const char *data, size_t size)
{
    while (size) {
        ssize_t sent = send(fd, data, size, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        data += sent;
        size -= (size_t)sent;
    }
    return 0;
}

int load_once(int port, const char *request, size_t size, char *answer, size_t room)
{
    int fd = load_connect(port), status = -1;
    size_t have = 0;
    ssize_t got;

    if (fd < 0) return -1;
    if (load_send(fd, request, size) == 0)
        while (have + 1 < room && (got = recv(fd, answer + have, room - 1 - have, 0)) > 0) {
            have += (size_t)got;
            if (load_answer_size(answer, have)) break;
        }
    answer[have] = '\0';
    if (have > 12) status = atoi(answer + 9);
    close(fd);
    return status;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;

    return x < y ? -1 : x > y;
}

static int begin(struct connection *c, const struct load *load, long n)
{
    static char request[REQUEST_MAX];
    size_t size = load->next ? load->next(request, sizeof request, c->number, c->answer, c->size, load->arg)
                             : load->request(request, sizeof request, n, load->arg);

    c->size = 0;
    c->began = now_ms();
    if (c->tls) return SSL_write(c->tls, request, (int)size) > 0 ? 0 : -1;
    return load_send(c->fd, request, size);
}

/* Clients are OpenSSL's: what they cost is what clients cost. */
static int handshake(struct connection *c)
{
    static SSL_CTX *context;

    if (!context) context = SSL_CTX_new(TLS_client_method());
    if (c->tls) SSL_free(c->tls);
    c->tls = SSL_new(context);
    SSL_set_fd(c->tls, c->fd);
    return SSL_connect(c->tls) == 1 ? 0 : -1;
}

static int reconnect(struct connection *c, const struct load *load, int epoll)
{
    struct epoll_event e = { .events = EPOLLIN, .data.ptr = c };

    if (c->fd >= 0) close(c->fd);
    c->fd = load_connect(load->port);
    if (c->fd >= 0 && load->is_tls && handshake(c)) return -1;
    return c->fd < 0 ? -1 : epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
}

static int receive_tls(struct connection *c)
{
    do {
        int got = SSL_read(c->tls, c->answer + c->size, (int)(ANSWER_MAX - c->size));
        if (got <= 0) return -1;
        c->size += (size_t)got;
    } while (SSL_pending(c->tls) > 0);
    return load_answer_size(c->answer, c->size) ? 1 : 0;
}

/* Reads what is there. 1: the answer is whole; 0: not yet; -1: broken. */
static int receive(struct connection *c)
{
    ssize_t got;

    if (c->tls) return receive_tls(c);
    got = recv(c->fd, c->answer + c->size, ANSWER_MAX - c->size, 0);
    if (got <= 0) return -1;
    c->size += (size_t)got;
    return load_answer_size(c->answer, c->size) ? 1 : 0;
}

struct load_result load_run(const struct load *load)
{
    struct connection *all = calloc((size_t)load->connections, sizeof *all);
    float *samples = malloc(SAMPLES_MAX * sizeof *samples);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    double start = now_ms(), end = start + load->seconds * 1000;
    struct load_result r = { 0 };
    long n = 0, count = 0;

    if (!all || !samples) abort();
    for (int i = 0; i < load->connections; i++) {
        all[i] = (struct connection){ .fd = -1, .number = i, .answer = malloc(ANSWER_MAX) };
        if (reconnect(&all[i], load, epoll) || begin(&all[i], load, n++)) r.failures++;
    }
    while (now_ms() < end) {
        struct epoll_event events[64];
        int ready = epoll_wait(epoll, events, 64, 100);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            int rc = receive(c);
            if (rc == 0) continue;
            if (rc > 0 && count < SAMPLES_MAX) samples[count++] = (float)(now_ms() - c->began);
            if (rc < 0 || c->answer[9] != '2') r.failures++;
            if (rc > 0 && memmem(c->answer, c->size, "Connection: close", 17)) rc = -1;
            if (rc < 0 && reconnect(c, load, epoll)) break;
            if (begin(c, load, n++)) r.failures++;
        }
    }
    r.per_second = (double)count / ((now_ms() - start) / 1000);
    qsort(samples, (size_t)count, sizeof *samples, compare);
    if (count) {
        r.p50_ms = (double)samples[count / 2];
        r.p99_ms = (double)samples[count * 99 / 100];
    }
    for (int i = 0; i < load->connections; i++) {
        if (all[i].fd >= 0) close(all[i].fd);
        if (all[i].tls) SSL_free(all[i].tls);
        free(all[i].answer);
    }
    free(all);
    free(samples);
    close(epoll);
    return r;
}

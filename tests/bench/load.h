/* A load of HTTP requests over keep-alive connections, from one thread with epoll. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>

struct load {
    int port;
    int connections;
    double seconds;
    /* Writes request number n into out (room bytes); returns its size. */
    size_t (*request)(char *out, size_t room, long n, void *arg);
    /* Instead of it, where a request depends on the answer before it on the same connection; size is 0 for a
     * connection's first. */
    size_t (*next)(char *out, size_t room, int connection, const char *answer, size_t size, void *arg);
    void *arg;
    bool is_tls;
};

struct load_result {
    double per_second;
    double p50_ms, p99_ms;
    long failures; /* answers other than 2xx, and broken connections */
};

struct load_result load_run(const struct load *load);

/* One request, and its whole answer as text in `answer`. Returns the status, or -1. */
int load_once(int port, const char *request, size_t size, char *answer, size_t room);

/* A connected socket, or -1. */
int load_connect(int port);

/* Sends all of it. 0, or -1. */
int load_send(int fd, const char *data, size_t size);

/* The size of the whole answer that these bytes begin with, or 0 while it is not all there. */
size_t load_answer_size(const char *answer, size_t size);

/* A clock that only runs forward. */
double now_ms(void);

#endif

/* The processes are forked by the threads, each when its first request comes, and end with their connection. */
#include "tests/bench/process_floor.h"

#include <arpa/inet.h>
#include <civetweb.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/load.h"

enum { THREADS = 64, EVENT_BYTES = 800, RESULT_BYTES = 400, ASK_BYTES = 120, THANKS_BYTES = 120, ROOM = 4096 };

static int listener, listener_port;
static pthread_mutex_t forking = PTHREAD_MUTEX_INITIALIZER;
static __thread int process = -1; /* the thread's connection to its own */

/* --- the process ---------------------------------------------------------------------------------------------------- */

/* Asks, takes an event, gives its result, takes the thanks; again. What it has of the server's would keep the others'
 * connections open when that has ended. */
static void process_run(void)
{
    static const char out[ROOM];
    char in[ROOM];
    int fd;

    close_range(3, ~0u, 0);
    fd = load_connect(listener_port);

    while (fd >= 0 && load_send(fd, out, ASK_BYTES) == 0 && recv(fd, in, sizeof in, 0) > 0 &&
           load_send(fd, out, RESULT_BYTES) == 0 && recv(fd, in, sizeof in, 0) > 0)
        continue;
    _exit(0);
}

static int process_start(void)
{
    int fd, on = 1;

    pthread_mutex_lock(&forking);
    if (fork() == 0) process_run();
    fd = accept(listener, NULL, NULL);
    pthread_mutex_unlock(&forking);
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

/* --- the server ----------------------------------------------------------------------------------------------------- */

static int answer(struct mg_connection *conn)
{
    static const char out[ROOM];
    char in[ROOM], head[128];
    int size = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", RESULT_BYTES);

    if (process < 0) process = process_start();
    if (recv(process, in, sizeof in, 0) <= 0 || load_send(process, out, EVENT_BYTES) ||
        recv(process, in, sizeof in, 0) <= 0 || load_send(process, out, THANKS_BYTES))
        return 500;
    mg_write(conn, head, (size_t)size);
    mg_write(conn, out, RESULT_BYTES);
    return 200;
}

static int listen_for_processes(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;

    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) || listen(listener, THREADS) ||
        getsockname(listener, (struct sockaddr *)&address, &size))
        return -1;
    listener_port = ntohs(address.sin_port);
    return 0;
}

static void serve(int port_fd)
{
    struct mg_callbacks callbacks = { .begin_request = answer };
    const char *options[] = {
        "listening_ports", "127.0.0.1:0", "num_threads", "64", "enable_keep_alive", "yes", "keep_alive_timeout_ms",
        "15000",           "tcp_nodelay", "1",           NULL
    };
    struct mg_server_port port;
    struct mg_context *context;

    signal(SIGCHLD, SIG_IGN);
    context = listen_for_processes() ? NULL : mg_start(&callbacks, NULL, options);
    if (!context || mg_get_server_ports(context, 1, &port) < 1) _exit(1);
    if (write(port_fd, &port.port, sizeof port.port) < 0) _exit(1);
    for (;;) pause();
}

/* --- the measure ---------------------------------------------------------------------------------------------------- */

static size_t any_request(char *out, size_t room, long n, void *arg)
{
    (void)n;
    (void)arg;
    return (size_t)snprintf(out, room, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
}

double process_floor(int connections, double seconds)
{
    struct load load = { .connections = connections, .seconds = seconds, .request = any_request };
    struct load_result r = { 0 };
    int pipe_fds[2];
    pid_t pid;

    if (pipe(pipe_fds)) return 0;
    pid = fork();
    if (pid == 0) serve(pipe_fds[1]);
    close(pipe_fds[1]);
    if (pid > 0 && read(pipe_fds[0], &load.port, sizeof load.port) == sizeof load.port) r = load_run(&load);
    close(pipe_fds[0]);
    if (pid > 0) kill(pid, SIGKILL);
    if (pid > 0) waitpid(pid, NULL, 0);
    return r.failures ? 0 : r.per_second;
}

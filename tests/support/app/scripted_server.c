/* The scripted server: a thread that accepts, reads a request by its Content-Length, and writes the next answer. */
#include "tests/support/app/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SCRIPT_REQUESTS_MAX = 64, SCRIPT_REQUEST_SIZE = 64 * 1024 };

struct scripted_server {
    const char *const *answers;
    size_t answer_count;
    int listener;
    char url[64];
    pthread_t thread;
    pthread_mutex_t lock;
    int connection; /* the open one, -1: none; kept so that stopping can end a read */
    size_t connection_count;
    char *requests[SCRIPT_REQUESTS_MAX];
    size_t request_count;
    int is_stopping;
};

/* Where the request ends in what was read so far, 0 while it goes on. */
static size_t scripted_request_end(const char *request)
{
    const char *head_end = strstr(request, "\r\n\r\n"), *length = strcasestr(request, "\r\nContent-Length:");

    if (!head_end) return 0;
    return (size_t)(head_end + 4 - request) + (length && length < head_end ? strtoul(length + 17, NULL, 10) : 0);
}

/* Reads one request; NULL at the end of the connection. */
static char *scripted_read(int connection)
{
    char *request = calloc(1, SCRIPT_REQUEST_SIZE);
    size_t length = 0, end;

    if (!request) abort();
    while (!(end = scripted_request_end(request)) || length < end) {
        ssize_t received = recv(connection, request + length, SCRIPT_REQUEST_SIZE - 1 - length, 0);

        if (received <= 0) {
            free(request);
            return NULL;
        }
        length += (size_t)received;
    }
    return request;
}

/* Remembers the request and gives the answer to it. */
static const char *scripted_next(struct scripted_server *server, char *request)
{
    const char *answer = NULL;

    pthread_mutex_lock(&server->lock);
    if (server->request_count < server->answer_count) answer = server->answers[server->request_count];
    if (server->request_count == SCRIPT_REQUESTS_MAX) abort();
    server->requests[server->request_count++] = request;
    pthread_mutex_unlock(&server->lock);
    return answer;
}

/* Writes an answer; a Content-Length goes in behind its status line unless it says itself how its body ends. */
static int scripted_write(int connection, const char *answer)
{
    const char *line_end = strstr(answer, "\r\n"), *body = strstr(answer, "\r\n\r\n");

    if (strcasestr(answer, "Content-Length:") || strcasestr(answer, "Transfer-Encoding:"))
        return dprintf(connection, "%s", answer);
    return dprintf(connection, "%.*s\r\nContent-Length: %zu%s", (int)(line_end - answer), answer, strlen(body + 4),
                   line_end);
}

static void scripted_serve(struct scripted_server *server, int connection)
{
    char *request;

    while ((request = scripted_read(connection))) {
        const char *answer = scripted_next(server, request);

        if (!answer || scripted_write(connection, answer) < 0) break;
    }
}

static void *scripted_run(void *context)
{
    struct scripted_server *server = context;
    int connection;

    while ((connection = accept(server->listener, NULL, NULL)) >= 0) {
        int is_stopping;

        pthread_mutex_lock(&server->lock);
        server->connection = connection;
        server->connection_count++;
        is_stopping = server->is_stopping;
        pthread_mutex_unlock(&server->lock);
        if (!is_stopping) scripted_serve(server, connection);
        pthread_mutex_lock(&server->lock);
        server->connection = -1;
        pthread_mutex_unlock(&server->lock);
        close(connection);
    }
    return NULL;
}

struct scripted_server *scripted_server_start(const char *const *answers, size_t count)
{
    struct scripted_server *server = calloc(1, sizeof *server);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;

    if (!server) abort();
    signal(SIGPIPE, SIG_IGN);
    setenv("no_proxy", "127.0.0.1", 1);
    server->answers = answers;
    server->answer_count = count;
    server->connection = -1;
    pthread_mutex_init(&server->lock, NULL);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server->listener < 0 || bind(server->listener, (struct sockaddr *)&address, length) ||
        listen(server->listener, 16) || getsockname(server->listener, (struct sockaddr *)&address, &length))
        abort();
    snprintf(server->url, sizeof server->url, "http://127.0.0.1:%d", ntohs(address.sin_port));
    if (pthread_create(&server->thread, NULL, scripted_run, server)) abort();
    return server;
}

void scripted_server_stop(struct scripted_server *server)
{
    size_t i;

    pthread_mutex_lock(&server->lock);
    server->is_stopping = 1;
    if (server->connection >= 0) shutdown(server->connection, SHUT_RDWR);
    pthread_mutex_unlock(&server->lock);
    shutdown(server->listener, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listener);
    for (i = 0; i < server->request_count; i++) free(server->requests[i]);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

const char *scripted_server_url(const struct scripted_server *server)
{
    return server->url;
}

const char *scripted_server_address(const struct scripted_server *server)
{
    return server->url + strlen("http://");
}

size_t scripted_server_request_count(struct scripted_server *server)
{
    size_t count;

    pthread_mutex_lock(&server->lock);
    count = server->request_count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

const char *scripted_server_request(struct scripted_server *server, size_t index)
{
    const char *request;

    pthread_mutex_lock(&server->lock);
    request = index < server->request_count ? server->requests[index] : "";
    pthread_mutex_unlock(&server->lock);
    return request;
}

size_t scripted_server_connection_count(struct scripted_server *server)
{
    size_t count;

    pthread_mutex_lock(&server->lock);
    count = server->connection_count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

/* HTTP/1.1 over one kept-alive socket: connect, write, read the head, read the body. */
#include "app/functions/runtime/runtime_http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RUNTIME_READ_BYTES = 16 * 1024, RUNTIME_CHUNK_LINE_MAX = 1024 };

bool runtime_http_init(struct runtime_http *http, const char *address)
{
    const char *colon = strrchr(address, ':');
    size_t host_length = colon ? (size_t)(colon - address) : 0;

    memset(http, 0, sizeof *http);
    http->socket = -1;
    text_init(&http->received, RUNTIME_HEAD_MAX + RUNTIME_BODY_MAX);
    if (!host_length || host_length >= sizeof http->host) return false;
    memcpy(http->host, address, host_length);
    return text_copy(http->port, sizeof http->port, colon + 1) && *http->port;
}

static void runtime_http_close(struct runtime_http *http)
{
    if (http->socket >= 0) close(http->socket);
    http->socket = -1;
    text_clear(&http->received);
}

void runtime_http_release(struct runtime_http *http)
{
    runtime_http_close(http);
    text_release(&http->received);
}

void runtime_answer_init(struct runtime_answer *answer)
{
    answer->status = 0;
    text_init(&answer->head, RUNTIME_HEAD_MAX);
    text_init(&answer->body, RUNTIME_BODY_MAX);
}

void runtime_answer_release(struct runtime_answer *answer)
{
    text_release(&answer->head);
    text_release(&answer->body);
}

static bool runtime_http_connect(struct runtime_http *http)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV }, *addresses = NULL, *address;
    int on = 1;

    if (getaddrinfo(http->host, http->port, &hints, &addresses)) return false;
    for (address = addresses; address && http->socket < 0; address = address->ai_next) {
        http->socket = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (http->socket < 0) continue;
        if (connect(http->socket, address->ai_addr, address->ai_addrlen)) runtime_http_close(http);
    }
    freeaddrinfo(addresses);
    if (http->socket < 0) return false;
    setsockopt(http->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return true;
}

static bool runtime_http_write(struct runtime_http *http, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = send(http->socket, bytes, length, MSG_NOSIGNAL);

        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

/* Receives some more; false at the end of the connection or beyond the cap. */
static bool runtime_http_receive(struct runtime_http *http)
{
    char buffer[RUNTIME_READ_BYTES];
    ssize_t length;

    do length = recv(http->socket, buffer, sizeof buffer, 0);
    while (length < 0 && errno == EINTR);
    if (length <= 0) return false;
    text_append(&http->received, buffer, (size_t)length);
    return !http->received.overflow;
}

/* Moves the first `length` bytes that were received to `out`, or drops them where it is NULL. */
static void runtime_http_take(struct runtime_http *http, size_t length, struct text *out)
{
    struct text *received = &http->received;

    if (out) text_append(out, received->bytes, length);
    received->length -= length;
    memmove(received->bytes, received->bytes + length, received->length + 1);
}

static bool runtime_http_read_exactly(struct runtime_http *http, size_t length, struct text *out)
{
    if (length > RUNTIME_BODY_MAX) return false;
    while (http->received.length < length)
        if (!runtime_http_receive(http)) return false;
    runtime_http_take(http, length, out);
    return !out || !out->overflow;
}

/* Reads up to and with `end`, which is left out of `out`. */
static bool runtime_http_read_until(struct runtime_http *http, const char *end, size_t max, struct text *out)
{
    size_t end_length = strlen(end);
    const char *found;

    while (!(found = memmem(text_string(&http->received), http->received.length, end, end_length))) {
        if (http->received.length > max || !runtime_http_receive(http)) return false;
    }
    runtime_http_take(http, (size_t)(found - http->received.bytes), out);
    runtime_http_take(http, end_length, NULL);
    return !out->overflow;
}

static bool runtime_http_read_chunks(struct runtime_http *http, struct text *body)
{
    unsigned long length;
    struct text line;
    bool ok;

    text_init(&line, RUNTIME_CHUNK_LINE_MAX);
    do {
        char *end = NULL;

        text_clear(&line);
        ok = runtime_http_read_until(http, "\r\n", RUNTIME_CHUNK_LINE_MAX, &line);
        length = ok ? strtoul(text_string(&line), &end, 16) : 0;
        ok = ok && end != text_string(&line) && length <= RUNTIME_BODY_MAX &&
             runtime_http_read_exactly(http, length, body) && runtime_http_read_exactly(http, 2, NULL);
    } while (ok && length);
    text_release(&line);
    return ok;
}

bool runtime_answer_header(const struct runtime_answer *answer, const char *name, char *value, size_t size)
{
    const char *line = strstr(text_string(&answer->head), "\r\n");
    size_t name_length = strlen(name), length;

    value[0] = '\0';
    for (; line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, name_length) || line[name_length] != ':') continue;
        line += name_length + 1;
        line += strspn(line, " \t");
        length = strcspn(line, "\r");
        if (length >= size) return false;
        memcpy(value, line, length);
        value[length] = '\0';
        return true;
    }
    return false;
}

static bool runtime_http_read_body(struct runtime_http *http, struct runtime_answer *answer)
{
    char value[64], *end;
    unsigned long length;

    if (runtime_answer_header(answer, "Transfer-Encoding", value, sizeof value) && !strcasecmp(value, "chunked"))
        return runtime_http_read_chunks(http, &answer->body);
    if (answer->status == 204 || !runtime_answer_header(answer, "Content-Length", value, sizeof value)) return true;
    length = strtoul(value, &end, 10);
    return end != value && !*end && runtime_http_read_exactly(http, length, &answer->body);
}

static bool runtime_http_read_answer(struct runtime_http *http, struct runtime_answer *answer)
{
    char value[64];

    text_clear(&answer->head);
    text_clear(&answer->body);
    if (!runtime_http_read_until(http, "\r\n\r\n", RUNTIME_HEAD_MAX, &answer->head)) return false;
    if (sscanf(text_string(&answer->head), "HTTP/1.%*d %d", &answer->status) != 1) return false;
    if (!runtime_http_read_body(http, answer)) return false;
    if (runtime_answer_header(answer, "Connection", value, sizeof value) && !strcasecmp(value, "close"))
        runtime_http_close(http);
    return true;
}

bool runtime_http_exchange(struct runtime_http *http, const char *method, const char *path, const char *headers,
                           const struct text *body, struct runtime_answer *answer)
{
    struct text request;
    bool ok = false, is_reused;

    text_init(&request, RUNTIME_HEAD_MAX + RUNTIME_BODY_MAX);
    text_printf(&request, "%s %s HTTP/1.1\r\nHost: %s:%s\r\n%s", method, path, http->host, http->port, headers);
    if (body) text_printf(&request, "Content-Length: %zu\r\n", body->length);
    text_put(&request, "\r\n");
    if (body) text_append(&request, text_string(body), body->length);

    do {
        is_reused = http->socket >= 0;
        if (request.overflow || (!is_reused && !runtime_http_connect(http))) break;
        ok = runtime_http_write(http, request.bytes, request.length) && runtime_http_read_answer(http, answer);
        if (!ok) runtime_http_close(http);
    } while (!ok && is_reused);
    text_release(&request);
    return ok;
}

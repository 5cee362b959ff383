/* A listener that stops: what is under way is waited for, what comes is refused and its connection closed. And what
 * civetweb would refuse, or leave unanswered. */
#include "tests/support/emulator/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/http/http_server.h"

#define LONG_MS 20000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_held, is_let_go;
static _Atomic bool is_drained;

/* /held waits to be let go; /many has more headers than an answer may; /told tells who was asked. */
static void handle(const struct http_request *request, struct http_response *response, void *arg)
{
    (void)arg;
    if (span_is(request->path, "/held")) {
        pthread_mutex_lock(&lock);
        is_held = true;
        pthread_cond_broadcast(&changed);
        while (!is_let_go) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
    }
    for (int i = 0; span_is(request->path, "/many") && i <= HTTP_HEADERS_MAX; i++)
        http_response_header(response, "X-Many", "%d", i);
    if (span_is(request->path, "/told"))
        http_response_header(response, "X-Told", "%.*s %.*s?%.*s %.*s", SPAN_ARG(request->method),
                             SPAN_ARG(http_header(request, "Host")), SPAN_ARG(request->query), SPAN_ARG(request->body));
    http_response_text(response, 200, "text/plain", SPAN("served"));
}

static void refuse(const struct http_request *request, struct http_response *response, int status, void *arg)
{
    (void)request, (void)arg;
    assert_true(status == 503 || status == 431);
    http_response_text(response, 200, "application/json", SPAN("{\"refused\":true}"));
}

static int connection(int port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = LONG_MS / 1000 };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return fd;
}

static void ask(int fd, const char *path)
{
    char text[256];
    int size = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: h\r\n\r\n", path);

    assert_int_equal(send(fd, text, (size_t)size, MSG_NOSIGNAL), size);
}

/* Reads until the text has come; or, with NULL, until the end. */
static const char *answer(int fd, const char *until)
{
    static char text[4096];
    size_t size = 0;
    ssize_t got = 0;

    text[0] = '\0';
    while (!(until && strstr(text, until)) && (got = recv(fd, text + size, sizeof text - 1 - size, 0)) > 0) {
        size += (size_t)got;
        text[size] = '\0';
    }
    if (got < 0) fail_msg("the connection stayed open");
    return text;
}

static void *drain(void *server)
{
    http_server_drain(server, LONG_MS);
    is_drained = true;
    return NULL;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part)) fail_msg("no \"%s\" in\n%s", part, text);
}

static struct http_server *start(void (*refusal)(const struct http_request *, struct http_response *, int, void *))
{
    struct http_server_options options = { .host = "127.0.0.1",
                                           .threads = 8,
                                           .body_bytes_max = 1000,
                                           .keep_alive_ms = LONG_MS,
                                           .handle = handle,
                                           .refuse = refusal };
    const char *error = "";
    struct http_server *s = http_server_start(&options, &error);

    if (!s) fail_msg("%s", error);
    return s;
}

static void drained(struct http_server *s, const char *expected)
{
    int port = http_server_port(s), held = connection(port), kept = connection(port);
    const char *text;
    pthread_t drainer;

    is_held = is_let_go = is_drained = false;
    ask(kept, "/");
    has(answer(kept, "served"), "Connection: keep-alive");
    ask(held, "/held");
    pthread_mutex_lock(&lock);
    while (!is_held) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    assert_int_equal(pthread_create(&drainer, NULL, drain, s), 0);
    do { /* whether the drainer has begun shows in the answer alone */
        ask(kept, "/");
        text = answer(kept, "\r\n\r\n");
    } while (strstr(text, "200 OK"));
    has(text, "HTTP/1.1 503 Service Unavailable\r\n");
    has(text, "Connection: close\r\n");
    if (!strstr(text, expected)) text = answer(kept, NULL);
    has(text, expected);
    assert_string_equal(answer(kept, NULL), "");
    assert_false(is_drained);
    pthread_mutex_lock(&lock);
    is_let_go = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    has(answer(held, "served"), "HTTP/1.1 200 OK\r\n");
    pthread_join(drainer, NULL);
    close(held);
    close(kept);
}

static void who_comes_late_is_refused_in_the_listeners_words(void **state)
{
    (void)state;
    drained(start(refuse), "{\"refused\":true}");
}

static void without_words_of_its_own_it_says_so_in_text(void **state)
{
    (void)state;
    drained(start(NULL), "Nube is stopping\n");
}

static void no_header_is_lost_silently(void **state)
{
    struct http_server *s = start(NULL);
    int fd = connection(http_server_port(s));
    const char *text;

    (void)state;
    ask(fd, "/many");
    text = answer(fd, "can hold\n");
    has(text, "HTTP/1.1 500 Internal Server Error\r\n");
    if (strstr(text, "X-Many")) fail_msg("some were sent:\n%s", text);
    ask(fd, "/");
    has(answer(fd, "served"), "HTTP/1.1 200 OK\r\n");
    close(fd);
    http_server_drain(s, LONG_MS);
}

static void send_text(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* All that comes back to these bytes, until the connection ends. */
static const char *told(struct http_server *s, const char *text)
{
    int fd = connection(http_server_port(s));
    const char *got;

    send_text(fd, text);
    got = answer(fd, NULL);
    close(fd);
    return got;
}

static void a_target_may_name_its_host(void **state)
{
    struct http_server *s = start(NULL);
    char text[256];
    int fd = connection(http_server_port(s));

    (void)state;
    snprintf(text, sizeof text, "GET http://a.test:%d/told?q HTTP/1.1\r\nHost: h\r\n\r\n", http_server_port(s));
    for (int i = 0; i < 2; i++) {
        send_text(fd, text);
        snprintf(text + 128, 128, "X-Told: GET a.test:%d?q ", http_server_port(s));
        has(answer(fd, "served"), text + 128);
    }
    send_text(fd, "POST http://b.test/told?q=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody");
    has(answer(fd, NULL), "X-Told: POST b.test?q=1 body\r\n");
    close(fd);
    has(told(s, "GET http://c.test/told HTTP/1.0\r\n\r\n"), "X-Told: GET c.test? ");
    has(told(s, "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"), "HTTP/1.1 200 OK\r\n");
    http_server_drain(s, LONG_MS);
}

static void what_is_no_request_is_refused_as_json(void **state)
{
    struct http_server *s = start(NULL);
    const char *text;

    (void)state;
    text = told(s, "TRACE /told HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n");
    has(text, "HTTP/1.1 405 Method Not Allowed\r\n");
    has(text, "Allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT\r\n");
    has(text, "\r\n\r\n{\"message\":\"Method Not Allowed\"}");
    has(told(s, "MAKE * HTTP/1.1\r\n\r\n"), "HTTP/1.1 405 Method Not Allowed\r\n");
    has(told(s, "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n"), "HTTP/1.1 405 Method Not Allowed\r\n");
    has(told(s, "M@KE / HTTP/1.1\r\n\r\n"), "{\"message\":\"Bad Request\"}");
    has(told(s, "GET h HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 Bad Request\r\n");
    has(told(s, "GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n"), "HTTP/1.1 400 Bad Request\r\n");
    has(told(s, "GET / HTTP/3.0\r\n\r\n"), "HTTP/1.1 505 HTTP Version Not Supported\r\n");
    has(told(s, "MAKE\r\n\r\n"), "HTTP/1.1 400 Bad Request\r\n");
    http_server_drain(s, LONG_MS);
}

static void more_headers_than_are_held_are_refused_in_the_listeners_words(void **state)
{
    struct http_server *s = start(refuse);
    char text[2048] = "GET /told HTTP/1.0\r\n";

    (void)state;
    for (int i = 0; i < 63; i++) strcat(text, "X: y\r\n");
    strcat(text, "\r\n");
    has(told(s, text), "HTTP/1.1 200 OK\r\n");
    strcpy(text + strlen(text) - 2, "X: y\r\n\r\n");
    has(told(s, text), "HTTP/1.1 431 Request Header Fields Too Large\r\n");
    has(told(s, text), "{\"refused\":true}");
    http_server_drain(s, LONG_MS);
}

static void why_one_cannot_listen_is_told(void **state)
{
    struct http_server *s = start(NULL);

    (void)state;
    assert_null(http_server_refusal("127.0.0.1", 0));
    assert_string_equal(http_server_refusal("127.0.0.1", http_server_port(s)), "the port is taken");
    assert_string_equal(http_server_refusal("192.0.2.1", 0), "the address is not this machine's");
    assert_string_equal(http_server_refusal("foo.bar", 0), "that is no address");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_comes_late_is_refused_in_the_listeners_words),
        cmocka_unit_test(no_header_is_lost_silently),
        cmocka_unit_test(a_target_may_name_its_host),
        cmocka_unit_test(what_is_no_request_is_refused_as_json),
        cmocka_unit_test(more_headers_than_are_held_are_refused_in_the_listeners_words),
        cmocka_unit_test(why_one_cannot_listen_is_told),
        cmocka_unit_test(without_words_of_its_own_it_says_so_in_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

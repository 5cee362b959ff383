/* Requests that leave their listener's thread: more of them than it has threads, with long answers, gone clients, and none
 * beyond what is allowed. */
#include "tests/support/emulator/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/http/http_apart.h"
#include "emulator/http/http_server.h"

#define THREADS    4
#define MOST       20
#define LONG_BYTES ((size_t)16 * 1024 * 1024)
#define PATIENCE_S 20

struct waiting {
    struct http_apart *apart;
    bool is_gone;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct waiting *waiting[MOST];
static int count, answered;
static struct http_server *server;

/* In large pieces: byte by byte a sanitizer's build is busy for longer than a client waits. */
static void long_write(struct buf *body)
{
    static char piece[65536];

    memset(piece, 'x', sizeof piece);
    for (size_t size = 0; size < LONG_BYTES; size += sizeof piece) buf_add(body, piece, sizeof piece);
}

static void answer(const struct http_request *request, struct http_response *response, void *arg)
{
    bool is_long = span_is(request->path, "/long");

    http_response_header(response, "X-Query", "%.*s", SPAN_ARG(request->query));
    http_response_header(response, "X-Asked", "%.*s", SPAN_ARG(http_header(request, "X-Asks")));
    if (is_long) long_write(&response->body);
    else http_response_text(response, 200, "text/plain", request->body);
    pthread_mutex_lock(&lock);
    answered++;
    pthread_mutex_unlock(&lock);
    free(arg);
}

static void gone(void *arg)
{
    struct waiting *w = arg;
    bool is_first = !w->is_gone;

    w->is_gone = true;
    if (is_first) http_apart_ready(w->apart);
}

static void handle(const struct http_request *request, struct http_response *response, void *unused)
{
    static const struct http_apart_ways ways = { answer, gone };
    struct waiting *w = calloc(1, sizeof *w);

    (void)unused;
    w->apart = http_apart_take(request, &ways, w);
    if (!w->apart) {
        free(w);
        http_response_text(response, 200, "text/plain", SPAN("it stays"));
        return;
    }
    pthread_mutex_lock(&lock);
    waiting[count++] = w;
    pthread_mutex_unlock(&lock);
    http_apart_begin(w->apart);
}

static int waits(void)
{
    int n;

    pthread_mutex_lock(&lock);
    n = count;
    pthread_mutex_unlock(&lock);
    return n;
}

static int all_answered(void)
{
    int n;

    pthread_mutex_lock(&lock);
    n = answered;
    pthread_mutex_unlock(&lock);
    return n;
}

static int ask(const char *path, const char *body)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)http_server_port(server)),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = PATIENCE_S };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), size;
    char text[512];

    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    size = snprintf(text, sizeof text, "POST %s HTTP/1.1\r\nHost: h\r\nX-Asks: this\r\nContent-Length: %zu\r\n\r\n%s",
                    path, strlen(body), body);
    assert_int_equal(send(fd, text, (size_t)size, MSG_NOSIGNAL), size);
    return fd;
}

/* All that comes until the connection ends; how many bytes those are. */
static size_t all_of(int fd, char *text, size_t room)
{
    size_t size = 0, kept = 0;
    static char piece[65536];
    ssize_t got;

    while ((got = recv(fd, piece, sizeof piece, 0)) > 0) {
        for (ssize_t i = 0; i < got && kept + 1 < room; i++) text[kept++] = piece[i];
        size += (size_t)got;
    }
    assert_int_equal(got, 0);
    text[kept] = '\0';
    close(fd);
    return size;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part)) fail_msg("no \"%s\" in\n%s", part, text);
}

static int begin(void **state)
{
    struct http_server_options options = {
        .host = "127.0.0.1", .threads = THREADS, .body_bytes_max = 1000, .keep_alive_ms = 2000, .handle = handle
    };
    const char *error = "";

    (void)state;
    server = http_server_start(&options, &error);
    if (!server) fail_msg("%s", error);
    return 0;
}

static int empty(void **state)
{
    (void)state;
    pthread_mutex_lock(&lock);
    count = answered = 0;
    pthread_mutex_unlock(&lock);
    return 0;
}

static void unless_it_is_allowed_all_stay(void **state)
{
    char text[1000];
    int fd = ask("/", "");

    (void)state;
    shutdown(fd, SHUT_WR);
    all_of(fd, text, sizeof text);
    has(text, "it stays");
}

static void all_ready(void)
{
    int n = waits();

    for (int i = 0; i < n; i++) http_apart_ready(waiting[i]->apart);
}

static void more_wait_than_there_are_threads_up_to_what_is_allowed(void **state)
{
    int fds[MOST], beyond;
    char text[1000], number[32];

    (void)state;
    http_apart_init(MOST);
    for (int i = 0; i < MOST; i++) {
        snprintf(number, sizeof number, "body %02d", i);
        fds[i] = ask("/a?b=c", number);
    }
    assert_soon(waits() == MOST);
    beyond = ask("/", "");
    shutdown(beyond, SHUT_WR);
    all_of(beyond, text, sizeof text);
    has(text, "it stays");
    all_ready();
    for (int i = 0; i < MOST; i++) {
        snprintf(number, sizeof number, "\r\n\r\nbody %02d", i);
        all_of(fds[i], text, sizeof text);
        has(text, "HTTP/1.1 200 OK\r\n");
        has(text, "Connection: close\r\n");
        has(text, "X-Query: b=c\r\n");
        has(text, "X-Asked: this\r\n");
        has(text, number);
    }
    assert_int_equal(all_answered(), MOST);
}

static void forget(void)
{
    pthread_mutex_lock(&lock);
    count = 0;
    pthread_mutex_unlock(&lock);
}

static bool one_finds_a_place(void)
{
    char text[1000];
    int fd = ask("/", "");

    shutdown(fd, SHUT_WR);
    all_of(fd, text, sizeof text);
    return strstr(text, "it stays") == NULL;
}

static void one_whose_client_is_gone_is_told_and_gives_its_place_back(void **state)
{
    int fds[MOST];

    (void)state;
    for (int i = 0; i < MOST; i++) fds[i] = ask("/", "");
    assert_soon(waits() == MOST);
    assert_false(one_finds_a_place());
    close(fds[0]);
    assert_soon(all_answered() == 1);
    forget();
    assert_soon(one_finds_a_place());
    for (int i = 1; i < MOST; i++) close(fds[i]);
    assert_soon(all_answered() == MOST + 1);
    http_server_drain(server, PATIENCE_S * 1000); /* it counts those that are apart, too: it has none to wait for */
}

static void a_long_answer_goes_as_its_client_takes_it(void **state)
{
    int slow = ask("/long", ""), other = ask("/long", "");
    char text[1000];

    (void)state;
    assert_soon(waits() == 2);
    all_ready();
    assert_true(all_of(other, text, sizeof text) > LONG_BYTES);
    assert_true(all_of(slow, text, sizeof text) > LONG_BYTES);
    has(text, "Content-Length: 16777216\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(unless_it_is_allowed_all_stay, empty),
        cmocka_unit_test_setup(more_wait_than_there_are_threads_up_to_what_is_allowed, empty),
        cmocka_unit_test_setup(a_long_answer_goes_as_its_client_takes_it, empty),
        cmocka_unit_test_setup(one_whose_client_is_gone_is_told_and_gives_its_place_back, empty),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}

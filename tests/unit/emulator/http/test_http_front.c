/* The front before a listener: who is behind a request, what rests, what hostile clients hold, how it stops. */
#include "tests/support/emulator/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/authority.h"
#include "emulator/base/files.h"
#include "emulator/http/http_front.h"
#include "emulator/http/http_server.h"
#include "tests/support/emulator/tls_client.h"

#define PATIENCE_S 20

enum { PLAIN, TLS };

static char folder[64];
static struct http_server *server;
static _Atomic int served;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_held, is_let_go;

/* "TLS ::1 https://h, 5 bytes", or so; /held waits to be let go; /large gives a megabyte. */
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
    http_response_header(response, "Content-Type", "text/plain");
    for (int i = 0; span_is(request->path, "/large") && i < 1 << 14; i++)
        buf_add_text(&response->body, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    buf_printf(&response->body, "%s %.*s %.*s, %zu bytes at %.*s.\n", request->is_tls ? "TLS" : "plain",
               SPAN_ARG(request->remote), SPAN_ARG(request->endpoint), request->body.size, SPAN_ARG(request->path));
    served++;
}

static int group_begin(void **state)
{
    struct http_server_options options = {
        .host = "127.0.0.1", .threads = 16, .body_bytes_max = 1 << 22, .keep_alive_ms = 20000, .handle = handle
    };
    const char *error = "";

    (void)state;
    snprintf(folder, sizeof folder, "/tmp/nube-front-XXXXXX");
    assert_non_null(mkdtemp(folder));
    authority_keep_in(folder);
    server = http_server_start(&options, &error);
    return server ? 0 : -1;
}

static int group_end(void **state)
{
    (void)state;
    directory_remove(folder);
    return 0;
}

static enum tls_name find(struct arena *a, struct span name, struct span *chain, struct span *key, void *arg)
{
    (void)a, (void)chain, (void)key, (void)arg;
    return span_is(name, "localhost") ? TLS_NAME_OURS : TLS_NAME_UNKNOWN;
}

static const struct span unnamed[] = { SPAN("localhost") };

/* Its first address is plain, of IPv6 where the machine has that; its second has TLS. */
static struct http_front *front(const struct http_front_options *more)
{
    struct http_front_options options = *more;
    const char *error = "";
    struct http_front *f;

    options.addresses[PLAIN] = (struct http_front_address){ "::1", 0, false, true };
    options.addresses[TLS] = (struct http_front_address){ "127.0.0.1", 0, true, false };
    options.address_count = 2;
    options.listener_host = "127.0.0.1";
    options.listener_port = http_server_port(server);
    if (!options.connections_max) options.connections_max = 1000;
    if (!options.keep_alive_ms) options.keep_alive_ms = 20000;
    options.names = (struct tls_names){ .find = find, .unnamed = unnamed, .unnamed_count = 1 };
    f = http_front_start(&options, &error);
    if (!f) fail_msg("%s", error);
    return f;
}

static int connected(const struct http_front *f, int kind)
{
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = PATIENCE_S };
    int fd = socket(kind == PLAIN ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

    six.sin6_port = four.sin_port = htons((uint16_t)http_front_port(f, (size_t)kind));
    rc = kind == PLAIN ? connect(fd, (struct sockaddr *)&six, sizeof six)
                       : connect(fd, (struct sockaddr *)&four, sizeof four);
    assert_int_equal(rc, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return fd;
}

struct client {
    int fd;
    struct tls_client *tls;
    struct buf heard;
};

static struct client client_open(const struct http_front *f)
{
    struct tls_client_wish wish = { .authority = authority_certificate(), .name = "localhost", .protocol = "http/1.1" };
    struct client c = { connected(f, TLS), tls_client_new(&wish), { 0 } };

    assert_int_equal(tls_client_connect(c.tls, c.fd), 0);
    return c;
}

static void client_close(struct client *c)
{
    close(c->fd);
    tls_client_free(c->tls);
    buf_release(&c->heard);
}

static void say(struct client *c, const char *text)
{
    buf_clear(&c->heard);
    assert_int_equal(tls_client_say(c->tls, c->fd, span_of(text)), 0);
}

static void hear(struct client *c, const char *until)
{
    if (!tls_client_hear(c->tls, c->fd, &c->heard, until))
        fail_msg("no \"%s\" in\n%s", until, c->heard.size ? c->heard.data : "");
}

static int count_to_listener(struct http_front *f)
{
    int all, to_listener;

    http_front_count(f, &all, &to_listener);
    return to_listener;
}

static int count_all(struct http_front *f)
{
    int all, to_listener;

    http_front_count(f, &all, &to_listener);
    return all;
}

static void requests_know_who_is_behind_them(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct client c = client_open(f);

    (void)state;
    for (int i = 0; i < 3; i++) {
        say(&c, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
        hear(&c, "TLS 127.0.0.1 https://h, 5 bytes at /a.");
        assert_non_null(strstr(c.heard.data, "Connection: keep-alive"));
    }
    say(&c, "GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    hear(&c, "TLS 127.0.0.1 https://h, 0 bytes at /b.");
    hear(&c, NULL);
    assert_true(tls_client_was_ended(c.tls));
    client_close(&c);
    http_front_stop(f);
}

static void IPv6_is_served_in_plain(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    char text[1024];
    ssize_t got;
    int fd;

    (void)state;
    if (!http_front_port(f, PLAIN)) {
        http_front_stop(f);
        skip();
    }
    fd = connected(f, PLAIN);
    assert_true(send(fd, "GET / HTTP/1.0\r\nHost: h\r\n\r\n", 27, 0) == 27);
    got = recv(fd, text, sizeof text - 1, MSG_WAITALL);
    assert_true(got > 0);
    text[got] = '\0';
    if (!strstr(text, "plain ::1 http://h, 0 bytes at /.")) fail_msg("%s", text);
    close(fd);
    http_front_stop(f);
}

static void what_rests_holds_no_connection_to_the_listener(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .rest_ms = 50 });
    struct client c = client_open(f);

    (void)state;
    assert_int_equal(count_to_listener(f), 0);
    for (int i = 0; i < 2; i++) {
        say(&c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        hear(&c, "0 bytes at /.");
        assert_soon(count_to_listener(f) == 0);
        assert_int_equal(count_all(f), 1);
    }
    client_close(&c);
    assert_soon(count_all(f) == 0);
    http_front_stop(f);
}

static void too_many_that_rest_are_given_up_at_once(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .to_listener_max = 4, .rest_ms = 60000 });
    struct client clients[12];

    (void)state;
    for (int i = 0; i < 12; i++) {
        clients[i] = client_open(f);
        say(&clients[i], "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        hear(&clients[i], "0 bytes at /.");
        assert_true(count_to_listener(f) <= 6);
    }
    for (int i = 0; i < 12; i++) {
        say(&clients[i], "GET /again HTTP/1.1\r\nHost: h\r\n\r\n");
        hear(&clients[i], "0 bytes at /again.");
        client_close(&clients[i]);
    }
    http_front_stop(f);
}

static void half_a_head_is_not_lost(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .rest_ms = 1 });
    struct client c = client_open(f);

    (void)state;
    say(&c, "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\n");
    hear(&c, "0 bytes at /1.");
    usleep(700 * 1000); /* several looks of the front's: nothing else tells that nothing happened */
    assert_int_equal(count_to_listener(f), 1);
    say(&c, "Host: h\r\n\r\n");
    hear(&c, "0 bytes at /2.");
    client_close(&c);
    http_front_stop(f);
}

static void large_bodies_go_both_ways(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct client c = client_open(f);
    struct buf body = { 0 };

    (void)state;
    buf_add_text(&body, "POST /large HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n");
    for (int i = 0; i < 100000; i++) buf_add_text(&body, "012345678901234567890123456789");
    for (int i = 0; i < 3; i++) {
        buf_clear(&c.heard);
        assert_int_equal(tls_client_say(c.tls, c.fd, buf_span(&body)), 0);
        hear(&c, "3000000 bytes at /large.");
        assert_true(c.heard.size > 1 << 20);
    }
    buf_release(&body);
    client_close(&c);
    http_front_stop(f);
}

static void a_client_that_ends_its_side_gets_its_answer(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct client c = client_open(f);

    (void)state;
    say(&c, "GET /last HTTP/1.1\r\nHost: h\r\n\r\n");
    shutdown(c.fd, SHUT_WR);
    hear(&c, "0 bytes at /last.");
    hear(&c, NULL);
    client_close(&c);
    assert_soon(count_all(f) == 0);
    http_front_stop(f);
}

/* Silent ones, garbage, records that never end: they go when their time is up, and others are served meanwhile. */
static void hostile_clients_hold_nothing(void **state)
{
    static const struct span sent[] = { SPAN("\x16"), SPAN("\x16\x03\x01\x02\x00\x01\x00\x01\xfc"),
                                        SPAN("\x17\x03\x03"), SPAN("\x16\x03\x01\xff\xff garbage"),
                                        SPAN("\0\0\0\0\0\0\0\0\0\0") };
    struct http_front *f = front(&(struct http_front_options){ .handshake_ms = 500 });
    struct client c;
    int fds[50];

    (void)state;
    for (int i = 0; i < 50; i++) {
        struct span s = sent[i % 5];
        fds[i] = connected(f, TLS);
        assert_true(send(fds[i], s.data, s.size, MSG_NOSIGNAL) == (ssize_t)s.size);
    }
    c = client_open(f);
    say(&c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&c, "0 bytes at /.");
    assert_soon(count_all(f) == 1);
    for (int i = 0; i < 50; i++) close(fds[i]);
    client_close(&c);
    http_front_stop(f);
}

/* A handshake whose bytes come one by one is one like others. */
static void slow_handshakes_hold_up_nobody(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct tls_client_wish wish = { .name = "localhost" };
    struct tls_client *slow = tls_client_new(&wish);
    int fd = connected(f, TLS), on = 1, rc = 1;
    struct buf out = { 0 };
    char in[8192];
    ssize_t got = 0;
    struct client c;

    (void)state;
    setsockopt(fd, IPPROTO_TCP, 1 /* TCP_NODELAY */, &on, sizeof on);
    while ((rc = tls_client_handshake(slow, (struct span){ in, (size_t)got }, &out)) == 1) {
        for (size_t i = 0; i < out.size; i++) {
            assert_true(send(fd, out.data + i, 1, MSG_NOSIGNAL) == 1);
            if (i % 16 == 0) usleep(1000);
        }
        buf_clear(&out);
        c = client_open(f); /* meanwhile another comes and goes */
        client_close(&c);
        got = recv(fd, in, sizeof in, 0);
        assert_true(got > 0);
    }
    assert_int_equal(rc, 0);
    buf_release(&out);
    tls_client_free(slow);
    close(fd);
    http_front_stop(f);
}

static void who_speaks_HTTP_is_told_so(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    int fd = connected(f, TLS);
    char text[512];
    ssize_t got;

    (void)state;
    assert_true(send(fd, "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 27, 0) == 27);
    got = recv(fd, text, sizeof text - 1, MSG_WAITALL);
    text[got > 0 ? got : 0] = '\0';
    if (!strstr(text, "HTTP/1.1 400 Bad Request") || !strstr(text, "speaks TLS")) fail_msg("%s", text);
    close(fd);
    http_front_stop(f);
}

static void those_that_rest_give_way_when_there_are_too_many(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .connections_max = 8, .rest_ms = 1 });
    struct client clients[20];

    (void)state;
    for (int i = 0; i < 20; i++) {
        clients[i] = client_open(f);
        say(&clients[i], "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        hear(&clients[i], "0 bytes at /.");
        assert_soon(count_to_listener(f) == 0);
        assert_true(count_all(f) <= 8);
    }
    for (int i = 0; i < 20; i++) client_close(&clients[i]);
    http_front_stop(f);
}

/* No file can be opened: the lowest number that is free is the first that is not allowed. */
static struct rlimit files_end(void)
{
    struct rlimit before, none;
    int next = dup(STDIN_FILENO);

    assert_true(next > 0);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = (rlim_t)next;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    return before;
}

static void without_files_connections_are_refused_and_others_go_on(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .rest_ms = 60000 });
    struct client kept = client_open(f), later;
    struct rlimit before;
    int fds[3];
    char byte;

    (void)state;
    say(&kept, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&kept, "0 bytes at /.");
    for (int i = 0; i < 3; i++) fds[i] = connected(f, TLS);
    before = files_end();
    for (int i = 0; i < 3; i++) {
        assert_true(send(fds[i], "\x16", 1, MSG_NOSIGNAL) == 1);
        assert_true(recv(fds[i], &byte, 1, 0) <= 0);
    }
    say(&kept, "GET /kept HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&kept, "0 bytes at /kept.");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    later = client_open(f);
    say(&later, "GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&later, "0 bytes at /later.");
    for (int i = 0; i < 3; i++) close(fds[i]);
    client_close(&kept);
    client_close(&later);
    http_front_stop(f);
}

static void who_takes_nothing_is_broken_off_not_waited_for(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct client stuck = client_open(f), c;

    (void)state;
    for (int i = 0; i < 20; i++) say(&stuck, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    c = client_open(f);
    say(&c, "GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&c, "0 bytes at /large.");
    client_close(&c);
    client_close(&stuck);
    assert_soon(count_all(f) == 0);
    http_front_stop(f);
}

static void connections_that_rest_end_in_time(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ .keep_alive_ms = 300, .rest_ms = 1 });
    struct client c = client_open(f);

    (void)state;
    say(&c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    hear(&c, "0 bytes at /.");
    hear(&c, NULL);
    assert_true(tls_client_was_ended(c.tls));
    client_close(&c);
    http_front_stop(f);
}

static void an_address_that_is_taken_is_told(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct http_front_options options = { .listener_host = "127.0.0.1", .listener_port = 1, .address_count = 1 };
    const char *error = "";

    (void)state;
    options.addresses[0] = (struct http_front_address){ "127.0.0.1", http_front_port(f, TLS), true, false };
    assert_null(http_front_start(&options, &error));
    assert_non_null(strstr(error, "the port is taken"));
    http_front_stop(f);
}

static void *let_go(void *unused)
{
    (void)unused;
    usleep(100 * 1000);
    pthread_mutex_lock(&lock);
    is_let_go = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

/* The last test, since the listener stays drained. */
static void what_is_under_way_is_answered_before_it_stops(void **state)
{
    struct http_front *f = front(&(struct http_front_options){ 0 });
    struct client held = client_open(f), idle = client_open(f);
    pthread_t thread;

    (void)state;
    say(&held, "GET /held HTTP/1.1\r\nHost: h\r\n\r\n");
    pthread_mutex_lock(&lock);
    while (!is_held) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    pthread_create(&thread, NULL, let_go, NULL);
    http_server_drain(server, 10000);
    http_front_drain(f, 10000);
    http_front_stop(f); /* as the process ends: what was not sent by now never is */
    hear(&held, "0 bytes at /held.");
    hear(&held, NULL);
    hear(&idle, NULL);
    assert_true(tls_client_was_ended(held.tls) && tls_client_was_ended(idle.tls));
    pthread_join(thread, NULL);
    client_close(&held);
    client_close(&idle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_know_who_is_behind_them),
        cmocka_unit_test(IPv6_is_served_in_plain),
        cmocka_unit_test(what_rests_holds_no_connection_to_the_listener),
        cmocka_unit_test(too_many_that_rest_are_given_up_at_once),
        cmocka_unit_test(half_a_head_is_not_lost),
        cmocka_unit_test(large_bodies_go_both_ways),
        cmocka_unit_test(a_client_that_ends_its_side_gets_its_answer),
        cmocka_unit_test(hostile_clients_hold_nothing),
        cmocka_unit_test(slow_handshakes_hold_up_nobody),
        cmocka_unit_test(who_speaks_HTTP_is_told_so),
        cmocka_unit_test(those_that_rest_give_way_when_there_are_too_many),
        cmocka_unit_test(without_files_connections_are_refused_and_others_go_on),
        cmocka_unit_test(who_takes_nothing_is_broken_off_not_waited_for),
        cmocka_unit_test(connections_that_rest_end_in_time),
        cmocka_unit_test(an_address_that_is_taken_is_told),
        cmocka_unit_test(what_is_under_way_is_answered_before_it_stops),
    };

    return cmocka_run_group_tests(tests, group_begin, group_end);
}

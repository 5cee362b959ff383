/* Bodies over a real socket: whole, in chunks, as streams, cut off, too large, wrongly announced; and answers from
 * sources. */
#include "tests/support/emulator/unit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/digest.h"
#include "emulator/http/http_server.h"

#define MB       ((int64_t)1024 * 1024)
#define BODY_MAX 200000

static _Atomic int handled;

/* --- the listener ------------------------------------------------------------------------------------------------- */

/* "SIZE CRC", or "broken after SIZE". */
static void count_body(const struct http_request *request, struct http_response *response)
{
    struct source *s = http_request_source(request);
    char *piece = malloc(100000);
    int64_t size = 0;
    uint32_t sum = 0;
    ssize_t got;

    while ((got = source_read(s, piece, 100000)) > 0) {
        for (ssize_t i = 0; i < got; i++) sum = sum * 31 + (unsigned char)piece[i];
        size += got;
    }
    free(piece);
    http_response_text(
        response, got < 0 ? 400 : 200, "text/plain",
        arena_format(request->arena, "%s%lld %08x", got < 0 ? "broken after " : "", (long long)size, sum));
}

static struct source *file_source(int64_t size, int64_t offset, int64_t length)
{
    char path[] = "/tmp/nube-test-XXXXXX";
    int fd = mkstemp(path);

    unlink(path);
    assert_int_equal(ftruncate(fd, size), 0);
    assert_int_equal(pwrite(fd, "begin", 5, 0), 5);
    assert_int_equal(pwrite(fd, "end", 3, size - 3), 3);
    return source_of_file(fd, offset, length);
}

struct endless {
    struct source source;
    int pieces;
    bool breaks;
};

static ssize_t endless_read(struct source *s, void *out, size_t room)
{
    struct endless *e = (struct endless *)s;

    if (e->pieces-- <= 0) return e->breaks ? -1 : 0;
    memset(out, 'x', room < 1000 ? room : 1000);
    return room < 1000 ? (ssize_t)room : 1000;
}

static _Atomic int closed;

static void endless_close(struct source *s)
{
    closed++;
    free(s);
}

static struct source *endless_source(int64_t size, int pieces, bool breaks)
{
    struct endless *e = malloc(sizeof *e);

    *e = (struct endless){ { size, endless_read, endless_close }, pieces, breaks };
    return &e->source;
}

static void handle(const struct http_request *request, struct http_response *response, void *arg)
{
    struct span path = request->path;

    (void)arg;
    handled++;
    if (span_is(path, "/stream") || span_is(path, "/whole")) count_body(request, response);
    else if (span_is(path, "/file")) response->source = file_source(3 * MB, 0, 3 * MB);
    else if (span_is(path, "/part")) {
        response->status = 206;
        response->source = file_source(1000, 3, 4);
    } else if (span_is(path, "/chunks")) response->source = endless_source(-1, 3, false);
    else if (span_is(path, "/breaks")) response->source = endless_source(5000, 3, true);
    else if (span_is(path, "/short")) response->source = endless_source(5000, 3, false);
    else if (span_is(path, "/long")) response->source = endless_source(1500, 3, false);
    else if (span_is(path, "/unchanged")) {
        response->status = 304;
        response->source = endless_source(1000, 1, false);
    } else if (span_is(path, "/length")) http_response_header(response, "Content-Length", "12345");
    else http_response_text(response, 200, "text/plain", SPAN("plain"));
}

static bool streams(const struct http_request *request, void *arg)
{
    (void)arg;
    assert_int_equal(request->body.size, 0);
    return span_is(request->path, "/stream") || span_is(request->path, "/unread");
}

static void refuse(const struct http_request *request, struct http_response *response, int status, void *arg)
{
    (void)request, (void)arg;
    http_response_text(response, 200, "text/plain", arena_format(response->arena, "refused %d", status));
}

static int port;

static int start(void **state)
{
    struct http_server_options options = { .host = "127.0.0.1",
                                           .threads = 8,
                                           .body_bytes_max = BODY_MAX,
                                           .keep_alive_ms = 20000,
                                           .handle = handle,
                                           .streams = streams,
                                           .refuse = refuse };
    const char *error = "";
    struct http_server *s = http_server_start(&options, &error);

    (void)state;
    if (!s) fail_msg("%s", error);
    port = http_server_port(s);
    return 0;
}

/* --- a client ----------------------------------------------------------------------------------------------------- */

static int fd;
static char got[1 << 16];

static void connect_anew(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct timeval patience = { .tv_sec = 20 };

    if (fd > 0) close(fd);
    fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

static void say(const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Reads until the text has come; or, with NULL, until the end. What came, cut to what fits. */
static const char *hear(const char *until)
{
    size_t size = 0;
    ssize_t n;

    got[0] = '\0';
    while (size < sizeof got - 1 && !(until && strstr(got, until)) &&
           (n = recv(fd, got + size, sizeof got - 1 - size, 0)) > 0) {
        size += (size_t)n;
        got[size] = '\0';
    }
    return got;
}

static void has(const char *part)
{
    if (!strstr(got, part)) fail_msg("no \"%s\" in\n%.300s", part, got);
}

static void is_closed(void)
{
    assert_string_equal(hear(NULL), "");
}

/* The connection is still good. */
static void goes_on(void)
{
    say("GET /plain HTTP/1.1\r\nHost: h\r\n\r\n");
    hear("plain");
    has("HTTP/1.1 200 OK");
}

/* `size` bytes of a pattern, and their sum as count_body has it. */
static uint32_t send_pattern(int64_t size, int64_t chunk)
{
    static char piece[50000];
    uint32_t sum = 0;

    for (int64_t done = 0; done < size;) {
        int64_t n = size - done < chunk ? size - done : chunk;
        char head[32];
        for (int64_t i = 0; i < n; i++) {
            piece[i] = (char)((done + i) * 7);
            sum = sum * 31 + (unsigned char)piece[i];
        }
        snprintf(head, sizeof head, "%llx\r\n", (long long)n);
        if (chunk < 50000) say(head);
        for (int64_t sent = 0; sent < n;) {
            ssize_t k = send(fd, piece + sent, (size_t)(n - sent), MSG_NOSIGNAL);
            if (k <= 0) return 0; /* the other side has closed */
            sent += k;
        }
        if (chunk < 50000) say("\r\n");
        done += n;
    }
    if (chunk < 50000) say("0\r\n\r\n");
    return sum;
}

static void counted(const char *path, int64_t size, int64_t chunk)
{
    char head[200], expected[64];
    uint32_t sum;

    if (chunk < 50000)
        snprintf(head, sizeof head, "PUT %s HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", path);
    else
        snprintf(head, sizeof head, "PUT %s HTTP/1.1\r\nHost: h\r\nContent-Length: %lld\r\n\r\n", path,
                 (long long)size);
    say(head);
    sum = send_pattern(size, chunk);
    snprintf(expected, sizeof expected, "\r\n\r\n%lld %08x", (long long)size, sum);
    hear(expected);
    has(expected);
    has("Connection: keep-alive");
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static void bodies_come_whole(void **state)
{
    static const int64_t sizes[] = { 0, 1, 4095, 4096, 4097, 65536, 65537, 131072, 199999, 200000 };

    (void)state;
    connect_anew();
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        counted("/whole", sizes[i], 50000);
        counted("/stream", sizes[i], 50000);
        counted("/whole", sizes[i], 1234);
        counted("/stream", sizes[i], 1234);
    }
    counted("/stream", 20 * MB, 50000);
    counted("/stream", 5 * MB, 40000);
    goes_on();
}

static void a_chunked_body_that_is_cut_off_is_not_run(void **state)
{
    static const char *const ends[] = { "",          /* FIN within a chunk */
                                        "6789",      /* the same, a byte before its end */
                                        "67890",     /* before the line's end */
                                        "67890\r\n", /* before the next chunk */
                                        "67890\r\nzz\r\n",
                                        "67890x\r\n0\r\n\r\n" };

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        int before = handled;
        connect_anew();
        say("PUT /whole HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\na\r\n12345");
        say(ends[i]);
        shutdown(fd, SHUT_WR);
        hear(NULL);
        has("HTTP/1.1 400 Bad Request");
        has("refused 400");
        assert_int_equal(handled, before);
    }
    connect_anew();
    say("PUT /stream HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\na\r\n12345");
    shutdown(fd, SHUT_WR);
    hear(NULL);
    has("broken after ");
    has("Connection: close");
}

static void a_body_with_a_length_that_is_cut_off_is_not_run(void **state)
{
    int before = handled;

    (void)state;
    connect_anew();
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n12345");
    shutdown(fd, SHUT_WR);
    hear(NULL);
    has("refused 400");
    assert_int_equal(handled, before);
    connect_anew();
    say("PUT /stream HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n12345");
    shutdown(fd, SHUT_WR);
    hear(NULL);
    has("broken after ");
}

static void past_the_cap_it_is_refused_and_closed(void **state)
{
    int before = handled;

    (void)state;
    connect_anew();
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 200001\r\n\r\n");
    hear("refused 413");
    has("HTTP/1.1 413 Payload Too Large");
    has("Connection: close");
    shutdown(fd, SHUT_WR);
    is_closed();
    connect_anew();
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    send_pattern(BODY_MAX + 100000, 10000);
    hear("refused 413");
    has("HTTP/1.1 413 Payload Too Large");
    has("Connection: close");
    is_closed();
    assert_int_equal(handled, before);
}

/* What follows such a body could be anything: it is never taken for a request. */
static void an_odd_length_is_refused_and_closed(void **state)
{
    static const char *const heads[] = {
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        char text[300];
        int before = handled;
        connect_anew();
        snprintf(text, sizeof text,
                 "POST /whole HTTP/1.1\r\nHost: h\r\n%s\r\n12345GET /plain HTTP/1.1\r\nHost: h\r\n\r\n", heads[i]);
        say(text);
        shutdown(fd, SHUT_WR);
        hear(NULL);
        has("HTTP/1.1 400");
        if (strstr(got, "200 OK") || handled != before) fail_msg("%s was run", heads[i]);
    }
}

static void lengths_that_are_no_digits_are_refused(void **state)
{
    static const char *const lengths[] = { "+2", "-2", "0x2", "2a", "2 2", "" };

    (void)state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char text[200];
        int before = handled;
        connect_anew();
        snprintf(text, sizeof text, "POST /whole HTTP/1.1\r\nHost: h\r\nContent-Length: %s\r\n\r\n12", lengths[i]);
        say(text);
        shutdown(fd, SHUT_WR);
        hear(NULL);
        if (strstr(got, "200 OK") || handled != before) fail_msg("\"%s\" was taken", lengths[i]);
    }
}

/* More headers than can be told apart: the length may be among those lost. */
static void after_too_many_headers_nothing_is_run(void **state)
{
    (void)state;
    connect_anew();
    say("POST /whole HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < 70; i++) say("X-n: a\r\n");
    say("Content-Length: 38\r\n\r\nGET /plain HTTP/1.1\r\nHost: h\r\nX-y: z\r\n\r\n");
    shutdown(fd, SHUT_WR);
    hear(NULL);
    has("HTTP/1.1 431");
    if (strstr(got, "200 OK")) fail_msg("the body was run");
}

static void a_client_that_waits_is_told_to_go_on(void **state)
{
    int before = handled;

    (void)state;
    connect_anew();
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    hear("\r\n\r\n");
    has("HTTP/1.1 100 Continue");
    say("12");
    hear("\r\n\r\n2 ");
    has("HTTP/1.1 200 OK");
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nExpect: 100-continue\r\n\r\n");
    hear("\r\n\r\n0 ");
    has("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
    say("PUT /whole HTTP/1.1\r\nHost: h\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n");
    hear("refused 413"); /* it need not even begin */
    if (strstr(got, "100 Continue")) fail_msg("it was told to go on");
    is_closed();
    assert_int_equal(handled, before + 2);
}

/* Answered without reading: the rest is no request, and the client sees the answer. */
static void what_nobody_reads_ends_the_connection(void **state)
{
    (void)state;
    connect_anew();
    say("PUT /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n");
    send_pattern(300000, 50000);
    hear("plain");
    has("Connection: close");
    is_closed();
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void get(const char *method, const char *path)
{
    char text[200];

    snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: h\r\n\r\n", method, path);
    say(text);
}

static void a_file_is_sent(void **state)
{
    int64_t size = 0;
    char last[4] = "";
    ssize_t n;

    (void)state;
    connect_anew();
    get("GET", "/file");
    hear("\r\n\r\nbegin");
    has("Content-Length: 3145728\r\n");
    size = (int64_t)strlen(strstr(got, "\r\n\r\n")) - 4;
    assert_int_equal(size, 5); /* then NULs: hear's text ends there, so the rest is counted below */
    connect_anew();
    say("GET /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    for (size = 0; (n = recv(fd, got, sizeof got, 0)) > 0; size += n)
        if (n >= 3) memcpy(last, got + n - 3, 3);
    assert_true(size > 3 * MB && size < 3 * MB + 300);
    assert_string_equal(last, "end");
    connect_anew();
    get("GET", "/part");
    hear("\r\n\r\nin");
    has("HTTP/1.1 206 Partial Content");
    has("Content-Length: 4\r\n");
}

static void a_head_has_no_body(void **state)
{
    int before;

    (void)state;
    connect_anew();
    get("HEAD", "/file");
    hear("\r\n\r\n");
    has("Content-Length: 3145728\r\n");
    goes_on();
    get("HEAD", "/plain");
    hear("\r\n\r\n");
    has("Content-Length: 5\r\n");
    goes_on();
    get("HEAD", "/length");
    hear("\r\n\r\n");
    has("Content-Length: 12345\r\n");
    goes_on();
    before = closed;
    get("GET", "/unchanged");
    hear("\r\n\r\n");
    has("HTTP/1.1 304 Not Modified");
    if (strstr(got, "Content-Length")) fail_msg("304 has a length");
    goes_on();
    assert_int_equal(closed, before + 1);
}

static void what_has_no_length_goes_in_chunks(void **state)
{
    (void)state;
    connect_anew();
    get("GET", "/chunks");
    hear("\r\n0\r\n\r\n");
    has("Transfer-Encoding: chunked\r\n");
    has("\r\n3e8\r\nxxx");
    goes_on();
    get("GET", "/long"); /* no more than was announced */
    hear("xxxxxxxxxx");
    has("Content-Length: 1500\r\n");
    connect_anew();
    get("GET", "/long");
    get("GET", "/plain");
    hear("plain");
    has("xHTTP/1.1 200 OK");
}

static void what_breaks_off_ends_the_connection(void **state)
{
    static const char *const paths[] = { "/breaks", "/short" };

    (void)state;
    for (int i = 0; i < 2; i++) {
        int before = closed;
        connect_anew();
        get("GET", paths[i]);
        hear(NULL);
        has("Content-Length: 5000\r\n");
        assert_int_equal(strlen(strstr(got, "\r\n\r\n")) - 4, 3000);
        assert_soon(closed > before);
    }
}

/* --- memory ------------------------------------------------------------------------------------------------------- */

static long resident_kb(void)
{
    long pages = 0, resident = 0;
    FILE *f = fopen("/proc/self/statm", "r");

    assert_int_equal(fscanf(f, "%ld %ld", &pages, &resident), 2);
    fclose(f);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void a_long_body_takes_no_memory(void **state)
{
    long before, after;

    (void)state;
    connect_anew();
    counted("/stream", MB, 50000);
    before = resident_kb();
    counted("/stream", 200 * MB, 50000);
    after = resident_kb();
    if (after - before > 1024) fail_msg("%ld KB more", after - before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bodies_come_whole),
        cmocka_unit_test(a_chunked_body_that_is_cut_off_is_not_run),
        cmocka_unit_test(a_body_with_a_length_that_is_cut_off_is_not_run),
        cmocka_unit_test(past_the_cap_it_is_refused_and_closed),
        cmocka_unit_test(an_odd_length_is_refused_and_closed),
        cmocka_unit_test(lengths_that_are_no_digits_are_refused),
        cmocka_unit_test(after_too_many_headers_nothing_is_run),
        cmocka_unit_test(a_client_that_waits_is_told_to_go_on),
        cmocka_unit_test(what_nobody_reads_ends_the_connection),
        cmocka_unit_test(a_file_is_sent),
        cmocka_unit_test(a_head_has_no_body),
        cmocka_unit_test(what_has_no_length_goes_in_chunks),
        cmocka_unit_test(what_breaks_off_ends_the_connection),
        cmocka_unit_test(a_long_body_takes_no_memory),
    };

    return cmocka_run_group_tests(tests, start, NULL);
}

/* The Runtime API by a socket: its answers word for word, events that come later, and what does not fit. */
#include "tests/support/emulator/unit.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "emulator/base/buf.h"
#include "emulator/services/lambda/lambda_runtime_api.h"

#define INVOCATION "/2018-06-01/runtime/invocation/"

/* What the process is said to be in: it has an event when `id` is set. */
static struct {
    pthread_mutex_t lock;
    const char *state, *id;
    struct span event;
    _Atomic bool sends_at_once, is_unwanted;
    int asked, answered, errors;
    size_t answer_bytes;
    char answer[64];
} process = { .lock = PTHREAD_MUTEX_INITIALIZER };

static struct lambda_endpoint *endpoint;

static bool event_send(void)
{
    struct lambda_next event = { .request_id = process.id,
                                 .trace_id = "Root=1",
                                 .function_arn = SPAN("arn:aws:lambda:us-east-1:000000000000:function:f"),
                                 .deadline_ms = 1234567890123,
                                 .payload = process.event };

    return lambda_runtime_send(endpoint, &event);
}

static enum lambda_taken on_next(struct lambda_endpoint *e, const char **state)
{
    enum lambda_taken taken = LAMBDA_TAKEN;

    pthread_mutex_lock(&process.lock);
    assert_ptr_equal(e, endpoint);
    process.asked++;
    if (process.state) taken = LAMBDA_NOT_ITS_TURN;
    else if (process.is_unwanted) taken = LAMBDA_NOT_ITS_REQUEST;
    else if (process.sends_at_once) assert_true(event_send());
    *state = process.state;
    pthread_mutex_unlock(&process.lock);
    return taken;
}

static enum lambda_taken on_respond(struct lambda_endpoint *e, const struct lambda_answer *answer, const char **state)
{
    enum lambda_taken taken = LAMBDA_TAKEN;

    (void)e;
    pthread_mutex_lock(&process.lock);
    process.answered++;
    process.errors += answer->is_error;
    process.answer_bytes = answer->payload.size;
    snprintf(process.answer, sizeof process.answer, "%.*s", (int)answer->payload.size, answer->payload.data);
    if (!process.id || !span_is(answer->request_id, process.id)) taken = LAMBDA_NOT_ITS_REQUEST;
    else if (process.state) taken = LAMBDA_NOT_ITS_TURN;
    *state = process.state;
    pthread_mutex_unlock(&process.lock);
    return taken;
}

static enum lambda_taken on_init_error(struct lambda_endpoint *e, struct span type, struct span payload,
                                       const char **state)
{
    (void)e;
    assert_span_equal(type, "Runtime.Unknown");
    (void)payload;
    *state = process.state;
    return process.state ? LAMBDA_NOT_ITS_TURN : LAMBDA_TAKEN;
}

/* --- answers in pieces -------------------------------------------------------------------------------------------- */

static struct {
    _Atomic bool takes, is_full;
    _Atomic int begun, broken, bytes;
} taker;

static bool on_begin(struct lambda_endpoint *e, struct span request_id, struct span content_type)
{
    (void)e;
    if (!taker.takes) return false;
    assert_span_equal(request_id, "i");
    assert_span_equal(content_type, "text/plain");
    taker.begun++;
    return true;
}

static bool on_piece(struct lambda_endpoint *e, struct span piece)
{
    (void)e;
    taker.bytes += (int)piece.size;
    return !taker.is_full;
}

static void on_broken(struct lambda_endpoint *e)
{
    (void)e;
    taker.broken++;
}

static const struct lambda_runtime runtime = { .next = on_next,
                                               .begin = on_begin,
                                               .piece = on_piece,
                                               .broken = on_broken,
                                               .respond = on_respond,
                                               .init_error = on_init_error };

static int begin(void **state)
{
    (void)state;
    pthread_mutex_lock(&process.lock); /* a request of the test before may still be served */
    process.state = process.id = NULL;
    process.event = SPAN("{}");
    process.sends_at_once = process.is_unwanted = false;
    taker.takes = taker.is_full = false;
    taker.begun = taker.broken = taker.bytes = 0;
    process.asked = process.answered = process.errors = 0;
    lambda_runtime_register(&runtime);
    endpoint = lambda_runtime_open(&process);
    pthread_mutex_unlock(&process.lock);
    assert_ptr_equal(lambda_endpoint_owner(endpoint), &process);
    return endpoint ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    lambda_endpoint_close(endpoint);
    return 0;
}

/* --- a client ----------------------------------------------------------------------------------------------------- */

static int dial(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)lambda_endpoint_port(endpoint)),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    return fd;
}

static void say(int fd, const char *text)
{
    size_t size = strlen(text);

    while (size) {
        ssize_t sent = send(fd, text, size, MSG_NOSIGNAL);
        if (sent <= 0) return; /* it was closed */
        text += sent;
        size -= (size_t)sent;
    }
}

/* Reads until so much came as is wanted. */
static void hear(int fd, const char *wanted)
{
    char got[2048];
    size_t size = 0;

    while (size < strlen(wanted)) {
        struct pollfd p = { .fd = fd, .events = POLLIN };
        ssize_t more;
        assert_int_equal(poll(&p, 1, 10000), 1);
        more = recv(fd, got + size, sizeof got - 1 - size, 0);
        if (more <= 0) break;
        size += (size_t)more;
    }
    got[size] = '\0';
    assert_string_equal(got, wanted);
}

static void hear_end(int fd)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char byte;

    assert_int_equal(poll(&p, 1, 10000), 1);
    assert_true(recv(fd, &byte, 1, 0) <= 0);
    close(fd);
}

#define ACCEPTED \
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"
#define EVENT                                                                                   \
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: i\r\n" \
    "Lambda-Runtime-Deadline-Ms: 1234567890123\r\n"                                             \
    "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:000000000000:function:f\r\n" \
    "Lambda-Runtime-Trace-Id: Root=1\r\nContent-Length: 2\r\n\r\n{}"

static void hear_error(int fd, const char *status, const char *body)
{
    char wanted[1024];

    snprintf(wanted, sizeof wanted, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s\n",
             status, strlen(body) + 1, body);
    hear(fd, wanted);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static int asked(void)
{
    int count;

    pthread_mutex_lock(&process.lock);
    count = process.asked;
    pthread_mutex_unlock(&process.lock);
    return count;
}

static void events_at_once_and_later(void **state)
{
    int fd = dial();

    (void)state;
    process.id = "i";
    process.sends_at_once = true;
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\nHost: a\r\n\r\n");
    hear(fd, EVENT);
    say(fd, "POST " INVOCATION "i/response HTTP/1.1\r\nContent-Length: 4\r\n\r\nnull");
    hear(fd, ACCEPTED);
    assert_string_equal(process.answer, "null");
    process.sends_at_once = false;
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_soon(asked() == 2);
    assert_true(event_send());
    assert_false(event_send());
    hear(fd, EVENT);
    say(fd, "POST " INVOCATION "i/error HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    hear(fd, ACCEPTED);
    assert_int_equal(process.errors, 1);
    close(fd);
}

/* A runtime may send its answer and ask for the next event in one go. */
static void requests_behind_each_other(void **state)
{
    int fd = dial();

    (void)state;
    process.id = "i";
    process.sends_at_once = true;
    say(fd, "POST " INVOCATION "i/response HTTP/1.1\r\nContent-Length: 4\r\n\r\nnullGET " INVOCATION
            "next HTTP/1.1\r\n\r\n");
    hear(fd, ACCEPTED EVENT);
    close(fd);
}

static void what_is_refused(void **state)
{
    int fd = dial();

    (void)state;
    process.id = "i";
    say(fd, "POST " INVOCATION "j/response HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    hear_error(fd, "400 Bad Request", "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
    process.state = "ResponseSent";
    say(fd, "POST " INVOCATION "i/response HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    hear_error(fd, "403 Forbidden",
               "{\"errorMessage\":\"State transition from ResponseSent to InvocationResponse failed for runtime. "
               "Error: State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}");
    process.state = "InitError";
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\n\r\n");
    hear_error(fd, "403 Forbidden",
               "{\"errorMessage\":\"State transition from InitError to Ready failed for runtime. "
               "Error: State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}");
    say(fd, "POST /2018-06-01/runtime/init/error HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    hear_error(fd, "403 Forbidden",
               "{\"errorMessage\":\"State transition from InitError to InitError failed for runtime. "
               "Error: State transition is not allowed\",\"errorType\":\"InvalidStateTransition\"}");
    say(fd, "GET /2018-06-01/runtime/none HTTP/1.1\r\n\r\n");
    hear(fd, "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 19\r\n\r\n404 page "
             "not found\n");
    say(fd, "POST " INVOCATION "next HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    hear(fd, "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 0\r\n\r\n");
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\n\r\n");
    hear_error(fd, "403 Forbidden",
               "{\"errorMessage\":\"A browser has no part in the Runtime API\",\"errorType\":\"Forbidden\"}");
    say(fd, "nonsense\r\n\r\n");
    hear(fd,
         "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 15\r\n\r\n400 "
         "Bad Request");
    hear_end(fd);
}

static void an_answer_that_is_too_large(void **state)
{
    int fd = dial();
    char *text = malloc(1000001);

    (void)state;
    process.id = "i";
    memset(text, 'x', 1000000);
    text[1000000] = '\0';
    say(fd, "POST " INVOCATION "i/response HTTP/1.1\r\nContent-Length: 6291557\r\n\r\n");
    for (int i = 0; i < 6; i++) say(fd, text);
    text[291557] = '\0';
    say(fd, text);
    hear_error(fd, "413 Payload Too Large",
               "{\"errorMessage\":\"Exceeded maximum allowed payload size (6291556 "
               "bytes).\",\"errorType\":\"RequestEntityTooLarge\"}");
    say(fd, "POST " INVOCATION "i/response HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 6291556\r\n\r\n");
    hear(fd, "HTTP/1.1 100 Continue\r\n\r\n");
    memset(text, 'y', 1000000);
    for (int i = 0; i < 6; i++) say(fd, text);
    text[291556] = '\0';
    say(fd, text);
    hear(fd, ACCEPTED);
    assert_int_equal(process.answer_bytes, 6291556);
    free(text);
    close(fd);
}

#define STREAMING                                                                                          \
    "POST " INVOCATION "i/response HTTP/1.1\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n" \
    "Lambda-Runtime-Function-Response-Mode: streaming\r\n\r\n"

static void an_answer_in_pieces(void **state)
{
    int fd = dial();

    (void)state;
    process.id = "i";
    taker.takes = true;
    say(fd, STREAMING "3\r\nabc\r\n");
    assert_soon(taker.bytes == 3);
    assert_int_equal(process.answered, 0);
    say(fd, "2\r\nde\r\n0\r\nLambda-Runtime-Function-Error-Type: T.E\r\nLambda-Runtime-Function-Error-Body: "
            "e30=\r\n\r\n");
    hear(fd, ACCEPTED);
    assert_int_equal(taker.bytes, 5);
    assert_int_equal(process.errors, 1);
    assert_string_equal(process.answer, "{}");
    taker.takes = false; /* nobody is there for pieces: it is gathered */
    say(fd, STREAMING "3\r\nabc\r\n0\r\n\r\n");
    hear(fd, ACCEPTED);
    assert_string_equal(process.answer, "abc");
    taker.takes = true;
    say(fd, STREAMING "3\r\nabc\r\n");
    close(fd);
    assert_soon(taker.broken == 1);
}

/* Nothing is read of one whose taker is full, until that has room again. */
static void pieces_stand_still(void **state)
{
    char *text = malloc(1000001);
    int fd = dial(), sent = 0;

    (void)state;
    process.id = "i";
    taker.takes = taker.is_full = true;
    memset(text, 'x', 1000000);
    say(fd, STREAMING "1312D00\r\n");
    while (sent < 20000000) {
        ssize_t some = send(fd, text, 1000000, MSG_NOSIGNAL | MSG_DONTWAIT);
        struct pollfd p = { .fd = fd, .events = POLLOUT };
        if (some > 0) sent += (int)some;
        else if (poll(&p, 1, 300) == 0) break;
    }
    assert_in_range(sent, 1, 19999999);
    assert_in_range(taker.bytes, 1, 65536);
    taker.is_full = false;
    lambda_endpoint_go_on(endpoint);
    while (sent < 20000000) {
        ssize_t some = send(fd, text, (size_t)(20000000 - sent < 1000000 ? 20000000 - sent : 1000000), MSG_NOSIGNAL);
        assert_true(some > 0);
        sent += (int)some;
    }
    say(fd, "\r\n0\r\n\r\n");
    hear(fd, ACCEPTED);
    assert_int_equal(taker.bytes, 20000000);
    free(text);
    close(fd);
}

/* Its reader takes its time: what does not fit into the socket follows. */
static void a_large_event(void **state)
{
    size_t size = 6000000, got = 0;
    char *text = malloc(size), *room = malloc(65536);
    int fd = dial();

    (void)state;
    process.id = "i";
    memset(text, 'x', size);
    process.event = (struct span){ text, size };
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\n\r\n");
    assert_soon(asked() == 1);
    assert_true(event_send());
    while (got < size) {
        ssize_t more = recv(fd, room, 65536, 0);
        if (more <= 0) break;
        got += (size_t)more;
    }
    assert_in_range(got, size + 1, size + 400);
    free(text);
    free(room);
    close(fd);
}

static void connections_come_and_go(void **state)
{
    int fd = dial(), other = dial(), many[40], refused = 0;

    (void)state;
    process.id = "i";
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\n\r\n");
    assert_soon(asked() == 1);
    say(other, "GET " INVOCATION "next HTTP/1.1\r\n\r\n"); /* the runtime has lost the first */
    hear_end(fd);
    assert_true(event_send());
    hear(other, EVENT);
    say(other, "GET " INVOCATION "next HTTP/1.1\r\n\r\n");
    assert_soon(asked() == 3);
    close(other);
    assert_soon(!event_send());
    process.is_unwanted = true;
    fd = dial();
    say(fd, "GET " INVOCATION "next HTTP/1.1\r\n\r\n");
    hear_end(fd);
    for (int i = 0; i < 40; i++) many[i] = dial();
    for (int i = 0; i < 40; i++) {
        struct pollfd p = { .fd = many[i], .events = POLLIN };
        refused += poll(&p, 1, i == 0 ? 200 : 0) == 1;
    }
    assert_int_equal(refused, 8);
    for (int i = 0; i < 40; i++) close(many[i]);
    process.is_unwanted = false;
    process.sends_at_once = true;
    assert_soon(({
        fd = dial();
        say(fd, "GET " INVOCATION "next HTTP/1.0\r\n\r\n");
        struct pollfd p = { .fd = fd, .events = POLLIN };
        char first = 0;
        bool is_heard = poll(&p, 1, 1000) == 1 && recv(fd, &first, 1, MSG_PEEK) == 1;
        if (!is_heard) close(fd);
        is_heard;
    }));
    hear(fd, EVENT);
    hear_end(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_at_once_and_later, begin, end),
        cmocka_unit_test_setup_teardown(requests_behind_each_other, begin, end),
        cmocka_unit_test_setup_teardown(what_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(an_answer_that_is_too_large, begin, end),
        cmocka_unit_test_setup_teardown(an_answer_in_pieces, begin, end),
        cmocka_unit_test_setup_teardown(pieces_stand_still, begin, end),
        cmocka_unit_test_setup_teardown(a_large_event, begin, end),
        cmocka_unit_test_setup_teardown(connections_come_and_go, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* When all that was sent to a listener was answered, told by the bytes and what the listener says. */
#include "tests/support/emulator/unit.h"

#include "emulator/http/http_relay_tally.h"

static void send(struct http_relay_tally *t, const char *bytes, int begun, int answered, int64_t body)
{
    struct http_relay_heard heard = { begun, answered, body };

    http_relay_tally_sent(t, span_of(bytes), &heard);
}

static bool rests(const struct http_relay_tally *t, int begun, int answered, int64_t body)
{
    struct http_relay_heard heard = { begun, answered, body };

    return http_relay_tally_rests(t, &heard);
}

static void a_request_rests_when_it_was_answered(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    assert_false(rests(&t, 0, 0, 0));
    send(&t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0, 0, 0);
    assert_false(rests(&t, 0, 0, 0));
    assert_false(rests(&t, 1, 0, 0));
    assert_true(rests(&t, 1, 1, 0));
    send(&t, "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 1, 1, 0);
    assert_false(rests(&t, 1, 1, 0));
    assert_true(rests(&t, 2, 2, 0));
}

/* The next may come before the listener has told that the last was answered: its answer was on its way already. */
static void the_next_may_be_quick(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    send(&t, "GET / HTTP/1.1\r\n\r\n", 0, 0, 0);
    send(&t, "GET / HTTP/1.1\r\n\r\n", 1, 0, 0);
    assert_false(rests(&t, 1, 1, 0));
    assert_true(rests(&t, 2, 2, 0));
}

static void heads_and_bodies_come_in_pieces(void **state)
{
    const char *text = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";
    struct http_relay_tally t = { 0 };

    (void)state;
    for (const char *p = text; *p; p++) {
        char one[2] = { *p, '\0' };
        assert_false(rests(&t, 0, 0, 0));
        send(&t, one, strstr(text, "\r\n\r\n") + 4 <= p ? 1 : 0, 0, 5);
    }
    assert_false(rests(&t, 1, 0, 5));
    assert_true(rests(&t, 1, 1, 5));
    send(&t, "POST / HTTP/1.1\nContent-Length: 2\n\nab", 1, 1, 5);
    assert_true(rests(&t, 2, 2, 2));
}

static void what_is_half_sent_does_not_rest(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    send(&t, "GET / HTTP/1.1\r\n\r\n", 0, 0, 0);
    send(&t, "GET / HT", 1, 1, 0);
    assert_false(rests(&t, 1, 1, 0));
    send(&t, "TP/1.1\r\n\r\n", 1, 1, 0);
    assert_true(rests(&t, 2, 2, 0));
}

static void what_is_sent_ahead_never_rests(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    send(&t, "GET /1 HTTP/1.1\r\n\r\nGET /2 HT", 0, 0, 0);
    assert_false(rests(&t, 1, 1, 0));
    send(&t, "TP/1.1\r\n\r\n", 1, 1, 0);
    assert_false(rests(&t, 2, 2, 0));
    send(&t, "GET /3 HTTP/1.1\r\n\r\n", 2, 2, 0);
    assert_false(rests(&t, 3, 3, 0));
}

static void chunks_have_no_end_that_is_known(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    send(&t, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0, 0, 0);
    assert_false(rests(&t, 1, 1, -1));
    send(&t, "GET / HTTP/1.1\r\n\r\n", 1, 1, -1);
    assert_false(rests(&t, 2, 2, 0));
}

/* Other line ends are no empty line for the listener either. */
static void mixed_line_ends_end_no_head(void **state)
{
    struct http_relay_tally t = { 0 };

    (void)state;
    send(&t, "GET / HTTP/1.1\n\r\n", 0, 0, 0);
    assert_int_equal(t.heads, 0);
    send(&t, "\n", 0, 0, 0);
    assert_int_equal(t.heads, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_rests_when_it_was_answered), cmocka_unit_test(the_next_may_be_quick),
        cmocka_unit_test(heads_and_bodies_come_in_pieces),      cmocka_unit_test(what_is_half_sent_does_not_rest),
        cmocka_unit_test(what_is_sent_ahead_never_rests),       cmocka_unit_test(chunks_have_no_end_that_is_known),
        cmocka_unit_test(mixed_line_ends_end_no_head),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A pipe between two threads: what goes in comes out, it is bounded, and either side may end first. */
#include "tests/support/emulator/unit.h"

#include <pthread.h>

#include "emulator/services/lambda/lambda_stream.h"

static int begun;
static _Atomic int went_on;

static void on_begun(struct span content_type, void *arg)
{
    (void)arg;
    assert_span_equal(content_type, "text/plain");
    begun++;
}

static void on_room(void *arg)
{
    (void)arg;
    went_on++;
}

static struct lambda_stream *stream(void)
{
    struct lambda_stream *s = lambda_stream_new(on_begun, NULL);

    begun = went_on = 0;
    lambda_stream_begin(s, SPAN("text/plain"));
    lambda_stream_begin(s, SPAN("again"));
    assert_int_equal(begun, 1);
    return s;
}

static void pieces_and_the_outcome(void **state)
{
    struct lambda_stream *s = stream();
    struct source *source = lambda_stream_source(s);
    char out[8];

    (void)state;
    assert_true(lambda_stream_give(s, SPAN("hello"), on_room, NULL));
    assert_int_equal(source_read(source, out, 3), 3);
    assert_true(lambda_stream_give(s, SPAN("world"), on_room, NULL));
    lambda_stream_end(s, SPAN("T"), SPAN("{}"), SPAN("log"));
    assert_int_equal(source_read(source, out, 8), 7);
    assert_memory_equal(out, "loworld", 7);
    assert_int_equal(source_read(source, out, 8), 0);
    assert_span_equal(lambda_stream_outcome(s)->error_type, "T");
    assert_span_equal(lambda_stream_outcome(s)->error, "{}");
    assert_span_equal(lambda_stream_outcome(s)->log_tail, "log");
    source_close(source);
}

static void it_is_full_and_has_room_again(void **state)
{
    static char large[LAMBDA_STREAM_ROOM];
    struct lambda_stream *s = stream();
    struct source *source = lambda_stream_source(s);

    (void)state;
    assert_false(lambda_stream_give(s, (struct span){ large, sizeof large }, on_room, NULL));
    assert_int_equal(source_read(source, large, sizeof large / 4), sizeof large / 4);
    assert_int_equal(went_on, 0);
    assert_int_equal(source_read(source, large, sizeof large / 2), sizeof large / 2);
    assert_int_equal(went_on, 1);
    assert_false(lambda_stream_give(s, (struct span){ large, sizeof large }, on_room, NULL));
    source_close(source); /* nobody reads any more: whatever comes is dropped */
    assert_int_equal(went_on, 2);
    assert_true(lambda_stream_give(s, SPAN("x"), on_room, NULL));
    lambda_stream_end(s, (struct span){ NULL, 0 }, (struct span){ NULL, 0 }, SPAN(""));
}

#define TOTAL 10000000

static void *give_all(void *s)
{
    for (int i = 0; i < TOTAL / 1000; i++) {
        char piece[1000];
        for (int k = 0; k < 1000; k++) piece[k] = (char)(i + k);
        lambda_stream_give(s, (struct span){ piece, sizeof piece }, on_room, NULL);
    }
    lambda_stream_end(s, (struct span){ NULL, 0 }, (struct span){ NULL, 0 }, SPAN(""));
    return NULL;
}

static void two_threads(void **state)
{
    struct lambda_stream *s = stream();
    struct source *source = lambda_stream_source(s);
    char out[1777];
    pthread_t giver;
    ssize_t size;
    int64_t at = 0;

    (void)state;
    assert_int_equal(pthread_create(&giver, NULL, give_all, s), 0);
    while ((size = source_read(source, out, sizeof out)) > 0)
        for (ssize_t i = 0; i < size; i++, at++)
            if (out[i] != (char)(at / 1000 + at % 1000)) fail_msg("byte %lld is another", (long long)at);
    assert_int_equal(at, TOTAL);
    pthread_join(giver, NULL);
    source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_and_the_outcome),
        cmocka_unit_test(it_is_full_and_has_room_again),
        cmocka_unit_test(two_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

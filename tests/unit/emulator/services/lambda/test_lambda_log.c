/* What a function's process writes: never more at a time than a pipe holds, and no more lines a second than the log takes. */
#include "tests/support/emulator/world.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "emulator/services/lambda/lambda_log.h"
#include "tests/support/emulator/stderr.h"

static struct lambda_log log_;
static int ends[2];

static int begin(void **state)
{
    (void)state;
    memset(&log_, 0, sizeof log_);
    return pipe2(ends, O_NONBLOCK);
}

static int end(void **state)
{
    (void)state;
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static void put(const char *text)
{
    assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
}

static void lines_come_with_the_functions_name(void **state)
{
    struct arena a = { 0 };

    (void)state;
    stderr_catch();
    put("one\n\ntw");
    assert_int_equal(lambda_log_drain(&log_, ends[0], SPAN("f")), LAMBDA_LOG_EMPTY);
    put("o\nlast");
    close(ends[1]);
    assert_int_equal(lambda_log_drain(&log_, ends[0], SPAN("f")), LAMBDA_LOG_CLOSED);
    lambda_log_end(&log_, SPAN("f"));
    ends[1] = -1;
    assert_string_equal(stderr_caught(&a), "[f] one\n[f] two\n[f] last\n");
    arena_release(&a);
}

/* The writer is never behind: the pipe is filled anew whenever it is empty. */
static void a_turn_is_bounded(void **state)
{
    static char y[LAMBDA_LOG_DRAIN_MAX];
    struct arena a = { 0 };
    ssize_t written = 0, more;

    (void)state;
    memset(y, '\n', sizeof y);
    assert_int_equal(fcntl(ends[1], F_SETPIPE_SZ, 2 * LAMBDA_LOG_DRAIN_MAX), 2 * LAMBDA_LOG_DRAIN_MAX);
    stderr_catch();
    while ((more = write(ends[1], y, sizeof y)) > 0) written += more;
    assert_int_equal(written, 2 * LAMBDA_LOG_DRAIN_MAX);
    assert_int_equal(lambda_log_drain(&log_, ends[0], SPAN("f")), LAMBDA_LOG_MORE);
    assert_int_equal(write(ends[1], y, sizeof y), LAMBDA_LOG_DRAIN_MAX); /* so much room there is again */
    stderr_caught(&a);
    arena_release(&a);
}

static void lines_past_a_seconds_worth_are_counted(void **state)
{
    enum { WRITTEN = 5000 };
    struct arena a = { 0 };
    int lines = 0, left_out = 0, n;

    (void)state;
    stderr_catch();
    for (int i = 0; i < WRITTEN; i++) put("y\n");
    lambda_log_drain(&log_, ends[0], SPAN("f"));
    lambda_log_end(&log_, SPAN("f"));
    for (char *text = stderr_caught(&a), *line; (line = strsep(&text, "\n")) && *line;) {
        if (sscanf(line, "[f] (%d lines left out: more than 1000 in a second)", &n) == 1) left_out += n;
        else lines += strcmp(line, "[f] y") == 0;
    }
    assert_int_equal(lines + left_out, WRITTEN);
    assert_in_range(lines, LAMBDA_LOG_LINES_MAX,
                    2 * LAMBDA_LOG_LINES_MAX); /* of two seconds, when one ends meanwhile */
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_come_with_the_functions_name, begin, end),
        cmocka_unit_test_setup_teardown(a_turn_is_bounded, begin, end),
        cmocka_unit_test_setup_teardown(lines_past_a_seconds_worth_are_counted, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

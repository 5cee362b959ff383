/* Values by the minute, totals, and the sink. */
#include "emulator/core/telemetry.h"

#include <pthread.h>
#include <string.h>

#include "emulator/base/clock.h"
#include "tests/support/emulator/unit.h"

static const struct telemetry_metric duration = { "AWS/Lambda", "Duration", "Milliseconds" };
static const struct telemetry_metric errors = { "AWS/Lambda", "Errors", "Count" };

static struct telemetry_minute taken[8];
static int taken_count;
static char line_text[64];

static void take(const struct telemetry_minute *m)
{
    assert_true(taken_count < 8);
    taken[taken_count++] = *m;
}

static void take_line(const struct telemetry_line *l)
{
    memcpy(line_text, l->text.data, l->text.size);
}

static const struct telemetry_sink sink = { take, take_line };

static int begin(void **state)
{
    (void)state;
    taken_count = 0;
    telemetry_register(&sink);
    clock_freeze(true);
    clock_set(INT64_C(1795492800000));
    telemetry_reset();
    return 0;
}

static int finish(void **state)
{
    (void)state;
    telemetry_register(NULL);
    clock_restore();
    return 0;
}

static struct telemetry_series *of(const struct telemetry_metric *m, const char *account, const char *function)
{
    struct telemetry_dimension d = { "FunctionName", span_of(function) };

    return telemetry_series(m, span_of(account), SPAN("us-east-1"), &d, 1);
}

static void a_series_is_told_by_all_of_its_parts(void **state)
{
    struct telemetry_dimension two[] = { { "FunctionName", SPAN("f") }, { "Resource", SPAN("f:live") } };
    struct telemetry_series *s = of(&duration, "1", "f");

    (void)state;
    assert_ptr_equal(of(&duration, "1", "f"), s);
    assert_ptr_not_equal(of(&errors, "1", "f"), s);
    assert_ptr_not_equal(of(&duration, "2", "f"), s);
    assert_ptr_not_equal(of(&duration, "1", "g"), s);
    assert_ptr_not_equal(telemetry_series(&duration, SPAN("1"), SPAN("us-east-1"), two, 2), s);
    assert_ptr_not_equal(telemetry_series(&duration, SPAN("1"), SPAN("eu-west-1"), two, 1), s);
}

static void values_are_counted_summed_and_bounded(void **state)
{
    struct telemetry_series *s = of(&duration, "1", "sums");
    struct telemetry_sum total = telemetry_total(s);

    (void)state;
    assert_int_equal(total.count, 0);
    telemetry_add(s, 5);
    telemetry_add(s, -1);
    telemetry_add(s, 2.5);
    total = telemetry_total(s);
    assert_int_equal(total.count, 3);
    assert_true(total.sum == 6.5 && total.min == -1 && total.max == 5);
    telemetry_add(NULL, 1);
    assert_int_equal(telemetry_total(NULL).count, 0);
    telemetry_reset();
    assert_int_equal(telemetry_total(s).count, 0);
}

static void a_minute_goes_to_the_sink_once_it_is_over(void **state)
{
    struct telemetry_series *s = of(&duration, "1", "minutes");

    (void)state;
    telemetry_add(s, 1);
    telemetry_add(s, 3);
    telemetry_flush();
    assert_int_equal(taken_count, 0);
    clock_advance(60000);
    telemetry_add(s, 7);
    assert_int_equal(taken_count, 1);
    assert_ptr_equal(taken[0].metric, &duration);
    assert_int_equal(taken[0].start_ms, INT64_C(1795492800000));
    assert_int_equal(taken[0].sum.count, 2);
    assert_true(taken[0].sum.sum == 4 && taken[0].sum.min == 1 && taken[0].sum.max == 3);
    assert_span_equal(taken[0].dimensions[0].value, "minutes");
    clock_advance(600000);
    telemetry_flush(); /* also without a further value */
    assert_int_equal(taken_count, 2);
    assert_int_equal(taken[1].start_ms, INT64_C(1795492860000));
    assert_true(taken[1].sum.sum == 7);
    telemetry_flush();
    assert_int_equal(taken_count, 2);
    assert_int_equal(telemetry_total(s).count, 3);
}

static void lines_go_to_the_sink(void **state)
{
    struct telemetry_line line = { .group = SPAN("/aws/lambda/f"), .text = SPAN("hello") };

    (void)state;
    telemetry_log(&line);
    assert_string_equal(line_text, "hello");
    telemetry_register(NULL);
    line.text = SPAN("lost");
    telemetry_log(&line);
    assert_string_equal(line_text, "hello");
}

static void *add_many(void *unused)
{
    for (int i = 0; i < 10000; i++) telemetry_add(of(&errors, "1", i % 2 ? "odd" : "even"), 1);
    return unused;
}

static void threads_lose_nothing(void **state)
{
    pthread_t threads[4];

    (void)state;
    for (int i = 0; i < 4; i++) assert_int_equal(pthread_create(&threads[i], NULL, add_many, NULL), 0);
    for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    assert_int_equal(telemetry_total(of(&errors, "1", "odd")).count, 20000);
    assert_true(telemetry_total(of(&errors, "1", "even")).sum == 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_series_is_told_by_all_of_its_parts, begin, finish),
        cmocka_unit_test_setup_teardown(values_are_counted_summed_and_bounded, begin, finish),
        cmocka_unit_test_setup_teardown(a_minute_goes_to_the_sink_once_it_is_over, begin, finish),
        cmocka_unit_test_setup_teardown(lines_go_to_the_sink, begin, finish),
        cmocka_unit_test_setup_teardown(threads_lose_nothing, begin, finish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

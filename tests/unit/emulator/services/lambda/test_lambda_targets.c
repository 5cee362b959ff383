/* How many processes are wanted: of a target as it might stand, with nothing behind it. */
#include "emulator/services/lambda/lambda_targets.h"

#include "emulator/base/clock.h"
#include "tests/support/emulator/unit.h"

#define WAITING_MAX 100

struct scene {
    int64_t start_us, run_us; /* how long a start took, and invocations take */
    int busy, waiting;
    int64_t waited_us; /* so long the first of them */
};

static int wants(const struct scene *s)
{
    static struct lambda_instance instances[WAITING_MAX];
    static struct lambda_invocation invocations[WAITING_MAX];
    struct lambda_target t = { .start_us = s->start_us, .run_us = s->run_us, .running = s->busy + s->waiting };

    t.line_end = &t.line;
    for (int i = 0; i < s->busy; i++) {
        instances[i] = (struct lambda_instance){ .state = BUSY, .next = t.instances };
        t.instances = &instances[i];
    }
    for (int i = 0; i < s->waiting; i++) lambda_line_put(&t, &invocations[i]);
    if (t.line) t.line->lined_us -= s->waited_us;
    return lambda_target_wants(&t);
}

static void another_starts_where_it_would_be_sooner(void **state)
{
    (void)state;
    assert_true(wants(&(struct scene){ .waiting = 1 }));                                /* the first of all */
    assert_true(wants(&(struct scene){ 20000, 0, .busy = 1, .waiting = 1 }));           /* nothing is known */
    assert_true(wants(&(struct scene){ 20000, 1000000, .busy = 5, .waiting = 1 }));     /* they take long */
    assert_true(wants(&(struct scene){ 20000, 1000, .busy = 1, .waiting = 21 }));       /* they are many */
    assert_true(wants(&(struct scene){ 20000, 1000, .busy = 1, .waiting = 1, 20001 })); /* one takes long now */
    assert_int_equal(wants(&(struct scene){ 20000, 1000, .busy = 1, .waiting = 1 }), 0);
    assert_int_equal(wants(&(struct scene){ 20000, 1000, .busy = 2, .waiting = 40 }), 0);
    assert_int_equal(wants(&(struct scene){ 20000, 1000, .busy = 2 }), 0);
}

static void what_took_longer_lately_counts_more(void **state)
{
    struct lambda_target t = { .run_us = 0 };

    (void)state;
    lambda_target_ran(&t, 8000);
    assert_int_equal(t.run_us, 8000);
    lambda_target_ran(&t, 16000);
    assert_int_equal(t.run_us, 9000);
    for (int i = 0; i < 100; i++) lambda_target_ran(&t, 0);
    assert_true(t.run_us >= 1 && t.run_us < 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_starts_where_it_would_be_sooner),
        cmocka_unit_test(what_took_longer_lately_counts_more),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

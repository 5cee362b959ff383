/* Latches: ends that are waited for, in time, too late, and at the very moment that patience ends. */
#include "emulator/base/latch.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/clock.h"
#include "emulator/base/panic.h"
#include "tests/support/emulator/unit.h"

struct shared {
    struct latch ended;
    int value;
    useconds_t after_us;
};

static struct shared *shared_new(useconds_t after_us)
{
    struct shared *s = memory_new(1, sizeof *s);

    latch_init(&s->ended);
    s->after_us = after_us;
    return s;
}

static void shared_free(struct shared *s)
{
    latch_release(&s->ended);
    free(s);
}

static _Atomic int left; /* what was freed by who opens */

static void *end(void *arg)
{
    struct shared *s = arg;

    usleep(s->after_us);
    s->value = 7;
    if (latch_open(&s->ended)) return NULL;
    shared_free(s);
    left++;
    return NULL;
}

static pthread_t end_start(struct shared *s)
{
    pthread_t thread;

    assert_int_equal(pthread_create(&thread, NULL, end, s), 0);
    return thread;
}

static void what_was_opened_is_not_waited_for(void **state)
{
    struct shared *s = shared_new(0);

    (void)state;
    end(s);
    latch_wait(&s->ended);
    assert_int_equal(s->value, 7);
    shared_free(s);
}

static void who_waits_sees_what_was_written(void **state)
{
    struct shared *s = shared_new(20000);
    pthread_t thread = end_start(s);

    (void)state;
    latch_wait(&s->ended);
    assert_int_equal(s->value, 7);
    shared_free(s);
    pthread_join(thread, NULL);
}

static void who_looks_up_may_wait_again(void **state)
{
    struct shared *s = shared_new(30000);
    int64_t began_us = clock_monotonic_us();
    pthread_t thread = end_start(s);
    int looks = 0;

    (void)state;
    while (!latch_wait_until(&s->ended, clock_monotonic_us() + 1000)) looks++;
    assert_true(looks > 0);
    assert_true(clock_monotonic_us() - began_us >= 30000);
    assert_int_equal(s->value, 7);
    shared_free(s);
    pthread_join(thread, NULL);
}

static void who_has_given_up_leaves_it_to_the_other(void **state)
{
    struct shared *s = shared_new(50000);
    pthread_t thread = end_start(s);

    (void)state;
    left = 0;
    assert_false(latch_wait_or_abandon(&s->ended, 1));
    pthread_join(thread, NULL);
    assert_int_equal(left, 1);
}

/* Each is freed once, whichever side is the last: the sanitizers see it where not. */
static void both_at_once(void **state)
{
    int taken = 0, rounds = 300;

    (void)state;
    left = 0;
    for (int i = 0; i < rounds; i++) {
        struct shared *s = shared_new((useconds_t)(900 + i));
        pthread_t thread = end_start(s);
        if (latch_wait_or_abandon(&s->ended, 1)) {
            taken += s->value == 7;
            shared_free(s);
        }
        pthread_join(thread, NULL);
    }
    assert_int_equal(taken + left, rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_opened_is_not_waited_for),
        cmocka_unit_test(who_waits_sees_what_was_written),
        cmocka_unit_test(who_looks_up_may_wait_again),
        cmocka_unit_test(who_has_given_up_leaves_it_to_the_other),
        cmocka_unit_test(both_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

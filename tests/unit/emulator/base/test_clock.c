/* The clock, on a machine whose own is set by the test. */
#include "tests/support/emulator/unit.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "emulator/base/clock.h"

#define HOUR_MS INT64_C(3600000)
#define NEAR_MS 10000 /* machines are busy at times */

static int64_t moved_s;

/* The library's, in place of libc's. */
int clock_gettime(clockid_t id, struct timespec *t)
{
    int rc = (int)syscall(SYS_clock_gettime, id, t);

    if (id == CLOCK_REALTIME) t->tv_sec += moved_s;
    return rc;
}

static bool is_near(int64_t a, int64_t b)
{
    return a - b < NEAR_MS && b - a < NEAR_MS;
}

/* It is looked at once a millisecond. */
static void machine_move(int64_t seconds)
{
    moved_s += seconds;
    usleep(2000);
}

static void a_machine_that_is_set_back_does_not_hold_up_time(void **state)
{
    int64_t before = clock_now_ms(), last = before, real = clock_real_ms();

    (void)state;
    machine_move(-3600);
    assert_true(is_near(clock_real_ms(), real - HOUR_MS));
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_now_ms();
        assert_true(now >= last && is_near(now, before));
        last = now;
    }
    usleep(20000); /* what is measured is time itself */
    assert_true(clock_now_ms() >= before + 20);
}

static void one_that_is_set_forward_is_followed(void **state)
{
    int64_t before = clock_now_ms();

    (void)state;
    machine_move(3 * 3600);
    assert_true(clock_now_ms() > before + HOUR_MS);
    assert_true(is_near(clock_now_ms(), clock_real_ms()));
}

static void it_is_set_advanced_and_frozen_all_the_same(void **state)
{
    (void)state;
    machine_move(-3600);
    clock_set(1000000);
    assert_true(is_near(clock_now_ms(), 1000000));
    clock_advance(HOUR_MS);
    assert_true(is_near(clock_now_ms(), 1000000 + HOUR_MS));
    clock_freeze(true);
    clock_set(5);
    machine_move(10 * 3600);
    assert_int_equal(clock_now_ms(), 5);
    clock_freeze(false);
    assert_true(is_near(clock_now_ms(), 5));
    clock_restore();
    assert_true(is_near(clock_now_ms(), clock_real_ms()));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_that_is_set_back_does_not_hold_up_time),
        cmocka_unit_test(one_that_is_set_forward_is_followed),
        cmocka_unit_test(it_is_set_advanced_and_frozen_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

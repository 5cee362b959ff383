/* The clock, the timers over it, and the workers. */
#include "tests/support/emulator/unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "emulator/base/clock.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"

#define NOW INT64_C(1795492800000)

static _Atomic int fired;
static _Atomic uintptr_t order[32];

static void fire(void *arg)
{
    int n = atomic_fetch_add(&fired, 1);

    if (n < 32) order[n] = (uintptr_t)arg;
}

static int begin(void **state)
{
    (void)state;
    fired = 0;
    clock_restore();
    timers_start();
    clock_freeze(true);
    clock_set(NOW);
    return 0;
}

static int end(void **state)
{
    (void)state;
    timers_stop();
    clock_restore();
    return 0;
}

static void the_clock_moves(void **state)
{
    int64_t before_ms;

    (void)state;
    assert_true(clock_is_frozen());
    assert_int_equal(clock_now_ms(), NOW);
    usleep(3000);
    assert_int_equal(clock_now_ms(), NOW);
    clock_advance(1500);
    clock_advance(-1000);
    clock_advance(0);
    assert_int_equal(clock_now_ms(), NOW + 1500);
    clock_freeze(false); /* goes on from there */
    assert_false(clock_is_frozen());
    assert_in_range(clock_now_ms(), NOW + 1500, NOW + 11500);
    clock_set(NOW * 2);
    assert_in_range(clock_now_ms(), NOW * 2, NOW * 2 + 10000);
    clock_advance(3600000);
    assert_in_range(clock_now_ms(), NOW * 2 + 3600000, NOW * 2 + 3610000);
    clock_restore();
    before_ms = clock_real_ms();
    assert_in_range(clock_now_ms(), before_ms, before_ms + 10000);
}

static void measured_time_is_not_moved(void **state)
{
    int64_t before_us = clock_monotonic_us(), before_ms = clock_real_ms();

    (void)state;
    clock_advance(86400000);
    assert_in_range(clock_monotonic_us() - before_us, 0, 10000000);
    assert_in_range(clock_real_ms() - before_ms, 0, 10000);
}

static void timers_fire_in_the_order_of_their_times(void **state)
{
    int64_t next;

    (void)state;
    assert_false(timers_next(&next));
    for (uintptr_t i = 0; i < 10; i++) timer_add(NOW + 1000 + (int64_t)(i * 7 % 10) * 100, fire, (void *)(i * 7 % 10));
    assert_true(timers_next(&next));
    assert_int_equal(next, NOW + 1000);
    clock_advance(999);
    timers_settle();
    assert_int_equal(fired, 0);
    clock_advance(1);
    timers_settle();
    assert_int_equal(fired, 1);
    clock_advance(100000);
    timers_settle();
    assert_int_equal(fired, 10);
    for (uintptr_t i = 0; i < 10; i++) assert_int_equal(order[i], i);
    assert_false(timers_next(&next));
}

static void of_the_same_time_the_first_added_goes_first(void **state)
{
    (void)state;
    for (uintptr_t i = 0; i < 20; i++) timer_add(NOW + 5, fire, (void *)i);
    clock_advance(5);
    timers_settle();
    assert_int_equal(fired, 20);
    for (uintptr_t i = 0; i < 20; i++) assert_int_equal(order[i], i);
}

static void what_is_past_fires_at_once(void **state)
{
    (void)state;
    assert_int_not_equal(timer_add(NOW - 1000, fire, NULL), 0);
    timer_add(NOW, fire, NULL);
    timers_settle();
    assert_int_equal(fired, 2);
}

static void cancelled_timers_do_not_fire(void **state)
{
    uint64_t ids[100];

    (void)state;
    for (int i = 0; i < 100; i++) ids[i] = timer_add(NOW + 1000 + i % 17, fire, NULL);
    for (int i = 0; i < 100; i += 3) assert_true(timer_cancel(ids[i]));
    for (int i = 0; i < 100; i += 3) assert_false(timer_cancel(ids[i]));
    clock_advance(2000);
    timers_settle();
    assert_int_equal(fired, 66);
    assert_false(timer_cancel(ids[1]));
    assert_false(timer_cancel(0));
    assert_false(timer_cancel(UINT64_MAX));
}

static void a_stale_id_cancels_nothing(void **state)
{
    uint64_t first = timer_add(NOW + 1000, fire, NULL), second;

    (void)state;
    assert_true(timer_cancel(first));
    second = timer_add(NOW + 1000, fire, NULL); /* takes its place */
    assert_int_not_equal(first, second);
    assert_false(timer_cancel(first));
    timers_clear();
    assert_false(timer_cancel(second));
    timer_add(NOW + 1000, fire, NULL);
    assert_false(timer_cancel(second));
    clock_advance(1000);
    timers_settle();
    assert_int_equal(fired, 1);
}

/* Whatever was cancelled in between, what is left fires in order. */
static void the_order_stands_what_is_cancelled(void **state)
{
    enum { COUNT = 500 };
    uint64_t ids[COUNT];
    uintptr_t kept[32];
    int n = 0;

    (void)state;
    for (int i = 0; i < COUNT; i++)
        ids[i] = timer_add(NOW + 1 + i * 211 % COUNT, fire, (void *)(uintptr_t)(i * 211 % COUNT));
    for (int i = 0; i < COUNT; i++)
        if (i * 211 % COUNT % 20 != 7) assert_true(timer_cancel(ids[i]));
    for (uintptr_t due = 7; due < COUNT; due += 20) kept[n++] = due;
    clock_advance(COUNT);
    timers_settle();
    assert_int_equal(fired, n);
    for (int i = 0; i < n; i++) assert_int_equal(order[i], kept[i]);
}

/* By a scan this takes minutes. */
static void cancelling_is_quick_among_many(void **state)
{
    enum { COUNT = 200000 };
    uint64_t *ids = calloc(COUNT, sizeof *ids);
    int64_t started = clock_monotonic_us();

    (void)state;
    for (int i = 0; i < COUNT; i++) ids[i] = timer_add(NOW + 1 + i, fire, NULL);
    for (int i = COUNT - 1; i >= 0; i--) assert_true(timer_cancel(ids[i]));
    assert_true(clock_monotonic_us() - started < 10000000);
    free(ids);
}

static void clearing_drops_all(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) timer_add(NOW + 10, fire, NULL);
    timers_clear();
    clock_advance(1000);
    timers_settle();
    assert_int_equal(fired, 0);
    timer_add(NOW, fire, NULL);
    timers_settle();
    assert_int_equal(fired, 1);
}

static void add_another(void *arg)
{
    uintptr_t left = (uintptr_t)arg;

    fire(arg);
    if (left) timer_add(clock_now_ms() + 10, add_another, (void *)(left - 1));
}

static void a_callback_may_add_timers(void **state)
{
    (void)state;
    timer_add(NOW + 10, add_another, (void *)(uintptr_t)4);
    for (int i = 0; i < 5; i++) {
        clock_advance(10);
        timers_settle();
    }
    assert_int_equal(fired, 5);
}

static void ten_thousand_timers(void **state)
{
    (void)state;
    for (int64_t i = 0; i < 10000; i++) timer_add(NOW + i * 7919 % 10000, fire, NULL);
    clock_advance(4999);
    timers_settle();
    assert_int_equal(fired, 5000);
    clock_advance(5000);
    timers_settle();
    assert_int_equal(fired, 10000);
}

static void a_running_clock_fires_too(void **state)
{
    (void)state;
    clock_freeze(false);
    timer_add(clock_now_ms() + 20, fire, NULL);
    assert_soon(fired == 1);
    timer_add(clock_now_ms() + 3600000, fire, NULL);
    clock_advance(3600000); /* wakes the sleeper */
    assert_soon(fired == 2);
}

static void stopping_drops_what_is_pending(void **state)
{
    (void)state;
    timer_add(NOW + 1000, fire, NULL);
    timers_stop();
    clock_advance(5000);
    timers_start();
    timers_settle();
    assert_int_equal(fired, 0);
}

/* --- workers ------------------------------------------------------------------------------------------------------- */

static void workers_do_everything(void **state)
{
    (void)state;
    fired = 0;
    workers_start(3);
    for (int i = 0; i < 5000; i++) workers_submit(fire, NULL);
    workers_stop();
    assert_int_equal(fired, 5000);
}

static void one_worker_keeps_the_order(void **state)
{
    (void)state;
    fired = 0;
    workers_start(0); /* at least one */
    for (uintptr_t i = 0; i < 32; i++) workers_submit(fire, (void *)i);
    workers_stop();
    for (uintptr_t i = 0; i < 32; i++) assert_int_equal(order[i], i);
}

static void submit_more(void *arg)
{
    fire(NULL);
    if (arg) workers_submit(submit_more, NULL);
}

static void work_may_submit_work(void **state)
{
    (void)state;
    fired = 0;
    workers_start(2);
    for (int i = 0; i < 100; i++) workers_submit(submit_more, &fired);
    assert_soon(fired == 200);
    workers_stop();
    assert_int_equal(fired, 200);
}

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void pass_gate(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
}

static bool are_at_rest(bool (*are_idle)(uint64_t *begun), uint64_t *begun)
{
    *begun = 0;
    return are_idle(begun);
}

static void who_works_is_not_idle(void **state)
{
    uint64_t before, after;

    (void)state;
    workers_start(1);
    assert_true(are_at_rest(workers_are_idle, &before));
    pthread_mutex_lock(&gate);
    workers_submit(pass_gate, NULL);
    workers_submit(pass_gate, NULL);
    assert_false(are_at_rest(workers_are_idle, &after));
    assert_int_equal(after, before + 2);
    pthread_mutex_unlock(&gate);
    assert_soon(are_at_rest(workers_are_idle, &after));
    assert_int_equal(after, before + 2);
    workers_stop();
    assert_true(are_at_rest(workers_are_idle, &after));
}

static void timers_are_idle_while_none_is_due(void **state)
{
    uint64_t before, after;

    (void)state;
    timer_add(NOW + 1000, fire, NULL);
    assert_true(are_at_rest(timers_are_idle, &before));
    pthread_mutex_lock(&gate);
    timer_add(NOW, pass_gate, NULL); /* due, then being called */
    assert_false(are_at_rest(timers_are_idle, &after));
    assert_int_equal(after, before + 1);
    pthread_mutex_unlock(&gate);
    timers_settle();
    assert_true(are_at_rest(timers_are_idle, &after));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_clock_moves, begin, end),
        cmocka_unit_test_setup_teardown(measured_time_is_not_moved, begin, end),
        cmocka_unit_test_setup_teardown(timers_fire_in_the_order_of_their_times, begin, end),
        cmocka_unit_test_setup_teardown(of_the_same_time_the_first_added_goes_first, begin, end),
        cmocka_unit_test_setup_teardown(what_is_past_fires_at_once, begin, end),
        cmocka_unit_test_setup_teardown(cancelled_timers_do_not_fire, begin, end),
        cmocka_unit_test_setup_teardown(a_stale_id_cancels_nothing, begin, end),
        cmocka_unit_test_setup_teardown(the_order_stands_what_is_cancelled, begin, end),
        cmocka_unit_test_setup_teardown(cancelling_is_quick_among_many, begin, end),
        cmocka_unit_test_setup_teardown(clearing_drops_all, begin, end),
        cmocka_unit_test_setup_teardown(a_callback_may_add_timers, begin, end),
        cmocka_unit_test_setup_teardown(ten_thousand_timers, begin, end),
        cmocka_unit_test_setup_teardown(a_running_clock_fires_too, begin, end),
        cmocka_unit_test_setup_teardown(stopping_drops_what_is_pending, begin, end),
        cmocka_unit_test(workers_do_everything),
        cmocka_unit_test(one_worker_keeps_the_order),
        cmocka_unit_test(who_works_is_not_idle),
        cmocka_unit_test_setup_teardown(timers_are_idle_while_none_is_due, begin, end),
        cmocka_unit_test(work_may_submit_work),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Of eight threads: six may be held by those who wait, three of these by those who wait for servers elsewhere. */
#include "tests/support/emulator/unit.h"

#include "emulator/http/http_waiting.h"

static int enter_all(bool (*enter)(void))
{
    int entered = 0;

    while (enter()) entered++;
    return entered;
}

static void leave_all(void (*leave)(void), int times)
{
    for (int i = 0; i < times; i++) leave();
}

static void elsewhere_is_half_of_what_may_be_held(void **state)
{
    (void)state;
    http_waiting_init(8);
    assert_int_equal(enter_all(http_waiting_elsewhere_enter), 3);
    assert_int_equal(enter_all(http_waiting_enter), 3);
    leave_all(http_waiting_elsewhere_leave, 3);
    assert_int_equal(enter_all(http_waiting_enter), 3);
    leave_all(http_waiting_leave, 6);
}

static void elsewhere_needs_a_place_of_all(void **state)
{
    (void)state;
    http_waiting_init(8);
    assert_int_equal(enter_all(http_waiting_enter), 6);
    assert_false(http_waiting_elsewhere_enter());
    http_waiting_leave();
    assert_int_equal(enter_all(http_waiting_elsewhere_enter), 1);
    http_waiting_elsewhere_leave();
    leave_all(http_waiting_leave, 5);
    assert_int_equal(enter_all(http_waiting_elsewhere_enter), 3);
    leave_all(http_waiting_elsewhere_leave, 3);
}

static void who_has_a_place_takes_no_second_one(void **state)
{
    (void)state;
    http_waiting_init(8);
    assert_int_equal(enter_all(http_waiting_enter), 6);
    assert_int_equal(enter_all(http_waiting_goes_elsewhere), 3);
    leave_all(http_waiting_is_back, 3);
    leave_all(http_waiting_leave, 6);
    assert_int_equal(enter_all(http_waiting_elsewhere_enter), 3);
    leave_all(http_waiting_elsewhere_leave, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elsewhere_is_half_of_what_may_be_held),
        cmocka_unit_test(elsewhere_needs_a_place_of_all),
        cmocka_unit_test(who_has_a_place_takes_no_second_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

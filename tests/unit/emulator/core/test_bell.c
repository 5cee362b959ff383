/* Bells: who listens is told of what was committed under its name, and of nothing else. */
#include "tests/support/emulator/world.h"

#include <stdatomic.h>
#include <unistd.h>

#include "emulator/core/bell.h"
#include "emulator/core/chore.h"

static _Atomic int heard, ended;

static void rung(void *arg)
{
    atomic_fetch_add((_Atomic int *)arg, 1);
}

static int ring(struct call *c, void *value)
{
    bell_ring(c, SPAN("table/one"));
    return *(int *)value;
}

static void over(void *value, bool is_committed)
{
    (void)value;
    (void)is_committed;
    ended++;
}

static void ring_and_end(int result)
{
    int before = ended;

    chore_once(service_find("dynamodb"), ring, over, &result, sizeof result);
    for (int i = 0; i < 10000 && ended == before; i++) usleep(1000);
}

static void it_is_heard_while_it_is_listened_to(void **state)
{
    struct bell one = { .name = SPAN("table/one"), .rung = rung, .arg = &heard },
                other = { .name = SPAN("table/on"), .rung = rung, .arg = &heard };

    (void)state;
    heard = 0;
    bell_listen(&other);
    ring_and_end(0);
    assert_int_equal(heard, 0);
    bell_listen(&one);
    ring_and_end(0);
    assert_int_equal(heard, 1);
    ring_and_end(-1); /* undone */
    assert_int_equal(heard, 1);
    bell_leave(&one);
    bell_leave(&one);
    ring_and_end(0);
    assert_int_equal(heard, 1);
    bell_leave(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_heard_while_it_is_listened_to, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

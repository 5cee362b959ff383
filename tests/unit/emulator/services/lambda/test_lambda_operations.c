/* Plays tests/cases/lambda/operations.json through the door. */
#include "tests/support/emulator/steps.h"
#include "tests/support/emulator/world.h"

static void operations_play(void **state)
{
    (void)state;
    steps_play("lambda", "tests/cases/lambda/operations.json", 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(operations_play) };

    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}

/* Plays the cases of tests/cases/s3 about what buckets are set to. */
#include "tests/support/emulator/steps.h"
#include "tests/support/emulator/world.h"

static void settings_play(void **state)
{
    (void)state;
    steps_play("s3", "tests/cases/s3/settings.json", 200);
}

static void lifecycle_plays(void **state)
{
    (void)state;
    steps_play("s3", "tests/cases/s3/lifecycle.json", 80);
}

static void notification_plays(void **state)
{
    (void)state;
    steps_play("s3", "tests/cases/s3/notification.json", 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_play),
        cmocka_unit_test(lifecycle_plays),
        cmocka_unit_test(notification_plays),
    };

    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}

/* Plays files of tests/cases/dynamodb through the door. */
#include "tests/support/emulator/steps.h"
#include "tests/support/emulator/world.h"

static void operations_play(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/operations.json", 100);
}

static void older_parameters_play(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/older.json", 40);
}

static void index_updates_play(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/indexes.json", 30);
}

static void features_play(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/features.json", 50);
}

static void partiql_plays(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/partiql.json", 100);
}

/* What AWS was seen to do that its documentation does not tell, or tells otherwise. */
static void facts_play(void **state)
{
    (void)state;
    steps_play("dynamodb", "tests/cases/dynamodb/facts.json", 80);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operations_play),    cmocka_unit_test(older_parameters_play),
        cmocka_unit_test(index_updates_play), cmocka_unit_test(features_play),
        cmocka_unit_test(partiql_plays),      cmocka_unit_test(facts_play),
    };

    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}

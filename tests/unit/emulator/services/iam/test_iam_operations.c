/* Plays tests/cases/iam through the door. */
#include "tests/support/emulator/steps.h"
#include "tests/support/emulator/world.h"

static void documents_are_checked(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/operations.json", 15);
}

static void users_and_groups(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/users.json", 80);
}

static void managed_policies(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/policies.json", 80);
}

static void roles_and_instance_profiles(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/roles.json", 47);
}

static void roles_of_services(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/linked_roles.json", 20);
}

static void all_of_an_account(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/details.json", 16);
}

static void what_users_prove_themselves_with(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/credentials.json", 75);
}

static void the_accounts_own(void **state)
{
    (void)state;
    steps_play("iam", "tests/cases/iam/account.json", 60);
}

int main(void)
{
#define T(test) cmocka_unit_test_setup_teardown(test, world_setup_frozen, world_teardown)
    const struct CMUnitTest tests[] = { T(documents_are_checked),
                                        T(users_and_groups),
                                        T(managed_policies),
                                        T(roles_and_instance_profiles),
                                        T(roles_of_services),
                                        T(all_of_an_account),
                                        T(what_users_prove_themselves_with),
                                        T(the_accounts_own) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

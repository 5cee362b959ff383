/* What is left of an account's concurrency, beside what is reserved and what is provisioned. */
#include "tests/support/emulator/world.h"

#include "emulator/services/lambda/lambda_limits.h"
#include "emulator/services/lambda/lambda_pool.h"
#include "tests/support/emulator/zips.h"

extern const struct service lambda_service, iam_service, sts_service;
static const struct service *const few[] = { &lambda_service, &iam_service, &sts_service, NULL };

#define ROOM 100 /* AWS: so many stay unreserved */

static int begin(void **state)
{
    services = few;
    return world_setup(state);
}

/* A function whose process begins and is never ready for an event. */
static void create(const char *name)
{
    struct zip_entry bootstrap = { .name = "bootstrap", .data = SPAN("#!/bin/sh\nsleep 60\n"), .mode = 0100755 };
    struct arena a = { 0 };
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"%s\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\",\"Publish\":true}",
                                  name);

    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"%s\"}", name);
}

static void reserve(const char *name, int count)
{
    must("lambda", "PutFunctionConcurrency", "{\"FunctionName\":\"%s\",\"ReservedConcurrentExecutions\":%d}", name,
         count);
}

static struct pending *waiting[ROOM];

static void invoke_as_many(const char *name, int count)
{
    for (int i = 0; i < count; i++)
        waiting[i] = pending_start(call_prepare("lambda", "Invoke", "{\"FunctionName\":\"%s\"}", name));
}

static void all_end(int count)
{
    for (int i = 0; i < count; i++) call_free(pending_end(waiting[i]));
}

#define THROTTLED(name) must_fail("TooManyRequestsException", "", "lambda", "Invoke", "{\"FunctionName\":\"" name "\"}")

/* A function's own share is left to it: its invocation begins, and ends with the pool. */
static void begins(const char *name)
{
    struct pending *p = pending_start(call_prepare("lambda", "Invoke", "{\"FunctionName\":\"%s\"}", name));

    assert_false(pending_is_done(p));
    lambda_pool_reset();
    all_end(ROOM);
    call_free(pending_end(p));
}

static void what_is_reserved_is_left_to_its_function_at_once(void **state)
{
    (void)state;
    create("mine");
    create("other");
    reserve("mine", 900);
    invoke_as_many("other", ROOM);
    THROTTLED("other");
    begins("mine");
}

static void also_after_a_restart(void **state)
{
    (void)state;
    create("mine");
    create("other");
    reserve("mine", 900);
    world_stop();
    world_start();
    invoke_as_many("other", ROOM);
    THROTTLED("other");
    begins("mine");
}

static void what_is_given_back_is_there_for_all(void **state)
{
    (void)state;
    create("mine");
    create("gone");
    create("other");
    reserve("mine", 450);
    reserve("gone", 450);
    must("lambda", "DeleteFunction", "{\"FunctionName\":\"gone\"}");
    invoke_as_many("other", ROOM);
    begins("other");
    must("lambda", "DeleteFunctionConcurrency", "{\"FunctionName\":\"mine\"}");
    reserve("other", 900);
    invoke_as_many("mine", ROOM);
    THROTTLED("mine");
    begins("other");
}

/* AWS keeps 100 for those that have none. */
static void a_hundred_stay_unreserved(void **state)
{
    (void)state;
    create("mine");
    create("other");
    reserve("mine", 500);
    must_fail("InvalidParameterValueException",
              "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
              "below its minimum value of [100].",
              "lambda", "PutFunctionConcurrency", "{\"FunctionName\":\"other\",\"ReservedConcurrentExecutions\":401}");
    reserve("other", 400);
}

static void what_is_provisioned_is_left_to_its_version(void **state)
{
    (void)state;
    create("mine");
    create("ready");
    create("other");
    reserve("mine", 800);
    must("lambda", "PutProvisionedConcurrencyConfig",
         "{\"FunctionName\":\"ready\",\"Qualifier\":\"1\",\"ProvisionedConcurrentExecutions\":100}");
    world_quiesce(0);
    invoke_as_many("other", ROOM);
    THROTTLED("other");
    THROTTLED("ready");
    begins("ready:1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_reserved_is_left_to_its_function_at_once, begin, world_teardown),
        cmocka_unit_test_setup_teardown(also_after_a_restart, begin, world_teardown),
        cmocka_unit_test_setup_teardown(what_is_given_back_is_there_for_all, begin, world_teardown),
        cmocka_unit_test_setup_teardown(a_hundred_stay_unreserved, begin, world_teardown),
        cmocka_unit_test_setup_teardown(what_is_provisioned_is_left_to_its_version, begin, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

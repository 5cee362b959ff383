/* Functions that are being made or changed, where the change is undone, and what it leaves. */
#include "tests/support/emulator/world.h"

#include "emulator/base/timers.h"
#include "emulator/services/lambda/lambda_progress.h"
#include "emulator/store/connection.h"
#include "tests/support/emulator/zips.h"

#define UPDATE "{\"FunctionName\":\"f\",\"Timeout\":5}"

static void create(const char *name)
{
    struct zip_entry bootstrap = { .name = "bootstrap", .data = SPAN("#!/bin/sh\nexit 1\n"), .mode = 0100755 };
    struct arena a = { 0 };
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"%s\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\"}",
                                  name);

    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
}

static void look(const char *name)
{
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"%s\"}", name);
}

/* Each statement that it takes fails once: none of that is an update in progress. */
static void an_update_that_is_undone_is_none(void **state)
{
    const struct fault_kind *kind;
    int nth = 0;

    (void)state;
    create("f");
    look("f");
    do {
        struct call *c;
        world_quiesce(0);
        connection_fail_at(++nth);
        c = ask("lambda", "UpdateFunctionConfiguration", UPDATE);
        connection_fail_at(0);
        kind = c->fault.kind;
        if (kind && kind != &fault_internal) fail_msg("at statement %d: %s", nth, c->fault.message);
        call_free(c);
    } while (kind && nth < 100);
    assert_true(nth > 3);
    must_fail("ResourceConflictException", "", "lambda", "UpdateFunctionConfiguration", UPDATE);
    look("f");
    must("lambda", "UpdateFunctionConfiguration", UPDATE);
}

static void a_look_takes_its_timer_along(void **state)
{
    int64_t due_ms;

    (void)state;
    create("f");
    timer_await(1, LAMBDA_PROGRESS_MS);
    look("f");
    if (timers_next(&due_ms)) assert_true(due_ms > WORLD_NOW_MS + LAMBDA_PROGRESS_MS);
}

static void a_moment_of_the_clock_ends_it(void **state)
{
    (void)state;
    create("f");
    world_advance(LAMBDA_PROGRESS_MS - 1);
    must_fail("ResourceConflictException",
              "The operation cannot be performed at this time. The function is currently in the following state: "
              "Pending",
              "lambda", "PublishVersion", "{\"FunctionName\":\"f\"}");
    world_advance(1);
    must("lambda", "PublishVersion", "{\"FunctionName\":\"f\"}");
}

static void another_function_is_not_looked_at(void **state)
{
    (void)state;
    create("f");
    create("g");
    look("g");
    must("lambda", "UpdateFunctionConfiguration", "{\"FunctionName\":\"g\",\"Timeout\":5}");
    must_fail("ResourceConflictException", "", "lambda", "UpdateFunctionConfiguration", UPDATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_update_that_is_undone_is_none, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(a_look_takes_its_timer_along, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(a_moment_of_the_clock_ends_it, world_setup_frozen, world_teardown),
        cmocka_unit_test_setup_teardown(another_function_is_not_looked_at, world_setup_frozen, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

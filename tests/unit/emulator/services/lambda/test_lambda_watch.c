/* The watcher: what an invocation gets when its process ends, takes too long or grows too large, and that nothing of it
 * is left. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emulator/base/files.h"
#include "emulator/edge/admin.h"
#include "tests/support/emulator/zips.h"

extern const struct service lambda_service, iam_service, sts_service;
static const struct service *const few[] = { &lambda_service, &iam_service, &sts_service, NULL };

/* Takes an event. */
#define NEXT "curl -sS -o /dev/null http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next || exit 9\n"

static char folder[64];

static int begin(void **state)
{
    services = few;
    temporary_directory(folder);
    return world_setup(state);
}

static int end(void **state)
{
    int rc = world_teardown(state);

    directory_remove(folder);
    return rc;
}

/* A function whose bootstrap is this, behind a first line that notes its process in the folder. */
static void function(const char *body)
{
    struct arena a = { 0 };
    struct zip_entry bootstrap = { .name = "bootstrap", .mode = 0100755 };
    struct call *c =
        call_prepare("lambda", "CreateFunction",
                     "{\"FunctionName\":\"f\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\",\"Timeout\":1,"
                     "\"Role\":\"arn:aws:iam::000000000000:role/r\"}");

    bootstrap.data =
        arena_format(&a, "#!/bin/sh\necho $$ >%s/pid.new && mv %s/pid.new %s/pid\n%s", folder, folder, folder, body);
    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
}

/* The process that was noted last; 0: there is none. */
static int noted(void)
{
    char path[128];
    int pid = 0;
    FILE *f;

    snprintf(path, sizeof path, "%s/pid", folder);
    f = fopen(path, "re");
    if (f && fscanf(f, "%d", &pid) != 1) pid = 0;
    if (f) fclose(f);
    return pid;
}

static bool is_noted_gone(void)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d", noted());
    return access(path, F_OK) != 0;
}

static void invocation_gives(const char *type, const char *words)
{
    struct call *c = ask("lambda", "Invoke", "{\"FunctionName\":\"f\"}");
    struct doc *payload = json_parse(&c->arena, doc_get_str(c->out, "Payload"), NULL);

    if (c->fault.kind) fail_msg("%s", c->fault.message);
    assert_span_equal(doc_get_str(c->out, "FunctionError"), "Unhandled");
    assert_span_equal(doc_get_str(payload, "errorType"), type);
    if (!span_ends(doc_get_str(payload, "errorMessage"), words))
        fail_msg("%.*s", SPAN_ARG(doc_get_str(payload, "errorMessage")));
    call_free(c);
    assert_true(noted() > 0);
    assert_soon(is_noted_gone());
}

static void one_that_ends_at_its_start(void **state)
{
    (void)state;
    function("exit 3\n");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: exit status 3");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: exit status 3"); /* a new process, the same end */
}

static void one_that_ends_with_an_event(void **state)
{
    (void)state;
    function(NEXT "kill -9 $$\n");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: signal: killed");
}

static void one_that_takes_too_long(void **state)
{
    int64_t began_us = clock_monotonic_us();

    (void)state;
    function(NEXT "sleep 1000\n");
    invocation_gives("Sandbox.Timedout", "Task timed out after 1.00 seconds");
    assert_in_range(clock_monotonic_us() - began_us, 1000000, 20000000);
}

static void one_that_grows_too_large(void **state)
{
    (void)state;
    function(NEXT "x=$(head -c 200000000 /dev/zero | tr '\\0' x)\nsleep 1000\necho $x\n");
    must("lambda", "UpdateFunctionConfiguration", "{\"FunctionName\":\"f\",\"Timeout\":60}");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: signal: killed");
}

/* Who waits is told, and its process goes. */
static void one_that_a_reset_meets(void **state)
{
    struct pending *p;
    struct call *c;

    (void)state;
    function(NEXT "sleep 1000\n");
    must("lambda", "UpdateFunctionConfiguration", "{\"FunctionName\":\"f\",\"Timeout\":60}");
    p = pending_start(call_prepare("lambda", "Invoke", "{\"FunctionName\":\"f\"}"));
    assert_soon(noted() > 0);
    assert_false(pending_is_done(p));
    admin_reset();
    c = pending_end(p);
    assert_true(c->fault.kind || doc_get(c->out, "FunctionError"));
    call_free(c);
    assert_soon(is_noted_gone());
    must_fail("ResourceNotFoundException", "", "lambda", "Invoke", "{\"FunctionName\":\"f\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_that_ends_at_its_start, begin, end),
        cmocka_unit_test_setup_teardown(one_that_ends_with_an_event, begin, end),
        cmocka_unit_test_setup_teardown(one_that_takes_too_long, begin, end),
        cmocka_unit_test_setup_teardown(one_that_grows_too_large, begin, end),
        cmocka_unit_test_setup_teardown(one_that_a_reset_meets, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The watcher: what an invocation gets when its process ends, takes too long or grows too large, and that nothing of it
 * is left. */
#include "tests/support/emulator/world.h"

#include <dirent.h>
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

/* A function whose bootstrap is this, behind a first line that notes its process in the folder: by the name of its log
 * stream, which no other has, since its number may be one of its own namespace's. */
static void function(const char *body)
{
    struct arena a = { 0 };
    struct zip_entry bootstrap = { .name = "bootstrap", .mode = 0100755 };
    struct call *c =
        call_prepare("lambda", "CreateFunction",
                     "{\"FunctionName\":\"f\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\",\"Timeout\":1,"
                     "\"Role\":\"arn:aws:iam::000000000000:role/r\"}");

    bootstrap.data = arena_format(
        &a, "#!/bin/sh\nMARK=%s/starts; echo $AWS_LAMBDA_LOG_STREAM_NAME >%s/name.new && mv %s/name.new %s/name\n%s",
        folder, folder, folder, folder, body);
    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
}

/* The process that was noted last, in `a`; empty: there is none. */
static struct span noted(struct arena *a)
{
    struct span name = { NULL, 0 };

    file_whole(a, arena_printf(a, "%s/name", folder), 256, &name);
    return span_trim(name);
}

static bool is_noted_there(void)
{
    struct arena a = { 0 };
    bool is = noted(&a).size > 0;

    arena_release(&a);
    return is;
}

/* Has that process this in its environment? */
static bool has_in_environment(struct arena *a, const char *pid, struct span name)
{
    static char all[16384];
    FILE *f = fopen(arena_printf(a, "/proc/%s/environ", pid), "re");
    size_t size = f ? fread(all, 1, sizeof all, f) : 0;

    if (f) fclose(f);
    return size && memmem(all, size, name.data, name.size);
}

/* Is it stopped? */
static bool is_stopped(struct arena *a, const char *pid)
{
    FILE *f = fopen(arena_printf(a, "/proc/%s/stat", pid), "re");
    char state = ' ';

    if (f && fscanf(f, "%*d (%*[^)]) %c", &state) != 1) state = ' ';
    if (f) fclose(f);
    return state == 'T';
}

/* How many processes are of the one that was noted, and how many of these are stopped. */
static int noted_processes(int *stopped)
{
    struct arena a = { 0 };
    struct span name = noted(&a);
    DIR *d = opendir("/proc");
    struct dirent *entry;
    int count = 0;

    *stopped = 0;
    while (d && (entry = readdir(d))) {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
        if (!has_in_environment(&a, entry->d_name, name)) continue;
        count++;
        *stopped += is_stopped(&a, entry->d_name);
    }
    if (d) closedir(d);
    arena_release(&a);
    return count;
}

static bool is_noted_gone(void)
{
    int stopped;

    return !noted_processes(&stopped);
}

static bool is_noted_frozen(void)
{
    int stopped, count = noted_processes(&stopped);

    return count && stopped == count;
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
    assert_true(is_noted_there());
    assert_soon(is_noted_gone());
}

static void one_that_ends_at_its_start(void **state)
{
    (void)state;
    function("exit 3\n");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: exit status 3");
    invocation_gives("Runtime.ExitError", "Runtime exited with error: exit status 3"); /* a new process, the same end */
}

static int starts(void)
{
    char path[128];
    int count = 0;
    FILE *f;

    snprintf(path, sizeof path, "%s/starts", folder);
    f = fopen(path, "re");
    while (f && fgetc(f) != EOF) count++;
    if (f) fclose(f);
    return count;
}

/* AWS: a start that fails is done once more, within the invocation. */
static void one_whose_start_fails_at_first(void **state)
{
    (void)state;
    function("printf x >>$MARK; test $(wc -c <$MARK) -gt 1 || exit 3\n" NEXT "exit 0\n");
    invocation_gives("Runtime.ExitError", "Runtime exited without providing a reason");
    assert_int_equal(starts(), 2);
    invocation_gives("Runtime.ExitError", "Runtime exited without providing a reason");
    assert_int_equal(starts(), 3);
}

/* It never asks for an event: after ten seconds, and then the time that an invocation has. */
static void one_that_does_not_start(void **state)
{
    int64_t began_us = clock_monotonic_us();

    (void)state;
    function("printf x >>$MARK; sleep 1000\n");
    invocation_gives("Sandbox.Timedout", "Task timed out after 1.00 seconds");
    assert_in_range(clock_monotonic_us() - began_us, 11000000, 25000000);
    assert_int_equal(starts(), 2);
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

/* While all processes are frozen nobody looks at the time: the next event wakes the watcher, too. */
static void one_that_rested_and_takes_too_long(void **state)
{
    int64_t began_us;

    (void)state;
    function(
        "RUNTIME=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation\n"
        "ID=$(curl -sS -D - -o /dev/null $RUNTIME/next | tr -d '\\r' | sed -n 's/^Lambda-Runtime-Aws-Request-Id: //p')\n"
        "curl -sS -o /dev/null $RUNTIME/$ID/response -d 1\n" NEXT "sleep 1000\n");
    must("lambda", "Invoke", "{\"FunctionName\":\"f\"}");
    assert_soon(is_noted_frozen());
    began_us = clock_monotonic_us();
    invocation_gives("Sandbox.Timedout", "Task timed out after 1.00 seconds");
    assert_in_range(clock_monotonic_us() - began_us, 1000000, 6000000);
}

static void one_that_grows_too_large(void **state)
{
    (void)state;
    function(NEXT "x=$(head -c 200000000 /dev/zero | tr '\\0' x)\nsleep 1000\necho $x\n");
    must("lambda", "UpdateFunctionConfiguration", "{\"FunctionName\":\"f\",\"Timeout\":60}");
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
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
    must("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}");
    p = pending_start(call_prepare("lambda", "Invoke", "{\"FunctionName\":\"f\"}"));
    assert_soon(is_noted_there());
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
        cmocka_unit_test_setup_teardown(one_whose_start_fails_at_first, begin, end),
        cmocka_unit_test_setup_teardown(one_that_does_not_start, begin, end),
        cmocka_unit_test_setup_teardown(one_that_ends_with_an_event, begin, end),
        cmocka_unit_test_setup_teardown(one_that_takes_too_long, begin, end),
        cmocka_unit_test_setup_teardown(one_that_rested_and_takes_too_long, begin, end),
        cmocka_unit_test_setup_teardown(one_that_grows_too_large, begin, end),
        cmocka_unit_test_setup_teardown(one_that_a_reset_meets, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

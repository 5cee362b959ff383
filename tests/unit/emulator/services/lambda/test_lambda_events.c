/* Events that nobody waits for: when a function is tried again, and what ends it. */
#include "tests/support/emulator/world.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "emulator/base/files.h"
#include "emulator/services/lambda/lambda_events.h"
#include "tests/support/emulator/zips.h"

extern const struct service lambda_service, iam_service, sts_service;
static const struct service *const few[] = { &lambda_service, &iam_service, &sts_service, NULL };

#define API "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"

/* Takes an event and answers it with itself. */
#define ANSWER                                                                                  \
    "curl -sS -D head -o event " API "/next || exit 9\n"                                        \
    "id=$(tr -d '\\r' <head | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')\n" \
    "curl -sS -o /dev/null --data-binary @event " API "/$id/response\n"

#define MINUTE_MS INT64_C(60000)

static char folder[64];
static struct delivery_counts before;

static int begin(void **state)
{
    services = few;
    temporary_directory(folder);
    if (world_setup_frozen(state)) return -1;
    delivery_counts_read(&lambda_event_delivery, &before);
    return 0;
}

static int end(void **state)
{
    int rc = world_teardown(state);

    directory_remove(folder);
    return rc;
}

/* A function whose process notes its start by a byte in a file, then does this. */
static void function(const char *body)
{
    struct arena a = { 0 };
    struct zip_entry bootstrap = { .name = "bootstrap", .mode = 0100755 };
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"f\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\"}");

    bootstrap.data = arena_format(&a, "#!/bin/sh\ncd %s\nprintf x >>starts\n%s", folder, body);
    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", zip_of(&a, &bootstrap, 1));
    if (door_call(c)) fail_msg("%s", c->fault.message);
    call_free(c);
    arena_release(&a);
}

/* How often a process was started, once nothing goes on. */
static int starts(void)
{
    struct stat s = { 0 };
    char path[128];

    world_quiesce(0);
    snprintf(path, sizeof path, "%s/starts", folder);
    return stat(path, &s) == 0 ? (int)s.st_size : 0;
}

static void event_send(void)
{
    must("lambda", "Invoke", "{\"FunctionName\":\"f\",\"InvocationType\":\"Event\",\"Payload\":\"{}\"}");
}

static void counts_are(int64_t arrived, int64_t failed, int64_t given_up, int64_t expired)
{
    struct delivery_counts now;

    delivery_counts_read(&lambda_event_delivery, &now);
    assert_int_equal(now.arrived - before.arrived, arrived);
    assert_int_equal(now.failed - before.failed, failed);
    assert_int_equal(now.given_up - before.given_up, given_up);
    assert_int_equal(now.expired - before.expired, expired);
}

static void one_that_is_taken_goes(void **state)
{
    (void)state;
    function(ANSWER);
    event_send();
    assert_int_equal(starts(), 1);
    counts_are(1, 0, 0, 0);
    world_advance(10 * MINUTE_MS);
    assert_int_equal(starts(), 1);
}

static void one_that_fails_is_tried_a_minute_and_two_later(void **state)
{
    (void)state;
    function("exit 1\n");
    event_send();
    assert_int_equal(starts(), 1);
    world_advance(MINUTE_MS - 1);
    assert_int_equal(starts(), 1);
    world_advance(1);
    assert_int_equal(starts(), 2);
    world_advance(2 * MINUTE_MS - 1);
    assert_int_equal(starts(), 2);
    counts_are(0, 2, 0, 0);
    world_advance(1);
    assert_int_equal(starts(), 3);
    counts_are(0, 3, 1, 0);
    world_advance(600 * MINUTE_MS);
    assert_int_equal(starts(), 3);
}

static void a_restart_tries_it_on(void **state)
{
    (void)state;
    function("exit 1\n");
    event_send();
    assert_int_equal(starts(), 1);
    world_stop();
    world_start();
    assert_int_equal(starts(), 1);
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 2);
    world_stop();
    world_start();
    world_advance(2 * MINUTE_MS);
    assert_int_equal(starts(), 3);
    counts_are(0, 3, 1, 0);
}

static void one_of_a_function_that_is_gone_goes(void **state)
{
    (void)state;
    function("exit 1\n");
    event_send();
    assert_int_equal(starts(), 1);
    must("lambda", "DeleteFunction", "{\"FunctionName\":\"f\"}");
    world_advance(MINUTE_MS);
    assert_int_equal(starts(), 1);
    counts_are(0, 1, 1, 0);
}

static void one_that_is_six_hours_old_is_dropped(void **state)
{
    (void)state;
    function("exit 1\n");
    event_send();
    assert_int_equal(starts(), 1);
    world_advance(360 * MINUTE_MS);
    assert_int_equal(starts(), 1);
    counts_are(0, 1, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_that_is_taken_goes, begin, end),
        cmocka_unit_test_setup_teardown(one_that_fails_is_tried_a_minute_and_two_later, begin, end),
        cmocka_unit_test_setup_teardown(a_restart_tries_it_on, begin, end),
        cmocka_unit_test_setup_teardown(one_of_a_function_that_is_gone_goes, begin, end),
        cmocka_unit_test_setup_teardown(one_that_is_six_hours_old_is_dropped, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

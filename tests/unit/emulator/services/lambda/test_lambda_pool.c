/* The pool beside what else Nube does: processes start while all that is stored is dropped, again and again. */
#include "tests/support/emulator/world.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include "emulator/edge/admin.h"
#include "tests/support/emulator/zips.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define RESETS 200
#else
#define RESETS 1000
#endif
#define INVOKERS        3
#define SECONDS_MAX     30 /* from one reset to the next */
#define STARTS_AT_LEAST (RESETS / 10)

extern const struct service lambda_service, iam_service, sts_service;
static const struct service *const few[] = { &lambda_service, &iam_service, &sts_service, NULL };

static _Atomic int started, resets;
static _Atomic bool is_over;

static int begin(void **state)
{
    services = few;
    return world_setup(state);
}

static void too_late(int signal_number)
{
    static const char words[] = "not ok - Nube stands still: a cold start and a reset wait for each other\n";

    (void)signal_number;
    if (write(STDOUT_FILENO, words, sizeof words - 1) < 0) _exit(2);
    _exit(1);
}

static struct call *create_open(const struct span *zip)
{
    struct call *c = call_prepare("lambda", "CreateFunction",
                                  "{\"FunctionName\":\"f\",\"Runtime\":\"provided.al2023\",\"Handler\":\"h\","
                                  "\"Role\":\"arn:aws:iam::000000000000:role/r\"}");

    doc_put_blob(doc_put_map(c->in, "Code"), "ZipFile", *zip);
    return c;
}

/* The process ends at once, so that each invocation is a cold start; the faults are those of a function that a reset took. */
static void *invoke_again_and_again(void *zip)
{
    while (!is_over) {
        struct call *c = create_open(zip);
        door_call(c);
        call_free(c);
        call_free(ask("lambda", "GetFunctionConfiguration", "{\"FunctionName\":\"f\"}"));
        c = ask("lambda", "Invoke", "{\"FunctionName\":\"f\"}");
        started += c->fault.kind == NULL;
        call_free(c);
    }
    return NULL;
}

/* A reset has the store's writer wait until all readers are back; a cold start waits for the writer, for the credentials of
 * its role. */
static void resets_and_cold_starts_do_not_wait_for_each_other(void **state)
{
    struct zip_entry bootstrap = { .name = "bootstrap", .data = SPAN("#!/bin/sh\nexit 1\n"), .mode = 0100755 };
    struct arena a = { 0 };
    struct span zip = zip_of(&a, &bootstrap, 1);
    pthread_t invokers[INVOKERS];

    (void)state;
    signal(SIGALRM, too_late);
    for (int i = 0; i < INVOKERS; i++)
        assert_int_equal(pthread_create(&invokers[i], NULL, invoke_again_and_again, &zip), 0);
    while (resets < RESETS || (started < STARTS_AT_LEAST && resets < 100 * RESETS)) {
        alarm(SECONDS_MAX);
        admin_reset();
        resets++;
    }
    is_over = true;
    for (int i = 0; i < INVOKERS; i++) pthread_join(invokers[i], NULL);
    alarm(0);
    arena_release(&a);
    assert_in_range(started, STARTS_AT_LEAST, INT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(resets_and_cold_starts_do_not_wait_for_each_other, begin, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A small world for tests: a store in a folder of its own, timers, workers and all services, without a socket.
 *
 *     cmocka_unit_test_setup_teardown(a_test, world_setup, world_teardown)
 *
 * Calls go through the door (`ask`, `must`, `must_fail`); whole requests go in as bytes and come out as bytes (loopback.h).
 */
#ifndef NUBE_WORLD_H
#define NUBE_WORLD_H

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "tests/support/emulator/unit.h"

/* For cmocka: the world begins with an empty store and the machine's clock. */
int world_setup(void **state);
int world_teardown(void **state);

/* The same with the clock frozen at WORLD_NOW_MS, 2026-11-24T04:00:00Z. */
int world_setup_frozen(void **state);
#define WORLD_NOW_MS INT64_C(1795492800000)

/* Ends everything but the files, and begins again: a restart. */
void world_stop(void);
void world_start(void);

const char *world_directory(void);

/* A temporary folder, by itself; removed with all in it by directory_remove (files.h). */
const char *temporary_directory(char out[64]);

/* Moves the clock on, and waits until every timer that is due by then has been called. */
void world_advance(int64_t milliseconds);

/* Waits until nothing goes on by itself: the writer and the workers have nothing to do, and no timer, chore or delivery
 * is due; and until at least so many calls are parked. Bounded, 10 s: then the test fails by a word on what goes on.
 * What others do is not seen: a thread of the test's, a function's process. */
void world_quiesce(int parked_min);

/* Waits until the timer that is due first is due within [from_ms, to_ms] from now. Bounded, 10 s: false, or a test that
 * fails by a word; only its own thread may end a test. */
bool timer_comes(int64_t from_ms, int64_t to_ms);
void timer_await(int64_t from_ms, int64_t to_ms);

/* Makes a call with JSON input in the name of the default account's root; the call is the caller's to free. */
struct call *ask(const char *service, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same, not yet made: for door_submit, or for other identities. */
struct call *call_prepare(const char *service, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A call that is under way: it begins on this thread, which goes on once the call waits for another. */
struct pending;
struct pending *pending_start(struct call *c);
bool pending_is_done(struct pending *p);

/* Waits (bounded, 10 s) for its end and gives the call back. */
struct call *pending_end(struct pending *p);

/* The same as ask, for its effect: it must go well. */
#define must(...)                                                                                    \
    do {                                                                                             \
        struct call *must_c = ask(__VA_ARGS__);                                                      \
        if (must_c->fault.kind) fail_msg("%s: %s", must_c->fault.kind->code, must_c->fault.message); \
        call_free(must_c);                                                                           \
    } while (0)

/* The same, for its fault; an empty message is not compared. */
#define must_fail(code_, message_, ...)                                        \
    do {                                                                       \
        struct call *must_c = ask(__VA_ARGS__);                                \
        assert_non_null(must_c->fault.kind);                                   \
        assert_string_equal(must_c->fault.kind->code, code_);                  \
        if (*(message_)) assert_string_equal(must_c->fault.message, message_); \
        call_free(must_c);                                                     \
    } while (0)

/* Among a queue's Attributes in JSON: everybody may do everything with it, services too. */
#define OPEN_QUEUE_POLICY                                                                                                      \
    "\"Policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"sqs:*\\\"," \
    "\\\"Resource\\\":\\\"*\\\"}]}\""

#endif

/* A small world for the tests of Step Functions and Pipes: a store in a folder of its own, timers, workers and all services, without HTTP. */
#ifndef NUBE_STATES_WORLD_H
#define NUBE_STATES_WORLD_H

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/timers.h"
#include "emulator/base/workers.h"
#include "emulator/core/door.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/services/services.h"
#include "emulator/store/store.h"

#define ROLE    "arn:aws:iam::000000000000:role/workflow"
#define MACHINE "arn:aws:states:us-east-1:000000000000:stateMachine:"
#define RUN     "arn:aws:states:us-east-1:000000000000:execution:"

static char world_directory[64];

static inline void world_start(void)
{
    const char *error = "";

    assert_int_equal(store_open(world_directory, STORE_NORMAL, services_schemas(), &error), 0);
    park_close(false);
    timers_start();
    workers_start(2);
    for (const struct service *const *s = services; *s; s++) {
        if ((*s)->start) assert_int_equal((*s)->start(), 0);
    }
}

static inline void world_stop(void)
{
    for (const struct service *const *s = services; *s; s++) {
        if ((*s)->stop) (*s)->stop();
    }
    park_close(true);
    timers_stop();
    workers_stop();
    store_close();
}

static inline int world_setup(void **state)
{
    (void)state;
    strcpy(world_directory, "/tmp/nube-test-XXXXXX");
    if (!mkdtemp(world_directory)) return -1;
    clock_restore();
    world_start();
    return 0;
}

static inline int world_teardown(void **state)
{
    char command[128];

    (void)state;
    world_stop();
    clock_restore();
    snprintf(command, sizeof command, "rm -rf %s", world_directory);
    return system(command);
}

/* Makes a call with JSON input; the call is the caller's to free. */
static inline struct call *ask(const char *service, const char *operation, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static inline struct call *ask(const char *service, const char *operation, const char *format, ...)
{
    struct call *c = door_open(service, operation, &identity_default, SPAN("http://localhost:4566"));
    va_list args;
    char *text;

    assert_non_null(c);
    va_start(args, format);
    text = arena_vprintf(&c->arena, format, args);
    va_end(args);
    c->in = json_parse(&c->arena, span_of(text), NULL);
    assert_non_null(c->in);
    door_call(c);
    return c;
}

/* The same, for its effect: it must go well. */
#define must(...)                                                                                    \
    do {                                                                                             \
        struct call *must_c = ask(__VA_ARGS__);                                                      \
        if (must_c->fault.kind) fail_msg("%s: %s", must_c->fault.kind->code, must_c->fault.message); \
        call_free(must_c);                                                                           \
    } while (0)

/* The same, for its fault. */
#define must_fail(code_, message_, ...)                                        \
    do {                                                                       \
        struct call *must_c = ask(__VA_ARGS__);                                \
        assert_non_null(must_c->fault.kind);                                   \
        assert_string_equal(must_c->fault.kind->code, code_);                  \
        if (*(message_)) assert_string_equal(must_c->fault.message, message_); \
        call_free(must_c);                                                     \
    } while (0)

static inline void machine(const char *name, const char *definition)
{
    struct buf text = { 0 };

    json_write_string(&text, span_of(definition));
    must("states", "CreateStateMachine", "{\"name\":\"%s\",\"roleArn\":\"" ROLE "\",\"definition\":%s}", name,
         text.data);
    buf_release(&text);
}

/* The execution's description, once its status is this one (bounded: 10 s). */
static inline struct call *until(const char *run, const char *status)
{
    for (int i = 0; i < 10000; i++) {
        struct call *c = ask("states", "DescribeExecution", "{\"executionArn\":\"" RUN "%s\"}", run);

        if (span_is(doc_get_str(c->out, "status"), status)) return c;
        if (i == 9999) print_message("%s is %.*s\n", run, SPAN_ARG(doc_get_str(c->out, "status")));
        call_free(c);
        usleep(1000);
    }
    fail_msg("%s never was %s", run, status);
    return NULL;
}

/* Its events' types, a blank between them. */
static inline void history_is(const char *run, const char *expected)
{
    struct call *c = ask("states", "GetExecutionHistory", "{\"executionArn\":\"" RUN "%s\",\"maxResults\":1000}", run);
    struct doc *events = doc_get(c->out, "events");
    struct buf types = { 0 };

    for (size_t i = 0; i < doc_count(events); i++) {
        assert_int_equal(doc_get_int(doc_at(events, i), "id", 0), i + 1);
        buf_printf(&types, "%s%.*s", i ? " " : "", SPAN_ARG(doc_get_str(doc_at(events, i), "type")));
    }
    assert_string_equal(types.data, expected);
    buf_release(&types);
    call_free(c);
}

#endif

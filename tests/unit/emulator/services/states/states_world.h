/* What the tests of Step Functions and Pipes share: machines, and waiting for executions. */
#ifndef NUBE_STATES_WORLD_H
#define NUBE_STATES_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "emulator/base/timers.h"
#include "emulator/core/park.h"
#include "emulator/services/states/run/states_runs.h"
#include "emulator/store/store.h"
#include "tests/support/emulator/world.h"

#define ROLE    "arn:aws:iam::000000000000:role/workflow"
#define MACHINE "arn:aws:states:us-east-1:000000000000:stateMachine:"
#define RUN     "arn:aws:states:us-east-1:000000000000:execution:"

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

/* Once those under way have been put away (bounded: 5 s). */
static inline void no_run_is_left(void)
{
    for (int i = 0; i < 5000 && states_runs_count(); i++) usleep(1000);
    assert_int_equal(states_runs_count(), 0);
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

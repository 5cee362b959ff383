/* Machines and executions, through the door. */
#include "tests/support/emulator/states_world.h"

#include <stdio.h>

#include "emulator/services/states/run/states_runs.h"

void machine(const char *name, const char *definition)
{
    struct buf text = { 0 };

    json_write_string(&text, span_of(definition));
    must("states", "CreateStateMachine", "{\"name\":\"%s\",\"roleArn\":\"" ROLE "\",\"definition\":%s}", name,
         text.data);
    buf_release(&text);
}

struct call *until(const char *run, const char *status)
{
    char last[32] = "";

    for (int i = 0; i < 10000; i++, usleep(1000)) {
        struct call *c = ask("states", "DescribeExecution", "{\"executionArn\":\"" RUN "%s\"}", run);
        if (span_is(doc_get_str(c->out, "status"), status)) return c;
        snprintf(last, sizeof last, "%.*s", SPAN_ARG(doc_get_str(c->out, "status")));
        call_free(c);
    }
    fail_msg("%s never was %s, it is %s", run, status, last);
    return NULL;
}

void no_run_is_left(void)
{
    assert_soon(states_runs_count() == 0);
}

bool a_run_begins(void)
{
    for (int i = 0; i < 10000 && !states_runs_count(); i++) usleep(1000);
    return states_runs_count() > 0;
}

void history_is(const char *run, const char *expected)
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

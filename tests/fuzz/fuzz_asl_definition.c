/* Definitions of state machines, validated and compiled; those that are good are run as far as they go, saved, and restored. */
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include "emulator/asl/run/asl_execution.h"
#include "emulator/asl/run/asl_saved.h"

#define STRETCHES_MAX 3

static void run(const struct asl_definition *d)
{
    struct asl_facts facts = { .execution_arn = SPAN("arn:aws:states:us-east-1:000000000000:execution:m:e"),
                               .execution_name = SPAN("e"),
                               .role_arn = SPAN("arn:aws:iam::000000000000:role/r"),
                               .machine_arn = SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:m"),
                               .machine_name = SPAN("m"),
                               .region = SPAN("us-east-1"),
                               .input = SPAN("{\"a\":[1,{\"b\":\"c\"}],\"input\":null}"),
                               .started_ms = 1 };
    struct asl_execution *x = asl_execution_new(d, &facts), *y;

    asl_execution_start(x, 1);
    for (int i = 0; i < STRETCHES_MAX && x->status == ASL_RUNNING; i++) {
        y = asl_execution_restore(d, &facts, asl_execution_save(x), x->last_event);
        must_hold(y != NULL);
        asl_execution_free(x);
        x = y;
        asl_execution_resume_tasks(x);
        if (asl_execution_is_ready(x)) asl_execution_advance(x, 1);
        else asl_execution_wake(x, asl_execution_due(x) + 1);
    }
    asl_execution_free(x);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int express = 0; express < 2; express++) {
        struct arena a = { 0 };
        struct span input = fuzz_input(data, size);
        struct asl_report report = { .arena = &a };
        struct asl_definition *d;
        report.end = &report.first;
        d = asl_definition_new(input, express, &report);
        must_hold(d || report.errors);
        /* JSONata may take as long as it is allowed to; it has a fuzzer of its own. */
        if (d && !memmem(data, size, "{%", 2)) run(d);
        if (d) asl_definition_free(d);
        else must_hold(asl_report_text(&report));
        arena_release(&a);
        fuzz_input_free(input);
    }
    return 0;
}

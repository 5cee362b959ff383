/* Single states, tried by themselves: mocked with a result or an error, whichever their kind. */
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include "emulator/asl/run/asl_trial.h"

static void try(const struct asl_definition *d, bool failed)
{
    struct asl_trial trial = { .is_mocked = true,
                               .mock = { .failed = failed,
                                         .output = SPAN("[1,{\"a\":null}]"),
                                         .error = SPAN("States.TaskFailed"),
                                         .cause = SPAN("c") },
                               .failure_count = 1,
                               .items_source = SPAN("[{\"a\":1},2]") };
    struct asl_facts facts = { .execution_arn = SPAN("arn:aws:states:us-east-1:000000000000:express:m:e"),
                               .execution_name = SPAN("e"),
                               .machine_arn = SPAN("arn:aws:states:us-east-1:000000000000:stateMachine:m"),
                               .machine_name = SPAN("m"),
                               .region = SPAN("us-east-1"),
                               .input = SPAN("{\"a\":[1,{\"b\":\"c\"}],\"input\":null}"),
                               .started_ms = 1,
                               .trial = &trial };
    struct asl_execution *x;

    must_hold(asl_trial_find(&trial, d, SPAN(ASL_TRIAL_NAME)));
    x = asl_execution_new(d, &facts);
    asl_execution_start(x, 1);
    if (x->status == ASL_RUNNING) asl_execution_wake(x, asl_execution_due(x) + 1);
    must_hold(trial.notes != NULL);
    must_hold(x->status == ASL_SUCCEEDED || trial.status == TRIAL_FAILED || trial.status == TRIAL_RETRIABLE);
    asl_execution_free(x);
    arena_release(&trial.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct asl_report report = { .arena = &a };
    struct doc *around = asl_trial_definition(&a, input);
    struct asl_definition *d = around ? asl_definition_new(json_text(&a, around), false, &report) : NULL;

    /* JSONata may take as long as it is allowed to; it has a fuzzer of its own. */
    for (int failed = 0; d && failed < 2 && !memmem(data, size, "{%", 2); failed++) try(d, failed);
    asl_definition_free(d);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

/* Definitions of state machines, validated and compiled. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/asl_definition.h"

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
        if (d) asl_definition_free(d);
        else must_hold(asl_report_text(&report));
        arena_release(&a);
        fuzz_input_free(input);
    }
    return 0;
}

/* Times: what is read can be written, and reads back the same. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/times.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    int64_t ms, back;

    if (time_parse_iso8601(input, &ms) && ms >= INT64_C(-62167219200000) && ms <= INT64_C(253402300799999))
        must_hold(time_parse_iso8601(time_iso8601(&a, ms), &back) && back == ms);
    time_parse_basic(input, &ms);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

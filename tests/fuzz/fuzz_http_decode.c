/* Percent-encoding: what is encoded decodes to itself. */
#include "tests/fuzz/fuzz.h"

#include "emulator/http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);

    must_hold(http_decode(&a, input, true).size <= size);
    must_hold(span_eq(http_decode(&a, http_encode(&a, input, ""), false), input));
    must_hold(span_eq(http_decode(&a, http_encode(&a, input, ""), true), input));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

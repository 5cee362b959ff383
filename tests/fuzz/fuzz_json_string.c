/* Any bytes as a JSON string: what is written can be read, and is the text itself where that is UTF-8. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct buf b = { 0 };
    struct span input = fuzz_input(data, size);
    struct doc *d;

    json_write_string(&b, input);
    d = json_parse(&a, buf_span(&b), NULL);
    must_hold(doc_is(d, DOC_STRING));
    must_hold(!span_is_utf8(input) || span_eq(doc_text(d), input));
    buf_release(&b);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

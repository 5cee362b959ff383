/* JSON: what is read can be written, and reads back the same. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size), text;
    struct json_error error = { 0, NULL };
    struct doc *d = json_parse(&a, input, &error), *back;

    if (d) {
        text = json_text(&a, d);
        back = json_parse(&a, text, NULL);
        must_hold(back && span_eq(json_text(&a, back), text));
        must_hold(span_eq(json_text(&a, doc_copy(&a, d)), text));
    } else {
        must_hold(error.reason && error.offset <= size);
    }
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

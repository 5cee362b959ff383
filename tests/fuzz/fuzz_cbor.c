/* CBOR: what is read can be written, and reads back the same. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/cbor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct buf b = { 0 };
    const char *reason = NULL;
    struct doc *d = cbor_parse(&a, input, &reason), *back;

    must_hold((d == NULL) == (reason != NULL));
    if (d) {
        cbor_write(&b, d);
        back = cbor_parse(&a, buf_span(&b), &reason);
        must_hold(back && doc_equal(d, back));
    }
    buf_release(&b);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

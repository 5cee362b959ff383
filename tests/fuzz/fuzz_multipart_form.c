/* Forms with a file: the first byte says how long a piece is; the boundary is B. */
#include "tests/fuzz/fuzz.h"

#include "emulator/wire/multipart_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct multipart_form form;
    struct span input, boundary;
    size_t all = 0;
    char piece[256];
    ssize_t got;

    if (!size) return 0;
    input = fuzz_input(data + 1, size - 1);
    multipart_is_form(&a, input, &boundary);
    must_hold(boundary.size <= 70);
    if (multipart_read(&a, source_of_span(&a, input), SPAN("B"), "file", 1024, &form) == MULTIPART_FILE) {
        while ((got = source_read(form.file, piece, 1 + data[0] % sizeof piece)) > 0) all += (size_t)got;
        must_hold(source_read(form.file, piece, 1) == got);
        must_hold(all < input.size);
    }
    for (size_t i = 0; i < form.count; i++) all += form.fields[i].name.size + form.fields[i].value.size;
    must_hold(all <= input.size);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

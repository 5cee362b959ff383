/* Forms as trees. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/wire/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct doc *root = doc_map(&a);

    if (form_parse(root, input)) must_hold(json_parse(&a, json_text(&a, root), NULL));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

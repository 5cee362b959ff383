/* JSONPath: whatever compiles can be read by and written by. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/base/json.h"

#define JSON "{\"a\":{\"b\":[1,2,{\"c\":\"x\"},[3]],\"n\":1.5},\"list\":[{\"n\":1,\"s\":\"x\"},{\"n\":2}],\"b\":true}"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    const char *error = NULL, *why = NULL;
    struct jsonpath *p = jsonpath_compile(&a, input, &error);
    struct doc *root = json_parse(&a, SPAN(JSON), NULL), *value;

    if (p) {
        value = jsonpath_get(p, &a, root, &why);
        if (value) json_text(&a, value);
        if (p->reference) jsonpath_put(p, &a, root, doc_int(&a, 7), &why);
        must_hold(span_is(json_text(&a, root), JSON)); /* the original stays as it is */
    } else {
        must_hold(error);
    }
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

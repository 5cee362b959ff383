/* Schemas: whatever compiles checks any value, with messages where it does not fit and none where it does. The input is
 * {"schema": …, "value": …, "model": …}, or a schema that is checked against itself. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/json_schema/json_schema.h"

static struct doc *find(void *self, struct span address)
{
    return span_ends(address, "models/m") ? self : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    struct doc *in = json_parse(&a, input, NULL), *messages = doc_list(&a);
    struct json_schema_library library = { find, doc_get(in, "model") };
    struct doc *schema = doc_get(in, "schema") ? doc_get(in, "schema") : in;
    struct doc *value = doc_get(in, "value") ? doc_get(in, "value") : in;
    const char *error = NULL;
    const struct json_schema *s = json_schema_compile(&a, schema, &library, &error);

    must_hold(!s == (error != NULL));
    if (s) must_hold(json_schema_check(s, value, messages) == !doc_count(messages));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

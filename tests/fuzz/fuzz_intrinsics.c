/* Paths and intrinsic functions, compiled and evaluated. */
#include "tests/fuzz/fuzz.h"

#include "emulator/asl/expression/asl_expression.h"
#include "emulator/base/json.h"

static struct doc *context(void *arg)
{
    return doc_map(arg);
}

static struct doc *variable(void *arg, struct span name)
{
    return span_is(name, "v") ? doc_int(arg, 3) : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct span input = fuzz_input(data, size);
    const char *error = NULL;
    struct asl_expression *e = asl_expression_compile(&a, input, &error);
    struct asl_scope s = { .arena = &a, .context = context, .variable = variable, .arg = &a };
    struct doc *value;

    s.input = json_parse(&a, SPAN("{\"a\":[1,2,3],\"s\":\"x y\",\"n\":5,\"o\":{\"k\":null}}"), NULL);
    if (e) {
        value = asl_expression_value(e, &s, SPAN("value.$"));
        must_hold(value || s.error.name.data);
        if (value) json_text(&a, value);
    } else {
        must_hold(error);
    }
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

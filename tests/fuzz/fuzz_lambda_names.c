/* Names of Lambda's functions and layers, bare and as ARNs of all kinds. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/lambda/lambda_layers.h"
#include "emulator/services/lambda/lambda_names.h"

static bool is_of(struct span part, struct span input)
{
    return !part.size || (part.data >= input.data && part.data + part.size <= input.data + input.size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct call c = { .who = identity_default };
    struct lambda_layer layer;
    struct lambda_name name;

    lambda_name_parse(&c, input, &name);
    must_hold(is_of(name.name, input) && is_of(name.qualifier, input));
    must_hold(span_find(name.name, ':') == name.name.size);
    must_hold(name.account.size == 12);
    lambda_layer_parse(&c, input, &layer);
    must_hold(is_of(layer.name, input));
    lambda_qualifier_is_alias(input);
    fuzz_input_free(input);
    return 0;
}

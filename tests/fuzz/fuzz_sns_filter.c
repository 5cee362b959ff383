/* SNS's filter policies: whatever compiles can be matched, and what doesn't says why. A policy, and behind a line feed a body. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/sns/sns_filter_match.h"

static void compile_and_match(struct span text, struct span body, enum sns_filter_scope scope)
{
    struct arena a = { 0 };
    struct sns_filter_policy policy;
    struct doc *message;
    struct span error;

    if (sns_filter_policy_compile(&a, text, scope, &policy, &error)) must_hold(error.size > 0);
    else if ((message = sns_filter_message_body(&a, body))) sns_filter_matches(&a, &policy, message);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    size_t line = span_find(input, '\n');
    struct span body = span_sub(input, line, SIZE_MAX);

    compile_and_match(span_sub(input, 0, line), body.size ? body : SPAN("{\"a\":[1,\"x\",null,{\"b\":true}]}"),
                      FILTER_BODY);
    compile_and_match(input, SPAN("{\"a\":\"x\"}"), FILTER_ATTRIBUTES);
    fuzz_input_free(input);
    return 0;
}

/* Policies of buckets: what S3 takes compiles, so that it can be asked, and may or may not be public; what it does not take has words for it. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/policy/policy.h"
#include "emulator/services/s3/s3_policy_rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena a = { 0 };
    const char *wrong = s3_policy_wrong(&a, input, SPAN("books"));
    struct doc *policy = json_parse(&a, input, NULL);

    must_hold(!wrong || *wrong);
    if (policy) s3_policy_is_public(policy);
    if (!wrong) must_hold(policy && policy_compile(&a, input, POLICY_RESOURCE, NULL));
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

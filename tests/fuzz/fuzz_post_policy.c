/* POST policies, for a form that has a field or two. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/digest.h"
#include "emulator/services/s3/s3_post_policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = { 0 };
    struct multipart_field fields[] = { { SPAN("key"), SPAN("k") }, { SPAN("Content-Type"), SPAN("a/b,a/c") } };
    struct multipart_form form = { .fields = fields, .count = 2 };
    struct span input = fuzz_input(data, size);
    struct s3_post_policy policy;
    enum s3_post_verdict verdict = s3_post_policy_check(&a, base64_text(&a, input), &form, SPAN("mine"), 0, &policy);

    must_hold((verdict == S3_POST_FINE) == (policy.words == NULL));
    s3_post_policy_check(&a, input, &form, SPAN("mine"), 0, &policy);
    arena_release(&a);
    fuzz_input_free(input);
    return 0;
}

/* SNS's delivery policies: one that is taken keeps to the bounds that it tells of, and is taken again as it is kept. */
#include "tests/fuzz/fuzz.h"

#include "emulator/services/sns/sns_retry.h"

static void policy_try(struct arena *a, struct span text, bool of_topic)
{
    struct sns_delivery d = { 0 };
    struct span absent = { NULL, 0 }, kept;

    if (sns_delivery_policy_check(a, text, of_topic)) return;
    kept = sns_delivery_policy_normal(a, text, of_topic);
    must_hold(kept.data);
    sns_delivery_of(a, of_topic ? text : absent, of_topic ? absent : text, &d);
    for (int64_t n = 1; n <= d.retry.retries; n++) must_hold(sns_retry_delay(&d.retry, n) >= 0);
    must_hold(sns_retry_delay(&d.retry, d.retry.retries + 1) < 0);
    if (of_topic) sns_effective_of_topic(a, text);
    else sns_effective_of_subscription(a, absent, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };

    policy_try(&arena, input, true);
    policy_try(&arena, input, false);
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}

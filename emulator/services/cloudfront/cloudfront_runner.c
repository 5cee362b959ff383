/* One pointer. */
#include "emulator/services/cloudfront/cloudfront_runner.h"

static const struct cloudfront_runner *_Atomic registered;

void cloudfront_runner_register(const struct cloudfront_runner *runner)
{
    registered = runner;
}

const struct cloudfront_runner *cloudfront_runner_find(void)
{
    return registered;
}

/* Pages of Lambda's lists. */
#include "emulator/services/lambda/lambda_page.h"

#include "emulator/core/page.h"
#include "emulator/services/lambda/lambda_faults.h"

int lambda_page_size(const struct call *c)
{
    int64_t wanted = doc_get_int(c->in, "MaxItems", LAMBDA_PAGE_MAX);

    return wanted < LAMBDA_PAGE_MAX ? (int)wanted : LAMBDA_PAGE_MAX;
}

static int marker_wrong(struct call *c)
{
    return fault(c, &lambda_invalid_parameter_value, "Invalid marker");
}

int lambda_page_after(struct call *c, struct span *after)
{
    return page_after(c, "Marker", after) ? 0 : marker_wrong(c);
}

int lambda_page_after_number(struct call *c, int64_t *after)
{
    return page_after_number(c, "Marker", after) ? 0 : marker_wrong(c);
}

/* A walk; trees are as deep as their shapes. */
#include "emulator/services/cloudfront/cloudfront_quantities.h"

#include "emulator/services/cloudfront/cloudfront_faults.h"

static bool is_consistent(const struct doc *d)
{
    const struct doc *quantity = doc_get(d, "Quantity");

    if (quantity && (int64_t)doc_count(doc_get(d, "Items")) != quantity->integer) return false;
    for (uint32_t i = 0; i < doc_count(d); i++)
        if (!is_consistent(doc_is(d, DOC_LIST) ? doc_at(d, i) : d->map.members[i].value)) return false;
    return true;
}

int cloudfront_quantities_check(struct call *c, const struct doc *config)
{
    if (is_consistent(config)) return 0;
    return fault(c, &cloudfront_inconsistent_quantities, "The value of Quantity and the size of Items don't match.");
}

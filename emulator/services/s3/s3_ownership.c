/* From the setting of that name. */
#include "emulator/services/s3/s3_ownership.h"

static bool is_set_to(struct call *c, const struct s3_bucket *b, const char *ownership)
{
    const struct doc *rules = doc_get(s3_store_setting(c, b->id, "ownership", SPAN("")), "Rules");

    return span_is(doc_get_str(doc_at(rules, 0), "ObjectOwnership"), ownership);
}

bool s3_is_owner_enforced(struct call *c, const struct s3_bucket *b)
{
    return is_set_to(c, b, "BucketOwnerEnforced");
}

bool s3_is_owner_preferred(struct call *c, const struct s3_bucket *b)
{
    return is_set_to(c, b, "BucketOwnerPreferred");
}

/* AWS's rules, part by part: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html */
#include "emulator/services/cloudfront/cloudfront_distribution_rules.h"

#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_quantities.h"

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

/* --- origins ------------------------------------------------------------------------------------------------------ */

static bool has_id(const struct doc *list, struct span id)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), "Id"), id)) return true;
    return false;
}

static int check_target(struct call *c, const struct doc *behavior, void *arg)
{
    const struct doc *config = arg;
    struct span target = doc_get_str(behavior, "TargetOriginId");

    if (has_id(items(config, "Origins"), target) || has_id(items(config, "OriginGroups"), target)) return 0;
    return fault(c, &cloudfront_no_such_origin, "One or more of your origins or origin groups do not exist.");
}

/* --- aliases ------------------------------------------------------------------------------------------------------ */

static int check_aliases(struct call *c, const struct doc *config, const struct cloudfront_resource *old)
{
    const struct doc *aliases = items(config, "Aliases");

    for (size_t i = 0; i < doc_count(aliases); i++) {
        struct span other = cloudfront_store_alias(c, cloudfront_lower(c, doc_text(doc_at(aliases, i))));
        if (other.data && !(old && span_eq(other, old->id)))
            return fault(c, &cloudfront_cname_already_exists,
                         "One or more of the CNAMEs you provided are already associated with a different resource.");
    }
    return 0;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

/* AWS: of a configuration that is there, nobody changes who asked for it. */
static int check_update(struct call *c, const struct doc *config, const struct cloudfront_resource *old)
{
    if (!old || span_eq(doc_get_str(config, "CallerReference"), old->reference)) return 0;
    return fault(c, &cloudfront_illegal_update, "The update contains modifications that are not allowed.");
}

int cloudfront_distribution_check(struct call *c, struct doc *config, const struct cloudfront_resource *old)
{
    if (cloudfront_quantities_check(c, config) || check_update(c, config, old) ||
        cloudfront_distribution_behaviors(c, config, check_target, config) || check_aliases(c, config, old))
        return -1;
    return 0;
}

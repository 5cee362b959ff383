/* https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Distribution.html */
#include "emulator/services/cloudfront/cloudfront_distribution.h"

#include <ctype.h>

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_invalidations_store.h"
#include "emulator/services/cloudfront/cloudfront_progress.h"
#include "emulator/services/cloudfront/cloudfront_tags_store.h"

bool cloudfront_distribution_is_deployed(const struct call *c, const struct cloudfront_resource *r)
{
    return !cloudfront_is_under_way(c, r->changed_ms);
}

struct span cloudfront_distribution_arn(struct call *c, const struct cloudfront_resource *r)
{
    return arn_make(&c->arena, "cloudfront", SPAN(""), r->account, "distribution/%.*s", SPAN_ARG(r->id));
}

struct span cloudfront_lower(struct call *c, struct span name)
{
    char *lower = arena_string(&c->arena, name);

    for (size_t i = 0; i < name.size; i++) lower[i] = (char)tolower((unsigned char)lower[i]);
    return (struct span){ lower, name.size };
}

static const struct doc *items(const struct doc *config, const char *name)
{
    return doc_get(doc_get(config, name), "Items");
}

int cloudfront_distribution_behaviors(struct call *c, const struct doc *config,
                                      int (*look)(struct call *c, const struct doc *behavior, void *arg), void *arg)
{
    const struct doc *list = items(config, "CacheBehaviors");
    int rc = look(c, doc_get(config, "DefaultCacheBehavior"), arg);

    for (size_t i = 0; !rc && i < doc_count(list); i++) rc = look(c, doc_at(list, i), arg);
    return rc;
}

/* --- what it uses ------------------------------------------------------------------------------------------------- */

static void use(struct call *c, const struct cloudfront_resource *r, const char *kind, struct span id)
{
    if (id.size) cloudfront_store_use(c, r, kind, id);
}

static int use_by_behavior(struct call *c, const struct doc *behavior, void *arg)
{
    const struct cloudfront_resource *r = arg;
    const struct doc *functions = items(behavior, "FunctionAssociations"),
                     *groups = items(behavior, "TrustedKeyGroups");

    use(c, r, "cache-policy", doc_get_str(behavior, "CachePolicyId"));
    use(c, r, "origin-request-policy", doc_get_str(behavior, "OriginRequestPolicyId"));
    use(c, r, "response-headers-policy", doc_get_str(behavior, "ResponseHeadersPolicyId"));
    for (size_t i = 0; i < doc_count(groups); i++) use(c, r, "key-group", doc_text(doc_at(groups, i)));
    for (size_t i = 0; i < doc_count(functions); i++)
        use(c, r, "function", doc_get_str(doc_at(functions, i), "FunctionARN"));
    return 0;
}

static void use_by_origin(struct call *c, const struct cloudfront_resource *r, const struct doc *origin)
{
    struct span identity = doc_get_str(doc_get(origin, "S3OriginConfig"), "OriginAccessIdentity");

    use(c, r, "origin-access-control", doc_get_str(origin, "OriginAccessControlId"));
    if (identity.size) use(c, r, "origin-access-identity", arn_last(identity));
}

static void aliases_settle(struct call *c, const struct cloudfront_resource *r)
{
    const struct doc *aliases = items(r->config, "Aliases");

    cloudfront_store_aliases_drop(c, r->id);
    for (size_t i = 0; i < doc_count(aliases); i++)
        cloudfront_store_alias_put(c, cloudfront_lower(c, doc_text(doc_at(aliases, i))), r->id);
}

static struct span label_new(struct call *c)
{
    char label[14];

    random_text(label, 13, ALPHABET_LOWER);
    return arena_format(&c->arena, "d%s", label);
}

void cloudfront_distribution_settle(struct call *c, struct cloudfront_resource *r)
{
    const struct doc *origins = items(r->config, "Origins");

    if (!r->label.data) r->label = label_new(c);
    cloudfront_distribution_behaviors(c, r->config, use_by_behavior, r);
    for (size_t i = 0; i < doc_count(origins); i++) use_by_origin(c, r, doc_at(origins, i));
    use(c, r, "web-acl", doc_get_str(r->config, "WebACLId"));
    aliases_settle(c, r);
}

/* --- what is told ------------------------------------------------------------------------------------------------- */

static void put_none(struct doc *told, const char *name)
{
    struct doc *none = doc_put_map(told, name);

    doc_put_bool(none, "Enabled", false);
    doc_put_int(none, "Quantity", 0);
}

/* AWS: the keys of a group by which URLs may be signed. */
static void key_group_tell(struct call *c, struct span id, struct doc *list)
{
    struct doc *group = doc_append_map(list), *pairs;
    struct cloudfront_resource r;
    struct doc *keys = cloudfront_store_find(c, "key-group", id, &r) ? doc_get(r.config, "Items") : NULL;

    doc_put_str(group, "KeyGroupId", id);
    pairs = doc_put_map(group, "KeyPairIds");
    doc_put_int(pairs, "Quantity", (int64_t)doc_count(keys));
    if (doc_count(keys)) doc_put(pairs, "Items", keys);
}

static int key_groups_gather(struct call *c, const struct doc *behavior, void *arg)
{
    const struct doc *groups = items(behavior, "TrustedKeyGroups");
    struct doc *seen = arg;

    (void)c;
    for (size_t i = 0; i < doc_count(groups); i++) doc_put_span(seen, doc_text(doc_at(groups, i)), doc_at(groups, i));
    return 0;
}

static void key_groups_tell(struct call *c, const struct cloudfront_resource *r, struct doc *told)
{
    struct doc *seen = doc_map(&c->arena), *active, *list;

    cloudfront_distribution_behaviors(c, r->config, key_groups_gather, seen);
    if (!doc_count(seen)) return put_none(told, "ActiveTrustedKeyGroups");
    active = doc_put_map(told, "ActiveTrustedKeyGroups");
    doc_put_bool(active, "Enabled", true);
    doc_put_int(active, "Quantity", (int64_t)doc_count(seen));
    list = doc_put_list(active, "Items");
    for (uint32_t i = 0; i < doc_count(seen); i++) key_group_tell(c, seen->map.members[i].name, list);
}

static void recordals_tell(const struct cloudfront_resource *r, struct doc *told)
{
    const struct doc *aliases = items(r->config, "Aliases");
    struct doc *list = doc_count(aliases) ? doc_put_list(told, "AliasICPRecordals") : NULL;

    for (size_t i = 0; i < doc_count(aliases); i++) {
        struct doc *each = doc_append_map(list);
        doc_put_str(each, "CNAME", doc_text(doc_at(aliases, i)));
        doc_put_str(each, "ICPRecordalStatus", SPAN("APPROVED"));
    }
}

void cloudfront_distribution_tell(struct call *c, const struct cloudfront_resource *r, struct doc *told)
{
    doc_put_str(told, "ARN", cloudfront_distribution_arn(c, r));
    doc_put_str(told, "Status", cloudfront_distribution_is_deployed(c, r) ? SPAN("Deployed") : SPAN("InProgress"));
    doc_put_int(told, "InProgressInvalidationBatches",
                cloudfront_store_invalidations_count(c, r->id, cloudfront_under_way_since(c)));
    doc_put_format(told, "DomainName", "%.*s" CLOUDFRONT_DOMAIN, SPAN_ARG(r->label));
    put_none(told, "ActiveTrustedSigners");
    key_groups_tell(c, r, told);
    recordals_tell(r, told);
}

static bool has_shield(const struct doc *config)
{
    const struct doc *origins = items(config, "Origins");

    for (size_t i = 0; i < doc_count(origins); i++)
        if (doc_get_bool(doc_get(doc_at(origins, i), "OriginShield"), "Enabled", false)) return true;
    return false;
}

/* There is one edge, in no country, and no firewall. */
void cloudfront_distribution_warn(struct call *c, const struct cloudfront_resource *r)
{
    const struct doc *geo = doc_get(doc_get(r->config, "Restrictions"), "GeoRestriction");
    bool has_logs = doc_get_bool(doc_get(r->config, "Logging"), "Enabled", false);
    struct span names = arena_format(&c->arena, "%s%s%s%s", doc_count(doc_get(geo, "Items")) ? ", GeoRestriction" : "",
                                     doc_get_str(r->config, "WebACLId").size ? ", WebACLId" : "",
                                     has_logs ? ", Logging" : "", has_shield(r->config) ? ", OriginShield" : "");

    if (!names.size) return;
    if (!c->fault.headers) c->fault.headers = doc_map(&c->arena);
    doc_put_str(c->fault.headers, "x-nube-without-effect", span_sub(names, 2, SIZE_MAX));
}

void cloudfront_distribution_leave(struct call *c, const struct cloudfront_resource *r)
{
    struct cloudfront_resource subscription;

    cloudfront_store_aliases_drop(c, r->id);
    cloudfront_store_invalidations_drop(c, r->id);
    cloudfront_store_tags_drop(c, cloudfront_distribution_arn(c, r));
    if (cloudfront_store_find(c, "monitoring-subscription", r->id, &subscription))
        cloudfront_store_delete(c, &subscription);
}

int cloudfront_distribution_check_delete(struct call *c, const struct cloudfront_resource *r)
{
    if (!doc_get_bool(r->config, "Enabled", false) && cloudfront_distribution_is_deployed(c, r)) return 0;
    return fault(c, &cloudfront_distribution_not_disabled,
                 "The distribution you are trying to delete has not been disabled.");
}

/* What ListDistributionsBy… lists by is a row of a table. */
#include "emulator/services/cloudfront/cloudfront_distributions.h"

#include "emulator/core/service.h"
#include "emulator/services/cloudfront/cloudfront_distribution.h"
#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_ids.h"
#include "emulator/services/cloudfront/cloudfront_list.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"
#include "emulator/services/cloudfront/cloudfront_tags.h"

int cloudfront_create_distribution_with_tags(struct call *c)
{
    const struct doc *both = doc_get(c->in, "DistributionConfigWithTags");
    struct cloudfront_resource r;

    if (cloudfront_resource_create(c, cloudfront_kind_find("distribution"), doc_get(both, "DistributionConfig"), &r))
        return -1;
    return cloudfront_tags_put(c, cloudfront_distribution_arn(c, &r), doc_get(both, "Tags"));
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

struct listing {
    const char *operation, *by; /* the input's member that names it */
    const char *kind;           /* of what is used */
    bool is_resource;           /* it must be there */
};

static const struct listing listings[] = {
    { "ListDistributionsByCachePolicyId", "CachePolicyId", "cache-policy", true },
    { "ListDistributionsByOriginRequestPolicyId", "OriginRequestPolicyId", "origin-request-policy", true },
    { "ListDistributionsByResponseHeadersPolicyId", "ResponseHeadersPolicyId", "response-headers-policy", true },
    { "ListDistributionsByKeyGroup", "KeyGroupId", "key-group", true },
    { "ListDistributionsByWebACLId", "WebACLId", "web-acl", false },
    { "ListDistributionsByRealtimeLogConfig", "RealtimeLogConfigArn", "realtime-log-config", false }, /* none can */
};

static const struct listing *listing_of(const struct call *c)
{
    size_t i = 0;

    while (strcmp(listings[i].operation, c->operation->name) != 0) i++; /* every row that comes here has one */
    return listings + i;
}

/* All of the caller's that `wants` does not refuse, by id. */
static int list_all(struct call *c, bool (*wants)(struct call *c, const struct cloudfront_resource *r))
{
    struct doc *ids = doc_list(&c->arena);
    struct rows *rows = cloudfront_store_all(c, "distribution");
    struct cloudfront_resource r;

    while (cloudfront_store_next(c, "distribution", rows, &r))
        if (wants(c, &r)) doc_append_str(ids, r.id);
    return cloudfront_list_of_ids(c, "distribution", ids);
}

static bool has_no_web_acl(struct call *c, const struct cloudfront_resource *r)
{
    (void)c;
    return !doc_get_str(r->config, "WebACLId").size;
}

/* AWS: "null" stands for none at all. */
int cloudfront_list_distributions_by(struct call *c)
{
    const struct listing *l = listing_of(c);
    struct span id = doc_get_str(c->in, l->by);
    struct cloudfront_resource used;

    if (span_is(span_of(l->by), "WebACLId") && span_is(id, "null")) return list_all(c, has_no_web_acl);
    if (l->is_resource && cloudfront_resource_require(c, cloudfront_kind_find(l->kind), id, &used)) return -1;
    return cloudfront_list_of_ids(c, "distribution", cloudfront_store_users(c, "distribution", l->kind, id));
}

static bool is_direct(struct call *c, const struct cloudfront_resource *r)
{
    (void)r;
    return span_is(doc_get_str(c->in, "ConnectionMode"), "direct"); /* there are no tenants */
}

int cloudfront_list_distributions_by_connection_mode(struct call *c)
{
    return list_all(c, is_direct);
}

/* --- web ACLs: kept and shown, as there is no AWS WAF ------------------------------------------------------------- */

static int web_acl_set(struct call *c, struct span arn)
{
    const struct cloudfront_kind *k = cloudfront_kind_find("distribution");
    struct cloudfront_resource r;
    struct doc *config;

    if (!cloudfront_store_find(c, k->kind, doc_get_str(c->in, "Id"), &r) || !span_is(r.account, c->who.account))
        return fault(c, &cloudfront_entity_not_found, "The entity was not found.");
    if (doc_get(c->in, "IfMatch") && cloudfront_etag_match(c, r.etag)) return -1;
    config = doc_shallow(&c->arena, r.config);
    doc_put_str(config, "WebACLId", arn);
    if (cloudfront_resource_change(c, k, config, &r)) return -1;
    doc_put_str(c->out, "Id", r.id);
    doc_put_str(c->out, "ETag", r.etag);
    if (arn.size) doc_put_str(c->out, "WebACLArn", arn);
    return 0;
}

int cloudfront_associate_web_acl(struct call *c)
{
    return web_acl_set(c, doc_get_str(c->in, "WebACLArn"));
}

int cloudfront_disassociate_web_acl(struct call *c)
{
    return web_acl_set(c, SPAN(""));
}

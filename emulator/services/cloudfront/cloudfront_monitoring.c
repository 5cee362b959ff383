/* A resource of its own kind, by the distribution's id. */
#include "emulator/services/cloudfront/cloudfront_monitoring.h"

#include "emulator/services/cloudfront/cloudfront_faults.h"
#include "emulator/services/cloudfront/cloudfront_resources.h"

#define KIND "monitoring-subscription"

static int distribution_require(struct call *c, struct cloudfront_resource *r)
{
    return cloudfront_resource_require(c, cloudfront_kind_find("distribution"), doc_get_str(c->in, "DistributionId"),
                                       r);
}

int cloudfront_create_monitoring_subscription(struct call *c)
{
    struct cloudfront_resource r, there;

    if (distribution_require(c, &r)) return -1;
    if (cloudfront_store_find(c, KIND, r.id, &there))
        return fault(c, &cloudfront_monitoring_subscription_already_exists,
                     "A monitoring subscription already exists for the specified distribution.");
    there = (struct cloudfront_resource){ .kind = KIND,
                                          .id = r.id,
                                          .account = r.account,
                                          .etag = SPAN(""),
                                          .created_ms = c->now_ms,
                                          .changed_ms = c->now_ms,
                                          .config = doc_get(c->in, "MonitoringSubscription") };
    cloudfront_store_put(c, &there);
    doc_put(c->out, "MonitoringSubscription", there.config);
    return 0;
}

static int require(struct call *c, struct cloudfront_resource *r)
{
    struct cloudfront_resource distribution;

    if (distribution_require(c, &distribution)) return -1;
    if (cloudfront_store_find(c, KIND, distribution.id, r)) return 0;
    return fault(c, &cloudfront_no_such_monitoring_subscription,
                 "A monitoring subscription does not exist for the specified distribution.");
}

int cloudfront_get_monitoring_subscription(struct call *c)
{
    struct cloudfront_resource r;

    if (require(c, &r)) return -1;
    doc_put(c->out, "MonitoringSubscription", r.config);
    return 0;
}

int cloudfront_delete_monitoring_subscription(struct call *c)
{
    struct cloudfront_resource r;

    if (require(c, &r)) return -1;
    cloudfront_store_delete(c, &r);
    return 0;
}

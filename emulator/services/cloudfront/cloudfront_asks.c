/* https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
#include "emulator/services/cloudfront/cloudfront_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/cloudfront/cloudfront_kinds.h"

static struct span arn_of(struct call *c, const char *kind, struct span id)
{
    return arn_make(&c->arena, "cloudfront", SPAN(""), span_of(c->who.account), "%s/%.*s", kind, SPAN_ARG(id));
}

void cloudfront_ask_resource(struct call *c)
{
    ask_for(c, arn_of(c, cloudfront_kind_of(c)->kind, doc_get_str(c->in, "Id")));
}

void cloudfront_ask_distribution(struct call *c)
{
    static const char *const members[] = { "TargetDistributionId", "DistributionId", "Id", NULL };
    struct span id = { NULL, 0 };

    for (const char *const *m = members; *m && !id.data; m++) id = doc_get_str(c->in, *m);
    ask_for(c, arn_of(c, "distribution", id));
}

void cloudfront_ask_function(struct call *c)
{
    ask_for(c, arn_of(c, "function", doc_get_str(c->in, "Name")));
}

void cloudfront_ask_tagged(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "Resource"));
}

void cloudfront_ask_create_with_tags(struct call *c)
{
    ask_for_action(c, "cloudfront:CreateDistribution", SPAN("*"));
    ask_for_action(c, "cloudfront:TagResource", arn_of(c, "distribution", SPAN("*")));
}

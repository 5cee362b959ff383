/* https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
#include "emulator/services/cloudfront/cloudfront_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/cloudfront/cloudfront_kinds.h"

void cloudfront_ask_resource(struct call *c)
{
    ask_for(c, arn_make(&c->arena, "cloudfront", SPAN(""), span_of(c->who.account), "%s/%.*s",
                        cloudfront_kind_of(c)->kind, SPAN_ARG(doc_get_str(c->in, "Id"))));
}

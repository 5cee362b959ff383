/* What calls to SNS ask. */
#include "emulator/services/sns/sns_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

static void ask_member(struct call *c, const char *member)
{
    struct span arn = doc_get_str(c->in, member);

    if (arn.size) ask_for(c, arn);
}

void sns_ask_topic(struct call *c)
{
    ask_member(c, "TopicArn");
}

void sns_ask_resource(struct call *c)
{
    ask_member(c, "ResourceArn");
}

void sns_ask_named(struct call *c)
{
    ask_for(c, arn_own(c, "sns", "%.*s", SPAN_ARG(doc_get_str(c->in, "Name"))));
}

/* A subscription's ARN is its topic's with an id behind it. */
void sns_ask_subscription(struct call *c)
{
    struct span arn = doc_get_str(c->in, "SubscriptionArn");
    size_t end = arn.size;

    while (end > 0 && arn.data[end - 1] != ':') end--;
    if (end) ask_for(c, span_sub(arn, 0, end - 1));
}

void sns_ask_publish(struct call *c)
{
    struct span topic = doc_get_str(c->in, "TopicArn"), target = doc_get_str(c->in, "TargetArn");

    if (topic.size || target.size) ask_for(c, topic.size ? topic : target);
}

void sns_ask_application(struct call *c)
{
    ask_member(c, "PlatformApplicationArn");
}

void sns_ask_endpoint(struct call *c)
{
    ask_member(c, "EndpointArn");
}

void sns_ask_named_application(struct call *c)
{
    ask_for(c, arn_own(c, "sns", "app/%.*s/%.*s", SPAN_ARG(doc_get_str(c->in, "Platform")),
                       SPAN_ARG(doc_get_str(c->in, "Name"))));
}

void sns_ask_all(struct call *c)
{
    ask_for(c, arn_own(c, "sns", "*"));
}

void sns_condition_keys(struct call *c)
{
    ask_key(c, "sns:Protocol", doc_get_str(c->in, "Protocol"));
    ask_key(c, "sns:Endpoint", doc_get_str(c->in, "Endpoint"));
}

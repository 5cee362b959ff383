/* Handlers of subscriptions. */
#ifndef NUBE_SNS_SUBSCRIPTIONS_H
#define NUBE_SNS_SUBSCRIPTIONS_H

#include "emulator/core/call.h"

int sns_subscribe(struct call *c);
int sns_subscribe_prepare(struct call *c); /* on the caller's thread */
int sns_confirm_subscription(struct call *c);
int sns_unsubscribe(struct call *c);
int sns_list_subscriptions_by_topic(struct call *c);
int sns_list_subscriptions(struct call *c);
int sns_get_subscription_attributes(struct call *c);
int sns_set_subscription_attributes(struct call *c);

#endif

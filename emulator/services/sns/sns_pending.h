/* What waits for a token to come back: subscriptions that were asked for and not confirmed, and those that left by a
 * link and may return by the one in their farewell. AWS: two days, then the token is worth nothing and a pending
 * subscription is gone. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
#ifndef NUBE_SNS_PENDING_H
#define NUBE_SNS_PENDING_H

#include "emulator/core/chore.h"
#include "emulator/services/sns/sns_store.h"

/* A token of 128 hexadecimal digits. */
struct span sns_token_new(struct arena *a);

/* Counts a pending subscription's two days from now on. */
void sns_pending_ask(struct call *c, const struct sns_subscription *s);

/* Remembers a subscription that is being deleted, so that this token brings it back. */
void sns_farewell_keep(struct call *c, const struct sns_subscription *s, struct span token);

/* Brings back the subscription of a farewell's token; false when there is none, or its topic is gone. One that was made
 * anew meanwhile is found instead. */
bool sns_farewell_return(struct call *c, struct span token, struct sns_subscription *s);

/* Removes what waited for two days. */
extern struct chore sns_pending_sweep;
chore_step sns_pending_sweep_step;

#endif

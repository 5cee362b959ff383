/* Giving a message to a topic's subscriptions, all in the publish's own transaction: a queue has the message, the
 * mailbox the mail and the outbox its row exactly when the publish is answered. */
#ifndef NUBE_SNS_FANOUT_H
#define NUBE_SNS_FANOUT_H

#include "emulator/services/sns/sns_message.h"
#include "emulator/services/sns/sns_mobile_store.h"
#include "emulator/services/sns/sns_store.h"

void sns_fan_out(struct call *c, const struct sns_topic *t, struct sns_message *m);

/* To one phone number; `s` is the subscription, or NULL. */
void sns_text_send(struct call *c, struct span number, const struct sns_subscription *s, const struct sns_message *m);

/* To one push endpoint. */
void sns_push_send(struct call *c, const struct sns_endpoint *e, const struct sns_subscription *s,
                   const struct sns_message *m);

#endif

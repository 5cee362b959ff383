/* Settling: a call like any other, of an operation that nobody else can name, so that the dead-letter queue gets its message in the transaction that removes the
 * row. */
#include "emulator/services/sns/sns_outbox_settle.h"

#include "emulator/base/clock.h"
#include "emulator/core/service.h"
#include "emulator/services/sns/sns_retry.h"
#include "emulator/store/db.h"

extern const struct service sns_service;

static struct span delivery_policy_of_topic(struct call *c, struct span topic_arn)
{
    struct sns_topic t;

    if (!sns_store_topic_find(c, topic_arn, &t)) return (struct span){ NULL, 0 };
    return doc_get_str(t.attributes, "DeliveryPolicy");
}

/* Seconds until the next try, or -1. */
static int64_t next_delay(struct call *c, const struct sending *s, const struct sns_subscription *subscription)
{
    struct sns_delivery delivery;

    if (s->outcome == SENDING_REFUSED) return -1;
    if (span_is(subscription->protocol, "lambda")) return sns_retry_delay(&sns_retry_lambda, s->attempts + 1);
    sns_delivery_of(&c->arena, delivery_policy_of_topic(c, subscription->topic_arn),
                    doc_get_str(subscription->attributes, "DeliveryPolicy"), &delivery);
    return sns_retry_delay(&delivery.retry, s->attempts + 1);
}

/* A subscription that is gone is not tried for again. */
static void settle_failed(struct call *c, const struct sending *s)
{
    struct sns_subscription subscription;
    const struct sns_letter letter = { .body = s->body };
    int64_t delay;

    if (!sns_store_subscription_find(c, s->lane, &subscription)) {
        db_run(c->db, "DELETE FROM sns_outbox WHERE id = ?", "i", s->id);
        return;
    }
    delay = next_delay(c, s, &subscription);
    if (delay >= 0) {
        db_run(c->db, "UPDATE sns_outbox SET due_ms = ?, attempts = attempts + 1 WHERE id = ?", "ii",
               clock_now_ms() + delay * 1000, s->id);
        return;
    }
    if (db_run(c->db, "DELETE FROM sns_outbox WHERE id = ?", "i", s->id) && subscription.is_confirmed)
        sns_redrive(c, &subscription, &letter);
}

static int settle(struct call *c)
{
    const struct sending *s = c->scratch;

    if (s->outcome == SENDING_DONE) db_run(c->db, "DELETE FROM sns_outbox WHERE id = ?", "i", s->id);
    else settle_failed(c, s);
    return 0;
}

static const struct operation settle_operation = { "SettleDelivery", &Nothing, &Nothing, settle, WRITES };

struct call *sns_settle_open(struct sending *s)
{
    struct call *c = call_new(&sns_service, &settle_operation, &identity_default, SPAN("http://localhost"));

    c->scratch = s;
    return c;
}

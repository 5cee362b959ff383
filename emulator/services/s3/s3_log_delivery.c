/* Deliveries whose lane is the target bucket; the body is the object's. What is known about one is JSON:
 * { bucket, account, region, target, key, grants }.
 *
 * AWS: the target is of the same account and region. */
#include "emulator/services/s3/s3_log_delivery.h"

#include <stdatomic.h>

#include "emulator/base/clock.h"
#include "emulator/base/ids.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/timers.h"
#include "emulator/core/ask.h"
#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_acl_rules.h"
#include "emulator/services/s3/s3_log_gather.h"
#include "emulator/services/s3/s3_log_line.h"
#include "emulator/services/s3/s3_objects_store.h"
#include "emulator/services/s3/s3_ownership.h"

#define SLOTS      16
#define LANE_SLOTS 4
#define AGE_MS     INT64_C(86400000)
#define GATHER_MS  60000 /* AWS: within a few hours */
#define ENDPOINT   "http://localhost"

/* --- into the outbox ---------------------------------------------------------------------------------------------- */

static struct span key_make(struct call *c, const struct s3_bucket *b, const struct doc *enabled, int64_t day_ms)
{
    const struct doc *partitioned = doc_get(doc_get(enabled, "TargetObjectKeyFormat"), "PartitionedPrefix");
    struct s3_log_place place = { .prefix = doc_get_str(enabled, "TargetPrefix"),
                                  .is_partitioned = partitioned != NULL,
                                  .is_by_event =
                                      !span_is(doc_get_str(partitioned, "PartitionDateSource"), "DeliveryTime"),
                                  .account = b->account,
                                  .region = b->region,
                                  .bucket = b->name };
    char unique[17];

    random_text(unique, sizeof unique - 1, "0123456789ABCDEF");
    return s3_log_key(&c->arena, &place, day_ms, c->now_ms, span_of(unique));
}

static void parcel_add(struct call *c, const struct s3_bucket *b, const struct doc *enabled,
                       const struct s3_log_batch *batch)
{
    struct doc *about = doc_map(&c->arena), *grants = doc_get(enabled, "TargetGrants");
    struct span target = doc_get_str(enabled, "TargetBucket");

    doc_put_str(about, "bucket", b->name);
    doc_put_str(about, "account", b->account);
    doc_put_str(about, "region", b->region);
    doc_put_str(about, "target", target);
    doc_put_str(about, "key", key_make(c, b, enabled, batch->day_ms));
    if (doc_count(grants)) doc_put(about, "grants", grants);
    delivery_add(c, &s3_log_delivery,
                 &(struct delivery_parcel){ .lane = target, .about = about, .body = buf_span(&batch->lines) });
}

static const struct doc *setting_of(struct call *c, const struct s3_bucket *b)
{
    return doc_get(s3_store_setting(c, b->id, "logging", SPAN("")), "LoggingEnabled");
}

void s3_log_settle(struct call *c, const struct s3_bucket *b)
{
    const struct doc *enabled;
    struct s3_log_batch batch;

    if (!(b->effects & S3_HAS_LOGGING)) return;
    enabled = setting_of(c, b);
    while (s3_log_take(b->id, &batch)) {
        if (enabled) parcel_add(c, b, enabled, &batch);
        buf_release(&batch.lines);
    }
}

static int flush_step(struct call *c, void *unused)
{
    struct s3_log_batch batch;
    int64_t dropped = s3_log_dropped();

    (void)unused;
    if (dropped) log_warn("s3: %lld lines of access logs were dropped, since there were too many", (long long)dropped);
    while (s3_log_take(0, &batch)) {
        struct s3_bucket b;
        const struct doc *enabled = s3_store_bucket_by_id(c, batch.bucket, &b) ? setting_of(c, &b) : NULL;
        if (enabled) parcel_add(c, &b, enabled, &batch);
        buf_release(&batch.lines);
    }
    return 0;
}

static _Atomic uint64_t timer;

void s3_log_flush(void)
{
    chore_once(service_find("s3"), flush_step, NULL, NULL, 0);
}

static void timer_rings(void *unused)
{
    (void)unused;
    s3_log_flush();
}

void s3_log_add(int64_t bucket, int64_t time_ms, struct span line)
{
    switch (s3_log_gather(bucket, time_ms, line)) {
    case S3_LOG_FIRST: timer = timer_add(clock_now_ms() + GATHER_MS, timer_rings, NULL); break;
    case S3_LOG_FULL: s3_log_flush(); break;
    case S3_LOG_ADDED:
    case S3_LOG_DROPPED: break;
    }
}

void s3_log_reset(void)
{
    timer_cancel(timer);
    s3_log_forget();
}

/* --- out of it ---------------------------------------------------------------------------------------------------- */

static void deliverer_of(struct arena *a, struct span bucket, struct span account, struct span region,
                         struct identity *who)
{
    identity_of_service("logging.s3", account, region, arena_format(a, "arn:aws:s3:::%.*s", SPAN_ARG(bucket)), who);
}

static struct call *put_open(const struct identity *who, struct span target, struct span key)
{
    struct call *c = door_open("s3", "PutObject", who, SPAN(ENDPOINT));

    doc_put_str(c->in, "Bucket", target);
    doc_put_str(c->in, "Key", key);
    return c;
}

static void send(struct delivery *d)
{
    struct span account = doc_get_str(d->about, "account");
    struct identity who;
    struct call *c;

    deliverer_of(&d->arena, doc_get_str(d->about, "bucket"), account, doc_get_str(d->about, "region"), &who);
    c = put_open(&who, doc_get_str(d->about, "target"), doc_get_str(d->about, "key"));
    doc_put_str(c->in, "ExpectedBucketOwner", account);
    doc_put_cstr(c->in, "ContentType", "text/plain");
    doc_put_blob(c->in, "Body", d->body);
    c->done = delivery_call_done;
    c->done_arg = d;
    door_submit(c);
}

/* The owner has full control, and who else is named what they are granted. AWS: where ACLs are off, nobody else. */
static void grants_keep(struct call *c, const struct delivery *d, const struct doc *grants)
{
    struct s3_bucket b;
    struct s3_object o;
    struct doc *all;

    if (!s3_store_bucket_find(c, doc_get_str(d->about, "target"), &b) || s3_is_owner_enforced(c, &b) ||
        !s3_store_object_newest(c, b.id, doc_get_str(d->about, "key"), &o))
        return;
    all = s3_acl_private(&c->arena, o.owner);
    for (size_t i = 0; i < doc_count(grants); i++) doc_append(all, doc_copy(&c->arena, doc_at(grants, i)));
    o.acl = json_text(&c->arena, all);
    s3_store_object_acl_set(c, &o);
    s3_store_bucket_acls_set(c, &b);
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    const struct doc *grants = doc_get(d->about, "grants");

    if (how == DELIVERY_ARRIVED && grants) grants_keep(c, d, grants);
    if (how != DELIVERY_ARRIVED)
        log_warn(
            "s3: an access log of bucket %.*s cannot be delivered to bucket %.*s: does its policy, or its ACL, let "
            "logging.s3.amazonaws.com put objects?",
            SPAN_ARG(doc_get_str(d->about, "bucket")), SPAN_ARG(d->lane));
}

const struct delivery_kind s3_log_delivery = { .name = "s3-log",
                                               .slots = SLOTS,
                                               .lane_slots = LANE_SLOTS,
                                               .age_ms = AGE_MS,
                                               .send = send,
                                               .retry_ms = delivery_retry_doubling,
                                               .end = end };

/* --- may it? ------------------------------------------------------------------------------------------------------ */

bool s3_log_may_deliver(struct call *c, const struct s3_bucket *from, const struct s3_bucket *target,
                        struct span prefix)
{
    struct identity who;
    struct call *put;
    bool may;

    deliverer_of(&c->arena, from->name, from->account, from->region, &who);
    put = put_open(&who, target->name, arena_format(&c->arena, "%.*slog", SPAN_ARG(prefix)));
    may = door_allows(c, put);
    call_free(put);
    return may;
}

/* Deliveries whose lane is the destination's ARN, one at a time, so that versions arrive in their order. What is known
 * about one is JSON: { bucket, object, role, destination }, of which the first two are rows. */
#include "emulator/services/s3/s3_replication.h"

#include "emulator/core/chore.h"
#include "emulator/core/delivery.h"
#include "emulator/core/service.h"
#include "emulator/services/s3/s3_events.h"
#include "emulator/services/s3/s3_replica.h"
#include "emulator/services/s3/s3_replication_rules.h"

#define SLOTS      64
#define LANE_SLOTS 1

/* --- what is to be sent ------------------------------------------------------------------------------------------- */

/* AWS: replicas are not replicated on. */
static bool is_replica(const struct s3_object *o)
{
    return span_is(doc_get_str(o->about, "ReplicationStatus"), "REPLICA");
}

struct doc *s3_replication_plan(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    struct s3_replication_subject s = { o->key, o->tags, o->is_marker,
                                        span_starts(doc_get_str(o->about, "ServerSideEncryption"), "aws:kms") };
    struct doc *rules;

    if (!(b->effects & S3_HAS_REPLICATION) || b->versioning != S3_ENABLED || is_replica(o)) return NULL;
    rules = s3_replication_rules(&c->arena, s3_store_setting(c, b->id, "replication", SPAN("")), &s);
    if (!doc_count(rules)) return NULL;
    o->about = doc_shallow(&c->arena, o->about);
    doc_put_cstr(o->about, "ReplicationStatus", "PENDING");
    return rules;
}

static void parcel_add(struct call *c, const struct s3_bucket *b, const struct s3_object *o, struct span role,
                       const struct doc *rule)
{
    struct doc *about = doc_map(&c->arena), *destination = doc_get(rule, "Destination");

    doc_put_int(about, "bucket", b->id);
    doc_put_int(about, "object", o->id);
    doc_put_str(about, "role", role);
    doc_put(about, "destination", destination);
    delivery_add(
        c, &s3_replication_delivery,
        &(struct delivery_parcel){ .lane = doc_get_str(destination, "Bucket"), .about = about, .body = SPAN("") });
}

void s3_replication_send(struct call *c, const struct s3_bucket *b, const struct s3_object *o, const struct doc *rules)
{
    struct span role;

    if (!rules) return;
    role = doc_get_str(s3_store_setting(c, b->id, "replication", SPAN("")), "Role");
    for (size_t i = 0; i < doc_count(rules); i++) parcel_add(c, b, o, role, doc_at(rules, i));
}

void s3_replication_follow(struct call *c, const struct s3_bucket *b, struct s3_object *o)
{
    struct span status = doc_get_str(o->about, "ReplicationStatus");
    struct doc *rules;

    if (!span_is(status, "PENDING") && !span_is(status, "COMPLETED")) return;
    rules = s3_replication_plan(c, b, o);
    if (!rules) return;
    s3_store_object_update(c, o);
    s3_replication_send(c, b, o, rules);
}

/* --- the copy, on the writer -------------------------------------------------------------------------------------- */

/* A source that is gone needs no replica. */
static bool replica_find(struct call *c, const struct delivery *d, struct s3_replica *r)
{
    r->role = doc_get_str(d->about, "role");
    r->destination = doc_get(d->about, "destination");
    return s3_store_bucket_by_id(c, doc_get_int(d->about, "bucket", 0), &r->from) &&
           s3_store_object_by_row(c, doc_get_int(d->about, "object", 0), &r->source);
}

static int copy(struct call *c, void *value)
{
    struct delivery *d = *(struct delivery **)value;
    struct s3_replica r;

    if (!replica_find(c, d, &r)) return 0;
    if (!s3_replica_make(c, &r)) {
        d->learned = d; /* it was refused: there was no failure of the store's */
        return -1;
    }
    s3_replica_status_set(c, &r.source, "COMPLETED");
    return 0;
}

static void over(void *value, bool is_committed)
{
    struct delivery *d = *(struct delivery **)value;

    delivery_done(d, is_committed ? DELIVERY_DONE : d->learned ? DELIVERY_REFUSED : DELIVERY_NOT_TRIED);
}

static void send(struct delivery *d)
{
    chore_once(service_find("s3"), copy, over, &d, sizeof d);
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    struct s3_replica r;

    if (how == DELIVERY_ARRIVED || !replica_find(c, d, &r)) return;
    s3_replica_status_set(c, &r.source, "FAILED");
    s3_events_emit(c, &r.from, "Replication:OperationFailedReplication", &r.source);
}

const struct delivery_kind s3_replication_delivery = {
    .name = "s3-replication", .slots = SLOTS, .lane_slots = LANE_SLOTS, .send = send, .end = end
};

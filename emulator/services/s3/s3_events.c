/* Deliveries whose lane is the destination's ARN. What is known about one is JSON: { bucket, account, region,
 * trace }, for which S3 speaks.
 *
 * AWS: records of version 2.1 tell of objects that come and go, those of 2.3 of tags, ACLs and lifecycles; where the
 * object stays as it is, they have neither size nor sequencer. */
#include "emulator/services/s3/s3_events.h"

#include <inttypes.h>

#include "emulator/base/clock.h"
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/log.h"
#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/core/delivery.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/http/http.h"
#include "emulator/services/s3/s3_notification_rules.h"

#define SLOTS      128
#define LANE_SLOTS 16
#define AGE_MS     INT64_C(86400000)
#define ENDPOINT   "http://localhost"

/* The three kinds of destinations. ORDER destination */
static const struct destination {
    const char *list, *arn; /* members of the configuration */
    const char *service, *operation;
    bool is_tested; /* when it is put */
} destinations[] = {
    { "TopicConfigurations", "TopicArn", "sns", "Publish", true },
    { "QueueConfigurations", "QueueArn", "sqs", "SendMessage", true },
    { "LambdaFunctionConfigurations", "LambdaFunctionArn", "lambda", "Invoke", false },
};
enum { DESTINATIONS = sizeof destinations / sizeof *destinations };

/* --- which ones --------------------------------------------------------------------------------------------------- */

static bool has_event(const struct doc *events, const char *event)
{
    static const char prefix[] = "s3:";

    for (size_t i = 0; i < doc_count(events); i++)
        if (s3_event_covers(span_sub(doc_text(doc_at(events, i)), sizeof prefix - 1, SIZE_MAX), span_of(event)))
            return true;
    return false;
}

static bool rule_fits(const struct doc *rule, struct span key)
{
    struct span value = doc_get_str(rule, "Value");

    if (value.size > key.size) return false;
    if (span_is_nocase(doc_get_str(rule, "Name"), "prefix")) return span_eq(span_sub(key, 0, value.size), value);
    return span_eq(span_sub(key, key.size - value.size, value.size), value);
}

bool s3_event_fits(const struct doc *configuration, const char *event, struct span key)
{
    const struct doc *rules = doc_get(doc_get(doc_get(configuration, "Filter"), "Key"), "FilterRules");

    if (!has_event(doc_get(configuration, "Events"), event)) return false;
    for (size_t i = 0; i < doc_count(rules); i++)
        if (!rule_fits(doc_at(rules, i), key)) return false;
    return true;
}

/* --- records ------------------------------------------------------------------------------------------------------ */

/* Grows from event to event. On the writer. */
static uint64_t sequencer_next(void)
{
    static uint64_t last;
    uint64_t now = (uint64_t)clock_now_ms() << 16;

    return last = now > last ? now : last + 1;
}

/* AWS: the customer's id, which is none of the account's other names. */
static struct span customer_id(struct arena *a, struct span account)
{
    char *id = sha256_hex(a, arena_format(a, "customer %.*s", SPAN_ARG(account)));

    for (char *p = id; *p; p++)
        if (*p >= 'a' && *p <= 'z') *p -= 'a' - 'A';
    return arena_format(a, "A%.13s", id);
}

/* A lifecycle's step, and what else nobody asked for. */
static bool is_by_itself(const struct call *c)
{
    return c->who.kind == IDENTITY_SERVICE && !c->caller;
}

static struct span principal_id(struct call *c)
{
    if (is_by_itself(c)) return SPAN("s3.amazonaws.com");
    if (c->who.kind == IDENTITY_ANONYMOUS) return SPAN("ANONYMOUS");
    return arena_format(&c->arena, "AWS:%s", c->who.user_id);
}

static struct span source_address(const struct call *c)
{
    if (is_by_itself(c)) return SPAN("s3.amazonaws.com");
    return c->caller && c->caller->remote.size ? c->caller->remote : SPAN("127.0.0.1");
}

static bool starts(const char *event, const char *with)
{
    return span_starts(span_of(event), with);
}

/* The object stays as it is: what is told about it has changed. */
static bool is_about(const char *event)
{
    return starts(event, "ObjectTagging:") || starts(event, "ObjectAcl:");
}

static const char *record_version(const char *event)
{
    if (starts(event, "Replication:")) return "2.2";
    return is_about(event) || starts(event, "Lifecycle") ? "2.3" : "2.1";
}

static bool is_removal(const char *event)
{
    return starts(event, "ObjectRemoved:") || starts(event, "LifecycleExpiration:");
}

/* AWS: as in forms, but for slashes. */
static struct span key_encoded(struct arena *a, struct span key)
{
    struct span encoded = http_encode(a, key, "/* ");
    char *text = arena_string(a, encoded);

    for (char *p = text; *p; p++)
        if (*p == ' ') *p = '+';
    return (struct span){ text, encoded.size };
}

static void object_put(struct doc *record, const struct s3_bucket *b, const char *event, const struct s3_object *o)
{
    struct doc *d = doc_put_map(record, "object");

    doc_put_str(d, "key", key_encoded(doc_arena(d), o->key));
    if (!is_removal(event) && !is_about(event)) doc_put_int(d, "size", o->size);
    if (o->is_marker) doc_put_cstr(d, "eTag", "d41d8cd98f00b204e9800998ecf8427e");
    else if (!is_removal(event)) doc_put_str(d, "eTag", o->etag);
    if (b->versioning != S3_UNVERSIONED && o->version.data) doc_put_str(d, "versionId", o->version);
    if (!is_about(event)) doc_put_format(d, "sequencer", "%018" PRIX64, sequencer_next());
}

static void bucket_put(struct call *c, struct doc *record, const struct s3_bucket *b)
{
    struct doc *d = doc_put_map(record, "bucket");

    doc_put_str(d, "name", b->name);
    doc_put_str(doc_put_map(d, "ownerIdentity"), "principalId", customer_id(&c->arena, b->account));
    doc_put_format(d, "arn", "arn:aws:s3:::%.*s", SPAN_ARG(b->name));
}

static struct doc *record_make(struct call *c, const struct s3_bucket *b, const char *event)
{
    struct doc *record = doc_map(&c->arena), *d;

    doc_put_cstr(record, "eventVersion", record_version(event));
    doc_put_cstr(record, "eventSource", "aws:s3");
    doc_put_str(record, "awsRegion", b->region);
    doc_put_str(record, "eventTime", time_iso8601(&c->arena, c->now_ms));
    doc_put_cstr(record, "eventName", event);
    doc_put_str(doc_put_map(record, "userIdentity"), "principalId", principal_id(c));
    doc_put_str(doc_put_map(record, "requestParameters"), "sourceIPAddress", source_address(c));
    d = doc_put_map(record, "responseElements");
    doc_put_cstr(d, "x-amz-request-id", c->request_id);
    doc_put_str(d, "x-amz-id-2", base64_text(&c->arena, span_of(c->request_id)));
    d = doc_put_map(record, "s3");
    doc_put_cstr(d, "s3SchemaVersion", "1.0");
    doc_put_cstr(d, "configurationId", "");
    bucket_put(c, d, b);
    return record;
}

/* --- into the outbox ---------------------------------------------------------------------------------------------- */

/* AWS: the request's trace is passed on, https://docs.aws.amazon.com/xray/latest/devguide/xray-services-s3.html */
static void parcel_add(struct call *c, const struct s3_bucket *b, struct span arn, const struct doc *body,
                       int64_t delay_ms)
{
    struct doc *about = doc_map(&c->arena);

    if (!arn.size || arn.size > DELIVERY_LANE_MAX) return;
    doc_put_str(about, "bucket", b->name);
    doc_put_str(about, "account", b->account);
    doc_put_str(about, "region", b->region);
    doc_put_str(about, "trace", c->trace_id);
    delivery_add(c, &s3_event_delivery,
                 &(struct delivery_parcel){
                     .lane = arn, .about = about, .body = json_text(&c->arena, body), .delay_ms = delay_ms });
}

/* An event for one destination; the record is made once, for the first of them. */
struct telling {
    struct call *c;
    const struct s3_bucket *b;
    const char *event;
    const struct s3_object *o;
    const char *member;
    struct doc *value;
    int64_t delay_ms;
    struct doc *record;
};

/* What will come to pass by itself: told as of then. AWS: in the customer's name. */
static void record_put_off(struct telling *t)
{
    struct arena *a = &t->c->arena;

    doc_put_str(t->record, "eventTime", time_iso8601(a, t->c->now_ms + t->delay_ms));
    doc_put_format(doc_put_map(t->record, "userIdentity"), "principalId", "AmazonCustomer:%.*s",
                   SPAN_ARG(customer_id(a, t->b->account)));
    doc_put_cstr(doc_put_map(t->record, "requestParameters"), "sourceIPAddress", "s3.amazonaws.com");
}

static void tell(struct telling *t, const struct doc *configuration, struct span arn)
{
    struct doc *body = doc_map(&t->c->arena);

    if (!t->record) {
        t->record = record_make(t->c, t->b, t->event);
        object_put(doc_get(t->record, "s3"), t->b, t->event, t->o);
        if (t->member) doc_put(t->record, t->member, t->value);
        if (t->delay_ms) record_put_off(t);
    }
    doc_put_str(doc_get(t->record, "s3"), "configurationId", doc_get_str(configuration, "Id"));
    doc_append(doc_put_list(body, "Records"), t->record);
    parcel_add(t->c, t->b, arn, body, t->delay_ms);
}

static void tell_all(struct telling *t)
{
    const struct doc *setting;

    if (!(t->b->effects & S3_HAS_NOTIFICATIONS)) return;
    setting = s3_store_setting(t->c, t->b->id, "notification", SPAN(""));
    for (int k = 0; k < DESTINATIONS; k++) {
        const struct doc *list = doc_get(setting, destinations[k].list);
        for (size_t n = 0; n < doc_count(list); n++)
            if (s3_event_fits(doc_at(list, n), t->event, t->o->key))
                tell(t, doc_at(list, n), doc_get_str(doc_at(list, n), destinations[k].arn));
    }
}

void s3_events_emit_with(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o,
                         const char *member, struct doc *value)
{
    tell_all(&(struct telling){ .c = c, .b = b, .event = event, .o = o, .member = member, .value = value });
}

void s3_events_emit_later(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o,
                          const char *member, struct doc *value, int64_t delay_ms)
{
    tell_all(&(struct telling){
        .c = c, .b = b, .event = event, .o = o, .member = member, .value = value, .delay_ms = delay_ms });
}

void s3_events_emit(struct call *c, const struct s3_bucket *b, const char *event, const struct s3_object *o)
{
    s3_events_emit_with(c, b, event, o, NULL, NULL);
}

const char *s3_events_removed(const struct call *c, bool by_marker)
{
    if (is_by_itself(c)) return by_marker ? "LifecycleExpiration:DeleteMarkerCreated" : "LifecycleExpiration:Delete";
    return by_marker ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete";
}

const char *s3_events_created(const struct call *c)
{
    static const char *const operations[][2] = {
        { "CopyObject", "ObjectCreated:Copy" },
        { "CompleteMultipartUpload", "ObjectCreated:CompleteMultipartUpload" },
        { "PostObject", "ObjectCreated:Post" },
    };

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (strcmp(c->operation->name, operations[i][0]) == 0) return operations[i][1];
    return "ObjectCreated:Put";
}

void s3_events_test(struct call *c, const struct s3_bucket *b, const struct doc *configuration)
{
    struct doc *body = doc_map(&c->arena);

    if (doc_get_bool(c->in, "SkipDestinationValidation", false)) return;
    doc_put_cstr(body, "Service", "Amazon S3");
    doc_put_cstr(body, "Event", "s3:TestEvent");
    doc_put_str(body, "Time", time_iso8601(&c->arena, c->now_ms));
    doc_put_str(body, "Bucket", b->name);
    doc_put_cstr(body, "RequestId", c->request_id);
    doc_put_str(body, "HostId", base64_text(&c->arena, span_of(c->request_id)));
    for (int k = 0; k < DESTINATIONS; k++) {
        const struct doc *list = doc_get(configuration, destinations[k].list);
        for (size_t i = 0; destinations[k].is_tested && i < doc_count(list); i++)
            parcel_add(c, b, doc_get_str(doc_at(list, i), destinations[k].arn), body, 0);
    }
}

/* --- out of it ---------------------------------------------------------------------------------------------------- */

static const struct destination *destination_of(struct span arn, struct arn *parts)
{
    if (!arn_parse(arn, parts)) return NULL;
    for (int k = 0; k < DESTINATIONS; k++)
        if (span_is(parts->service, destinations[k].service)) return &destinations[k];
    return NULL;
}

static void input_put(struct call *c, const struct delivery *d, const struct arn *to)
{
    if (span_is(to->service, "sqs")) {
        doc_put_format(c->in, "QueueUrl", ENDPOINT "/%.*s/%.*s", SPAN_ARG(to->account), SPAN_ARG(to->resource));
        doc_put_str(c->in, "MessageBody", d->body);
    } else if (span_is(to->service, "sns")) {
        doc_put_str(c->in, "TopicArn", d->lane);
        doc_put_cstr(c->in, "Subject", "Amazon S3 Notification");
        doc_put_str(c->in, "Message", d->body);
    } else {
        doc_put_str(c->in, "FunctionName", d->lane);
        doc_put_cstr(c->in, "InvocationType", "Event");
        doc_put_blob(c->in, "Payload", d->body);
    }
}

static void send(struct delivery *d)
{
    struct span bucket = arena_format(&d->arena, "arn:aws:s3:::%.*s", SPAN_ARG(doc_get_str(d->about, "bucket")));
    struct identity who;
    struct arn to;
    const struct destination *destination = destination_of(d->lane, &to);
    struct call *c;

    identity_of_service("s3", doc_get_str(d->about, "account"), doc_get_str(d->about, "region"), bucket, &who);
    c = destination ? door_open(destination->service, destination->operation, &who, SPAN(ENDPOINT)) : NULL;
    if (!c) {
        delivery_done(d, DELIVERY_REFUSED);
        return;
    }
    input_put(c, d, &to);
    c->trace_id = doc_get_str(d->about, "trace");
    c->done = delivery_call_done;
    c->done_arg = d;
    door_submit(c);
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    (void)c;
    if (how != DELIVERY_ARRIVED)
        log_warn("s3: an event of bucket %.*s cannot be told to %.*s", SPAN_ARG(doc_get_str(d->about, "bucket")),
                 SPAN_ARG(d->lane));
}

const struct delivery_kind s3_event_delivery = { .name = "s3-event",
                                                 .slots = SLOTS,
                                                 .lane_slots = LANE_SLOTS,
                                                 .age_ms = AGE_MS,
                                                 .send = send,
                                                 .retry_ms = delivery_retry_doubling,
                                                 .end = end };

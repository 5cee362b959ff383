/* Deliveries whose lane is the destination's ARN. What is known about one is JSON: { function, role, attributes, key,
 * trace }, the attributes of dead letters alone, the key of objects. */
#include "emulator/services/lambda/lambda_destination.h"

#include "emulator/base/ids.h"
#include "emulator/base/log.h"
#include "emulator/base/source.h"
#include "emulator/base/times.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"

#define SLOTS           128
#define LANE_SLOTS      16
#define AGE_MS          INT64_C(21600000)
#define TOPIC_BYTES_MAX 262144
#define ENDPOINT        "http://localhost"

/* --- what they are called with ------------------------------------------------------------------------------------ */

static void queue_name(struct call *c, struct span arn)
{
    struct arn queue;

    arn_parse(arn, &queue);
    doc_put_format(c->in, "QueueUrl", ENDPOINT "/%.*s/%.*s", SPAN_ARG(queue.account), SPAN_ARG(queue.resource));
}

static void topic_name(struct call *c, struct span arn)
{
    doc_put_str(c->in, "TopicArn", arn);
}

static void function_name(struct call *c, struct span arn)
{
    doc_put_str(c->in, "FunctionName", arn);
}

static void attributes_put(struct call *c, const struct delivery *d)
{
    struct doc *attributes = doc_get(d->about, "attributes");

    if (doc_count(attributes)) doc_put(c->in, "MessageAttributes", attributes);
}

static void queue_put(struct call *c, const struct delivery *d)
{
    doc_put_str(c->in, "MessageBody", d->body);
    attributes_put(c, d);
}

static void topic_put(struct call *c, const struct delivery *d)
{
    doc_put_str(c->in, "Message", d->body);
    attributes_put(c, d);
}

static void function_put(struct call *c, const struct delivery *d)
{
    doc_put_cstr(c->in, "InvocationType", "Event");
    doc_put_blob(c->in, "Payload", d->body);
}

static void bucket_name(struct call *c, struct span arn)
{
    struct arn bucket;

    arn_parse(arn, &bucket);
    doc_put_str(c->in, "Bucket", bucket.resource);
}

static void bucket_put(struct call *c, const struct delivery *d)
{
    doc_put_str(c->in, "Key", doc_get_str(d->about, "key"));
    c->body_in = source_of_span(&c->arena, d->body);
}

static const struct target {
    const char *service;
    void (*name)(struct call *c, struct span arn);
    const char *find; /* the operation that finds it */
    const char *send;
    void (*put)(struct call *c, const struct delivery *d);
} targets[] = {
    { "sqs", queue_name, "GetQueueAttributes", "SendMessage", queue_put },
    { "sns", topic_name, "GetTopicAttributes", "Publish", topic_put },
    { "lambda", function_name, "GetFunctionConfiguration", "Invoke", function_put },
    { "s3", bucket_name, "HeadBucket", "PutObject", bucket_put },
};

static const struct target *target_of(struct span arn)
{
    struct arn parts;

    if (arn.size > DELIVERY_LANE_MAX || !arn_parse(arn, &parts)) return NULL;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (span_is(parts.service, targets[i].service)) return &targets[i];
    return NULL;
}

bool lambda_destination_is_known(struct span arn)
{
    return target_of(arn);
}

bool lambda_destination_exists(struct call *c, struct span arn)
{
    const struct target *t = target_of(arn);
    struct identity who;
    struct call *find;
    bool is_there;
    struct arn to;

    arn_parse(arn, &to);
    if (to.account.size) identity_of_service_at("lambda", arn, arn, &who);
    else identity_of_service("lambda", span_of(c->who.account), span_of(c->who.region), arn, &who);
    find = door_open(t->service, t->find, &who, SPAN(ENDPOINT));
    if (!find) return false;
    t->name(find, arn);
    is_there = door_call_within(c, find) == 0;
    call_free(find);
    return is_there;
}

bool lambda_destination_is_allowed(struct call *c, const struct lambda_function *f, struct span arn,
                                   const char **operation)
{
    const struct target *t = target_of(arn);
    struct identity role;
    struct call *send;
    bool is_allowed;

    *operation = span_is(span_of(t->send), "Invoke") ? "InvokeFunction" : t->send;
    if (!identity_of_role(f->role, arena_string(&c->arena, f->name), c->who.region, &role)) return true;
    send = door_open(t->service, t->send, &role, SPAN(ENDPOINT));
    if (!send) return true;
    t->name(send, arn);
    is_allowed = door_allows(c, send);
    call_free(send);
    return is_allowed;
}

/* --- sending ------------------------------------------------------------------------------------------------------ */

static bool role_of(struct delivery *d, struct identity *who)
{
    struct span name = doc_get_str(d->about, "function");
    struct arn to;

    return arn_parse(d->lane, &to) &&
           identity_of_role(doc_get_str(d->about, "role"), arena_string(&d->arena, name),
                            to.region.size ? arena_string(&d->arena, to.region) : REGION_DEFAULT, who);
}

static void send(struct delivery *d)
{
    const struct target *t = target_of(d->lane);
    struct identity who;
    struct call *c = t && role_of(d, &who) ? door_open(t->service, t->send, &who, SPAN(ENDPOINT)) : NULL;

    if (!c) {
        delivery_done(d, DELIVERY_REFUSED);
        return;
    }
    t->name(c, d->lane);
    t->put(c, d);
    c->trace_id = doc_get_str(d->about, "trace");
    c->done = delivery_call_done;
    c->done_arg = d;
    door_submit(c);
}

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    (void)c;
    if (how != DELIVERY_ARRIVED)
        log_warn("lambda: what became of an event for %.*s cannot be told to %.*s",
                 SPAN_ARG(doc_get_str(d->about, "function")), SPAN_ARG(d->lane));
}

const struct delivery_kind lambda_destination_delivery = { .name = "lambda-destination",
                                                           .slots = SLOTS,
                                                           .lane_slots = LANE_SLOTS,
                                                           .age_ms = AGE_MS,
                                                           .send = send,
                                                           .retry_ms = delivery_retry_doubling,
                                                           .end = end };

/* --- what is sent ------------------------------------------------------------------------------------------------- */

/* AWS: aws/lambda/…/YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS-UUID. */
static struct span object_key(struct call *c, struct span folder)
{
    struct span now = time_iso8601(&c->arena, c->now_ms);
    char uuid[37];

    uuid_new(uuid);
    return arena_format(&c->arena, "aws/lambda/%.*s/%.4s/%.2s/%.2s/%.13s.%.2s.%.2s-%s", SPAN_ARG(folder), now.data,
                        now.data + 5, now.data + 8, now.data, now.data + 14, now.data + 17, uuid);
}

void lambda_destination_send(struct call *c, const struct lambda_letter *letter)
{
    struct doc *about = doc_map(&c->arena);

    doc_put_str(about, "function", letter->function);
    doc_put_str(about, "role", letter->role);
    if (letter->trace.size) doc_put_str(about, "trace", letter->trace);
    if (letter->attributes) doc_put(about, "attributes", letter->attributes);
    if (letter->folder.size) doc_put_str(about, "key", object_key(c, letter->folder));
    delivery_add(c, &lambda_destination_delivery,
                 &(struct delivery_parcel){ .lane = letter->arn, .about = about, .body = letter->body });
}

static void add(struct call *c, const struct lambda_function *f, struct span arn, const struct lambda_outcome *o,
                struct span body, struct doc *attributes)
{
    lambda_destination_send(
        c, &(struct lambda_letter){ .function = f->name,
                                    .role = f->role,
                                    .arn = arn,
                                    .body = body,
                                    .trace = o->trace,
                                    .attributes = attributes,
                                    .folder = arena_format(&c->arena, "async/%.*s", SPAN_ARG(f->name)) });
}

/* AWS: where a topic would not take the record of a failure, it goes without the payloads. */
void lambda_destination_tell(struct call *c, const struct lambda_function *f, struct span arn,
                             const struct lambda_outcome *o)
{
    struct span record;
    struct arn to;

    if (!arn.size) return;
    record = lambda_record(&c->arena, o, true);
    if (record.size > TOPIC_BYTES_MAX && o->has_failed && arn_parse_of(arn, "sns", &to))
        record = lambda_record(&c->arena, o, false);
    add(c, f, arn, o, record, NULL);
}

void lambda_dead_letter_send(struct call *c, const struct lambda_function *f, const struct lambda_outcome *o)
{
    if (f->dead_letter_arn.size)
        add(c, f, f->dead_letter_arn, o, o->event, lambda_dead_letter_attributes(&c->arena, o));
}

/* Two kinds of deliveries: posts to HTTP(S) endpoints, and events for functions. Their lane is the subscription's ARN;
 * what is known about one is JSON: { type, endpoint, topic, message, content, raw, trace }. */
#include "emulator/services/sns/sns_outbox.h"

#include "emulator/base/log.h"
#include "emulator/core/door.h"
#include "emulator/http/http_client.h"
#include "emulator/services/sns/sns_envelope.h"
#include "emulator/services/sns/sns_queues.h"
#include "emulator/services/sns/sns_retry.h"

#define SLOTS           128
#define LANE_SLOTS      4
#define HTTP_TIMEOUT_MS 15000 /* AWS: an endpoint has so long to answer */

void sns_outbox_add(struct call *c, const struct sns_parcel *parcel)
{
    bool is_lambda = span_is(parcel->protocol, "lambda");
    struct doc *about = doc_map(&c->arena);
    struct delivery_parcel out = {
        .lane = parcel->subscription_arn, .about = about, .body = parcel->body, .per_second = parcel->max_per_second
    };

    doc_put_cstr(about, "type", parcel->type);
    doc_put_str(about, "endpoint", parcel->endpoint);
    doc_put_str(about, "topic", parcel->topic_arn);
    doc_put_str(about, "message", parcel->message_id);
    doc_put_str(about, "content", parcel->content_type);
    doc_put_bool(about, "raw", parcel->is_raw);
    doc_put_str(about, "trace", c->trace_id);
    delivery_add(c, is_lambda ? &sns_lambda_delivery : &sns_http_delivery, &out);
}

/* --- to endpoints ------------------------------------------------------------------------------------------------- */

struct post {
    struct delivery *delivery;
    struct http_client_request request;
};

/* AWS: what is the sender's fault is not tried again; too many requests and the server's own faults are. */
static void http_over(const struct http_client_result *r, void *arg)
{
    const struct post *post = arg;

    if (r->status < 200 || r->status >= 300)
        log_debug("sns: %s: %d %s", post->request.url, r->status, r->error ? r->error : "");
    delivery_done(post->delivery, r->status >= 200 && r->status < 300                       ? DELIVERY_DONE
                                  : r->status >= 400 && r->status < 500 && r->status != 429 ? DELIVERY_REFUSED
                                                                                            : DELIVERY_FAILED);
}

static void header(struct http_client_request *r, const char *name, struct span value)
{
    if (value.size && r->header_count < HTTP_CLIENT_HEADERS_MAX)
        r->headers[r->header_count++] = (struct http_header){ span_of(name), value };
}

/* AWS: https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
static void headers_put(struct http_client_request *r, const struct delivery *d)
{
    struct span type = doc_get_str(d->about, "type"), content = doc_get_str(d->about, "content");
    bool is_raw = doc_get_bool(d->about, "raw", false), is_notification = span_is(type, "Notification");

    header(r, "x-amz-sns-message-type", type);
    header(r, "x-amz-sns-message-id", doc_get_str(d->about, "message"));
    header(r, "x-amz-sns-topic-arn", doc_get_str(d->about, "topic"));
    if (!span_is(type, "SubscriptionConfirmation")) header(r, "x-amz-sns-subscription-arn", d->lane);
    if (is_raw && is_notification) header(r, "x-amz-sns-rawdelivery", SPAN("true"));
    header(r, "Content-Type", content.size ? content : SPAN("text/plain; charset=UTF-8"));
    header(r, "User-Agent", SPAN("Amazon Simple Notification Service Agent"));
    header(r, "Accept-Encoding", SPAN("gzip,deflate"));
    header(r, "X-Amzn-Trace-Id", doc_get_str(d->about, "trace"));
}

static void http_send(struct delivery *d)
{
    struct post *post = ARENA_NEW(&d->arena, struct post);

    post->delivery = d;
    post->request = (struct http_client_request){ .url = doc_get_cstr(d->about, "endpoint"),
                                                  .body = d->body,
                                                  .timeout_ms = HTTP_TIMEOUT_MS };
    headers_put(&post->request, d);
    http_client_send(&post->request, http_over, post);
}

static struct span delivery_policy_of_topic(struct call *c, struct span topic_arn)
{
    struct sns_topic t;

    if (!sns_store_topic_find(c, topic_arn, &t)) return (struct span){ NULL, 0 };
    return doc_get_str(t.attributes, "DeliveryPolicy");
}

static int64_t ms_of(int64_t seconds)
{
    return seconds < 0 ? -1 : seconds * 1000;
}

/* A subscription that is gone is not tried for again. */
static int64_t http_retry_ms(struct call *c, const struct delivery *d)
{
    struct sns_subscription s;
    struct sns_delivery policy;

    if (!sns_store_subscription_find(c, d->lane, &s)) return -1;
    sns_delivery_of(&c->arena, delivery_policy_of_topic(c, s.topic_arn), doc_get_str(s.attributes, "DeliveryPolicy"),
                    &policy);
    return ms_of(sns_retry_delay(&policy.retry, d->attempts + 1));
}

/* --- to functions ------------------------------------------------------------------------------------------------- */

static void lambda_send(struct delivery *d)
{
    struct span arn = doc_get_str(d->about, "endpoint");
    struct identity who = identity_default;
    struct call *c;

    identity_of_service_at("sns", arn, doc_get_str(d->about, "topic"), &who);
    c = door_open("lambda", "Invoke", &who, SPAN("http://localhost"));
    doc_put_str(c->in, "FunctionName", arn);
    doc_put_cstr(c->in, "InvocationType", "Event");
    doc_put_blob(c->in, "Payload", sns_lambda_event(&c->arena, d->body, d->lane));
    c->trace_id = doc_get_str(d->about, "trace");
    c->done = delivery_call_done;
    c->done_arg = d;
    door_submit(c);
}

static int64_t lambda_retry_ms(struct call *c, const struct delivery *d)
{
    struct sns_subscription s;

    if (!sns_store_subscription_find(c, d->lane, &s)) return -1;
    return ms_of(sns_retry_delay(&sns_retry_lambda, d->attempts + 1));
}

/* --- both --------------------------------------------------------------------------------------------------------- */

static void end(struct call *c, const struct delivery *d, enum delivery_end how)
{
    const struct letter letter = { .body = d->body };
    struct sns_subscription s;

    if (how != DELIVERY_ARRIVED && sns_store_subscription_find(c, d->lane, &s) && s.is_confirmed)
        sns_redrive(c, &s, &letter);
}

const struct delivery_kind sns_http_delivery = { .name = "sns-http",
                                                 .slots = SLOTS,
                                                 .lane_slots = LANE_SLOTS,
                                                 .send = http_send,
                                                 .retry_ms = http_retry_ms,
                                                 .end = end };
const struct delivery_kind sns_lambda_delivery = { .name = "sns-lambda",
                                                   .slots = SLOTS,
                                                   .lane_slots = LANE_SLOTS,
                                                   .send = lambda_send,
                                                   .retry_ms = lambda_retry_ms,
                                                   .end = end };

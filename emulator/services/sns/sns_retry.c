/* The schedule of retries, and the JSON that it comes from.
 *
 * AWS does not publish its four functions for the pauses that grow, only that each goes from the shortest to the
 * longest; ours are, with x from 0 to 1 over the n pauses: linear x; arithmetic x(x + 1/n) scaled, whose steps grow
 * evenly; geometric, with one ratio between neighbours; exponential, whose steps double. */
#include "emulator/services/sns/sns_retry.h"

#include <math.h>
#include <string.h>

#include "emulator/base/json.h"

#define CONTENT_TYPE "text/plain; charset=UTF-8"

const struct sns_retry_policy sns_retry_lambda = {
    .min_seconds = 1,
    .max_seconds = 20,
    .retries = 100015,
    .at_once = 3,
    .shortest = 2,
    .longest = 100000,
    .backoff = BACKOFF_EXPONENTIAL,
};

static const struct sns_retry_policy by_default = { .min_seconds = 20, .max_seconds = 20, .retries = 3 };

static const char *const backoff_names[] = { "linear", "arithmetic", "geometric", "exponential" };

/* --- the schedule ------------------------------------------------------------------------------------------------- */

/* The ith of n pauses that grow, both from 0. */
static double growing(const struct sns_retry_policy *p, int64_t i, int64_t n)
{
    double low = (double)p->min_seconds, high = (double)p->max_seconds, last = (double)(n - 1), x;

    if (n == 1) return low;
    x = (double)i / last;
    switch (p->backoff) {
    case BACKOFF_ARITHMETIC: return low + (high - low) * x * (x * last + 1) / (last + 1);
    case BACKOFF_GEOMETRIC: return low * pow(high / low, x);
    case BACKOFF_EXPONENTIAL: return low + (high - low) * (exp2(x * last) - 1) / (exp2(last) - 1);
    default: return low + (high - low) * x;
    }
}

int64_t sns_retry_delay(const struct sns_retry_policy *p, int64_t n)
{
    int64_t many = p->retries - p->at_once - p->shortest - p->longest;

    if (n > p->retries) return -1;
    if (n <= p->at_once) return 0;
    n -= p->at_once;
    if (n <= p->shortest) return p->min_seconds;
    n -= p->shortest;
    return n <= many ? llround(growing(p, n - 1, many)) : p->max_seconds;
}

/* --- checking ----------------------------------------------------------------------------------------------------- */

static const struct number_rule {
    const char *name;
    int64_t min, max;
} number_rules[] = {
    { "minDelayTarget", 1, 3600 },   { "maxDelayTarget", 1, 3600 },    { "numRetries", 0, 100 },
    { "numNoDelayRetries", 0, 100 }, { "numMinDelayRetries", 0, 100 }, { "numMaxDelayRetries", 0, 100 },
};

static const char *number_check(struct arena *a, const char *where, const struct doc_member *m)
{
    for (size_t i = 0; i < sizeof number_rules / sizeof *number_rules; i++) {
        const struct number_rule *rule = &number_rules[i];
        if (!span_is(m->name, rule->name)) continue;
        if (m->value->kind == DOC_NULL) return NULL;
        if (m->value->kind != DOC_INT)
            return arena_printf(a, "DeliveryPolicy: %s.%s must be an integer", where, rule->name);
        if (m->value->integer < rule->min)
            return arena_printf(a, "DeliveryPolicy: %s.%s must be greater than or equal to %d", where, rule->name,
                                (int)rule->min);
        if (m->value->integer > rule->max)
            return arena_printf(a, "DeliveryPolicy: %s.%s must be less than or equal to %d", where, rule->name,
                                (int)rule->max);
        return NULL;
    }
    return arena_printf(a, "DeliveryPolicy: Unexpected JSON member: %.*s", SPAN_ARG(m->name));
}

static bool is_backoff(struct span name)
{
    for (size_t i = 0; i < 4; i++)
        if (span_is(name, backoff_names[i])) return true;
    return false;
}

static void retry_read(const struct doc *d, struct sns_retry_policy *p);

static const char *retry_check(struct arena *a, const char *where, const struct doc *d)
{
    struct sns_retry_policy p = by_default;
    const char *wrong;

    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        if (span_is(m->name, "backoffFunction")) {
            if (m->value->kind != DOC_NULL && !is_backoff(doc_text(m->value)))
                return arena_printf(
                    a, "DeliveryPolicy: %s.backoffFunction must be one of: linear, arithmetic, geometric, exponential",
                    where);
        } else if ((wrong = number_check(a, where, m))) {
            return wrong;
        }
    }
    retry_read(d, &p);
    if (p.min_seconds > p.max_seconds)
        return arena_printf(a, "DeliveryPolicy: %s.minDelayTarget must be less than or equal to maxDelayTarget", where);
    if (p.at_once + p.shortest + p.longest > p.retries)
        return arena_printf(
            a,
            "DeliveryPolicy: %s.numRetries must be greater than or equal to total of numMinDelayRetries, "
            "numNoDelayRetries and numMaxDelayRetries",
            where);
    return NULL;
}

static const char *throttle_check(struct arena *a, const char *where, const struct doc *d)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        if (!span_is(m->name, "maxReceivesPerSecond"))
            return arena_printf(a, "DeliveryPolicy: Unexpected JSON member: %.*s", SPAN_ARG(m->name));
        if (m->value->kind == DOC_NULL) continue;
        if (m->value->kind != DOC_INT || m->value->integer < 1)
            return arena_printf(a, "DeliveryPolicy: %s.maxReceivesPerSecond must be greater than or equal to 1", where);
    }
    return NULL;
}

static const char *request_check(struct arena *a, const char *where, const struct doc *d)
{
    static const char *const types[] = {
        CONTENT_TYPE,
        "application/json",
        "application/octet-stream",
        "application/soap+xml",
        "application/xml",
        "application/xop+xml",
        "application/x-www-form-urlencoded",
        "application/x-amz-json-1.0",
        "text/css",
        "text/csv",
        "text/html",
        "text/plain",
        "text/xml",
    };

    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        bool known = false;
        if (!span_is(m->name, "headerContentType"))
            return arena_printf(a, "DeliveryPolicy: Unexpected JSON member: %.*s", SPAN_ARG(m->name));
        for (size_t t = 0; t < sizeof types / sizeof *types; t++)
            if (span_starts(doc_text(m->value), types[t])) known = true;
        if (!known) return arena_printf(a, "DeliveryPolicy: %s.headerContentType is invalid", where);
    }
    return NULL;
}

/* The members of one policy, by the names they have in it. */
struct member_names {
    const char *retry, *throttle, *request, *prefix;
    bool of_topic;
};
static const struct member_names topic_names = { "defaultHealthyRetryPolicy", "defaultThrottlePolicy",
                                                 "defaultRequestPolicy", "http.", true };
static const struct member_names subscription_names = { "healthyRetryPolicy", "throttlePolicy", "requestPolicy", "",
                                                        false };

static const char *object_check(struct arena *a, const char *where, const struct doc *d,
                                const char *(*check)(struct arena *a, const char *where, const struct doc *d))
{
    if (doc_is(d, DOC_NULL)) return NULL;
    return doc_is(d, DOC_MAP) ? check(a, where, d) : arena_printf(a, "DeliveryPolicy: %s must be a JSON object", where);
}

static const char *members_check(struct arena *a, const struct doc *d, const struct member_names *names)
{
    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        const char *where = arena_printf(a, "%s%.*s", names->prefix, SPAN_ARG(m->name)), *wrong = NULL;
        bool is_null = m->value->kind == DOC_NULL;
        if (span_is(m->name, names->retry)) wrong = object_check(a, where, m->value, retry_check);
        else if (span_is(m->name, names->throttle)) wrong = object_check(a, where, m->value, throttle_check);
        else if (span_is(m->name, names->request)) wrong = object_check(a, where, m->value, request_check);
        else if (names->of_topic && span_is(m->name, "disableSubscriptionOverrides") &&
                 (is_null || m->value->kind == DOC_BOOL))
            continue;
        else if (!names->of_topic && (span_is(m->name, "sicklyRetryPolicy") || span_is(m->name, "guaranteed")))
            continue;
        else return arena_printf(a, "DeliveryPolicy: Unexpected JSON member: %.*s", SPAN_ARG(m->name));
        if (wrong) return wrong;
    }
    return NULL;
}

const char *sns_delivery_policy_check(struct arena *a, struct span text, bool of_topic)
{
    struct doc *d = json_parse(a, text, NULL);
    const char *wrong;

    if (!text.size) return NULL;
    if (!doc_is(d, DOC_MAP)) return "DeliveryPolicy: failed to parse JSON.";
    if (!of_topic) return members_check(a, d, &subscription_names);
    for (size_t i = 0; i < doc_count(d); i++) {
        const struct doc_member *m = &d->map.members[i];
        if (!span_is(m->name, "http"))
            return arena_printf(a, "DeliveryPolicy: Unexpected JSON member: %.*s", SPAN_ARG(m->name));
        if (!doc_is(m->value, DOC_MAP)) return "DeliveryPolicy: http must be a JSON object";
        wrong = members_check(a, m->value, &topic_names);
        if (wrong) return wrong;
    }
    return NULL;
}

/* --- what holds --------------------------------------------------------------------------------------------------- */

static void retry_read(const struct doc *d, struct sns_retry_policy *p)
{
    struct span backoff = doc_get_str(d, "backoffFunction");

    p->min_seconds = doc_get_int(d, "minDelayTarget", p->min_seconds);
    p->max_seconds = doc_get_int(d, "maxDelayTarget", p->max_seconds);
    p->retries = doc_get_int(d, "numRetries", p->retries);
    p->at_once = doc_get_int(d, "numNoDelayRetries", p->at_once);
    p->shortest = doc_get_int(d, "numMinDelayRetries", p->shortest);
    p->longest = doc_get_int(d, "numMaxDelayRetries", p->longest);
    for (int i = 0; i < 4; i++)
        if (span_is(backoff, backoff_names[i])) p->backoff = (enum sns_backoff)i;
}

static void policy_read(const struct doc *d, const struct member_names *names, struct sns_delivery *out)
{
    struct span type = doc_get_str(doc_get(d, names->request), "headerContentType");
    int64_t pace = doc_get_int(doc_get(d, names->throttle), "maxReceivesPerSecond", 0);

    if (doc_is(doc_get(d, names->retry), DOC_MAP)) {
        out->retry = by_default;
        retry_read(doc_get(d, names->retry), &out->retry);
    }
    if (type.size) out->content_type = type;
    if (pace) out->max_per_second = pace;
}

static struct doc *policy_parse(struct arena *a, struct span text)
{
    return text.size ? json_parse(a, text, NULL) : NULL;
}

void sns_delivery_of(struct arena *a, struct span topic_policy, struct span subscription_policy,
                     struct sns_delivery *out)
{
    struct doc *of_topic = doc_get(policy_parse(a, topic_policy), "http");

    *out = (struct sns_delivery){ by_default, SPAN(CONTENT_TYPE), 0 };
    policy_read(of_topic, &topic_names, out);
    if (!doc_get_bool(of_topic, "disableSubscriptionOverrides", false))
        policy_read(policy_parse(a, subscription_policy), &subscription_names, out);
}

static void put_retry(struct doc *into, const char *name, const struct sns_retry_policy *p)
{
    struct doc *d = doc_put_map(into, name);

    doc_put_int(d, "minDelayTarget", p->min_seconds);
    doc_put_int(d, "maxDelayTarget", p->max_seconds);
    doc_put_int(d, "numRetries", p->retries);
    doc_put_int(d, "numMaxDelayRetries", p->longest);
    doc_put_int(d, "numNoDelayRetries", p->at_once);
    doc_put_int(d, "numMinDelayRetries", p->shortest);
    doc_put_cstr(d, "backoffFunction", backoff_names[p->backoff]);
}

static struct doc *map_or_null(struct arena *a, const struct doc *d, const char *name)
{
    struct doc *value = doc_get(d, name);

    return doc_is(value, DOC_MAP) ? value : doc_null(a);
}

static struct doc *normal_of_topic(struct arena *a, const struct doc *http)
{
    const char *const members[] = { topic_names.retry, "disableSubscriptionOverrides", topic_names.throttle,
                                    topic_names.request };
    struct doc *d = doc_map(a), *inner = doc_put_map(d, "http");

    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (i == 1) doc_put_bool(inner, members[i], doc_get_bool(http, members[i], false));
        else if (doc_is(doc_get(http, members[i]), DOC_MAP)) doc_put(inner, members[i], doc_get(http, members[i]));
    return d;
}

static struct doc *normal_of_subscription(struct arena *a, const struct doc *policy)
{
    struct sns_retry_policy retry = by_default;
    struct doc *d = doc_map(a);

    doc_put(d, subscription_names.retry, doc_null(a));
    if (doc_is(doc_get(policy, subscription_names.retry), DOC_MAP)) {
        retry_read(doc_get(policy, subscription_names.retry), &retry);
        put_retry(d, subscription_names.retry, &retry);
    }
    doc_put(d, "sicklyRetryPolicy", doc_null(a));
    doc_put(d, subscription_names.throttle, map_or_null(a, policy, subscription_names.throttle));
    doc_put(d, subscription_names.request, map_or_null(a, policy, subscription_names.request));
    doc_put_bool(d, "guaranteed", doc_get_bool(policy, "guaranteed", false));
    return d;
}

struct span sns_delivery_policy_normal(struct arena *a, struct span text, bool of_topic)
{
    struct doc *d = policy_parse(a, text);

    if (!text.size || (of_topic && !doc_get(d, "http"))) return text;
    return json_text(a, of_topic ? normal_of_topic(a, doc_get(d, "http")) : normal_of_subscription(a, d));
}

struct span sns_effective_of_topic(struct arena *a, struct span topic_policy)
{
    struct doc *of_topic = doc_get(policy_parse(a, topic_policy), "http"), *d = doc_map(a), *http;
    struct doc *throttle = doc_get(of_topic, topic_names.throttle);
    struct sns_delivery delivery;

    sns_delivery_of(a, topic_policy, (struct span){ NULL, 0 }, &delivery);
    http = doc_put_map(d, "http");
    put_retry(http, "defaultHealthyRetryPolicy", &delivery.retry);
    doc_put_bool(http, "disableSubscriptionOverrides", doc_get_bool(of_topic, "disableSubscriptionOverrides", false));
    if (doc_is(throttle, DOC_MAP)) doc_put(http, "defaultThrottlePolicy", throttle);
    doc_put_str(doc_put_map(http, "defaultRequestPolicy"), "headerContentType", delivery.content_type);
    return json_text(a, d);
}

struct span sns_effective_of_subscription(struct arena *a, struct span topic_policy, struct span subscription_policy)
{
    struct doc *d = doc_map(a);
    struct sns_delivery delivery;

    sns_delivery_of(a, topic_policy, subscription_policy, &delivery);
    put_retry(d, "healthyRetryPolicy", &delivery.retry);
    doc_put(d, "sicklyRetryPolicy", doc_null(a));
    doc_put(d, "throttlePolicy", doc_null(a));
    if (delivery.max_per_second)
        doc_put_int(doc_put_map(d, "throttlePolicy"), "maxReceivesPerSecond", delivery.max_per_second);
    doc_put_str(doc_put_map(d, "requestPolicy"), "headerContentType", delivery.content_type);
    doc_put_bool(d, "guaranteed", false);
    return json_text(a, d);
}

/* Each limit is a bucket of its own name. */
#include "emulator/services/apigateway/apigateway_keys.h"

#include "emulator/services/apigateway/apigateway_buckets.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_usage.h"

int api_key_find(struct api_request *r)
{
    if (r->method->needs_key && !span_is(doc_get_str(r->live->rest, "apiKeySource"), "AUTHORIZER"))
        r->key = api_plans_find(&r->live->plans, http_header(r->http, "x-api-key"));
    return 0;
}

int api_key_check(struct api_request *r)
{
    return r->method->needs_key && !r->key ? api_refuse(r, API_INVALID_API_KEY) : 0;
}

/* --- throttles ---------------------------------------------------------------------------------------------------- */

static bool has_limit(struct api_throttle t)
{
    return t.rate >= 0 && t.burst >= 0;
}

/* "SCOPE\nOF\nMETHOD PATH" */
static bool method_lets(struct api_request *r, struct span scope, struct span of, struct api_throttle t)
{
    struct span name;

    if (!has_limit(t)) return true;
    name = arena_format(r->arena, "%.*s\n%.*s\n%.*s %.*s", SPAN_ARG(scope), SPAN_ARG(of), SPAN_ARG(r->method->name),
                        SPAN_ARG(r->method->resource_path));
    return api_bucket_take(name, t, r->now_ms);
}

static struct span stage_name(struct api_request *r)
{
    return arena_format(r->arena, "%.*s/%.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage));
}

/* A plan's limits are each key's own. */
static bool plan_lets(struct api_request *r)
{
    const struct api_plan *plan = r->key->plan;
    struct span stage = stage_name(r);
    struct span key = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(plan->id), SPAN_ARG(r->key->id));
    struct api_throttle own = api_plan_throttle(plan, r->method->resource_path, r->method->name);

    if (!method_lets(r, stage, key, own)) return false;
    return !has_limit(plan->throttle) || api_bucket_take(key, plan->throttle, r->now_ms);
}

static bool account_lets(struct api_request *r)
{
    struct span name = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(r->live->account), SPAN_ARG(r->live->region));

    return api_bucket_take(name, (struct api_throttle){ API_ACCOUNT_RATE, API_ACCOUNT_BURST }, r->now_ms);
}

int api_throttle_check(struct api_request *r)
{
    if (r->key && !plan_lets(r)) return api_refuse(r, API_THROTTLED);
    if (!method_lets(r, stage_name(r), SPAN(""), r->method->settings.throttle)) return api_refuse(r, API_THROTTLED);
    if (!account_lets(r)) return api_refuse(r, API_THROTTLED);
    if (r->key && !api_usage_take(r->key, r->now_ms)) return api_refuse(r, API_QUOTA_EXCEEDED);
    return 0;
}

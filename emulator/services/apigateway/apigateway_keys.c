/* Each limit is a bucket of its own name. */
#include "emulator/services/apigateway/apigateway_keys.h"

#include "emulator/core/buckets.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_usage.h"

int api_key_find(struct api_request *r)
{
    if (r->method->needs_key && !span_is(doc_get_str(r->live->rest, "apiKeySource"), "AUTHORIZER"))
        r->key = api_plans_find(&r->live->plans, http_header(r->http, "x-api-key"));
    return 0;
}

/* AWS: of a key its last six letters are told. */
static struct span masked(struct api_request *r)
{
    struct span value = r->log && r->key ? r->key->value : SPAN("");
    size_t shown = value.size > 6 ? 6 : 0;

    if (!value.size) return value;
    return arena_format(r->arena, "**********************************%.*s",
                        SPAN_ARG(span_sub(value, value.size - shown, shown)));
}

static int refuse_key(struct api_request *r)
{
    api_log_error(
        r,
        "API Key  not authorized because method '%.*s %.*s' requires API Key and API Key is not associated with "
        "a Usage Plan for API Stage %.*s/%.*s: No Usage Plan found for key and API Stage",
        SPAN_ARG(r->method->name), SPAN_ARG(r->method->resource_path), SPAN_ARG(r->api_id), SPAN_ARG(r->stage));
    return api_refuse(r, API_INVALID_API_KEY);
}

int api_key_check(struct api_request *r)
{
    struct span key = masked(r);

    api_log_info(r, "Verifying Usage Plan for request: %s. API Key: %.*s API Stage: %.*s/%.*s", r->request_id,
                 SPAN_ARG(key), SPAN_ARG(r->api_id), SPAN_ARG(r->stage));
    if (r->method->needs_key && !r->key) return refuse_key(r);
    if (!r->method->needs_key)
        api_log_info(r,
                     "API Key %.*s authorized because method '%.*s %.*s' does not require API Key. Request will not "
                     "contribute to throttle or quota limits",
                     SPAN_ARG(key), SPAN_ARG(r->method->name), SPAN_ARG(r->method->resource_path));
    api_log_info(r, "Usage Plan check succeeded for API Key %.*s and API Stage %.*s/%.*s", SPAN_ARG(key),
                 SPAN_ARG(r->api_id), SPAN_ARG(r->stage));
    return 0;
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
    return bucket_take(name, t.rate, t.burst, r->now_ms);
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
    return !has_limit(plan->throttle) || bucket_take(key, plan->throttle.rate, plan->throttle.burst, r->now_ms);
}

static bool account_lets(struct api_request *r)
{
    struct span name = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(r->live->account), SPAN_ARG(r->live->region));

    return bucket_take(name, API_ACCOUNT_RATE, API_ACCOUNT_BURST, r->now_ms);
}

int api_throttle_check(struct api_request *r)
{
    if (r->key && !plan_lets(r)) return api_refuse(r, API_THROTTLED);
    if (!method_lets(r, stage_name(r), SPAN(""), r->method->settings.throttle)) return api_refuse(r, API_THROTTLED);
    if (!account_lets(r)) return api_refuse(r, API_THROTTLED);
    if (r->key && !api_usage_take(r->key, r->now_ms)) return api_refuse(r, API_QUOTA_EXCEEDED);
    return 0;
}

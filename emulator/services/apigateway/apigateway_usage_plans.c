/* Handlers of usage plans and their keys. */
#include "emulator/services/apigateway/apigateway_usage_plans.h"

#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- checks ------------------------------------------------------------------------------------------------------- */

static int quota_check(struct call *c, const struct doc *quota)
{
    struct span period = doc_get_str(quota, "period");
    int64_t limit = doc_get_int(quota, "limit", 0), offset = doc_get_int(quota, "offset", 0);
    int64_t last = span_is(period, "WEEK") ? 6 : span_is(period, "MONTH") ? 27 : 0;

    if (!quota) return 0;
    if (!span_is(period, "DAY") && !span_is(period, "WEEK") && !span_is(period, "MONTH"))
        return fault(c, &apigateway_bad_request, "Usage Plan quota period must be one of: DAY, WEEK, MONTH");
    if (limit < 1) return fault(c, &apigateway_bad_request, "Usage Plan quota limit must be greater than zero");
    if (offset >= 0 && offset <= last) return 0;
    if (!last) return fault(c, &apigateway_bad_request, "Usage Plan quota offset must be zero in the DAY period");
    return fault(c, &apigateway_bad_request,
                 "Usage Plan quota offset must be between zero and %d inclusive in the %.*s period", (int)last,
                 SPAN_ARG(period));
}

static int throttle_check(struct call *c, const struct doc *throttle)
{
    if (doc_get_int(throttle, "burstLimit", 0) >= 0 && doc_as_double(doc_get(throttle, "rateLimit")) >= 0) return 0;
    return fault(c, &apigateway_bad_request, "Usage Plan throttle limits must not be negative");
}

static int plan_check(struct call *c, const struct doc *plan)
{
    return quota_check(c, doc_get(plan, "quota")) || throttle_check(c, doc_get(plan, "throttle")) ? -1 : 0;
}

/* AWS: these words are as they come, unfilled. */
static int stage_check(struct call *c, struct span api, struct span stage)
{
    if (!api.size || !stage.size)
        return fault(c, &apigateway_bad_request,
                     "Invalid API Stage {api: %%s, stage: %%s} specified for usageplan %%s");
    if (api_store_get(c, api_noun_stage.kind, api, stage)) return 0;
    return fault(c, &apigateway_not_found, "API Stage not found: %.*s:%.*s", SPAN_ARG(api), SPAN_ARG(stage));
}

static int stages_check(struct call *c, const struct doc *stages)
{
    for (size_t i = 0; i < doc_count(stages); i++)
        if (stage_check(c, doc_get_str(doc_at(stages, i), "apiId"), doc_get_str(doc_at(stages, i), "stage"))) return -1;
    return 0;
}

/* --- plans -------------------------------------------------------------------------------------------------------- */

int api_create_usage_plan(struct call *c)
{
    static const char *const kept[] = { "name", "description", "throttle", NULL };
    struct doc *plan = doc_map(&c->arena), *stages = doc_get(c->in, "apiStages"), *quota = doc_get(c->in, "quota");
    struct span id;

    if (!doc_get_str(c->in, "name").size) return fault(c, &apigateway_bad_request, "Usage plan name cannot be blank");
    if (stages_check(c, stages) || plan_check(c, c->in)) return -1;
    id = api_id_wanted(c, &api_noun_usage_plan, 6);
    if (!id.data) return -1;
    doc_put_str(plan, "id", id);
    api_keep(c, plan, kept);
    if (quota && !doc_get(quota, "offset")) doc_put_int(quota, "offset", 0);
    if (quota) doc_put(plan, "quota", quota);
    doc_put(plan, "apiStages", stages ? stages : doc_list(&c->arena));
    if (doc_count(doc_get(c->in, "tags"))) doc_put(plan, "tags", doc_get(c->in, "tags"));
    api_noun_put(c, &api_noun_usage_plan, plan);
    c->out = plan;
    return 0;
}

/* AWS: one alone has tags, if none. */
static struct doc *plan_answer(struct call *c, const struct doc *plan)
{
    struct doc *answer = doc_shallow(&c->arena, plan);

    if (!doc_get(answer, "tags")) doc_put_map(answer, "tags");
    return answer;
}

int api_get_usage_plan(struct call *c)
{
    struct doc *plan;

    if (api_noun_require(c, &api_noun_usage_plan, &plan)) return -1;
    c->out = plan_answer(c, plan);
    return 0;
}

int api_get_usage_plans(struct call *c)
{
    struct span key = doc_get_str(c->in, "keyId");
    struct doc *all = api_noun_all(c, &api_noun_usage_plan), *asked = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(all); i++) {
        struct span id = doc_get_str(doc_at(all, i), "id");
        if (!key.data || api_store_get(c, api_noun_usage_plan_key.kind, id, key)) doc_append(asked, doc_at(all, i));
    }
    return api_noun_page(c, &api_noun_usage_plan, asked);
}

int api_delete_usage_plan(struct call *c)
{
    struct span id = doc_get_str(c->in, "usagePlanId");
    struct doc *plan, *stage;

    if (api_noun_require(c, &api_noun_usage_plan, &plan)) return -1;
    stage = doc_at(doc_get(plan, "apiStages"), 0);
    if (stage)
        return fault(
            c, &apigateway_bad_request,
            "Cannot delete Usage Plan %.*s because there are API Stages associated with it, including %.*s:%.*s",
            SPAN_ARG(id), SPAN_ARG(doc_get_str(stage, "apiId")), SPAN_ARG(doc_get_str(stage, "stage")));
    api_store_delete_of(c, api_noun_usage_plan_key.kind, id);
    return api_noun_delete(c, &api_noun_usage_plan);
}

/* --- their PATCH -------------------------------------------------------------------------------------------------- */

/* The plan's entry for "API:STAGE"; `at` is its place. NULL: it has none. */
static struct doc *stage_find(const struct doc *plan, struct span name, size_t *at)
{
    struct doc *stages = doc_get(plan, "apiStages");
    size_t colon = span_find(name, ':');

    for (*at = 0; *at < doc_count(stages); ++*at)
        if (span_eq(doc_get_str(doc_at(stages, *at), "apiId"), span_sub(name, 0, colon)) &&
            span_eq(doc_get_str(doc_at(stages, *at), "stage"), span_sub(name, colon + 1, SIZE_MAX)))
            return doc_at(stages, *at);
    return NULL;
}

/* AWS: of one stage a key has one plan. */
static int one_plan_check(struct call *c, const struct doc *plan, struct span key_id)
{
    struct doc *plans = api_noun_all(c, &api_noun_usage_plan), *stages = doc_get(plan, "apiStages");
    struct span id = doc_get_str(plan, "id");
    size_t at;

    for (size_t i = 0; i < doc_count(plans); i++) {
        struct doc *other = doc_at(plans, i);
        if (span_eq(doc_get_str(other, "id"), id) ||
            !api_store_get(c, api_noun_usage_plan_key.kind, doc_get_str(other, "id"), key_id))
            continue;
        for (size_t k = 0; k < doc_count(stages); k++) {
            struct doc *s = doc_at(stages, k);
            struct span name = arena_format(&c->arena, "%.*s:%.*s", SPAN_ARG(doc_get_str(s, "apiId")),
                                            SPAN_ARG(doc_get_str(s, "stage")));
            if (stage_find(other, name, &at))
                return fault(
                    c, &apigateway_conflict,
                    "Usage Plan %.*s cannot be added because API Key %.*s cannot reference multiple Usage Plans "
                    "with the same API stage: %.*s",
                    SPAN_ARG(id), SPAN_ARG(key_id), SPAN_ARG(name));
        }
    }
    return 0;
}

/* Likewise of all keys that the plan has. */
static int keys_check(struct call *c, const struct doc *plan)
{
    struct doc *keys = api_noun_all_of(c, &api_noun_usage_plan_key, doc_get_str(plan, "id"));

    for (size_t i = 0; i < doc_count(keys); i++)
        if (one_plan_check(c, plan, doc_get_str(doc_at(keys, i), "id"))) return -1;
    return 0;
}

static int stage_missing(struct api_patch *p, struct span name)
{
    size_t colon = span_find(name, ':');

    return fault(p->c, &apigateway_not_found, "Invalid API Stage {api: %.*s, stage: %.*s} specified for usageplan %.*s",
                 SPAN_ARG(span_sub(name, 0, colon)), SPAN_ARG(span_sub(name, colon + 1, SIZE_MAX)),
                 SPAN_ARG(doc_get_str(p->document, "id")));
}

static int stages_set(struct api_patch *p)
{
    struct doc *stages = doc_get(p->document, "apiStages"), *left, *one = doc_map(&p->c->arena);
    size_t colon = span_find(p->value, ':'), at;
    bool is_there = stage_find(p->document, p->value, &at) != NULL;

    if (!p->value.data || colon == p->value.size)
        return fault(p->c, &apigateway_bad_request, "Invalid API Stage specified");
    if (p->op == PATCH_ADD) {
        doc_put_str(one, "apiId", span_sub(p->value, 0, colon));
        doc_put_str(one, "stage", span_sub(p->value, colon + 1, SIZE_MAX));
        if (stage_check(p->c, doc_get_str(one, "apiId"), doc_get_str(one, "stage"))) return -1;
        if (is_there) return 0;
        doc_append(stages, one);
        return keys_check(p->c, p->document);
    }
    if (!is_there) return stage_missing(p, p->value);
    left = doc_put_list(p->document, "apiStages");
    for (size_t i = 0; i < doc_count(stages); i++)
        if (i != at) doc_append(left, doc_at(stages, i));
    return 0;
}

static struct span without(struct span text, const char *suffix)
{
    return span_ends(text, suffix) ? span_sub(text, 0, text.size - strlen(suffix)) : text;
}

/* "/apiStages/API:STAGE/throttle/~1orders/GET/rateLimit", and with "//orders": kept by "/orders/GET". */
static int stage_throttle_set(struct api_patch *p)
{
    struct span path = p->path, piece, name = { NULL, 0 }, key;
    struct doc *stage, *throttle, *limits, *value;
    bool is_rate = span_ends(p->path, "/rateLimit");
    size_t at;

    api_patch_segment(p->c, &path, &piece); /* apiStages */
    api_patch_segment(p->c, &path, &name);
    api_patch_segment(p->c, &path, &piece); /* throttle */
    stage = stage_find(p->document, name, &at);
    if (!stage) return stage_missing(p, name);
    throttle = doc_get(stage, "throttle");
    if (!throttle) throttle = doc_put_map(stage, "throttle");
    key = api_patch_unescape(&p->c->arena, without(without(path, "/rateLimit"), "/burstLimit"));
    if (p->op == PATCH_REMOVE) {
        if (path.size) doc_remove(throttle, key);
        else doc_remove(stage, SPAN("throttle"));
        return 0;
    }
    if (api_patch_value(p, is_rate ? PATCH_NUMBER : PATCH_INTEGER, p->value, &value)) return -1;
    limits = doc_get_span(throttle, key);
    if (!limits) doc_put_span(throttle, key, limits = doc_map(&p->c->arena));
    doc_put(limits, is_rate ? "rateLimit" : "burstLimit", value);
    return 0;
}

static int whole_set(struct api_patch *p)
{
    doc_remove(p->document, span_sub(p->path, 1, SIZE_MAX));
    return 0;
}

static const struct api_patch_row rows[] = {
    { "/apiStages", PATCH_ADD | PATCH_REMOVE, PATCH_TEXT, stages_set },
    { "/quota", PATCH_REMOVE, PATCH_TEXT, whole_set },
    { "/throttle", PATCH_REMOVE, PATCH_TEXT, whole_set },
    { "/name", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/productCode", PATCH_ANY, PATCH_TEXT, NULL },
    { "/quota/limit", PATCH_ADD | PATCH_REPLACE, PATCH_INTEGER, NULL },
    { "/quota/offset", PATCH_ADD | PATCH_REPLACE, PATCH_INTEGER, NULL },
    { "/quota/period", PATCH_ADD | PATCH_REPLACE, PATCH_TEXT, NULL },
    { "/throttle/burstLimit", PATCH_ADD | PATCH_REPLACE, PATCH_INTEGER, NULL },
    { "/throttle/rateLimit", PATCH_ADD | PATCH_REPLACE, PATCH_NUMBER, NULL },
    { "/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit", PATCH_ADD | PATCH_REPLACE,
      PATCH_NUMBER, stage_throttle_set },
    { "/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit", PATCH_ADD | PATCH_REPLACE,
      PATCH_INTEGER, stage_throttle_set },
    { "/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>", PATCH_ANY, PATCH_TEXT, stage_throttle_set },
    { "/apiStages/<apidId:stageName>/throttle", PATCH_REMOVE, PATCH_TEXT, stage_throttle_set },
    { NULL, 0, PATCH_TEXT, NULL },
};

int api_update_usage_plan(struct call *c)
{
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *plan, *quota;

    if (api_noun_require(c, &api_noun_usage_plan, &plan) || api_patch(c, &rules, plan)) return -1;
    quota = doc_get(plan, "quota");
    if (quota && !doc_get(quota, "offset")) doc_put_int(quota, "offset", 0);
    if (plan_check(c, plan)) return -1;
    api_noun_put(c, &api_noun_usage_plan, plan);
    c->out = plan_answer(c, plan);
    return 0;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static struct doc *plan_key(struct call *c, const struct doc *key)
{
    struct doc *out = doc_map(&c->arena);

    doc_put_str(out, "id", doc_get_str(key, "id"));
    doc_put_cstr(out, "type", "API_KEY");
    doc_put_str(out, "value", doc_get_str(key, "value"));
    doc_put_str(out, "name", doc_get_str(key, "name"));
    return out;
}

void api_usage_plan_take(struct call *c, struct span plan_id, const struct doc *key)
{
    api_store_put(c, api_noun_usage_plan_key.kind, plan_id, doc_get_str(key, "id"), plan_key(c, key));
}

void api_usage_plans_forget_key(struct call *c, struct span key_id)
{
    struct doc *plans = api_noun_all(c, &api_noun_usage_plan);

    for (size_t i = 0; i < doc_count(plans); i++)
        api_store_delete(c, api_noun_usage_plan_key.kind, doc_get_str(doc_at(plans, i), "id"), key_id);
}

int api_create_usage_plan_key(struct call *c)
{
    struct span key_id = doc_get_str(c->in, "keyId");
    struct doc *plan, *key;

    if (!span_is(doc_get_str(c->in, "keyType"), "API_KEY"))
        return fault(c, &apigateway_bad_request, "Invalid key type specified. Valid options are API_KEY");
    if (api_noun_require(c, &api_noun_usage_plan, &plan)) return -1;
    key = api_noun_find(c, &api_noun_api_key, key_id);
    if (!key) return api_noun_missing(c, &api_noun_api_key, key_id);
    if (api_noun_named(c, &api_noun_usage_plan_key))
        return fault(c, &apigateway_conflict, "Usage Plan %.*s already has the API Key %.*s",
                     SPAN_ARG(doc_get_str(plan, "id")), SPAN_ARG(key_id));
    if (one_plan_check(c, plan, key_id)) return -1;
    api_usage_plan_take(c, doc_get_str(plan, "id"), key);
    c->out = plan_key(c, key);
    return 0;
}

int api_get_usage_plan_key(struct call *c)
{
    return api_noun_get(c, &api_noun_usage_plan_key);
}

/* AWS: of a plan that is not there, none. */
int api_get_usage_plan_keys(struct call *c)
{
    struct span name = doc_get_str(c->in, "nameQuery");
    struct doc *all = api_noun_all(c, &api_noun_usage_plan_key), *asked = doc_list(&c->arena);

    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(span_sub(doc_get_str(doc_at(all, i), "name"), 0, name.size), name))
            doc_append(asked, doc_at(all, i));
    return api_noun_page(c, &api_noun_usage_plan_key, asked);
}

int api_delete_usage_plan_key(struct call *c)
{
    struct doc *plan;

    return api_noun_require(c, &api_noun_usage_plan, &plan) ? -1 : api_noun_delete(c, &api_noun_usage_plan_key);
}

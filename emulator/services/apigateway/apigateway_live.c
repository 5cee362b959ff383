/* Stages are kept by API and name (store/kept.h). */
#include "emulator/services/apigateway/apigateway_live.h"

#include "emulator/base/ids.h"
#include "emulator/policy/policy.h"
#include "emulator/store/kept.h"

static const char *const tables[] = { "api_document", "api_snapshot", NULL };
static struct watch watch = { .tables = tables };
static struct kept_table table;

void api_live_start(void)
{
    watch_add(&watch);
    kept_start(&table);
}

void api_live_give(const struct api_live *live)
{
    if (live) kept_release(live->kept);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* AWS took it when it was put: one that is not understood lets nobody in. */
static const struct policy *policy_of(struct arena *a, struct span text)
{
    static const struct policy nothing;
    const struct policy *p = text.size ? policy_compile(a, text, POLICY_RESOURCE, NULL) : NULL;

    return text.size && !p ? &nothing : p;
}

void api_live_compile(struct api_live *live, const struct doc *snapshot, struct doc *stage)
{
    live->rest = doc_get(snapshot, "rest");
    live->stage = stage;
    live->variables = doc_get(stage, "variables");
    routes_compile(live->arena, doc_get(snapshot, "resources"), &live->routes);
    api_methods_compile(live->arena, snapshot, stage, &live->methods);
    live->policy = policy_of(live->arena, doc_get_str(live->rest, "policy"));
    api_refusals_compile(doc_get(snapshot, "gatewayResponses"), &live->refusals);
}

static void compile(struct api_live *l, const struct api_deployed *d)
{
    l->account = d->account;
    l->region = d->region;
    l->deployment_id = d->deployment_id;
    l->client = d->client;
    l->authorizers_flushed_ms = doc_get_int(d->flushed, "authorizers", 0);
    l->cache_flushed_ms = doc_get_int(d->flushed, "data", 0);
    api_live_compile(l, d->snapshot, d->stage);
    api_plans_compile(l->arena, d->plans, l->api_id, l->stage_name, &l->plans);
    api_metrics_make(l->account, l->region, doc_get_str(l->rest, "name"), l->stage_name, &l->metrics);
}

/* A stage with the canary's variables over its own. */
static struct doc *canary_stage(struct arena *a, const struct doc *stage, const struct doc *settings)
{
    const struct doc *own = doc_get(stage, "variables"), *over = doc_get(settings, "stageVariableOverrides");
    struct doc *copy = doc_shallow(a, stage), *variables = own ? doc_shallow(a, own) : doc_map(a);

    for (size_t i = 0; i < doc_count(over); i++)
        doc_put_span(variables, over->map.members[i].name, over->map.members[i].value);
    doc_put(copy, "variables", variables);
    return copy;
}

static void canary_make(struct api_live *l, const struct api_deployed *d)
{
    const struct doc *settings = doc_get(d->stage, "canarySettings"), *percent = doc_get(settings, "percentTraffic");
    struct api_live *canary;

    if (!d->canary || !doc_is_number(percent) || doc_as_double(percent) <= 0) return;
    canary = ARENA_NEW(l->arena, struct api_live);
    *canary = (struct api_live){ .arena = l->arena,
                                 .api_id = l->api_id,
                                 .stage_name = l->stage_name,
                                 .account = l->account,
                                 .region = l->region,
                                 .deployment_id = doc_get_str(settings, "deploymentId"),
                                 .authorizers_flushed_ms = l->authorizers_flushed_ms,
                                 .cache_flushed_ms = l->cache_flushed_ms,
                                 .plans = l->plans,
                                 .metrics = l->metrics,
                                 .client = l->client };
    api_live_compile(canary, d->canary, canary_stage(l->arena, d->stage, settings));
    l->canary = canary;
    l->canary_percent = doc_as_double(percent);
}

/* NULL when there is no such stage. */
static struct kept *read_stage(struct span name, struct span api_id, struct span stage)
{
    struct kept *k = kept_new(name);
    struct api_live *live = ARENA_NEW(&k->arena, struct api_live);
    struct api_deployed d;

    if (!api_store_deployed(&k->arena, api_id, stage, &d)) {
        kept_release(k);
        return NULL;
    }
    *live = (struct api_live){ .arena = &k->arena,
                               .kept = k,
                               .api_id = arena_span(&k->arena, api_id),
                               .stage_name = arena_span(&k->arena, stage) };
    compile(live, &d);
    canary_make(live, &d);
    k->value = live;
    kept_put(&table, k, d.commit);
    return k;
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

const struct api_live *api_live_choose(const struct api_live *live)
{
    if (!live->canary) return live;
    return (double)(random_u64() % 10000) < live->canary_percent * 100 ? live->canary : live;
}

const struct api_method *api_live_method(const struct api_live *live, const struct routes_match *match)
{
    return api_methods_find(&live->methods, match->method);
}

const struct api_live *api_live_take(struct span api_id, struct span stage)
{
    struct arena a = { 0 };
    struct span name = arena_format(&a, "%.*s/%.*s", SPAN_ARG(api_id), SPAN_ARG(stage));
    struct kept *k = kept_find(&table, &watch, name);

    if (!k) k = read_stage(name, api_id, stage);
    arena_release(&a);
    return k ? k->value : NULL;
}

/* A small cache. Who took an entry holds it: an entry that is given up for a newer one, or for want of room, goes when
 * nobody holds it any more. */
#include "emulator/services/apigateway/apigateway_live.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/ids.h"
#include "emulator/base/panic.h"
#include "emulator/policy/policy.h"
#include "emulator/store/watch.h"

#define KEPT_MAX 64

struct kept {
    struct api_live live; /* first: who has it has the entry */
    uint64_t commit;      /* that it was read at */
    uint64_t used;        /* counts up with each use: the least is the first to go */
    unsigned holders;     /* the cache is one */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept *kept[KEPT_MAX];
static uint64_t uses;

static const char *const tables[] = { "api_document", "api_snapshot", NULL };
static struct watch watch = { .tables = tables };

void api_live_start(void)
{
    watch_add(&watch);
}

/* --- holding ------------------------------------------------------------------------------------------------------ */

/* Under the lock. */
static void leave(struct kept *k)
{
    if (!k || --k->holders) return;
    if (k->live.canary) arena_release(&((struct api_live *)(uintptr_t)k->live.canary)->arena);
    arena_release(&k->live.arena);
    free(k);
}

/* Under the lock. */
static struct kept *hold(struct kept *k)
{
    k->used = ++uses;
    k->holders++;
    return k;
}

void api_live_give(const struct api_live *live)
{
    if (!live) return;
    pthread_mutex_lock(&lock);
    leave((struct kept *)(uintptr_t)live);
    pthread_mutex_unlock(&lock);
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
    routes_compile(&live->arena, doc_get(snapshot, "resources"), &live->routes);
    api_methods_compile(&live->arena, snapshot, stage, &live->methods);
    live->policy = policy_of(&live->arena, doc_get_str(live->rest, "policy"));
    api_refusals_compile(doc_get(snapshot, "gatewayResponses"), &live->refusals);
}

static void compile(struct api_live *l, const struct api_deployed *d)
{
    l->account = d->account;
    l->region = d->region;
    l->deployment_id = d->deployment_id;
    l->authorizers_flushed_ms = doc_get_int(d->flushed, "authorizers", 0);
    l->cache_flushed_ms = doc_get_int(d->flushed, "data", 0);
    api_live_compile(l, d->snapshot, d->stage);
    api_plans_compile(&l->arena, d->plans, l->api_id, l->stage_name, &l->plans);
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
    canary = ARENA_NEW(&l->arena, struct api_live);
    *canary = (struct api_live){ .api_id = l->api_id,
                                 .stage_name = l->stage_name,
                                 .account = l->account,
                                 .region = l->region,
                                 .deployment_id = doc_get_str(settings, "deploymentId"),
                                 .authorizers_flushed_ms = l->authorizers_flushed_ms,
                                 .cache_flushed_ms = l->cache_flushed_ms,
                                 .plans = l->plans,
                                 .metrics = l->metrics };
    api_live_compile(canary, d->canary, canary_stage(&l->arena, d->stage, settings));
    l->canary = canary;
    l->canary_percent = doc_as_double(percent);
}

/* NULL when there is no such stage. Without the lock. */
static struct kept *read_stage(struct span api_id, struct span stage)
{
    struct kept *k = memory_new(1, sizeof *k);
    struct api_deployed d;

    if (!api_store_deployed(&k->live.arena, api_id, stage, &d)) {
        arena_release(&k->live.arena);
        free(k);
        return NULL;
    }
    k->live.api_id = arena_span(&k->live.arena, api_id);
    k->live.stage_name = arena_span(&k->live.arena, stage);
    k->commit = d.commit;
    k->holders = 1;
    compile(&k->live, &d);
    canary_make(&k->live, &d);
    return k;
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static bool is_of(const struct kept *k, struct span api_id, struct span stage)
{
    return k && span_eq(k->live.api_id, api_id) && span_eq(k->live.stage_name, stage);
}

/* The place of this stage's entry; else an empty one, or that of the one which was not used for longest. Under the
 * lock. */
static struct kept **place_of(struct span api_id, struct span stage)
{
    struct kept **oldest = &kept[0];

    for (size_t i = 0; i < KEPT_MAX; i++)
        if (is_of(kept[i], api_id, stage)) return &kept[i];
    for (size_t i = 0; i < KEPT_MAX; i++) {
        if (!kept[i]) return &kept[i];
        if (kept[i]->used < (*oldest)->used) oldest = &kept[i];
    }
    return oldest;
}

/* What is kept of it and still good, held; else NULL. */
static struct kept *take_kept(struct span api_id, struct span stage)
{
    struct kept *k;

    pthread_mutex_lock(&lock);
    k = *place_of(api_id, stage);
    k = is_of(k, api_id, stage) && watch_holds_now(&watch, k->commit) ? hold(k) : NULL;
    pthread_mutex_unlock(&lock);
    return k;
}

static struct kept *keep(struct kept *fresh)
{
    struct kept **place;

    pthread_mutex_lock(&lock);
    place = place_of(fresh->live.api_id, fresh->live.stage_name);
    leave(*place);
    *place = fresh;
    hold(fresh);
    pthread_mutex_unlock(&lock);
    return fresh;
}

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
    struct kept *k = take_kept(api_id, stage);

    if (!k && (k = read_stage(api_id, stage))) keep(k);
    return k ? &k->live : NULL;
}

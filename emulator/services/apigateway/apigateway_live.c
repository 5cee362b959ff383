/* A small cache. Routing happens under the lock, and what a request needs is copied into its own memory, so that an
 * entry may go while requests are under way. */
#include "emulator/services/apigateway/apigateway_live.h"

#include <pthread.h>
#include <stdlib.h>

#include "emulator/base/panic.h"

#include "emulator/store/watch.h"

#define KEPT_MAX 64

struct kept {
    struct arena arena;
    struct span api_id, stage;
    struct api_deployed deployed;
    struct api_routes routes;
    uint64_t used; /* counts up with each use: the least is the first to go */
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

static void kept_free(struct kept *k)
{
    if (!k) return;
    arena_release(&k->arena);
    free(k);
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

/* Reads and compiles; NULL when there is no such stage. Without the lock. */
static struct kept *kept_new(struct span api_id, struct span stage)
{
    struct kept *k = memory_new(1, sizeof *k);

    k->api_id = arena_span(&k->arena, api_id);
    k->stage = arena_span(&k->arena, stage);
    if (api_store_deployed(&k->arena, api_id, stage, &k->deployed)) {
        api_routes_compile(&k->arena, k->deployed.snapshot, &k->routes);
        return k;
    }
    kept_free(k);
    return NULL;
}

/* The place of this stage's entry; else an empty one, or that of the one which was not used for longest. Under the
 * lock. */
static struct kept **place_of(struct span api_id, struct span stage)
{
    struct kept **oldest = &kept[0];

    for (size_t i = 0; i < KEPT_MAX; i++)
        if (kept[i] && span_eq(kept[i]->api_id, api_id) && span_eq(kept[i]->stage, stage)) return &kept[i];
    for (size_t i = 0; i < KEPT_MAX; i++) {
        if (!kept[i]) return &kept[i];
        if (kept[i]->used < (*oldest)->used) oldest = &kept[i];
    }
    return oldest;
}

static bool is_good(const struct kept *k, struct span api_id, struct span stage)
{
    return k && watch_holds_now(&watch, k->deployed.commit) && span_eq(k->api_id, api_id) && span_eq(k->stage, stage);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static enum api_found route(struct kept *k, struct arena *a, struct span method, struct span path,
                            struct api_live *live, struct api_match *match)
{
    const struct api_deployed *d = &k->deployed;
    const struct doc *types = doc_get(doc_get(d->snapshot, "rest"), "binaryMediaTypes");
    const struct doc *variables = doc_get(d->stage, "variables");

    k->used = ++uses;
    *live = (struct api_live){ .account = arena_span(a, d->account),
                               .region = arena_span(a, d->region),
                               .deployment_id = arena_span(a, d->deployment_id),
                               .variables = variables ? doc_copy(a, variables) : NULL,
                               .binary_media_types = types ? doc_copy(a, types) : NULL };
    return api_route(a, &k->routes, method, path, match) ? API_ROUTE : API_NO_ROUTE;
}

enum api_found api_live_find(struct arena *a, struct span api_id, struct span stage, struct span method,
                             struct span path, struct api_live *live, struct api_match *match)
{
    struct kept **place, *fresh;
    enum api_found found;

    pthread_mutex_lock(&lock);
    place = place_of(api_id, stage);
    if (!is_good(*place, api_id, stage)) {
        pthread_mutex_unlock(&lock);
        fresh = kept_new(api_id, stage);
        if (!fresh) return API_NO_STAGE;
        pthread_mutex_lock(&lock);
        place = place_of(api_id, stage);
        kept_free(*place);
        *place = fresh;
    }
    found = route(*place, a, method, path, live, match);
    pthread_mutex_unlock(&lock);
    return found;
}

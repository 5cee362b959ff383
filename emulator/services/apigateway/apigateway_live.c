/* A small cache. An entry is good while no commit that matters came after it: each counts the version up, once it is visible to readers and
 * before its caller is answered, and an entry bears the version from before it was read. Routing happens under the lock, and what a request
 * needs is copied into its own memory, so that an entry may go while requests are under way. */
#include "emulator/services/apigateway/apigateway_live.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define KEPT_MAX 64

struct kept {
    struct arena arena;
    struct span api_id, stage;
    struct api_deployed deployed;
    struct api_routes routes;
    uint64_t version, used; /* `used` counts up with each use: the least is the first to go */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kept *kept[KEPT_MAX];
static uint64_t uses;
static _Atomic uint64_t version;

static void outdate(void *unused)
{
    (void)unused;
    version++;
}

void api_live_outdate_after(struct call *c)
{
    call_after_commit(c, outdate, NULL, 0);
}

static void kept_free(struct kept *k)
{
    if (!k) return;
    arena_release(&k->arena);
    free(k);
}

void api_live_reset(void)
{
    pthread_mutex_lock(&lock);
    version++;
    for (size_t i = 0; i < KEPT_MAX; i++) {
        kept_free(kept[i]);
        kept[i] = NULL;
    }
    pthread_mutex_unlock(&lock);
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

/* Reads and compiles; NULL when there is no such stage. Without the lock. */
static struct kept *kept_new(struct span api_id, struct span stage)
{
    struct kept *k = calloc(1, sizeof *k);

    if (!k) abort();
    k->version = version; /* before it is read */
    k->api_id = arena_span(&k->arena, api_id);
    k->stage = arena_span(&k->arena, stage);
    if (api_store_deployed(&k->arena, api_id, stage, &k->deployed)) {
        api_routes_compile(&k->arena, k->deployed.definition, &k->routes);
        return k;
    }
    kept_free(k);
    return NULL;
}

/* The place of this stage's entry; else an empty one, or that of the one which was not used for longest. Under the lock. */
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
    return k && k->version == version && span_eq(k->api_id, api_id) && span_eq(k->stage, stage);
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

static enum api_found route(struct kept *k, struct arena *a, struct span method, struct span path,
                            struct api_live *live, struct api_match *match)
{
    const struct api_deployed *d = &k->deployed;
    const struct doc *types = doc_get(doc_get(d->definition, "rest"), "binaryMediaTypes");

    k->used = ++uses;
    *live = (struct api_live){ .account = arena_span(a, d->account),
                               .region = arena_span(a, d->region),
                               .deployment_id = arena_span(a, d->deployment_id),
                               .variables = d->variables ? doc_copy(a, d->variables) : NULL,
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

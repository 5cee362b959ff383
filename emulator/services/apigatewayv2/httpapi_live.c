/* That an id is none of ours is kept, too: requests to REST APIs ask it each time. */
#include "emulator/services/apigatewayv2/httpapi_live.h"

#include "emulator/services/apigatewayv2/httpapi_routes.h"
#include "emulator/store/kept.h"

static const char *const tables[] = { "httpapi_document", "httpapi_snapshot", NULL };
static struct watch watch = { .tables = tables };
static struct kept_table table;

void httpapi_live_start(void)
{
    watch_add(&watch);
    kept_start(&table);
}

/* --- compiling ---------------------------------------------------------------------------------------------------- */

/* The resource of that path, as the tree wants it: with a map of its methods. */
static struct doc *resource_of(struct doc *resources, struct span path)
{
    struct doc *resource;

    for (size_t i = 0; i < doc_count(resources); i++)
        if (span_eq(doc_get_str(doc_at(resources, i), "path"), path)) return doc_at(resources, i);
    resource = doc_append_map(resources);
    doc_put_str(resource, "path", path);
    doc_put_map(resource, "resourceMethods");
    return resource;
}

static void stage_compile(struct arena *a, struct httpapi_stage *s)
{
    const struct doc *routes = doc_get(s->snapshot, "routes");
    struct doc *resources = doc_list(a);

    for (size_t i = 0; i < doc_count(routes); i++) {
        struct doc *route = doc_at(routes, i);
        struct span key = doc_get_str(route, "RouteKey"), method, path;
        if (span_is(key, HTTPAPI_DEFAULT)) s->fallback = route;
        else if (httpapi_route_key_parse(key, &method, &path))
            doc_put_span(doc_get(resource_of(resources, path), "resourceMethods"), method, route);
    }
    routes_compile(a, resources, &s->routes);
}

static void stages_compile(struct arena *a, const struct httpapi_stored *stored, struct httpapi_live *live)
{
    for (size_t i = 0; i < doc_count(stored->stages); i++) {
        struct httpapi_stage *s = ARENA_NEW(a, struct httpapi_stage);
        s->document = doc_at(stored->stages, i);
        s->name = doc_get_str(s->document, "StageName");
        s->snapshot = doc_get_span(stored->snapshots, doc_get_str(s->document, "DeploymentId"));
        stage_compile(a, s);
        s->next = live->stages;
        live->stages = s;
    }
}

static struct kept *api_read(struct span id)
{
    struct kept *k = kept_new(id);
    struct httpapi_live *live = ARENA_NEW(&k->arena, struct httpapi_live);
    struct httpapi_stored stored = { 0 };

    k->value = live;
    live->id = k->name;
    live->is_there = httpapi_store_served(&k->arena, id, &stored);
    live->account = stored.account;
    live->region = stored.region;
    if (live->is_there) stages_compile(&k->arena, &stored, live);
    kept_put(&table, k, stored.commit);
    return k;
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

struct kept *httpapi_live_take(struct span api_id, const struct httpapi_live **live)
{
    struct kept *k = kept_find(&table, &watch, api_id);

    if (!k) k = api_read(api_id);
    *live = k->value;
    if ((*live)->is_there) return k;
    kept_release(k);
    return NULL;
}

const struct httpapi_stage *httpapi_live_stage(const struct httpapi_live *live, struct span name)
{
    for (const struct httpapi_stage *s = live->stages; s; s = s->next)
        if (span_eq(s->name, name)) return s;
    return NULL;
}

const struct doc *httpapi_live_part(const struct httpapi_stage *stage, const char *parts, const char *id_member,
                                    struct span id)
{
    const struct doc *all = doc_get(stage->snapshot, parts);

    for (size_t i = 0; i < doc_count(all); i++)
        if (span_eq(doc_get_str(doc_at(all, i), id_member), id)) return doc_at(all, i);
    return NULL;
}

/* Resources are sorted by comparing their templates segment by segment; then the first that fits is the best. */
#include "emulator/services/apigateway/apigateway_routes.h"

#include "emulator/wire/uri_template.h"

/* 0: literal, 1: variable, 2: greedy. */
static int rank(struct span part)
{
    if (!span_starts(part, "{")) return 0;
    return span_ends(part, "+}") ? 2 : 1;
}

static int compare(struct span a, struct span b)
{
    struct span x, y;

    while (span_split(&a, '/', &x) && span_split(&b, '/', &y)) {
        if (rank(x) != rank(y)) return rank(x) < rank(y) ? -1 : 1;
        if (!span_eq(x, y)) return span_compare(x, y); /* any order, but one that sorts */
    }
    return 0;
}

/* Stable, so that equals stay in the snapshot's order; APIs have a few hundred resources at most. */
void api_routes_compile(struct arena *a, const struct doc *snapshot, struct api_routes *routes)
{
    const struct doc *resources = doc_get(snapshot, "resources");
    size_t count = doc_count(resources);

    *routes = (struct api_routes){ ARENA_ARRAY(a, const struct doc *, count + 1), count };
    for (size_t i = 0; i < count; i++) {
        const struct doc *one = doc_at(resources, i);
        struct span path = doc_get_str(one, "path");
        size_t at = i;
        for (; at > 0 && compare(path, doc_get_str(routes->resources[at - 1], "path")) < 0; at--)
            routes->resources[at] = routes->resources[at - 1];
        routes->resources[at] = one;
    }
}

static const struct doc *method_of(const struct doc *resource, struct span name)
{
    const struct doc *methods = doc_get(resource, "resourceMethods"), *exact = doc_get_span(methods, name);

    return exact ? exact : doc_get(methods, "ANY");
}

bool api_route(struct arena *a, const struct api_routes *routes, struct span method, struct span path,
               struct api_match *match)
{
    *match = (struct api_match){ 0 };
    if (path.size > 1 && span_ends(path, "/")) path.size--; /* which is no part of a {proxy+} either */
    for (size_t i = 0; i < routes->count; i++) {
        const struct doc *resource = routes->resources[i], *m = method_of(resource, method);
        const char *template = doc_get_cstr(resource, "path");
        if (!m || !uri_template_match(template, path, NULL)) continue;
        *match = (struct api_match){ arena_span(a, doc_get_str(resource, "id")), arena_span(a, span_of(template)),
                                     doc_copy(a, m), doc_map(a) };
        return uri_template_match(template, path, match->parameters);
    }
    return false;
}

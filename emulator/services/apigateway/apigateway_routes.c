/* Every resource with a fitting method is tried; the best is kept by comparing templates segment by segment. */
#include "emulator/services/apigateway/apigateway_routes.h"

#include "emulator/wire/uri_template.h"

/* 0: literal, 1: variable, 2: greedy. */
static int rank(struct span part)
{
    if (!span_starts(part, "{")) return 0;
    return span_ends(part, "+}") ? 2 : 1;
}

static bool is_better(struct span a, struct span b)
{
    struct span x, y;

    while (span_split(&a, '/', &x) && span_split(&b, '/', &y))
        if (rank(x) != rank(y)) return rank(x) < rank(y);
    return false;
}

static const struct doc *method_of(const struct doc *resource, struct span name)
{
    const struct doc *methods = doc_get(resource, "resourceMethods"), *exact = doc_get_span(methods, name);

    return exact ? exact : doc_get(methods, "ANY");
}

bool api_route(struct arena *a, const struct doc *definition, struct span method, struct span path,
               struct api_match *match)
{
    const struct doc *resources = doc_get(definition, "resources");

    *match = (struct api_match){ 0 };
    if (path.size > 1 && span_ends(path, "/")) path.size--; /* which is no part of a {proxy+} either */
    for (size_t i = 0; i < doc_count(resources); i++) {
        const struct doc *resource = resources->map.members[i].value, *m = method_of(resource, method);
        const char *template = doc_get_cstr(resource, "path");
        if (!m || !uri_template_match(template, path, NULL)) continue;
        if (match->resource && !is_better(span_of(template), doc_get_str(match->resource, "path"))) continue;
        *match = (struct api_match){ resource, m, NULL };
    }
    if (!match->resource) return false;
    match->parameters = doc_map(a);
    return uri_template_match(doc_get_cstr(match->resource, "path"), path, match->parameters);
}

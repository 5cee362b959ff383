/* A path to an API: whatever it is, what is found fits it, and its variables are parts of it. */
#include "tests/fuzz/fuzz.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_locate.h"
#include "emulator/core/routes.h"

static const char resources[] = "[{\"path\":\"/\",\"resourceMethods\":{\"GET\":{}}},"
                                "{\"path\":\"/{p+}\",\"resourceMethods\":{\"GET\":{}}},"
                                "{\"path\":\"/a/{x}\",\"resourceMethods\":{\"GET\":{}}},"
                                "{\"path\":\"/a/{x}/b/{y+}\",\"resourceMethods\":{\"GET\":{}}},"
                                "{\"path\":\"/a/b\",\"resourceMethods\":{\"ANY\":{}}}]";

static bool is_within(struct span part, struct span whole)
{
    return part.size && part.data >= whole.data && part.data + part.size <= whole.data + whole.size;
}

static void route(struct arena *a, struct span path)
{
    struct routes routes;
    struct routes_match match;
    struct doc *variables;

    routes_compile(a, json_parse(a, span_of(resources), NULL), &routes);
    if (!routes_find(&routes, SPAN("GET"), path, &match)) return;
    variables = routes_variables(a, doc_get_str(match.resource, "path"), path);
    for (size_t i = 0; i < doc_count(variables); i++)
        must_hold(is_within(doc_text(variables->map.members[i].value), path));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span input = fuzz_input(data, size);
    struct arena arena = { 0 };
    struct http_request http = { .path = input, .arena = &arena };
    struct api_request r = { .http = &http };

    http.headers[0] = (struct http_header){ SPAN("Host"), SPAN("a.execute-api.localhost") };
    http.header_count = size % 2;
    if (api_locate(&http, &r)) {
        must_hold(span_starts(r.path, "/") && !span_starts(r.path, "//"));
        must_hold(span_starts(r.full_path, "/"));
        route(&arena, r.path);
    }
    arena_release(&arena);
    fuzz_input_free(input);
    return 0;
}

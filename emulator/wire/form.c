/* Form parameters into nested maps. */
#include "emulator/wire/form.h"

#define LEVELS_MAX     32
#define PARAMETERS_MAX 100000

/* The child map of that name; a value that stands there moves to "" inside it. */
static struct doc *descend(struct doc *map, struct span name)
{
    struct doc *child = doc_get_span(map, name), *below;

    if (doc_is(child, DOC_MAP)) return child;
    below = doc_map(doc_arena(map));
    if (child) doc_put(below, "", child);
    doc_put_span(map, name, below);
    return below;
}

static void form_put(struct doc *root, struct span path, struct span value)
{
    struct doc *at = root, *here;
    struct span name;

    for (int level = 0; level < LEVELS_MAX && span_find(path, '.') < path.size; level++) {
        size_t dot = span_find(path, '.');
        name = span_sub(path, 0, dot);
        path = span_sub(path, dot + 1, SIZE_MAX);
        at = descend(at, name);
    }
    here = doc_get_span(at, path);
    if (doc_is(here, DOC_MAP)) doc_put(here, "", doc_string(doc_arena(root), value));
    else doc_put_span(at, path, doc_string(doc_arena(root), value));
}

bool form_parse(struct doc *root, struct span text)
{
    struct span pair;
    int count = 0;

    while (span_split(&text, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (!pair.size) continue;
        if (++count > PARAMETERS_MAX) return false;
        form_put(root, http_decode(doc_arena(root), span_sub(pair, 0, equals), true),
                 http_decode(doc_arena(root), span_sub(pair, equals + 1, SIZE_MAX), true));
    }
    return true;
}

bool form_action(const struct http_request *request, struct span *action)
{
    struct http_request body = { .query = request->body };
    struct span type;

    if (!span_is(request->method, "POST") || span_starts(request->body, "{")) return false;
    type = http_header(request, "Content-Type");
    if (type.size && !span_starts(type, "application/x-www-form-urlencoded")) return false;
    return http_query(&body, "Action", action);
}

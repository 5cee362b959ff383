/* What the parts of a document that is written share. */
#include "emulator/services/apigateway/apigateway_openapi_writer.h"

#include "emulator/base/json.h"

#include <stdlib.h>

const struct doc *api_openapi_part(const struct api_openapi_writer *w, const char *list, struct span id)
{
    const struct doc *parts = doc_get(w->snapshot, list);

    for (size_t i = 0; id.size && i < doc_count(parts); i++)
        if (span_eq(doc_get_str(doc_at(parts, i), "id"), id)) return doc_at(parts, i);
    return NULL;
}

static struct span order_of(const struct doc *part)
{
    struct span name = doc_get_str(part, "path");

    return name.data ? name : doc_get_str(part, "name");
}

static int compare(const void *a, const void *b)
{
    const struct doc *one = *(struct doc *const *)a, *other = *(struct doc *const *)b;
    struct arena work = { 0 };
    int order = span_compare(order_of(one), order_of(other));

    if (!order)
        order = span_compare(json_text(&work, doc_get(one, "location") ? doc_get(one, "location") : one),
                             json_text(&work, doc_get(other, "location") ? doc_get(other, "location") : other));
    arena_release(&work);
    return order;
}

struct doc *api_openapi_sorted(const struct api_openapi_writer *w, const char *list)
{
    struct doc *parts = doc_get(w->snapshot, list), *sorted;

    if (!parts) return doc_list(w->arena);
    sorted = doc_shallow(w->arena, parts);
    qsort(doc_items(sorted), doc_count(sorted), sizeof(struct doc *), compare);
    return sorted;
}

struct span api_openapi_model_place(const struct api_openapi_writer *w, struct span name)
{
    return arena_format(w->arena, "#/%s/%.*s", w->export->is_v3 ? "components/schemas" : "definitions", SPAN_ARG(name));
}

struct doc *api_openapi_model_reference(const struct api_openapi_writer *w, struct span name)
{
    struct doc *reference = doc_map(w->arena);

    doc_put_str(reference, "$ref", api_openapi_model_place(w, name));
    return reference;
}

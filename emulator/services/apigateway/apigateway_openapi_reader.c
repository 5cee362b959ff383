/* What the parts of a document share, and its models. */
#include "emulator/services/apigateway/apigateway_openapi_reader.h"

#include "emulator/base/json.h"

/* --- what the parts share ----------------------------------------------------------------------------------------- */

void api_openapi_warn(struct api_openapi_reader *r, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    doc_append(r->warnings, doc_string(r->arena, span_of(arena_vprintf(r->arena, format, args))));
    va_end(args);
}

struct span api_openapi_upper(struct arena *a, const struct doc *text)
{
    return doc_is(text, DOC_STRING) ? arena_upper(a, doc_text(text)) : (struct span){ NULL, 0 };
}

struct span api_openapi_text(struct arena *a, const struct doc *value)
{
    if (doc_is(value, DOC_STRING)) return doc_text(value);
    if (doc_is_number(value) || doc_is(value, DOC_BOOL)) return json_text(a, value);
    return (struct span){ NULL, 0 };
}

void api_openapi_take(struct doc *to, const struct doc *from, const char *const *pairs)
{
    for (; pairs[0]; pairs += 2)
        if (doc_get(from, pairs[0])) doc_put(to, pairs[1], doc_get(from, pairs[0]));
}

/* "#/a/b": no escapes, which OpenAPI's own names need not. */
const struct doc *api_openapi_resolve(const struct api_openapi_reader *r, const struct doc *part)
{
    struct span path = doc_get_str(part, "$ref"), name;
    const struct doc *at = r->root;

    if (!path.data) return part;
    if (!span_starts(path, "#/")) return NULL;
    path = span_sub(path, 2, SIZE_MAX);
    while (at && span_split(&path, '/', &name)) at = doc_get_span(at, name);
    return doc_get(at, "$ref") ? NULL : at;
}

const struct doc *api_openapi_schemes(const struct api_openapi_reader *r)
{
    return r->is_v3 ? doc_get(doc_get(r->root, "components"), "securitySchemes")
                    : doc_get(r->root, "securityDefinitions");
}

/* --- models ------------------------------------------------------------------------------------------------------- */

static const struct doc *schemas_of(const struct api_openapi_reader *r)
{
    return r->is_v3 ? doc_get(doc_get(r->root, "components"), "schemas") : doc_get(r->root, "definitions");
}

/* The name of a schema of the document's own; absent for other references. */
static struct span schema_name(const struct api_openapi_reader *r, struct span reference)
{
    const char *place = r->is_v3 ? "#/components/schemas/" : "#/definitions/";

    return span_starts(reference, place) ? span_sub(reference, strlen(place), SIZE_MAX) : (struct span){ NULL, 0 };
}

/* The schema with references as API Gateway has them. */
static struct doc *schema_copy(struct api_openapi_reader *r, const struct doc *d)
{
    struct doc *copy;

    if (doc_is(d, DOC_LIST)) {
        copy = doc_list_for(r->arena, (uint32_t)doc_count(d));
        for (size_t i = 0; i < doc_count(d); i++) doc_append(copy, schema_copy(r, doc_at(d, i)));
        return copy;
    }
    if (!doc_is(d, DOC_MAP)) return doc_copy(r->arena, d);
    copy = doc_map_for(r->arena, d->map.count);
    for (uint32_t i = 0; i < d->map.count; i++) {
        const struct doc_member *m = &d->map.members[i];
        struct span name = span_is(m->name, "$ref") ? schema_name(r, doc_text(m->value)) : (struct span){ NULL, 0 };

        if (name.data)
            doc_put_format(copy, "$ref", "https://apigateway.amazonaws.com/restapis/%.*s/models/%.*s",
                           SPAN_ARG(r->options->api_id), SPAN_ARG(name));
        else doc_put_span(copy, m->name, schema_copy(r, m->value));
    }
    return copy;
}

static void model_add(struct api_openapi_reader *r, struct span name, const struct doc *schema)
{
    struct doc *model = doc_append_map(r->models);

    doc_put_str(model, "name", name);
    doc_put_str(model, "description", doc_get_str(schema, "description"));
    doc_put_cstr(model, "contentType", "application/json");
    doc_put_str(model, "schema", json_text(r->arena, schema_copy(r, schema)));
}

void api_openapi_models(struct api_openapi_reader *r)
{
    const struct doc *schemas = schemas_of(r);

    for (uint32_t i = 0; i < api_openapi_members(schemas); i++)
        model_add(r, schemas->map.members[i].name, schemas->map.members[i].value);
}

/* AWS: a schema without a name becomes a model "MODEL" and six digits. */
static struct span model_unnamed(struct api_openapi_reader *r, const struct doc *schema)
{
    uint64_t hash = span_hash(json_text(r->arena, schema));
    struct span name = arena_format(r->arena, "MODEL%06x", (unsigned)(hash & 0xFFFFFF));

    for (size_t i = 0; i < doc_count(r->models); i++)
        if (span_eq(doc_get_str(doc_at(r->models, i), "name"), name)) return name;
    model_add(r, name, schema);
    return name;
}

struct span api_openapi_model(struct api_openapi_reader *r, const struct doc *schema)
{
    struct span name = schema_name(r, doc_get_str(schema, "$ref"));

    return name.data ? name : model_unnamed(r, schema);
}

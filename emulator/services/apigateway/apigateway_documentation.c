/* Handlers of documentation parts and versions. */
#include "emulator/services/apigateway/apigateway_documentation.h"

#include "emulator/base/buf.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- locations ---------------------------------------------------------------------------------------------------- */

/* What a type's location has beside its type. */
static const struct {
    const char *type;
    bool path, method, status, name;
} places[] = {
    { "API", false, false, false, false },          { "AUTHORIZER", false, false, false, true },
    { "MODEL", false, false, false, true },         { "RESOURCE", true, false, false, false },
    { "METHOD", true, true, false, false },         { "PATH_PARAMETER", true, true, false, true },
    { "QUERY_PARAMETER", true, true, false, true }, { "REQUEST_HEADER", true, true, false, true },
    { "REQUEST_BODY", true, true, false, false },   { "RESPONSE", true, true, true, false },
    { "RESPONSE_HEADER", true, true, true, true },  { "RESPONSE_BODY", true, true, true, false },
};
#define PLACES (sizeof places / sizeof *places)

static void location_complete(struct doc *location)
{
    for (size_t i = 0; i < PLACES; i++) {
        if (!span_is(doc_get_str(location, "type"), places[i].type)) continue;
        if (places[i].path && !doc_get_str(location, "path").size) doc_put_cstr(location, "path", "/");
        if (places[i].method && !doc_get_str(location, "method").size) doc_put_cstr(location, "method", "*");
        if (places[i].status && !doc_get_str(location, "statusCode").size) doc_put_cstr(location, "statusCode", "*");
    }
}

static int location_check(struct call *c, const struct doc *location)
{
    struct span type = doc_get_str(location, "type");

    for (size_t i = 0; i < PLACES; i++)
        if (span_is(type, places[i].type) && places[i].name && !doc_get_str(location, "name").size)
            return fault(c, &apigateway_bad_request, "Documentation part location of type %.*s requires a name",
                         SPAN_ARG(type));
    return 0;
}

/* AWS: type 'METHOD', path '/pets', method 'GET' */
static struct span location_text(struct call *c, const struct doc *location)
{
    static const char *const members[] = { "path", "method", "statusCode", "name" };
    struct buf b = { 0 };
    struct span text;

    buf_printf(&b, "type '%.*s'", SPAN_ARG(doc_get_str(location, "type")));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (doc_get(location, members[i]))
            buf_printf(&b, ", %s '%.*s'", members[i], SPAN_ARG(doc_get_str(location, members[i])));
    text = arena_span(&c->arena, buf_span(&b));
    buf_release(&b);
    return text;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static int properties_check(struct call *c, struct span properties)
{
    if (!properties.size) return fault(c, &apigateway_bad_request, "Documentation part properties must be non-empty");
    if (doc_is(json_parse(&c->arena, properties, NULL), DOC_MAP)) return 0;
    return fault(c, &apigateway_bad_request, "Documentation part properties must be a valid JSON object");
}

static int place_check(struct call *c, const struct doc *location)
{
    struct doc *parts = api_noun_all(c, &api_noun_documentation_part);

    for (size_t i = 0; i < doc_count(parts); i++)
        if (doc_equal(doc_get(doc_at(parts, i), "location"), location))
            return fault(c, &apigateway_conflict, "Documentation part already exists for the specified location: %.*s",
                         SPAN_ARG(location_text(c, location)));
    return 0;
}

void api_documentation_clear(struct call *c, struct span api_id, struct doc *location)
{
    struct doc *parts = api_noun_all_of(c, &api_noun_documentation_part, api_id);

    location_complete(location);
    for (size_t i = 0; i < doc_count(parts); i++)
        if (doc_equal(doc_get(doc_at(parts, i), "location"), location))
            api_store_delete(c, api_noun_documentation_part.kind, api_id, doc_get_str(doc_at(parts, i), "id"));
}

int api_create_documentation_part(struct call *c)
{
    struct doc *api, *part = doc_map(&c->arena), *location = doc_get(c->in, "location");
    struct span properties = doc_get_str(c->in, "properties");

    if (api_require(c, &api) || location_check(c, location) || properties_check(c, properties)) return -1;
    location_complete(location);
    if (place_check(c, location)) return -1;
    doc_put_str(part, "id", api_id_new(c, 6));
    doc_put(part, "location", location);
    doc_put_str(part, "properties", properties);
    api_noun_put(c, &api_noun_documentation_part, part);
    c->out = part;
    return 0;
}

int api_get_documentation_part(struct call *c)
{
    return api_noun_get(c, &api_noun_documentation_part);
}

static bool contains(struct span text, struct span what)
{
    for (size_t i = 0; i + what.size <= text.size; i++)
        if (span_eq(span_sub(text, i, what.size), what)) return true;
    return false;
}

/* Does it fit the input's type, path and nameQuery? */
static bool is_asked(const struct call *c, const struct doc *part)
{
    struct doc *location = doc_get(part, "location");
    struct span type = doc_get_str(c->in, "type"), path = doc_get_str(c->in, "path");
    struct span name = doc_get_str(c->in, "nameQuery");

    return (!type.data || span_eq(type, doc_get_str(location, "type"))) &&
           (!path.data || span_eq(path, doc_get_str(location, "path"))) &&
           (!name.data || contains(doc_get_str(location, "name"), name));
}

/* DIFFERS: AWS lists, for locationStatus UNDOCUMENTED, the places of the API that have no part. */
int api_get_documentation_parts(struct call *c)
{
    struct doc *api, *all, *asked = doc_list(&c->arena);

    if (api_require(c, &api)) return -1;
    if (span_is(doc_get_str(c->in, "locationStatus"), "UNDOCUMENTED"))
        return fault(c, &fault_not_implemented, "Undocumented locations are not listed by Nube");
    all = api_noun_all(c, &api_noun_documentation_part);
    for (size_t i = 0; i < doc_count(all); i++)
        if (is_asked(c, doc_at(all, i))) doc_append(asked, doc_at(all, i));
    return api_noun_page(c, &api_noun_documentation_part, asked);
}

static int properties_set(struct api_patch *p)
{
    return properties_check(p->c, p->value) ? -1 : api_patch_set(p);
}

int api_update_documentation_part(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/properties", PATCH_REPLACE, PATCH_TEXT, properties_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_documentation_part, &rules);
}

int api_delete_documentation_part(struct call *c)
{
    struct doc *api;

    return api_require(c, &api) ? -1 : api_noun_delete(c, &api_noun_documentation_part);
}

/* --- versions ----------------------------------------------------------------------------------------------------- */

static struct doc *version_answer(struct call *c, const struct doc *version)
{
    struct doc *answer = doc_shallow(&c->arena, version);

    doc_remove(answer, SPAN("parts"));
    return answer;
}

static int stage_document(struct call *c, struct span version)
{
    struct span name = doc_get_str(c->in, "stageName");
    struct doc *stage = name.size ? api_noun_find(c, &api_noun_stage, name) : NULL;

    if (!name.size) return 0;
    if (!stage) return api_noun_missing(c, &api_noun_stage, name);
    doc_put_str(stage, "documentationVersion", version);
    doc_put_int(stage, "lastUpdatedDate", c->now_ms);
    api_noun_put(c, &api_noun_stage, stage);
    return 0;
}

int api_create_documentation_version(struct call *c)
{
    struct span name = doc_get_str(c->in, "documentationVersion");
    struct doc *api, *version = doc_map(&c->arena);

    if (api_require(c, &api)) return -1;
    if (!name.size) return fault(c, &apigateway_bad_request, "Documentation version must be non-empty");
    if (api_noun_named(c, &api_noun_documentation_version))
        return fault(c, &apigateway_conflict, "Documentation version already exists: %.*s", SPAN_ARG(name));
    doc_put_str(version, "version", name);
    doc_put_int(version, "createdDate", c->now_ms);
    doc_put_str(version, "description", doc_get_str(c->in, "description"));
    doc_put(version, "parts", api_noun_all(c, &api_noun_documentation_part));
    if (stage_document(c, name)) return -1;
    api_noun_put(c, &api_noun_documentation_version, version);
    c->out = version_answer(c, version);
    return 0;
}

int api_get_documentation_version(struct call *c)
{
    struct doc *version;

    if (api_noun_require(c, &api_noun_documentation_version, &version)) return -1;
    c->out = version_answer(c, version);
    return 0;
}

int api_get_documentation_versions(struct call *c)
{
    struct doc *items;

    if (api_noun_list(c, &api_noun_documentation_version)) return -1;
    items = doc_get(c->out, "items");
    for (uint32_t i = 0; i < doc_count(items); i++) doc_items(items)[i] = version_answer(c, doc_items(items)[i]);
    return 0;
}

int api_update_documentation_version(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *version;

    if (api_noun_require(c, &api_noun_documentation_version, &version) || api_patch(c, &rules, version)) return -1;
    api_noun_put(c, &api_noun_documentation_version, version);
    c->out = version_answer(c, version);
    return 0;
}

/* AWS: a version that a stage has cannot go. */
int api_delete_documentation_version(struct call *c)
{
    struct span name = doc_get_str(c->in, "documentationVersion");
    struct doc *stages = api_noun_all(c, &api_noun_stage);

    for (size_t i = 0; i < doc_count(stages); i++)
        if (span_eq(doc_get_str(doc_at(stages, i), "documentationVersion"), name))
            return fault(c, &apigateway_conflict,
                         "Cannot delete documentation version '%.*s', is associated with stage: %.*s", SPAN_ARG(name),
                         SPAN_ARG(doc_get_str(doc_at(stages, i), "stageName")));
    return api_noun_delete(c, &api_noun_documentation_version);
}

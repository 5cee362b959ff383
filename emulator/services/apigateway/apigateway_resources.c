/* Handlers of resources. A resource's document has its methods, with their integrations and responses, in it. */
#include "emulator/services/apigateway/apigateway_resources.h"

#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* --- answers ------------------------------------------------------------------------------------------------------ */

/* AWS shows the methods' insides only when asked to embed them. */
static struct doc *resource_answer(struct call *c, const struct doc *resource)
{
    struct doc *answer = doc_shallow(&c->arena, resource), *methods = doc_get(resource, "resourceMethods"), *names;

    if (!methods || span_is(doc_text(doc_at(doc_get(c->in, "embed"), 0)), "methods")) return answer;
    names = doc_put_map(answer, "resourceMethods");
    for (size_t i = 0; i < doc_count(methods); i++)
        doc_put_span(names, methods->map.members[i].name, doc_map(&c->arena));
    return answer;
}

int api_get_resources(struct call *c)
{
    struct doc *items;

    if (api_noun_list(c, &api_noun_resource)) return -1;
    items = doc_get(c->out, "items");
    for (uint32_t i = 0; i < doc_count(items); i++) doc_items(items)[i] = resource_answer(c, doc_items(items)[i]);
    return 0;
}

int api_get_resource(struct call *c)
{
    struct doc *resource;

    if (api_noun_require(c, &api_noun_resource, &resource)) return -1;
    c->out = resource_answer(c, resource);
    return 0;
}

/* --- paths -------------------------------------------------------------------------------------------------------- */

static bool is_variable(struct span part)
{
    return part.size > 2 && part.data[0] == '{' && part.data[part.size - 1] == '}';
}

/* AWS: letters, digits and ._-: or a variable in braces, which may end with a +. */
static bool is_path_part(struct span part)
{
    if (is_variable(part)) {
        part = span_sub(part, 1, part.size - 2);
        if (span_ends(part, "+")) part.size--;
    }
    for (size_t i = 0; i < part.size; i++) {
        char x = part.data[i];
        bool letter = (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9');
        if (!letter && x != '.' && x != '_' && x != '-' && x != ':') return false;
    }
    return part.size > 0;
}

/* AWS: an API's, with its root, unless its account asked for more. */
#define RESOURCES_MAX 300

/* AWS: the message has two spaces. */
static int count_check(struct call *c)
{
    if (doc_count(api_noun_all(c, &api_noun_resource)) < RESOURCES_MAX) return 0;
    return fault(
        c, &apigateway_limit_exceeded,
        "Maximum number of Resources for this API has been reached.  Please contact AWS if you need additional "
        "Resources.");
}

/* May a resource of that part hang below the parent, beside those that do (but for the one with the id `but`)? */
static int place_check(struct call *c, const struct doc *parent, struct span part, struct span but)
{
    struct doc *all = api_noun_all(c, &api_noun_resource);
    struct span above = doc_get_str(parent, "pathPart");

    if (is_variable(above) && span_ends(above, "+}"))
        return fault(c, &apigateway_bad_request,
                     "Cannot create a child of a resource with a greedy path variable: %.*s", SPAN_ARG(above));
    if (!is_path_part(part))
        return fault(
            c, &apigateway_bad_request,
            "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the "
            "end.");
    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *r = doc_at(all, i);
        struct span other = doc_get_str(r, "pathPart");
        if (!span_eq(doc_get_str(r, "parentId"), doc_get_str(parent, "id")) || span_eq(doc_get_str(r, "id"), but))
            continue;
        if (span_eq(other, part))
            return fault(c, &apigateway_conflict, "Another resource with the same parent already has this name: %.*s",
                         SPAN_ARG(part));
        if (is_variable(other) && is_variable(part))
            return fault(c, &apigateway_bad_request,
                         "A sibling (%.*s) of this resource already has a variable path part -- only one is allowed",
                         SPAN_ARG(other));
    }
    return 0;
}

static void path_put(struct doc *resource, const struct doc *parent)
{
    struct span above = doc_get_str(parent, "path");

    doc_put_format(resource, "path", "%.*s/%.*s", SPAN_ARG(span_is(above, "/") ? SPAN("") : above),
                   SPAN_ARG(doc_get_str(resource, "pathPart")));
}

static bool is_below(const struct doc *resource, const struct doc *above)
{
    struct span path = doc_get_str(resource, "path"), top = doc_get_str(above, "path");

    return path.size > top.size && span_eq(span_sub(path, 0, top.size), top) && path.data[top.size] == '/';
}

/* --- creating and deleting ---------------------------------------------------------------------------------------- */

int api_create_resource(struct call *c)
{
    struct span parent_id = doc_get_str(c->in, "parentId"), part = doc_get_str(c->in, "pathPart");
    struct doc *api, *parent, *resource = doc_map(&c->arena);

    if (api_require(c, &api)) return -1;
    parent = api_noun_find(c, &api_noun_resource, parent_id);
    if (!parent) return api_noun_missing(c, &api_noun_resource, parent_id);
    if (place_check(c, parent, part, SPAN("")) || count_check(c)) return -1;
    doc_put_str(resource, "id", api_id_new(c, 6));
    doc_put_str(resource, "parentId", parent_id);
    doc_put_str(resource, "pathPart", part);
    path_put(resource, parent);
    api_noun_put(c, &api_noun_resource, resource);
    c->out = resource;
    return 0;
}

/* With all that is below it. */
int api_delete_resource(struct call *c)
{
    struct doc *resource, *all;

    if (api_noun_require(c, &api_noun_resource, &resource)) return -1;
    if (!doc_get(resource, "parentId")) return fault(c, &apigateway_bad_request, "Root resource cannot be deleted");
    all = api_noun_all(c, &api_noun_resource);
    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *r = doc_at(all, i);
        if (is_below(r, resource)) api_store_delete(c, api_noun_resource.kind, api_id(c), doc_get_str(r, "id"));
    }
    return api_noun_delete(c, &api_noun_resource);
}

/* --- PATCH -------------------------------------------------------------------------------------------------------- */

/* The resource's new path, and that of all below it, whose paths begin with the old one. */
static void move(struct call *c, struct doc *resource, const struct doc *parent)
{
    struct doc *all = api_noun_all(c, &api_noun_resource), *before = doc_shallow(&c->arena, resource);
    size_t old_size = doc_get_str(before, "path").size;

    path_put(resource, parent);
    api_noun_put(c, &api_noun_resource, resource);
    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *r = doc_at(all, i);
        if (!is_below(r, before)) continue;
        doc_put_format(r, "path", "%.*s%.*s", SPAN_ARG(doc_get_str(resource, "path")),
                       SPAN_ARG(span_sub(doc_get_str(r, "path"), old_size, SIZE_MAX)));
        api_noun_put(c, &api_noun_resource, r);
    }
}

static int moved_to(struct api_patch *p, struct span parent_id, struct span part)
{
    struct doc *parent = api_noun_find(p->c, &api_noun_resource, parent_id);

    if (!parent) return api_noun_missing(p->c, &api_noun_resource, parent_id);
    if (is_below(parent, p->document) || span_eq(parent_id, doc_get_str(p->document, "id")))
        return fault(p->c, &apigateway_bad_request, "Resources cannot be cyclical.");
    if (place_check(p->c, parent, part, doc_get_str(p->document, "id"))) return -1;
    doc_put_str(p->document, "parentId", parent_id);
    doc_put_str(p->document, "pathPart", part);
    move(p->c, p->document, parent);
    return 0;
}

static int place_set(struct api_patch *p)
{
    struct span parent_id = doc_get_str(p->document, "parentId"), part = doc_get_str(p->document, "pathPart");
    bool is_part = span_is(p->path, "/pathPart");

    if (!parent_id.data)
        return fault(p->c, &apigateway_bad_request, "Root resource cannot update its %s.", p->row->path + 1);
    return is_part ? moved_to(p, parent_id, p->value) : moved_to(p, p->value, part);
}

int api_update_resource(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/parentId", PATCH_REPLACE, PATCH_TEXT, place_set },
        { "/pathPart", PATCH_REPLACE, PATCH_TEXT, place_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };
    struct doc *resource;

    if (api_noun_require(c, &api_noun_resource, &resource) || api_patch(c, &rules, resource)) return -1;
    c->out = resource_answer(c, resource);
    return 0;
}

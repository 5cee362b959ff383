/* Handlers of models. */
#include "emulator/services/apigateway/apigateway_models.h"

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_model_schema.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_patch.h"

/* AWS: these texts, to the blank. */
void api_models_begin(struct call *c, struct span api_id)
{
    static const struct {
        const char *name, *description, *schema;
    } models[] = {
        { "Empty", "This is a default empty schema model",
          "{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Empty Schema\",\n"
          "  \"type\" : \"object\"\n}" },
        { "Error", "This is a default error schema model",
          "{\n  \"$schema\" : \"http://json-schema.org/draft-04/schema#\",\n  \"title\" : \"Error Schema\",\n"
          "  \"type\" : \"object\",\n  \"properties\" : {\n    \"message\" : { \"type\" : \"string\" }\n  }\n}" },
    };

    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        struct doc *model = doc_map(&c->arena);
        doc_put_str(model, "id", api_id_new(c, 6));
        doc_put_cstr(model, "name", models[i].name);
        doc_put_cstr(model, "description", models[i].description);
        doc_put_cstr(model, "schema", models[i].schema);
        doc_put_cstr(model, "contentType", "application/json");
        api_store_put(c, api_noun_model.kind, api_id, span_of(models[i].name), model);
    }
}

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool is_name(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        char x = name.data[i];
        if (!((x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z') || (x >= '0' && x <= '9'))) return false;
    }
    return true;
}

static int name_check(struct call *c, struct span name)
{
    if (!name.size) return fault(c, &apigateway_bad_request, "Model name must be non-empty");
    if (!is_name(name))
        return fault(c, &apigateway_bad_request, "Model name must be alphanumeric: %.*s", SPAN_ARG(name));
    if (!api_noun_find(c, &api_noun_model, name)) return 0;
    return fault(c, &apigateway_conflict, "Model name already exists for this REST API");
}

static int refuse_schema(struct call *c, const char *why, struct span what)
{
    return fault(c, &apigateway_bad_request,
                 "Invalid model specified: Validation Result: warnings : [], errors : [%s%.*s]", why, SPAN_ARG(what));
}

/* AWS: a reference is the URL of a model of the same API, or leads into the schema itself. */
static int references_check(struct call *c, const struct doc *schema)
{
    struct span reference = doc_get_str(schema, "$ref"), name = api_schema_model_of(reference);

    if (reference.data && !name.data && !span_starts(reference, "#"))
        return refuse_schema(c, "Model reference must be in canonical form", SPAN(""));
    if (name.data && !api_noun_find(c, &api_noun_model, name))
        return refuse_schema(c, "Invalid model name specified: ", name);
    for (size_t i = 0; i < doc_count(schema); i++)
        if (references_check(c, doc_is(schema, DOC_MAP) ? schema->map.members[i].value : doc_at(schema, i))) return -1;
    return 0;
}

static int schema_check(struct call *c, struct span type, struct span text)
{
    struct doc *schema;

    if (!text.size)
        return fault(c, &apigateway_bad_request, "Model schema must have at least 1 property or array items defined");
    if (!span_ends(type, "json")) return 0;
    schema = json_parse(&c->arena, text, NULL);
    if (!doc_is(schema, DOC_MAP))
        return refuse_schema(c, "Invalid model schema specified. Unable to parse the schema as JSON", SPAN(""));
    return references_check(c, schema);
}

/* AWS: "//GET" is the root's GET. Of several the one farthest down is told. */
static int unused_check(struct call *c, struct span name)
{
    struct doc *resources = api_noun_all(c, &api_noun_resource);
    struct span found = { NULL, 0 };
    size_t deepest = 0;

    for (size_t i = 0; i < doc_count(resources); i++) {
        struct doc *methods = doc_get(doc_at(resources, i), "resourceMethods");
        struct span path = doc_get_str(doc_at(resources, i), "path");
        for (size_t k = 0; k < doc_count(methods); k++) {
            struct doc *models = doc_get(methods->map.members[k].value, "requestModels");
            bool is_used = false;
            for (size_t j = 0; j < doc_count(models); j++)
                is_used |= span_eq(doc_text(models->map.members[j].value), name);
            if (!is_used || path.size <= deepest) continue;
            deepest = path.size;
            found = arena_format(&c->arena, "%.*s/%.*s", SPAN_ARG(path), SPAN_ARG(methods->map.members[k].name));
        }
    }
    if (!found.data) return 0;
    return fault(c, &apigateway_conflict, "Cannot delete model '%.*s', is referenced in method request: %.*s",
                 SPAN_ARG(name), SPAN_ARG(found));
}

/* --- handlers ----------------------------------------------------------------------------------------------------- */

int api_create_model(struct call *c)
{
    static const char *const kept[] = { "name", "description", "schema", "contentType", NULL };
    struct doc *api, *model = doc_map(&c->arena);
    struct span type = doc_get_str(c->in, "contentType");

    if (api_require(c, &api) || name_check(c, doc_get_str(c->in, "name")) ||
        schema_check(c, type, doc_get_str(c->in, "schema")))
        return -1;
    doc_put_str(model, "id", api_id_new(c, 6));
    api_keep(c, model, kept);
    api_noun_put(c, &api_noun_model, model);
    c->out = model;
    return 0;
}

static struct doc *schema_find(struct span name, void *arg)
{
    struct call *c = arg;
    struct doc *model = api_noun_find(c, &api_noun_model, name);

    return model ? json_parse(&c->arena, doc_get_str(model, "schema"), NULL) : NULL;
}

int api_get_model(struct call *c)
{
    struct doc *model, *schema;

    if (api_noun_require(c, &api_noun_model, &model)) return -1;
    schema = json_parse(&c->arena, doc_get_str(model, "schema"), NULL);
    if (doc_get_bool(c->in, "flatten", false) && schema)
        doc_put_str(model, "schema", json_text(&c->arena, api_schema_flatten(&c->arena, schema, schema_find, c)));
    c->out = model;
    return 0;
}

int api_get_models(struct call *c)
{
    return api_noun_list(c, &api_noun_model);
}

int api_get_model_template(struct call *c)
{
    struct doc *model;

    if (api_noun_require(c, &api_noun_model, &model)) return -1;
    doc_put_str(c->out, "value",
                api_schema_template(&c->arena, schema_find(doc_get_str(model, "name"), c), schema_find, c));
    return 0;
}

static int schema_set(struct api_patch *p)
{
    return schema_check(p->c, doc_get_str(p->document, "contentType"), p->value) ? -1 : api_patch_set(p);
}

int api_update_model(struct call *c)
{
    static const struct api_patch_row rows[] = {
        { "/description", PATCH_REPLACE, PATCH_TEXT, NULL },
        { "/schema", PATCH_REPLACE, PATCH_TEXT, schema_set },
        { NULL, 0, PATCH_TEXT, NULL },
    };
    static const struct api_patch_rules rules = { rows, NULL };

    return api_patch_noun(c, &api_noun_model, &rules);
}

int api_delete_model(struct call *c)
{
    struct doc *model;

    if (api_noun_require(c, &api_noun_model, &model) || unused_check(c, doc_get_str(model, "name"))) return -1;
    return api_noun_delete(c, &api_noun_model);
}

/* An array, sorted by the documents' addresses. */
#include "emulator/services/apigateway/apigateway_compiled.h"

#include <stdlib.h>

#include "emulator/base/json.h"
#include "emulator/base/regex.h"
#include "emulator/json_schema/json_schema.h"

static enum api_integration integration_of(const struct doc *integration)
{
    static const char *const types[] = { [API_INTEGRATION_MOCK] = "MOCK",
                                         [API_INTEGRATION_LAMBDA_PROXY] = "AWS_PROXY",
                                         [API_INTEGRATION_AWS] = "AWS",
                                         [API_INTEGRATION_HTTP] = "HTTP",
                                         [API_INTEGRATION_HTTP_PROXY] = "HTTP_PROXY" };
    struct span type = doc_get_str(integration, "type");

    for (size_t i = 1; i < sizeof types / sizeof *types; i++)
        if (span_is(type, types[i])) return (enum api_integration)i;
    return API_INTEGRATION_NONE;
}

enum api_content api_content_of(const struct doc *handles)
{
    struct span how = doc_get_str(handles, "contentHandling");

    return span_is(how, "CONVERT_TO_TEXT")     ? API_CONTENT_TO_TEXT
           : span_is(how, "CONVERT_TO_BINARY") ? API_CONTENT_TO_BINARY
                                               : API_CONTENT_AS_IT_IS;
}

static void outcome_compile(struct arena *a, const struct doc *method, const struct doc_member *response,
                            struct api_outcome *o)
{
    struct span pattern = doc_get_str(response->value, "selectionPattern");
    int64_t status = 0;

    span_int(response->name, &status);
    *o = (struct api_outcome){ .doc = response->value, .status = (int)status };
    if (pattern.size) o->pattern = regex_compile(a, pattern, REGEX_WHOLE);
    o->is_wrong = pattern.size && !o->pattern;
    o->is_declared = doc_get_span(doc_get(method, "methodResponses"), response->name) != NULL;
    api_templates_compile(a, doc_get(response->value, "responseTemplates"), &o->templates);
}

static void outcomes_compile(struct arena *a, struct api_method *m)
{
    const struct doc *responses = doc_get(m->integration, "integrationResponses");

    m->outcome_count = doc_count(responses);
    m->outcomes = ARENA_ARRAY(a, struct api_outcome, m->outcome_count + 1);
    for (size_t i = 0; i < m->outcome_count; i++)
        outcome_compile(a, m->doc, &responses->map.members[i], &m->outcomes[i]);
}

static const struct doc *named(const struct doc *list, const char *member, struct span name)
{
    for (size_t i = 0; name.size && i < doc_count(list); i++)
        if (span_eq(doc_get_str(doc_at(list, i), member), name)) return doc_at(list, i);
    return NULL;
}

/* --- models ------------------------------------------------------------------------------------------------------- */

struct library {
    struct arena *arena;
    const struct doc *models;
};

static struct doc *schema_named(const struct library *l, struct span name)
{
    const struct doc *model = named(l->models, "name", name);

    return model ? json_parse(l->arena, doc_get_str(model, "schema"), NULL) : NULL;
}

/* "https://apigateway.amazonaws.com/restapis/ID/models/NAME" */
static struct doc *schema_at(void *library, struct span address)
{
    size_t at = address.size;

    while (at && address.data[at - 1] != '/') at--;
    return schema_named(library, span_sub(address, at, SIZE_MAX));
}

static void models_compile(struct library *l, const struct doc *request_models, struct api_models *models)
{
    const struct json_schema_library others = { schema_at, l };
    const char *error;

    *models = (struct api_models){ ARENA_ARRAY(l->arena, struct api_model, doc_count(request_models) + 1),
                                   doc_count(request_models) };
    for (size_t i = 0; i < models->count; i++) {
        const struct doc_member *m = &request_models->map.members[i];
        struct doc *schema = schema_named(l, doc_text(m->value));
        models->items[i] =
            (struct api_model){ m->name, schema ? json_schema_compile(l->arena, schema, &others, &error) : NULL };
    }
}

const struct api_model *api_models_find(const struct api_models *models, struct span type)
{
    const struct api_model *otherwise = NULL;

    type = span_trim(span_sub(type, 0, span_find(type, ';')));
    for (size_t i = 0; i < models->count; i++) {
        if (span_eq_nocase(models->items[i].type, type)) return &models->items[i];
        if (span_is(models->items[i].type, "$default")) otherwise = &models->items[i];
    }
    return otherwise;
}

static void validator_compile(struct arena *a, const struct doc *snapshot, struct api_method *m)
{
    struct library l = { a, doc_get(snapshot, "models") };

    m->validator = named(doc_get(snapshot, "requestValidators"), "id", doc_get_str(m->doc, "requestValidatorId"));
    if (doc_get_bool(m->validator, "validateRequestBody", false))
        models_compile(&l, doc_get(m->doc, "requestModels"), &m->models);
}

/* --- methods ------------------------------------------------------------------------------------------------------ */

static void compile_one(struct arena *a, const struct doc *snapshot, const struct doc *resource,
                        const struct doc_member *method, const struct doc *stage, struct api_method *m)
{
    *m = (struct api_method){ .doc = method->value,
                              .integration = doc_get(method->value, "methodIntegration"),
                              .name = method->name,
                              .resource_id = doc_get_str(resource, "id"),
                              .resource_path = doc_get_str(resource, "path"),
                              .needs_key = doc_get_bool(method->value, "apiKeyRequired", false) };
    m->kind = integration_of(m->integration);
    m->authorizer = named(doc_get(snapshot, "authorizers"), "id", doc_get_str(method->value, "authorizerId"));
    validator_compile(a, snapshot, m);
    api_settings_read(doc_get(stage, "methodSettings"), m->resource_path, m->name, &m->settings);
    api_templates_compile(a, doc_get(m->integration, "requestTemplates"), &m->templates);
    outcomes_compile(a, m);
}

static int by_document(const void *a, const void *b)
{
    const struct api_method *x = a, *y = b;

    return x->doc < y->doc ? -1 : x->doc > y->doc;
}

static size_t count_of(const struct doc *resources)
{
    size_t count = 0;

    for (size_t i = 0; i < doc_count(resources); i++)
        count += doc_count(doc_get(doc_at(resources, i), "resourceMethods"));
    return count;
}

void api_methods_compile(struct arena *a, const struct doc *snapshot, const struct doc *stage,
                         struct api_methods *methods)
{
    const struct doc *resources = doc_get(snapshot, "resources");

    *methods = (struct api_methods){ ARENA_ARRAY(a, struct api_method, count_of(resources) + 1), 0 };
    for (size_t i = 0; i < doc_count(resources); i++) {
        const struct doc *here = doc_get(doc_at(resources, i), "resourceMethods");
        for (size_t k = 0; k < doc_count(here); k++)
            compile_one(a, snapshot, doc_at(resources, i), &here->map.members[k], stage,
                        &methods->items[methods->count++]);
    }
    qsort(methods->items, methods->count, sizeof *methods->items, by_document);
}

const struct api_method *api_methods_find(const struct api_methods *methods, const struct doc *method)
{
    struct api_method key = { .doc = method };

    return bsearch(&key, methods->items, methods->count, sizeof *methods->items, by_document);
}

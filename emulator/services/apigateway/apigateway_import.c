/* An import plays the API's own operations, one behind the other: so what they check is checked, and what they refuse
 * is told as AWS tells it of an import. All happens in one transaction.
 *
 * Models may refer to one another in any order, and in circles: see models_play. */
#include "emulator/services/apigateway/apigateway_import.h"

#include "emulator/base/json.h"
#include "emulator/core/ask.h"
#include "emulator/core/service.h"
#include "emulator/core/shape_fit.h"
#include "emulator/core/validate.h"
#include "emulator/services/apigateway/apigateway_apis.h"
#include "emulator/services/apigateway/apigateway_asks.h"
#include "emulator/services/apigateway/apigateway_documentation.h"
#include "emulator/services/apigateway/apigateway_faults.h"
#include "emulator/services/apigateway/apigateway_model_schema.h"
#include "emulator/services/apigateway/apigateway_nouns.h"
#include "emulator/services/apigateway/apigateway_openapi.h"

#define BODY_BYTES_MAX ((size_t)6 * 1024 * 1024)

struct import {
    struct call *c;
    struct doc *in, *definition, *warnings;
    struct span api_id;
    struct doc *ids;   /* of authorizers ("authorizer/NAME") and validators ("validator/NAME") */
    struct doc *paths; /* the ids of resources */
};

/* --- the document ------------------------------------------------------------------------------------------------- */

/* Read once: from when the call is authorised on. */
static const struct doc *document_of(struct call *c)
{
    struct span body = doc_get_str(c->in, "body");

    if (!c->scratch && body.size <= BODY_BYTES_MAX) c->scratch = api_openapi_parse(&c->arena, body);
    return c->scratch;
}

static struct api_openapi_options options_of(const struct doc *in, struct span api_id)
{
    const struct doc *parameters = doc_get(in, "parameters");

    return (struct api_openapi_options){ .api_id = api_id,
                                         .basepath = doc_get_str(parameters, "basepath"),
                                         .ignores_documentation =
                                             span_is(doc_get_str(parameters, "ignore"), "documentation") };
}

static void ask_roles(struct call *c, const struct doc *d)
{
    for (size_t i = 0; doc_is(d, DOC_LIST) && i < doc_count(d); i++) ask_roles(c, doc_at(d, i));
    for (uint32_t i = 0; doc_is(d, DOC_MAP) && i < d->map.count; i++) {
        const struct doc_member *m = &d->map.members[i];
        bool is_role = span_is(m->name, "credentials") || span_is(m->name, "authorizerCredentials");

        if (is_role && doc_text(m->value).size) ask_pass_role(c, doc_text(m->value), "apigateway.amazonaws.com");
        ask_roles(c, m->value);
    }
}

void api_ask_import(struct call *c)
{
    api_ask_path(c);
    ask_roles(c, document_of(c));
}

static int refuse(struct call *c)
{
    return fault(c, &apigateway_bad_request, "Invalid OpenAPI input.");
}

int api_import_prepare(struct call *c)
{
    return document_of(c) ? 0 : refuse(c);
}

/* --- playing operations ------------------------------------------------------------------------------------------- */

/* Has the call be that of the operation with this input, which is JSON and fits and is valid from here on. */
static int become(struct import *i, const char *name, const struct doc *in)
{
    struct call *c = i->c;
    const char *mistake;

    c->operation = operation_find(c->service, span_of(name));
    c->in = shape_fit_in(&c->arena, c->operation->input, in, &mistake);
    c->out = doc_map(&c->arena);
    return mistake ? fault(c, &apigateway_bad_request, "%s", mistake) : validate_input(c);
}

static void become_again(struct import *i, const struct operation *before)
{
    i->c->operation = before;
    i->c->in = i->in;
}

/* The call's fault becomes that of the import, with what could not be done. AWS: a limit's is told as it is. */
static int tell(struct import *i, struct span doing)
{
    const char *message = i->c->fault.message;

    if (i->c->fault.kind == &apigateway_limit_exceeded) return -1;
    i->c->fault = (struct fault_raised){ 0 };
    return fault(i->c, &apigateway_bad_request, "Errors found during import:\n\t%.*s: %s", SPAN_ARG(doing), message);
}

/* Runs the operation, and gives what it answers in the call's output. */
static int play(struct import *i, const char *name, struct doc *in, struct span doing)
{
    struct call *c = i->c;
    const struct operation *before = c->operation;
    int rc;

    doc_put_str(in, "restApiId", i->api_id);
    rc = become(i, name, in) || c->operation->handler(c) ? -1 : 0;
    become_again(i, before);
    return rc ? tell(i, doing) : 0;
}

static struct span doing(struct import *i, const char *what, struct span name)
{
    return arena_format(&i->c->arena, "Unable to %s '%.*s'", what, SPAN_ARG(name));
}

/* "on 'GET' for resource at path '/pets'" */
static struct span doing_at(struct import *i, const char *what, struct span verb, struct span path)
{
    return arena_format(&i->c->arena, "Unable to %s on '%.*s' for resource at path '%.*s'", what, SPAN_ARG(verb),
                        SPAN_ARG(path));
}

/* One of a kind that is known by its name. What has it already is replaced, and keeps its id. */
static int named_play(struct import *i, const struct api_noun *n, const char *operation, const char *what,
                      struct doc *in)
{
    struct doc *all = api_noun_all_of(i->c, n, i->api_id), *made;
    struct span name = doc_get_str(in, "name"), id;

    if (play(i, operation, in, doing(i, arena_printf(&i->c->arena, "create %s for", what), name))) return -1;
    made = i->c->out;
    for (size_t k = 0; k < doc_count(all); k++) {
        if (!span_eq(doc_get_str(doc_at(all, k), "name"), name)) continue;
        id = doc_get_str(doc_at(all, k), "id");
        api_store_delete(i->c, n->kind, i->api_id, doc_get_str(made, "id"));
        doc_put_str(made, "id", id);
        api_store_put(i->c, n->kind, i->api_id, id, made);
    }
    doc_put_span(i->ids, arena_format(&i->c->arena, "%s/%.*s", what, SPAN_ARG(name)), doc_get(made, "id"));
    return 0;
}

static struct span named_id(const struct import *i, const char *what, struct span name)
{
    struct span id = doc_text(doc_get_span(i->ids, arena_format(&i->c->arena, "%s/%.*s", what, SPAN_ARG(name))));

    return id.data || !name.data ? id : name; /* which the operation refuses */
}

static int all_named_play(struct import *i, const char *list, const struct api_noun *n, const char *operation,
                          const char *what)
{
    const struct doc *all = doc_get(i->definition, list);

    for (size_t k = 0; k < doc_count(all); k++)
        if (named_play(i, n, operation, what, doc_at(all, k))) return -1;
    return 0;
}

/* --- models ------------------------------------------------------------------------------------------------------- */

static struct doc *model_find(const struct import *i, struct span name)
{
    return api_store_get(i->c, api_noun_model.kind, i->api_id, name);
}

/* The first model that the schema refers to and that is not there; absent: all are. */
static struct span model_missing(const struct import *i, const struct doc *d)
{
    struct span missing = { NULL, 0 }, name;

    for (size_t k = 0; doc_is(d, DOC_LIST) && !missing.data && k < doc_count(d); k++)
        missing = model_missing(i, doc_at(d, k));
    for (uint32_t k = 0; doc_is(d, DOC_MAP) && !missing.data && k < d->map.count; k++) {
        const struct doc_member *m = &d->map.members[k];

        name = span_is(m->name, "$ref") ? api_schema_model_of(doc_text(m->value)) : (struct span){ NULL, 0 };
        if (!name.data) missing = model_missing(i, m->value);
        else if (!model_find(i, name)) missing = name;
    }
    return missing;
}

/* Begun without its schema, so that others may refer to it. */
static int model_begin(struct import *i, const struct doc *model)
{
    struct doc *in = doc_shallow(&i->c->arena, model);

    if (model_find(i, doc_get_str(model, "name"))) return 0;
    doc_put_cstr(in, "schema", "{\"type\":\"object\"}");
    return play(i, "CreateModel", in, doing(i, "create model for", doc_get_str(model, "name")));
}

static int model_finish(struct import *i, const struct doc *model)
{
    struct span name = doc_get_str(model, "name"), schema = doc_get_str(model, "schema");
    struct span missing = model_missing(i, json_parse(&i->c->arena, schema, NULL));
    struct doc *made = model_find(i, name);

    if (missing.data)
        return fault(i->c, &apigateway_bad_request,
                     "Errors found during import:\n\tUnable to create model for '%.*s': Invalid model specified: "
                     "Validation Result: warnings : [], errors : [Invalid model name specified: %.*s]",
                     SPAN_ARG(name), SPAN_ARG(missing));
    doc_put_str(made, "schema", schema);
    if (doc_get_str(model, "description").size) doc_put_str(made, "description", doc_get_str(model, "description"));
    api_store_put(i->c, api_noun_model.kind, i->api_id, name, made);
    return 0;
}

static int models_play(struct import *i)
{
    const struct doc *all = doc_get(i->definition, "models");

    for (size_t k = 0; k < doc_count(all); k++)
        if (model_begin(i, doc_at(all, k))) return -1;
    for (size_t k = 0; k < doc_count(all); k++)
        if (model_finish(i, doc_at(all, k))) return -1;
    return 0;
}

/* --- resources and methods ---------------------------------------------------------------------------------------- */

static void paths_load(struct import *i)
{
    struct doc *all = api_noun_all_of(i->c, &api_noun_resource, i->api_id);

    i->paths = doc_map(&i->c->arena);
    for (size_t k = 0; k < doc_count(all); k++)
        doc_put_span(i->paths, doc_get_str(doc_at(all, k), "path"), doc_get(doc_at(all, k), "id"));
}

/* The resource of the path, with those on the way to it. */
static int path_play(struct import *i, struct span path)
{
    struct arena *a = &i->c->arena;
    size_t end = 0;
    struct span above = SPAN("/");

    while (end < path.size && path.size > 1) {
        size_t next = end + 1 + span_find(span_sub(path, end + 1, SIZE_MAX), '/');
        struct span here = span_sub(path, 0, next);
        struct doc *in = doc_map(a);

        doc_put(in, "parentId", doc_get_span(i->paths, above));
        doc_put_str(in, "pathPart", span_sub(here, end + 1, SIZE_MAX));
        if (!doc_get_span(i->paths, here)) {
            if (play(i, "CreateResource", in, doing(i, "create resource at path", here))) return -1;
            doc_put_span(i->paths, here, doc_get(i->c->out, "id"));
        }
        above = here;
        end = next;
    }
    return 0;
}

/* The part's input: with where it belongs. */
static struct doc *input_at(struct import *i, const struct doc *part, struct span verb, struct span path)
{
    struct doc *in = doc_shallow(&i->c->arena, part);

    doc_put(in, "resourceId", doc_get_span(i->paths, path));
    doc_put_str(in, "httpMethod", verb);
    return in;
}

static int parts_play(struct import *i, const struct doc *parts, const char *operation, const char *what,
                      struct span verb, struct span path)
{
    for (size_t k = 0; k < doc_count(parts); k++)
        if (play(i, operation, input_at(i, doc_at(parts, k), verb, path), doing_at(i, what, verb, path))) return -1;
    return 0;
}

/* In a merge, a method that is there gives way. */
static int method_clear(struct import *i, struct span verb, struct span path)
{
    struct span id = doc_text(doc_get_span(i->paths, path));
    struct doc *resource = api_store_get(i->c, api_noun_resource.kind, i->api_id, id);

    if (!doc_get_span(doc_get(resource, "resourceMethods"), verb)) return 0;
    return play(i, "DeleteMethod", input_at(i, doc_map(&i->c->arena), verb, path),
                doing_at(i, "delete method", verb, path));
}

static int method_play(struct import *i, const struct doc *method, struct span path)
{
    struct span verb = doc_get_str(method, "httpMethod");
    struct doc *in = input_at(i, method, verb, path), *integration = doc_get(method, "integration");

    doc_put_str(in, "authorizerId", named_id(i, "authorizer", doc_get_str(method, "authorizerName")));
    doc_put_str(in, "requestValidatorId", named_id(i, "request validator", doc_get_str(method, "validatorName")));
    if (method_clear(i, verb, path) || play(i, "PutMethod", in, doing_at(i, "put method", verb, path)) ||
        parts_play(i, doc_get(method, "responses"), "PutMethodResponse", "put method response", verb, path))
        return -1;
    if (!integration) return 0;
    in = input_at(i, integration, verb, path);
    if (play(i, "PutIntegration", in, doing_at(i, "put integration", verb, path))) return -1;
    return parts_play(i, doc_get(method, "integrationResponses"), "PutIntegrationResponse", "put integration response",
                      verb, path);
}

static int resources_play(struct import *i)
{
    const struct doc *all = doc_get(i->definition, "resources");

    paths_load(i);
    for (size_t k = 0; k < doc_count(all); k++) {
        const struct doc *methods = doc_get(doc_at(all, k), "methods");
        struct span path = doc_get_str(doc_at(all, k), "path");

        if (path_play(i, path)) return -1;
        for (size_t m = 0; m < doc_count(methods); m++)
            if (method_play(i, doc_at(methods, m), path)) return -1;
    }
    return 0;
}

/* --- the others --------------------------------------------------------------------------------------------------- */

static int gateway_responses_play(struct import *i)
{
    const struct doc *all = doc_get(i->definition, "gatewayResponses");

    for (size_t k = 0; k < doc_count(all); k++)
        if (play(i, "PutGatewayResponse", doc_at(all, k),
                 doing(i, "put gateway response", doc_get_str(doc_at(all, k), "responseType"))))
            return -1;
    return 0;
}

/* In a merge, a part of the same place gives way. */
static int documentation_play(struct import *i, const struct doc *parts, struct doc *ids)
{
    for (size_t k = 0; k < doc_count(parts); k++) {
        struct doc *location = doc_get(doc_at(parts, k), "location");

        if (doc_is(location, DOC_MAP)) api_documentation_clear(i->c, i->api_id, location);
        if (play(i, "CreateDocumentationPart", doc_at(parts, k),
                 doing(i, "create documentation part for", doc_get_str(location, "type"))))
            return -1;
        if (ids) doc_append(ids, doc_get(i->c->out, "id"));
    }
    return 0;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static int warnings_check(struct import *i)
{
    struct buf b = { 0 };

    if (!doc_count(i->warnings) || !doc_get_bool(i->in, "failOnWarnings", false)) return 0;
    for (size_t k = 0; k < doc_count(i->warnings); k++)
        buf_printf(&b, "\n\t%.*s", SPAN_ARG(doc_text(doc_at(i->warnings, k))));
    fault(i->c, &apigateway_bad_request, "Warnings found during import:%.*s", SPAN_ARG(buf_span(&b)));
    buf_release(&b);
    return -1;
}

static int parts_of_api_play(struct import *i)
{
    return warnings_check(i) || models_play(i) ||
                   all_named_play(i, "requestValidators", &api_noun_validator, "CreateRequestValidator",
                                  "request validator") ||
                   all_named_play(i, "authorizers", &api_noun_authorizer, "CreateAuthorizer", "authorizer") ||
                   resources_play(i) || gateway_responses_play(i) ||
                   documentation_play(i, doc_get(i->definition, "documentationParts"), NULL)
               ? -1
               : 0;
}

static int definition_read(struct import *i)
{
    struct api_openapi_options options = options_of(i->in, i->api_id);

    i->warnings = doc_list(&i->c->arena);
    i->definition = api_openapi_read(&i->c->arena, document_of(i->c), &options, i->warnings);
    return i->definition ? 0 : refuse(i->c);
}

static struct import import_begin(struct call *c)
{
    return (struct import){ .c = c, .in = c->in, .ids = doc_map(&c->arena), .api_id = doc_get_str(c->in, "restApiId") };
}

/* AWS: endpointConfigurationTypes goes before what the document says. */
static void endpoint_put(struct import *i, struct doc *rest)
{
    struct span type = doc_get_str(doc_get(i->in, "parameters"), "endpointConfigurationTypes");

    if (!type.size) return;
    if (!doc_get(rest, "endpointConfiguration")) doc_put_map(rest, "endpointConfiguration");
    doc_append_str(doc_put_list(doc_get(rest, "endpointConfiguration"), "types"), type);
}

/* --- ImportRestApi ------------------------------------------------------------------------------------------------ */

/* AWS: what is imported has the document's models, and not those that a new API has. */
int api_import_rest_api(struct call *c)
{
    struct import i = import_begin(c);
    struct doc *made;

    if (definition_read(&i)) return -1;
    endpoint_put(&i, doc_get(i.definition, "rest"));
    if (play(&i, "CreateRestApi", doc_get(i.definition, "rest"),
             doing(&i, "create API", doc_get_str(doc_get(i.definition, "rest"), "name"))))
        return -1;
    made = c->out;
    i.api_id = doc_get_str(made, "id");
    api_store_delete_of(c, api_noun_model.kind, i.api_id);
    if (definition_read(&i) || parts_of_api_play(&i)) return -1; /* again, now that models can name the API */
    c->out = made;
    if (doc_count(i.warnings)) doc_put(c->out, "warnings", i.warnings);
    return 0;
}

/* --- PutRestApi --------------------------------------------------------------------------------------------------- */

/* All but the root, which loses its methods. */
static void clear(struct import *i, const struct doc *api)
{
    static const struct api_noun *const parts[] = { &api_noun_resource,         &api_noun_model,
                                                    &api_noun_validator,        &api_noun_authorizer,
                                                    &api_noun_gateway_response, &api_noun_documentation_part };
    struct span root_id = doc_get_str(api, "rootResourceId");
    struct doc *root = api_store_get(i->c, api_noun_resource.kind, i->api_id, root_id);

    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) api_store_delete_of(i->c, parts[k]->kind, i->api_id);
    doc_remove(root, SPAN("resourceMethods"));
    api_store_put(i->c, api_noun_resource.kind, i->api_id, root_id, root);
}

/* The API's own document anew. What is not told stays in a merge; where it is written over, only what a document does
 * not tell of. */
static int rest_play(struct import *i, const struct doc *before, bool is_merge)
{
    static const char *const stays[] = { "id", "createdDate", "rootResourceId", NULL };
    struct doc *told = doc_shallow(&i->c->arena, doc_get(i->definition, "rest")), *api = doc_map(&i->c->arena);
    const struct operation *operation = i->c->operation;
    int rc;

    endpoint_put(i, told);
    for (const char *const *m = stays; *m; m++) doc_put(api, *m, doc_get(before, *m));
    for (uint32_t k = 0; k < before->map.count; k++) {
        struct span name = before->map.members[k].name;
        bool is_kept = is_merge || span_is(name, "endpointConfiguration") || span_is(name, "tags");

        if (is_kept && !doc_get_span(told, name)) doc_put_span(told, name, before->map.members[k].value);
    }
    rc = become(i, "CreateRestApi", told) || api_rest_api_describe(i->c, api) ? -1 : 0;
    become_again(i, operation);
    if (rc) return tell(i, doing(i, "update API", doc_get_str(told, "name")));
    api_store_put(i->c, api_noun_rest_api.kind, SPAN(""), i->api_id, api);
    return 0;
}

int api_put_rest_api(struct call *c)
{
    struct import i = import_begin(c);
    bool is_merge = !span_is(doc_get_str(c->in, "mode"), "overwrite");
    struct doc *api;

    if (api_require(c, &api) || definition_read(&i)) return -1;
    if (!is_merge) clear(&i, api);
    if (rest_play(&i, api, is_merge) || parts_of_api_play(&i) || api_get_rest_api(c)) return -1;
    if (!doc_get(c->out, "tags")) doc_put_map(c->out, "tags");
    if (doc_count(i.warnings)) doc_put(c->out, "warnings", i.warnings);
    return 0;
}

/* --- ImportDocumentationParts ------------------------------------------------------------------------------------- */

int api_import_documentation_parts(struct call *c)
{
    struct import i = import_begin(c);
    struct doc *api, *ids = doc_list(&c->arena);

    if (api_require(c, &api)) return -1;
    if (span_is(doc_get_str(c->in, "mode"), "overwrite"))
        api_store_delete_of(c, api_noun_documentation_part.kind, i.api_id);
    if (documentation_play(&i, api_openapi_read_documentation(&c->arena, document_of(c)), ids)) return -1;
    c->out = doc_map(&c->arena);
    doc_put(c->out, "ids", ids);
    return 0;
}

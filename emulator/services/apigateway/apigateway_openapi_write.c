/* The document as a whole, but for its paths. */
#include "emulator/services/apigateway/apigateway_openapi_writer.h"

#include "emulator/base/json.h"
#include "emulator/base/times.h"

#define EXTENSION "x-amazon-apigateway-"

/* --- models ------------------------------------------------------------------------------------------------------- */

/* The name in "https://apigateway.amazonaws.com/restapis/ID/models/NAME"; absent for other references. */
static struct span model_name(struct span reference)
{
    size_t at = reference.size;

    if (!span_starts(reference, "https://apigateway.amazonaws.com/restapis/")) return (struct span){ NULL, 0 };
    while (at > 0 && reference.data[at - 1] != '/') at--;
    return span_sub(reference, at, SIZE_MAX);
}

static struct doc *schema_copy(const struct api_openapi_writer *w, const struct doc *d)
{
    struct doc *copy;

    if (doc_is(d, DOC_LIST)) {
        copy = doc_list_for(w->arena, (uint32_t)doc_count(d));
        for (size_t i = 0; i < doc_count(d); i++) doc_append(copy, schema_copy(w, doc_at(d, i)));
        return copy;
    }
    if (!doc_is(d, DOC_MAP)) return doc_copy(w->arena, d);
    copy = doc_map_for(w->arena, d->map.count);
    for (uint32_t i = 0; i < d->map.count; i++) {
        const struct doc_member *m = &d->map.members[i];
        struct span name = span_is(m->name, "$ref") ? model_name(doc_text(m->value)) : (struct span){ NULL, 0 };

        if (name.data) doc_put_str(copy, "$ref", api_openapi_model_place(w, name));
        else doc_put_span(copy, m->name, schema_copy(w, m->value));
    }
    return copy;
}

static struct doc *models(const struct api_openapi_writer *w)
{
    const struct doc *all = api_openapi_sorted(w, "models");
    struct doc *schemas = doc_map(w->arena);

    for (size_t i = 0; i < doc_count(all); i++) {
        const struct doc *schema = json_parse(w->arena, doc_get_str(doc_at(all, i), "schema"), NULL);
        if (doc_is(schema, DOC_MAP)) doc_put_span(schemas, doc_get_str(doc_at(all, i), "name"), schema_copy(w, schema));
    }
    return schemas;
}

/* --- security ----------------------------------------------------------------------------------------------------- */

static struct doc *scheme(struct doc *schemes, struct span name, struct span parameter, struct span in)
{
    struct doc *s = doc_map(doc_arena(schemes));

    doc_put_span(schemes, name, s);
    doc_put_cstr(s, "type", "apiKey");
    doc_put_str(s, "name", parameter);
    doc_put_str(s, "in", in);
    return s;
}

/* Where what identifies a caller stands: "method.request.header.Authorization"; of several or none, AWS tells the
 * header "Unused". */
static struct doc *authorizer_scheme(struct doc *schemes, const struct doc *authorizer)
{
    static const char header[] = "method.request.header.", query[] = "method.request.querystring.";
    struct span source = doc_get_str(authorizer, "identitySource"), name = doc_get_str(authorizer, "name");
    bool is_one = source.size && span_find(source, ',') == source.size;

    if (is_one && span_starts(source, header))
        return scheme(schemes, name, span_sub(source, sizeof header - 1, SIZE_MAX), SPAN("header"));
    if (is_one && span_starts(source, query))
        return scheme(schemes, name, span_sub(source, sizeof query - 1, SIZE_MAX), SPAN("query"));
    return scheme(schemes, name, source.size ? SPAN("Unused") : SPAN("Authorization"), SPAN("header"));
}

static void put_authorizer(const struct api_openapi_writer *w, struct doc *schemes, const struct doc *authorizer)
{
    static const char *const kept[] = {
        "authorizerUri",  "authorizerCredentials",        "authorizerResultTtlInSeconds",
        "identitySource", "identityValidationExpression", "providerARNs"
    };
    struct doc *s = authorizer_scheme(schemes, authorizer), *told;

    if (!w->export->has_authorizers && !w->export->has_all) return;
    doc_put_str(s, EXTENSION "authtype", doc_get_str(authorizer, "authType"));
    told = doc_put_map(s, EXTENSION "authorizer");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (doc_get(authorizer, kept[i])) doc_put(told, kept[i], doc_get(authorizer, kept[i]));
    doc_put_str(told, "type", arena_lower(w->arena, doc_get_str(authorizer, "type")));
}

static struct doc *security(const struct api_openapi_writer *w)
{
    const struct doc *authorizers = api_openapi_sorted(w, "authorizers");
    struct doc *schemes = doc_map(w->arena), *signatures;

    for (size_t i = 0; i < doc_count(authorizers); i++) put_authorizer(w, schemes, doc_at(authorizers, i));
    if (w->uses_key) scheme(schemes, SPAN("api_key"), SPAN("x-api-key"), SPAN("header"));
    if (!w->uses_signatures) return schemes;
    signatures = scheme(schemes, SPAN("sigv4"), SPAN("Authorization"), SPAN("header"));
    doc_put_cstr(signatures, EXTENSION "authtype", "awsSigv4");
    return schemes;
}

/* --- AWS's extensions --------------------------------------------------------------------------------------------- */

static void put_validators(const struct api_openapi_writer *w, struct doc *d)
{
    const struct doc *all = api_openapi_sorted(w, "requestValidators");
    struct doc *validators = doc_map(w->arena);

    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *v = doc_map(w->arena);

        doc_put_bool(v, "validateRequestParameters", doc_get_bool(doc_at(all, i), "validateRequestParameters", false));
        doc_put_bool(v, "validateRequestBody", doc_get_bool(doc_at(all, i), "validateRequestBody", false));
        doc_put_span(validators, doc_get_str(doc_at(all, i), "name"), v);
    }
    if (doc_count(validators)) doc_put(d, EXTENSION "request-validators", validators);
}

static void put_gateway_responses(const struct api_openapi_writer *w, struct doc *d)
{
    static const char *const kept[] = { "statusCode", "responseParameters", "responseTemplates" };
    const struct doc *all = doc_get(w->snapshot, "gatewayResponses");
    struct doc *responses = doc_map(w->arena);

    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *r = doc_map(w->arena);

        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            if (doc_get(doc_at(all, i), kept[k])) doc_put(r, kept[k], doc_get(doc_at(all, i), kept[k]));
        doc_put_span(responses, doc_get_str(doc_at(all, i), "responseType"), r);
    }
    if (doc_count(responses)) doc_put(d, EXTENSION "gateway-responses", responses);
}

static void put_documentation(const struct api_openapi_writer *w, struct doc *d)
{
    const struct doc *published = w->export->documentation;
    const struct doc *all = published ? doc_get(published, "parts") : api_openapi_sorted(w, "documentationParts");
    struct doc *told, *parts;

    if (!doc_count(all) || (!w->export->has_documentation && !w->export->has_all)) return;
    told = doc_put_map(d, EXTENSION "documentation");
    if (published) {
        doc_put_str(told, "version", doc_get_str(published, "version"));
        doc_put_str(told, "createdDate", time_iso8601(w->arena, doc_get_int(published, "createdDate", 0)));
    }
    parts = doc_put_list(told, "documentationParts");
    for (size_t i = 0; i < doc_count(all); i++) {
        struct doc *part = doc_append_map(parts);
        struct doc *properties = json_parse(w->arena, doc_get_str(doc_at(all, i), "properties"), NULL);

        doc_put(part, "location", doc_get(doc_at(all, i), "location"));
        doc_put(part, "properties", properties ? properties : doc_map(w->arena));
    }
}

/* Swagger has it at the top, OpenAPI 3 in its server. */
static void put_endpoint(const struct doc *rest, struct doc *d)
{
    const struct doc *endpoint = doc_get(rest, "endpointConfiguration");
    bool is_closed = doc_get_bool(rest, "disableExecuteApiEndpoint", false);
    struct doc *told;

    if (!is_closed && !doc_get(endpoint, "vpcEndpointIds")) return;
    told = doc_put_map(d, EXTENSION "endpoint-configuration");
    if (is_closed) doc_put_bool(told, "disableExecuteApiEndpoint", true);
    if (doc_get(endpoint, "vpcEndpointIds")) doc_put(told, "vpcEndpointIds", doc_get(endpoint, "vpcEndpointIds"));
}

static void put_extensions(const struct api_openapi_writer *w, struct doc *d)
{
    static const char *const pairs[] = { "binaryMediaTypes",       EXTENSION "binary-media-types",
                                         "minimumCompressionSize", EXTENSION "minimum-compression-size",
                                         "securityPolicy",         EXTENSION "security-policy",
                                         "endpointAccessMode",     EXTENSION "endpoint-access-mode" };
    const struct doc *rest = doc_get(w->snapshot, "rest");
    struct doc *policy = json_parse(w->arena, doc_get_str(rest, "policy"), NULL);

    put_gateway_responses(w, d);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i += 2)
        if (doc_get(rest, pairs[i])) doc_put(d, pairs[i + 1], doc_get(rest, pairs[i]));
    if (span_is(doc_get_str(rest, "apiKeySource"), "AUTHORIZER"))
        doc_put_cstr(d, EXTENSION "api-key-source", "AUTHORIZER");
    if (policy) doc_put(d, EXTENSION "policy", policy);
    if (!w->export->is_v3) put_endpoint(rest, d);
    put_validators(w, d);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static struct doc *info(const struct api_openapi_writer *w)
{
    const struct doc *rest = doc_get(w->snapshot, "rest");
    struct span version = doc_get_str(rest, "version");
    struct doc *i = doc_map(w->arena);

    doc_put_str(i, "title", doc_get_str(rest, "name"));
    doc_put_str(i, "description", doc_get_str(rest, "description"));
    doc_put_str(i, "version", version.size ? version : w->export->version);
    return i;
}

static void put_server(const struct api_openapi_writer *w, struct doc *d)
{
    struct doc *server = doc_append_map(doc_put_list(d, "servers"));

    doc_put_str(server, "url", arena_format(w->arena, "https://%.*s/{basePath}", SPAN_ARG(w->export->host)));
    doc_put_str(doc_put_map(doc_put_map(server, "variables"), "basePath"), "default", w->export->stage);
    if (w->export->has_all) put_endpoint(doc_get(w->snapshot, "rest"), server);
}

/* AWS: tags of the API are told among the document's. */
static void put_tags(const struct api_openapi_writer *w, struct doc *d)
{
    const struct doc *tags = doc_get(doc_get(w->snapshot, "rest"), "tags");
    struct doc *list;

    if (!doc_count(tags) || !w->export->has_all) return;
    list = doc_put_list(d, "tags");
    for (uint32_t i = 0; i < tags->map.count; i++) {
        struct doc *tag = doc_append_map(list);

        doc_put_str(tag, "name", tags->map.members[i].name);
        doc_put(tag, EXTENSION "tag-value", tags->map.members[i].value);
    }
}

static void put_swagger(struct api_openapi_writer *w, struct doc *d)
{
    struct doc *schemas = models(w), *schemes;

    doc_put_cstr(d, "swagger", "2.0");
    doc_put(d, "info", info(w));
    doc_put_str(d, "host", w->export->host);
    doc_put_str(d, "basePath", arena_format(w->arena, "/%.*s", SPAN_ARG(w->export->stage)));
    doc_append_str(doc_put_list(d, "schemes"), SPAN("https"));
    put_tags(w, d);
    doc_put(d, "paths", api_openapi_paths(w));
    schemes = security(w);
    if (doc_count(schemes)) doc_put(d, "securityDefinitions", schemes);
    if (doc_count(schemas)) doc_put(d, "definitions", schemas);
}

static void put_v3(struct api_openapi_writer *w, struct doc *d)
{
    struct doc *components = doc_map(w->arena), *schemas = models(w), *schemes;

    doc_put_cstr(d, "openapi", "3.0.1");
    doc_put(d, "info", info(w));
    put_server(w, d);
    put_tags(w, d);
    doc_put(d, "paths", api_openapi_paths(w));
    schemes = security(w);
    if (doc_count(schemas)) doc_put(components, "schemas", schemas);
    if (doc_count(schemes)) doc_put(components, "securitySchemes", schemes);
    doc_put(d, "components", components);
}

struct doc *api_openapi_write(struct arena *a, const struct doc *snapshot, const struct api_openapi_export *e)
{
    struct api_openapi_writer w = { .arena = a, .snapshot = snapshot, .export = e };
    struct doc *d = doc_map(a);

    if (e->is_v3) put_v3(&w, d);
    else put_swagger(&w, d);
    if (e->has_all) put_extensions(&w, d);
    put_documentation(&w, d);
    return d;
}

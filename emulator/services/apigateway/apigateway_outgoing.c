/* Maps first, then the body, then what the template overrides. */
#include "emulator/services/apigateway/apigateway_outgoing.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_binary.h"
#include "emulator/services/apigateway/apigateway_parameters.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_render.h"

/* --- parameters --------------------------------------------------------------------------------------------------- */

static void put_one(struct doc *map, struct span name, struct span value)
{
    struct doc *list = doc_list(doc_arena(map));

    doc_append(list, doc_string(doc_arena(map), value));
    doc_put_span(map, name, list);
}

/* AWS: some headers are not for mappings; one that is mapped all the same is an error in each request. */
static bool is_forbidden(const struct api_request *r, struct span name)
{
    static const char *const all[] = { "Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id",
                                       "X-Amzn-Apigateway-Api-Id" },
                             *const of_aws[] = { "Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE" };
    bool is_aws = r->method->kind == API_INTEGRATION_AWS || r->method->kind == API_INTEGRATION_LAMBDA_PROXY;

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (span_is_nocase(name, all[i])) return true;
    for (size_t i = 0; is_aws && i < sizeof of_aws / sizeof *of_aws; i++)
        if (span_is_nocase(name, of_aws[i])) return true;
    return false;
}

static bool after(struct span text, const char *prefix, struct span *rest)
{
    if (!span_starts(text, prefix)) return false;
    *rest = span_sub(text, strlen(prefix), SIZE_MAX);
    return true;
}

static int map_one(struct api_request *r, struct api_outgoing *o, const struct doc_member *m)
{
    struct span name, value;

    if (after(m->name, "integration.request.header.", &name) && is_forbidden(r, name))
        return api_refuse_internal(r, 500);
    if (!api_parameter_value(r, doc_text(m->value), &value)) return 0;
    if (after(m->name, "integration.request.header.", &name)) put_one(o->headers, name, value);
    if (after(m->name, "integration.request.querystring.", &name)) put_one(o->query, name, value);
    if (after(m->name, "integration.request.path.", &name)) doc_put_span(o->path, name, doc_string(r->arena, value));
    return 0;
}

int api_outgoing_map(struct api_request *r, struct api_outgoing *o)
{
    const struct doc *parameters = doc_get(r->method->integration, "requestParameters");
    struct span method = doc_get_str(r->method->integration, "httpMethod");

    *o = (struct api_outgoing){ .method = method.size && !span_is(method, "ANY") ? method : r->http->method,
                                .headers = doc_map(r->arena),
                                .query = doc_map(r->arena),
                                .path = doc_map(r->arena) };
    for (size_t i = 0; i < doc_count(parameters); i++)
        if (map_one(r, o, &parameters->map.members[i])) return -1;
    return 0;
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

/* AWS: what is text already stays so; bytes to text is base64, and text to bytes takes it for base64. */
static int body_convert(struct api_request *r, struct span *body)
{
    enum api_content how = api_content_of(r->method->integration);
    bool is_binary = api_binary_came(r);

    if (is_binary && how == API_CONTENT_TO_TEXT) *body = base64_text(r->arena, *body);
    if (is_binary) return 0;
    if (how == API_CONTENT_TO_BINARY && !base64_decode(r->arena, *body, body)) return api_refuse_internal(r, 500);
    if (how != API_CONTENT_TO_BINARY) *body = api_binary_text(r->arena, *body);
    return 0;
}

/* May a body go on without a template? */
static bool passes(const struct api_method *m)
{
    struct span how = doc_get_str(m->integration, "passthroughBehavior");

    if (span_is(how, "NEVER")) return false;
    return !span_is(how, "WHEN_NO_TEMPLATES") || !m->templates.count;
}

static int body_make(struct api_request *r, struct api_outgoing *o)
{
    struct span type = http_header(r->http, "Content-Type");
    const struct api_template *t =
        api_templates_find(&r->method->templates, type.size ? type : SPAN("application/json"));

    if (!t && !passes(r->method)) return api_refuse(r, API_UNSUPPORTED_MEDIA_TYPE);
    o->body = r->http->body;
    if (body_convert(r, &o->body)) return -1;
    return t ? api_render(r, t, o->body, &o->body) : 0;
}

/* --- overrides ---------------------------------------------------------------------------------------------------- */

static void override(struct doc *map, const struct doc *with, bool is_path)
{
    for (size_t i = 0; i < doc_count(with); i++) {
        const struct doc_member *m = &with->map.members[i];
        struct span value = m->value->kind == DOC_STRING ? doc_chars(m->value) : json_text(doc_arena(map), m->value);
        if (is_path) doc_put_span(map, m->name, doc_string(doc_arena(map), value));
        else put_one(map, m->name, value);
    }
}

int api_outgoing_make(struct api_request *r, struct api_outgoing *o)
{
    if (api_outgoing_map(r, o) || body_make(r, o)) return -1;
    override(o->headers, doc_get(r->request_override, "header"), false);
    override(o->query, doc_get(r->request_override, "querystring"), false);
    override(o->path, doc_get(r->request_override, "path"), true);
    return 0;
}

/* --- URIs --------------------------------------------------------------------------------------------------------- */

/* A piece of text that a variable's value stands for; false: there is none at the text's front. */
static bool variable_take(const struct api_request *r, const struct api_outgoing *o, struct span *text,
                          struct span *value)
{
    static const char stage[] = "${stageVariables.";
    size_t end = span_find(*text, '}');
    struct span name;

    if (end == text->size) return false;
    if (span_starts(*text, stage)) {
        name = span_sub(*text, sizeof stage - 1, end - (sizeof stage - 1));
        *value = doc_text(doc_get_span(r->live->variables, name));
    } else {
        if (!o || !span_starts(*text, "{")) return false;
        *value = doc_text(doc_get_span(o->path, span_sub(*text, 1, end - 1)));
        if (!value->data) return false;
    }
    *text = span_sub(*text, end + 1, SIZE_MAX);
    return true;
}

struct span api_outgoing_uri(struct api_request *r, const struct api_outgoing *o, struct span uri)
{
    struct buf out = { 0 };
    struct span value, whole;

    while (uri.size) {
        if (variable_take(r, o, &uri, &value)) {
            buf_add_span(&out, value);
            continue;
        }
        buf_add_char(&out, uri.data[0]);
        uri = span_sub(uri, 1, SIZE_MAX);
    }
    whole = arena_span(r->arena, buf_span(&out));
    buf_release(&out);
    return whole;
}

struct span api_outgoing_variables(struct api_request *r, struct span text)
{
    return api_outgoing_uri(r, NULL, text);
}

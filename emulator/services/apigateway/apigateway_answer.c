/* Selected, mapped, rendered, overridden. */
#include "emulator/services/apigateway/apigateway_answer.h"

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/regex.h"
#include "emulator/services/apigateway/apigateway_binary.h"
#include "emulator/services/apigateway/apigateway_headers.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_render.h"

/* --- which -------------------------------------------------------------------------------------------------------- */

static bool selects(const struct api_outcome *o, struct span selection)
{
    struct regex_match match;

    return o->pattern && regex_match(o->pattern, selection, 0, &match) == 1;
}

static const struct api_outcome *select_outcome(const struct api_method *m, struct span selection)
{
    for (size_t i = 0; i < m->outcome_count; i++)
        if (selects(&m->outcomes[i], selection)) return &m->outcomes[i];
    for (size_t i = 0; i < m->outcome_count; i++)
        if (!m->outcomes[i].pattern && !m->outcomes[i].is_wrong) return &m->outcomes[i];
    return NULL;
}

/* AWS: by the last type that the client accepts, else of JSON, else the first. */
static const struct api_template *template_of(const struct api_request *r, const struct api_outcome *o)
{
    struct span accept = { NULL, 0 };
    const struct api_template *t;

    for (size_t i = 0; i < r->http->header_count; i++)
        if (span_is_nocase(r->http->headers[i].name, "Accept")) accept = r->http->headers[i].value;
    t = accept.size ? api_templates_find(&o->templates, accept) : NULL;
    if (!t) t = api_templates_find(&o->templates, SPAN("application/json"));
    return t || !o->templates.count ? t : &o->templates.items[0];
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

static struct span type_of(const struct api_backend_answer *answer)
{
    for (size_t i = 0; i < answer->header_count; i++)
        if (span_is_nocase(answer->headers[i].name, "Content-Type")) return answer->headers[i].value;
    return (struct span){ NULL, 0 };
}

/* AWS: bytes go out as bytes where the client wants some or the response says so, else as base64; a text where the
 * client wants bytes is taken for base64. */
static int body_convert(struct api_request *r, const struct api_outcome *o, const struct api_backend_answer *answer,
                        struct span *body)
{
    enum api_content how = api_content_of(o->doc);
    bool to_text = how == API_CONTENT_TO_TEXT || (how == API_CONTENT_AS_IT_IS && !api_binary_is_wanted(r));

    *body = answer->body;
    if (api_binary_is(r, type_of(answer))) {
        if (to_text) *body = base64_text(r->arena, *body);
        return 0;
    }
    if (to_text) return *body = api_binary_text(r->arena, *body), 0;
    return base64_decode(r->arena, *body, body) ? 0 : api_refuse(r, API_CONFIGURATION_ERROR);
}

static int body_make(struct api_request *r, const struct api_outcome *o, const struct api_backend_answer *answer)
{
    const struct api_template *t = template_of(r, o);
    struct span body, type = t && !span_is(t->type, "$default") ? t->type : SPAN("application/json");

    if (body_convert(r, o, answer, &body)) return -1;
    if (t && api_render(r, t, body, &body)) return -1;
    buf_clear(&r->response->body);
    buf_add_span(&r->response->body, body);
    http_response_header_text(r->response, "Content-Type", type);
    return 0;
}

/* --- headers and status ------------------------------------------------------------------------------------------- */

static void headers_map(struct api_request *r, const struct api_outcome *o, const struct api_backend_answer *answer)
{
    static const char prefix[] = "method.response.header.";
    const struct doc *parameters = doc_get(o->doc, "responseParameters");

    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct span value;
        if (span_starts(m->name, prefix) && api_parameter_answered(r, answer, doc_text(m->value), &value))
            api_header_replace(r->response, span_sub(m->name, sizeof prefix - 1, SIZE_MAX), value);
    }
}

static void override(struct api_request *r)
{
    const struct doc *headers = doc_get(r->response_override, "header");
    const struct doc *status = doc_get(r->response_override, "status");
    int64_t number = doc_is(status, DOC_INT) ? status->integer : 0;

    for (size_t i = 0; i < doc_count(headers); i++) {
        const struct doc_member *m = &headers->map.members[i];
        api_header_replace(r->response, m->name,
                           m->value->kind == DOC_STRING ? doc_chars(m->value) : json_text(r->arena, m->value));
    }
    if (doc_is(status, DOC_STRING)) span_int(doc_chars(status), &number);
    if (number >= 200 && number <= 599) r->response->status = (int)number;
}

/* AWS: a response that the method does not declare is an error of its own. */
int api_answer(struct api_request *r, const struct api_backend_answer *answer, struct span selection)
{
    const struct api_outcome *o = select_outcome(r->method, selection);

    if (!o)
        return api_refuse_configuration(
            r, arena_printf(r->arena,
                            "No match for output mapping and no default output mapping configured. Endpoint Response "
                            "Status Code: %d",
                            answer->status));
    if (!o->is_declared)
        return api_refuse_configuration(
            r, arena_printf(r->arena, "Output mapping refers to an invalid method response: %d", o->status));
    if (body_make(r, o, answer)) return -1;
    r->response->status = o->status;
    headers_map(r, o, answer);
    override(r);
    return 0;
}

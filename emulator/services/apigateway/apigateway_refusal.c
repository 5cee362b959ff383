/* In the words of the API where it has some, else in AWS's. */
#include "emulator/services/apigateway/apigateway_refusal.h"

#include <stdarg.h>

#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_fill.h"
#include "emulator/services/apigateway/apigateway_headers.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_parameters.h"

/* --- refusing ----------------------------------------------------------------------------------------------------- */

static int refuse(struct api_request *r, enum api_refusal kind, int status, const char *message)
{
    if (r->refusal) return -1;
    r->refusal = kind;
    r->refusal_status = status ? status : api_refusal_kind(kind)->status;
    r->message = message;
    return -1;
}

int api_refuse(struct api_request *r, enum api_refusal kind)
{
    return refuse(r, kind, 0, api_refusal_kind(kind)->message);
}

int api_refuse_words(struct api_request *r, enum api_refusal kind, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = arena_vprintf(r->arena, format, args);
    va_end(args);
    return refuse(r, kind, 0, message);
}

int api_refuse_internal(struct api_request *r, int status)
{
    return refuse(r, API_DEFAULT_5XX, status, api_refusal_kind(API_DEFAULT_5XX)->message);
}

int api_refuse_configuration(struct api_request *r, const char *why)
{
    api_log_error(r, "Execution failed due to configuration error: %s", why);
    return refuse(r, API_CONFIGURATION_ERROR, 0, api_refusal_kind(API_CONFIGURATION_ERROR)->message);
}

/* --- answering ---------------------------------------------------------------------------------------------------- */

/* AWS: the template by the type that the client accepts, else of JSON, else the first. */
static const struct doc_member *template_of(const struct api_request *r, const struct doc *put)
{
    const struct doc *templates = doc_get(put, "responseTemplates");
    struct span accept = http_header(r->http, "Accept"), type = span_sub(accept, 0, span_find(accept, ','));
    const struct doc_member *json = NULL;

    type = span_trim(span_sub(type, 0, span_find(type, ';')));
    for (size_t i = 0; i < doc_count(templates); i++) {
        const struct doc_member *m = &templates->map.members[i];
        if (span_eq_nocase(m->name, type)) return m;
        if (span_is_nocase(m->name, "application/json")) json = m;
    }
    return json ? json : doc_count(templates) ? &templates->map.members[0] : NULL;
}

static void put_body(struct api_request *r, const struct doc *put)
{
    const struct api_refusal_kind *kind = api_refusal_kind(r->refusal);
    const struct doc_member *template = template_of(r, put);

    if (template) {
        http_response_header_text(r->response, "Content-Type", template->name);
        api_fill(r, doc_text(template->value), "", &r->response->body);
        return;
    }
    http_response_header(r->response, "Content-Type", "application/json");
    buf_add_text(&r->response->body, kind->member);
    if (r->message) json_write_string(&r->response->body, span_of(r->message));
    else buf_add_text(&r->response->body, "null");
    buf_add_char(&r->response->body, '}');
}

/* "gatewayresponse.header.NAME", by what it is mapped from. */
static void put_headers(struct api_request *r, const struct doc *put)
{
    static const char prefix[] = "gatewayresponse.header.";
    const struct doc *parameters = doc_get(put, "responseParameters");

    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct span value;
        if (span_starts(m->name, prefix) && api_parameter_value(r, doc_text(m->value), &value))
            api_header_replace(r->response, span_sub(m->name, sizeof prefix - 1, SIZE_MAX), value);
    }
}

void api_refusal_answer(struct api_request *r)
{
    const struct doc *put = r->live ? api_refusals_find(&r->live->refusals, r->refusal, r->refusal_status) : NULL;
    int64_t status;

    http_response_clear(r->response);
    r->response->status = r->refusal_status;
    if (span_int(doc_get_str(put, "statusCode"), &status)) r->response->status = (int)status;
    http_response_header(r->response, "x-amzn-ErrorType", "%s",
                         r->fault ? r->fault : api_refusal_kind(r->refusal)->fault);
    put_body(r, put);
    put_headers(r, put);
}

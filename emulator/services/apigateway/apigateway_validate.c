/* In AWS's words. */
#include "emulator/services/apigateway/apigateway_validate.h"

#include "emulator/base/json.h"
#include "emulator/json_schema/json_schema.h"
#include "emulator/services/apigateway/apigateway_parameters.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

/* --- parameters --------------------------------------------------------------------------------------------------- */

/* "method.request.header.Name" → "Name" */
static struct span name_of(struct span parameter)
{
    struct span piece;

    for (int i = 0; i < 3; i++)
        if (!span_split(&parameter, '.', &piece)) break;
    return parameter;
}

/* AWS: what is blank is missing. */
static bool is_missing(struct api_request *r, const struct doc_member *m)
{
    struct span value;

    if (m->value->kind != DOC_BOOL || !m->value->boolean) return false;
    return !api_parameter_value(r, m->name, &value) || !span_trim(value).size;
}

static int parameters_check(struct api_request *r)
{
    const struct doc *parameters = doc_get(r->method->doc, "requestParameters");
    struct span missing = SPAN("");

    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        if (is_missing(r, m))
            missing = arena_format(r->arena, "%.*s%s%.*s", SPAN_ARG(missing), missing.size ? ", " : "",
                                   SPAN_ARG(name_of(m->name)));
    }
    if (!missing.size) return 0;
    return api_refuse_words(r, API_BAD_REQUEST_PARAMETERS, "Missing required request parameters: [%.*s]",
                            SPAN_ARG(missing));
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

/* AWS: "[one, another]" */
static const char *words_of(struct api_request *r, const struct doc *messages)
{
    struct span words = SPAN("[");

    for (size_t i = 0; i < doc_count(messages); i++)
        words = arena_format(r->arena, "%.*s%s%.*s", SPAN_ARG(words), i ? ", " : "",
                             SPAN_ARG(doc_text(doc_at(messages, i))));
    return arena_printf(r->arena, "%.*s]", SPAN_ARG(words));
}

/* AWS: a body that is not there is an empty object. */
static int body_check(struct api_request *r)
{
    struct span type = http_header(r->http, "Content-Type"), body = r->http->body;
    const struct api_model *model = api_models_find(&r->method->models, type.size ? type : SPAN("application/json"));
    struct doc *messages, *value;

    if (!model) return 0;
    messages = doc_list(r->arena);
    value = body.size ? json_parse(r->arena, body, NULL) : doc_map(r->arena);
    if (!value) doc_append_str(messages, SPAN("Unable to parse JSON"));
    if (value && model->schema && json_schema_check(model->schema, value, messages)) return 0;
    r->validation = words_of(r, messages);
    return api_refuse(r, API_BAD_REQUEST_BODY);
}

int api_validate(struct api_request *r)
{
    const struct doc *validator = r->method->validator;

    if (!validator) return 0;
    if (doc_get_bool(validator, "validateRequestParameters", false) && parameters_check(r)) return -1;
    return doc_get_bool(validator, "validateRequestBody", false) ? body_check(r) : 0;
}

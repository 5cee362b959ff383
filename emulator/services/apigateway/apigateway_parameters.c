/* A prefix says where a value comes from. */
#include "emulator/services/apigateway/apigateway_parameters.h"

#include "emulator/asl/jsonpath/jsonpath.h"
#include "emulator/base/json.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_values.h"

static bool after(struct span text, const char *prefix, struct span *rest)
{
    if (!span_starts(text, prefix)) return false;
    *rest = span_sub(text, strlen(prefix), SIZE_MAX);
    return true;
}

static bool found(struct span given, struct span *value)
{
    *value = given;
    return given.data != NULL;
}

static bool last_of(const struct doc *values, struct span *value)
{
    return found(doc_count(values) ? doc_text(doc_at(values, doc_count(values) - 1)) : (struct span){ NULL, 0 }, value);
}

static bool joined(struct arena *a, const struct doc *values, struct span *value)
{
    *value = doc_text(doc_at(values, 0));
    for (size_t i = 1; i < doc_count(values); i++)
        *value = arena_format(a, "%.*s,%.*s", SPAN_ARG(*value), SPAN_ARG(doc_text(doc_at(values, i))));
    return doc_count(values) > 0;
}

/* --- bodies ------------------------------------------------------------------------------------------------------- */

/* "" is the whole body; ".a.b" is JSONPath's $.a.b. */
static bool body_value(struct arena *a, struct span body, struct span path, struct span *value)
{
    struct jsonpath *p;
    struct doc *d;

    if (!path.size) return found(body, value);
    p = jsonpath_compile(a, arena_format(a, "$%.*s", SPAN_ARG(path)), NULL);
    d = p ? json_parse(a, body, NULL) : NULL;
    if (d) d = jsonpath_get(p, a, d, NULL);
    if (!d || d->kind == DOC_NULL) return false;
    return found(d->kind == DOC_STRING ? doc_chars(d) : json_text(a, d), value);
}

/* --- the request -------------------------------------------------------------------------------------------------- */

static bool of_method(struct api_request *r, struct span e, struct span *value)
{
    struct span name;

    if (after(e, "path.", &name)) return found(doc_text(doc_get_span(r->path_parameters, name)), value);
    if (after(e, "querystring.", &name)) return last_of(doc_get_span(api_values_query(r)->multi, name), value);
    if (after(e, "multivaluequerystring.", &name))
        return joined(r->arena, doc_get_span(api_values_query(r)->multi, name), value);
    if (after(e, "header.", &name)) return last_of(api_values_header(r, name), value);
    if (after(e, "multivalueheader.", &name)) return joined(r->arena, api_values_header(r, name), value);
    return after(e, "body", &name) && body_value(r->arena, r->http->body, name, value);
}

/* What any expression may be: of the context, a variable, a text in quotes. */
static bool of_all(struct api_request *r, struct span e, struct span *value)
{
    struct span name;

    if (after(e, "context.", &name)) return found(api_context_value(r, name), value);
    if (after(e, "stageVariables.", &name))
        return found(doc_text(doc_get_span(r->live ? r->live->variables : NULL, name)), value);
    if (e.size < 2 || e.data[0] != '\'' || e.data[e.size - 1] != '\'') return false;
    return found(span_sub(e, 1, e.size - 2), value);
}

bool api_parameter_value(struct api_request *r, struct span expression, struct span *value)
{
    struct span rest;

    if (after(expression, "method.request.", &rest)) return of_method(r, rest, value);
    return of_all(r, expression, value);
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static bool header_value(struct arena *a, const struct api_backend_answer *answer, struct span name, bool all,
                         struct span *value)
{
    bool has_one = false;

    for (size_t i = 0; i < answer->header_count; i++) {
        if (!span_eq_nocase(answer->headers[i].name, name)) continue;
        *value = has_one && all ? arena_format(a, "%.*s,%.*s", SPAN_ARG(*value), SPAN_ARG(answer->headers[i].value))
                                : answer->headers[i].value;
        has_one = true;
    }
    return has_one;
}

bool api_parameter_answered(struct api_request *r, const struct api_backend_answer *answer, struct span expression,
                            struct span *value)
{
    struct span rest, name;

    if (!after(expression, "integration.response.", &rest)) return of_all(r, expression, value);
    if (after(rest, "header.", &name)) return header_value(r->arena, answer, name, false, value);
    if (after(rest, "multivalueheader.", &name)) return header_value(r->arena, answer, name, true, value);
    return after(rest, "body", &name) && body_value(r->arena, answer->body, name, value);
}

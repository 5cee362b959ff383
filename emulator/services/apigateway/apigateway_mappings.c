/* Names and sources are compared with the forms that AWS lists. */
#include "emulator/services/apigateway/apigateway_mappings.h"

#include "emulator/services/apigateway/apigateway_faults.h"

static bool after(struct span *text, const char *prefix)
{
    if (!span_starts(*text, prefix)) return false;
    *text = span_sub(*text, strlen(prefix), SIZE_MAX);
    return true;
}

bool api_mapping_is_parameter(struct span name, const char *prefix)
{
    bool is_response = span_is(span_of(prefix), "method.response");

    if (!after(&name, prefix)) return false;
    if (after(&name, ".header.")) return name.size > 0;
    return !is_response && (after(&name, ".querystring.") || after(&name, ".path.")) && name.size > 0;
}

int api_mapping_refuse(struct call *c, struct span expression)
{
    return fault(c, &apigateway_bad_request,
                 "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping "
                 "expression parameter specified: %.*s]",
                 SPAN_ARG(expression));
}

static bool is_static(struct span text)
{
    return text.size >= 2 && text.data[0] == '\'' && text.data[text.size - 1] == '\'';
}

/* "method.request.path.id" where the path has {id}, or {id+}. */
static bool path_has(struct span path, struct span name)
{
    for (size_t i = 0; i + name.size + 1 < path.size; i++) {
        struct span rest = span_sub(path, i + 1, SIZE_MAX);
        if (path.data[i] != '{' || !span_eq(span_sub(rest, 0, name.size), name)) continue;
        rest = span_sub(rest, name.size, SIZE_MAX);
        if (span_starts(rest, "}") || span_starts(rest, "+}")) return true;
    }
    return false;
}

/* AWS: a parameter of the method's must be declared there; one of the path is declared by the path, too. */
static bool is_request_source(struct span source, const struct doc *method, struct span path)
{
    struct span name = source;

    if (is_static(source) || span_starts(source, "context.") || span_starts(source, "stageVariables.")) return true;
    if (span_is(source, "method.request.body") || span_starts(source, "method.request.body.")) return true;
    if (doc_get_span(doc_get(method, "requestParameters"), source)) return true;
    if (after(&name, "method.request.path.")) return path_has(path, name);
    return after(&name, "method.request.multivalueheader.") || after(&name, "method.request.multivaluequerystring.");
}

static bool is_response_source(struct span source)
{
    return is_static(source) || span_starts(source, "context.") || span_starts(source, "stageVariables.") ||
           span_is(source, "integration.response.body") || span_starts(source, "integration.response.body.") ||
           span_starts(source, "integration.response.header.") ||
           span_starts(source, "integration.response.multivalueheader.");
}

int api_mapping_check_request(struct call *c, const struct doc *mappings, const struct doc *method, struct span path)
{
    for (size_t i = 0; i < doc_count(mappings); i++) {
        const struct doc_member *m = &mappings->map.members[i];
        if (!api_mapping_is_parameter(m->name, "integration.request")) return api_mapping_refuse(c, m->name);
        if (!is_request_source(doc_text(m->value), method, path)) return api_mapping_refuse(c, doc_text(m->value));
    }
    return 0;
}

int api_mapping_check_response(struct call *c, const struct doc *mappings, const struct doc *method_response)
{
    if (doc_count(mappings) && !method_response)
        return fault(
            c, &apigateway_bad_request,
            "Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response "
            "exists for method.]");
    for (size_t i = 0; i < doc_count(mappings); i++) {
        const struct doc_member *m = &mappings->map.members[i];
        if (!doc_get_span(doc_get(method_response, "responseParameters"), m->name))
            return api_mapping_refuse(c, m->name);
        if (!is_response_source(doc_text(m->value))) return api_mapping_refuse(c, doc_text(m->value));
    }
    return 0;
}

int api_mapping_check_gateway(struct call *c, const struct doc *mappings)
{
    for (size_t i = 0; i < doc_count(mappings); i++) {
        struct span name = mappings->map.members[i].name, source = doc_text(mappings->map.members[i].value);
        if (!span_starts(name, "gatewayresponse.header.")) return api_mapping_refuse(c, name);
        if (!is_static(source) && !span_starts(source, "context.") && !span_starts(source, "stageVariables.") &&
            !span_starts(source, "method.request."))
            return api_mapping_refuse(c, source);
    }
    return 0;
}

int api_mapping_check_types(struct call *c, const struct doc *templates)
{
    for (size_t i = 0; i < doc_count(templates); i++) {
        struct span type = templates->map.members[i].name;
        size_t slash = span_find(type, '/');
        if ((slash > 0 && slash + 1 < type.size) || span_is(type, "$default")) continue;
        return fault(c, &apigateway_bad_request,
                     "Validation Result: warnings : [], errors : [Invalid content type specified: %.*s]",
                     SPAN_ARG(type));
    }
    return 0;
}

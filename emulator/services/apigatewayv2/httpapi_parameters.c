/* Mappings are maps from what is changed ("overwrite:header.x") to a value. No I/O. */
#include "emulator/services/apigatewayv2/httpapi_parameters.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/services/apigatewayv2/httpapi_faults.h"

/* --- values ------------------------------------------------------------------------------------------------------- */

static bool after(struct span text, const char *prefix, struct span *rest)
{
    if (!span_starts(text, prefix)) return false;
    *rest = span_sub(text, strlen(prefix), SIZE_MAX);
    return true;
}

/* "a.b[0]" of a body: names and indices, as far as it goes. */
static struct doc *body_at(const struct doc *body, struct span path)
{
    struct doc *at = (struct doc *)body;

    while (at && path.size) {
        size_t end = 0;
        int64_t index;
        if (path.data[0] == '.') path = span_sub(path, 1, SIZE_MAX);
        if (path.size && path.data[0] == '[') {
            end = span_find(path, ']');
            at = span_int(span_sub(path, 1, end - 1), &index) && index >= 0 ? doc_at(at, (size_t)index) : NULL;
            path = span_sub(path, end + 1, SIZE_MAX);
            continue;
        }
        while (end < path.size && path.data[end] != '.' && path.data[end] != '[') end++;
        at = doc_get_span(at, span_sub(path, 0, end));
        path = span_sub(path, end, SIZE_MAX);
    }
    return at;
}

static struct span text_of(struct arena *a, const struct doc *d)
{
    if (!d || doc_is(d, DOC_NULL)) return (struct span){ NULL, 0 };
    return doc_is(d, DOC_STRING) ? doc_chars(d) : json_text(a, d);
}

/* All values of that name, with commas between. */
static struct span query_value(const struct httpapi_values *v, struct span name)
{
    struct span rest = v->request->query, pair, all = { NULL, 0 };

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct span value;
        if (!span_eq(http_decode(v->arena, span_sub(pair, 0, equals), true), name)) continue;
        value = http_decode(v->arena, span_sub(pair, equals + 1, SIZE_MAX), true);
        all = all.data ? arena_format(v->arena, "%.*s,%.*s", SPAN_ARG(all), SPAN_ARG(value)) : value;
    }
    return all;
}

static struct span response_header(const struct httpapi_values *v, struct span name)
{
    return v->response ? http_response_header_find(v->response, arena_string(v->arena, name))
                       : (struct span){ NULL, 0 };
}

/* Without its $: "request.header.a". */
static struct span named_value(const struct httpapi_values *v, struct span name)
{
    struct span rest;

    if (after(name, "request.header.", &rest)) return http_header_find(v->request, rest);
    if (after(name, "request.querystring.", &rest)) return query_value(v, rest);
    if (after(name, "request.path.", &rest)) return doc_text(doc_get_span(v->path_parameters, rest));
    if (span_is(name, "request.path")) return v->path;
    if (span_is(name, "request.body")) return v->request->body;
    if (after(name, "request.body", &rest)) return text_of(v->arena, body_at(v->body, rest));
    if (after(name, "response.header.", &rest)) return response_header(v, rest);
    if (after(name, "response.body", &rest)) return text_of(v->arena, body_at(v->response_body, rest));
    if (after(name, "stageVariables.", &rest)) return doc_text(doc_get_span(v->variables, rest));
    if (after(name, "context.", &rest)) return text_of(v->arena, body_at(v->context, rest));
    return (struct span){ NULL, 0 };
}

struct span httpapi_value(const struct httpapi_values *v, struct span expression)
{
    struct buf text = { 0 };
    struct span made;

    if (expression.size && expression.data[0] == '$' && !span_starts(expression, "${"))
        return named_value(v, span_sub(expression, 1, SIZE_MAX));
    while (expression.size) {
        size_t end = span_starts(expression, "${") ? span_find(expression, '}') : expression.size;
        if (end < expression.size) {
            buf_add_span(&text, named_value(v, span_sub(expression, 2, end - 2)));
            expression = span_sub(expression, end + 1, SIZE_MAX);
        } else {
            buf_add_char(&text, expression.data[0]);
            expression = span_sub(expression, 1, SIZE_MAX);
        }
    }
    made = arena_span(v->arena, buf_span(&text));
    buf_release(&text);
    return made;
}

struct doc *httpapi_value_doc(const struct httpapi_values *v, struct span expression)
{
    struct span rest, text;

    if (after(expression, "$request.body.", &rest)) return body_at(v->body, rest);
    text = httpapi_value(v, expression);
    return text.data ? doc_string(v->arena, text) : NULL;
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

enum change { APPEND, OVERWRITE, REMOVE };
enum place { HEADER, QUERYSTRING, PATH, STATUS };

struct target {
    enum change change;
    enum place place;
    struct span name;
};

static bool target_parse(struct span key, struct target *t)
{
    static const char *const changes[] = { "append", "overwrite", "remove" };
    size_t colon = span_find(key, ':');
    struct span where = span_sub(key, colon + 1, SIZE_MAX);
    int change = -1;

    for (int i = 0; i < 3; i++)
        if (span_is(span_sub(key, 0, colon), changes[i])) change = i;
    if (change < 0) return false;
    *t = (struct target){ .change = (enum change)change };
    if (after(where, "header.", &t->name)) return t->place = HEADER, http_is_token(t->name);
    if (after(where, "querystring.", &t->name)) return t->place = QUERYSTRING, t->name.size > 0;
    if (t->change != OVERWRITE) return false;
    if (span_is(where, "path")) return t->place = PATH, true;
    return span_is(where, "statuscode") ? (t->place = STATUS, true) : false;
}

/* AWS: headers that mappings may not touch. */
static bool is_reserved(struct span header)
{
    static const char *const names[] = { "authorization",
                                         "connection",
                                         "content-encoding",
                                         "content-length",
                                         "content-location",
                                         "forwarded",
                                         "keep-alive",
                                         "origin",
                                         "proxy-authenticate",
                                         "proxy-authorization",
                                         "te",
                                         "trailers",
                                         "transfer-encoding",
                                         "upgrade",
                                         "x-forwarded-for",
                                         "x-forwarded-host",
                                         "x-forwarded-proto",
                                         "via" };
    static const char *const prefixes[] = { "access-control-", "apigw-", "x-amz-", "x-amzn-" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(header, names[i])) return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (span_is_nocase(span_sub(header, 0, strlen(prefixes[i])), prefixes[i])) return true;
    return false;
}

static int key_check(struct call *c, struct span key, bool is_response)
{
    struct target t;
    bool is_good = target_parse(key, &t) && (is_response ? t.place == HEADER || t.place == STATUS : t.place != STATUS);

    if (!is_good)
        return fault(c, &httpapi_bad_request,
                     "Invalid mapping expression specified: Validation Result: warnings : [], errors : "
                     "[Invalid mapping expression parameter specified: %.*s]",
                     SPAN_ARG(key));
    if (t.place == HEADER && is_reserved(t.name))
        return fault(c, &httpapi_bad_request,
                     "Invalid mapping expression specified: Validation Result: warnings : [], errors : "
                     "[Operations on header %.*s are restricted]",
                     SPAN_ARG(t.name));
    return 0;
}

static int response_check(struct call *c, const struct doc *by_status)
{
    for (size_t i = 0; i < doc_count(by_status); i++) {
        const struct doc_member *m = &by_status->map.members[i];
        int64_t status;
        if (!span_int(m->name, &status) || status < 200 || status > 599)
            return fault(c, &httpapi_bad_request, "Invalid status code specified: %.*s", SPAN_ARG(m->name));
        for (size_t k = 0; k < doc_count(m->value); k++)
            if (key_check(c, m->value->map.members[k].name, true)) return -1;
    }
    return 0;
}

int httpapi_parameters_check(struct call *c, const struct doc *integration)
{
    const struct doc *request = doc_get(integration, "RequestParameters");

    if (doc_get(integration, "IntegrationSubtype")) return 0; /* they are the operation's then */
    for (size_t i = 0; i < doc_count(request); i++)
        if (key_check(c, request->map.members[i].name, false)) return -1;
    return response_check(c, doc_get(integration, "ResponseParameters"));
}

/* --- requests ----------------------------------------------------------------------------------------------------- */

static void headers_drop(struct http_header *headers, size_t *count, struct span name)
{
    size_t kept = 0;

    for (size_t i = 0; i < *count; i++)
        if (!span_eq_nocase(headers[i].name, name)) headers[kept++] = headers[i];
    *count = kept;
}

static void header_change(struct arena *a, struct http_header *headers, size_t *count, const struct target *t,
                          struct span value)
{
    if (t->change == APPEND) {
        for (size_t i = 0; i < *count; i++) {
            if (!span_eq_nocase(headers[i].name, t->name)) continue;
            headers[i].value = arena_format(a, "%.*s,%.*s", SPAN_ARG(headers[i].value), SPAN_ARG(value));
            return;
        }
    } else {
        headers_drop(headers, count, t->name);
    }
    if (t->change != REMOVE && *count < HTTP_HEADERS_MAX) headers[(*count)++] = (struct http_header){ t->name, value };
}

/* Without the parameter of that name, and with the value at its end. */
static struct span query_change(struct arena *a, struct span query, const struct target *t, struct span value)
{
    struct buf made = { 0 };
    struct span pair, text;

    while (span_split(&query, '&', &pair)) {
        bool is_it = span_eq(http_decode(a, span_sub(pair, 0, span_find(pair, '=')), true), t->name);
        if (!pair.size || (is_it && t->change != APPEND)) continue;
        buf_printf(&made, "%s%.*s", made.size ? "&" : "", SPAN_ARG(pair));
    }
    if (t->change != REMOVE)
        buf_printf(&made, "%s%.*s=%.*s", made.size ? "&" : "", SPAN_ARG(http_encode(a, t->name, "")),
                   SPAN_ARG(http_encode(a, value, "")));
    text = arena_span(a, buf_span(&made));
    buf_release(&made);
    return text;
}

void httpapi_map_request(const struct httpapi_values *v, const struct doc *parameters, struct httpapi_outgoing *out)
{
    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct span value = httpapi_value(v, doc_text(m->value));
        struct target t;
        if (!target_parse(m->name, &t) || (t.change != REMOVE && !value.data)) continue;
        if (t.place == HEADER) header_change(v->arena, out->headers, &out->header_count, &t, value);
        if (t.place == QUERYSTRING) out->query = query_change(v->arena, out->query, &t, value);
        if (t.place == PATH)
            out->path = value.data[0] == '/' ? value : arena_format(v->arena, "/%.*s", SPAN_ARG(value));
    }
}

void httpapi_map_response(const struct httpapi_values *v, const struct doc *by_status, struct http_response *response)
{
    const struct doc *parameters = doc_get_span(by_status, arena_format(v->arena, "%d", response->status));

    for (size_t i = 0; i < doc_count(parameters); i++) {
        const struct doc_member *m = &parameters->map.members[i];
        struct span value = httpapi_value(v, doc_text(m->value));
        struct target t;
        int64_t status;
        if (!target_parse(m->name, &t) || (t.change != REMOVE && !value.data)) continue;
        if (t.place == HEADER) header_change(v->arena, response->headers, &response->header_count, &t, value);
        if (t.place == STATUS && span_int(value, &status) && status >= 200 && status <= 599)
            response->status = (int)status;
    }
}

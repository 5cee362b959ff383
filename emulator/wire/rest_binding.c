/* Members by their places. Texts outside the body have the same forms in all REST protocols. */
#include "emulator/wire/rest_binding.h"

#include <inttypes.h>
#include <string.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/core/service.h"
#include "emulator/wire/shape_time.h"
#include "emulator/wire/uri_template.h"

/* --- reading ------------------------------------------------------------------------------------------------------ */

static struct doc *unfit(struct call *c, const char *wanted)
{
    fault(c, &fault_serialization, "STRING_VALUE cannot be converted to %s", wanted);
    return NULL;
}

static struct doc *text_string(struct call *c, struct span text)
{
    if (span_is_utf8(text)) return doc_string(&c->arena, arena_span(&c->arena, text));
    fault(c, &fault_serialization, "The request's path, query or headers are not UTF-8");
    return NULL;
}

static struct doc *text_value(struct call *c, const struct shape *shape, struct span text)
{
    struct arena *a = &c->arena;
    int64_t number;
    struct span bytes;
    struct doc *d;

    switch (shape->type) {
    case T_BOOLEAN: return doc_bool(a, span_is_nocase(text, "true"));
    case T_INTEGER:
    case T_LONG: return span_int(text, &number) ? doc_int(a, number) : unfit(c, "Integer");
    case T_DOUBLE: d = json_parse(a, arena_span(a, text), NULL); return doc_is_number(d) ? d : unfit(c, "Double");
    case T_TIMESTAMP: return shape_time_read(text, &number) ? doc_int(a, number) : unfit(c, "Date");
    case T_BLOB: return base64_decode(a, text, &bytes) ? doc_blob(a, bytes) : unfit(c, "Blob");
    default: return text_string(c, text);
    }
}

/* A list in the query string is a parameter repeated. NULL when it was not sent, or with a fault. */
static struct doc *query_list(struct call *c, const struct http_request *request, const struct member *m)
{
    struct doc *list = doc_list(&c->arena), *item;
    struct span rest = request->query, pair;

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (!span_is(http_decode(&c->arena, span_sub(pair, 0, equals), true), member_wire_name(m))) continue;
        item = text_value(c, m->shape->element, http_decode(&c->arena, span_sub(pair, equals + 1, SIZE_MAX), true));
        if (!item) return NULL;
        doc_append(list, item);
    }
    return doc_count(list) ? list : NULL;
}

/* A list in a header is parted by commas; HTTP's dates hold one. */
static struct doc *header_list(struct call *c, const struct http_request *request, const struct member *m)
{
    struct doc *list = doc_list(&c->arena), *item;
    struct span rest = http_header(request, member_wire_name(m)), piece, more;

    while (span_split(&rest, ',', &piece)) {
        if (m->shape->element->type == T_TIMESTAMP && span_split(&rest, ',', &more))
            piece = (struct span){ piece.data, (size_t)(more.data + more.size - piece.data) };
        item = text_value(c, m->shape->element, span_trim(piece));
        if (!item) return NULL;
        doc_append(list, item);
    }
    return doc_count(list) ? list : NULL;
}

static struct doc *prefix_headers(struct call *c, const struct http_request *request, const struct member *m)
{
    struct doc *map = doc_map(&c->arena), *value;
    const char *prefix = member_wire_name(m);
    size_t size = strlen(prefix);

    for (size_t i = 0; i < request->header_count; i++) {
        struct span name = request->headers[i].name;
        if (name.size <= size || !span_is_nocase(span_sub(name, 0, size), prefix)) continue;
        value = text_string(c, request->headers[i].value);
        if (!value) return NULL;
        doc_put_span(map, arena_span(&c->arena, span_sub(name, size, SIZE_MAX)), value);
    }
    return doc_count(map) ? map : NULL;
}

static bool is_taken(const struct shape *input, struct span parameter)
{
    for (const struct member *m = input->members; m->name; m++)
        if (m->place == IN_QUERY && span_is(parameter, member_wire_name(m))) return true;
    return false;
}

/* Of one that is repeated the first counts, unless the values are lists. */
static struct doc *query_map(struct call *c, const struct http_request *request, const struct member *m)
{
    struct doc *map = doc_map(&c->arena), *value, *list;
    struct span rest = request->query, pair;

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct span name = http_decode(&c->arena, span_sub(pair, 0, equals), true);
        if (!pair.size || is_taken(c->operation->input, name)) continue;
        value = text_string(c, http_decode(&c->arena, span_sub(pair, equals + 1, SIZE_MAX), true));
        if (!value || !text_string(c, name)) return NULL;
        list = doc_get_span(map, name);
        if (m->shape->element->type == T_LIST) {
            if (!list) doc_put_span(map, name, list = doc_list(&c->arena));
            doc_append(list, value);
        } else if (!list) {
            doc_put_span(map, name, value);
        }
    }
    return doc_count(map) ? map : NULL;
}

/* The raw text of a member outside the body; absent when it was not sent. */
static struct span outside_text(struct call *c, const struct http_request *request, const struct member *m,
                                struct doc *labels)
{
    struct span text = { NULL, 0 };

    if (m->place == IN_URI) return doc_get_str(labels, member_wire_name(m));
    if (m->place == IN_HEADER) return http_header(request, member_wire_name(m));
    if (m->place == IN_QUERY && http_query(request, member_wire_name(m), &text))
        return http_decode(&c->arena, text, true);
    return (struct span){ NULL, 0 };
}

/* A service may have words of its own for what does not fit, or pass over it. */
static struct doc *member_value(struct call *c, const struct member *m, struct span text)
{
    struct doc *value = text_value(c, m->shape, text);
    const struct service_faults *faults = c->service ? c->service->faults : NULL;

    if (value || !faults || !faults->unfit) return value;
    c->fault = (struct fault_raised){ 0 };
    faults->unfit(c, m, text);
    return NULL;
}

static struct doc *outside_value(struct call *c, const struct http_request *request, const struct member *m,
                                 struct doc *labels)
{
    struct span text;

    if (m->place == IN_PREFIX_HEADERS) return prefix_headers(c, request, m);
    if (m->place == IN_QUERY_MAP) return query_map(c, request, m);
    if (m->shape->type == T_LIST && m->place == IN_QUERY) return query_list(c, request, m);
    if (m->shape->type == T_LIST && m->place == IN_HEADER) return header_list(c, request, m);
    text = outside_text(c, request, m, labels);
    return text.data ? member_value(c, m, text) : NULL;
}

static int payload_read(struct call *c, const struct member *m, struct span bytes, const struct rest_body *body)
{
    struct doc *value;

    if (c->operation->flags & STREAMS_IN) return 0;
    if (m->shape->type == T_BLOB) {
        doc_put_blob(c->in, m->name, bytes.data ? bytes : SPAN(""));
        return 0;
    }
    if (!span_trim(bytes).size) return 0;
    value = m->shape->type == T_STRING ? text_string(c, bytes) : body->read(c, m->shape, m, bytes);
    if (value) doc_put(c->in, m->name, value);
    return value ? 0 : -1;
}

static int body_read(struct call *c, struct span bytes, const struct rest_body *body)
{
    struct doc *in;

    if (!span_trim(bytes).size) return 0;
    in = body->read(c, c->operation->input, NULL, bytes);
    if (in) c->in = in;
    return in ? 0 : -1;
}

int rest_decode(struct call *c, const struct http_request *request, const struct rest_body *body)
{
    const struct shape *input = c->operation->input;
    const struct member *payload = shape_member_in(input, IN_PAYLOAD);
    struct doc *labels = doc_map(&c->arena), *value;

    if (c->operation->flags & STREAMS_IN) c->body_in = http_request_source(request);
    if (payload ? payload_read(c, payload, request->body, body) : body_read(c, request->body, body)) return -1;
    uri_template_match(c->operation->rest.uri, request->path, labels);
    for (const struct member *m = input->members; m->name; m++) {
        if (m->place == IN_BODY || m->place == IN_PAYLOAD) continue;
        value = outside_value(c, request, m, labels);
        if (c->fault.kind) return -1;
        if (value) doc_put(c->in, m->name, value);
    }
    return 0;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static struct span int_text(struct arena *a, int64_t value)
{
    struct buf text = { 0 };
    struct span copy;

    buf_add_int(&text, value);
    copy = arena_span(a, buf_span(&text));
    buf_release(&text);
    return copy;
}

static struct span value_text(struct arena *a, const struct shape *shape, const struct doc *value)
{
    switch (value->kind) {
    case DOC_INT:
        if (shape->type == T_TIMESTAMP) return shape_time_write(a, shape, TIME_HTTP, value->integer);
        return int_text(a, value->integer);
    case DOC_BOOL: return value->boolean ? SPAN("true") : SPAN("false");
    case DOC_BLOB: return base64_text(a, doc_chars(value));
    default: return value->kind == DOC_NUMBER ? doc_chars(value) : doc_text(value);
    }
}

static void header_write(struct http_response *response, const struct member *m, const struct doc *value)
{
    struct buf text = { 0 };

    if (value->kind != DOC_LIST) {
        http_response_header_text(response, member_wire_name(m), value_text(response->arena, m->shape, value));
        return;
    }
    for (uint32_t i = 0; i < value->list.count; i++) {
        if (i) buf_add_text(&text, ", ");
        buf_add_span(&text, value_text(response->arena, m->shape->element, doc_items(value)[i]));
    }
    http_response_header_text(response, member_wire_name(m), buf_span(&text));
    buf_release(&text);
}

static void prefix_headers_write(struct http_response *response, const struct member *m, const struct doc *map)
{
    for (size_t i = 0; i < doc_count(map); i++)
        http_response_header_text(
            response, arena_printf(response->arena, "%s%.*s", member_wire_name(m), SPAN_ARG(map->map.members[i].name)),
            doc_text(map->map.members[i].value));
}

/* An answer has few of the members that it might have. */
static void outside_write(const struct call *c, struct http_response *response)
{
    for (size_t i = 0; i < doc_count(c->out); i++) {
        const struct doc_member *given = &c->out->map.members[i];
        const struct member *m = shape_member(c->operation->output, given->name);
        if (!m) continue;
        if (m->place == IN_HEADER) header_write(response, m, given->value);
        if (m->place == IN_PREFIX_HEADERS) prefix_headers_write(response, m, given->value);
        if (m->place == IN_STATUS) response->status = (int)given->value->integer;
    }
}

static bool has_header(const struct http_response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++)
        if (span_is_nocase(response->headers[i].name, name)) return true;
    return false;
}

void rest_headers_encode(const struct call *c, struct http_response *response)
{
    const struct doc *headers = c->fault.headers;

    for (size_t i = 0; i < doc_count(headers); i++) {
        const char *name = arena_string(response->arena, headers->map.members[i].name);
        if (!has_header(response, name))
            http_response_header_text(response, name, doc_text(headers->map.members[i].value));
    }
}

static void payload_write(const struct call *c, struct http_response *response, const struct member *m,
                          const struct rest_body *body)
{
    const struct doc *value = doc_get(c->out, m->name);

    if (!value) return;
    if (m->shape->type == T_BLOB || m->shape->type == T_STRING) buf_add_span(&response->body, doc_text(value));
    else body->write(&response->body, c, m, value);
}

void rest_encode(const struct call *c, struct http_response *response, const struct rest_body *body)
{
    const struct shape *output = c->operation->output;
    const struct member *payload = shape_member_in(output, IN_PAYLOAD);

    response->status = c->operation->rest.status ? c->operation->rest.status : 200;
    outside_write(c, response);
    rest_headers_encode(c, response);
    if (!has_header(response, "Content-Type"))
        http_response_header_text(response, "Content-Type", span_of(body->content_type));
    if (payload) payload_write(c, response, payload, body);
    else if (response->status != 204) body->write(&response->body, c, NULL, c->out);
}

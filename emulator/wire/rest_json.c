/* REST JSON: the operation in method and path; members in path, query, headers, and a JSON body or a raw payload.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
#include <inttypes.h>

#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/json_shape.h"
#include "emulator/wire/uri_template.h"

static const char *wire_name(const struct member *m)
{
    return m->wire_name ? m->wire_name : m->name;
}

static struct doc *text_string(struct call *c, struct span text)
{
    if (span_is_utf8(text)) return doc_string(&c->arena, arena_span(&c->arena, text));
    fault(c, &fault_serialization, "The request's path, query or headers are not UTF-8");
    return NULL;
}

static struct doc *text_value(struct call *c, const struct member *m, struct span text)
{
    int64_t number;

    switch (m->shape->type) {
    case T_BOOLEAN: return doc_bool(&c->arena, span_is_nocase(text, "true"));
    case T_INTEGER:
    case T_LONG:
        if (span_int(text, &number)) return doc_int(&c->arena, number);
        fault(c, &fault_serialization, "STRING_VALUE cannot be converted to Integer");
        return NULL;
    default: return text_string(c, text);
    }
}

/* A list in the query string is a parameter repeated. NULL when it was not sent, or with a fault. */
static struct doc *query_list(struct call *c, const struct http_request *request, const char *name)
{
    struct doc *list = doc_list(&c->arena);
    struct span rest = request->query, pair;

    while (span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        struct doc *item;
        if (!span_is(http_decode(&c->arena, span_sub(pair, 0, equals), true), name)) continue;
        item = text_string(c, http_decode(&c->arena, span_sub(pair, equals + 1, SIZE_MAX), true));
        if (!item) return NULL;
        doc_append(list, item);
    }
    return doc_count(list) ? list : NULL;
}

/* The raw text of a member outside the body; absent when it was not sent. */
static struct span outside_text(struct call *c, const struct http_request *request, const struct member *m,
                                struct doc *labels)
{
    struct span text = { NULL, 0 };

    if (m->place == IN_URI) return doc_get_str(labels, wire_name(m));
    if (m->place == IN_HEADER) return http_header(request, wire_name(m));
    if (m->place == IN_QUERY && http_query(request, wire_name(m), &text)) return http_decode(&c->arena, text, true);
    return (struct span){ NULL, 0 };
}

static int read_outside(struct call *c, const struct http_request *request, const struct member *m, struct doc *labels)
{
    struct doc *value;
    struct span text;

    if (m->place == IN_QUERY && m->shape->type == T_LIST) {
        value = query_list(c, request, wire_name(m));
        if (value) doc_put(c->in, m->name, value);
        return c->fault.kind ? -1 : 0;
    }
    text = outside_text(c, request, m, labels);
    if (!text.data) return 0;
    value = text_value(c, m, text);
    if (!value) return -1;
    doc_put(c->in, m->name, value);
    return 0;
}

static int read_body(struct call *c, struct span body)
{
    struct doc *json = json_parse(&c->arena, arena_span(&c->arena, body), NULL);

    if (!json || json->kind != DOC_MAP)
        return fault(c, &fault_serialization, "%s",
                     "Could not parse request body into json: the body is not a JSON object");
    c->in = json_shape_read(c, c->operation->input, json);
    return c->in ? 0 : -1;
}

static const struct member *payload_member(const struct shape *shape)
{
    for (const struct member *m = shape->members; m->name; m++)
        if (m->place == IN_PAYLOAD) return m;
    return NULL;
}

static int read_payload(struct call *c, const struct member *m, struct span body)
{
    struct doc *json;

    if (m->shape->type == T_BLOB) {
        doc_put_blob(c->in, m->name, body.data ? body : SPAN(""));
        return 0;
    }
    json = json_parse(&c->arena, arena_span(&c->arena, body), NULL);
    json = json ? json_shape_read(c, m->shape, json) : NULL;
    if (!json) return fault(c, &fault_serialization, "%s", "Could not parse request body into json");
    doc_put(c->in, m->name, json);
    return 0;
}

static int decode(struct call *c, const struct http_request *request)
{
    const struct shape *input = c->operation->input;
    const struct member *payload = payload_member(input);
    struct doc *labels = doc_map(&c->arena);

    if (payload ? read_payload(c, payload, request->body)
                : span_trim(request->body).size && read_body(c, request->body))
        return -1;
    uri_template_match(c->operation->rest.uri, request->path, labels);
    for (const struct member *m = input->members; m->name; m++)
        if (m->place != IN_BODY && m->place != IN_PAYLOAD && read_outside(c, request, m, labels)) return -1;
    return 0;
}

static void header_write(struct http_response *response, const struct member *m, const struct doc *value)
{
    if (value->kind == DOC_INT) http_response_header(response, wire_name(m), "%" PRId64, value->integer);
    else if (value->kind == DOC_BOOL)
        http_response_header(response, wire_name(m), "%s", value->boolean ? "true" : "false");
    else http_response_header(response, wire_name(m), "%.*s", SPAN_ARG(doc_text(value)));
}

static void encode_payload(const struct member *m, const struct doc *value, struct http_response *response)
{
    if (!value) return;
    if (m->shape->type == T_BLOB) buf_add_span(&response->body, doc_text(value));
    else json_shape_write(&response->body, m->shape, value);
}

static void encode(const struct call *c, struct http_response *response)
{
    const struct shape *output = c->operation->output;
    const struct member *payload = payload_member(output);

    response->status = c->operation->rest.status ? c->operation->rest.status : 200;
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    http_response_header(response, "Content-Type", "application/json");
    for (const struct member *m = output->members; m->name; m++) {
        struct doc *value = doc_get(c->out, m->name);
        if (value && m->place == IN_HEADER) header_write(response, m, value);
        if (value && m->place == IN_STATUS) response->status = (int)value->integer;
    }
    if (payload) encode_payload(payload, doc_get(c->out, payload->name), response);
    else if (response->status != 204) json_shape_write_body(&response->body, output, c->out);
}

static void encode_fault(const struct call *c, struct http_response *response)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_JSON);

    response->status = words.status;
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    http_response_header(response, "x-amzn-ErrorType", "%s", words.code);
    http_response_header(response, "Content-Type", "application/json");
    json_fault_write(&response->body, c, false);
}

const struct codec rest_json = { "restJson1", PROTOCOL_REST_JSON, NULL, decode, encode, encode_fault };

/* AWS Query: form parameters in, XML out.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
#include <stdlib.h>

#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/base/times.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/form.h"
#include "emulator/wire/query_json.h"
#include "emulator/wire/xml_shape.h"
#include "emulator/base/xml.h"

#define ITEMS_MAX 10000

static struct doc *read_value(struct call *c, const struct shape *shape, struct doc *form, const char *name,
                              unsigned flags);

/* --- reading ------------------------------------------------------------------------------------------------------ */

static struct doc *malformed(struct call *c, const char *name)
{
    fault(c, &fault_serialization, "Invalid value for the parameter %s", name);
    return NULL;
}

static struct doc *read_scalar(struct call *c, const struct shape *shape, struct span text, const char *name)
{
    struct arena *a = &c->arena;
    int64_t number;
    struct span bytes;

    switch (shape->type) {
    case T_BOOLEAN:
        if (span_is_nocase(text, "true")) return doc_bool(a, true);
        return span_is_nocase(text, "false") ? doc_bool(a, false) : malformed(c, name);
    case T_INTEGER:
    case T_LONG: return span_int(text, &number) ? doc_int(a, number) : malformed(c, name);
    case T_TIMESTAMP: return time_parse_iso8601(text, &number) ? doc_int(a, number) : malformed(c, name);
    case T_BLOB: return base64_decode(a, text, &bytes) ? doc_blob(a, bytes) : malformed(c, name);
    case T_DOUBLE: {
        struct doc *d = json_parse(a, text, NULL);
        return doc_is_number(d) ? d : malformed(c, name);
    }
    default: return span_is_utf8(text) ? doc_string(a, text) : malformed(c, name);
    }
}

/* The members of `form` that are named by numbers, in their order. */
static int compare_numbers(const void *a, const void *b)
{
    const struct doc_member *x = a, *y = b;
    int64_t i = 0, j = 0;

    span_int(x->name, &i);
    span_int(y->name, &j);
    return i < j ? -1 : i > j;
}

static struct doc_member *numbered(struct call *c, struct doc *form, size_t *count)
{
    struct doc_member *members = ARENA_ARRAY(&c->arena, struct doc_member, doc_count(form) + 1);
    int64_t number;

    *count = 0;
    for (size_t i = 0; i < doc_count(form); i++)
        if (span_int(form->map.members[i].name, &number) && *count < ITEMS_MAX)
            members[(*count)++] = form->map.members[i];
    if (*count) qsort(members, *count, sizeof *members, compare_numbers);
    return members;
}

static struct doc *read_list(struct call *c, const struct shape *shape, struct doc *form, const char *name,
                             unsigned flags)
{
    struct doc *list = doc_list(&c->arena);
    struct doc *items = flags & FLATTENED ? form : doc_get(form, shape->element_name ? shape->element_name : "member");
    struct doc_member *members;
    size_t count;

    if (!doc_is(items, DOC_MAP)) return list;
    members = numbered(c, items, &count);
    for (size_t i = 0; i < count; i++) {
        struct doc *item = read_value(c, shape->element, members[i].value, name, 0);
        if (!item) return NULL;
        doc_append(list, item);
    }
    return list;
}

static struct doc *read_map(struct call *c, const struct shape *shape, struct doc *form, const char *name,
                            unsigned flags)
{
    struct doc *map = doc_map(&c->arena);
    struct doc *entries = flags & FLATTENED ? form : doc_get(form, "entry");
    struct doc_member *members;
    size_t count;

    if (!doc_is(entries, DOC_MAP)) return map;
    members = numbered(c, entries, &count);
    for (size_t i = 0; i < count; i++) {
        struct doc *value = doc_get(members[i].value, shape->value_name ? shape->value_name : "value");
        struct span key = doc_get_str(members[i].value, shape->key_name ? shape->key_name : "key");
        if (!key.data || !span_is_utf8(key)) return malformed(c, name);
        value = read_value(c, shape->element, value ? value : doc_string(&c->arena, SPAN("")), name, 0);
        if (!value) return NULL;
        doc_put_span(map, key, value);
    }
    return map;
}

static struct doc *read_structure(struct call *c, const struct shape *shape, struct doc *form)
{
    struct doc *map = doc_map(&c->arena);

    for (const struct member *m = shape->members; m->name; m++) {
        struct doc *value = doc_get(form, member_wire_name(m));
        if (!value && m->flags & FLATTENED) value = doc_get(form, m->name);
        if (!value) continue;
        value = read_value(c, m->shape, value, m->name, m->flags);
        if (!value) return NULL;
        doc_put(map, m->name, value);
    }
    return map;
}

static struct doc *read_value(struct call *c, const struct shape *shape, struct doc *form, const char *name,
                              unsigned flags)
{
    switch (shape->type) {
    case T_LIST: return read_list(c, shape, form, name, flags);
    case T_MAP: return read_map(c, shape, form, name, flags);
    case T_STRUCTURE: return read_structure(c, shape, form);
    default: return doc_is(form, DOC_STRING) ? read_scalar(c, shape, doc_chars(form), name) : malformed(c, name);
    }
}

/* A client may send a queue's requests to the queue's URL. AWS: no others go there. */
static int queue_url_take(struct call *c, const struct http_request *request)
{
    if (!(c->service->wire & WIRE_QUEUE_URL) || request->path.size <= 1 || doc_get(c->in, "QueueUrl")) return 0;
    if (!shape_member(c->operation->input, SPAN("QueueUrl")))
        return fault(c, &fault_unknown_operation, "The action %s is not valid for this endpoint.", c->operation->name);
    doc_put_format(c->in, "QueueUrl", "%.*s%.*s", SPAN_ARG(request->endpoint), SPAN_ARG(request->path));
    return 0;
}

static bool matches(const struct http_request *request, struct codec_names *names)
{
    struct span action;

    if (!http_query(request, "Action", &action) && !form_action(request, &action)) return false;
    names->operation = http_decode(request->arena, action, true);
    return true;
}

static int decode(struct call *c, const struct http_request *request)
{
    struct doc *form = doc_map(&c->arena), *in;

    if (!form_parse(form, arena_span(&c->arena, request->query)) ||
        !form_parse(form, arena_span(&c->arena, request->body)))
        return fault(c, &fault_serialization, "%s", "Too many parameters");
    in = read_structure(c, c->operation->input, form);
    if (!in) return -1;
    c->in = in;
    return queue_url_take(c, request);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void write_head(const struct call *c, struct http_response *response, const char *content_type)
{
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    http_response_header_text(response, "Content-Type", span_of(content_type));
}

static void write_xml_head(const struct call *c, struct http_response *response)
{
    write_head(c, response, "text/xml");
    buf_add_text(&response->body, "<?xml version=\"1.0\"?>\n");
}

/* An empty one has its element, too. */
static void write_result(struct buf *b, const struct call *c)
{
    const char *name = c->operation->name;
    size_t before;

    buf_printf(b, "<%sResult>", name);
    before = b->size;
    xml_shape_write_members(b, c->operation->output, c->out);
    if (b->size > before) {
        buf_printf(b, "</%sResult>", name);
    } else {
        b->size--;
        buf_add_text(b, "/>");
    }
}

static void encode(const struct call *c, struct http_response *response)
{
    struct buf *b = &response->body;
    const char *name = c->operation->name;

    response->status = 200;
    if (query_json_is_wanted(c->caller)) {
        write_head(c, response, "application/json");
        query_json_write(b, c);
        return;
    }
    write_xml_head(c, response);
    buf_printf(b, "<%sResponse xmlns=\"%s\">", name, c->service->xml_namespace);
    if (c->operation->output != &Nothing) write_result(b, c);
    buf_printf(b, "<ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></%sResponse>\n", c->request_id, name);
}

static void write_error(struct buf *b, const struct call *c, const struct fault_words *words)
{
    if (c->service && c->service->xml_namespace)
        buf_printf(b, "<ErrorResponse xmlns=\"%s\">", c->service->xml_namespace);
    else xml_open(b, "ErrorResponse");
    buf_printf(b, "<Error><Type>%s</Type>", words->blame);
    xml_element(b, "Code", span_of(words->code));
    xml_element(b, "Message", words->message);
    if (c->service && c->service->wire & WIRE_DETAIL) buf_add_text(b, "<Detail/>");
    buf_printf(b, "</Error><RequestId>%s</RequestId></ErrorResponse>\n", c->request_id);
}

/* AWS: a request that names no action at all is told so in fewer words, whatever it accepts. */
static bool names_nothing(const struct call *c)
{
    return c->fault.kind == &fault_unknown_operation && !*c->fault.message;
}

static void encode_fault(const struct call *c, struct http_response *response)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_QUERY);

    response->status = words.status;
    if (names_nothing(c)) {
        response->status = 404;
        write_head(c, response, "text/xml");
        buf_add_text(&response->body, "<UnknownOperationException/>\n");
    } else if (query_json_is_wanted(c->caller)) {
        write_head(c, response, "application/json");
        query_json_write_fault(&response->body, c);
    } else {
        write_xml_head(c, response);
        write_error(&response->body, c, &words);
    }
}

const struct codec aws_query = { "awsQuery", PROTOCOL_QUERY, matches, decode, encode, encode_fault };

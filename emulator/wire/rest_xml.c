/* REST XML: as REST JSON, with XML for bodies and errors.
 *
 * An error is wrapped in <ErrorResponse>, but for services with WIRE_S3 (S3's noErrorWrapping), whose request id
 * also has names of its own. https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
#include <stdio.h>

#include "emulator/base/digest.h"
#include "emulator/base/xml.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/rest_binding.h"
#include "emulator/wire/xml_shape.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static bool is_s3(const struct call *c)
{
    return c->service && c->service->wire & WIRE_S3;
}

/* S3 takes a document for nothing but what its element says it is. */
static bool is_meant(const struct call *c, const struct member *payload, const struct xml_element *root)
{
    return !payload || !is_s3(c) || span_is(root->name, member_wire_name(payload));
}

static struct doc *body_read(struct call *c, const struct shape *shape, const struct member *payload, struct span body)
{
    const struct xml_element *root = xml_parse(&c->arena, body, NULL);

    if (root && is_meant(c, payload, root)) return xml_shape_read(c, &fault_malformed_xml, shape, root);
    fault(c, &fault_malformed_xml,
          "The XML you provided was not well-formed or did not validate against our published schema");
    return NULL;
}

/* The service's namespace is declared in the outermost element. */
static const char *namespace_of(const struct call *c, char *out, size_t room)
{
    bool has = c->service && c->service->xml_namespace;

    snprintf(out, room, has ? " xmlns=\"%s\"" : "%s", has ? c->service->xml_namespace : "");
    return out;
}

/* The element that an answer is: a payload's own name goes before its shape's. */
static const char *root_name(const struct call *c, const struct member *payload, char *out, size_t room)
{
    const struct shape *shape = payload ? payload->shape : c->operation->output;

    if (payload && payload->wire_name) return payload->wire_name;
    if (shape->xml_name) return shape->xml_name;
    if (payload) return payload->name;
    snprintf(out, room, "%sResponse", c->operation->name);
    return out;
}

/* An absent value is an empty element. */
static void unwrapped_write(struct buf *b, const char *head, const struct member *m, const struct doc *tree)
{
    static const struct doc nothing = { .kind = DOC_STRING };
    const struct doc *value = doc_get(tree, m->name);

    xml_shape_write(b, member_wire_name(m), head, m->shape, value ? value : &nothing);
}

static void body_write(struct buf *b, const struct call *c, const struct member *payload, const struct doc *tree)
{
    const struct shape *shape = payload ? payload->shape : c->operation->output;
    const struct member *first = shape_member_in(shape, IN_BODY);
    char name[128], head[256];

    if (!payload && !first) return;
    namespace_of(c, head, sizeof head);
    buf_add_text(b, DECLARATION);
    if (!payload && shape->flags & XML_UNWRAPPED) unwrapped_write(b, head, first, tree);
    else xml_shape_write(b, root_name(c, payload, name, sizeof name), head, shape, tree);
}

/* AWS: S3 calls its XML an application's, others (CloudFront) call it text. */
static const struct rest_body application = { "application/xml", body_read, body_write },
                              text = { "text/xml", body_read, body_write };

static const struct rest_body *body_of(const struct call *c)
{
    return is_s3(c) ? &application : &text;
}

/* AWS: x-amz-id-2 is a word for its support; here it follows from the request id. */
static void ids_write(const struct call *c, struct http_response *response)
{
    if (!is_s3(c)) {
        http_response_header_text(response, "x-amzn-RequestId", span_of(c->request_id));
        return;
    }
    http_response_header_text(response, "x-amz-request-id", span_of(c->request_id));
    http_response_header_text(response, "x-amz-id-2", base64_text(response->arena, span_of(c->request_id)));
    http_response_header_text(response, "Server", SPAN("AmazonS3"));
}

static int decode(struct call *c, const struct http_request *request)
{
    return rest_decode(c, request, body_of(c));
}

static void encode(const struct call *c, struct http_response *response)
{
    ids_write(c, response);
    rest_encode(c, response, body_of(c));
}

static void error_write(struct buf *b, const struct call *c, const struct fault_words *words, bool with_type)
{
    const struct doc *extra = c->fault.extra;

    xml_open(b, "Error");
    if (with_type) xml_element(b, "Type", span_of(words->blame));
    xml_element(b, "Code", span_of(words->code));
    xml_element(b, "Message", words->message);
    for (size_t i = 0; i < doc_count(extra); i++)
        xml_shape_write(b, arena_string(doc_arena(extra), extra->map.members[i].name), "", &String,
                        extra->map.members[i].value);
    if (with_type) xml_close(b, "Error");
}

/* The store's failures are told in the service's words. */
static struct fault_words words_of(const struct call *c)
{
    const struct service_faults *faults = c->service ? c->service->faults : NULL;
    struct fault_raised own = c->fault;

    if (own.kind == &fault_internal && faults && faults->internal) own.kind = faults->internal;
    return fault_words(&own, PROTOCOL_REST_XML);
}

static void encode_fault(const struct call *c, struct http_response *response)
{
    struct fault_words words = words_of(c);
    struct buf *b = &response->body;
    char head[256];

    response->status = words.status;
    ids_write(c, response);
    rest_headers_encode(c, response);
    http_response_header(response, "Content-Type", "%s", body_of(c)->content_type);
    buf_add_text(b, DECLARATION);
    if (!is_s3(c)) buf_printf(b, "<ErrorResponse%s>", namespace_of(c, head, sizeof head));
    error_write(b, c, &words, !is_s3(c));
    xml_element(b, "RequestId", span_of(c->request_id));
    if (is_s3(c)) xml_element(b, "HostId", base64_text(response->arena, span_of(c->request_id)));
    xml_close(b, is_s3(c) ? "Error" : "ErrorResponse");
}

const struct codec rest_xml = { "restXml", PROTOCOL_REST_XML, NULL, decode, encode, encode_fault };

/* REST JSON: the operation in method and path; members in path, query, headers, and a JSON body or a raw payload.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
#include "emulator/base/json.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/doc_shape.h"
#include "emulator/wire/json_shape.h"
#include "emulator/wire/rest_binding.h"

static struct doc *body_read(struct call *c, const struct shape *shape, const struct member *payload, struct span body)
{
    struct doc *json = json_parse(&c->arena, arena_span(&c->arena, body), NULL);

    (void)payload;
    if (json && (json->kind == DOC_MAP || shape->type != T_STRUCTURE)) return doc_shape_read(c, shape, json);
    fault(c, &fault_serialization, "%s", "Could not parse request body into json: the body is not a JSON object");
    return NULL;
}

static void body_write(struct buf *b, const struct call *c, const struct member *payload, const struct doc *tree)
{
    if (payload) json_shape_write(b, payload->shape, tree);
    else json_shape_write_body(b, c->operation->output, tree);
}

static const struct rest_body body = { "application/json", body_read, body_write };

static int decode(struct call *c, const struct http_request *request)
{
    return rest_decode(c, request, &body);
}

static void encode(const struct call *c, struct http_response *response)
{
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    rest_encode(c, response, &body);
}

static void encode_fault(const struct call *c, struct http_response *response)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_REST_JSON);

    response->status = words.status;
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    http_response_header(response, "x-amzn-ErrorType", "%s", words.code);
    http_response_header(response, "Content-Type", "%s", body.content_type);
    json_write(&response->body, doc_fault(response->arena, c, false));
}

const struct codec rest_json = { "restJson1", PROTOCOL_REST_JSON, NULL, decode, encode, encode_fault };

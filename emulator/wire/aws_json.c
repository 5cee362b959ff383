/* AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, everything else in a JSON body.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
#include "emulator/base/digest.h"
#include "emulator/base/json.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/content_encoding.h"
#include "emulator/wire/doc_shape.h"
#include "emulator/wire/form.h"
#include "emulator/wire/json_shape.h"

/* AWS: a form that names an Action is Query, whatever target it has beside it, as old clients of SQS do. */
static bool matches_1_0(const struct http_request *request, struct codec_names *names)
{
    struct span target = http_header(request, "X-Amz-Target"), action;
    size_t dot = span_find(target, '.');

    names->service = span_sub(target, 0, dot);
    names->operation = span_sub(target, dot + 1, SIZE_MAX);
    return target.size > 0 && !form_action(request, &action);
}

static bool matches_1_1(const struct http_request *request, struct codec_names *names)
{
    return span_starts(http_header(request, "Content-Type"), "application/x-amz-json-1.1") &&
           matches_1_0(request, names);
}

static int decode(struct call *c, const struct http_request *request)
{
    struct span text;
    struct json_error error;
    struct doc *json;

    if (content_decode(c, request, &text)) return -1;
    if (!span_trim(text).size && !(c->service->wire & WIRE_OWN_JSON)) text = SPAN("{}");
    json = json_parse(&c->arena, arena_span(&c->arena, text), &error);

    if (!json) return fault(c, &fault_serialization, "%s", "");
    if (json->kind != DOC_MAP) return fault(c, &fault_serialization, "%s", "Start of structure or map expected");
    json = doc_shape_read(c, c->operation->input, json);
    if (!json) return -1;
    c->in = json;
    return 0;
}

/* AWS: DynamoDB's front also says that it is a server. */
static bool has_long_id(const struct call *c)
{
    return c->service && c->service->wire & WIRE_LONG_ID;
}

static void finish(const struct call *c, struct http_response *response, const char *content_type)
{
    http_response_header_text(response, "x-amzn-RequestId", span_of(c->request_id));
    http_response_header_text(response, "Content-Type", span_of(content_type));
    if (has_long_id(c)) http_response_header_text(response, "Server", SPAN("Server"));
    if (c->service && c->service->wire & WIRE_CRC32)
        http_response_header(response, "x-amz-crc32", "%u", crc32_of(buf_span(&response->body)));
}

static void encode(const struct call *c, struct http_response *response, const char *content_type)
{
    response->status = 200;
    if (c->operation->output != &Nothing) json_shape_write(&response->body, c->operation->output, c->out);
    finish(c, response, content_type);
}

static void encode_fault(const struct call *c, struct http_response *response, const char *content_type)
{
    struct fault_words words = fault_words(&c->fault, PROTOCOL_JSON), query = fault_words(&c->fault, PROTOCOL_QUERY);

    response->status = words.status;
    json_write(&response->body, doc_fault(response->arena, c, true));
    http_response_header(response, "x-amzn-ErrorType", "%s", words.code);
    if (c->service && c->service->wire & WIRE_QUERY_ERROR)
        http_response_header(response, "x-amzn-query-error", "%s;%s", query.code, query.blame);
    finish(c, response, content_type);
}

static void encode_1_0(const struct call *c, struct http_response *r)
{
    encode(c, r, "application/x-amz-json-1.0");
}

static void encode_1_1(const struct call *c, struct http_response *r)
{
    encode(c, r, "application/x-amz-json-1.1");
}

static void encode_fault_1_0(const struct call *c, struct http_response *r)
{
    encode_fault(c, r, "application/x-amz-json-1.0");
}

static void encode_fault_1_1(const struct call *c, struct http_response *r)
{
    encode_fault(c, r, "application/x-amz-json-1.1");
}

const struct codec aws_json_1_0 = { "awsJson1_0", PROTOCOL_JSON, matches_1_0, decode, encode_1_0, encode_fault_1_0 };
const struct codec aws_json_1_1 = { "awsJson1_1", PROTOCOL_JSON, matches_1_1, decode, encode_1_1, encode_fault_1_1 };

/* Smithy RPC v2 over CBOR: POST …/service/SERVICE/operation/OPERATION, with the header smithy-protocol; bodies are
 * maps of CBOR.
 *
 * Timestamps are seconds with tag 1, blobs are byte strings. What has no output has no body.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
#include "emulator/base/cbor.h"
#include "emulator/base/log.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/content_encoding.h"
#include "emulator/wire/doc_shape.h"

#define PROTOCOL "rpc-v2-cbor"

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Takes the last segment off the path. */
static struct span segment_take(struct span *path)
{
    size_t start = path->size;
    struct span segment;

    while (start && path->data[start - 1] != '/') start--;
    segment = span_sub(*path, start, SIZE_MAX);
    *path = span_sub(*path, 0, start ? start - 1 : 0);
    return segment;
}

/* A prefix before /service/ is allowed, and a namespace before the service's name ignored. */
static bool matches(const struct http_request *request, struct codec_names *names)
{
    struct span path = request->path;
    size_t dot;

    if (!span_is(http_header(request, "smithy-protocol"), PROTOCOL)) return false;
    names->operation = segment_take(&path);
    if (!span_is(segment_take(&path), "operation")) return false;
    names->service = segment_take(&path);
    for (; (dot = span_find(names->service, '.')) < names->service.size;)
        names->service = span_sub(names->service, dot + 1, SIZE_MAX);
    return span_is(segment_take(&path), "service") && names->service.size && names->operation.size;
}

static int decode(struct call *c, const struct http_request *request)
{
    const char *reason = NULL;
    struct span bytes;
    struct doc *d;

    if (content_decode(c, request, &bytes)) return -1;
    if (!bytes.size) return 0;
    d = cbor_parse(&c->arena, arena_span(&c->arena, bytes), &reason);
    if (!d) return fault(c, &fault_serialization, "The request's body is not CBOR: %s", reason);
    if (d->kind != DOC_MAP) return fault(c, &fault_serialization, "The request's body is not a map");
    d = doc_shape_read(c, c->operation->input, d);
    if (d) c->in = d;
    return d ? 0 : -1;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void write_shape(struct buf *b, const struct shape *shape, const struct doc *tree);

static void write_timestamp(struct buf *b, int64_t ms)
{
    cbor_write_tag(b, 1);
    if (ms % 1000) cbor_write_double(b, (double)ms / 1000);
    else cbor_write_int(b, ms / 1000);
}

static void write_list(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    cbor_write_list(b, tree->list.count);
    for (uint32_t i = 0; i < tree->list.count; i++) write_shape(b, shape->element, doc_items(tree)[i]);
}

static void write_map(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    cbor_write_map(b, tree->map.count);
    for (uint32_t i = 0; i < tree->map.count; i++) {
        cbor_write_text(b, tree->map.members[i].name);
        write_shape(b, shape->element, tree->map.members[i].value);
    }
}

/* The count comes first, so members that the shape lacks are counted out. */
static void write_structure(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < tree->map.count; i++) count += shape_member(shape, tree->map.members[i].name) != NULL;
    cbor_write_map(b, count);
    for (uint32_t i = 0; i < tree->map.count; i++) {
        const struct member *m = shape_member(shape, tree->map.members[i].name);
        if (m) {
            cbor_write_text(b, span_of(m->name));
            write_shape(b, m->shape, tree->map.members[i].value);
        } else {
            log_error("a reply has the member %.*s, which its shape lacks", SPAN_ARG(tree->map.members[i].name));
        }
    }
}

static void write_shape(struct buf *b, const struct shape *shape, const struct doc *tree)
{
    switch (shape->type) {
    case T_TIMESTAMP: write_timestamp(b, tree->integer); break;
    case T_DOUBLE: cbor_write_double(b, doc_as_double(tree)); break;
    case T_LIST: write_list(b, shape, tree); break;
    case T_MAP: write_map(b, shape, tree); break;
    case T_STRUCTURE: write_structure(b, shape, tree); break;
    default: cbor_write(b, tree); break;
    }
}

static void head_write(const struct call *c, struct http_response *response, bool has_body)
{
    http_response_header(response, "x-amzn-RequestId", "%s", c->request_id);
    http_response_header(response, "smithy-protocol", PROTOCOL);
    if (has_body) http_response_header(response, "Content-Type", "application/cbor");
}

static void encode(const struct call *c, struct http_response *response)
{
    bool has_output = c->operation->output != &Nothing;

    response->status = 200;
    head_write(c, response, has_output);
    if (has_output) write_shape(&response->body, c->operation->output, c->out);
}

static void encode_fault(const struct call *c, struct http_response *response)
{
    response->status = fault_words(&c->fault, PROTOCOL_CBOR).status;
    head_write(c, response, true);
    if (c->service && c->service->wire & WIRE_QUERY_ERROR) {
        struct fault_words query = fault_words(&c->fault, PROTOCOL_QUERY);
        http_response_header(response, "x-amzn-query-error", "%s;%s", query.code, query.blame);
    }
    cbor_write(&response->body, doc_fault(response->arena, c, true));
}

const struct codec rpcv2_cbor = { "rpcv2Cbor", PROTOCOL_CBOR, matches, decode, encode, encode_fault };

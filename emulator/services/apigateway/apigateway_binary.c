/* By the list of the API's. */
#include "emulator/services/apigateway/apigateway_binary.h"

static bool is_binary(const struct doc *types, struct span media_type)
{
    struct span type = span_trim(span_sub(media_type, 0, span_find(media_type, ';')));

    for (size_t i = 0; i < doc_count(types); i++) {
        struct span one = doc_text(doc_at(types, i));
        if (span_is(one, "*/*") || (type.size && span_eq_nocase(one, type))) return true;
    }
    return false;
}

static const struct doc *types_of(const struct api_request *r)
{
    return doc_get(r->live->rest, "binaryMediaTypes");
}

bool api_binary_is(const struct api_request *r, struct span media_type)
{
    return is_binary(types_of(r), media_type);
}

bool api_binary_came(const struct api_request *r)
{
    return api_binary_is(r, http_header(r->http, "Content-Type"));
}

bool api_binary_is_wanted(const struct api_request *r)
{
    struct span accept = http_header(r->http, "Accept");

    return api_binary_is(r, span_sub(accept, 0, span_find(accept, ',')));
}

struct span api_binary_text(struct arena *a, struct span bytes)
{
    struct buf out = { 0 };
    struct span rest = bytes, text;

    if (span_is_utf8(bytes)) return bytes;
    while (rest.size) {
        size_t size = span_utf8_size(rest);
        if (size) buf_add(&out, rest.data, size);
        else buf_add_text(&out, "\xEF\xBF\xBD");
        rest = span_sub(rest, size ? size : 1, SIZE_MAX);
    }
    text = arena_span(a, buf_span(&out));
    buf_release(&out);
    return text;
}

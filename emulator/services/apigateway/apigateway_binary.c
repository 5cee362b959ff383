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

bool api_binary_came(const struct api_request *r)
{
    return is_binary(types_of(r), http_header(r->http, "Content-Type"));
}

bool api_binary_is_wanted(const struct api_request *r)
{
    struct span accept = http_header(r->http, "Accept");

    return is_binary(types_of(r), span_sub(accept, 0, span_find(accept, ',')));
}

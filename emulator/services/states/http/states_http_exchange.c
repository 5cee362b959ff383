/* An HTTP task's request and answer as TestState tells them. */
#include "emulator/base/json.h"
#include "emulator/services/states/http/states_http_request.h"

/* AWS: "[Name: value, Name: value]" */
static struct span headers_text(struct arena *a, const struct http_header *headers, size_t count)
{
    struct buf text = { 0 };
    struct span told;

    buf_add_char(&text, '[');
    for (size_t i = 0; i < count; i++)
        buf_printf(&text, "%s%.*s: %.*s", i ? ", " : "", SPAN_ARG(headers[i].name), SPAN_ARG(headers[i].value));
    buf_add_char(&text, ']');
    told = arena_span(a, buf_span(&text));
    buf_release(&text);
    return told;
}

static void response_put(struct doc *exchange, struct span protocol, const struct http_client_result *result)
{
    struct doc *response = doc_put_map(exchange, "response");

    doc_put_str(response, "protocol", protocol);
    doc_put_format(response, "statusCode", "%d", result->status);
    doc_put_cstr(response, "statusMessage", http_reason(result->status));
    doc_put_str(response, "headers", headers_text(doc_arena(exchange), result->headers, result->header_count));
    doc_put_str(response, "body", result->body);
}

struct span states_http_exchange(struct arena *a, const struct http_client_request *request,
                                 const struct http_client_result *result)
{
    struct doc *exchange = doc_map(a), *sent = doc_put_map(exchange, "request");
    struct span url = span_of(request->url), protocol = span_sub(url, 0, span_find(url, ':'));

    doc_put_str(sent, "protocol", protocol);
    doc_put_cstr(sent, "method", request->method ? request->method : "POST");
    doc_put_str(sent, "url", url);
    doc_put_str(sent, "headers", headers_text(a, request->headers, request->header_count));
    doc_put_str(sent, "body", request->body);
    if (result->status) response_put(exchange, protocol, result);
    return json_text(a, exchange);
}

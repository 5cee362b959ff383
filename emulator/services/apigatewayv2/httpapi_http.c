/* An answer is read whole before it is handed on: it is 10 MB at most, as AWS has it. */
#include "emulator/services/apigatewayv2/httpapi_http.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/http/http_fetch.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/apigatewayv2/httpapi_named.h"

#define BODY_BYTES_MAX 10485760
#define CONNECT_MS     5000

/* --- what is sent ------------------------------------------------------------------------------------------------- */

/* AWS: headers of one connection; the gateway makes its own of Host, and of where the request came from. */
static bool is_own(struct span name)
{
    static const char *const names[] = { "Connection", "Content-Length", "Host",    "Keep-Alive", "Proxy-Authenticate",
                                         "TE",         "Trailer",        "Upgrade", "Expect",     "Transfer-Encoding" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(name, names[i])) return true;
    return false;
}

/* RFC 7239, as AWS adds it. */
static void put_forwarded(struct httpapi_request *r, struct httpapi_outgoing *out)
{
    struct span before = http_header(r->http, "Forwarded");

    if (out->header_count == HTTP_HEADERS_MAX) return;
    out->headers[out->header_count++] = (struct http_header){
        SPAN("Forwarded"), arena_format(r->arena, "%.*s%sby=127.0.0.1;for=%.*s;host=%.*s;proto=%s", SPAN_ARG(before),
                                        before.size ? ", " : "", SPAN_ARG(r->http->remote),
                                        SPAN_ARG(http_header(r->http, "Host")), r->http->is_tls ? "https" : "http")
    };
}

static void outgoing_of(struct httpapi_request *r, const struct httpapi_values *v, struct httpapi_outgoing *out)
{
    out->path = r->path;
    out->query = r->http->query;
    out->header_count = 0;
    for (size_t i = 0; i < r->http->header_count; i++)
        if (!is_own(r->http->headers[i].name) && !span_is_nocase(r->http->headers[i].name, "Forwarded"))
            out->headers[out->header_count++] = r->http->headers[i];
    put_forwarded(r, out);
    httpapi_map_request(v, doc_get(r->integration, "RequestParameters"), out);
}

/* The integration's address with the path's variables in it; of one without, with the path that was mapped. */
static const char *address_of(struct httpapi_request *r, const struct httpapi_outgoing *out)
{
    struct span uri = doc_get_str(r->integration, "IntegrationUri");
    struct buf made = { 0 };
    const char *address;

    while (uri.size) {
        size_t end = uri.data[0] == '{' ? span_find(uri, '}') : uri.size;
        struct span name = span_sub(uri, 1, end - 1), value = doc_text(doc_get_span(r->path_parameters, name));
        if (end < uri.size && value.data) {
            buf_add_span(&made, http_encode(r->arena, value, "/"));
            uri = span_sub(uri, end + 1, SIZE_MAX);
        } else {
            buf_add_char(&made, uri.data[0]);
            uri = span_sub(uri, 1, SIZE_MAX);
        }
    }
    if (!span_eq(out->path, r->path)) {
        struct span scheme = buf_span(&made);
        size_t host = span_starts(scheme, "https://") ? 8 : 7,
               slash = host + span_find(span_sub(scheme, host, SIZE_MAX), '/');
        made.size = slash;
        buf_add_span(&made, http_encode(r->arena, http_decode(r->arena, out->path, false), "/"));
    }
    if (out->query.size)
        buf_printf(&made, "%c%.*s", span_find(buf_span(&made), '?') < made.size ? '&' : '?', SPAN_ARG(out->query));
    address = arena_string(r->arena, buf_span(&made));
    buf_release(&made);
    return address;
}

/* --- what comes back ---------------------------------------------------------------------------------------------- */

/* False: it broke off, or is larger than the gateway hands on. */
static bool body_take(struct http_response *response, struct source *body)
{
    char piece[8192];
    ssize_t size;

    while ((size = source_read(body, piece, sizeof piece)) > 0) {
        if (response->body.size + (size_t)size > BODY_BYTES_MAX) return false;
        buf_add(&response->body, piece, (size_t)size);
    }
    return size == 0;
}

static int answer_take(struct httpapi_request *r, struct httpapi_values *v, struct http_fetch_answer *answer)
{
    bool is_whole = !answer->body || body_take(r->response, answer->body);

    if (answer->body) source_close(answer->body);
    if (!is_whole) return httpapi_refuse_internal(r, "The server's answer broke off, or is larger than 10 MB");
    r->response->status = answer->status;
    for (size_t i = 0; i < answer->header_count; i++)
        if (!is_own(answer->headers[i].name) && !span_is_nocase(answer->headers[i].name, "Apigw-Requestid"))
            http_response_header_text(r->response, arena_string(r->arena, answer->headers[i].name),
                                      answer->headers[i].value);
    v->response = r->response;
    v->response_body = json_parse(r->arena, buf_span(&r->response->body), NULL);
    httpapi_map_response(v, doc_get(r->integration, "ResponseParameters"), r->response);
    return 0;
}

static int fetch(struct httpapi_request *r)
{
    struct httpapi_values v = httpapi_named(r);
    struct httpapi_outgoing *out = ARENA_NEW(r->arena, struct httpapi_outgoing);
    struct span method = doc_get_str(r->integration, "IntegrationMethod");
    int64_t timeout = doc_get_int(r->integration, "TimeoutInMillis", 30000);
    struct http_fetch_request request;
    struct http_fetch_answer answer;

    outgoing_of(r, &v, out);
    request = (struct http_fetch_request){ .method = span_is(method, "ANY") ? r->http->method : method,
                                           .url = address_of(r, out),
                                           .headers = out->headers,
                                           .header_count = out->header_count,
                                           .body = r->http->body.size ? http_request_source(r->http) : NULL,
                                           .connect_ms = CONNECT_MS < timeout ? CONNECT_MS : (int)timeout,
                                           .read_ms = (int)timeout,
                                           .keep_alive_seconds = 30,
                                           .client = r->http };
    switch (http_fetch(r->arena, &request, &answer)) {
    case HTTP_FETCH_ANSWERED: return answer_take(r, &v, &answer);
    case HTTP_FETCH_READ_TIMED_OUT:
    case HTTP_FETCH_CONNECT_TIMED_OUT: return httpapi_refuse(r, 503, "Service Unavailable");
    default: return httpapi_refuse_internal(r, "The server could not be reached");
    }
}

int httpapi_http_proxy(struct httpapi_request *r)
{
    int rc;

    if (!http_waiting_goes_elsewhere()) return httpapi_refuse(r, 503, "Service Unavailable");
    rc = fetch(r);
    http_waiting_is_back();
    return rc;
}

/* By what browsers ask: https://fetch.spec.whatwg.org/#http-cors-protocol */
#include "emulator/core/cors.h"

static bool has(const struct doc *list, const char *text)
{
    for (size_t i = 0; i < doc_count(list); i++)
        if (span_is_nocase(doc_text(doc_at(list, i)), text)) return true;
    return false;
}

bool cors_lists(const struct doc *cors, const char *list, const char *text)
{
    return has(doc_get(cors, list), text);
}

bool cors_is_preflight(const struct http_request *request)
{
    return span_is(request->method, "OPTIONS") && http_header(request, "Origin").size &&
           http_header(request, "Access-Control-Request-Method").size;
}

/* An origin as it stands, or with one star for a part of it. */
static bool matches(struct span pattern, struct span origin)
{
    size_t star = span_find(pattern, '*');
    struct span behind = span_sub(pattern, star + 1, SIZE_MAX);

    if (star == pattern.size) return span_eq_nocase(pattern, origin);
    return origin.size >= pattern.size - 1 && span_eq_nocase(span_sub(pattern, 0, star), span_sub(origin, 0, star)) &&
           span_eq_nocase(behind, span_sub(origin, origin.size - behind.size, SIZE_MAX));
}

/* What the answer names as allowed; absent: this origin is not. */
static struct span allowed_origin(const struct doc *cors, struct span origin)
{
    const struct doc *origins = doc_get(cors, "AllowOrigins");

    if (!origin.size) return origin;
    if (has(origins, "*")) return SPAN("*");
    for (size_t i = 0; i < doc_count(origins); i++)
        if (matches(doc_text(doc_at(origins, i)), origin)) return origin;
    return (struct span){ NULL, 0 };
}

static void put_list(struct http_response *response, const char *name, const struct doc *list)
{
    struct buf text = { 0 };

    for (size_t i = 0; i < doc_count(list); i++)
        buf_printf(&text, "%s%.*s", i ? "," : "", SPAN_ARG(doc_text(doc_at(list, i))));
    if (text.size) http_response_header_text(response, name, buf_span(&text));
    buf_release(&text);
}

static void put_origin(const struct doc *cors, struct span origin, struct http_response *response)
{
    http_response_header_text(response, "Access-Control-Allow-Origin", origin);
    if (!span_is(origin, "*")) http_response_header(response, "Vary", "Origin");
    if (doc_get_bool(cors, "AllowCredentials", false))
        http_response_header(response, "Access-Control-Allow-Credentials", "true");
}

void cors_preflight(const struct doc *cors, const struct http_request *request, struct http_response *response)
{
    struct span origin = allowed_origin(cors, http_header(request, "Origin"));

    if (!origin.data) return;
    put_origin(cors, origin, response);
    put_list(response, "Access-Control-Allow-Methods", doc_get(cors, "AllowMethods"));
    put_list(response, "Access-Control-Allow-Headers", doc_get(cors, "AllowHeaders"));
    put_list(response, "Access-Control-Expose-Headers", doc_get(cors, "ExposeHeaders"));
    if (doc_get(cors, "MaxAge"))
        http_response_header(response, "Access-Control-Max-Age", "%lld", (long long)doc_get_int(cors, "MaxAge", 0));
}

static bool is_of_cors(struct span name)
{
    static const char prefix[] = "access-control-";

    return span_is_nocase(span_sub(name, 0, sizeof prefix - 1), prefix);
}

void cors_answer(const struct doc *cors, const struct http_request *request, struct http_response *response)
{
    struct span origin = allowed_origin(cors, http_header(request, "Origin"));
    size_t kept = 0;

    for (size_t i = 0; i < response->header_count; i++)
        if (!is_of_cors(response->headers[i].name)) response->headers[kept++] = response->headers[i];
    response->header_count = kept;
    if (!origin.data) return;
    put_origin(cors, origin, response);
    put_list(response, "Access-Control-Expose-Headers", doc_get(cors, "ExposeHeaders"));
}

/* What requests and responses have in common, apart from any server. */
#include "emulator/http/http.h"

#include <stdarg.h>
#include <string.h>

struct span http_header_find(const struct http_request *r, struct span name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_eq_nocase(r->headers[i].name, name)) return r->headers[i].value;
    return (struct span){ NULL, 0 };
}

bool http_query(const struct http_request *r, const char *name, struct span *value)
{
    struct span rest = r->query, pair;

    while (rest.size && span_split(&rest, '&', &pair)) {
        size_t equals = span_find(pair, '=');
        if (!span_is(span_sub(pair, 0, equals), name)) continue;
        *value = span_sub(pair, equals + 1, SIZE_MAX);
        return true;
    }
    return false;
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

struct span http_decode(struct arena *a, struct span text, bool plus)
{
    char *out = arena_alloc(a, text.size + 1);
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '%' && i + 2 < text.size && hex_of(text.data[i + 1]) >= 0 && hex_of(text.data[i + 2]) >= 0) {
            c = (char)(hex_of(text.data[i + 1]) << 4 | hex_of(text.data[i + 2]));
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        out[size++] = c;
    }
    return (struct span){ out, size };
}

static bool is_unreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

struct span http_encode(struct arena *a, struct span text, const char *keep)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, text.size * 3 + 1);
    size_t size = 0;

    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (is_unreserved(c) || (c && strchr(keep, c))) {
            out[size++] = c;
            continue;
        }
        out[size++] = '%';
        out[size++] = digits[(unsigned char)c >> 4];
        out[size++] = digits[(unsigned char)c & 15];
    }
    return (struct span){ out, size };
}

static bool has_room(struct http_response *r)
{
    r->has_lost_headers |= r->header_count == HTTP_HEADERS_MAX;
    return r->header_count < HTTP_HEADERS_MAX;
}

static void header_add(struct http_response *r, const char *name, char *value)
{
    for (char *p = value; *p; p++)
        if (*p == '\r' || *p == '\n') *p = ' ';
    r->headers[r->header_count++] = (struct http_header){ span_of(name), span_of(value) };
}

void http_response_header(struct http_response *r, const char *name, const char *format, ...)
{
    va_list args;
    char *value;

    if (!has_room(r)) return;
    va_start(args, format);
    value = arena_vprintf(r->arena, format, args);
    va_end(args);
    header_add(r, name, value);
}

void http_response_header_text(struct http_response *r, const char *name, struct span value)
{
    if (has_room(r)) header_add(r, name, arena_string(r->arena, value));
}

void http_response_text(struct http_response *r, int status, const char *content_type, struct span text)
{
    r->status = status;
    http_response_header(r, "Content-Type", "%s", content_type);
    buf_clear(&r->body);
    buf_add_span(&r->body, text);
}

struct span http_response_header_find(const struct http_response *r, const char *name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_is_nocase(r->headers[i].name, name)) return r->headers[i].value;
    return (struct span){ NULL, 0 };
}

void http_response_clear(struct http_response *r)
{
    r->header_count = 0;
    r->has_lost_headers = false;
    buf_clear(&r->body);
    source_close(r->source);
    r->source = NULL;
}

void http_response_fit(struct http_response *r)
{
    bool has_lost_headers = r->has_lost_headers;

    if (!r->body.overflowed && !has_lost_headers) return;
    http_response_clear(r);
    http_response_text(r, 500, "text/plain",
                       has_lost_headers ? SPAN("The answer has more headers than Nube can hold\n")
                                        : SPAN("The answer is larger than Nube can hold\n"));
}

struct source *http_request_source(const struct http_request *r)
{
    return r->stream ? r->stream : source_of_span(r->arena, r->body);
}

bool http_is_token(struct span name)
{
    for (size_t i = 0; i < name.size; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c <= ' ' || c >= 0x7F || strchr("\"(),/:;<=>?@[\\]{}", c)) return false;
    }
    return name.size > 0;
}

const char *http_reason(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Payload Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Entity";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
    }
}

/* Three short lists. */
#include "emulator/services/apigateway/apigateway_headers.h"

static bool is_one_of(struct span name, const char *const *names)
{
    for (; *names; names++)
        if (span_is_nocase(name, *names)) return true;
    return false;
}

bool api_header_is_dropped(struct span name)
{
    static const char *const names[] = { "Connection",
                                         "Content-Length",
                                         "Content-MD5",
                                         "Expect",
                                         "Max-Forwards",
                                         "Proxy-Authenticate",
                                         "Server",
                                         "TE",
                                         "Transfer-Encoding",
                                         "Trailer",
                                         "Upgrade",
                                         "WWW-Authenticate",
                                         NULL };

    return is_one_of(name, names);
}

struct span api_header_seen(struct span name)
{
    static const char *const names[] = { "Authorization", "User-Agent", "Host", NULL };

    for (const char *const *n = names; *n; n++)
        if (span_is_nocase(name, *n)) return span_of(*n);
    return name;
}

void api_header_answer(struct http_response *response, struct span name, struct span value)
{
    static const char *const remapped[] = {
        "Authorization", "Connection", "Content-Length", "Content-MD5",      "Date",
        "Expect",        "Host",       "Max-Forwards",   "Server",           "Proxy-Authenticate",
        "Trailer",       "Upgrade",    "User-Agent",     "WWW-Authenticate", NULL
    };
    const char *prefix = is_one_of(name, remapped) ? "x-amzn-Remapped-" : "";

    if (!http_is_token(name) || span_is_nocase(name, "Transfer-Encoding")) return;
    http_response_header(response, arena_printf(response->arena, "%s%.*s", prefix, SPAN_ARG(name)), "%.*s",
                         SPAN_ARG(value));
}

void api_header_replace(struct http_response *response, struct span name, struct span value)
{
    size_t kept = 0;

    for (size_t i = 0; i < response->header_count; i++)
        if (!span_eq_nocase(response->headers[i].name, name)) response->headers[kept++] = response->headers[i];
    response->header_count = kept;
    api_header_answer(response, name, value);
}

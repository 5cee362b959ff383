/* The ways to a stage:
 *
 *      http://ID.execute-api.localhost:4566/STAGE/…               (and .execute-api.REGION.amazonaws.com)
 *      http://a.custom.domain:4566/BASE/…
 *      http://localhost:4566/restapis/ID/STAGE/_user_request_/…
 *      http://localhost:4566/_aws/execute-api/ID/STAGE/… */
#include "emulator/services/apigateway/apigateway_locate.h"

#include "emulator/services/apigateway/apigateway_domains.h"

#define USER_REQUEST "/_user_request_"

static struct span without_slashes(struct span path)
{
    while (span_starts(path, "/")) path = span_sub(path, 1, SIZE_MAX);
    return path;
}

static bool after(struct span path, const char *prefix, struct span *rest)
{
    if (!span_starts(path, prefix)) return false;
    *rest = span_sub(path, strlen(prefix), SIZE_MAX);
    return true;
}

/* Takes the stage off the front of "prod/orders"; what is left begins with a slash, or is empty. */
static struct span stage_take(struct span rest, struct api_request *r)
{
    size_t slash = span_find(rest, '/');

    r->stage = span_sub(rest, 0, slash);
    return span_sub(rest, slash, SIZE_MAX);
}

static void path_put(const struct http_request *http, struct api_request *r, struct span behind)
{
    struct span path = without_slashes(behind);

    r->path = behind.size > path.size ? (struct span){ path.data - 1, path.size + 1 } : SPAN("/");
    r->full_path = arena_format(http->arena, "/%.*s%.*s", SPAN_ARG(r->stage), SPAN_ARG(behind));
}

static bool by_domain(const struct http_request *http, struct span host, struct api_request *r)
{
    struct span path = without_slashes(http->path), rest;
    struct api_domain_match match;

    if (!span_starts(http->path, "/")) return false;
    path = (struct span){ path.data - 1, path.size + 1 };
    if (!api_domain_find(http->arena, host, path, &match)) return false;
    r->api_id = match.api_id;
    r->stage = match.stage;
    rest = match.stage.data ? match.rest : stage_take(without_slashes(match.rest), r);
    path_put(http, r, rest);
    r->full_path = path;
    r->is_of_domain = true;
    return true;
}

bool api_locate_by_host(const struct http_request *http, struct api_request *r)
{
    struct span host = http_header(http, "Host");
    size_t dot = span_find(host, '.');

    if (!span_starts(span_sub(host, dot, SIZE_MAX), ".execute-api.")) return by_domain(http, host, r);
    r->api_id = arena_lower(http->arena, span_sub(host, 0, dot));
    path_put(http, r, stage_take(without_slashes(http->path), r));
    return true;
}

bool api_locate_by_path(const struct http_request *http, struct api_request *r)
{
    struct span rest;
    size_t slash;
    bool is_rest = after(http->path, "/restapis/", &rest);

    if (!is_rest && !after(http->path, "/_aws/execute-api/", &rest)) return false;
    slash = span_find(rest, '/');
    r->api_id = span_sub(rest, 0, slash);
    rest = stage_take(span_sub(rest, slash + 1, SIZE_MAX), r);
    if (is_rest && !after(rest, USER_REQUEST, &rest)) return false;
    if (is_rest && rest.size && rest.data[0] != '/') return false;
    path_put(http, r, rest);
    return true;
}

bool api_locate(const struct http_request *http, struct api_request *r)
{
    return api_locate_by_host(http, r) || api_locate_by_path(http, r);
}

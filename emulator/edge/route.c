/* Matchers in their rank:
 *
 *   1. the service that the signature names, or one that claims an unsigned request by its host or marks, stands
 *      before all paths: a bucket may be called as an API's path begins;
 *   2. data planes, for what nobody claims and what is signed for them;
 *   3. codecs by their marks: a target header, a path of RPC, an Action;
 *   4. REST rows by method, path, query and header: of those that fit the narrowest.
 */
#include "emulator/edge/route.h"

#include "emulator/edge/aws_operations.h"
#include "emulator/edge/rest_rows.h"
#include "emulator/wire/uri_template.h"

/* --- who is asked ------------------------------------------------------------------------------------------------- */

static bool is_signed_for(const struct service *s, struct span signing_name)
{
    return span_is(signing_name, service_signing_name(s));
}

/* A signed request is claimed only by whom it is signed for: to learn its path. */
static void route_claim(const struct http_request *request, struct route *r)
{
    for (const struct service *const *s = services; *s; s++) {
        if (!(*s)->claims || (r->service_name.size && !is_signed_for(*s, r->service_name))) continue;
        if (!(*s)->claims(request, &r->path)) continue;
        r->service_name = span_of(service_signing_name(*s));
        return;
    }
}

static bool route_plane(const struct http_request *request, struct route *r)
{
    for (const struct service *const *s = services; *s; s++) {
        for (const struct plane *p = (*s)->planes; p && p->matches; p++) {
            bool is_free = !r->service_name.size || p->is_by_host ||
                           (p->signing_name && span_is(r->service_name, p->signing_name));
            if (!is_free || !p->matches(request)) continue;
            r->plane = p;
            r->service = *s;
            r->operation = &p->operation;
            return true;
        }
    }
    return false;
}

/* --- codecs with marks -------------------------------------------------------------------------------------------- */

/* Do all services of ours that are so named speak something else? */
static bool is_unspoken(struct span signing_name, enum protocol protocol)
{
    bool is_ours = false;

    for (const struct service *const *s = services; *s; s++) {
        if (!is_signed_for(*s, signing_name)) continue;
        if (service_speaks(*s, protocol)) return false;
        is_ours = true;
    }
    return is_ours;
}

static const struct service *service_of_shape(struct span name, enum protocol protocol)
{
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->target_prefix && span_is(name, (*s)->target_prefix) && service_speaks(*s, protocol)) return *s;
    return NULL;
}

/* Without a signature it is the one that has the operation. */
static const struct service *service_of_signature(struct span name, enum protocol protocol, struct span operation)
{
    for (const struct service *const *s = services; *s; s++) {
        if (!service_speaks(*s, protocol)) continue;
        if (name.size ? is_signed_for(*s, name) : operation_find(*s, operation) != NULL) return *s;
    }
    return NULL;
}

static bool route_marked(const struct http_request *request, struct route *r)
{
    for (const struct codec *const *codec = codecs_marked; *codec; codec++) {
        enum protocol protocol = (*codec)->protocol;
        struct codec_names names = { { NULL, 0 }, { NULL, 0 } };
        if (!(*codec)->matches(request, &names)) continue;
        if (!names.service.data && is_unspoken(r->service_name, protocol)) continue;
        r->codec = *codec;
        r->operation_name = names.operation;
        r->service = names.service.data ? service_of_shape(names.service, protocol)
                                        : service_of_signature(r->service_name, protocol, names.operation);
        if (names.service.data) r->service_name = names.service;
        if (r->service) r->operation = operation_find(r->service, r->operation_name);
        return true;
    }
    return false;
}

/* --- REST --------------------------------------------------------------------------------------------------------- */

static const struct codec *rest_codec(const struct service *s)
{
    const struct codec *codec = service_codec(s, PROTOCOL_REST_JSON);

    return codec ? codec : service_codec(s, PROTOCOL_REST_XML);
}

#define HEADER_RANKS 2

/* How well a row of the method fits; 0: not at all. A header that it needs makes it the narrower one of two with the
 * same URI. */
static int rest_rank(const struct rest *row, const struct http_request *request, struct span path)
{
    int rank;

    if (row->header && !http_header(request, row->header).data) return 0;
    rank = uri_template_rank(row->uri, request, path);
    return rank ? rank * HEADER_RANKS + (row->header != NULL) : 0;
}

static int rest_find(const struct service *s, const struct http_request *request, struct route *r, int at_least)
{
    for (const struct operation *const *o = rest_rows_for(s, request); *o; o++) {
        int rank = rest_rank(&(*o)->rest, request, r->path);
        if (rank <= at_least) continue;
        at_least = rank;
        r->service = s;
        r->operation = *o;
    }
    return at_least;
}

/* What Nube lacks may be narrower than what it has: POST /restapis?mode=import is no CreateRestApi. Services that are
 * signed for alike are asked one after the other: API Gateway's two. */
static void route_lacking(const struct http_request *request, struct route *r, int best)
{
    const char *signing_name = r->service ? service_signing_name(r->service) : "";

    if (!r->service || (r->operation && !request->query.size)) return;
    for (const struct service *const *s = services; *s; s++) {
        struct span name = is_signed_for(*s, span_of(signing_name))
                               ? aws_operations_rest(*s, request, r->path, best / HEADER_RANKS)
                               : (struct span){ NULL, 0 };
        if (!name.size) continue;
        r->service = *s;
        r->operation = NULL;
        r->operation_name = name;
        return;
    }
}

/* Services of AWS's that Nube lacks and that speak XML: their clients read no other answer. */
static bool is_written_in_xml(struct span signing_name)
{
    return span_is(signing_name, "route53") || span_is(signing_name, "s3-control");
}

static void route_rest(const struct http_request *request, struct route *r)
{
    int best = 0;

    r->codec = &rest_json;
    for (const struct service *const *s = services; *s; s++) {
        bool is_meant = is_signed_for(*s, r->service_name);
        if (!rest_codec(*s) || (r->service_name.size && !is_meant)) continue;
        if (is_meant && !r->service) r->service = *s;
        best = rest_find(*s, request, r, best);
    }
    if (r->service) r->codec = rest_codec(r->service);
    else if (is_written_in_xml(r->service_name)) r->codec = &rest_xml;
    if (!r->operation)
        r->operation_name = arena_format(request->arena, "%.*s %.*s", SPAN_ARG(request->method), SPAN_ARG(r->path));
    route_lacking(request, r, best);
}

/* It names nothing, and the service it is signed for has no REST: the answer is in what that speaks. */
static void route_nameless(struct route *r)
{
    for (const struct service *const *s = services; *s && !r->service; s++) {
        if (!is_signed_for(*s, r->service_name)) continue;
        r->service = *s;
        r->codec = service_codec(*s, PROTOCOL_QUERY);
        if (!r->codec) r->codec = (*s)->codecs[0];
        r->operation_name = (struct span){ NULL, 0 };
    }
}

void route_find(const struct http_request *request, const struct signature *signature, struct route *r)
{
    *r = (struct route){ .service_name = signature->service,
                         .path = request->path,
                         .seen = signature_hoisted(request, signature) };
    route_claim(request, r);
    if (route_plane(request, r) || route_marked(request, r)) return;
    route_rest(r->seen, r);
    if (!r->service) route_nameless(r);
}

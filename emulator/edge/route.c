/* X-Amz-Target first, then a Query's Action, then the REST operations of the service that the signature names. */
#include "emulator/edge/route.h"

#include "emulator/wire/uri_template.h"

static const char *signing_name(const struct service *s)
{
    return s->signing_name ? s->signing_name : s->name;
}

static void route_target(const struct http_request *request, struct span target, struct route *r)
{
    struct span type = http_header(request, "Content-Type");
    size_t dot = span_find(target, '.');

    r->codec = span_starts(type, "application/x-amz-json-1.1") ? &aws_json_1_1 : &aws_json_1_0;
    r->service_name = span_sub(target, 0, dot);
    r->operation_name = span_sub(target, dot + 1, SIZE_MAX);
    for (const struct service *const *s = services; *s; s++)
        if ((*s)->target_prefix && span_is(r->service_name, (*s)->target_prefix)) r->service = *s;
    if (r->service) r->operation = operation_find(r->service, r->operation_name);
}

static bool find_action(const struct http_request *request, struct span *action)
{
    struct http_request body = { .query = request->body };
    struct span type = http_header(request, "Content-Type");

    if (http_query(request, "Action", action)) return true;
    if (!span_is(request->method, "POST") || (type.size && !span_starts(type, "application/x-www-form-urlencoded")))
        return false;
    return request->body.size && http_query(&body, "Action", action);
}

static void route_action(const struct http_request *request, const struct signature *signature, struct span action,
                         struct route *r)
{
    r->codec = &aws_query;
    r->service_name = signature->service;
    r->operation_name = http_decode(request->arena, action, true);
    for (const struct service *const *s = services; *s && !r->service; s++)
        if ((*s)->protocols & AWS_QUERY && span_is(signature->service, signing_name(*s))) r->service = *s;
    for (const struct service *const *s = services; *s && !r->service && !signature->service.size; s++)
        if ((*s)->protocols & AWS_QUERY && operation_find(*s, r->operation_name)) r->service = *s;
    if (r->service) r->operation = operation_find(r->service, r->operation_name);
}

static bool rest_find(const struct service *s, const struct http_request *request, struct route *r)
{
    for (const struct operation *o = s->operations; o->name; o++) {
        if (!o->rest.uri || !span_is(request->method, o->rest.method) ||
            !uri_template_match(o->rest.uri, request->path, NULL))
            continue;
        r->service = s;
        r->operation = o;
        return true;
    }
    return false;
}

static void route_rest(const struct http_request *request, const struct signature *signature, struct route *r)
{
    r->codec = &rest_json;
    r->service_name = signature->service;
    r->operation_name = arena_format(request->arena, "%.*s %.*s", SPAN_ARG(request->method), SPAN_ARG(request->path));
    for (const struct service *const *s = services; *s; s++) {
        if (!((*s)->protocols & REST_JSON)) continue;
        if (signature->service.size && !span_is(signature->service, signing_name(*s))) continue;
        if (signature->service.size) r->service = *s;
        if (rest_find(*s, request, r)) return;
    }
    /* The service speaks something else: answer in that. */
    for (const struct service *const *s = services; *s && !r->service; s++) {
        if (!span_is(signature->service, signing_name(*s)) || !signature->service.size) continue;
        r->service = *s;
        r->codec = (*s)->protocols & AWS_QUERY ? &aws_query : &aws_json_1_0;
        r->operation_name = (struct span){ NULL, 0 };
    }
}

void route_find(const struct http_request *request, const struct signature *signature, struct route *r)
{
    struct span target = http_header(request, "X-Amz-Target"), action;

    *r = (struct route){ 0 };
    if (target.size) route_target(request, target, r);
    else if (find_action(request, &action)) route_action(request, signature, action, r);
    else route_rest(request, signature, r);
}

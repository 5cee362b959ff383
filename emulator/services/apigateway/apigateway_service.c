/* A request as a client of the service would send it, through the front door. */
#include "emulator/services/apigateway/apigateway_service.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/service.h"
#include "emulator/services/apigateway/apigateway_answer.h"
#include "emulator/services/apigateway/apigateway_backend.h"
#include "emulator/services/apigateway/apigateway_lambda.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

/* --- the URI ------------------------------------------------------------------------------------------------------ */

/* "arn:aws:apigateway:REGION:SERVICE:path/REST" or "…:action/NAME&K=V", in its parts. */
struct service_uri {
    struct span region, service, subdomain;
    bool is_action;
    struct span rest;
};

static bool uri_parse(struct span uri, struct service_uri *u)
{
    struct span rest = uri, piece, host;
    size_t dot;

    *u = (struct service_uri){ .is_action = false };
    if (!span_starts(uri, "arn:")) return false;
    for (int i = 0; i < 3; i++)
        if (!span_split(&rest, ':', &piece)) return false;
    if (!span_split(&rest, ':', &u->region) || !span_split(&rest, ':', &host) || !rest.data) return false;
    for (dot = host.size; dot && host.data[dot - 1] != '.';) dot--;
    u->service = span_sub(host, dot, SIZE_MAX);
    u->subdomain = span_sub(host, 0, dot ? dot - 1 : 0);
    u->is_action = span_starts(rest, "action/");
    if (!u->is_action && !span_starts(rest, "path/")) return false;
    u->rest = span_sub(rest, u->is_action ? sizeof "action/" - 1 : sizeof "path/" - 1, SIZE_MAX);
    return u->service.size && u->region.size;
}

/* --- in whose name ------------------------------------------------------------------------------------------------ */

#define SESSION "BackplaneAssumeRoleSession"

static void as_gateway(struct api_request *r, struct span region, struct identity *who)
{
    identity_of_service("apigateway", r->live->account, region, api_lambda_source(r), who);
}

static int as_role(struct api_request *r, struct span role, struct span region, struct identity *who)
{
    if (!identity_of_role(role, SESSION, arena_string(r->arena, region), who)) return api_refuse_internal(r, 500);
    if (!door_may_assume(NULL, "apigateway", role, api_lambda_source(r))) return api_refuse_internal(r, 500);
    return 0;
}

/* AWS: "arn:aws:iam::*:user/…" stands for whoever signed the request. */
static int caller_find(struct api_request *r, struct span region, struct identity *who)
{
    struct span credentials = api_outgoing_variables(r, doc_get_str(r->method->integration, "credentials"));

    if (!credentials.size) return as_gateway(r, region, who), 0;
    if (!span_starts(credentials, "arn:aws:iam::*:user/")) return as_role(r, credentials, region, who);
    if (!r->signer) return api_refuse_internal(r, 500);
    *who = *r->signer;
    return 0;
}

/* --- the request -------------------------------------------------------------------------------------------------- */

static const struct service *service_signed(struct span name)
{
    for (const struct service *const *s = services; *s; s++)
        if (span_is(name, service_signing_name(*s))) return *s;
    return NULL;
}

/* "SendMessage&QueueUrl=…" → the action's name; what is behind it is the query's. */
static struct span action_of(const struct service_uri *u, struct span *query)
{
    size_t end = span_find(u->rest, '&');

    *query = span_sub(u->rest, end + 1, SIZE_MAX);
    return span_sub(u->rest, 0, end);
}

/* An action of a service that speaks Query is a parameter, of others a target. */
static struct http_request *action_request(struct api_request *r, const struct api_outgoing *o,
                                           const struct service_uri *u, struct span host)
{
    const struct service *s = service_signed(u->service);
    struct span query, action = action_of(u, &query);
    struct http_request *q;

    if (s && !service_speaks(s, PROTOCOL_QUERY) && s->target_prefix) {
        q = api_backend_request(r, o, host, SPAN("/"), query);
        api_backend_header(q, SPAN("X-Amz-Target"),
                           arena_format(r->arena, "%s.%.*s", s->target_prefix, SPAN_ARG(action)));
        api_backend_header(q, SPAN("Content-Type"), SPAN("application/x-amz-json-1.0"));
        return q;
    }
    query = arena_format(r->arena, "Action=%.*s%s%.*s", SPAN_ARG(action), query.size ? "&" : "", SPAN_ARG(query));
    return api_backend_request(r, o, host, SPAN("/"), query);
}

static struct http_request *path_request(struct api_request *r, const struct api_outgoing *o,
                                         const struct service_uri *u, struct span host)
{
    size_t mark = span_find(u->rest, '?');
    struct span path = span_sub(u->rest, 0, mark), query = span_sub(u->rest, mark + 1, SIZE_MAX);

    return api_backend_request(r, o, host, arena_format(r->arena, "/%.*s", SPAN_ARG(path)), query);
}

static struct http_request *request_make(struct api_request *r, const struct api_outgoing *o,
                                         const struct service_uri *u)
{
    struct span host = arena_format(r->arena, "%.*s%s%.*s.%.*s.amazonaws.com", SPAN_ARG(u->subdomain),
                                    u->subdomain.size ? "." : "", SPAN_ARG(u->service), SPAN_ARG(u->region));
    struct span type = http_header(r->http, "Content-Type");
    struct http_request *q = u->is_action ? action_request(r, o, u, host) : path_request(r, o, u, host);

    api_backend_header(q, SPAN("Accept"), SPAN("application/json"));
    if (q->body.size) api_backend_header(q, SPAN("Content-Type"), type.size ? type : SPAN("application/json"));
    api_backend_header(q, SPAN("User-Agent"), arena_format(r->arena, "AmazonAPIGateway_%.*s", SPAN_ARG(r->api_id)));
    api_backend_header(q, SPAN("X-Amzn-Trace-Id"), r->trace_id);
    if (q->body.size) api_backend_header(q, SPAN("Content-Length"), arena_format(r->arena, "%zu", q->body.size));
    return q;
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static int ask(struct api_request *r, const struct api_outgoing *o, const struct service_uri *u)
{
    struct api_backend_answer answer;
    struct identity who;

    if (caller_find(r, u->region, &who)) return -1;
    if (api_backend_inside(r, request_make(r, o, u), &who, u->service, &answer)) return -1;
    return api_answer(r, &answer, arena_format(r->arena, "%d", answer.status));
}

int api_service(struct api_request *r)
{
    struct service_uri u;
    struct api_outgoing o;

    if (api_outgoing_make(r, &o)) return -1;
    if (!uri_parse(api_outgoing_uri(r, &o, doc_get_str(r->method->integration, "uri")), &u))
        return api_refuse(r, API_CONFIGURATION_ERROR);
    if (span_is(u.service, "lambda") && !u.is_action && api_lambda_function(u.rest).size)
        return api_lambda_custom(r, &o, u.rest);
    return ask(r, &o, &u);
}

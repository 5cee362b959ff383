/* A request is made anew for each origin, and for each try: its connection may have taken some of it. What has a body
 * is tried once. */
#include "emulator/services/cloudfront/cloudfront_origin.h"

#include <stdio.h>

#include "emulator/core/front.h"
#include "emulator/core/settings.h"
#include "emulator/http/http_fetch.h"
#include "emulator/services/cloudfront/cloudfront_inside.h"
#include "emulator/services/cloudfront/cloudfront_place.h"

/* --- Nube's own --------------------------------------------------------------------------------------------------- */

/* A local name with Nube's own port is Nube's. */
static bool is_at_home(const struct cloudfront_origin *o, int port)
{
    return port == settings.port &&
           (span_is(o->domain, "localhost") || span_ends(o->domain, ".localhost") || span_is(o->domain, "127.0.0.1"));
}

/* By the origin's own name, whatever Host it is asked with. */
static bool is_inside(const struct cloudfront_origin *o, const struct http_request *request, bool is_https)
{
    struct http_request named = *request;

    named.headers[0] = (struct http_header){ SPAN("Host"), o->domain };
    named.header_count = 1;
    return o->is_s3 || is_at_home(o, is_https ? o->https_port : o->http_port) || front_takes(&named);
}

/* AWS: the service's own principal signs, for the distribution; or an identity; or nobody does. */
static const struct identity *signer(const struct cloudfront_visit *v, const struct cloudfront_origin *o,
                                     const struct http_request *request, struct identity *who)
{
    bool is_theirs = o->signing == CLOUDFRONT_SIGNS && http_header(request, "Authorization").data;

    if (o->signing != CLOUDFRONT_UNSIGNED && !is_theirs) {
        identity_of_service("cloudfront", v->plan->account, SPAN(REGION_DEFAULT), v->plan->arn, who);
        who->is_held = true;
        return who;
    }
    if (!o->is_s3 || !o->identity.size) return NULL;
    identity_of_origin(o->identity_id, o->identity, who);
    return who;
}

static void header_drop(struct http_request *r, const char *name)
{
    size_t kept = 0;

    for (size_t i = 0; i < r->header_count; i++)
        if (!span_is_nocase(r->headers[i].name, name)) r->headers[kept++] = r->headers[i];
    r->header_count = kept;
}

static void inside_ask(struct cloudfront_visit *v, const struct cloudfront_origin *o, struct http_request *request,
                       struct cloudfront_reply *reply)
{
    struct identity who;
    const struct identity *asks = signer(v, o, request, &who);

    if (asks) header_drop(request, "Authorization");
    cloudfront_inside_ask(request, asks, o->is_s3 ? 0 : o->read_seconds * 1000, reply);
}

/* --- elsewhere ---------------------------------------------------------------------------------------------------- */

static const char *url_of(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                          const struct http_request *request, bool is_https)
{
    return arena_printf(v->a, "%s://%.*s:%d%.*s%s%.*s", is_https ? "https" : "http", SPAN_ARG(o->domain),
                        is_https ? o->https_port : o->http_port, SPAN_ARG(request->path),
                        request->query.data ? "?" : "", SPAN_ARG(request->query));
}

static enum cloudfront_error error_of(enum http_fetch_outcome outcome)
{
    switch (outcome) {
    case HTTP_FETCH_NOT_RESOLVED: return CLOUDFRONT_NOT_RESOLVED;
    case HTTP_FETCH_CONNECT_TIMED_OUT:
    case HTTP_FETCH_READ_TIMED_OUT: return CLOUDFRONT_TIMED_OUT;
    case HTTP_FETCH_UNTRUSTED:
    case HTTP_FETCH_EXPIRED:
    case HTTP_FETCH_MISNAMED:
    case HTTP_FETCH_BROKEN: return CLOUDFRONT_BROKEN;
    case HTTP_FETCH_GIVEN_UP: return CLOUDFRONT_GIVEN_UP;
    case HTTP_FETCH_NOT_CONNECTED:
    case HTTP_FETCH_ANSWERED: break;
    }
    return CLOUDFRONT_NOT_CONNECTED;
}

static void outside_ask(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                        const struct http_request *request, bool is_https, struct cloudfront_reply *reply)
{
    struct http_fetch_request fetch = { .method = request->method,
                                        .url = url_of(v, o, request, is_https),
                                        .headers = request->headers,
                                        .header_count = request->header_count,
                                        .connect_ms = o->connect_seconds * 1000,
                                        .read_ms = o->read_seconds * 1000,
                                        .keep_alive_seconds = o->keep_alive_seconds,
                                        .client = v->place ? v->c->request : NULL };
    struct http_fetch_answer answer;
    enum http_fetch_outcome outcome;

    if (request->stream) fetch.body = request->stream;
    else if (request->body.size) fetch.body = source_of_span(v->a, request->body);
    outcome = http_fetch(v->a, &fetch, &answer);
    *reply = (struct cloudfront_reply){ .is_answered = outcome == HTTP_FETCH_ANSWERED,
                                        .error = error_of(outcome),
                                        .head = { answer.status, answer.headers, answer.header_count },
                                        .body = answer.body,
                                        .is_slow = true,
                                        .size = answer.body ? answer.body->size : 0 };
}

/* --- one origin --------------------------------------------------------------------------------------------------- */

static bool asks_by_https(const struct cloudfront_visit *v, const struct cloudfront_origin *o)
{
    return o->protocol == CLOUDFRONT_HTTPS_ONLY || (o->protocol == CLOUDFRONT_MATCH_VIEWER && v->is_https);
}

static void origin_try(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                       const struct cloudfront_conditions *conditions, struct cloudfront_reply *reply)
{
    struct http_request request;
    bool is_https = asks_by_https(v, o);

    cloudfront_forward(v, o, conditions, &request);
    if (is_inside(o, &request, is_https)) inside_ask(v, o, &request, reply);
    else if (cloudfront_place_take(v)) outside_ask(v, o, &request, is_https, reply);
    else *reply = (struct cloudfront_reply){ .error = CLOUDFRONT_NO_ROOM };
}

static bool has_body(const struct cloudfront_visit *v)
{
    return v->request.stream || v->request.body.size || !(v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD));
}

static bool is_worth_another(const struct cloudfront_reply *reply)
{
    return !reply->is_answered && !cloudfront_error_is_own(reply->error);
}

static void origin_ask(struct cloudfront_visit *v, const struct cloudfront_origin *o,
                       const struct cloudfront_conditions *conditions, struct cloudfront_reply *reply)
{
    int attempts = has_body(v) ? 1 : o->attempts;

    do origin_try(v, o, conditions, reply);
    while (--attempts > 0 && is_worth_another(reply));
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

/* AWS: where it cannot be reached or does not answer that counts as 502, 503 or 504, whichever the group has. */
static bool fails_over(const struct cloudfront_group *g, const struct cloudfront_reply *reply)
{
    if (!reply->is_answered) return reply->error != CLOUDFRONT_LOOP && reply->error != CLOUDFRONT_GIVEN_UP;
    for (size_t i = 0; i < g->status_count; i++)
        if (g->statuses[i] == reply->head.status) return true;
    return false;
}

/* AWS: for GET, HEAD and OPTIONS alone. */
static bool may_fail_over(const struct cloudfront_visit *v)
{
    return v->behavior->group && v->behavior->group->members[1] &&
           v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD | CLOUDFRONT_OPTIONS);
}

void cloudfront_origin_ask(struct cloudfront_visit *v, const struct cloudfront_conditions *conditions,
                           struct cloudfront_reply *reply)
{
    *reply = (struct cloudfront_reply){ .error = CLOUDFRONT_NOT_RESOLVED };
    if (!v->behavior->origin) return;
    origin_ask(v, v->behavior->origin, conditions, reply);
    if (!may_fail_over(v) || !fails_over(v->behavior->group, reply)) return;
    cloudfront_reply_drop(reply);
    origin_ask(v, v->behavior->group->members[1], conditions, reply);
}

/* A viewer's way:
 *
 *   whose name is it? ─ is it a request? ─ which behavior? ─ by https? ─ by that method? ─ signed?
 *     ─ the root object ─ the function ─┬─ the cache, and the origin behind it ─┬─ an error: its page ─ headers ─
 * function
 *                                       └─ an answer of the function's ─────────┘
 *
 * What is refused on the way is answered at once, by a page of the edge's. */
#include "emulator/services/cloudfront/cloudfront_plane.h"

#include "emulator/base/digest.h"
#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/core/settings.h"
#include "emulator/services/cloudfront/cloudfront_content.h"
#include "emulator/services/cloudfront/cloudfront_deliver.h"
#include "emulator/services/cloudfront/cloudfront_pages.h"
#include "emulator/services/cloudfront/cloudfront_paths.h"
#include "emulator/services/cloudfront/cloudfront_place.h"
#include "emulator/services/cloudfront/cloudfront_plans.h"
#include "emulator/services/cloudfront/cloudfront_response_headers.h"
#include "emulator/services/cloudfront/cloudfront_viewers.h"
#include "emulator/store/kept.h"

/* AWS's quotas: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
#define URL_BYTES_MAX  8192
#define HEAD_BYTES_MAX 32768

#define EDGES_MAX      8 /* so often a request may pass edges */

bool cloudfront_plane_matches(const struct http_request *request)
{
    return cloudfront_plans_has(http_header(request, "Host"));
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

/* Always true: it is answered. */
static bool refuse(struct cloudfront_visit *v, enum cloudfront_error e)
{
    cloudfront_error_page(v->c->response, e, v->id);
    cloudfront_deliver_signs(v, "Error");
    return true;
}

static size_t head_bytes(const struct http_request *r)
{
    size_t bytes = r->method.size + r->path.size + r->query.size;

    for (size_t i = 0; i < r->header_count; i++) bytes += r->headers[i].name.size + r->headers[i].value.size;
    return bytes;
}

static bool is_too_large(const struct http_request *r)
{
    return r->path.size + r->query.size > URL_BYTES_MAX || head_bytes(r) > HEAD_BYTES_MAX;
}

static size_t edges_passed(const struct http_request *r)
{
    struct span rest = http_header(r, "Via"), one;
    size_t passed = 0;

    while (span_split(&rest, ',', &one)) passed += span_ends(span_trim(one), "(CloudFront)");
    return passed;
}

static bool has_body(const struct http_request *r)
{
    return r->body.size || r->stream;
}

/* AWS: GET and HEAD may have none. */
static bool request_refused(struct cloudfront_visit *v)
{
    const struct http_request *r = v->c->request;

    if (is_too_large(r)) return refuse(v, CLOUDFRONT_TOO_LARGE);
    if (edges_passed(r) >= EDGES_MAX) return refuse(v, CLOUDFRONT_LOOP);
    if (has_body(r) && v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD)) return refuse(v, CLOUDFRONT_BAD_REQUEST);
    return false;
}

/* DIFFERS: connections of WebSocket end here. */
static bool upgrade_refused(struct cloudfront_visit *v)
{
    if (!span_is_nocase(http_header(v->c->request, "Upgrade"), "websocket")) return false;
    http_response_text(v->c->response, 501, "text/plain",
                       SPAN("WebSocket connections through a distribution are not emulated by Nube\n"));
    cloudfront_deliver_signs(v, "Error");
    return true;
}

/* --- protocols and methods ---------------------------------------------------------------------------------------- */

/* The same place by https: at Nube's port for that, where the name has its port for HTTP. */
static struct span https_location(struct cloudfront_visit *v)
{
    const struct http_request *r = v->c->request;
    struct span host = http_header(r, "Host"), name = span_sub(host, 0, span_find(host, ':'));
    bool has_port = name.size < host.size && settings.tls_port && settings.tls_port != 443;

    return arena_format(v->a, "https://%.*s%s%.*s%s%.*s", SPAN_ARG(name),
                        has_port ? arena_printf(v->a, ":%d", settings.tls_port) : "", SPAN_ARG(r->path),
                        r->query.data ? "?" : "", SPAN_ARG(r->query));
}

/* AWS: what has a body may not lose it on the way, so it is a temporary one. */
static bool protocol_refused(struct cloudfront_visit *v)
{
    int status = v->method & (CLOUDFRONT_GET | CLOUDFRONT_HEAD) ? 301 : 307;

    if (v->is_https || v->behavior->viewers == CLOUDFRONT_ALLOW_ALL) return false;
    if (v->behavior->viewers == CLOUDFRONT_VIEWERS_HTTPS_ONLY) return refuse(v, CLOUDFRONT_BAD_REQUEST);
    cloudfront_redirect_page(v->c->response, status, https_location(v));
    cloudfront_deliver_signs(v, "Redirect");
    return true;
}

static bool method_refused(struct cloudfront_visit *v)
{
    bool takes_all = v->behavior->allowed & CLOUDFRONT_POST;

    if (v->method & v->behavior->allowed) return false;
    return refuse(v, takes_all ? CLOUDFRONT_METHOD_UNKNOWN : CLOUDFRONT_METHOD_NOT_ALLOWED);
}

/* --- signatures --------------------------------------------------------------------------------------------------- */

/* AWS: by the distribution's own page for 403, too. */
static bool signature_refused(struct cloudfront_visit *v)
{
    struct cloudfront_signed_question q = { .viewer = v->c->request,
                                            .base = v->c->request->endpoint,
                                            .keys = v->behavior->keys,
                                            .key_count = v->behavior->key_count,
                                            .now_ms = v->c->now_ms };
    const char *code, *message;
    enum cloudfront_signed how;

    if (!v->behavior->is_private) return false;
    how = cloudfront_signed_check(v->a, &q);
    v->request.query = cloudfront_signed_query(v->a, v->request.query);
    if (how == CLOUDFRONT_SIGNED_GOOD) return false;
    if (!cloudfront_content_error(v, 403)) {
        cloudfront_signed_words(how, &code, &message);
        cloudfront_refusal(v->c->response, code, message);
    }
    cloudfront_deliver_signs(v, "Error");
    return true;
}

/* --- the visit ---------------------------------------------------------------------------------------------------- */

/* AWS: 56 characters of base64 in which - and _ stand for + and /. */
static struct span id_new(struct arena *a)
{
    unsigned char bytes[40];
    struct span text;

    random_bytes(bytes, sizeof bytes);
    text = base64_text(a, (struct span){ (const char *)bytes, sizeof bytes });
    for (size_t i = 0; i < text.size; i++) {
        char *c = (char *)(uintptr_t)(text.data + i);
        *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
    }
    return text;
}

static void visit_begin(struct cloudfront_visit *v, struct call *c)
{
    *v = (struct cloudfront_visit){ .c = c,
                                    .a = &c->arena,
                                    .request = *c->request,
                                    .method = cloudfront_method_of(c->request->method),
                                    .id = id_new(&c->arena),
                                    .is_https = span_starts(c->request->endpoint, "https://"),
                                    .is_passed_on = edges_passed(c->request) > 0 };
}

/* AWS: exactly the root, before anybody looks at behaviors. */
static void root_set(struct cloudfront_visit *v)
{
    if (v->plan->root.data && span_is(v->request.path, "/"))
        v->request.path = arena_format(v->a, "/%.*s", SPAN_ARG(v->plan->root));
}

static void behavior_find(struct cloudfront_visit *v)
{
    v->behavior = cloudfront_plan_behavior(v->plan, cloudfront_path_normal(v->a, v->request.path));
}

static bool is_refused(struct cloudfront_visit *v)
{
    return protocol_refused(v) || method_refused(v) || upgrade_refused(v) || signature_refused(v);
}

static void headers_finish(struct cloudfront_visit *v, const char *result)
{
    struct http_response *response = v->c->response;
    bool hits = strcmp(result, "Hit") == 0;

    if (v->behavior->response_headers)
        cloudfront_response_headers(v->behavior->response_headers, v->c->request,
                                    arena_printf(v->a, "cdn-cache-%s, cdn-pop;desc=\"NUB50-C1\", cdn-rid;desc=\"%.*s\"",
                                                 hits ? "hit" : "miss", SPAN_ARG(v->id)),
                                    response);
}

/* A function may have answered; else there is something to be got. AWS: no function sees what an origin says wrong. */
static void visit_serve(struct cloudfront_visit *v)
{
    enum cloudfront_viewers_verdict verdict = cloudfront_viewers_request(v);
    const char *result = "FunctionGeneratedResponse";

    if (verdict == CLOUDFRONT_GOES_ON) result = cloudfront_content_serve(v);
    if (verdict != CLOUDFRONT_FAULTS) headers_finish(v, result);
    if (verdict == CLOUDFRONT_GOES_ON && v->c->response->status < 400) verdict = cloudfront_viewers_response(v);
    if (verdict == CLOUDFRONT_FAULTS) refuse(v, CLOUDFRONT_FUNCTION_FAILED);
    else cloudfront_deliver_signs(v, result);
}

static void plan_serve(struct cloudfront_visit *v)
{
    root_set(v);
    behavior_find(v);
    if (!is_refused(v)) visit_serve(v);
}

int cloudfront_plane_serve(struct call *c)
{
    struct cloudfront_place place = { 0 };
    struct cloudfront_visit v;
    struct kept *held;

    visit_begin(&v, c);
    v.place = &place;
    if (request_refused(&v)) return 0;
    v.plan = cloudfront_plans_find(http_header(c->request, "Host"), &held);
    if (v.plan && v.plan->is_enabled) plan_serve(&v);
    else refuse(&v, CLOUDFRONT_BAD_REQUEST);
    kept_release(held);
    cloudfront_place_end(&place, c->response);
    return 0;
}

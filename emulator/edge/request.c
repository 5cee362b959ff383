/* The way of a request: a page or a data plane serves it whole; else it is an operation: who asks, what is asked,
 * and through the door. */
#include "emulator/edge/request.h"

#include <stdlib.h>

#include "emulator/base/panic.h"
#include "emulator/core/door.h"
#include "emulator/core/front.h"
#include "emulator/core/park.h"
#include "emulator/core/service.h"
#include "emulator/edge/admin.h"
#include "emulator/edge/aws_operations.h"
#include "emulator/edge/browser.h"
#include "emulator/edge/identify.h"
#include "emulator/edge/payload.h"
#include "emulator/edge/record.h"
#include "emulator/edge/route.h"
#include "emulator/http/http_apart.h"
#include "emulator/http/http_waiting.h"
#include "emulator/wire/codecs.h"
#include "emulator/wire/content_encoding.h"

#define POLL_LOOK_MS 1000

/* What the service is called in public: what the request is signed for stands before its shape's name. */
static struct span public_name(const struct route *r, const struct signature *signature)
{
    if (signature->service.size) return signature->service;
    return r->service_name.size ? r->service_name : SPAN("s3");
}

/* Its path is that of an operation that Nube has, but for what else that wants; or it is that of none at all. */
static bool is_nothing(const struct route *r)
{
    bool is_lacking =
        aws_operations_has(r->service, r->operation_name) && !operation_find(r->service, r->operation_name);

    return !is_lacking && r->service->faults && r->service->faults->unknown;
}

static int unknown(struct call *c, const struct route *r, const struct signature *signature)
{
    struct span name = public_name(r, signature);

    if (!r->service) {
        record_lacking(name, r->operation_name);
        return fault(c, &fault_not_implemented, "The service %.*s is not emulated by Nube (%.*s)", SPAN_ARG(name),
                     SPAN_ARG(r->operation_name));
    }
    if (is_nothing(r)) return r->service->faults->unknown(c);
    if (aws_operations_has(r->service, r->operation_name)) {
        record_lacking(span_of(r->service->name), r->operation_name);
        return fault(c, &fault_not_implemented, "The operation %s:%.*s is not emulated by Nube", r->service->name,
                     SPAN_ARG(r->operation_name));
    }
    if (!r->operation_name.size) return fault(c, &fault_unknown_operation, "%s", "");
    if (r->codec->protocol == PROTOCOL_QUERY)
        return fault(c, &fault_unknown_operation, "The action %.*s is not valid for this endpoint.",
                     SPAN_ARG(r->operation_name));
    return fault(c, &fault_unknown_operation, "The operation %s:%.*s is unknown", r->service->name,
                 SPAN_ARG(r->operation_name));
}

/* AWS: a target that the service does not have is told before anybody asks for a signature. */
static bool is_no_target(const struct route *r)
{
    return r->service && !r->operation && r->codec->protocol == PROTOCOL_JSON && r->operation_name.size &&
           !aws_operations_has(r->service, r->operation_name);
}

/* A poll whose client is gone gives its place back; one that has a place for a moment only is over after it. */
static void poll_look(struct call *c, void *has_moment)
{
    if (has_moment || http_request_is_gone(c->caller)) park_end(c);
}

/* What finds no place among the waiting is answered early; after a moment, so that those who ask again at once do not
 * keep the machine busy, or, when there is no room for that either, at once. */
static int poll_through(struct call *c, bool has_place)
{
    bool has_moment = !has_place && http_waiting_moment_enter();
    int rc;

    c->is_final = !has_place && !has_moment;
    rc = door_call_watched(c, POLL_LOOK_MS, poll_look, has_moment ? c : NULL);
    if (has_moment) http_waiting_moment_leave();
    return rc;
}

static bool may_wait(const struct operation *o)
{
    return o && o->flags & (MAY_WAIT | ASYNC);
}

/* The door, for what may wait and has found a place among the waiting, or none. */
static int call_through(struct call *c, bool has_place)
{
    if (c->operation->flags & MAY_WAIT) return poll_through(c, has_place);
    if (may_wait(c->operation) && !has_place) return fault(c, &fault_throttled, "Rate Exceeded.");
    return door_call(c);
}

/* The codec sees the path by which the row was found. */
static int decode(struct call *c, const struct route *r)
{
    struct http_request *moved;

    if (span_eq(r->path, r->seen->path)) return r->codec->decode(c, r->seen);
    moved = arena_alloc(&c->arena, sizeof *moved);
    *moved = *r->seen;
    moved->path = r->path;
    return r->codec->decode(c, moved);
}

/* As it was sent, but for blanks that do not count. */
static size_t head_bytes(const struct http_request *r)
{
    size_t bytes = r->method.size + r->path.size + r->query.size + sizeof " ? HTTP/1.1\r\n" - 1;

    for (size_t i = 0; i < r->header_count; i++)
        bytes += r->headers[i].name.size + r->headers[i].value.size + sizeof ": \r\n" - 1;
    return bytes;
}

/* AWS: the service's listener says "400 Bad Request" by itself, before it looks at what is asked. */
static int head_fit(struct call *c, const struct http_request *request, const struct service *s)
{
    if (!s || !s->head_bytes_max || head_bytes(request) <= s->head_bytes_max) return 0;
    return fault(c, &fault_bad_request, "The request's head is larger than %zu bytes", s->head_bytes_max);
}

static int refuse_size(struct call *c, size_t bytes_max)
{
    const struct service_faults *faults = c->service ? c->service->faults : NULL;

    if (faults && faults->too_large) return faults->too_large(c);
    return fault(c, &fault_too_large, "The request is larger than %zu bytes", bytes_max);
}

/* Who asks: whoever asked from inside, or whom the signature names. */
static int caller_find(struct call *c, const struct http_request *request, const struct route *r,
                       const struct signature *signature, enum signature_found found)
{
    if (!r->who) return identify(c, request, signature, found);
    c->who = *r->who;
    return 0;
}

static int operation_prepare(struct call *c, const struct http_request *request, const struct route *r,
                             const struct signature *signature, enum signature_found found)
{
    if (head_fit(c, request, r->service)) return -1;
    if (is_no_target(r)) return unknown(c, r, signature);
    if (caller_find(c, request, r, signature, found)) return -1;
    if (!r->operation) return unknown(c, r, signature);
    if (r->service->body_bytes_max && request->body.size > r->service->body_bytes_max)
        return refuse_size(c, r->service->body_bytes_max);
    if (decode(c, r) || payload_check(c, request, signature)) return -1;
    c->is_written_as_json = r->codec->protocol == PROTOCOL_JSON;
    return 0;
}

/* An answer that has outgrown its cap becomes an error of its protocol. */
static void answer_fit(struct call *c, struct http_response *response, const struct codec *codec)
{
    if (!response->body.overflowed) return;
    http_response_clear(response);
    c->fault.kind = NULL;
    fault(c, &fault_internal, "The answer is larger than %zu bytes.", HTTP_BODY_BYTES_MAX);
    codec->encode_fault(c, response);
}

static struct call *operation_call(const struct http_request *request, const struct route *r)
{
    struct call *c = call_new(r->service, r->operation, &identity_default, request->endpoint);

    c->caller = request;
    c->trace_id = http_header(request, "X-Amzn-Trace-Id");
    return c;
}

static void service_tell(struct call *c, const struct http_request *request, struct http_response *response)
{
    if (c->service && c->service->answered) c->service->answered(c, request, response);
}

static void operation_answer(struct call *c, const struct http_request *request, struct http_response *response,
                             const struct codec *codec)
{
    if (c->fault.kind) {
        codec->encode_fault(c, response);
    } else {
        codec->encode(c, response);
        response->source = c->body_out;
        c->body_out = NULL;
    }
    answer_fit(c, response, codec);
    content_encode(c, request, response);
    service_tell(c, request, response);
    call_free(c);
}

/* --- apart -------------------------------------------------------------------------------------------------------- */

/* A call that waits without a thread of the listener's. */
struct apart_call {
    struct call *call;
    const struct codec *codec;
};

static void apart_answer(const struct http_request *request, struct http_response *response, void *arg)
{
    struct apart_call *of = arg;

    operation_answer(of->call, request, response, of->codec);
    browser_answer(request, response);
    free(of);
}

static void apart_gone(void *arg)
{
    park_end(((struct apart_call *)arg)->call);
}

static void apart_done(struct call *c, void *apart)
{
    (void)c;
    http_apart_ready(apart);
}

/* All anew from the request's copy, since what was found points into the request. */
static void apart_serve(struct http_apart *apart, struct apart_call *of)
{
    const struct http_request *request = http_apart_request(apart);
    struct signature signature;
    enum signature_found found = signature_parse(request, &signature);
    struct route r = { 0 };
    bool is_good;

    route_find(request, &signature, &r);
    of->codec = r.codec;
    of->call = operation_call(request, &r);
    of->call->done = apart_done;
    of->call->done_arg = apart;
    is_good = operation_prepare(of->call, request, &r, &signature, found) == 0;
    http_apart_begin(apart);
    if (is_good) door_submit(of->call);
    else http_apart_ready(apart);
}

static bool goes_apart(const struct http_request *request, const struct operation *o)
{
    static const struct http_apart_ways ways = { apart_answer, apart_gone };
    struct apart_call *of;
    struct http_apart *apart;

    if (o->flags & (STREAMS_IN | STREAMS_OUT)) return false;
    of = memory_new(1, sizeof *of);
    apart = http_apart_take(request, &ways, of);
    if (apart) apart_serve(apart, of);
    else free(of);
    return apart != NULL;
}

/* --- on the listener's thread ------------------------------------------------------------------------------------- */

static void serve_operation(const struct http_request *request, struct http_response *response, const struct route *r,
                            const struct signature *signature, enum signature_found found)
{
    bool has_place = may_wait(r->operation) && http_waiting_enter_freely();
    struct call *c;

    if (may_wait(r->operation) && !has_place) {
        if (goes_apart(request, r->operation)) return;
        has_place = http_waiting_enter();
    }
    c = operation_call(request, r);
    if (operation_prepare(c, request, r, signature, found) == 0) call_through(c, has_place);
    if (has_place) http_waiting_leave();
    operation_answer(c, request, response, r->codec);
}

/* Nobody is turned away for a signature that does not hold: whether one is wanted is the plane's affair. */
static void plane_identify(struct call *c, const struct http_request *request, const struct signature *signature,
                           enum signature_found found)
{
    c->who.kind = IDENTITY_ANONYMOUS;
    if (found == SIGNATURE_NONE || identify(c, request, signature, found) == 0) return;
    c->misigned = c->fault;
    c->fault = (struct fault_raised){ 0 };
    c->who = identity_default;
    c->who.kind = IDENTITY_ANONYMOUS;
}

static void refuse_plainly(const struct call *c, struct http_response *response)
{
    http_response_text(response, fault_words(&c->fault, PROTOCOL_REST_JSON).status, "text/plain",
                       span_of(c->fault.message));
}

static void serve_plane(const struct http_request *request, struct http_response *response, const struct route *r,
                        const struct signature *signature, enum signature_found found)
{
    struct call *c = call_new(r->service, r->operation, &identity_default, request->endpoint);

    if (r->who) c->who = *r->who;
    else plane_identify(c, request, signature, found);
    c->request = request;
    c->response = response;
    if (door_call(c)) (r->plane->refuse ? r->plane->refuse : refuse_plainly)(c, response);
    service_tell(c, request, response);
    call_free(c);
}

bool request_streams(const struct http_request *request, void *unused)
{
    struct signature signature;
    struct route r;

    (void)unused;
    if (admin_matches(request)) return false;
    signature_parse(request, &signature);
    route_find(request, &signature, &r);
    return r.operation && r.operation->flags & STREAMS_IN;
}

static void refusal_raise(struct call *c, int status)
{
    if (status == 413) refuse_size(c, HTTP_BODY_BYTES_MAX);
    else if (status == 503)
        fault(c, &fault_unavailable, "%s", "The request has failed due to a temporary failure of the server.");
    else if (status == 431) fault(c, &fault_many_headers, "The request has more headers than Nube can take.");
    else if (status == 408) fault(c, &fault_late_body, "The request's body did not come in time.");
    else fault(c, &fault_incomplete_body, "The request's body breaks off, or its length cannot be told.");
}

void request_refuse(const struct http_request *request, struct http_response *response, int status, void *unused)
{
    struct signature signature;
    struct route r;
    struct call *c;

    (void)unused;
    signature_parse(request, &signature);
    route_find(request, &signature, &r);
    c = call_new(r.service, r.operation, &identity_default, request->endpoint);
    refusal_raise(c, status);
    c->request = request;
    if (r.plane && r.plane->refuse) r.plane->refuse(c, response);
    else (r.codec ? r.codec : &rest_json)->encode_fault(c, response);
    service_tell(c, request, response);
    call_free(c);
}

static void refuse_foreign(struct http_response *response, enum browser_verdict verdict)
{
    http_response_text(
        response, 403, "text/plain",
        verdict == BROWSER_FOREIGN_HOST
            ? SPAN("Nube was reached by a name that is not its own. Start nube with --allow-host to "
                   "permit it.\n")
            : SPAN("This page's origin may not use Nube's APIs. Start nube with --allow-origin to permit "
                   "it.\n"));
}

/* Not of a data plane: those are for browsers, too, and have rules of their own. */
static void serve_judged(const struct http_request *request, struct http_response *response, const struct route *r,
                         const struct signature *signature, enum signature_found found)
{
    enum browser_verdict verdict = browser_judge(request);

    if (verdict) {
        refuse_foreign(response, verdict);
        return;
    }
    if (!browser_is_preflight(request)) {
        if (r) serve_operation(request, response, r, signature, found);
        else admin_serve(request, response);
    }
    browser_answer(request, response);
}

/* Who would be asked: of a question whether a page may ask, the service of what it will ask. */
static const struct cors *cors_of(const struct http_request *request, const struct route *r)
{
    struct span method = http_header(request, "Access-Control-Request-Method");
    struct signature signature = { .region = { NULL, 0 } };
    struct http_request *moved;
    struct route meant;

    if (!span_is(request->method, "OPTIONS")) return r->operation ? r->service->cors : NULL;
    moved = arena_alloc(request->arena, sizeof *moved);
    *moved = *request;
    moved->method = method.size ? method : SPAN("GET");
    route_find(moved, &signature, &meant);
    return meant.operation ? meant.service->cors : NULL;
}

/* A service that knows itself which pages may use what. */
static void serve_by_cors(const struct http_request *request, struct http_response *response, const struct route *r,
                          const struct signature *signature, enum signature_found found, const struct cors *cors)
{
    const void *allowed;

    if (browser_judge_host(request)) {
        refuse_foreign(response, BROWSER_FOREIGN_HOST);
        return;
    }
    if (span_is(request->method, "OPTIONS")) {
        cors->preflight(request, response);
        return;
    }
    allowed = cors->allow(request);
    if (!allowed && !browser_is_harmless(request)) {
        refuse_foreign(response, BROWSER_FOREIGN_ORIGIN);
        return;
    }
    if (r->plane) serve_plane(request, response, r, signature, found);
    else serve_operation(request, response, r, signature, found);
    if (allowed) cors->answer(request, response, allowed);
}

void request_handle(const struct http_request *request, struct http_response *response, void *unused)
{
    const struct cors *cors;
    bool is_page = admin_matches(request), is_open; /* a data plane for every page */
    struct signature signature;
    enum signature_found found = SIGNATURE_NONE;
    struct route r = { 0 };

    (void)unused;
    if (!is_page) {
        found = signature_parse(request, &signature);
        route_find(request, &signature, &r);
    }
    is_page = is_page || (found == SIGNATURE_NONE && !r.plane && !r.service_name.size && admin_is_asked(request));
    is_open = r.plane && !r.plane->is_api;
    cors = is_open || is_page || browser_is_let_in(request) ? NULL : cors_of(request, &r);
    if (cors) serve_by_cors(request, response, &r, &signature, found, cors);
    else if (r.plane) serve_plane(request, response, &r, &signature, found);
    else serve_judged(request, response, is_page ? NULL : &r, &signature, found);
}

/* --- from inside -------------------------------------------------------------------------------------------------- */

/* Whoever asks is no browser's page: of its CORS a service tells what a page may see, and refuses nothing. */
static void serve_inside(const struct http_request *request, struct http_response *response, const struct route *r,
                         const struct signature *signature, enum signature_found found)
{
    const struct cors *cors = r->plane && !r->plane->is_api ? NULL : cors_of(request, r);
    const void *allowed;

    if (cors && span_is(request->method, "OPTIONS")) {
        cors->preflight(request, response);
        return;
    }
    allowed = cors ? cors->allow(request) : NULL;
    if (r->plane) serve_plane(request, response, r, signature, found);
    else serve_operation(request, response, r, signature, found);
    if (allowed) cors->answer(request, response, allowed);
}

#define PIECE_BYTES 4096

/* A stream is read where whoever serves takes none. False: it broke off, or is too large. */
static bool body_settle(struct http_request *request, const struct route *r, struct buf *body)
{
    ssize_t got = 0;
    char *piece;

    if (!request->stream || (r->operation && r->operation->flags & STREAMS_IN)) return true;
    body->max = HTTP_BODY_BYTES_MAX;
    piece = arena_alloc(request->arena, PIECE_BYTES);
    while (!body->overflowed && (got = source_read(request->stream, piece, PIECE_BYTES)) > 0)
        buf_add(body, piece, (size_t)got);
    request->body = buf_span(body);
    request->stream = NULL;
    return got >= 0 && !body->overflowed;
}

/* What is large is in the arena: one who asks inside may be asked inside, and a thread's stack is short. */
static void front_door(const struct http_request *asked, const struct identity *who, struct span signed_for,
                       struct http_response *response)
{
    struct http_request *request = ARENA_NEW(asked->arena, struct http_request);
    struct signature signature = { .region = { NULL, 0 } };
    enum signature_found found = who ? SIGNATURE_NONE : signature_parse(asked, &signature);
    struct buf body = { 0 };
    struct route r = { 0 };

    *request = *asked;
    if (signed_for.size) signature.service = signed_for;
    route_find(request, &signature, &r);
    r.who = who;
    if (body_settle(request, &r, &body)) serve_inside(request, response, &r, &signature, found);
    else request_refuse(request, response, body.overflowed ? 413 : 400, NULL);
    buf_release(&body);
}

static bool front_is_for(const struct http_request *request)
{
    struct signature none = { .region = { NULL, 0 } };
    struct route r = { 0 };

    route_find(request, &none, &r);
    return r.plane || r.service_name.size;
}

static bool front_waits_for(const struct http_request *request, struct span signed_for)
{
    struct signature signature = { .service = signed_for };
    struct route r = { 0 };

    route_find(request, &signature, &r);
    return may_wait(r.operation);
}

static const struct front front = { front_door, front_is_for, front_waits_for };

void request_register(void)
{
    front_register(&front);
}

/* A request goes through one step after another:
 *
 *      URL → CORS → who may → event → function → answer
 *
 * Whether it may is asked of the door by a call of its own, as the caller, or as nobody where the URL asks for no
 * signature: then the function's policy must let everybody in. */
#include "emulator/services/lambda/lambda_url_plane.h"

#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/cors.h"
#include "emulator/core/door.h"
#include "emulator/core/http_event.h"
#include "emulator/core/service.h"
#include "emulator/http/http_waiting.h"
#include "emulator/services/lambda/lambda_asks.h"
#include "emulator/services/lambda/lambda_url_invoke.h"
#include "emulator/services/lambda/lambda_url_live.h"
#include "emulator/store/kept.h"

#define PATH_PREFIX       "/_aws/lambda-url/"
#define REQUEST_BYTES_MAX 6291456
#define FORBIDDEN                                                             \
    "Forbidden. For troubleshooting Function URL authorization issues, see: " \
    "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"

/* --- which -------------------------------------------------------------------------------------------------------- */

static bool locate(const struct http_request *http, struct span *id, struct span *path)
{
    struct span host = http_header(http, "Host"), behind;
    size_t dot = span_find(host, '.'), slash;

    if (span_starts(span_sub(host, dot, SIZE_MAX), ".lambda-url.")) {
        *id = span_sub(host, 0, dot);
        *path = http->path;
        return true;
    }
    if (!span_starts(http->path, PATH_PREFIX)) return false;
    behind = span_sub(http->path, sizeof PATH_PREFIX - 1, SIZE_MAX);
    slash = span_find(behind, '/');
    *id = span_sub(behind, 0, slash);
    *path = slash < behind.size ? span_sub(behind, slash, SIZE_MAX) : SPAN("/");
    return true;
}

bool lambda_url_matches(const struct http_request *request)
{
    struct span id, path;

    return locate(request, &id, &path);
}

/* Do names below localhost lead here? By RFC 6761 they should; on many machines only browsers and curl know it. */
static bool names_lead_here;

static void names_look_up(void)
{
    struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM }, *found = NULL;

    names_lead_here = getaddrinfo("lambda-url.localhost", NULL, &hints, &found) == 0;
    if (found) freeaddrinfo(found);
}

struct span lambda_url_address(struct call *c, struct span id, struct span region)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    size_t scheme = span_find(c->endpoint, '/') + 2, colon;
    struct span host = span_sub(c->endpoint, scheme, SIZE_MAX), port;

    pthread_once(&once, names_look_up);
    if (!names_lead_here)
        return arena_format(&c->arena, "%.*s" PATH_PREFIX "%.*s/", SPAN_ARG(c->endpoint), SPAN_ARG(id));
    colon = span_find(host, ':');
    port = colon < host.size ? span_sub(host, colon, SIZE_MAX) : SPAN("");
    return arena_format(&c->arena, "%.*s%.*s.lambda-url.%.*s.localhost%.*s/", (int)scheme, c->endpoint.data,
                        SPAN_ARG(id), SPAN_ARG(region), SPAN_ARG(port));
}

/* --- the function ------------------------------------------------------------------------------------------------- */

static struct doc *authorizer_of(struct call *c, const struct lambda_url_live *url)
{
    struct doc *authorizer, *iam;

    if (!url->is_signed) return NULL;
    authorizer = doc_map(c->request->arena);
    iam = doc_put_map(authorizer, "iam");
    doc_put_cstr(iam, "accessKey", c->who.key_id);
    doc_put_cstr(iam, "accountId", c->who.account);
    doc_put_cstr(iam, "callerId", c->who.user_id);
    doc_put(iam, "cognitoIdentity", doc_null(c->request->arena));
    doc_put(iam, "principalOrgId", doc_null(c->request->arena));
    doc_put_cstr(iam, "userArn", c->who.arn);
    doc_put_cstr(iam, "userId", c->who.user_id);
    return authorizer;
}

static struct span event_of(struct call *c, const struct lambda_url_live *url, struct span path)
{
    struct http_event e = { .http = c->request,
                            .route_key = SPAN("$default"),
                            .path = path,
                            .stage = SPAN("$default"),
                            .account = url->is_signed ? url->account : SPAN("anonymous"),
                            .api_id = url->id,
                            .request_id = span_of(c->request_id),
                            .authorizer = authorizer_of(c, url),
                            .now_ms = c->now_ms };

    return json_text(c->request->arena, http_event_make(&e));
}

/* Nobody, accounted where the function is. */
static void nobody(const struct lambda_url_live *url, struct identity *who)
{
    *who = (struct identity){ .kind = IDENTITY_ANONYMOUS };
    snprintf(who->account, sizeof who->account, "%.*s", SPAN_ARG(url->account));
    snprintf(who->region, sizeof who->region, "%.*s", SPAN_ARG(url->region));
}

static struct call *invocation(struct call *c, const struct lambda_url_live *url, struct span path)
{
    struct identity who = c->who;
    struct call *asked;

    if (!url->is_signed) nobody(url, &who);
    snprintf(who.region, sizeof who.region, "%.*s", SPAN_ARG(url->region));
    asked = call_new(c->service, lambda_url_operation(url->is_streamed), &who, c->request->endpoint);
    snprintf(asked->request_id, sizeof asked->request_id, "%s", c->request_id);
    doc_put_str(asked->in, "FunctionName", url->function_arn);
    doc_put_cstr(asked->in, "FunctionUrlAuthType", url->is_signed ? "AWS_IAM" : "NONE");
    doc_put_blob(asked->in, "Payload", arena_span(&asked->arena, event_of(c, url, path)));
    return asked;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static void message(struct http_response *response, int status, const char *type, const char *words)
{
    struct doc *body = doc_map(response->arena);

    response->status = status;
    http_response_header(response, "Content-Type", "application/json");
    http_response_header(response, "x-amzn-ErrorType", "%s", type);
    doc_put(body, "Message", words ? doc_string(response->arena, span_of(words)) : doc_null(response->arena));
    json_write(&response->body, body);
}

static void failed(struct http_response *response)
{
    http_response_clear(response);
    response->status = 502;
    http_response_header(response, "Content-Type", "application/json");
    buf_add_text(&response->body, "Internal Server Error");
}

static void refused(const struct call *asked, struct http_response *response)
{
    struct fault_words words = fault_words(&asked->fault, PROTOCOL_REST_JSON);

    if (words.status == 403) message(response, 403, "AccessDeniedException", FORBIDDEN);
    else message(response, words.status, words.code, arena_string(response->arena, words.message));
}

static void answer(struct call *asked, struct http_response *response)
{
    if (asked->body_out) {
        if (!lambda_url_stream_answer(asked, response)) failed(response);
    } else if (doc_get(asked->out, "FunctionError") ||
               !http_event_answer(response, arena_span(response->arena, doc_get_str(asked->out, "Payload")),
                                  "application/json")) {
        failed(response);
    }
}

static void invoke(struct call *c, const struct lambda_url_live *url, struct span path)
{
    struct call *asked = invocation(c, url, path);

    if (door_call(asked)) refused(asked, c->response);
    else answer(asked, c->response);
    call_free(asked);
}

static void serve(struct call *c, const struct lambda_url_live *url, struct span path)
{
    if (url->cors && cors_is_preflight(c->request)) {
        c->response->status = 200;
        cors_preflight(url->cors, c->request, c->response);
        return;
    }
    if (c->request->body.size > REQUEST_BYTES_MAX) {
        message(c->response, 413, "RequestTooLargeException",
                "Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    } else if (url->is_signed && c->who.kind == IDENTITY_ANONYMOUS) {
        message(c->response, 403, "AccessDeniedException", FORBIDDEN);
    } else if (http_waiting_enter()) {
        invoke(c, url, path);
        http_waiting_leave();
    } else {
        message(c->response, 429, "TooManyRequestsException", "Rate Exceeded.");
    }
    if (url->cors) cors_answer(url->cors, c->request, c->response);
}

int lambda_url_serve(struct call *c)
{
    const struct lambda_url_live *url;
    struct span id, path;
    struct kept *k;

    locate(c->request, &id, &path);
    k = lambda_url_live_take(id, &url);
    if (k) serve(c, url, path);
    else message(c->response, 404, "ResourceNotFoundException", NULL);
    http_response_header(c->response, "x-amzn-RequestId", "%s", c->request_id);
    kept_release(k);
    return 0;
}

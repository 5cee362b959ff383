/* The requests of apigateway:invoke and http:invoke, and what their answers mean.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html,
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 *
 * DIFFERS: an API is called without a signature whatever AuthType says, since Nube's stages ask for none; an HTTP task
 * may do without a connection, and one with a connection fails, since there are none to be found; a plain http://
 * endpoint is called, too.
 */
#include "emulator/services/states/http/states_http_request.h"

#include <string.h>

#include "emulator/base/json.h"

#define RANGE "bytes=0-262144"

static bool is_api_gateway(const struct asl_resource *r)
{
    return span_is(r->service, "apigateway");
}

bool states_http_is(const struct asl_resource *r)
{
    return !r->is_sdk && !r->is_function && !r->is_activity && (is_api_gateway(r) || span_is(r->service, "http"));
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

struct making {
    struct arena *arena;
    struct doc *parameters;
    bool is_api;
    struct http_client_request *request;
    const char *wrong; /* with a field */
};

/* AWS: what is wrong with the parameters of an integration ends the execution. */
static struct asl_outcome parameters_refuse(const struct making *m)
{
    return (struct asl_outcome){
        .failed = true,
        .error = SPAN("States.Runtime"),
        .cause = arena_format(m->arena, "The Parameters '%.*s' could not be used to start the Task: [%s]",
                              SPAN_ARG(json_text(m->arena, m->parameters)), m->wrong),
    };
}

static bool wrong(struct making *m, const char *format, const char *field)
{
    if (!m->wrong) m->wrong = arena_printf(m->arena, format, field);
    return false;
}

static bool is_line(struct span text)
{
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < ' ' && text.data[i] != '\t') return false;
    }
    return true;
}

static bool texts_check(struct making *m)
{
    static const char *const methods = " GET POST PUT DELETE PATCH HEAD OPTIONS ";
    static const char *const texts[] = { "ApiEndpoint", "Method", "Stage", "Path" };
    struct span method;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct doc *d = doc_get(m->parameters, texts[i]);

        if (!d && i < 2) return wrong(m, "The field \"%s\" is required but was missing", texts[i]);
        if (d && (!doc_is(d, DOC_STRING) || !is_line(doc_chars(d))))
            return wrong(m, "The value for the field '%s' must be a STRING", texts[i]);
    }
    method = doc_get_str(m->parameters, "Method");
    if (!method.size || !strstr(methods, arena_printf(m->arena, " %.*s ", SPAN_ARG(method))))
        return wrong(
            m,
            "The value for the field '%s' must be one of the following: GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS",
            "Method");
    m->request->method = arena_string(m->arena, method);
    return true;
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

static bool is_forbidden(bool is_api, struct span name)
{
    static const char *const of_both[] = { "Authorization", "Connection",        "Content-MD5", "Expect",
                                           "Host",          "Max-Forwards",      "Server",      "TE",
                                           "Trailer",       "Transfer-Encoding", "Upgrade",     "Via" };
    static const char *const of_api[] = { "Proxy-Authenticate", "WWW-Authenticate" };
    static const char *const of_http[] = { "A-IM",
                                           "Accept-Charset",
                                           "Accept-Datetime",
                                           "Accept-Encoding",
                                           "Cache-Control",
                                           "Content-Encoding",
                                           "Date",
                                           "Forwarded",
                                           "From",
                                           "HTTP2-Settings",
                                           "If-Match",
                                           "If-Modified-Since",
                                           "If-None-Match",
                                           "If-Range",
                                           "If-Unmodified-Since",
                                           "Origin",
                                           "Pragma",
                                           "Proxy-Authorization",
                                           "Referer",
                                           "Warning" };
    static const char *const prefixes[] = { "X-Forwarded", "X-Amz" };
    const char *const *others = is_api ? of_api : of_http;
    size_t count = is_api ? sizeof of_api / sizeof *of_api : sizeof of_http / sizeof *of_http;

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (span_is_nocase(span_sub(name, 0, strlen(prefixes[i])), prefixes[i])) return true;
    for (size_t i = 0; i < sizeof of_both / sizeof *of_both; i++)
        if (span_is_nocase(name, of_both[i])) return true;
    for (size_t i = 0; i < count; i++)
        if (span_is_nocase(name, others[i])) return true;
    return false;
}

static struct span scalar(struct arena *a, const struct doc *d)
{
    return d->kind == DOC_STRING ? doc_chars(d) : json_text(a, d);
}

static bool header_add(struct making *m, struct span name, struct span value)
{
    struct http_client_request *r = m->request;

    if (!name.size || !is_line(name) || !is_line(value) || span_find(name, ':') < name.size)
        return wrong(m, "The value for the field '%s' is not valid", "Headers");
    if (r->header_count == HTTP_CLIENT_HEADERS_MAX) return wrong(m, "The field '%s' has too many values", "Headers");
    r->headers[r->header_count++] = (struct http_header){ name, value };
    return true;
}

static bool has_header(const struct http_client_request *r, const char *name)
{
    for (size_t i = 0; i < r->header_count; i++)
        if (span_is_nocase(r->headers[i].name, name)) return true;
    return false;
}

static bool headers_add(struct making *m)
{
    const struct doc *headers = doc_get(m->parameters, "Headers");

    if (!headers || doc_is(headers, DOC_NULL)) return true;
    if (!doc_is(headers, DOC_MAP)) return wrong(m, "The value for the field '%s' must be a JSON object", "Headers");
    for (uint32_t i = 0; i < headers->map.count; i++) {
        const struct doc *value = headers->map.members[i].value;
        struct span name = headers->map.members[i].name;

        if (is_forbidden(m->is_api, name))
            return wrong(m, "The header '%s' is not allowed", arena_string(m->arena, name));
        for (size_t k = 0; doc_is(value, DOC_LIST) && k < doc_count(value); k++)
            if (!header_add(m, name, scalar(m->arena, doc_at(value, k)))) return false;
        if (!doc_is(value, DOC_LIST) && !header_add(m, name, scalar(m->arena, value))) return false;
    }
    return true;
}

/* --- the URL ------------------------------------------------------------------------------------------------------ */

static void query_pair(struct making *m, struct buf *url, struct span name, const struct doc *value)
{
    buf_add_char(url, memchr(url->data, '?', url->size) ? '&' : '?');
    buf_add_span(url, http_encode(m->arena, name, ""));
    buf_add_char(url, '=');
    buf_add_span(url, http_encode(m->arena, scalar(m->arena, value), ""));
}

static bool query_add(struct making *m, struct buf *url)
{
    const struct doc *query = doc_get(m->parameters, "QueryParameters");

    if (!query || doc_is(query, DOC_NULL)) return true;
    if (!doc_is(query, DOC_MAP))
        return wrong(m, "The value for the field '%s' must be a JSON object", "QueryParameters");
    for (uint32_t i = 0; i < query->map.count; i++) {
        const struct doc_member *q = &query->map.members[i];

        for (size_t k = 0; doc_is(q->value, DOC_LIST) && k < doc_count(q->value); k++)
            query_pair(m, url, q->name, doc_at(q->value, k));
        if (!doc_is(q->value, DOC_LIST)) query_pair(m, url, q->name, q->value);
    }
    return true;
}

static struct span after_scheme(struct span endpoint)
{
    if (span_starts(endpoint, "https://")) return span_sub(endpoint, 8, SIZE_MAX);
    return span_starts(endpoint, "http://") ? span_sub(endpoint, 7, SIZE_MAX) : endpoint;
}

static bool is_execute_api(struct span host)
{
    size_t dot = span_find(host, '.');

    return dot < host.size && span_starts(span_sub(host, dot, SIZE_MAX), ".execute-api.");
}

static void segment_add(struct making *m, struct buf *url, struct span text)
{
    while (span_starts(text, "/")) text = span_sub(text, 1, SIZE_MAX);
    if (url->size && url->data[url->size - 1] != '/') buf_add_char(url, '/');
    buf_add_span(url, http_encode(m->arena, text, "/%!$&'()*+,;=:@?"));
}

/* ID.execute-api.REGION.amazonaws.com is one of ours; so are the URLs by which Nube itself serves stages:
 * HOST/_aws/execute-api/ID, HOST/restapis/ID. */
static bool api_url(struct making *m, const char *gateway, struct buf *url)
{
    struct span endpoint = after_scheme(doc_get_str(m->parameters, "ApiEndpoint")),
                stage = doc_get_str(m->parameters, "Stage");
    size_t slash = span_find(endpoint, '/');
    struct span host = span_sub(endpoint, 0, slash), path = span_sub(endpoint, slash, SIZE_MAX);

    if (!host.size) return wrong(m, "The value for the field '%s' is not valid", "ApiEndpoint");
    if (is_execute_api(host)) {
        buf_printf(url, "http://%s", gateway);
        if (!header_add(m, SPAN("Host"), host)) return false;
    } else {
        buf_printf(url, "%s://%.*s",
                   span_starts(doc_get_str(m->parameters, "ApiEndpoint"), "https:") ? "https" : "http",
                   SPAN_ARG(http_encode(m->arena, host, ":[]")));
    }
    segment_add(m, url, path);
    if (stage.size) segment_add(m, url, stage);
    if (span_starts(path, "/restapis/") && span_find(span_sub(path, 10, SIZE_MAX), '/') >= path.size - 10)
        segment_add(m, url, SPAN("_user_request_"));
    segment_add(m, url, doc_get_str(m->parameters, "Path"));
    return query_add(m, url);
}

static bool http_url(struct making *m, struct buf *url)
{
    struct span endpoint = doc_get_str(m->parameters, "ApiEndpoint"), rest = after_scheme(endpoint);

    if (rest.size == endpoint.size || !rest.size)
        return wrong(m, "The value for the field '%s' must be a valid URL", "ApiEndpoint");
    buf_add_span(url, http_encode(m->arena, span_sub(endpoint, 0, span_find(endpoint, '#')), "/%!$&'()*+,;=:@?[]"));
    return query_add(m, url);
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

static struct doc *without_nulls(struct arena *a, struct doc *d)
{
    struct doc *kept;

    if (!doc_is(d, DOC_MAP)) return d;
    kept = doc_map(a);
    for (uint32_t i = 0; i < d->map.count; i++)
        if (!doc_is(d->map.members[i].value, DOC_NULL))
            doc_put_span(kept, d->map.members[i].name, without_nulls(a, d->map.members[i].value));
    return kept;
}

static bool content_type_default(struct making *m, struct span type)
{
    return has_header(m->request, "Content-Type") || header_add(m, SPAN("Content-Type"), type);
}

static bool body_add(struct making *m, bool as_form, struct span format)
{
    struct doc *body = doc_get(m->parameters, "RequestBody");
    bool takes_one = span_is(span_of(m->request->method), "POST") || span_is(span_of(m->request->method), "PUT") ||
                     span_is(span_of(m->request->method), "PATCH");

    if (body && m->is_api && !doc_get_bool(m->parameters, "AllowNullValues", false))
        body = without_nulls(m->arena, body);
    if (!body || doc_is(body, DOC_NULL)) return true;
    if (m->is_api && !takes_one) {
        if (doc_is(body, DOC_MAP) && !doc_count(body)) return true;
        return wrong(m, "The field \"%s\" is not supported for this HTTP method", "RequestBody");
    }
    if (as_form && doc_is(body, DOC_MAP)) {
        m->request->body = states_http_form(m->arena, body, format);
        return content_type_default(m, SPAN("application/x-www-form-urlencoded"));
    }
    m->request->body = doc_is(body, DOC_STRING) ? doc_chars(body) : json_text(m->arena, body);
    return content_type_default(m, m->is_api ? SPAN("application/json") : SPAN("application/json; charset=UTF-8"));
}

static bool auth_check(struct making *m)
{
    const struct doc *type = doc_get(m->parameters, "AuthType");

    if (!type ||
        (doc_is(type, DOC_STRING) && (span_is(doc_chars(type), "NO_AUTH") || span_is(doc_chars(type), "IAM_ROLE") ||
                                      span_is(doc_chars(type), "RESOURCE_POLICY"))))
        return true;
    return wrong(m, "The value for the field '%s' must be one of the following: NO_AUTH, IAM_ROLE, RESOURCE_POLICY",
                 "AuthType");
}

static bool transform_read(struct making *m, bool *as_form, struct span *format)
{
    const struct doc *transform = doc_get(m->parameters, "Transform"),
                     *options = doc_get(transform, "RequestEncodingOptions");
    struct span encoding = doc_get_str(transform, "RequestBodyEncoding");

    *format = doc_get_str(options, "ArrayFormat");
    *as_form = span_is(encoding, "URL_ENCODED");
    if (transform && !doc_is(transform, DOC_MAP))
        return wrong(m, "The value for the field '%s' must be a JSON object", "Transform");
    if (encoding.data && !*as_form && !span_is(encoding, "NONE"))
        return wrong(m, "The value for the field '%s' must be one of the following: NONE, URL_ENCODED",
                     "RequestBodyEncoding");
    if (format->data && !span_is(*format, "INDICES") && !span_is(*format, "REPEAT") && !span_is(*format, "COMMAS") &&
        !span_is(*format, "BRACKETS") && !span_is(*format, "NONE"))
        return wrong(
            m, "The value for the field '%s' must be one of the following: INDICES, REPEAT, COMMAS, BRACKETS, NONE",
            "ArrayFormat");
    if (span_is(*format, "NONE")) *as_form = false;
    return true;
}

/* --- the request -------------------------------------------------------------------------------------------------- */

static bool http_make(struct making *m, const char *region, struct buf *url)
{
    struct span format;
    bool as_form;

    if (!http_url(m, url) || !headers_add(m) || !transform_read(m, &as_form, &format) || !body_add(m, as_form, format))
        return false;
    if (!has_header(m->request, "User-Agent") &&
        !header_add(m, SPAN("User-Agent"), arena_format(m->arena, "Amazon|StepFunctions|HttpInvoke|%s", region)))
        return false;
    m->request->timeout_ms = STATES_HTTP_TIMEOUT_MS;
    return has_header(m->request, "Range") || header_add(m, SPAN("Range"), SPAN(RANGE));
}

static bool api_make(struct making *m, const char *gateway, struct buf *url)
{
    m->request->timeout_ms = STATES_API_GATEWAY_TIMEOUT_MS;
    return auth_check(m) && headers_add(m) && api_url(m, gateway, url) && body_add(m, false, (struct span){ 0 });
}

/* AWS: "Authentication", or since private APIs "InvocationConfig", names the connection. */
static struct span connection_of(const struct doc *parameters)
{
    struct span arn = doc_get_str(doc_get(parameters, "InvocationConfig"), "ConnectionArn");

    return arn.data ? arn : doc_get_str(doc_get(parameters, "Authentication"), "ConnectionArn");
}

bool states_http_request_make(struct arena *a, const struct asl_resource *r, struct doc *parameters, const char *region,
                              const char *gateway, struct http_client_request *request, struct asl_outcome *refusal)
{
    struct making m = { .arena = a, .parameters = parameters, .is_api = is_api_gateway(r), .request = request };
    struct span connection = connection_of(parameters);
    struct buf url = { 0 };
    bool made;

    *request = (struct http_client_request){ .body_bytes_max = ASL_DATA_BYTES_MAX + 1 };
    if (connection.data && !m.is_api) {
        *refusal =
            (struct asl_outcome){ .failed = true,
                                  .error = SPAN("Events.ConnectionResource.ResourceNotFound"),
                                  .cause = arena_format(a, "Connection %.*s does not exist.", SPAN_ARG(connection)) };
        return false;
    }
    made = texts_check(&m) && (m.is_api ? api_make(&m, gateway, &url) : http_make(&m, region, &url));
    request->url = arena_string(a, buf_span(&url));
    buf_release(&url);
    if (!made) *refusal = parameters_refuse(&m);
    return made;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

static struct span content_type(const struct http_client_result *result)
{
    for (size_t i = 0; i < result->header_count; i++)
        if (span_is_nocase(result->headers[i].name, "Content-Type")) return result->headers[i].value;
    return SPAN("");
}

static bool is_json(struct span type)
{
    struct span media = span_trim(span_sub(type, 0, span_find(type, ';')));

    return span_is_nocase(media, "application/json") || span_ends(media, "+json");
}

/* AWS: each header with the list of its values. */
static void headers_put(struct doc *out, const struct http_client_result *result)
{
    struct doc *headers = doc_put_map(out, "Headers");

    for (size_t i = 0; i < result->header_count; i++) {
        struct doc *values = doc_get_span(headers, result->headers[i].name);

        if (!values) doc_put_span(headers, result->headers[i].name, values = doc_list(doc_arena(out)));
        doc_append_str(values, result->headers[i].value);
    }
}

static struct asl_outcome failed(struct span error, struct span cause)
{
    return (struct asl_outcome){ .failed = true, .error = error, .cause = cause };
}

static struct asl_outcome unanswered(struct arena *a, bool is_api, const struct http_client_result *result)
{
    const char *words = result->error ? result->error : "";
    const char *exception = result->timed_out            ? "SocketTimeoutException"
                            : strstr(words, "resolve")   ? "UnknownHostException"
                            : strstr(words, "onnect to") ? "ConnectException"
                                                         : "SdkClientException";

    if (is_api) return failed(arena_format(a, "ApiGateway.%s", exception), span_of(words));
    return failed(SPAN("States.Http.Socket"), span_of(words));
}

/* AWS: an HTTP task reads text alone. */
static bool is_readable(const struct http_client_result *result)
{
    static const char *const others[] = { "application/octet-stream", "image/", "video/", "audio/" };
    struct span type = content_type(result);

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (span_is_nocase(span_sub(type, 0, strlen(others[i])), others[i])) return false;
    return span_is_utf8(result->body) || result->was_cut;
}

struct asl_outcome states_http_outcome(struct arena *a, const struct asl_resource *r,
                                       const struct http_client_result *result)
{
    struct span status = span_of(http_reason(result->status));
    struct doc *out = doc_map(a), *body = NULL;
    bool is_api = is_api_gateway(r);

    if (!result->status) return unanswered(a, is_api, result);
    if (result->status < 200 || result->status > 299)
        return is_api ? failed(arena_format(a, "ApiGateway.%d", result->status), result->body)
                      : failed(arena_format(a, "States.Http.StatusCode.%d", result->status), status);
    if (!is_readable(result))
        return failed(SPAN("States.Runtime"),
                      SPAN("The response body of the HTTP request is not text and cannot be read."));
    headers_put(out, result);
    if (is_json(content_type(result))) body = json_parse(a, result->body, NULL);
    doc_put(out, "ResponseBody", body ? body : doc_string(a, result->body.data ? result->body : SPAN("")));
    doc_put_int(out, "StatusCode", result->status);
    doc_put_str(out, "StatusText", status);
    return (struct asl_outcome){ .output = json_text(a, out) };
}

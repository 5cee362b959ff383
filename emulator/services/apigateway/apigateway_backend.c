/* What is Nube's own is asked without a connection. */
#include "emulator/services/apigateway/apigateway_backend.h"

#include <limits.h>

#include "emulator/base/clock.h"
#include "emulator/core/front_within.h"
#include "emulator/http/http_fetch.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_refusal.h"
#include "emulator/services/apigateway/apigateway_stream.h"

#define HOPS_MAX   4
#define CONNECT_MS 10000

/* APIs whose methods are integrated with APIs: so many of them on one thread. */
static _Thread_local int hops;

/* --- the request -------------------------------------------------------------------------------------------------- */

static void pair_add(struct arena *a, struct buf *out, struct span name, struct span value)
{
    if (out->size) buf_add_char(out, '&');
    buf_add_span(out, http_encode(a, name, ""));
    buf_add_char(out, '=');
    buf_add_span(out, http_encode(a, value, ""));
}

static struct span query_make(struct arena *a, struct span begin, const struct doc *pairs)
{
    struct buf out = { 0 };
    struct span whole;

    buf_add_span(&out, begin);
    for (size_t i = 0; i < doc_count(pairs); i++)
        for (size_t k = 0; k < doc_count(pairs->map.members[i].value); k++)
            pair_add(a, &out, pairs->map.members[i].name, doc_text(doc_at(pairs->map.members[i].value, k)));
    whole = out.size ? arena_span(a, buf_span(&out)) : (struct span){ NULL, 0 };
    buf_release(&out);
    return whole;
}

static bool has_body(struct span method)
{
    return !span_is(method, "GET") && !span_is(method, "HEAD") && !span_is(method, "OPTIONS");
}

static void header_add(struct http_request *q, struct span name, struct span value)
{
    if (q->header_count == HTTP_HEADERS_MAX || !http_is_token(name)) return;
    q->headers[q->header_count++] = (struct http_header){ name, value };
}

void api_backend_header(struct http_request *q, struct span name, struct span value)
{
    if (!http_header_find(q, name).data) header_add(q, name, value);
}

/* All values of a name, unless it is there. */
static void values_add(struct http_request *q, const struct doc_member *header)
{
    if (http_header_find(q, header->name).data) return;
    for (size_t i = 0; i < doc_count(header->value); i++)
        header_add(q, header->name, doc_text(doc_at(header->value, i)));
}

struct http_request *api_backend_request(struct api_request *r, const struct api_outgoing *o, struct span host,
                                         struct span path, struct span query)
{
    struct http_request *q = ARENA_NEW(r->arena, struct http_request);

    *q = (struct http_request){ .method = o->method,
                                .path = path,
                                .query = query_make(r->arena, query, o->query),
                                .version = SPAN("1.1"),
                                .body = has_body(o->method) ? o->body : SPAN(""),
                                .remote = r->http->remote,
                                .port = r->http->port,
                                .endpoint = r->http->endpoint,
                                .arena = r->arena };
    api_backend_header(q, SPAN("Host"), host);
    for (size_t i = 0; i < doc_count(o->headers); i++) values_add(q, &o->headers->map.members[i]);
    return q;
}

/* --- the answer --------------------------------------------------------------------------------------------------- */

#define PIECE_BYTES 8192

/* All of a source's bytes. False: it broke off, or there are too many. The piece is not on the stack, on which an API
 * may stand behind an API. */
static bool source_take(struct arena *a, struct source *s, struct buf *out)
{
    char *piece = arena_alloc(a, PIECE_BYTES);
    ssize_t got;

    out->max = API_ANSWER_BYTES_MAX;
    while ((got = source_read(s, piece, PIECE_BYTES)) > 0 && !out->overflowed) buf_add(out, piece, (size_t)got);
    return got >= 0 && !out->overflowed;
}

static void received(struct api_request *r, int64_t began_us, const struct api_backend_answer *answer)
{
    r->integration_status = answer->status;
    r->integration_ms = (clock_monotonic_us() - began_us) / 1000;
    api_log_info(r, "Received response. Status: %d, Integration latency: %lld ms", answer->status,
                 (long long)r->integration_ms);
}

/* What nobody reads yet. */
static int body_leave(struct api_request *r, struct source *source, int64_t began_us, struct api_backend_answer *answer)
{
    received(r, began_us, answer);
    answer->body = SPAN("");
    answer->source = api_stream_open(r, source, began_us);
    return 0;
}

/* Takes the source over. */
static int body_take(struct api_request *r, struct span whole, struct source *source, int64_t began_us,
                     struct api_backend_answer *answer)
{
    int64_t size = source ? source->size : (int64_t)whole.size;
    bool is_whole = true, is_too_large = false;
    struct buf out = { 0 };

    if (source && api_stream_is_wanted(r)) return body_leave(r, source, began_us, answer);
    answer->body = arena_span(r->arena, whole);
    if (source) {
        is_whole = source_take(r->arena, source, &out);
        is_too_large = out.overflowed;
        answer->body = arena_span(r->arena, buf_span(&out));
        source_close(source);
    }
    buf_release(&out);
    received(r, began_us, answer);
    api_log_data(r, "Endpoint response body before transformations: %.*s", SPAN_ARG(answer->body));
    if (!answer->body.data) answer->body = SPAN("");
    if (!is_too_large && answer->body.size <= API_ANSWER_BYTES_MAX) return is_whole ? 0 : api_refuse_internal(r, 500);
    return api_refuse_configuration(
        r, arena_printf(r->arena,
                        "Integration response of reported length %lld is larger than allowed maximum of %d bytes.",
                        (long long)size, API_ANSWER_BYTES_MAX));
}

static void tell(struct api_request *r, const struct http_request *q)
{
    struct doc *headers;

    if (!r->log) return;
    headers = doc_map(r->arena);
    for (size_t i = 0; i < q->header_count; i++)
        doc_put_span(headers, q->headers[i].name, doc_string(r->arena, q->headers[i].value));
    api_log_data(r, "Endpoint request headers: %.*s", SPAN_ARG(api_log_map(r, headers)));
    api_log_data(r, "Endpoint request body after transformations: %.*s", SPAN_ARG(q->body));
    api_log_info(r, "Sending request to %.*s%.*s", SPAN_ARG(http_header(q, "Host")), SPAN_ARG(q->path));
}

/* --- asking ------------------------------------------------------------------------------------------------------- */

static int timeout_of(const struct api_request *r)
{
    return (int)doc_get_int(r->method->integration, "timeoutInMillis", 29000);
}

static int refuse_late(struct api_request *r)
{
    api_log_error(r, "Execution failed due to a timeout error");
    return api_refuse(r, API_INTEGRATION_TIMEOUT);
}

int api_backend_inside(struct api_request *r, const struct http_request *q, const struct identity *who,
                       struct span service, struct api_backend_answer *answer)
{
    struct http_response response = { .status = 200, .arena = r->arena, .body.max = HTTP_BODY_BYTES_MAX };
    int64_t began_us = clock_monotonic_us();
    bool is_in_time = true;
    int rc;

    tell(r, q);
    if (hops == HOPS_MAX) return api_refuse_internal(r, 500);
    hops++;
    if (service.size) is_in_time = front_serve_within(q, who, service, &response, timeout_of(r));
    else front_serve(q, who, &response);
    hops--;
    if (!is_in_time) {
        buf_release(&response.body);
        return refuse_late(r);
    }
    *answer = (struct api_backend_answer){ .status = response.status, .header_count = response.header_count };
    answer->headers = response.header_count ? memcpy(ARENA_ARRAY(r->arena, struct http_header, response.header_count),
                                                     response.headers, response.header_count * sizeof *answer->headers)
                                            : NULL;
    rc = body_take(r, buf_span(&response.body), response.source, began_us, answer);
    buf_release(&response.body);
    return rc;
}

/* AWS: https://repost.aws/knowledge-center/api-gateway-ssl-certificate-backend */
#define UNTRUSTED                                                                                    \
    "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable " \
    "to find valid certification path to requested target"
#define EXPIRED "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed"

static const char *misnamed(struct api_request *r, struct span host)
{
    size_t colon = span_starts(host, "[") ? host.size : span_find(host, ':');

    return arena_printf(r->arena, "Host name '%.*s' does not match the certificate subject provided by the peer",
                        SPAN_ARG(span_sub(host, 0, colon)));
}

/* AWS: a name that is none and a certificate that will not do are the API's fault, a server that does not talk a
 * failure of the network. */
static int outcome_refuse(struct api_request *r, struct span host, enum http_fetch_outcome outcome)
{
    switch (outcome) {
    case HTTP_FETCH_NOT_RESOLVED: return api_refuse_configuration(r, "Invalid endpoint address");
    case HTTP_FETCH_READ_TIMED_OUT: return refuse_late(r);
    case HTTP_FETCH_UNTRUSTED: return api_refuse_configuration(r, UNTRUSTED);
    case HTTP_FETCH_EXPIRED: return api_refuse_configuration(r, EXPIRED);
    case HTTP_FETCH_MISNAMED: return api_refuse_configuration(r, misnamed(r, host));
    default: api_log_error(r, "Execution failed due to a network error communicating with endpoint");
    }
    return api_refuse(r, API_INTEGRATION_FAILURE);
}

static bool is_lenient(const struct api_request *r)
{
    return doc_get_bool(doc_get(r->method->integration, "tlsConfig"), "insecureSkipVerification", false);
}

/* For the answer to begin, and for each piece of it. */
static int patience_of(const struct api_request *r)
{
    int64_t pause_ms = api_stream_is_wanted(r) ? api_stream_pause_ms(r) : INT_MAX;

    return timeout_of(r) < pause_ms ? timeout_of(r) : (int)pause_ms;
}

int api_backend_outside(struct api_request *r, const struct http_request *q, const char *scheme, struct span host,
                        struct api_backend_answer *answer)
{
    const char *url = arena_printf(r->arena, "%s%.*s%.*s%s%.*s", scheme, SPAN_ARG(host), SPAN_ARG(q->path),
                                   q->query.data ? "?" : "", SPAN_ARG(q->query));
    struct http_fetch_request fetch = { .method = q->method,
                                        .url = url,
                                        .headers = q->headers,
                                        .header_count = q->header_count,
                                        .body = has_body(q->method) ? source_of_span(r->arena, q->body) : NULL,
                                        .connect_ms = timeout_of(r) < CONNECT_MS ? timeout_of(r) : CONNECT_MS,
                                        .read_ms = patience_of(r),
                                        .keep_alive_seconds = 5,
                                        .certificate = r->live->client.certificate,
                                        .key = r->live->client.key,
                                        .takes_any_authority = is_lenient(r),
                                        .client = r->http };
    struct http_fetch_answer got;
    int64_t began_us = clock_monotonic_us();
    enum http_fetch_outcome outcome;

    tell(r, q);
    outcome = http_fetch(r->arena, &fetch, &got);
    if (outcome != HTTP_FETCH_ANSWERED) return outcome_refuse(r, host, outcome);
    *answer = (struct api_backend_answer){
        .status = got.status, .headers = got.headers, .header_count = got.header_count, .body = SPAN("")
    };
    return body_take(r, SPAN(""), got.body, began_us, answer);
}

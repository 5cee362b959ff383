/* Identity, cache, function, result. */
#include "emulator/services/apigateway/apigateway_lambda_authorizer.h"

#include "emulator/base/clock.h"
#include "emulator/base/json.h"
#include "emulator/base/regex.h"
#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/core/memo.h"
#include "emulator/services/apigateway/apigateway_context.h"
#include "emulator/services/apigateway/apigateway_lambda.h"
#include "emulator/services/apigateway/apigateway_log.h"
#include "emulator/services/apigateway/apigateway_parameters.h"
#include "emulator/services/apigateway/apigateway_proxy.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

#define TTL_SECONDS 300
#define TIMEOUT_MS  29000

#define KIB         (size_t)1024

static struct memo results = MEMO(64 * KIB, 8 * KIB * KIB);

void api_lambda_authorizer_reset(void)
{
    memo_reset(&results);
}

static bool is_of_token(const struct doc *authorizer)
{
    return !span_is(doc_get_str(authorizer, "type"), "REQUEST");
}

/* --- the identity ------------------------------------------------------------------------------------------------- */

/* The values of the authorizer's sources, each behind a line's end. False: one is missing. */
static bool identity_of(struct api_request *r, const struct doc *authorizer, struct span *identity)
{
    struct span rest = doc_get_str(authorizer, "identitySource"), source, value;

    *identity = SPAN("");
    while (span_split(&rest, ',', &source)) {
        source = span_trim(source);
        if (!source.size) continue;
        if (!api_parameter_value(r, source, &value) || !value.size) return false;
        *identity = arena_format(r->arena, "%.*s\n%.*s", SPAN_ARG(*identity), SPAN_ARG(value));
    }
    return true;
}

/* AWS: a token that does not match the expression is not shown to the function. */
static bool is_valid(struct api_request *r, const struct doc *authorizer, struct span token)
{
    struct span expression = doc_get_str(authorizer, "identityValidationExpression");
    const struct regex *regex = expression.size ? regex_compile(r->arena, expression, REGEX_WHOLE) : NULL;
    struct regex_match match;

    return !expression.size || (regex && regex_match(regex, token, 0, &match) == 1);
}

/* --- the event ---------------------------------------------------------------------------------------------------- */

static struct doc *token_event(struct api_request *r, struct span token)
{
    struct doc *event = doc_map(r->arena);

    doc_put_cstr(event, "type", "TOKEN");
    doc_put_str(event, "methodArn", r->method_arn);
    doc_put_str(event, "authorizationToken", token);
    return event;
}

/* A proxy's event without its body. */
static struct doc *request_event(struct api_request *r)
{
    struct doc *event = api_proxy_event(r);

    doc_remove(event, SPAN("body"));
    doc_remove(event, SPAN("isBase64Encoded"));
    doc_put_cstr(event, "type", "REQUEST");
    doc_put_str(event, "methodArn", r->method_arn);
    return event;
}

/* --- the function ------------------------------------------------------------------------------------------------- */

static struct span function_of(struct api_request *r, const struct doc *authorizer)
{
    return api_lambda_function(api_outgoing_variables(r, doc_get_str(authorizer, "authorizerUri")));
}

static struct span source_of(struct api_request *r, const struct doc *authorizer)
{
    return arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/authorizers/%.*s",
                    SPAN_ARG(r->api_id), SPAN_ARG(doc_get_str(authorizer, "id")));
}

/* AWS: a function that fails with "Unauthorized" refuses the caller; any other error is the authorizer's. */
static int failure(struct api_request *r, struct span payload)
{
    struct span message = doc_get_str(json_parse(r->arena, payload, NULL), "errorMessage");

    return api_refuse(r, span_is(message, "Unauthorized") ? API_UNAUTHORIZED : API_AUTHORIZER_CONFIGURATION_ERROR);
}

static int ask(struct api_request *r, const struct doc *authorizer, const struct doc *event, struct span *result)
{
    struct span role = doc_get_str(authorizer, "authorizerCredentials");
    struct call *c = api_lambda_call(r, "Invoke", function_of(r, authorizer), source_of(r, authorizer), role,
                                     json_text(r->arena, event));
    bool has_failed;
    int rc;

    if (!c) return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    rc = door_call_within_time(c, TIMEOUT_MS);
    if (rc > 0) return api_refuse(r, API_AUTHORIZER_FAILURE);
    *result = rc ? SPAN("") : arena_span(r->arena, doc_get_str(c->out, "Payload"));
    has_failed = doc_get(c->out, "FunctionError") != NULL;
    call_free(c);
    if (rc) return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    return has_failed ? failure(r, *result) : 0;
}

/* --- the result --------------------------------------------------------------------------------------------------- */

/* AWS: the context's values are told as texts. False: one is a list or a map. */
static bool context_put(struct api_request *r, const struct doc *context)
{
    for (size_t i = 0; i < doc_count(context); i++) {
        const struct doc_member *m = &context->map.members[i];
        if (m->value->kind == DOC_MAP || m->value->kind == DOC_LIST) return false;
        if (m->value->kind == DOC_NULL) continue;
        doc_put_span(
            r->authorizer, m->name,
            doc_string(r->arena, m->value->kind == DOC_STRING ? doc_chars(m->value) : json_text(r->arena, m->value)));
    }
    return !context || context->kind == DOC_MAP || context->kind == DOC_NULL;
}

static int result_read(struct api_request *r, struct span text, const struct policy **policy)
{
    const struct doc *result = json_parse(r->arena, text, NULL), *document = doc_get(result, "policyDocument");
    struct span principal = doc_get_str(result, "principalId"), usage = doc_get_str(result, "usageIdentifierKey");

    r->authorizer = doc_map(r->arena);
    *policy = doc_is(document, DOC_MAP) ? policy_compile(r->arena, json_text(r->arena, document), POLICY_IDENTITY, NULL)
                                        : NULL;
    r->authorizer_policy = document;
    if (!principal.size || !*policy || !context_put(r, doc_get(result, "context")))
        return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    doc_put_str(r->authorizer, "principalId", principal);
    doc_put_int(r->authorizer, "integrationLatency", r->authorizer_ms);
    if (r->method->needs_key && span_is(doc_get_str(r->live->rest, "apiKeySource"), "AUTHORIZER"))
        r->key = api_plans_find(&r->live->plans, usage);
    r->context = NULL; /* which knows more now */
    return 0;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static struct span cache_name(struct api_request *r, const struct doc *authorizer, struct span identity)
{
    return arena_format(r->arena, "%.*s/%.*s/%lld/%.*s%.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage),
                        (long long)r->live->authorizers_flushed_ms, SPAN_ARG(doc_get_str(authorizer, "id")),
                        SPAN_ARG(identity));
}

static int refuse_unauthorized(struct api_request *r)
{
    api_log_error(r, "Unauthorized request: %s", r->request_id);
    return api_refuse(r, API_UNAUTHORIZED);
}

static int ask_anew(struct api_request *r, const struct doc *authorizer, struct span identity, struct span name,
                    int64_t ttl, struct span *result)
{
    int64_t began_us = clock_monotonic_us();
    struct span token = span_sub(identity, 1, SIZE_MAX);
    const struct doc *event = is_of_token(authorizer) ? token_event(r, token) : request_event(r);
    int rc = ask(r, authorizer, event, result);

    r->authorizer_ms = (clock_monotonic_us() - began_us) / 1000;
    if (rc == 0 && ttl > 0 && identity.size) memo_put(&results, name, *result, r->now_ms + ttl * 1000);
    return rc;
}

int api_lambda_authorizer(struct api_request *r, const struct policy **policy)
{
    const struct doc *authorizer = r->method->authorizer;
    int64_t ttl = doc_get_int(authorizer, "authorizerResultTtlInSeconds", TTL_SECONDS);
    struct span identity, name, result = { NULL, 0 };

    if (!authorizer) return api_refuse(r, API_AUTHORIZER_CONFIGURATION_ERROR);
    api_log_info(r, "Starting authorizer: %.*s for request: %s", SPAN_ARG(doc_get_str(authorizer, "id")),
                 r->request_id);
    if (!identity_of(r, authorizer, &identity)) return refuse_unauthorized(r);
    if (is_of_token(authorizer) && !is_valid(r, authorizer, span_sub(identity, 1, SIZE_MAX)))
        return refuse_unauthorized(r);
    name = cache_name(r, authorizer, identity);
    if (ttl > 0 && identity.size) result = memo_find(&results, r->arena, name, r->now_ms);
    if (!result.data && ask_anew(r, authorizer, identity, name, ttl, &result)) return -1;
    if (result_read(r, result, policy)) return -1;
    api_log_info(r, "Successfully completed authorizer execution");
    return 0;
}

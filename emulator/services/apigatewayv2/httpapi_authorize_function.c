/* AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html */
#include "emulator/services/apigatewayv2/httpapi_authorize_function.h"

#include <string.h>

#include "emulator/base/json.h"
#include "emulator/core/memo.h"
#include "emulator/policy/policy_context.h"
#include "emulator/policy/policy_decide.h"
#include "emulator/services/apigatewayv2/httpapi_named.h"
#include "emulator/services/apigatewayv2/httpapi_integrations.h"
#include "emulator/services/apigatewayv2/httpapi_lambda.h"

#define TIMEOUT_MS 10000 /* AWS */

/* --- what it is asked --------------------------------------------------------------------------------------------- */

/* False: a source that is named has no value. */
static bool sources_of(struct httpapi_request *r, const struct doc *authorizer, struct doc *values)
{
    const struct doc *sources = doc_get(authorizer, "IdentitySource");

    for (size_t i = 0; i < doc_count(sources); i++) {
        struct span value = httpapi_named_source(r, doc_text(doc_at(sources, i)));
        if (!value.size) return false;
        doc_append_str(values, value);
    }
    return true;
}

static struct span joined(struct arena *a, const struct doc *values)
{
    struct span all = SPAN("");

    for (size_t i = 0; i < doc_count(values); i++)
        all = arena_format(a, "%.*s%s%.*s", SPAN_ARG(all), i ? "," : "", SPAN_ARG(doc_text(doc_at(values, i))));
    return all;
}

static struct span event_of(struct httpapi_request *r, struct span version, struct doc *sources)
{
    struct doc *event = httpapi_lambda_event(r, version);

    doc_put_cstr(event, "type", "REQUEST");
    if (span_is(version, "1.0")) {
        doc_put_str(event, "methodArn", httpapi_route_arn(r));
        doc_put_str(event, "identitySource", joined(r->arena, sources));
        doc_put_str(event, "authorizationToken", joined(r->arena, sources));
    } else {
        doc_put_str(event, "routeArn", httpapi_route_arn(r));
        doc_put(event, "identitySource", doc_count(sources) ? sources : doc_null(r->arena));
    }
    doc_remove(event, SPAN("body"));
    doc_remove(event, SPAN("isBase64Encoded"));
    return json_text(r->arena, event);
}

/* --- what it answers ---------------------------------------------------------------------------------------------- */

/* Nothing is known of the request but what the policy's resources name. */
static bool no_key(const struct policy_context *context, struct span key, struct policy_values *values)
{
    (void)context;
    (void)key;
    (void)values;
    return false;
}

static bool policy_allows(struct httpapi_request *r, const struct doc *document)
{
    struct policy_caller caller = { .who = WHO_USER, .account = r->live->account };
    struct policy_context context = { .find = no_key, .arena = r->arena };
    struct span words;
    const struct policy *policy = policy_compile(r->arena, json_text(r->arena, document), POLICY_IDENTITY, &words);
    struct policy_question q = { .caller = &caller,
                                 .action = SPAN("execute-api:Invoke"),
                                 .resource = httpapi_route_arn(r),
                                 .context = &context,
                                 .identity = { &policy, 1 } };

    return policy && policy_decide(&q).is_allowed;
}

/* AWS: with simple responses {"isAuthorized", "context"}, else a principal and a policy. -1: it is neither. */
static int allows(struct httpapi_request *r, const struct doc *authorizer, const struct doc *answer)
{
    const struct doc *is_authorized = doc_get(answer, "isAuthorized"), *policy = doc_get(answer, "policyDocument");

    if (doc_get_bool(authorizer, "EnableSimpleResponses", false))
        return doc_is(is_authorized, DOC_BOOL) ? is_authorized->boolean : -1;
    return doc_is(policy, DOC_MAP) ? policy_allows(r, policy) : -1;
}

#define KIB (size_t)1024

static struct memo results = MEMO(64 * KIB, 8 * KIB * KIB);

/* By API and stage, authorizer, and what its identity sources are. What is kept is the answer: a policy is asked for
 * each route anew. */
static struct span kept_name(struct httpapi_request *r, const struct doc *authorizer, const struct doc *sources)
{
    return arena_format(r->arena, "%.*s/%.*s\n%.*s\n%.*s", SPAN_ARG(r->api_id), SPAN_ARG(r->stage->name),
                        SPAN_ARG(doc_get_str(authorizer, "AuthorizerId")), SPAN_ARG(json_text(r->arena, sources)));
}

void httpapi_authorize_function_forget(struct span api_id, struct span stage_name)
{
    struct arena a = { 0 };

    memo_forget_below(&results, arena_format(&a, "%.*s/%.*s\n", SPAN_ARG(api_id), SPAN_ARG(stage_name)));
    arena_release(&a);
}

void httpapi_authorize_function_reset(void)
{
    memo_reset(&results);
}

/* The function's answer, a kept one where it counts still. 0, or -1: it failed. */
static int ask(struct httpapi_request *r, const struct doc *authorizer, struct doc *sources, struct span *answer)
{
    int64_t ttl = doc_count(sources) ? doc_get_int(authorizer, "AuthorizerResultTtlInSeconds", 0) : 0;
    struct span function = httpapi_integration_function(doc_get_str(authorizer, "AuthorizerUri"));
    struct span name = kept_name(r, authorizer, sources);

    *answer = ttl > 0 ? memo_find(&results, r->arena, name, r->now_ms) : (struct span){ NULL, 0 };
    if (answer->data) return 0;
    if (httpapi_lambda_invoke(r, function, doc_get_str(authorizer, "AuthorizerCredentialsArn"),
                              event_of(r, doc_get_str(authorizer, "AuthorizerPayloadFormatVersion"), sources),
                              TIMEOUT_MS, answer))
        return -1;
    if (ttl > 0) memo_put(&results, name, *answer, r->now_ms + ttl * 1000);
    return 0;
}

int httpapi_authorize_function(struct httpapi_request *r, const struct doc *authorizer)
{
    struct doc *sources = doc_list(r->arena), *answer, *context;
    struct span text;
    int allowed;

    if (!sources_of(r, authorizer, sources)) return httpapi_refuse(r, 401, "Unauthorized");
    if (ask(r, authorizer, sources, &text))
        return httpapi_refuse_internal(r, "The authorizer could not be invoked, or failed");
    answer = json_parse(r->arena, text, NULL);
    allowed = allows(r, authorizer, answer);
    if (allowed < 0) return httpapi_refuse_internal(r, "The authorizer's answer has not the form that it should have");
    if (!allowed) return httpapi_refuse(r, 403, "Forbidden");
    context = doc_get(answer, "context");
    r->authorizer = doc_map(r->arena);
    doc_put(r->authorizer, "lambda", doc_is(context, DOC_MAP) ? context : doc_null(r->arena));
    r->context = NULL; /* it is told more now */
    return 0;
}

/* AWS: what denies by name counts before all; else, of callers of the API's own account, one policy that allows is
 * enough, be it the API's or the caller's. Without an authorizer the API's policy alone decides, where it has one. */
#include "emulator/services/apigateway/apigateway_authorization.h"

#include "emulator/core/arn.h"
#include "emulator/core/door.h"
#include "emulator/services/apigateway/apigateway_cognito.h"
#include "emulator/services/apigateway/apigateway_lambda_authorizer.h"
#include "emulator/services/apigateway/apigateway_policies.h"
#include "emulator/services/apigateway/apigateway_refusal.h"

#define ARN_BYTES_MAX 1600

static struct api_asked asked_of(const struct api_request *r)
{
    return (struct api_asked){ .http = r->http, .method_arn = r->method_arn, .now_ms = r->now_ms, .who = r->signer };
}

static enum api_verdict resource_verdict(struct api_request *r)
{
    struct api_asked asked = asked_of(r);

    return api_policy_of_resource(r->live->policy, &asked, r->arena);
}

/* AWS: the account's last four digits alone are told. */
static struct span masked(struct api_request *r)
{
    struct arn arn;

    if (!arn_parse(r->method_arn, &arn) || arn.account.size != 12) return r->method_arn;
    return arena_format(r->arena, "arn:aws:execute-api:%.*s:********%.*s:%.*s", SPAN_ARG(arn.region),
                        SPAN_ARG(span_sub(arn.account, 8, 4)), SPAN_ARG(arn.resource));
}

static int refuse_user(struct api_request *r, const char *why)
{
    struct span name = r->signer ? span_of(r->signer->arn) : SPAN("anonymous");

    return api_refuse_words(r, API_ACCESS_DENIED,
                            "User: %.*s is not authorized to perform: execute-api:Invoke on resource: %.*s %s",
                            SPAN_ARG(name), SPAN_ARG(masked(r)), why);
}

#define DENIED_BY_RESOURCE  "with an explicit deny in a resource-based policy"
#define LACKING_OF_RESOURCE "because no resource-based policy allows the execute-api:Invoke action"
#define DENIED_BY_IDENTITY  "with an explicit deny in an identity-based policy"
#define LACKING_OF_IDENTITY "because no identity-based policy allows the execute-api:Invoke action"

/* --- the API's policy alone --------------------------------------------------------------------------------------- */

static int by_policy(struct api_request *r)
{
    enum api_verdict verdict = resource_verdict(r);

    if (!r->live->policy || verdict == API_POLICY_ALLOWS) return 0;
    return refuse_user(r, verdict == API_POLICY_DENIES ? DENIED_BY_RESOURCE : LACKING_OF_RESOURCE);
}

/* --- signatures --------------------------------------------------------------------------------------------------- */

/* AWS: what is wrong with a signature is told in full, as the kind of answer that it is. */
static int refuse_signature(struct api_request *r)
{
    const struct fault_raised *f = &r->call->misigned;
    bool is_expired = f->kind == &fault_expired_token;

    r->fault = f->kind->code;
    return api_refuse_words(r, is_expired ? API_EXPIRED_TOKEN : API_INVALID_SIGNATURE, "%s", f->message);
}

/* What the caller's own policies say. */
static enum api_verdict identity_verdict(struct api_request *r)
{
    struct call *c = r->call;
    bool is_explicit;

    if (door_may(c, "execute-api:Invoke", r->method_arn) == 0) return API_POLICY_ALLOWS;
    is_explicit = strstr(c->fault.message, "explicit deny") != NULL;
    c->fault = (struct fault_raised){ 0 };
    return is_explicit ? API_POLICY_DENIES : API_POLICY_SILENT;
}

/* DIFFERS: of callers of another account only the API's policy is asked, not their own ones. */
static int by_signer(struct api_request *r)
{
    bool is_own = span_is(r->live->account, r->signer->account);
    enum api_verdict of_resource = resource_verdict(r), of_identity;

    if (of_resource == API_POLICY_DENIES) return refuse_user(r, DENIED_BY_RESOURCE);
    if (!is_own) return of_resource == API_POLICY_ALLOWS ? 0 : refuse_user(r, LACKING_OF_RESOURCE);
    of_identity = identity_verdict(r);
    if (of_identity == API_POLICY_DENIES) return refuse_user(r, DENIED_BY_IDENTITY);
    if (of_identity == API_POLICY_ALLOWS || of_resource == API_POLICY_ALLOWS) return 0;
    return refuse_user(r, LACKING_OF_IDENTITY);
}

static int by_signature(struct api_request *r)
{
    if (r->call->misigned.kind) return refuse_signature(r);
    if (r->call->who.kind == IDENTITY_ANONYMOUS) return api_refuse(r, API_MISSING_AUTHENTICATION_TOKEN);
    r->signer = &r->call->who;
    return by_signer(r);
}

/* --- authorizers -------------------------------------------------------------------------------------------------- */

static int refuse_caller(struct api_request *r, const char *why)
{
    return api_refuse_words(r, API_ACCESS_DENIED, "User is not authorized to access this resource %s", why);
}

static int by_function(struct api_request *r)
{
    struct api_asked asked = asked_of(r);
    enum api_verdict of_resource = resource_verdict(r), of_caller;
    const struct policy *policy;

    if (of_resource == API_POLICY_DENIES) return refuse_user(r, DENIED_BY_RESOURCE);
    if (api_lambda_authorizer(r, &policy)) return -1;
    of_caller = api_policy_of_caller(policy, &asked, r->arena);
    if (of_caller == API_POLICY_DENIES) return refuse_caller(r, DENIED_BY_IDENTITY);
    if (of_caller == API_POLICY_ALLOWS || of_resource == API_POLICY_ALLOWS) return 0;
    return refuse_caller(r, LACKING_OF_IDENTITY);
}

static int by_token(struct api_request *r)
{
    return api_cognito(r) ? -1 : by_policy(r);
}

/* AWS: what is asked for somebody's leave to be had is shorter than other URLs may be. */
static int refuse_length(struct api_request *r)
{
    api_refuse_words(r, API_DEFAULT_4XX, "%s", API_URI_TOO_LONG);
    r->refusal_status = 414;
    return -1;
}

int api_authorize(struct api_request *r)
{
    struct span type = doc_get_str(r->method->doc, "authorizationType");

    r->method_arn = arn_make(r->arena, "execute-api", r->live->region, r->live->account, "%.*s/%.*s/%.*s%.*s",
                             SPAN_ARG(r->api_id), SPAN_ARG(r->stage), SPAN_ARG(r->http->method), SPAN_ARG(r->path));
    if ((r->live->policy || !span_is(type, "NONE")) && r->method_arn.size > ARN_BYTES_MAX) return refuse_length(r);
    if (span_is(type, "AWS_IAM")) return by_signature(r);
    if (span_is(type, "CUSTOM")) return by_function(r);
    return span_is(type, "COGNITO_USER_POOLS") ? by_token(r) : by_policy(r);
}

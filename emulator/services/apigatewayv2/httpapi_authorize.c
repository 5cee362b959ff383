/* The four ways. */
#include "emulator/services/apigatewayv2/httpapi_authorize.h"

#include "emulator/core/door.h"
#include "emulator/services/apigatewayv2/httpapi_authorize_function.h"
#include "emulator/services/apigatewayv2/httpapi_authorize_jwt.h"

/* AWS: the caller's policies must allow execute-api:Invoke, whoever made the API. */
static int authorize_iam(struct httpapi_request *r)
{
    const struct identity *who = &r->call->who;
    struct doc *iam;

    if (who->kind == IDENTITY_ANONYMOUS) return httpapi_refuse(r, 403, "Forbidden");
    if (door_may(r->call, "execute-api:Invoke", httpapi_route_arn(r))) {
        r->call->fault = (struct fault_raised){ 0 }; /* it is the refusal that is told */
        return httpapi_refuse(r, 403, "Forbidden");
    }
    r->authorizer = doc_map(r->arena);
    iam = doc_put_map(r->authorizer, "iam");
    doc_put_cstr(iam, "accessKey", who->key_id);
    doc_put_cstr(iam, "accountId", who->account);
    doc_put_cstr(iam, "callerId", who->user_id);
    doc_put(iam, "cognitoIdentity", doc_null(r->arena));
    doc_put(iam, "principalOrgId", doc_null(r->arena));
    doc_put_cstr(iam, "userArn", who->arn);
    doc_put_cstr(iam, "userId", who->user_id);
    return 0;
}

int httpapi_authorize(struct httpapi_request *r)
{
    struct span type = doc_get_str(r->route, "AuthorizationType");
    const struct doc *authorizer;

    if (!type.size || span_is(type, "NONE")) return 0;
    if (span_is(type, "AWS_IAM")) return authorize_iam(r);
    authorizer = httpapi_live_part(r->stage, "authorizers", "AuthorizerId", doc_get_str(r->route, "AuthorizerId"));
    if (!authorizer) return httpapi_refuse_internal(r, "The route's authorizer is not there");
    return span_is(type, "JWT") ? httpapi_authorize_jwt(r, authorizer) : httpapi_authorize_function(r, authorizer);
}

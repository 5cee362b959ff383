/* The row's path without its version, with the labels filled in from the input.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html */
#include "emulator/services/apigatewayv2/httpapi_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

void httpapi_ask_path(struct call *c)
{
    struct span path = span_sub(ask_path(c), sizeof "/v2" - 1, SIZE_MAX);

    ask_for(c, arn_make(&c->arena, "apigateway", span_of(c->who.region), SPAN(""), "%.*s", SPAN_ARG(path)));
    ask_pass_role(c, doc_get_str(c->in, "CredentialsArn"), "apigateway.amazonaws.com");
    ask_pass_role(c, doc_get_str(c->in, "AuthorizerCredentialsArn"), "apigateway.amazonaws.com");
}

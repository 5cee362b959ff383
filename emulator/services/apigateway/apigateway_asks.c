/* What calls to API Gateway ask: the row's path, with the labels filled in from the input. */
#include "emulator/services/apigateway/apigateway_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

void api_ask_path(struct call *c)
{
    struct span path = ask_path(c);

    ask_for(c, arn_make(&c->arena, "apigateway", span_of(c->who.region), SPAN(""), "%.*s", SPAN_ARG(path)));
    ask_pass_role(c, doc_get_str(c->in, "credentials"), "apigateway.amazonaws.com");
}

/* What calls to API Gateway ask: the row's path, with the labels filled in from the input. */
#include "emulator/services/apigateway/apigateway_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"

/* A PATCH may hand a role over, too. */
static struct span patched_role(const struct call *c)
{
    static const char *const paths[] = { "/credentials", "/authorizerCredentials", "/cloudwatchRoleArn" };
    struct doc *operations = doc_get(c->in, "patchOperations");

    for (size_t i = 0; i < doc_count(operations); i++)
        for (size_t k = 0; k < sizeof paths / sizeof *paths; k++)
            if (span_is(doc_get_str(doc_at(operations, i), "path"), paths[k]))
                return doc_get_str(doc_at(operations, i), "value");
    return (struct span){ NULL, 0 };
}

static void ask_roles(struct call *c)
{
    const struct span roles[] = { doc_get_str(c->in, "credentials"), doc_get_str(c->in, "authorizerCredentials"),
                                  patched_role(c) };

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (roles[i].size) ask_pass_role(c, roles[i], "apigateway.amazonaws.com");
}

void api_ask_path(struct call *c)
{
    struct span path = ask_path(c);

    ask_for(c, arn_make(&c->arena, "apigateway", span_of(c->who.region), SPAN(""), "%.*s", SPAN_ARG(path)));
    ask_roles(c);
}

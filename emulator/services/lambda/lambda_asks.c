/* What calls to Lambda ask. */
#include "emulator/services/lambda/lambda_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/lambda/lambda_layers.h"
#include "emulator/services/lambda/lambda_names.h"

void lambda_ask_function(struct call *c)
{
    struct lambda_name n;
    struct span qualifier;

    lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n);
    qualifier = n.qualifier.data ? n.qualifier : doc_get_str(c->in, "Qualifier");
    ask_for(c, arn_make(&c->arena, "lambda", n.region, n.account, "function:%.*s%s%.*s", SPAN_ARG(n.name),
                        qualifier.size ? ":" : "", SPAN_ARG(qualifier)));
}

void lambda_ask_function_role(struct call *c)
{
    lambda_ask_function(c);
    ask_pass_role(c, doc_get_str(c->in, "Role"), "lambda.amazonaws.com");
}

void lambda_ask_code_signing(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "CodeSigningConfigArn"));
}

void lambda_ask_function_code_signing(struct call *c)
{
    lambda_ask_function(c);
    lambda_ask_code_signing(c);
}

void lambda_ask_resource(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "Resource"));
}

void lambda_ask_layer(struct call *c)
{
    struct lambda_layer l;

    lambda_layer_parse(c, doc_get_str(c->in, "LayerName"), &l);
    ask_for(c, arn_make(&c->arena, "lambda", l.region, l.account, "layer:%.*s", SPAN_ARG(l.name)));
}

void lambda_ask_layer_version(struct call *c)
{
    struct span arn = doc_get_str(c->in, "Arn");
    struct lambda_layer l;

    lambda_layer_parse(c, arn.data ? arn : doc_get_str(c->in, "LayerName"), &l);
    l.version = doc_get_int(c->in, "VersionNumber", l.version);
    ask_for(c, lambda_layer_arn(c, &l));
}

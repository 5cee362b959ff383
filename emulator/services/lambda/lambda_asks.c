/* What calls to Lambda ask, and what they tell policies of themselves. */
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

static void tell_each(struct call *c, const char *key, const struct doc *values)
{
    for (size_t i = 0; i < doc_count(values); i++) ask_key(c, key, doc_text(doc_at(values, i)));
}

void lambda_condition_keys(struct call *c)
{
    const struct doc *vpc = doc_get(c->in, "VpcConfig");
    struct span source = doc_get_str(c->in, "EventSourceArn");

    ask_key(c, "lambda:CodeSigningConfigArn", doc_get_str(c->in, "CodeSigningConfigArn"));
    ask_key(c, "lambda:FunctionUrlAuthType", doc_get_str(c->in, "FunctionUrlAuthType"));
    ask_key(c, "lambda:FunctionUrlAuthType", doc_get_str(c->in, "AuthType"));
    ask_key(c, "lambda:Principal", doc_get_str(c->in, "Principal"));
    tell_each(c, "lambda:Layer", doc_get(c->in, "Layers"));
    tell_each(c, "lambda:SubnetIds", doc_get(vpc, "SubnetIds"));
    tell_each(c, "lambda:SecurityGroupIds", doc_get(vpc, "SecurityGroupIds"));
    if (source.data || doc_get(c->in, "UUID")) {
        struct lambda_name n;
        lambda_name_parse(c, doc_get_str(c->in, "FunctionName"), &n);
        if (n.name.size)
            ask_key(c, "lambda:FunctionArn",
                    arn_make(&c->arena, "lambda", n.region, n.account, "function:%.*s", SPAN_ARG(n.name)));
    }
}

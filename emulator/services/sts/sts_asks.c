/* What calls to STS ask. */
#include "emulator/services/sts/sts_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sts/sts_saml.h"
#include "emulator/services/sts/sts_web_identity.h"

/* AWS: who gives tags or a source identity along needs that right of the role, too. */
void sts_ask_assume_role(struct call *c)
{
    struct span arn = doc_get_str(c->in, "RoleArn");

    ask_for(c, arn);
    if (doc_count(doc_get(c->in, "Tags"))) ask_for_action(c, "sts:TagSession", arn);
    if (doc_get(c->in, "SourceIdentity")) ask_for_action(c, "sts:SetSourceIdentity", arn);
}

void sts_ask_role(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "RoleArn"));
}

void sts_condition_keys(struct call *c)
{
    const struct doc *keys = doc_get(c->in, "TransitiveTagKeys");

    ask_key(c, "sts:ExternalId", doc_get_str(c->in, "ExternalId"));
    ask_key(c, "sts:RoleSessionName", doc_get_str(c->in, "RoleSessionName"));
    ask_key(c, "sts:SourceIdentity", doc_get_str(c->in, "SourceIdentity"));
    for (size_t i = 0; i < doc_count(keys); i++) ask_key(c, "sts:TransitiveTagKeys", doc_text(doc_at(keys, i)));
    sts_web_identity_keys(c);
    sts_saml_keys(c);
}

void sts_ask_federated_user(struct call *c)
{
    ask_for(c, arn_make(&c->arena, "sts", SPAN(""), span_of(c->who.account), "federated-user/%.*s",
                        SPAN_ARG(doc_get_str(c->in, "Name"))));
}

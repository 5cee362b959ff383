/* What calls to STS ask. */
#include "emulator/services/sts/sts_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/sts/sts_mfa.h"
#include "emulator/services/sts/sts_saml.h"
#include "emulator/services/sts/sts_session.h"
#include "emulator/services/sts/sts_web_identity.h"
#include "emulator/store/store.h"

/* The session that calls, where it is one that hands something on. */
static void maker_find(struct call *c, struct sts_session *maker)
{
    struct db *db = c->db ? c->db : store_reader_take();

    if (!db) return;
    sts_session_find(db, &c->arena, span_of(c->who.key_id), maker);
    if (db != c->db) store_reader_give(db);
}

/* AWS: who gives tags or a source identity along needs that right of the role, too, also when it is a former session
 * that hands them on. */
void sts_ask_role(struct call *c)
{
    struct span arn = doc_get_str(c->in, "RoleArn");
    struct sts_session maker = { 0 };

    if (c->who.key_id[0]) maker_find(c, &maker);
    ask_for(c, arn);
    if (doc_count(doc_get(c->in, "Tags")) || doc_count(maker.transitive)) ask_for_action(c, "sts:TagSession", arn);
    if (doc_get(c->in, "SourceIdentity") || maker.source_identity.size) ask_for_action(c, "sts:SetSourceIdentity", arn);
}

/* AWS: who comes with another's token needs no signature, and one that is there counts for nothing. */
static void become_nobody(struct call *c)
{
    c->who = identity_default;
    c->who.kind = IDENTITY_ANONYMOUS;
}

int sts_resolve(struct call *c)
{
    if (sts_mfa_resolve(c)) return -1;
    if (!doc_get(c->in, "RoleArn")) return 0;
    if (doc_get(c->in, "WebIdentityToken")) return become_nobody(c), sts_web_identity_resolve(c);
    if (doc_get(c->in, "SAMLAssertion")) become_nobody(c);
    return doc_get(c->in, "SAMLAssertion") && doc_get(c->in, "PrincipalArn") ? sts_saml_resolve(c) : 0;
}

void sts_condition_keys(struct call *c)
{
    const struct doc *keys = doc_get(c->in, "TransitiveTagKeys");

    ask_key(c, "sts:ExternalId", doc_get_str(c->in, "ExternalId"));
    ask_key(c, "sts:RoleSessionName", doc_get_str(c->in, "RoleSessionName"));
    ask_key(c, "sts:SourceIdentity", doc_get_str(c->in, "SourceIdentity"));
    for (size_t i = 0; i < doc_count(keys); i++) ask_key(c, "sts:TransitiveTagKeys", doc_text(doc_at(keys, i)));
    sts_mfa_keys(c);
    sts_web_identity_keys(c);
    sts_saml_keys(c);
}

void sts_ask_federated_user(struct call *c)
{
    ask_for(c, arn_make(&c->arena, "sts", SPAN(""), span_of(c->who.account), "federated-user/%.*s",
                        SPAN_ARG(doc_get_str(c->in, "Name"))));
}

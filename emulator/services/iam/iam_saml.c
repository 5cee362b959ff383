/* Handlers of SAML providers. A provider's detail holds "SAMLMetadataDocument", "AssertionEncryptionMode" and
 * "PrivateKeyList". */
#include "emulator/services/iam/iam_saml.h"

#include "emulator/core/ask.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_pem.h"

#define KEYS_MAX 2
#define VALID_MS (INT64_C(100) * 365 * 86400 * 1000) /* AWS: a hundred years, where the metadata say nothing else */

static int metadata_check(struct call *c, struct span metadata)
{
    if (memmem(metadata.data, metadata.size, "EntityDescriptor", 16) && span_starts(span_trim(metadata), "<")) return 0;
    return fault(c, &iam_invalid_input, "Could not parse metadata");
}

/* AWS: the keys decrypt assertions; one is told by its id alone. */
static int key_add(struct call *c, struct iam_entity *e, struct span key)
{
    struct doc *keys = doc_get(e->detail, "PrivateKeyList"), *item;

    if (!key.data) return 0;
    if (!iam_pem_is_private_key(key)) return fault(c, &iam_invalid_input, "Could not parse private key");
    if (iam_quota_check(c, "PrivateKeysPerSAMLProvider", (int64_t)doc_count(keys), KEYS_MAX)) return -1;
    item = doc_append_map(keys);
    doc_put_str(item, "KeyId", iam_unique_id(&c->arena, "SAMLK"));
    doc_put_int(item, "Timestamp", c->now_ms);
    return 0;
}

static void mode_set(struct call *c, struct iam_entity *e)
{
    struct span mode = doc_get_str(c->in, "AssertionEncryptionMode");

    if (mode.data || !doc_get(e->detail, "AssertionEncryptionMode"))
        doc_put_str(e->detail, "AssertionEncryptionMode", mode.data ? mode : SPAN("Allowed"));
}

int iam_create_saml_provider(struct call *c)
{
    struct span metadata = doc_get_str(c->in, "SAMLMetadataDocument");
    struct iam_entity e = {
        .kind = IAM_SAML_PROVIDER, .name = doc_get_str(c->in, "Name"), .path = SPAN("/"), .detail = doc_map(&c->arena)
    };

    doc_put_str(e.detail, "SAMLMetadataDocument", metadata);
    doc_put_list(e.detail, "PrivateKeyList");
    mode_set(c, &e);
    if (metadata_check(c, metadata) || key_add(c, &e, doc_get_str(c->in, "AddPrivateKey"))) return -1;
    if (iam_entity_create(c, &e)) return -1;
    doc_put_str(c->out, "SAMLProviderArn", e.arn);
    if (doc_count(e.tags)) doc_put(c->out, "Tags", e.tags);
    return 0;
}

int iam_get_saml_provider(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    for (size_t i = 0; i < doc_count(e.detail); i++)
        doc_put_span(c->out, e.detail->map.members[i].name, e.detail->map.members[i].value);
    doc_put_str(c->out, "SAMLProviderUUID", e.unique_id);
    doc_put_int(c->out, "CreateDate", e.created_ms);
    doc_put_int(c->out, "ValidUntil", e.created_ms + VALID_MS);
    doc_put(c->out, "Tags", e.tags);
    return 0;
}

int iam_list_saml_providers(struct call *c)
{
    struct span account = span_of(c->who.account), none = { NULL, 0 };
    struct doc *list = doc_put_list(c->out, "SAMLProviderList"),
               *names = iam_store_entity_names(c->db, &c->arena, account, IAM_SAML_PROVIDER, none, none, INT64_MAX);
    struct iam_entity e;

    for (size_t i = 0; i < doc_count(names); i++) {
        struct doc *item;
        if (!iam_store_entity_find(c->db, &c->arena, account, IAM_SAML_PROVIDER, doc_text(doc_at(names, i)), &e))
            continue;
        item = doc_append_map(list);
        doc_put_str(item, "Arn", e.arn);
        doc_put_int(item, "CreateDate", e.created_ms);
        doc_put_int(item, "ValidUntil", e.created_ms + VALID_MS);
    }
    return 0;
}

static void key_remove(struct call *c, struct iam_entity *e)
{
    struct doc *keys = doc_get(e->detail, "PrivateKeyList"), *left = doc_list(&c->arena);
    struct span id = doc_get_str(c->in, "RemovePrivateKey");

    for (size_t i = 0; i < doc_count(keys); i++)
        if (!id.data || !span_eq(doc_get_str(doc_at(keys, i), "KeyId"), id)) doc_append(left, doc_at(keys, i));
    doc_put(e->detail, "PrivateKeyList", left);
}

int iam_update_saml_provider(struct call *c)
{
    struct span metadata = doc_get_str(c->in, "SAMLMetadataDocument");
    struct iam_entity e;

    if (iam_entity_of_input(c, &e) || (metadata.data && metadata_check(c, metadata))) return -1;
    doc_put_str(e.detail, "SAMLMetadataDocument", metadata);
    mode_set(c, &e);
    key_remove(c, &e);
    if (key_add(c, &e, doc_get_str(c->in, "AddPrivateKey"))) return -1;
    iam_store_entity_update(c->db, &e);
    doc_put_str(c->out, "SAMLProviderArn", e.arn);
    return 0;
}

int iam_delete_saml_provider(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    iam_store_entity_delete(c->db, &e);
    return 0;
}

/* --- what they ask ------------------------------------------------------------------------------------------------ */

static void ask_for_name(struct call *c, struct span name)
{
    ask_for(c, iam_kind_arn(&c->arena, IAM_SAML_PROVIDER, span_of(c->who.account), SPAN("/"), name));
}

void iam_ask_new_saml_provider(struct call *c)
{
    ask_for_name(c, doc_get_str(c->in, "Name"));
}

void iam_ask_saml_providers(struct call *c)
{
    ask_for_name(c, SPAN("*"));
}

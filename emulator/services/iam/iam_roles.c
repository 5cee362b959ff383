/* Handlers of roles. */
#include "emulator/services/iam/iam_roles.h"

#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_documents.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_profile_store.h"
#include "emulator/services/iam/iam_use_store.h"

#define SESSION_SECONDS 3600
#define TRUST_SIZE_MAX  2048

void iam_role_put_brief(struct call *c, const struct iam_entity *e, struct doc *out)
{
    iam_entity_put(e, out, "RoleName", "RoleId");
    iam_document_put(c, out, "AssumeRolePolicyDocument",
                     iam_document_tell_trust(c, doc_get_str(e->detail, "AssumeRolePolicyDocument")));
}

void iam_role_put_last_used(struct call *c, const struct iam_entity *e, struct doc *out)
{
    struct doc *last = doc_put_map(out, "RoleLastUsed");
    struct iam_use use;

    if (!iam_store_use_last(c->db, &c->arena, e->unique_id, &use)) return;
    doc_put_int(last, "LastUsedDate", use.time_ms);
    doc_put_str(last, "Region", use.region);
}

/* As lists tell it: with these. */
static void role_put(struct call *c, const struct iam_entity *e, struct doc *out)
{
    iam_role_put_brief(c, e, out);
    doc_put_str(out, "Description", e->description);
    doc_put_int(out, "MaxSessionDuration", doc_get_int(e->detail, "MaxSessionDuration", SESSION_SECONDS));
}

static int trust_put(struct call *c, struct span document, struct doc *detail)
{
    struct span kept;

    if (iam_document_check(c, document, IAM_DOCUMENT_TRUST)) return -1;
    if (iam_quota_check(c, "ACLSizePerRole", iam_document_size(document) - 1, TRUST_SIZE_MAX)) return -1;
    if (iam_document_keep_trust(c, document, &kept)) return -1;
    doc_put_str(detail, "AssumeRolePolicyDocument", kept);
    return 0;
}

int iam_create_role(struct call *c)
{
    struct iam_entity e = { .kind = IAM_ROLE, .name = doc_get_str(c->in, "RoleName"), .detail = doc_map(&c->arena) };
    struct span trust = doc_get_str(c->in, "AssumeRolePolicyDocument");
    struct doc *out;

    if (trust_put(c, trust, e.detail)) return -1;
    doc_put_int(e.detail, "MaxSessionDuration", doc_get_int(c->in, "MaxSessionDuration", SESSION_SECONDS));
    if (iam_entity_create(c, &e)) return -1;
    out = doc_put_map(c->out, "Role");
    iam_role_put_brief(c, &e, out);
    iam_document_put(c, out, "AssumeRolePolicyDocument", trust); /* AWS: as it was sent, this once */
    iam_entity_put_more(&e, out);
    return 0;
}

int iam_get_role(struct call *c)
{
    struct iam_entity e;
    struct doc *out;

    if (iam_entity_of_input(c, &e)) return -1;
    out = doc_put_map(c->out, "Role");
    role_put(c, &e, out);
    iam_entity_put_more(&e, out);
    iam_role_put_last_used(c, &e, out);
    return 0;
}

int iam_list_roles(struct call *c)
{
    return iam_entity_list(c, IAM_ROLE, "Roles", role_put);
}

/* AWS: what is not given stays as it is. */
int iam_update_role(struct call *c)
{
    struct span description = doc_get_str(c->in, "Description");
    struct doc *duration = doc_get(c->in, "MaxSessionDuration");
    struct iam_entity e;

    if (iam_entity_to_change(c, &e)) return -1;
    if (description.data) e.description = description;
    if (duration) doc_put(e.detail, "MaxSessionDuration", duration);
    iam_store_entity_update(c->db, &e);
    return 0;
}

int iam_update_role_description(struct call *c)
{
    struct iam_entity e;
    struct doc *out;

    if (iam_entity_of_input(c, &e)) return -1;
    e.description = doc_get_str(c->in, "Description");
    iam_store_entity_update(c->db, &e);
    out = doc_put_map(c->out, "Role");
    iam_role_put_brief(c, &e, out);
    doc_put_str(out, "Description", e.description);
    return 0;
}

int iam_update_assume_role_policy(struct call *c)
{
    struct doc *trust = doc_map(&c->arena);
    struct iam_entity e;

    if (trust_put(c, doc_get_str(c->in, "PolicyDocument"), trust) || iam_entity_to_change(c, &e)) return -1;
    doc_put(e.detail, "AssumeRolePolicyDocument", doc_get(trust, "AssumeRolePolicyDocument"));
    iam_store_entity_update(c->db, &e);
    return 0;
}

static const char *what_is_left(struct call *c, const struct iam_entity *e)
{
    if (doc_count(iam_store_profiles_of_role(c->db, &c->arena, e->id)))
        return "must remove roles from instance profile first.";
    if (iam_store_attached_count(c->db, e->id)) return "must detach all policies first.";
    if (doc_count(iam_store_inline_names(c->db, &c->arena, e->id))) return "must delete policies first.";
    return NULL;
}

int iam_role_delete(struct call *c, const struct iam_entity *e)
{
    const char *left = what_is_left(c, e);

    if (left) return fault(c, &iam_delete_conflict, "Cannot delete entity, %s", left);
    iam_store_entity_delete(c->db, e);
    return 0;
}

int iam_delete_role(struct call *c)
{
    struct iam_entity e;

    return iam_entity_to_change(c, &e) ? -1 : iam_role_delete(c, &e);
}

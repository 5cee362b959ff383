/* Handlers of instance profiles. */
#include "emulator/services/iam/iam_profiles.h"

#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_profile_store.h"
#include "emulator/services/iam/iam_roles.h"

void iam_profile_put(struct call *c, const struct iam_entity *e, struct doc *out)
{
    struct doc *roles;
    struct iam_entity role;

    iam_entity_put(e, out, "InstanceProfileName", "InstanceProfileId");
    roles = doc_put_list(out, "Roles");
    if (iam_store_entity_find_id(c->db, &c->arena, iam_store_profile_role(c->db, e->id), &role))
        iam_role_put_brief(c, &role, doc_append_map(roles));
}

int iam_create_instance_profile(struct call *c)
{
    struct iam_entity e = { .kind = IAM_INSTANCE_PROFILE, .name = doc_get_str(c->in, "InstanceProfileName") };
    struct doc *out;

    if (iam_entity_create(c, &e)) return -1;
    out = doc_put_map(c->out, "InstanceProfile");
    iam_profile_put(c, &e, out);
    iam_entity_put_more(&e, out);
    return 0;
}

int iam_get_instance_profile(struct call *c)
{
    struct iam_entity e;
    struct doc *out;

    if (iam_entity_of_input(c, &e)) return -1;
    out = doc_put_map(c->out, "InstanceProfile");
    iam_profile_put(c, &e, out);
    doc_put(out, "Tags", e.tags);
    return 0;
}

int iam_list_instance_profiles(struct call *c)
{
    return iam_entity_list(c, IAM_INSTANCE_PROFILE, "InstanceProfiles", iam_profile_put);
}

int iam_list_instance_profiles_for_role(struct call *c)
{
    struct doc *all = doc_list(&c->arena), *names;
    struct iam_entity role, e;

    if (iam_entity_require(c, IAM_ROLE, doc_get_str(c->in, "RoleName"), &role)) return -1;
    names = iam_store_profiles_of_role(c->db, &c->arena, role.id);
    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(c->db, &c->arena, role.account, IAM_INSTANCE_PROFILE, doc_text(doc_at(names, i)), &e))
            iam_profile_put(c, &e, doc_append_map(all));
    return iam_page_list(c, "InstanceProfiles", all, "InstanceProfileName");
}

int iam_delete_instance_profile(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    if (iam_store_profile_role(c->db, e.id))
        return fault(c, &iam_delete_conflict, "Cannot delete entity, must remove roles from instance profile first.");
    iam_store_entity_delete(c->db, &e);
    return 0;
}

static int require_both(struct call *c, struct iam_entity *profile, struct iam_entity *role)
{
    if (iam_entity_require(c, IAM_INSTANCE_PROFILE, doc_get_str(c->in, "InstanceProfileName"), profile)) return -1;
    return iam_entity_require(c, IAM_ROLE, doc_get_str(c->in, "RoleName"), role);
}

int iam_add_role_to_instance_profile(struct call *c)
{
    struct iam_entity profile, role;

    if (require_both(c, &profile, &role)) return -1;
    if (iam_quota_check(c, "InstanceSessionsPerInstanceProfile", iam_store_profile_role(c->db, profile.id) != 0, 1))
        return -1;
    iam_store_profile_role_set(c->db, profile.id, role.id);
    return 0;
}

int iam_remove_role_from_instance_profile(struct call *c)
{
    struct iam_entity profile, role;

    if (require_both(c, &profile, &role)) return -1;
    if (iam_store_profile_role(c->db, profile.id) != role.id)
        return fault(c, &iam_no_such_entity, "Role %.*s in Instance Profile %.*s cannot be found.", SPAN_ARG(role.name),
                     SPAN_ARG(profile.name));
    iam_store_profile_role_clear(c->db, profile.id);
    return 0;
}

/* Handlers of groups and their members. */
#include "emulator/services/iam/iam_groups.h"

#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_member_store.h"
#include "emulator/services/iam/iam_users.h"

#define GROUPS_PER_USER 10

static void group_put(struct call *c, const struct iam_entity *e, struct doc *out)
{
    (void)c;
    iam_entity_put(e, out, "GroupName", "GroupId");
}

int iam_create_group(struct call *c)
{
    struct iam_entity e = { .kind = IAM_GROUP, .name = doc_get_str(c->in, "GroupName") };

    if (iam_entity_create(c, &e)) return -1;
    group_put(c, &e, doc_put_map(c->out, "Group"));
    return 0;
}

int iam_get_group(struct call *c)
{
    struct doc *users, *names;
    struct iam_entity e, user;
    struct iam_page page;

    if (iam_entity_of_input(c, &e) || iam_page_begin(c, &page)) return -1;
    group_put(c, &e, doc_put_map(c->out, "Group"));
    users = doc_put_list(c->out, "Users");
    names = iam_store_member_users(c->db, &c->arena, e.id, page.after, (int64_t)page.size + 1);
    for (size_t i = 0; i < doc_count(names) && i < page.size; i++)
        if (iam_store_entity_find(c->db, &c->arena, e.account, IAM_USER, doc_text(doc_at(names, i)), &user))
            iam_user_put(c, &user, doc_append_map(users));
    iam_page_end(c, doc_count(names) > page.size, doc_text(doc_at(names, page.size - 1)));
    return 0;
}

int iam_list_groups(struct call *c)
{
    return iam_entity_list(c, IAM_GROUP, "Groups", group_put);
}

int iam_update_group(struct call *c)
{
    struct iam_entity e;

    return iam_entity_of_input(c, &e) || iam_entity_rename(c, &e, "NewGroupName") ? -1 : 0;
}

static const char *what_is_left(struct call *c, const struct iam_entity *e)
{
    if (iam_store_attached_count(c->db, e->id)) return "must detach all policies first.";
    if (doc_count(iam_store_inline_names(c->db, &c->arena, e->id))) return "must delete policies first.";
    if (doc_count(iam_store_member_users(c->db, &c->arena, e->id, SPAN(""), 1)))
        return "must remove users from group first.";
    return NULL;
}

int iam_delete_group(struct call *c)
{
    struct iam_entity e;
    const char *left;

    if (iam_entity_of_input(c, &e)) return -1;
    left = what_is_left(c, &e);
    if (left) return fault(c, &iam_delete_conflict, "Cannot delete entity, %s", left);
    iam_store_entity_delete(c->db, &e);
    return 0;
}

/* --- members ------------------------------------------------------------------------------------------------------ */

static int require_both(struct call *c, struct iam_entity *group, struct iam_entity *user)
{
    if (iam_entity_require(c, IAM_USER, doc_get_str(c->in, "UserName"), user)) return -1;
    return iam_entity_require(c, IAM_GROUP, doc_get_str(c->in, "GroupName"), group);
}

static bool has_group(const struct doc *names, struct span name)
{
    for (size_t i = 0; i < doc_count(names); i++)
        if (span_eq(doc_text(doc_at(names, i)), name)) return true;
    return false;
}

int iam_add_user_to_group(struct call *c)
{
    struct iam_entity group, user;
    struct doc *groups;

    if (require_both(c, &group, &user)) return -1;
    groups = iam_store_member_groups(c->db, &c->arena, user.id);
    if (has_group(groups, group.name)) return 0;
    if (iam_quota_check(c, "GroupsPerUser", (int64_t)doc_count(groups), GROUPS_PER_USER)) return -1;
    iam_store_member_add(c->db, group.id, user.id);
    return 0;
}

/* AWS: it takes one who is no member, too. */
int iam_remove_user_from_group(struct call *c)
{
    struct iam_entity group, user;

    if (require_both(c, &group, &user)) return -1;
    iam_store_member_remove(c->db, group.id, user.id);
    return 0;
}

int iam_list_groups_for_user(struct call *c)
{
    struct doc *all = doc_list(&c->arena), *names;
    struct iam_entity user, group;

    if (iam_entity_require(c, IAM_USER, doc_get_str(c->in, "UserName"), &user)) return -1;
    names = iam_store_member_groups(c->db, &c->arena, user.id);
    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(c->db, &c->arena, user.account, IAM_GROUP, doc_text(doc_at(names, i)), &group))
            group_put(c, &group, doc_append_map(all));
    return iam_page_list(c, "Groups", all, "GroupName");
}

/* GetAccountAuthorizationDetails: users, groups, roles, the account's policies and AWS's that are attached, in this
 * order, a page at a time. A page's marker is the part and the key of its last item: "role/NAME", "aws/ARN". */
#include "emulator/services/iam/iam_details.h"

#include "emulator/services/iam/iam_attached.h"
#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_documents.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_member_store.h"
#include "emulator/services/iam/iam_policies.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_profile_store.h"
#include "emulator/services/iam/iam_profiles.h"
#include "emulator/services/iam/iam_roles.h"
#include "emulator/services/iam/iam_users.h"
#include "emulator/services/iam/iam_versions.h"

static void put_policies(struct call *c, const struct iam_entity *e, struct doc *out, const char *inline_member)
{
    struct doc *list = doc_put_list(out, inline_member), *names = iam_store_inline_names(c->db, &c->arena, e->id);

    for (size_t i = 0; i < doc_count(names); i++) {
        struct doc *item = doc_append_map(list);
        struct span name = doc_text(doc_at(names, i));
        doc_put_str(item, "PolicyName", name);
        iam_document_put(c, item, "PolicyDocument", iam_store_inline(c->db, &c->arena, e->id, name, NULL));
    }
    iam_attached_put(c, e->id, (struct span){ NULL, 0 }, doc_put_list(out, "AttachedManagedPolicies"));
}

static void put_user(struct call *c, const struct iam_entity *e, struct doc *out)
{
    iam_user_put(c, e, out);
    put_policies(c, e, out, "UserPolicyList");
    doc_put(out, "GroupList", iam_store_member_groups(c->db, &c->arena, e->id));
    iam_entity_put_more(e, out);
    doc_put(out, "Tags", e->tags);
}

static void put_group(struct call *c, const struct iam_entity *e, struct doc *out)
{
    iam_entity_put(e, out, "GroupName", "GroupId");
    put_policies(c, e, out, "GroupPolicyList");
}

static void put_role(struct call *c, const struct iam_entity *e, struct doc *out)
{
    struct doc *profiles, *names = iam_store_profiles_of_role(c->db, &c->arena, e->id);
    struct iam_entity profile;

    iam_role_put_brief(c, e, out);
    put_policies(c, e, out, "RolePolicyList");
    profiles = doc_put_list(out, "InstanceProfileList");
    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(c->db, &c->arena, e->account, IAM_INSTANCE_PROFILE, doc_text(doc_at(names, i)),
                                  &profile))
            iam_profile_put(c, &profile, doc_append_map(profiles));
    iam_entity_put_more(e, out);
    doc_put(out, "Tags", e->tags);
    iam_role_put_last_used(c, e, out);
}

static void put_policy(struct call *c, const struct iam_policy *p, struct doc *out)
{
    iam_policy_put(c, p, out);
    doc_put_str(out, "Description", p->e.description);
    iam_versions_put(c, p, true, doc_put_list(out, "PolicyVersionList"));
}

static void put_own_policy(struct call *c, const struct iam_entity *e, struct doc *out)
{
    struct iam_policy p;

    iam_policy_of_entity(e, &p);
    put_policy(c, &p, out);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static const struct part {
    const char *filter, *member, *key;
    enum iam_kind kind;
    void (*put)(struct call *c, const struct iam_entity *e, struct doc *out); /* NULL: AWS's policies */
} parts[] = {
    { "User", "UserDetailList", "user", IAM_USER, put_user },
    { "Group", "GroupDetailList", "group", IAM_GROUP, put_group },
    { "Role", "RoleDetailList", "role", IAM_ROLE, put_role },
    { "LocalManagedPolicy", "Policies", "policy", IAM_POLICY, put_own_policy },
    { "AWSManagedPolicy", "Policies", "aws", IAM_KINDS, NULL },
};
#define PARTS (sizeof parts / sizeof *parts)

struct filling {
    size_t room;
    struct span last; /* the marker of the last item that was put */
    bool is_truncated;
};

static bool is_asked(struct call *c, const struct part *part)
{
    struct doc *filter = doc_get(c->in, "Filter");

    for (size_t i = 0; i < doc_count(filter); i++)
        if (span_is(doc_text(doc_at(filter, i)), part->filter)) return true;
    return !doc_count(filter);
}

/* The item of a list that there is room for, or NULL: then the page is full. */
static struct doc *item_new(struct call *c, struct filling *f, const struct part *part, struct span key)
{
    if (!f->room) return f->is_truncated = true, NULL;
    f->room--;
    f->last = arena_format(&c->arena, "%s/%.*s", part->key, SPAN_ARG(key));
    return doc_append_map(doc_get(c->out, part->member));
}

static void fill_entities(struct call *c, struct filling *f, const struct part *part, struct span after)
{
    struct span account = span_of(c->who.account);
    struct doc *names = iam_store_entity_names(c->db, &c->arena, account, part->kind, (struct span){ NULL, 0 }, after,
                                               (int64_t)f->room + 1),
               *item;
    struct iam_entity e;

    for (size_t i = 0; i < doc_count(names) && !f->is_truncated; i++)
        if (iam_store_entity_find(c->db, &c->arena, account, part->kind, doc_text(doc_at(names, i)), &e) &&
            (item = item_new(c, f, part, e.name)))
            part->put(c, &e, item);
}

static void fill_aws(struct call *c, struct filling *f, const struct part *part, struct span after)
{
    const struct iam_aws_policy *last = iam_aws_policy_find(after);
    size_t i = last ? (size_t)(last - iam_aws_policies) + 1 : 0;
    struct iam_policy p;
    struct doc *item;

    for (; i < iam_aws_policies_count && !f->is_truncated; i++) {
        iam_policy_of_aws(&c->arena, &iam_aws_policies[i], &p);
        if (iam_store_attached_entity_count(c->db, span_of(c->who.account), p.e.arn) &&
            (item = item_new(c, f, part, p.e.arn)))
            put_policy(c, &p, item);
    }
}

/* Where a marker points: its part, and the key behind which to go on. */
static size_t marker_read(struct call *c, struct span *after)
{
    for (size_t i = 0; after->data && i < PARTS; i++)
        if (span_starts(*after, arena_printf(&c->arena, "%s/", parts[i].key))) {
            *after = span_sub(*after, strlen(parts[i].key) + 1, SIZE_MAX);
            return i;
        }
    *after = (struct span){ NULL, 0 };
    return 0;
}

int iam_get_account_authorization_details(struct call *c)
{
    struct iam_page page;
    struct filling f = { 0 };
    size_t first;

    if (iam_page_begin(c, &page)) return -1;
    f.room = page.size;
    first = marker_read(c, &page.after);
    for (size_t i = 0; i < PARTS; i++)
        if (!doc_get(c->out, parts[i].member)) doc_put_list(c->out, parts[i].member);
    for (size_t i = first; i < PARTS && !f.is_truncated; i++) {
        struct span after = i == first ? page.after : (struct span){ NULL, 0 };
        if (!is_asked(c, &parts[i])) continue;
        if (parts[i].put) fill_entities(c, &f, &parts[i], after);
        else fill_aws(c, &f, &parts[i], after);
    }
    iam_page_end(c, f.is_truncated, f.last);
    return 0;
}

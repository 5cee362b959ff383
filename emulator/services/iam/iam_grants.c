/* Gathering the policies of a user, a group or a role. */
#include "emulator/services/iam/iam_grants.h"

#include "emulator/core/arn.h"
#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_member_store.h"
#include "emulator/services/iam/iam_password_policy.h"
#include "emulator/services/iam/iam_policy.h"

struct gathering {
    struct db *db;
    struct arena *a;
    struct iam_grants *grants;
    const struct iam_grant **end;
};

static void add(struct gathering *g, struct iam_grant grant)
{
    struct iam_grant *copy = ARENA_NEW(g->a, struct iam_grant);

    *copy = grant;
    *g->end = copy;
    g->end = &copy->next;
}

static void gather(struct gathering *g, const struct iam_entity *e)
{
    struct doc *names = iam_store_inline_names(g->db, g->a, e->id), *arns = iam_store_attached_arns(g->db, g->a, e->id);
    struct iam_policy p;

    for (size_t i = 0; i < doc_count(names); i++) {
        struct span name = doc_text(doc_at(names, i));
        add(g, (struct iam_grant){
                   .name = name, .holder = e->arn, .document = iam_store_inline(g->db, g->a, e->id, name, NULL) });
    }
    for (size_t i = 0; i < doc_count(arns); i++)
        if (iam_policy_find(g->db, g->a, e->account, doc_text(doc_at(arns, i)), &p))
            add(g, (struct iam_grant){ .name = p.e.name,
                                       .arn = p.e.arn,
                                       .holder = e->arn,
                                       .document = iam_policy_document(g->db, g->a, &p) });
}

static void gather_groups(struct gathering *g, const struct iam_entity *user)
{
    struct doc *names = iam_store_member_groups(g->db, g->a, user->id);
    struct iam_entity group;

    for (size_t i = 0; i < doc_count(names); i++)
        if (iam_store_entity_find(g->db, g->a, user->account, IAM_GROUP, doc_text(doc_at(names, i)), &group))
            gather(g, &group);
}

static void gather_boundary(struct gathering *g, const struct iam_entity *e)
{
    struct iam_policy p;

    if (!e->boundary.size || !iam_policy_find(g->db, g->a, e->account, e->boundary, &p)) return;
    g->grants->boundary_arn = e->boundary;
    g->grants->boundary = iam_policy_document(g->db, g->a, &p);
}

/* AWS: an account whose password policy has AllowUsersToChangePassword lets each user do so, without a policy for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html */
static void gather_own_password(struct gathering *g, const struct iam_entity *user)
{
    static const char document[] =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:GetAccountPasswordPolicy\","
        "\"Resource\":\"*\"},{\"Effect\":\"Allow\",\"Action\":\"iam:ChangePassword\",\"Resource\":\"%.*s\"}]}";

    if (!iam_password_is_users_own(g->db, g->a, user->account)) return;
    add(g, (struct iam_grant){ .name = SPAN("AllowUsersToChangePassword"),
                               .is_of_account = true,
                               .holder = user->arn,
                               .document = arena_format(g->a, document, SPAN_ARG(user->arn)) });
}

static struct doc *tags_map(struct arena *a, const struct doc *list)
{
    struct doc *map = doc_map(a);

    for (size_t i = 0; i < doc_count(list); i++)
        doc_put_span(map, doc_get_str(doc_at(list, i), "Key"), doc_string(a, doc_get_str(doc_at(list, i), "Value")));
    return map;
}

static bool grants_of(struct db *db, struct arena *a, struct span account, enum iam_kind kind, struct span name,
                      struct iam_grants *grants)
{
    struct gathering g = { .db = db, .a = a, .grants = grants, .end = &grants->first };
    struct iam_entity e;

    *grants = (struct iam_grants){ 0 };
    if (!iam_store_entity_find(db, a, account, kind, name, &e)) return false;
    grants->arn = e.arn;
    grants->unique_id = e.unique_id;
    grants->tags = tags_map(a, e.tags);
    grants->trust = doc_get_str(e.detail, "AssumeRolePolicyDocument");
    gather(&g, &e);
    if (kind == IAM_USER) gather_groups(&g, &e);
    if (kind == IAM_USER) gather_own_password(&g, &e);
    gather_boundary(&g, &e);
    return true;
}

bool iam_grants_of_user(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g)
{
    return grants_of(db, a, account, IAM_USER, name, g);
}

bool iam_grants_of_group(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g)
{
    return grants_of(db, a, account, IAM_GROUP, name, g);
}

bool iam_grants_of_role(struct db *db, struct arena *a, struct span account, struct span name, struct iam_grants *g)
{
    return grants_of(db, a, account, IAM_ROLE, name, g);
}

const char *const iam_grants_tables[] = { "iam_entity",  "iam_inline", "iam_attached", "iam_member", "iam_version",
                                          "iam_account", NULL };

struct doc *iam_resource_tags(struct call *c, struct span arn)
{
    struct iam_entity e;
    struct arn parts;

    if (!arn_parse(arn, &parts)) return NULL;
    for (enum iam_kind kind = 0; kind < IAM_KINDS; kind++) {
        struct span name = iam_kind_name_of_arn(kind, parts.account, arn);
        if (name.size && iam_store_entity_find(c->db, &c->arena, parts.account, kind, name, &e))
            return tags_map(&c->arena, e.tags);
    }
    return NULL;
}

struct span iam_grants_trust(struct call *c, struct span arn)
{
    struct iam_grants g;
    struct arn parts;
    bool is_role = arn_parse(arn, &parts) && span_starts(parts.resource, "role/");

    if (!is_role || !iam_grants_of_role(c->db, &c->arena, parts.account, arn_last(parts.resource), &g))
        return (struct span){ NULL, 0 };
    return span_eq(g.arn, arn) ? g.trust : (struct span){ NULL, 0 };
}

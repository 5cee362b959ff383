/* Gathering the policies of a user, a group or a role. */
#include "emulator/services/iam/iam_grants.h"

#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_member_store.h"
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

static bool grants_of(struct db *db, struct arena *a, struct span account, enum iam_kind kind, struct span name,
                      struct iam_grants *grants)
{
    struct gathering g = { .db = db, .a = a, .grants = grants, .end = &grants->first };
    struct iam_entity e;

    *grants = (struct iam_grants){ 0 };
    if (!iam_store_entity_find(db, a, account, kind, name, &e)) return false;
    grants->arn = e.arn;
    grants->unique_id = e.unique_id;
    grants->trust = doc_get_str(e.detail, "AssumeRolePolicyDocument");
    gather(&g, &e);
    if (kind == IAM_USER) gather_groups(&g, &e);
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

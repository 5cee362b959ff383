/* Handlers of attached policies. */
#include "emulator/services/iam/iam_attached.h"

#include <stdlib.h>

#include "emulator/core/arn.h"
#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_policy.h"

#define POLICIES_PER_ENTITY 10

static const char *quota_name(enum iam_kind kind)
{
    return kind == IAM_USER ? "PoliciesPerUser" : kind == IAM_GROUP ? "PoliciesPerGroup" : "PoliciesPerRole";
}

int iam_attach_policy(struct call *c)
{
    struct iam_entity e;
    struct iam_policy p;

    if (iam_policy_require_attachable(c, &p) || iam_entity_to_change(c, &e)) return -1;
    if (p.aws && span_starts(p.e.path, "/aws-service-role/"))
        return fault(c, &iam_policy_not_attachable, "Cannot attach a Service Role Policy to a Customer Role.");
    if (iam_store_attached_has(c->db, e.id, p.e.arn)) return 0;
    if (iam_quota_check(c, quota_name(e.kind), iam_store_attached_count(c->db, e.id), POLICIES_PER_ENTITY)) return -1;
    iam_store_attached_add(c->db, e.id, p.e.arn);
    return 0;
}

int iam_detach_policy(struct call *c)
{
    struct span arn = doc_get_str(c->in, "PolicyArn");
    struct iam_entity e;

    if (iam_entity_to_change(c, &e)) return -1;
    return iam_store_attached_remove(c->db, e.id, arn) ? 0 : iam_kind_missing(c, IAM_POLICY, arn);
}

static int compare_names(const void *a, const void *b)
{
    struct span x = doc_get_str(*(struct doc *const *)a, "PolicyName"),
                y = doc_get_str(*(struct doc *const *)b, "PolicyName");

    return span_compare(x, y);
}

void iam_attached_put(struct call *c, int64_t entity, struct span path_prefix, struct doc *list)
{
    struct doc *arns = iam_store_attached_arns(c->db, &c->arena, entity);

    for (size_t i = 0; i < doc_count(arns); i++) {
        struct span arn = doc_text(doc_at(arns, i));
        size_t at = span_find(arn, '/');
        struct doc *item;
        if (path_prefix.data && !span_starts(span_sub(arn, at, SIZE_MAX), arena_string(&c->arena, path_prefix)))
            continue;
        item = doc_append_map(list);
        doc_put_str(item, "PolicyName", arn_last(arn));
        doc_put_str(item, "PolicyArn", arn);
    }
    if (doc_count(list)) qsort(doc_items(list), doc_count(list), sizeof *doc_items(list), compare_names);
}

int iam_list_attached_policies(struct call *c)
{
    struct doc *all = doc_list(&c->arena);
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    iam_attached_put(c, e.id, doc_get_str(c->in, "PathPrefix"), all);
    return iam_page_list(c, "AttachedPolicies", all, "PolicyName");
}

/* --- the other way round ------------------------------------------------------------------------------------------ */

static const struct list {
    enum iam_kind kind;
    const char *filter, *member, *name, *id;
} lists[] = {
    { IAM_GROUP, "Group", "PolicyGroups", "GroupName", "GroupId" },
    { IAM_USER, "User", "PolicyUsers", "UserName", "UserId" },
    { IAM_ROLE, "Role", "PolicyRoles", "RoleName", "RoleId" },
};

static const struct list *list_of(enum iam_kind kind)
{
    return &lists[kind == IAM_GROUP ? 0 : kind == IAM_USER ? 1 : 2];
}

static bool is_asked(struct call *c, const struct iam_entity *e)
{
    struct span filter = doc_get_str(c->in, "EntityFilter"), prefix = doc_get_str(c->in, "PathPrefix");

    return (!filter.data || span_is(filter, list_of(e->kind)->filter)) &&
           (!prefix.data || span_starts(e->path, arena_string(&c->arena, prefix)));
}

/* Three lists with one marker: the key of an entity is its kind and name. */
static struct doc *entities_asked(struct call *c, struct span policy_arn)
{
    struct span usage = doc_get_str(c->in, "PolicyUsageFilter");
    struct doc *ids = iam_store_attached_entities(c->db, &c->arena, span_of(c->who.account), policy_arn,
                                                  !span_is(usage, "PermissionsBoundary"),
                                                  !span_is(usage, "PermissionsPolicy")),
               *all = doc_list(&c->arena);
    struct iam_entity e;

    for (size_t i = 0; i < doc_count(ids); i++) {
        struct doc *item;
        if (!iam_store_entity_find_id(c->db, &c->arena, doc_at(ids, i)->integer, &e) || !is_asked(c, &e)) continue;
        item = doc_append_map(all);
        doc_put_format(item, "Key", "%s/%.*s", iam_kind_name(e.kind), SPAN_ARG(e.name));
        doc_put_cstr(item, "List", list_of(e.kind)->member);
        doc_put_str(item, list_of(e.kind)->name, e.name);
        doc_put_str(item, list_of(e.kind)->id, e.unique_id);
    }
    return all;
}

int iam_list_entities_for_policy(struct call *c)
{
    struct iam_policy p;
    struct doc *page;

    if (iam_policy_require(c, &p)) return -1;
    if (iam_page_list(c, "Page", entities_asked(c, p.e.arn), "Key")) return -1;
    page = doc_get(c->out, "Page");
    doc_remove(c->out, SPAN("Page"));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) doc_put_list(c->out, lists[i].member);
    for (size_t i = 0; i < doc_count(page); i++) {
        struct doc *item = doc_at(page, i);
        doc_append(doc_get_span(c->out, doc_get_str(item, "List")), item);
        doc_remove(item, SPAN("List"));
        doc_remove(item, SPAN("Key"));
    }
    return 0;
}

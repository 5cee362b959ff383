/* Handlers of managed policies. */
#include "emulator/services/iam/iam_policies.h"

#include <inttypes.h>

#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_documents.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_version_store.h"

#define POLICY_SIZE_MAX 6144

void iam_policy_put(struct call *c, const struct iam_policy *p, struct doc *out)
{
    struct span account = span_of(c->who.account);

    iam_entity_put(&p->e, out, "PolicyName", "PolicyId");
    doc_put_format(out, "DefaultVersionId", "v%" PRId64, p->default_version);
    doc_put_int(out, "AttachmentCount", iam_store_attached_entity_count(c->db, account, p->e.arn));
    doc_put_int(out, "PermissionsBoundaryUsageCount", iam_store_boundary_count(c->db, account, p->e.arn));
    doc_put_bool(out, "IsAttachable", true);
    doc_put_int(out, "UpdateDate", p->updated_ms);
}

/* AWS: a new policy's description is not told, and its tags are in the order they were given. */
int iam_create_policy(struct call *c)
{
    struct iam_entity e = { .kind = IAM_POLICY,
                            .name = doc_get_str(c->in, "PolicyName"),
                            .detail = doc_map(&c->arena) };
    struct span document = doc_get_str(c->in, "PolicyDocument");
    struct doc *out, *tags = doc_get(c->in, "Tags");
    struct iam_policy p;

    if (iam_document_check(c, document, IAM_DOCUMENT_IDENTITY)) return -1;
    if (iam_quota_check(c, "PolicySize", iam_document_size(document) - 1, POLICY_SIZE_MAX)) return -1;
    doc_put_int(e.detail, "DefaultVersion", 1);
    doc_put_int(e.detail, "LastVersion", 1);
    doc_put_int(e.detail, "UpdateDate", c->now_ms);
    if (iam_entity_create(c, &e)) return -1;
    iam_store_version_insert(c->db, e.id, 1, document, c->now_ms);
    iam_policy_of_entity(&e, &p);
    out = doc_put_map(c->out, "Policy");
    iam_policy_put(c, &p, out);
    if (doc_count(tags)) doc_put(out, "Tags", tags);
    return 0;
}

int iam_get_policy(struct call *c)
{
    struct iam_policy p;
    struct doc *out;

    if (iam_policy_require(c, &p)) return -1;
    out = doc_put_map(c->out, "Policy");
    iam_policy_put(c, &p, out);
    doc_put_str(out, "Description", p.e.description);
    doc_put(out, "Tags", p.e.tags);
    return 0;
}

static const char *what_is_left(struct call *c, const struct iam_policy *p)
{
    if (iam_store_attached_entity_count(c->db, p->e.account, p->e.arn) ||
        iam_store_boundary_count(c->db, p->e.account, p->e.arn))
        return "Cannot delete a policy attached to entities.";
    if (doc_count(iam_store_version_numbers(c->db, &c->arena, p->e.id)) > 1)
        return "This policy has more than one version. Before you delete a policy, you must delete the policy's versions."
               " The default version is deleted with the policy.";
    return NULL;
}

int iam_delete_policy(struct call *c)
{
    struct iam_policy p;
    const char *left;

    if (iam_policy_require_own(c, &p)) return -1;
    left = what_is_left(c, &p);
    if (left) return fault(c, &iam_delete_conflict, "%s", left);
    iam_store_versions_delete(c->db, p.e.id);
    iam_store_entity_delete(c->db, &p.e);
    return 0;
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static bool is_attached(struct call *c, const struct iam_policy *p)
{
    return iam_store_attached_entity_count(c->db, span_of(c->who.account), p->e.arn) > 0;
}

static bool is_asked(struct call *c, const struct iam_policy *p)
{
    struct span prefix = doc_get_str(c->in, "PathPrefix"), usage = doc_get_str(c->in, "PolicyUsageFilter");

    if (prefix.data && !span_starts(p->e.path, arena_string(&c->arena, prefix))) return false;
    if (doc_get_bool(c->in, "OnlyAttached", false) && !is_attached(c, p)) return false;
    if (span_is(usage, "PermissionsPolicy")) return is_attached(c, p);
    if (span_is(usage, "PermissionsBoundary"))
        return iam_store_boundary_count(c->db, span_of(c->who.account), p->e.arn) > 0;
    return true;
}

/* A page is filled with the account's own policies, then with AWS's; the marker is the last one's ARN. */
struct filling {
    struct doc *list;
    size_t size;
    bool is_truncated;
};

static void take(struct call *c, struct filling *f, const struct iam_policy *p)
{
    if (f->is_truncated || !is_asked(c, p)) return;
    if (doc_count(f->list) == f->size) f->is_truncated = true;
    else iam_policy_put(c, p, doc_append_map(f->list));
}

static void take_own(struct call *c, struct filling *f, struct span after)
{
    struct span account = span_of(c->who.account);
    struct doc *names =
        iam_store_entity_names(c->db, &c->arena, account, IAM_POLICY, (struct span){ NULL, 0 }, after, INT64_MAX);
    struct iam_policy p;
    struct iam_entity e;

    for (size_t i = 0; i < doc_count(names) && !f->is_truncated; i++) {
        if (!iam_store_entity_find(c->db, &c->arena, account, IAM_POLICY, doc_text(doc_at(names, i)), &e)) continue;
        iam_policy_of_entity(&e, &p);
        take(c, f, &p);
    }
}

static void take_aws(struct call *c, struct filling *f, const struct iam_aws_policy *after)
{
    struct iam_policy p;

    for (size_t i = after ? (size_t)(after - iam_aws_policies) + 1 : 0; i < iam_aws_policies_count && !f->is_truncated;
         i++) {
        iam_policy_of_aws(&c->arena, &iam_aws_policies[i], &p);
        take(c, f, &p);
    }
}

int iam_list_policies(struct call *c)
{
    struct span scope = doc_get_str(c->in, "Scope");
    const struct iam_aws_policy *aws;
    struct iam_page page;
    struct filling f;

    if (iam_page_begin(c, &page)) return -1;
    aws = iam_aws_policy_find(page.after);
    f = (struct filling){ .list = doc_put_list(c->out, "Policies"), .size = page.size };
    if (!aws && !span_is(scope, "AWS"))
        take_own(c, &f, iam_kind_name_of_arn(IAM_POLICY, span_of(c->who.account), page.after));
    if (!span_is(scope, "Local")) take_aws(c, &f, aws);
    iam_page_end(c, f.is_truncated, doc_get_str(doc_at(f.list, doc_count(f.list) - 1), "Arn"));
    return 0;
}

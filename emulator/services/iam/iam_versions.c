/* Handlers of managed policies' versions. */
#include "emulator/services/iam/iam_versions.h"

#include <inttypes.h>

#include "emulator/services/iam/iam_documents.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_version_store.h"

#define VERSIONS_MAX    5
#define POLICY_SIZE_MAX 6144

static void version_put(const struct iam_policy *p, int64_t number, int64_t created_ms, struct doc *out)
{
    doc_put_format(out, "VersionId", "v%" PRId64, number);
    doc_put_bool(out, "IsDefaultVersion", number == p->default_version);
    doc_put_int(out, "CreateDate", created_ms);
}

/* The policy becomes one with that default version, or with that last one. */
static void policy_write(struct call *c, struct iam_policy *p, const char *member, int64_t number)
{
    doc_put_int(p->e.detail, member, number);
    doc_put_int(p->e.detail, "UpdateDate", c->now_ms);
    iam_store_entity_update(c->db, &p->e);
}

int iam_create_policy_version(struct call *c)
{
    struct span document = doc_get_str(c->in, "PolicyDocument");
    struct iam_policy p;
    int64_t number;

    if (iam_document_check(c, document, IAM_DOCUMENT_IDENTITY) || iam_policy_require_own(c, &p)) return -1;
    if (iam_quota_check(c, "PolicySize", iam_document_size(document) - 1, POLICY_SIZE_MAX)) return -1;
    if (doc_count(iam_store_version_numbers(c->db, &c->arena, p.e.id)) >= VERSIONS_MAX)
        return fault(c, &iam_limit_exceeded,
                     "A managed policy can have up to %d versions. Before you create a new version, you must delete an "
                     "existing version.",
                     VERSIONS_MAX);
    number = doc_get_int(p.e.detail, "LastVersion", 1) + 1;
    iam_store_version_insert(c->db, p.e.id, number, document, c->now_ms);
    if (doc_get_bool(c->in, "SetAsDefault", false)) {
        doc_put_int(p.e.detail, "DefaultVersion", number);
        p.default_version = number;
    }
    policy_write(c, &p, "LastVersion", number);
    version_put(&p, number, c->now_ms, doc_put_map(c->out, "PolicyVersion"));
    return 0;
}

static int missing(struct call *c)
{
    return fault(c, &iam_no_such_entity, "Policy %.*s version %.*s does not exist or is not attachable.",
                 SPAN_ARG(doc_get_str(c->in, "PolicyArn")), SPAN_ARG(doc_get_str(c->in, "VersionId")));
}

/* The number of "v12"; 0 for what is never one. */
static int64_t number_of(struct span version_id)
{
    int64_t number;

    return span_int(span_sub(version_id, 1, SIZE_MAX), &number) ? number : 0;
}

/* The version that the input names; of AWS's policies the default one alone is there. */
static int version_require(struct call *c, struct iam_policy *p, int64_t *number, struct span *document,
                           int64_t *created_ms)
{
    struct span arn = doc_get_str(c->in, "PolicyArn");

    *number = number_of(doc_get_str(c->in, "VersionId"));
    if (!iam_policy_find(c->db, &c->arena, span_of(c->who.account), arn, p)) return missing(c);
    if (p->aws) {
        if (*number != p->default_version) return missing(c);
        *document = iam_aws_policy_document(&c->arena, p->aws);
        *created_ms = p->updated_ms;
        return 0;
    }
    *document = iam_store_version(c->db, &c->arena, p->e.id, *number, created_ms);
    return document->data ? 0 : missing(c);
}

int iam_get_policy_version(struct call *c)
{
    int64_t number, created_ms;
    struct span document;
    struct iam_policy p;
    struct doc *out;

    if (version_require(c, &p, &number, &document, &created_ms)) return -1;
    out = doc_put_map(c->out, "PolicyVersion");
    version_put(&p, number, created_ms, out);
    iam_document_put(c, out, "Document", document);
    return 0;
}

/* AWS: the versions of AWS's policies have the times at which they were made; here there is the newest. */
void iam_versions_put(struct call *c, const struct iam_policy *p, bool with_documents, struct doc *list)
{
    struct doc *numbers = p->aws ? doc_list(&c->arena) : iam_store_version_numbers(c->db, &c->arena, p->e.id);

    if (p->aws) doc_append(numbers, doc_int(&c->arena, p->default_version));
    for (size_t i = 0; i < doc_count(numbers); i++) {
        struct doc *item = doc_append_map(list);
        int64_t number = doc_at(numbers, i)->integer, created_ms = p->updated_ms;
        struct span document =
            p->aws ? (struct span){ NULL, 0 } : iam_store_version(c->db, &c->arena, p->e.id, number, &created_ms);
        version_put(p, number, created_ms, item);
        if (!with_documents) continue;
        if (p->aws) document = iam_aws_policy_document(&c->arena, p->aws);
        iam_document_put(c, item, "Document", document);
    }
}

int iam_list_policy_versions(struct call *c)
{
    struct doc *all = doc_list(&c->arena);
    struct iam_policy p;

    if (iam_policy_require(c, &p)) return -1;
    iam_versions_put(c, &p, false, all);
    return iam_page_list(c, "Versions", all, "VersionId");
}

int iam_delete_policy_version(struct call *c)
{
    int64_t number, created_ms;
    struct span document;
    struct iam_policy p;

    if (iam_policy_check_own(c) || version_require(c, &p, &number, &document, &created_ms)) return -1;
    if (number == p.default_version)
        return fault(c, &iam_delete_conflict, "Cannot delete the default version of a policy.");
    iam_store_version_delete(c->db, p.e.id, number);
    return 0;
}

int iam_set_default_policy_version(struct call *c)
{
    int64_t number, created_ms;
    struct span document;
    struct iam_policy p;

    if (iam_policy_check_own(c) || version_require(c, &p, &number, &document, &created_ms)) return -1;
    policy_write(c, &p, "DefaultVersion", number);
    return 0;
}

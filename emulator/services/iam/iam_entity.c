/* Finding, making and listing what IAM names. */
#include "emulator/services/iam/iam_entity.h"

#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_policy.h"
#include "emulator/services/iam/iam_tag_list.h"

/* --- finding ------------------------------------------------------------------------------------------------------ */

int iam_entity_require(struct call *c, enum iam_kind kind, struct span name, struct iam_entity *e)
{
    if (iam_store_entity_find(c->db, &c->arena, span_of(c->who.account), kind, name, e)) return 0;
    return iam_kind_missing(c, kind, name);
}

/* The ARN must be the whole of it, with its path. */
static int require_arn(struct call *c, enum iam_kind kind, struct span arn, struct iam_entity *e)
{
    struct span account = span_of(c->who.account), name = iam_kind_name_of_arn(kind, account, arn);

    if (name.size && iam_store_entity_find(c->db, &c->arena, account, kind, name, e) && span_eq(e->arn, arn)) return 0;
    return iam_kind_missing(c, kind, arn);
}

int iam_entity_of_input(struct call *c, struct iam_entity *e)
{
    enum iam_kind kind = iam_kind_of_input(c->operation);
    struct span key = doc_get_str(c->in, iam_kind_key(kind));

    return iam_kind_key_is_arn(kind) ? require_arn(c, kind, key, e) : iam_entity_require(c, kind, key, e);
}

int iam_entity_to_change(struct call *c, struct iam_entity *e)
{
    if (iam_entity_of_input(c, e)) return -1;
    if (e->kind != IAM_ROLE || !span_starts(e->path, "/aws-service-role/")) return 0;
    return fault(c, &iam_unmodifiable_entity,
                 "Cannot perform the operation on the protected role '%.*s' - this role is only modifiable by AWS",
                 SPAN_ARG(e->name));
}

/* --- making ------------------------------------------------------------------------------------------------------- */

static int check_free(struct call *c, enum iam_kind kind, struct span name)
{
    struct iam_entity other;

    if (!iam_store_entity_find(c->db, &c->arena, span_of(c->who.account), kind, name, &other)) return 0;
    return iam_kind_exists(c, kind, name);
}

int iam_entity_create(struct call *c, struct iam_entity *e)
{
    e->account = span_of(c->who.account);
    if (!e->path.data) e->path = doc_get_str(c->in, "Path");
    if (!e->path.data) e->path = SPAN("/");
    e->description = doc_get_str(c->in, "Description");
    e->boundary = doc_get_str(c->in, "PermissionsBoundary");
    e->created_ms = c->now_ms;
    if (!e->detail) e->detail = doc_map(&c->arena);
    e->tags = doc_list(&c->arena);
    if (iam_tag_list_add(c, e->tags, doc_get(c->in, "Tags"), iam_kind_tags_nocase(e->kind))) return -1;
    if (check_free(c, e->kind, e->name)) return -1;
    if (e->boundary.data && iam_policy_check_boundary(c, e->boundary)) return -1;
    if (iam_kind_quota_check(c, e->kind, iam_store_entity_count(c->db, e->account, e->kind))) return -1;
    e->unique_id = iam_kind_unique_id(&c->arena, e->kind);
    e->arn = iam_kind_arn(&c->arena, e->kind, e->account, e->path, e->name);
    iam_store_entity_insert(c->db, e);
    return 0;
}

int iam_entity_rename(struct call *c, struct iam_entity *e, const char *new_name)
{
    struct span name = doc_get_str(c->in, new_name), path = doc_get_str(c->in, "NewPath");

    if (path.data) e->path = path;
    if (name.data) {
        bool is_same = span_eq_nocase(name, e->name);
        if (!is_same && check_free(c, e->kind, name)) return -1;
        e->name = name;
    }
    iam_store_entity_update(c->db, e);
    return 0;
}

/* --- telling ------------------------------------------------------------------------------------------------------ */

void iam_entity_put(const struct iam_entity *e, struct doc *out, const char *name_member, const char *id_member)
{
    doc_put_str(out, "Path", e->path);
    doc_put_str(out, name_member, e->name);
    doc_put_str(out, id_member, e->unique_id);
    doc_put_str(out, "Arn", e->arn);
    doc_put_int(out, "CreateDate", e->created_ms);
}

void iam_entity_put_more(const struct iam_entity *e, struct doc *out)
{
    struct doc *boundary;

    if (doc_count(e->tags)) doc_put(out, "Tags", e->tags);
    if (!e->boundary.size) return;
    boundary = doc_put_map(out, "PermissionsBoundary");
    doc_put_cstr(boundary, "PermissionsBoundaryType", "Policy");
    doc_put_str(boundary, "PermissionsBoundaryArn", e->boundary);
}

int iam_entity_list(struct call *c, enum iam_kind kind, const char *member,
                    void (*put)(struct call *c, const struct iam_entity *e, struct doc *out))
{
    struct span account = span_of(c->who.account);
    struct doc *list = doc_put_list(c->out, member), *names;
    struct iam_page page;

    if (iam_page_begin(c, &page)) return -1;
    names = iam_store_entity_names(c->db, &c->arena, account, kind, doc_get_str(c->in, "PathPrefix"), page.after,
                                   (int64_t)page.size + 1);
    for (size_t i = 0; i < doc_count(names) && i < page.size; i++) {
        struct iam_entity e;
        if (iam_store_entity_find(c->db, &c->arena, account, kind, doc_text(doc_at(names, i)), &e))
            put(c, &e, doc_append_map(list));
    }
    iam_page_end(c, doc_count(names) > page.size, doc_text(doc_at(names, page.size - 1)));
    return 0;
}

/* Handlers of inline policies. */
#include "emulator/services/iam/iam_inline.h"

#include <inttypes.h>

#include "emulator/services/iam/iam_documents.h"
#include "emulator/services/iam/iam_entity.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_list.h"

/* AWS: so many characters, without white space, may all inline policies together have. */
static int64_t size_max(enum iam_kind kind)
{
    return kind == IAM_USER ? 2048 : kind == IAM_GROUP ? 5120 : 10240;
}

static int check_size(struct call *c, const struct iam_entity *e, struct span name, struct span document)
{
    struct doc *names = iam_store_inline_names(c->db, &c->arena, e->id);
    int64_t size = iam_document_size(document), max = size_max(e->kind);

    for (size_t i = 0; i < doc_count(names); i++) {
        struct span other = doc_text(doc_at(names, i));
        if (!span_is_nocase(other, arena_string(&c->arena, name)))
            size += iam_document_size(iam_store_inline(c->db, &c->arena, e->id, other, NULL));
    }
    if (size <= max) return 0;
    return fault(c, &iam_limit_exceeded, "Maximum policy size of %" PRId64 " bytes exceeded for %s %.*s", max,
                 iam_kind_name(e->kind), SPAN_ARG(e->name));
}

int iam_put_inline_policy(struct call *c)
{
    struct span name = doc_get_str(c->in, "PolicyName"), document = doc_get_str(c->in, "PolicyDocument");
    struct iam_entity e;

    if (iam_document_check(c, document, IAM_DOCUMENT_IDENTITY) || iam_entity_to_change(c, &e)) return -1;
    if (check_size(c, &e, name, document)) return -1;
    iam_store_inline_put(c->db, e.id, name, document);
    return 0;
}

static int missing(struct call *c, const struct iam_entity *e)
{
    return fault(c, &iam_no_such_entity, "The %s policy with name %.*s cannot be found.", iam_kind_name(e->kind),
                 SPAN_ARG(doc_get_str(c->in, "PolicyName")));
}

int iam_get_inline_policy(struct call *c)
{
    struct span document, name;
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    document = iam_store_inline(c->db, &c->arena, e.id, doc_get_str(c->in, "PolicyName"), &name);
    if (!document.data) return missing(c, &e);
    doc_put_str(c->out, iam_kind_key(e.kind), e.name);
    doc_put_str(c->out, "PolicyName", name);
    iam_document_put(c, c->out, "PolicyDocument", document);
    return 0;
}

int iam_delete_inline_policy(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_to_change(c, &e)) return -1;
    return iam_store_inline_delete(c->db, e.id, doc_get_str(c->in, "PolicyName")) ? 0 : missing(c, &e);
}

int iam_list_inline_policies(struct call *c)
{
    struct iam_entity e;

    if (iam_entity_of_input(c, &e)) return -1;
    return iam_page_list(c, "PolicyNames", iam_store_inline_names(c->db, &c->arena, e.id), NULL);
}

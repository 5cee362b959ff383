/* Finding, making and listing credentials. */
#include "emulator/services/iam/iam_credentials.h"

#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"

int iam_credential_require(struct call *c, const char *kind, const char *member, const char *what,
                           struct iam_entity *user, struct iam_credential *cr)
{
    struct span id = doc_get_str(c->in, member);

    if (iam_caller_user(c, user)) return -1;
    if (iam_store_credential_find(c->db, &c->arena, id, cr) && span_is(cr->kind, kind) && cr->entity == user->id &&
        span_eq(cr->account, user->account))
        return 0;
    return fault(c, &iam_no_such_entity, "The %s with id %.*s cannot be found.", what, SPAN_ARG(id));
}

void iam_credential_init(struct call *c, const struct iam_entity *user, const char *kind, struct span id,
                         struct iam_credential *cr)
{
    *cr = (struct iam_credential){ .id = id,
                                   .kind = span_of(kind),
                                   .account = user->account,
                                   .entity = user->id,
                                   .status = SPAN("Active"),
                                   .created_ms = c->now_ms,
                                   .detail = doc_map(&c->arena) };
}

void iam_credential_put_user(const struct iam_entity *user, struct doc *out)
{
    if (user->id) doc_put_str(out, "UserName", user->name);
}

int iam_credential_list(struct call *c, const char *kind, const char *member, const char *key,
                        void (*put)(const struct iam_credential *cr, struct doc *out))
{
    struct doc *all = doc_list(&c->arena), *ids;
    struct iam_credential cr;
    struct iam_entity user;

    if (iam_caller_user(c, &user)) return -1;
    ids = iam_store_credential_ids(c->db, &c->arena, &user, kind);
    for (size_t i = 0; i < doc_count(ids); i++) {
        struct doc *item;
        if (!iam_store_credential_find(c->db, &c->arena, doc_text(doc_at(ids, i)), &cr)) continue;
        item = doc_append_map(all);
        iam_credential_put_user(&user, item);
        put(&cr, item);
    }
    return iam_page_list(c, member, all, key);
}

int iam_credential_set_status(struct call *c, struct iam_credential *cr)
{
    cr->status = doc_get_str(c->in, "Status");
    iam_store_credential_update(c->db, cr);
    return 0;
}

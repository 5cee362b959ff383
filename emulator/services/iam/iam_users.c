/* Handlers of users. */
#include "emulator/services/iam/iam_users.h"

#include "emulator/services/iam/iam_attached_store.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credential_store.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_inline_store.h"
#include "emulator/services/iam/iam_member_store.h"

void iam_user_put(struct call *c, const struct iam_entity *e, struct doc *out)
{
    (void)c;
    iam_entity_put(e, out, "UserName", "UserId");
}

int iam_create_user(struct call *c)
{
    struct iam_entity e = { .kind = IAM_USER, .name = doc_get_str(c->in, "UserName") };
    struct doc *out;

    if (iam_entity_create(c, &e)) return -1;
    out = doc_put_map(c->out, "User");
    iam_user_put(c, &e, out);
    iam_entity_put_more(&e, out);
    return 0;
}

/* AWS: the root of an account is told as a user without a name. */
int iam_get_user(struct call *c)
{
    struct iam_entity e;
    struct doc *out;

    if (iam_caller_user(c, &e)) return -1;
    out = doc_put_map(c->out, "User");
    if (e.id) {
        iam_user_put(c, &e, out);
        iam_entity_put_more(&e, out);
    } else {
        doc_put_str(out, "UserId", e.unique_id);
        doc_put_str(out, "Arn", e.arn);
        doc_put_int(out, "CreateDate", e.created_ms);
    }
    return 0;
}

int iam_list_users(struct call *c)
{
    return iam_entity_list(c, IAM_USER, "Users", iam_user_put);
}

int iam_update_user(struct call *c)
{
    struct iam_entity e;

    return iam_entity_of_input(c, &e) || iam_entity_rename(c, &e, "NewUserName") ? -1 : 0;
}

/* What a user still has, in AWS's words; NULL: nothing. */
static const char *what_is_left(struct call *c, const struct iam_entity *e)
{
    if (iam_store_attached_count(c->db, e->id)) return "must detach all policies first.";
    if (doc_count(iam_store_inline_names(c->db, &c->arena, e->id))) return "must delete policies first.";
    if (doc_count(iam_store_member_groups(c->db, &c->arena, e->id))) return "must remove users from group first.";
    if (iam_store_credential_count(c->db, e, "access-key")) return "must delete access keys first.";
    if (iam_store_credential_count(c->db, e, "signing-certificate")) return "must delete signing certificates first.";
    if (iam_store_credential_count(c->db, e, "login-profile")) return "must delete login profile first.";
    if (iam_store_credential_count(c->db, e, "mfa")) return "must delete MFA device first.";
    if (iam_store_credential_count(c->db, e, NULL)) return "must remove referenced objects first.";
    return NULL;
}

int iam_delete_user(struct call *c)
{
    struct iam_entity e;
    const char *left;

    if (iam_entity_of_input(c, &e)) return -1;
    left = what_is_left(c, &e);
    if (left) return fault(c, &iam_delete_conflict, "Cannot delete entity, %s", left);
    iam_store_entity_delete(c->db, &e);
    return 0;
}

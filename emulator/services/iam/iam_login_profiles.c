/* Handlers of login profiles. A profile is a credential whose id is its user's; the password is kept as a digest. */
#include "emulator/services/iam/iam_login_profiles.h"

#include "emulator/base/digest.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_password_policy.h"

#define KIND "login-profile"

static bool profile_find(struct call *c, const struct iam_entity *user, struct iam_credential *cr)
{
    return iam_store_credential_find(c->db, &c->arena, user->unique_id, cr);
}

static int profile_require(struct call *c, struct iam_entity *user, struct iam_credential *cr)
{
    if (iam_caller_user(c, user)) return -1;
    if (profile_find(c, user, cr)) return 0;
    return fault(c, &iam_no_such_entity, "Login Profile for User %.*s cannot be found.", SPAN_ARG(user->name));
}

static const char *password_digest(struct call *c, const struct iam_entity *user, struct span password)
{
    return sha256_hex(&c->arena, arena_format(&c->arena, "%.*s:%.*s", SPAN_ARG(user->unique_id), SPAN_ARG(password)));
}

static void profile_put(const struct iam_entity *user, const struct iam_credential *cr, struct doc *out)
{
    iam_credential_put_user(user, out);
    doc_put_int(out, "CreateDate", cr->created_ms);
    doc_put_bool(out, "PasswordResetRequired", doc_get_bool(cr->detail, "PasswordResetRequired", false));
}

/* -1: the account's policy takes no such password. */
static int password_set(struct call *c, const struct iam_entity *user, struct iam_credential *cr, struct span password)
{
    if (!password.data) return 0;
    if (iam_password_check(c, password)) return -1;
    doc_put_cstr(cr->detail, "Password", password_digest(c, user, password));
    doc_put_int(cr->detail, "PasswordChanged", c->now_ms);
    return 0;
}

int iam_create_login_profile(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (iam_caller_user(c, &user)) return -1;
    if (profile_find(c, &user, &cr))
        return fault(c, &iam_entity_already_exists, "Login Profile for user %.*s already exists.", SPAN_ARG(user.name));
    iam_credential_init(c, &user, KIND, user.unique_id, &cr);
    doc_put_bool(cr.detail, "PasswordResetRequired", doc_get_bool(c->in, "PasswordResetRequired", false));
    if (password_set(c, &user, &cr, doc_get_str(c->in, "Password"))) return -1;
    iam_store_credential_insert(c->db, &cr);
    profile_put(&user, &cr, doc_put_map(c->out, "LoginProfile"));
    return 0;
}

int iam_get_login_profile(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (profile_require(c, &user, &cr)) return -1;
    profile_put(&user, &cr, doc_put_map(c->out, "LoginProfile"));
    return 0;
}

int iam_update_login_profile(struct call *c)
{
    struct doc *reset = doc_get(c->in, "PasswordResetRequired");
    struct iam_credential cr;
    struct iam_entity user;

    if (profile_require(c, &user, &cr) || password_set(c, &user, &cr, doc_get_str(c->in, "Password"))) return -1;
    if (reset) doc_put(cr.detail, "PasswordResetRequired", reset);
    iam_store_credential_update(c->db, &cr);
    return 0;
}

int iam_delete_login_profile(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (profile_require(c, &user, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}

/* Of the caller's own. */
int iam_change_password(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (c->who.kind != IDENTITY_USER)
        return fault(c, &iam_invalid_user_type, "Only IAM Users can change their own password");
    doc_put_str(c->in, "UserName", iam_caller_name(c));
    if (profile_require(c, &user, &cr)) return -1;
    if (!span_is(doc_get_str(cr.detail, "Password"), password_digest(c, &user, doc_get_str(c->in, "OldPassword"))))
        return fault(c, &iam_access_denied, "The old password was incorrect.");
    if (password_set(c, &user, &cr, doc_get_str(c->in, "NewPassword"))) return -1;
    doc_put_bool(cr.detail, "PasswordResetRequired", false);
    iam_store_credential_update(c->db, &cr);
    return 0;
}

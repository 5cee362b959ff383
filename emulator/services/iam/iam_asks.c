/* What calls to IAM ask. */
#include "emulator/services/iam/iam_asks.h"

#include "emulator/core/arn.h"
#include "emulator/core/ask.h"
#include "emulator/services/iam/iam_credential_store.h"

static void ask_for_name(struct call *c, enum iam_kind kind, struct span path, struct span name)
{
    ask_for(c, iam_kind_arn(&c->arena, kind, span_of(c->who.account), path.size ? path : SPAN("/"), name));
}

void iam_ask_entity(struct call *c)
{
    enum iam_kind kind = iam_kind_of_input(c->operation);
    struct span key = doc_get_str(c->in, iam_kind_key(kind)), account = span_of(c->who.account);
    struct iam_entity e = { 0 };

    if (!key.data) {
        ask_for(c, span_of(c->who.arn));
    } else if (iam_kind_key_is_arn(kind)) {
        ask_for(c, key);
    } else {
        if (c->db) iam_store_entity_find(c->db, &c->arena, account, kind, key, &e);
        ask_for_name(c, kind, e.path, e.name.size ? e.name : key);
    }
}

void iam_ask_arn(struct call *c)
{
    ask_for(c, doc_get_str(c->in, "Arn"));
}

void iam_ask_caller(struct call *c)
{
    ask_for(c, span_of(c->who.arn));
}

/* --- what is to be made ------------------------------------------------------------------------------------------- */

static void ask_new(struct call *c, enum iam_kind kind, const char *name)
{
    ask_for_name(c, kind, doc_get_str(c->in, "Path"), doc_get_str(c->in, name));
}

void iam_ask_new_user(struct call *c)
{
    ask_new(c, IAM_USER, "UserName");
}

void iam_ask_new_group(struct call *c)
{
    ask_new(c, IAM_GROUP, "GroupName");
}

void iam_ask_new_role(struct call *c)
{
    ask_new(c, IAM_ROLE, "RoleName");
}

void iam_ask_new_profile(struct call *c)
{
    ask_new(c, IAM_INSTANCE_PROFILE, "InstanceProfileName");
}

void iam_ask_new_policy(struct call *c)
{
    ask_new(c, IAM_POLICY, "PolicyName");
}

void iam_ask_new_mfa(struct call *c)
{
    ask_new(c, IAM_MFA, "VirtualMFADeviceName");
}

void iam_ask_new_certificate(struct call *c)
{
    ask_new(c, IAM_SERVER_CERTIFICATE, "ServerCertificateName");
}

/* --- lists -------------------------------------------------------------------------------------------------------- */

static void ask_below(struct call *c, enum iam_kind kind)
{
    ask_for_name(c, kind, doc_get_str(c->in, "PathPrefix"), SPAN(""));
}

void iam_ask_users(struct call *c)
{
    ask_below(c, IAM_USER);
}

void iam_ask_groups(struct call *c)
{
    ask_below(c, IAM_GROUP);
}

void iam_ask_roles(struct call *c)
{
    ask_below(c, IAM_ROLE);
}

void iam_ask_profiles(struct call *c)
{
    ask_below(c, IAM_INSTANCE_PROFILE);
}

void iam_ask_mfas(struct call *c)
{
    ask_below(c, IAM_MFA);
}

void iam_ask_certificates(struct call *c)
{
    ask_below(c, IAM_SERVER_CERTIFICATE);
}

/* AWS: "… is not authorized to perform: iam:ListPolicies on resource: policy path /". */
void iam_ask_policies(struct call *c)
{
    struct span prefix = doc_get_str(c->in, "PathPrefix");

    ask_for(c, arena_format(&c->arena, "policy path %.*s", SPAN_ARG(prefix.size ? prefix : SPAN("/"))));
}

void iam_ask_access_key(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (c->db && iam_store_credential_find(c->db, &c->arena, doc_get_str(c->in, "AccessKeyId"), &cr) &&
        iam_store_entity_find_id(c->db, &c->arena, cr.entity, &user))
        ask_for(c, user.arn);
    else ask_for(c, SPAN("*"));
}

void iam_ask_profile_role(struct call *c)
{
    struct span name = doc_get_str(c->in, "RoleName");
    struct iam_entity role = { 0 };

    iam_ask_entity(c);
    if (c->db) iam_store_entity_find(c->db, &c->arena, span_of(c->who.account), IAM_ROLE, name, &role);
    ask_pass_role(c,
                  role.arn.size
                      ? role.arn
                      : arn_make(&c->arena, "iam", SPAN(""), span_of(c->who.account), "role/%.*s", SPAN_ARG(name)),
                  "ec2.amazonaws.com");
}

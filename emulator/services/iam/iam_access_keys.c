/* Handlers of access keys. */
#include "emulator/services/iam/iam_access_keys.h"

#include "emulator/base/ids.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"

#define KEYS_PER_USER 2
#define SECRET_SIZE   40

static void key_put(const struct iam_credential *cr, struct doc *out)
{
    doc_put_str(out, "AccessKeyId", cr->id);
    doc_put_str(out, "Status", cr->status);
    doc_put_int(out, "CreateDate", cr->created_ms);
}

int iam_create_access_key(struct call *c)
{
    char id[13], secret[SECRET_SIZE + 1];
    struct iam_credential cr;
    struct iam_entity user;
    struct doc *out;

    if (iam_caller_user(c, &user)) return -1;
    if (iam_quota_check(c, "AccessKeysPerUser", iam_store_credential_count(c->db, &user, IAM_ACCESS_KEY),
                        KEYS_PER_USER))
        return -1;
    random_text(id, sizeof id - 1, ALPHABET_UPPER);
    random_text(secret, SECRET_SIZE, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    iam_credential_init(c, &user, IAM_ACCESS_KEY, arena_format(&c->arena, IAM_ACCESS_KEY_PREFIX "%s", id), &cr);
    doc_put_cstr(cr.detail, "SecretAccessKey", secret);
    iam_store_credential_insert(c->db, &cr);
    out = doc_put_map(c->out, "AccessKey");
    iam_credential_put_user(&user, out);
    key_put(&cr, out);
    doc_put_cstr(out, "SecretAccessKey", secret);
    return 0;
}

int iam_list_access_keys(struct call *c)
{
    return iam_credential_list(c, IAM_ACCESS_KEY, "AccessKeyMetadata", "AccessKeyId", key_put);
}

static int key_require(struct call *c, struct iam_credential *cr)
{
    struct iam_entity user;

    return iam_credential_require(c, IAM_ACCESS_KEY, "AccessKeyId", "Access Key", &user, cr);
}

int iam_update_access_key(struct call *c)
{
    struct iam_credential cr;

    return key_require(c, &cr) ? -1 : iam_credential_set_status(c, &cr);
}

int iam_delete_access_key(struct call *c)
{
    struct iam_credential cr;

    if (key_require(c, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}

/* AWS: "N/A" stands for what is not known. */
int iam_get_access_key_last_used(struct call *c)
{
    struct span id = doc_get_str(c->in, "AccessKeyId");
    struct iam_credential cr;
    struct iam_entity user;
    struct doc *last;

    if (!iam_store_credential_find(c->db, &c->arena, id, &cr) || !span_is(cr.kind, IAM_ACCESS_KEY) ||
        !span_is(cr.account, c->who.account))
        return fault(c, &iam_access_denied,
                     "User: %s is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key %.*s",
                     c->who.arn, SPAN_ARG(id));
    if (iam_store_entity_find_id(c->db, &c->arena, cr.entity, &user)) doc_put_str(c->out, "UserName", user.name);
    last = doc_get(cr.detail, "LastUsed");
    if (last) {
        doc_put(c->out, "AccessKeyLastUsed", last);
        return 0;
    }
    last = doc_put_map(c->out, "AccessKeyLastUsed");
    doc_put_cstr(last, "ServiceName", "N/A");
    doc_put_cstr(last, "Region", "N/A");
    return 0;
}

/* Handlers of service-specific credentials. Those of Bedrock are keys, the others a name and a password. */
#include "emulator/services/iam/iam_service_credentials.h"

#include "emulator/base/ids.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_credentials.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"

#define KIND                 "service-credential"
#define CREDENTIALS_PER_USER 2 /* of a service */
#define DAY_MS               INT64_C(86400000)

static bool is_bedrock(struct span service)
{
    return span_is(service, "bedrock.amazonaws.com");
}

static bool is_known(struct span service)
{
    return is_bedrock(service) || span_is(service, "codecommit.amazonaws.com") ||
           span_is(service, "cassandra.amazonaws.com");
}

/* AWS: the name is the user's as it is called now. */
static void credential_put(struct call *c, const struct iam_entity *user, const struct iam_credential *cr,
                           struct doc *out)
{
    struct span service = doc_get_str(cr->detail, "ServiceName");
    const char *name = is_bedrock(service) ? "ServiceCredentialAlias" : "ServiceUserName";

    iam_credential_put_user(user, out);
    doc_put_str(out, "ServiceSpecificCredentialId", cr->id);
    doc_put_str(out, "ServiceName", service);
    doc_put_format(out, name, "%.*s-at-%s", SPAN_ARG(user->name), c->who.account);
    doc_put_str(out, "Status", cr->status);
    doc_put_int(out, "CreateDate", cr->created_ms);
    if (doc_get(cr->detail, "ExpirationDate")) doc_put(out, "ExpirationDate", doc_get(cr->detail, "ExpirationDate"));
}

static void credential_put_whole(struct call *c, const struct iam_entity *user, const struct iam_credential *cr)
{
    struct doc *out = doc_put_map(c->out, "ServiceSpecificCredential");

    credential_put(c, user, cr, out);
    doc_put_str(out, is_bedrock(doc_get_str(cr->detail, "ServiceName")) ? "ServiceCredentialSecret" : "ServicePassword",
                doc_get_str(cr->detail, "ServicePassword"));
}

static void password_renew(struct iam_credential *cr)
{
    char password[45];

    random_text(password, 43, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    password[43] = '=';
    password[44] = '\0';
    doc_put_cstr(cr->detail, "ServicePassword", password);
}

static int64_t count_of(struct call *c, const struct iam_entity *user, struct span service)
{
    struct doc *ids = iam_store_credential_ids(c->db, &c->arena, user, KIND);
    struct iam_credential cr;
    int64_t count = 0;

    for (size_t i = 0; i < doc_count(ids); i++)
        count += iam_store_credential_find(c->db, &c->arena, doc_text(doc_at(ids, i)), &cr) &&
                 span_eq(doc_get_str(cr.detail, "ServiceName"), service);
    return count;
}

int iam_create_service_specific_credential(struct call *c)
{
    struct span service = doc_get_str(c->in, "ServiceName");
    int64_t days = doc_get_int(c->in, "CredentialAgeDays", 0);
    struct iam_credential cr;
    struct iam_entity user;

    if (iam_caller_user(c, &user)) return -1;
    if (!is_known(service))
        return fault(c, &iam_no_such_entity, "No such service %.*s is supported for Service Specific Credentials",
                     SPAN_ARG(service));
    if (iam_quota_check(c, "ServiceSpecificCredentialsPerUser", count_of(c, &user, service), CREDENTIALS_PER_USER))
        return -1;
    iam_credential_init(c, &user, KIND, iam_unique_id(&c->arena, "ACCA"), &cr);
    doc_put_str(cr.detail, "ServiceName", service);
    if (days) doc_put_int(cr.detail, "ExpirationDate", c->now_ms + days * DAY_MS);
    password_renew(&cr);
    iam_store_credential_insert(c->db, &cr);
    credential_put_whole(c, &user, &cr);
    return 0;
}

static void list_of(struct call *c, const struct iam_entity *user, struct doc *all)
{
    struct doc *ids = iam_store_credential_ids(c->db, &c->arena, user, KIND);
    struct span service = doc_get_str(c->in, "ServiceName");
    struct iam_credential cr;

    for (size_t i = 0; i < doc_count(ids); i++)
        if (iam_store_credential_find(c->db, &c->arena, doc_text(doc_at(ids, i)), &cr) &&
            (!service.data || span_eq(doc_get_str(cr.detail, "ServiceName"), service)))
            credential_put(c, user, &cr, doc_append_map(all));
}

int iam_list_service_specific_credentials(struct call *c)
{
    struct span account = span_of(c->who.account), none = { NULL, 0 };
    struct doc *all = doc_list(&c->arena), *names;
    struct iam_entity user;

    if (!doc_get_bool(c->in, "AllUsers", false)) {
        if (iam_caller_user(c, &user)) return -1;
        list_of(c, &user, all);
    } else {
        names = iam_store_entity_names(c->db, &c->arena, account, IAM_USER, none, none, INT64_MAX);
        for (size_t i = 0; i < doc_count(names); i++)
            if (iam_store_entity_find(c->db, &c->arena, account, IAM_USER, doc_text(doc_at(names, i)), &user))
                list_of(c, &user, all);
    }
    return iam_page_list(c, "ServiceSpecificCredentials", all, "ServiceSpecificCredentialId");
}

static int credential_require(struct call *c, struct iam_entity *user, struct iam_credential *cr)
{
    struct span id = doc_get_str(c->in, "ServiceSpecificCredentialId");

    if (iam_caller_user(c, user)) return -1;
    if (iam_store_credential_find(c->db, &c->arena, id, cr) && span_is(cr->kind, KIND) && cr->entity == user->id)
        return 0;
    return fault(c, &iam_no_such_entity, "No such credential %.*s exists", SPAN_ARG(id));
}

int iam_update_service_specific_credential(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    return credential_require(c, &user, &cr) ? -1 : iam_credential_set_status(c, &cr);
}

int iam_reset_service_specific_credential(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (credential_require(c, &user, &cr)) return -1;
    password_renew(&cr);
    iam_store_credential_update(c->db, &cr);
    credential_put_whole(c, &user, &cr);
    return 0;
}

int iam_delete_service_specific_credential(struct call *c)
{
    struct iam_credential cr;
    struct iam_entity user;

    if (credential_require(c, &user, &cr)) return -1;
    iam_store_credential_delete(c->db, cr.id);
    return 0;
}

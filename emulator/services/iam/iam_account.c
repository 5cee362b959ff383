/* Handlers of the account's alias and summary. */
#include "emulator/services/iam/iam_account.h"

#include "emulator/services/iam/iam_access_keys.h"
#include "emulator/services/iam/iam_account_store.h"
#include "emulator/services/iam/iam_credential_store.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_list.h"
#include "emulator/services/iam/iam_version_store.h"

#define ALIAS "alias"

/* AWS: an account has one alias at most, and a new one takes its place. */
int iam_create_account_alias(struct call *c)
{
    struct span alias = doc_get_str(c->in, "AccountAlias"), account = span_of(c->who.account);

    if (iam_store_account_is_taken(c->db, ALIAS, alias) &&
        !span_eq(iam_store_account_value(c->db, &c->arena, account, ALIAS), alias))
        return fault(c, &iam_entity_already_exists, "The account alias %.*s already exists.", SPAN_ARG(alias));
    iam_store_account_set(c->db, account, ALIAS, alias);
    return 0;
}

int iam_delete_account_alias(struct call *c)
{
    struct span alias = doc_get_str(c->in, "AccountAlias"), account = span_of(c->who.account);

    if (!span_eq(iam_store_account_value(c->db, &c->arena, account, ALIAS), alias))
        return fault(c, &iam_no_such_entity, "The account alias %.*s cannot be found.", SPAN_ARG(alias));
    iam_store_account_clear(c->db, account, ALIAS);
    return 0;
}

int iam_list_account_aliases(struct call *c)
{
    struct span alias = iam_store_account_value(c->db, &c->arena, span_of(c->who.account), ALIAS);
    struct doc *all = doc_list(&c->arena);

    if (alias.data) doc_append_str(all, alias);
    return iam_page_list(c, "AccountAliases", all, NULL);
}

/* --- the summary -------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int64_t value;
} quotas[] = {
    { "AccessKeysPerUserQuota", 2 },
    { "AssumeRolePolicySizeQuota", 2048 },
    { "AttachedPoliciesPerGroupQuota", 10 },
    { "AttachedPoliciesPerRoleQuota", 10 },
    { "AttachedPoliciesPerUserQuota", 10 },
    { "GlobalEndpointTokenVersion", 1 },
    { "GroupPolicySizeQuota", 5120 },
    { "GroupsPerUserQuota", 10 },
    { "GroupsQuota", 300 },
    { "InstanceProfilesQuota", 1000 },
    { "PoliciesQuota", 1500 },
    { "PolicySizeQuota", 6144 },
    { "PolicyVersionsInUseQuota", 10000 },
    { "RolePolicySizeQuota", 10240 },
    { "RolesQuota", 1000 },
    { "ServerCertificatesQuota", 20 },
    { "SigningCertificatesPerUserQuota", 2 },
    { "UserPolicySizeQuota", 2048 },
    { "UsersQuota", 5000 },
    { "VersionsPerPolicyQuota", 5 },
};

static void put_count(struct call *c, struct doc *map, const char *name, enum iam_kind kind)
{
    doc_put_int(map, name, iam_store_entity_count(c->db, span_of(c->who.account), kind));
}

/* What the account's root has. */
static void put_root(struct call *c, struct doc *map)
{
    struct iam_entity root = { .kind = IAM_USER, .account = span_of(c->who.account) };

    doc_put_int(map, "AccountAccessKeysPresent", iam_store_credential_count(c->db, &root, IAM_ACCESS_KEY) > 0);
    doc_put_int(map, "AccountMFAEnabled", iam_store_credential_count(c->db, &root, "mfa") > 0);
    doc_put_int(map, "AccountPasswordPresent", iam_store_credential_count(c->db, &root, "login-profile") > 0);
    doc_put_int(map, "AccountSigningCertificatesPresent",
                iam_store_credential_count(c->db, &root, "signing-certificate") > 0);
}

int iam_get_account_summary(struct call *c)
{
    struct span account = span_of(c->who.account);
    struct doc *map = doc_put_map(c->out, "SummaryMap");

    for (size_t i = 0; i < sizeof quotas / sizeof *quotas; i++) doc_put_int(map, quotas[i].name, quotas[i].value);
    put_count(c, map, "Groups", IAM_GROUP);
    put_count(c, map, "InstanceProfiles", IAM_INSTANCE_PROFILE);
    put_count(c, map, "MFADevices", IAM_MFA);
    put_count(c, map, "Policies", IAM_POLICY);
    put_count(c, map, "Roles", IAM_ROLE);
    put_count(c, map, "ServerCertificates", IAM_SERVER_CERTIFICATE);
    put_count(c, map, "Users", IAM_USER);
    doc_put_int(map, "MFADevicesInUse", iam_store_credential_count_kind(c->db, account, "mfa"));
    doc_put_int(map, "PolicyVersionsInUse", iam_store_version_count(c->db, account));
    doc_put_int(map, "Providers",
                iam_store_entity_count(c->db, account, IAM_OIDC_PROVIDER) +
                    iam_store_entity_count(c->db, account, IAM_SAML_PROVIDER));
    put_root(c, map);
    return 0;
}

/* What the kinds are called. */
#include "emulator/services/iam/iam_kind.h"

#include <inttypes.h>

#include "emulator/base/ids.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_faults.h"

/* Words around a name. */
struct words {
    const char *before, *after;
};

/* ORDER iam_kind. AWS: quotas as of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * those that an account has without asking. */
static const struct kind {
    const char *name, *key, *id_prefix;
    struct words missing, exists;
    const char *quota;
    int64_t quota_max;
} kinds[] = {
    { "instance-profile",
      "InstanceProfileName",
      "AIPA",
      { "Instance Profile ", " cannot be found." },
      { "Instance Profile ", " already exists." },
      "InstanceProfilesPerAccount",
      1000 },
    { "group",
      "GroupName",
      "AGPA",
      { "The group with name ", " cannot be found." },
      { "Group with name ", " already exists." },
      "GroupsPerAccount",
      300 },
    { "user",
      "UserName",
      "AIDA",
      { "The user with name ", " cannot be found." },
      { "User with name ", " already exists." },
      "UsersPerAccount",
      5000 },
    { "role",
      "RoleName",
      "AROA",
      { "The role with name ", " cannot be found." },
      { "Role with name ", " already exists." },
      "RolesPerAccount",
      1000 },
    { "server-certificate",
      "ServerCertificateName",
      "ASCA",
      { "The Server Certificate with name ", " cannot be found." },
      { "The Server Certificate with name ", " already exists." },
      "ServerCertificatesPerAccount",
      20 },
    { "policy",
      "PolicyArn",
      "ANPA",
      { "Policy ", " was not found." },
      { "A policy called ", " already exists. Duplicate names are not allowed." },
      "PoliciesPerAccount",
      1500 },
    { "oidc-provider",
      "OpenIDConnectProviderArn",
      "AOIP",
      { "OpenIDConnect Provider not found for arn ", "" },
      { "Provider with url https://", " already exists." },
      "OpenIdConnectProvidersPerAccount",
      100 },
    { "saml-provider",
      "SAMLProviderArn",
      "ASAM",
      { "Manifest not found for arn ", "" },
      { "Provider with name ", " already exists." },
      "SAMLProvidersPerAccount",
      100 },
    { "mfa",
      "SerialNumber",
      "AMFA",
      { "MFA Device with serial number ", " does not exist." },
      { "MFA device already exists.", NULL },
      "MFADevicesPerAccount",
      5000 },
};
_Static_assert(sizeof kinds / sizeof *kinds == IAM_KINDS, "ORDER iam_kind");

const char *iam_kind_name(enum iam_kind kind)
{
    return kinds[kind].name;
}

const char *iam_kind_key(enum iam_kind kind)
{
    return kinds[kind].key;
}

bool iam_kind_key_is_arn(enum iam_kind kind)
{
    return kind >= IAM_POLICY;
}

bool iam_kind_tags_nocase(enum iam_kind kind)
{
    return kind == IAM_USER || kind == IAM_ROLE;
}

enum iam_kind iam_kind_of_input(const struct operation *o)
{
    enum iam_kind kind = 0;

    while (kind < IAM_KINDS && !shape_member(o->input, span_of(kinds[kind].key))) kind++;
    return kind;
}

struct span iam_kind_arn(struct arena *a, enum iam_kind kind, struct span account, struct span path, struct span name)
{
    return arn_make(a, "iam", SPAN(""), account, "%s%.*s%.*s", kinds[kind].name, SPAN_ARG(path), SPAN_ARG(name));
}

struct span iam_kind_name_of_arn(enum iam_kind kind, struct span account, struct span arn)
{
    size_t size = strlen(kinds[kind].name);
    struct span none = { NULL, 0 }, rest;
    struct arn parts;

    if (!arn_parse_of(arn, "iam", &parts) || !span_eq(parts.account, account)) return none;
    rest = span_sub(parts.resource, size, SIZE_MAX);
    if (!span_starts(parts.resource, kinds[kind].name) || !span_starts(rest, "/")) return none;
    return kind == IAM_OIDC_PROVIDER ? span_sub(rest, 1, SIZE_MAX) : arn_last(rest); /* its name may have slashes */
}

static int raise_in_words(struct call *c, const struct fault_kind *kind, struct words words, struct span name)
{
    if (!words.after) return fault(c, kind, "%s", words.before);
    return fault(c, kind, "%s%.*s%s", words.before, SPAN_ARG(name), words.after);
}

int iam_kind_missing(struct call *c, enum iam_kind kind, struct span name)
{
    return raise_in_words(c, &iam_no_such_entity, kinds[kind].missing, name);
}

int iam_kind_exists(struct call *c, enum iam_kind kind, struct span name)
{
    return raise_in_words(c, &iam_entity_already_exists, kinds[kind].exists, name);
}

int iam_quota_check(struct call *c, const char *what, int64_t count, int64_t max)
{
    return count < max ? 0 : fault(c, &iam_limit_exceeded, "Cannot exceed quota for %s: %" PRId64, what, max);
}

int iam_kind_quota_check(struct call *c, enum iam_kind kind, int64_t count)
{
    return iam_quota_check(c, kinds[kind].quota, count, kinds[kind].quota_max);
}

struct span iam_unique_id(struct arena *a, const char *prefix)
{
    char id[18];

    random_text(id, 17, ALPHABET_UPPER);
    return arena_format(a, "%s%s", prefix, id);
}

struct span iam_kind_unique_id(struct arena *a, enum iam_kind kind)
{
    return iam_unique_id(a, kinds[kind].id_prefix);
}

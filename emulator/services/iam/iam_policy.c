/* Finding managed policies. */
#include "emulator/services/iam/iam_policy.h"

#include "emulator/base/digest.h"
#include "emulator/core/arn.h"
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_version_store.h"

/* DIFFERS: the ids of AWS's policies are not AWS's, but made of the name, so that each keeps its own. */
static struct span aws_id(struct arena *a, const struct iam_aws_policy *p)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    unsigned char digest[32];
    char id[18] = "";

    sha256(span_of(p->name), digest);
    for (size_t i = 0; i < sizeof id - 1; i++) id[i] = letters[digest[i] % 32];
    return arena_format(a, "ANPA%s", id);
}

void iam_policy_of_aws(struct arena *a, const struct iam_aws_policy *aws, struct iam_policy *p)
{
    struct span whole = span_of(aws->name), name = arn_last(whole);

    *p = (struct iam_policy){ .aws = aws,
                              .default_version = aws->version,
                              .updated_ms = aws->updated_s * INT64_C(1000),
                              .e = { .kind = IAM_POLICY,
                                     .account = SPAN("aws"),
                                     .name = name,
                                     .path = arena_format(a, "/%.*s", (int)(whole.size - name.size), whole.data),
                                     .arn = arena_format(a, IAM_AWS_POLICY_ARN "%s", aws->name),
                                     .unique_id = aws_id(a, aws),
                                     .created_ms = aws->created_s * INT64_C(1000),
                                     .tags = doc_list(a),
                                     .detail = doc_map(a) } };
}

void iam_policy_of_entity(const struct iam_entity *e, struct iam_policy *p)
{
    *p = (struct iam_policy){ .e = *e,
                              .default_version = doc_get_int(e->detail, "DefaultVersion", 1),
                              .updated_ms = doc_get_int(e->detail, "UpdateDate", e->created_ms) };
}

bool iam_policy_find(struct db *db, struct arena *a, struct span account, struct span arn, struct iam_policy *p)
{
    struct span name = iam_kind_name_of_arn(IAM_POLICY, account, arn);
    const struct iam_aws_policy *aws = iam_aws_policy_find(arn);
    struct iam_entity e;

    if (aws) return iam_policy_of_aws(a, aws, p), true;
    if (!name.size || !iam_store_entity_find(db, a, account, IAM_POLICY, name, &e) || !span_eq(e.arn, arn))
        return false;
    iam_policy_of_entity(&e, p);
    return true;
}

/* AWS: users' operations have words of their own. */
static int refuse_arn(struct call *c, struct span arn)
{
    if (iam_kind_of_input(c->operation) == IAM_USER)
        return fault(c, &iam_validation, "Invalid ARN:  Could not be parsed!");
    return fault(c, &iam_validation, "ARN %.*s is not valid.", SPAN_ARG(arn));
}

static int require(struct call *c, const char *before, struct span policy_arn, const char *after, struct iam_policy *p)
{
    struct arn arn;

    if (!arn_parse(policy_arn, &arn)) return refuse_arn(c, policy_arn);
    if (iam_policy_find(c->db, &c->arena, span_of(c->who.account), policy_arn, p)) return 0;
    return fault(c, &iam_no_such_entity, "%s%.*s%s", before, SPAN_ARG(policy_arn), after);
}

int iam_policy_require(struct call *c, struct iam_policy *p)
{
    return require(c, "Policy ", doc_get_str(c->in, "PolicyArn"), " was not found.", p);
}

/* DIFFERS: the words with which AWS keeps its own policies are not known here. */
int iam_policy_check_own(struct call *c)
{
    struct span arn = doc_get_str(c->in, "PolicyArn");

    if (!span_starts(arn, IAM_AWS_POLICY_ARN)) return 0;
    return fault(c, &iam_access_denied, "User: %s is not authorized to perform: iam:%s on resource: policy %.*s",
                 c->who.arn, c->operation->name, SPAN_ARG(arn));
}

int iam_policy_require_own(struct call *c, struct iam_policy *p)
{
    return iam_policy_check_own(c) ? -1 : iam_policy_require(c, p);
}

int iam_policy_require_attachable(struct call *c, struct iam_policy *p)
{
    return require(c, "Policy ", doc_get_str(c->in, "PolicyArn"), " does not exist or is not attachable.", p);
}

int iam_policy_check_boundary(struct call *c, struct span arn)
{
    struct iam_policy p;
    struct arn parts;

    if (arn_parse(arn, &parts) && !span_starts(parts.resource, "policy/"))
        return fault(c, &iam_invalid_input, "ARN %.*s is not valid.", SPAN_ARG(arn));
    return require(c, "Scope ARN: ", arn, " does not exist or is not attachable.", &p);
}

struct span iam_policy_document(struct db *db, struct arena *a, const struct iam_policy *p)
{
    return p->aws ? iam_aws_policy_document(a, p->aws) : iam_store_version(db, a, p->e.id, p->default_version, NULL);
}

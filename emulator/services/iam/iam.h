/* IAM's parts. https://docs.aws.amazon.com/IAM/latest/APIReference/ */
#ifndef NUBE_IAM_H
#define NUBE_IAM_H

#include "emulator/core/call.h"
#include "emulator/core/shape.h"

extern const struct fault_kind iam_no_such_entity, iam_entity_already_exists, iam_malformed_policy_document,
    iam_delete_conflict, iam_validation;

extern const struct shape IamCreateRoleInput, IamRoleOutput, IamRoleInput, IamListRolesInput, IamListRolesOutput,
    IamPutRolePolicyInput, IamRolePolicyInput, IamGetRolePolicyOutput, IamListRolePoliciesOutput;

extern const char *const iam_schema[];

struct iam_role {
    int64_t id, created_ms, max_session_seconds;
    struct span account, name, path, arn, role_id, trust, description;
    struct span boundary; /* the ARN of its permissions boundary, or absent */
    struct doc *tags;     /* a list, or NULL */
};

/* The role's ARN, of its path and name, in the call's account. IAM's ARNs have no region. */
struct span iam_role_arn(struct call *c, const struct iam_role *r);

/* What comes back lies in the call's arena. False: there is none. */
bool iam_store_role_find(struct call *c, struct span name, struct iam_role *r);
void iam_store_role_insert(struct call *c, struct iam_role *r);
void iam_store_role_delete(struct call *c, const struct iam_role *r);
struct doc *iam_store_role_names(struct call *c, struct span path_prefix, struct span after, int64_t count);
void iam_store_policy_put(struct call *c, const struct iam_role *r, struct span name, struct span document);
bool iam_store_policy_delete(struct call *c, const struct iam_role *r, struct span name);
struct span iam_store_policy(struct call *c, const struct iam_role *r, struct span name);
struct doc *iam_store_policy_names(struct call *c, const struct iam_role *r);

int iam_create_role(struct call *c);
int iam_get_role(struct call *c);
int iam_list_roles(struct call *c);
int iam_delete_role(struct call *c);
int iam_put_role_policy(struct call *c);
int iam_get_role_policy(struct call *c);
int iam_delete_role_policy(struct call *c);
int iam_list_role_policies(struct call *c);

#endif

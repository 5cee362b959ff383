/* AWS IAM, what deployment needs of it: roles and their inline policies. Stored, not yet enforced. */
#include "emulator/services/iam/iam.h"

#include "emulator/core/service.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "CreateRole", &IamCreateRoleInput, &IamRoleOutput, iam_create_role, WRITES },
    { "GetRole", &IamRoleInput, &IamRoleOutput, iam_get_role },
    { "ListRoles", &IamListRolesInput, &IamListRolesOutput, iam_list_roles },
    { "DeleteRole", &IamRoleInput, &Nothing, iam_delete_role, WRITES },
    { "PutRolePolicy", &IamPutRolePolicyInput, &Nothing, iam_put_role_policy, WRITES },
    { "GetRolePolicy", &IamRolePolicyInput, &IamGetRolePolicyOutput, iam_get_role_policy },
    { "DeleteRolePolicy", &IamRolePolicyInput, &Nothing, iam_delete_role_policy, WRITES },
    { "ListRolePolicies", &IamRoleInput, &IamListRolePoliciesOutput, iam_list_role_policies },
    { 0 },
};

static const struct service_faults faults = { .validation = &iam_validation };

const struct service iam_service = {
    .name = "iam",
    .title = "AWS IAM",
    .api_version = "2010-05-08",
    .xml_namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
    .codecs = CODECS(&aws_query),
    .operations = operations,
    .faults = &faults,
    .schema = iam_schema,
};

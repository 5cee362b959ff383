/* AWS IAM, what deployment needs of it: roles and their inline policies. Stored, not yet enforced. */
#include "emulator/services/iam/iam_asks.h"
#include "emulator/services/iam/iam.h"

#include "emulator/core/service.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    { "CreateRole", &IamCreateRoleInput, &IamRoleOutput, iam_create_role, WRITES, .asks = iam_ask_new_role },
    { "GetRole", &IamRoleInput, &IamRoleOutput, iam_get_role, .asks = iam_ask_role },
    { "ListRoles", &IamListRolesInput, &IamListRolesOutput, iam_list_roles, .asks = iam_ask_roles },
    { "DeleteRole", &IamRoleInput, &Nothing, iam_delete_role, WRITES, .asks = iam_ask_role },
    { "PutRolePolicy", &IamPutRolePolicyInput, &Nothing, iam_put_role_policy, WRITES, .asks = iam_ask_role },
    { "GetRolePolicy", &IamRolePolicyInput, &IamGetRolePolicyOutput, iam_get_role_policy, .asks = iam_ask_role },
    { "DeleteRolePolicy", &IamRolePolicyInput, &Nothing, iam_delete_role_policy, WRITES, .asks = iam_ask_role },
    { "ListRolePolicies", &IamRoleInput, &IamListRolePoliciesOutput, iam_list_role_policies, .asks = iam_ask_role },
    { 0 },
};

static const struct service_faults faults = { .validation = &iam_validation };

const struct service iam_service = {
    .name = "iam",
    .title = "AWS IAM",
    .api_version = "2010-05-08",
    .xml_namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
    .codecs = CODECS(&aws_query),
    .body_bytes_max = 2 * 1024 * 1024,
    .operations = operations,
    .faults = &faults,
    .schema = iam_schema,
};

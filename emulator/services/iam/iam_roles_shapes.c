/* Shapes of IAM: roles. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape RoleMaxSessionDuration = {
    .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 3600, .max = 43200
};
static const struct member CreateRoleInput_members[] = { { "Path", &IamPath },
                                                         { "RoleName", &IamRoleName, REQUIRED },
                                                         { "AssumeRolePolicyDocument", &IamPolicyDocument, REQUIRED },
                                                         { "Description", &IamRoleDescription },
                                                         { "MaxSessionDuration", &RoleMaxSessionDuration },
                                                         { "PermissionsBoundary", &IamArn },
                                                         { "Tags", &IamTagList },
                                                         { 0 } };
const struct shape IamCreateRoleInput = STRUCTURE(CreateRoleInput_members);
static const struct member CreateRoleOutput_members[] = { { "Role", &IamRole }, { 0 } };
const struct shape IamCreateRoleOutput = STRUCTURE(CreateRoleOutput_members);

static const struct member DeleteRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED }, { 0 } };
const struct shape IamDeleteRoleInput = STRUCTURE(DeleteRoleInput_members);

static const struct member GetRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED }, { 0 } };
const struct shape IamGetRoleInput = STRUCTURE(GetRoleInput_members);
static const struct member GetRoleOutput_members[] = { { "Role", &IamRole }, { 0 } };
const struct shape IamGetRoleOutput = STRUCTURE(GetRoleOutput_members);

static const struct member ListRolesInput_members[] = {
    { "PathPrefix", &IamPathPrefix }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListRolesInput = STRUCTURE(ListRolesInput_members);
static const struct member ListRolesOutput_members[] = {
    { "Roles", &IamRoleList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListRolesOutput = STRUCTURE(ListRolesOutput_members);

static const struct member UpdateAssumeRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                                     { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                                     { 0 } };
const struct shape IamUpdateAssumeRolePolicyInput = STRUCTURE(UpdateAssumeRolePolicyInput_members);

static const struct member UpdateRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                         { "Description", &IamRoleDescription },
                                                         { "MaxSessionDuration", &RoleMaxSessionDuration },
                                                         { 0 } };
const struct shape IamUpdateRoleInput = STRUCTURE(UpdateRoleInput_members);
static const struct member UpdateRoleOutput_members[] = { { 0 } };
const struct shape IamUpdateRoleOutput = STRUCTURE(UpdateRoleOutput_members);

static const struct member UpdateRoleDescriptionInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                                    { "Description", &IamRoleDescription, REQUIRED },
                                                                    { 0 } };
const struct shape IamUpdateRoleDescriptionInput = STRUCTURE(UpdateRoleDescriptionInput_members);
static const struct member UpdateRoleDescriptionOutput_members[] = { { "Role", &IamRole }, { 0 } };
const struct shape IamUpdateRoleDescriptionOutput = STRUCTURE(UpdateRoleDescriptionOutput_members);

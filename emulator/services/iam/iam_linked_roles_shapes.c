/* Shapes of IAM: linked roles. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape CustomSuffix = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[\\w+=,.@-]+"
};
static const struct member CreateServiceLinkedRoleInput_members[] = { { "AWSServiceName", &IamGroupName, REQUIRED },
                                                                      { "Description", &IamRoleDescription },
                                                                      { "CustomSuffix", &CustomSuffix },
                                                                      { 0 } };
const struct shape IamCreateServiceLinkedRoleInput = STRUCTURE(CreateServiceLinkedRoleInput_members);
static const struct member CreateServiceLinkedRoleOutput_members[] = { { "Role", &IamRole }, { 0 } };
const struct shape IamCreateServiceLinkedRoleOutput = STRUCTURE(CreateServiceLinkedRoleOutput_members);

static const struct member DeleteServiceLinkedRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED }, { 0 } };
const struct shape IamDeleteServiceLinkedRoleInput = STRUCTURE(DeleteServiceLinkedRoleInput_members);
static const struct member DeleteServiceLinkedRoleOutput_members[] = { { "DeletionTaskId", &String }, { 0 } };
const struct shape IamDeleteServiceLinkedRoleOutput = STRUCTURE(DeleteServiceLinkedRoleOutput_members);

static const struct shape DeletionTaskId = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1000 };
static const struct member RoleUsage_members[] = { { "Region", &String }, { "Resources", &StringList }, { 0 } };
static const struct shape RoleUsage = STRUCTURE(RoleUsage_members);

static const struct shape RoleUsageList = LIST_OF(&RoleUsage);

static const struct member DeletionTaskFailureReason_members[] = { { "Reason", &String },
                                                                   { "RoleUsageList", &RoleUsageList },
                                                                   { 0 } };
static const struct shape DeletionTaskFailureReason = STRUCTURE(DeletionTaskFailureReason_members);

static const struct member GetServiceLinkedRoleDeletionStatusInput_members[] = {
    { "DeletionTaskId", &DeletionTaskId, REQUIRED }, { 0 }
};
const struct shape IamGetServiceLinkedRoleDeletionStatusInput =
    STRUCTURE(GetServiceLinkedRoleDeletionStatusInput_members);
static const struct member GetServiceLinkedRoleDeletionStatusOutput_members[] = {
    { "Status", &String }, { "Reason", &DeletionTaskFailureReason }, { 0 }
};
const struct shape IamGetServiceLinkedRoleDeletionStatusOutput =
    STRUCTURE(GetServiceLinkedRoleDeletionStatusOutput_members);

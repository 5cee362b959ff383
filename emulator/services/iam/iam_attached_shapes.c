/* Shapes of IAM: attached. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member AttachGroupPolicyInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                                { "PolicyArn", &IamArn, REQUIRED },
                                                                { 0 } };
const struct shape IamAttachGroupPolicyInput = STRUCTURE(AttachGroupPolicyInput_members);

static const struct member AttachRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                               { "PolicyArn", &IamArn, REQUIRED },
                                                               { 0 } };
const struct shape IamAttachRolePolicyInput = STRUCTURE(AttachRolePolicyInput_members);

static const struct member AttachUserPolicyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                               { "PolicyArn", &IamArn, REQUIRED },
                                                               { 0 } };
const struct shape IamAttachUserPolicyInput = STRUCTURE(AttachUserPolicyInput_members);

static const struct member DetachGroupPolicyInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                                { "PolicyArn", &IamArn, REQUIRED },
                                                                { 0 } };
const struct shape IamDetachGroupPolicyInput = STRUCTURE(DetachGroupPolicyInput_members);

static const struct member DetachRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                               { "PolicyArn", &IamArn, REQUIRED },
                                                               { 0 } };
const struct shape IamDetachRolePolicyInput = STRUCTURE(DetachRolePolicyInput_members);

static const struct member DetachUserPolicyInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                               { "PolicyArn", &IamArn, REQUIRED },
                                                               { 0 } };
const struct shape IamDetachUserPolicyInput = STRUCTURE(DetachUserPolicyInput_members);

static const struct member ListAttachedGroupPoliciesInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                                        { "PathPrefix", &IamPolicyPath },
                                                                        { "Marker", &IamMarker },
                                                                        { "MaxItems", &IamMaxItems },
                                                                        { 0 } };
const struct shape IamListAttachedGroupPoliciesInput = STRUCTURE(ListAttachedGroupPoliciesInput_members);
static const struct member ListAttachedGroupPoliciesOutput_members[] = {
    { "AttachedPolicies", &IamAttachedPoliciesList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListAttachedGroupPoliciesOutput = STRUCTURE(ListAttachedGroupPoliciesOutput_members);

static const struct member ListAttachedRolePoliciesInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                                       { "PathPrefix", &IamPolicyPath },
                                                                       { "Marker", &IamMarker },
                                                                       { "MaxItems", &IamMaxItems },
                                                                       { 0 } };
const struct shape IamListAttachedRolePoliciesInput = STRUCTURE(ListAttachedRolePoliciesInput_members);
static const struct member ListAttachedRolePoliciesOutput_members[] = {
    { "AttachedPolicies", &IamAttachedPoliciesList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListAttachedRolePoliciesOutput = STRUCTURE(ListAttachedRolePoliciesOutput_members);

static const struct member ListAttachedUserPoliciesInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                       { "PathPrefix", &IamPolicyPath },
                                                                       { "Marker", &IamMarker },
                                                                       { "MaxItems", &IamMaxItems },
                                                                       { 0 } };
const struct shape IamListAttachedUserPoliciesInput = STRUCTURE(ListAttachedUserPoliciesInput_members);
static const struct member ListAttachedUserPoliciesOutput_members[] = {
    { "AttachedPolicies", &IamAttachedPoliciesList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListAttachedUserPoliciesOutput = STRUCTURE(ListAttachedUserPoliciesOutput_members);

static const struct member PolicyGroup_members[] = { { "GroupName", &String }, { "GroupId", &String }, { 0 } };
static const struct shape PolicyGroup = STRUCTURE(PolicyGroup_members);

static const struct shape PolicyGroupList = LIST_OF(&PolicyGroup);

static const struct member PolicyUser_members[] = { { "UserName", &String }, { "UserId", &String }, { 0 } };
static const struct shape PolicyUser = STRUCTURE(PolicyUser_members);

static const struct shape PolicyUserList = LIST_OF(&PolicyUser);

static const struct member PolicyRole_members[] = { { "RoleName", &String }, { "RoleId", &String }, { 0 } };
static const struct shape PolicyRole = STRUCTURE(PolicyRole_members);

static const struct shape PolicyRoleList = LIST_OF(&PolicyRole);

static const struct member ListEntitiesForPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                                    { "EntityFilter", &IamEntity },
                                                                    { "PathPrefix", &IamPath },
                                                                    { "PolicyUsageFilter", &IamPolicyUsage },
                                                                    { "Marker", &IamMarker },
                                                                    { "MaxItems", &IamMaxItems },
                                                                    { 0 } };
const struct shape IamListEntitiesForPolicyInput = STRUCTURE(ListEntitiesForPolicyInput_members);
static const struct member ListEntitiesForPolicyOutput_members[] = { { "PolicyGroups", &PolicyGroupList },
                                                                     { "PolicyUsers", &PolicyUserList },
                                                                     { "PolicyRoles", &PolicyRoleList },
                                                                     { "IsTruncated", &Boolean },
                                                                     { "Marker", &String },
                                                                     { 0 } };
const struct shape IamListEntitiesForPolicyOutput = STRUCTURE(ListEntitiesForPolicyOutput_members);

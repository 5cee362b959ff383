/* Shapes of IAM: details. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape EntityList = LIST_OF(&IamEntity);

static const struct member PolicyDetail_members[] = { { "PolicyName", &String }, { "PolicyDocument", &String }, { 0 } };
static const struct shape PolicyDetail = STRUCTURE(PolicyDetail_members);

static const struct shape PolicyDetailList = LIST_OF(&PolicyDetail);

static const struct member UserDetail_members[] = { { "Path", &String },
                                                    { "UserName", &String },
                                                    { "UserId", &String },
                                                    { "Arn", &String },
                                                    { "CreateDate", &Timestamp },
                                                    { "UserPolicyList", &PolicyDetailList },
                                                    { "GroupList", &StringList },
                                                    { "AttachedManagedPolicies", &IamAttachedPoliciesList },
                                                    { "PermissionsBoundary", &IamAttachedPermissionsBoundary },
                                                    { "Tags", &IamTagListTold },
                                                    { 0 } };
static const struct shape UserDetail = STRUCTURE(UserDetail_members);

static const struct shape UserDetailList = LIST_OF(&UserDetail);

static const struct member GroupDetail_members[] = { { "Path", &String },
                                                     { "GroupName", &String },
                                                     { "GroupId", &String },
                                                     { "Arn", &String },
                                                     { "CreateDate", &Timestamp },
                                                     { "GroupPolicyList", &PolicyDetailList },
                                                     { "AttachedManagedPolicies", &IamAttachedPoliciesList },
                                                     { 0 } };
static const struct shape GroupDetail = STRUCTURE(GroupDetail_members);

static const struct shape GroupDetailList = LIST_OF(&GroupDetail);

static const struct member RoleDetail_members[] = { { "Path", &String },
                                                    { "RoleName", &String },
                                                    { "RoleId", &String },
                                                    { "Arn", &String },
                                                    { "CreateDate", &Timestamp },
                                                    { "AssumeRolePolicyDocument", &String },
                                                    { "InstanceProfileList", &IamInstanceProfileList },
                                                    { "RolePolicyList", &PolicyDetailList },
                                                    { "AttachedManagedPolicies", &IamAttachedPoliciesList },
                                                    { "PermissionsBoundary", &IamAttachedPermissionsBoundary },
                                                    { "Tags", &IamTagListTold },
                                                    { "RoleLastUsed", &IamRoleLastUsed },
                                                    { 0 } };
static const struct shape RoleDetail = STRUCTURE(RoleDetail_members);

static const struct shape RoleDetailList = LIST_OF(&RoleDetail);

static const struct member ManagedPolicyDetail_members[] = { { "PolicyName", &String },
                                                             { "PolicyId", &String },
                                                             { "Arn", &String },
                                                             { "Path", &String },
                                                             { "DefaultVersionId", &String },
                                                             { "AttachmentCount", &Integer },
                                                             { "PermissionsBoundaryUsageCount", &Integer },
                                                             { "IsAttachable", &Boolean },
                                                             { "Description", &String },
                                                             { "CreateDate", &Timestamp },
                                                             { "UpdateDate", &Timestamp },
                                                             { "PolicyVersionList", &IamPolicyDocumentVersionList },
                                                             { 0 } };
static const struct shape ManagedPolicyDetail = STRUCTURE(ManagedPolicyDetail_members);

static const struct shape ManagedPolicyDetailList = LIST_OF(&ManagedPolicyDetail);

static const struct member GetAccountAuthorizationDetailsInput_members[] = {
    { "Filter", &EntityList }, { "MaxItems", &IamMaxItems }, { "Marker", &IamMarker }, { 0 }
};
const struct shape IamGetAccountAuthorizationDetailsInput = STRUCTURE(GetAccountAuthorizationDetailsInput_members);
static const struct member GetAccountAuthorizationDetailsOutput_members[] = { { "UserDetailList", &UserDetailList },
                                                                              { "GroupDetailList", &GroupDetailList },
                                                                              { "RoleDetailList", &RoleDetailList },
                                                                              { "Policies", &ManagedPolicyDetailList },
                                                                              { "IsTruncated", &Boolean },
                                                                              { "Marker", &String },
                                                                              { 0 } };
const struct shape IamGetAccountAuthorizationDetailsOutput = STRUCTURE(GetAccountAuthorizationDetailsOutput_members);

/* Shapes of IAM: inline. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member DeleteGroupPolicyInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                                { "PolicyName", &IamPolicyName, REQUIRED },
                                                                { 0 } };
const struct shape IamDeleteGroupPolicyInput = STRUCTURE(DeleteGroupPolicyInput_members);

static const struct member DeleteRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                               { "PolicyName", &IamPolicyName, REQUIRED },
                                                               { 0 } };
const struct shape IamDeleteRolePolicyInput = STRUCTURE(DeleteRolePolicyInput_members);

static const struct member DeleteUserPolicyInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                               { "PolicyName", &IamPolicyName, REQUIRED },
                                                               { 0 } };
const struct shape IamDeleteUserPolicyInput = STRUCTURE(DeleteUserPolicyInput_members);

static const struct member GetGroupPolicyInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                             { "PolicyName", &IamPolicyName, REQUIRED },
                                                             { 0 } };
const struct shape IamGetGroupPolicyInput = STRUCTURE(GetGroupPolicyInput_members);
static const struct member GetGroupPolicyOutput_members[] = {
    { "GroupName", &String }, { "PolicyName", &String }, { "PolicyDocument", &String }, { 0 }
};
const struct shape IamGetGroupPolicyOutput = STRUCTURE(GetGroupPolicyOutput_members);

static const struct member GetRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                            { "PolicyName", &IamPolicyName, REQUIRED },
                                                            { 0 } };
const struct shape IamGetRolePolicyInput = STRUCTURE(GetRolePolicyInput_members);
static const struct member GetRolePolicyOutput_members[] = {
    { "RoleName", &String }, { "PolicyName", &String }, { "PolicyDocument", &String }, { 0 }
};
const struct shape IamGetRolePolicyOutput = STRUCTURE(GetRolePolicyOutput_members);

static const struct member GetUserPolicyInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                            { "PolicyName", &IamPolicyName, REQUIRED },
                                                            { 0 } };
const struct shape IamGetUserPolicyInput = STRUCTURE(GetUserPolicyInput_members);
static const struct member GetUserPolicyOutput_members[] = {
    { "UserName", &String }, { "PolicyName", &String }, { "PolicyDocument", &String }, { 0 }
};
const struct shape IamGetUserPolicyOutput = STRUCTURE(GetUserPolicyOutput_members);

static const struct member ListGroupPoliciesInput_members[] = {
    { "GroupName", &IamGroupName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListGroupPoliciesInput = STRUCTURE(ListGroupPoliciesInput_members);
static const struct member ListGroupPoliciesOutput_members[] = {
    { "PolicyNames", &StringList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListGroupPoliciesOutput = STRUCTURE(ListGroupPoliciesOutput_members);

static const struct member ListRolePoliciesInput_members[] = {
    { "RoleName", &IamRoleName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListRolePoliciesInput = STRUCTURE(ListRolePoliciesInput_members);
static const struct member ListRolePoliciesOutput_members[] = {
    { "PolicyNames", &StringList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListRolePoliciesOutput = STRUCTURE(ListRolePoliciesOutput_members);

static const struct member ListUserPoliciesInput_members[] = {
    { "UserName", &IamExistingUserName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListUserPoliciesInput = STRUCTURE(ListUserPoliciesInput_members);
static const struct member ListUserPoliciesOutput_members[] = {
    { "PolicyNames", &StringList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListUserPoliciesOutput = STRUCTURE(ListUserPoliciesOutput_members);

static const struct member PutGroupPolicyInput_members[] = { { "GroupName", &IamGroupName, REQUIRED },
                                                             { "PolicyName", &IamPolicyName, REQUIRED },
                                                             { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                             { 0 } };
const struct shape IamPutGroupPolicyInput = STRUCTURE(PutGroupPolicyInput_members);

static const struct member PutRolePolicyInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                            { "PolicyName", &IamPolicyName, REQUIRED },
                                                            { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                            { 0 } };
const struct shape IamPutRolePolicyInput = STRUCTURE(PutRolePolicyInput_members);

static const struct member PutUserPolicyInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                            { "PolicyName", &IamPolicyName, REQUIRED },
                                                            { "PolicyDocument", &IamPolicyDocument, REQUIRED },
                                                            { 0 } };
const struct shape IamPutUserPolicyInput = STRUCTURE(PutUserPolicyInput_members);

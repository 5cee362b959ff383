/* IAM's shapes, as AWS models them. Those that several nouns share are in iam_shapes.c, the others in
 * iam_NOUN_shapes.c. */
#ifndef NUBE_IAM_SHAPES_H
#define NUBE_IAM_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape IamArn, IamAttachedPermissionsBoundary, IamAttachedPoliciesList, IamEntity,
    IamExistingUserName, IamGroupName, IamInstanceProfile, IamInstanceProfileList, IamInstanceProfileName, IamMarker,
    IamMaxItems, IamPath, IamPathPrefix, IamPolicyDocument, IamPolicyDocumentVersionList, IamPolicyName, IamPolicyPath,
    IamPolicyUsage, IamPolicyVersion, IamRole, IamRoleDescription, IamRoleLastUsed, IamRoleList, IamRoleName, IamTagKey,
    IamTagList, IamTagListTold, IamUser, IamUserList, IamUserName;

extern const struct shape IamCreateAccessKeyInput, IamCreateAccessKeyOutput, IamDeleteAccessKeyInput,
    IamGetAccessKeyLastUsedInput, IamGetAccessKeyLastUsedOutput, IamListAccessKeysInput, IamListAccessKeysOutput,
    IamUpdateAccessKeyInput;
extern const struct shape IamAttachGroupPolicyInput, IamAttachRolePolicyInput, IamAttachUserPolicyInput,
    IamDetachGroupPolicyInput, IamDetachRolePolicyInput, IamDetachUserPolicyInput, IamListAttachedGroupPoliciesInput,
    IamListAttachedGroupPoliciesOutput, IamListAttachedRolePoliciesInput, IamListAttachedRolePoliciesOutput,
    IamListAttachedUserPoliciesInput, IamListAttachedUserPoliciesOutput, IamListEntitiesForPolicyInput,
    IamListEntitiesForPolicyOutput;
extern const struct shape IamDeleteRolePermissionsBoundaryInput, IamDeleteUserPermissionsBoundaryInput,
    IamPutRolePermissionsBoundaryInput, IamPutUserPermissionsBoundaryInput;
extern const struct shape IamGetAccountAuthorizationDetailsInput, IamGetAccountAuthorizationDetailsOutput;
extern const struct shape IamAddUserToGroupInput, IamCreateGroupInput, IamCreateGroupOutput, IamDeleteGroupInput,
    IamGetGroupInput, IamGetGroupOutput, IamListGroupsInput, IamListGroupsOutput, IamListGroupsForUserInput,
    IamListGroupsForUserOutput, IamRemoveUserFromGroupInput, IamUpdateGroupInput;
extern const struct shape IamDeleteGroupPolicyInput, IamDeleteRolePolicyInput, IamDeleteUserPolicyInput,
    IamGetGroupPolicyInput, IamGetGroupPolicyOutput, IamGetRolePolicyInput, IamGetRolePolicyOutput,
    IamGetUserPolicyInput, IamGetUserPolicyOutput, IamListGroupPoliciesInput, IamListGroupPoliciesOutput,
    IamListRolePoliciesInput, IamListRolePoliciesOutput, IamListUserPoliciesInput, IamListUserPoliciesOutput,
    IamPutGroupPolicyInput, IamPutRolePolicyInput, IamPutUserPolicyInput;
extern const struct shape IamCreateServiceLinkedRoleInput, IamCreateServiceLinkedRoleOutput,
    IamDeleteServiceLinkedRoleInput, IamDeleteServiceLinkedRoleOutput, IamGetServiceLinkedRoleDeletionStatusInput,
    IamGetServiceLinkedRoleDeletionStatusOutput;
extern const struct shape IamCreatePolicyInput, IamCreatePolicyOutput, IamCreatePolicyVersionInput,
    IamCreatePolicyVersionOutput, IamDeletePolicyInput, IamDeletePolicyVersionInput, IamGetPolicyInput,
    IamGetPolicyOutput, IamGetPolicyVersionInput, IamGetPolicyVersionOutput, IamListPoliciesInput,
    IamListPoliciesOutput, IamListPolicyVersionsInput, IamListPolicyVersionsOutput, IamSetDefaultPolicyVersionInput;
extern const struct shape IamAddRoleToInstanceProfileInput, IamCreateInstanceProfileInput,
    IamCreateInstanceProfileOutput, IamDeleteInstanceProfileInput, IamGetInstanceProfileInput,
    IamGetInstanceProfileOutput, IamListInstanceProfilesInput, IamListInstanceProfilesOutput,
    IamListInstanceProfilesForRoleInput, IamListInstanceProfilesForRoleOutput, IamRemoveRoleFromInstanceProfileInput;
extern const struct shape IamCreateRoleInput, IamCreateRoleOutput, IamDeleteRoleInput, IamGetRoleInput,
    IamGetRoleOutput, IamListRolesInput, IamListRolesOutput, IamUpdateAssumeRolePolicyInput, IamUpdateRoleInput,
    IamUpdateRoleOutput, IamUpdateRoleDescriptionInput, IamUpdateRoleDescriptionOutput;
extern const struct shape IamListInstanceProfileTagsInput, IamListInstanceProfileTagsOutput, IamListPolicyTagsInput,
    IamListPolicyTagsOutput, IamListRoleTagsInput, IamListRoleTagsOutput, IamListUserTagsInput, IamListUserTagsOutput,
    IamTagInstanceProfileInput, IamTagPolicyInput, IamTagRoleInput, IamTagUserInput, IamUntagInstanceProfileInput,
    IamUntagPolicyInput, IamUntagRoleInput, IamUntagUserInput;
extern const struct shape IamCreateUserInput, IamCreateUserOutput, IamDeleteUserInput, IamGetUserInput,
    IamGetUserOutput, IamListUsersInput, IamListUsersOutput, IamUpdateUserInput;

#endif

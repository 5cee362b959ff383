/* IAM's shapes, as AWS models them. Those that several nouns share are in iam_shapes.c, the others in
 * iam_NOUN_shapes.c. */
#ifndef NUBE_IAM_SHAPES_H
#define NUBE_IAM_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape IamArn, IamAttachedPermissionsBoundary, IamAttachedPoliciesList, IamCertificateBody,
    IamEntity, IamExistingUserName, IamGroupName, IamInstanceProfile, IamInstanceProfileList, IamInstanceProfileName,
    IamMarker, IamMaxItems, IamPath, IamPathPrefix, IamPolicyDocument, IamPolicyDocumentVersionList, IamPolicyName,
    IamPolicyPath, IamPolicyUsage, IamPolicyVersion, IamPrivateKey, IamRole, IamRoleDescription, IamRoleLastUsed,
    IamRoleList, IamRoleName, IamSerialNumber, IamServerCertificateName, IamStatus, IamTagKey, IamTagList,
    IamTagListTold, IamUser, IamUserList, IamUserName;

extern const struct shape IamCreateAccessKeyInput, IamCreateAccessKeyOutput, IamDeleteAccessKeyInput,
    IamGetAccessKeyLastUsedInput, IamGetAccessKeyLastUsedOutput, IamListAccessKeysInput, IamListAccessKeysOutput,
    IamUpdateAccessKeyInput;
extern const struct shape IamCreateAccountAliasInput, IamDeleteAccountAliasInput, IamGetAccountSummaryOutput,
    IamListAccountAliasesInput, IamListAccountAliasesOutput;
extern const struct shape IamAttachGroupPolicyInput, IamAttachRolePolicyInput, IamAttachUserPolicyInput,
    IamDetachGroupPolicyInput, IamDetachRolePolicyInput, IamDetachUserPolicyInput, IamListAttachedGroupPoliciesInput,
    IamListAttachedGroupPoliciesOutput, IamListAttachedRolePoliciesInput, IamListAttachedRolePoliciesOutput,
    IamListAttachedUserPoliciesInput, IamListAttachedUserPoliciesOutput, IamListEntitiesForPolicyInput,
    IamListEntitiesForPolicyOutput;
extern const struct shape IamDeleteRolePermissionsBoundaryInput, IamDeleteUserPermissionsBoundaryInput,
    IamPutRolePermissionsBoundaryInput, IamPutUserPermissionsBoundaryInput;
extern const struct shape IamDeleteServerCertificateInput, IamGetServerCertificateInput, IamGetServerCertificateOutput,
    IamListServerCertificatesInput, IamListServerCertificatesOutput, IamUpdateServerCertificateInput,
    IamUploadServerCertificateInput, IamUploadServerCertificateOutput;
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
extern const struct shape IamChangePasswordInput, IamCreateLoginProfileInput, IamCreateLoginProfileOutput,
    IamDeleteLoginProfileInput, IamGetLoginProfileInput, IamGetLoginProfileOutput, IamUpdateLoginProfileInput;
extern const struct shape IamCreateVirtualMFADeviceInput, IamCreateVirtualMFADeviceOutput, IamDeactivateMFADeviceInput,
    IamDeleteVirtualMFADeviceInput, IamEnableMFADeviceInput, IamGetMFADeviceInput, IamGetMFADeviceOutput,
    IamListMFADevicesInput, IamListMFADevicesOutput, IamListVirtualMFADevicesInput, IamListVirtualMFADevicesOutput,
    IamResyncMFADeviceInput;
extern const struct shape IamAddClientIDToOpenIDConnectProviderInput, IamCreateOpenIDConnectProviderInput,
    IamCreateOpenIDConnectProviderOutput, IamDeleteOpenIDConnectProviderInput, IamGetOpenIDConnectProviderInput,
    IamGetOpenIDConnectProviderOutput, IamListOpenIDConnectProvidersOutput,
    IamRemoveClientIDFromOpenIDConnectProviderInput, IamUpdateOpenIDConnectProviderThumbprintInput;
extern const struct shape IamGetAccountPasswordPolicyOutput, IamUpdateAccountPasswordPolicyInput;
extern const struct shape IamCreatePolicyInput, IamCreatePolicyOutput, IamCreatePolicyVersionInput,
    IamCreatePolicyVersionOutput, IamDeletePolicyInput, IamDeletePolicyVersionInput, IamGetPolicyInput,
    IamGetPolicyOutput, IamGetPolicyVersionInput, IamGetPolicyVersionOutput, IamListPoliciesInput,
    IamListPoliciesOutput, IamListPolicyVersionsInput, IamListPolicyVersionsOutput, IamSetDefaultPolicyVersionInput;
extern const struct shape IamAddRoleToInstanceProfileInput, IamCreateInstanceProfileInput,
    IamCreateInstanceProfileOutput, IamDeleteInstanceProfileInput, IamGetInstanceProfileInput,
    IamGetInstanceProfileOutput, IamListInstanceProfilesInput, IamListInstanceProfilesOutput,
    IamListInstanceProfilesForRoleInput, IamListInstanceProfilesForRoleOutput, IamRemoveRoleFromInstanceProfileInput;
extern const struct shape IamGenerateCredentialReportOutput, IamGetCredentialReportOutput;
extern const struct shape IamCreateRoleInput, IamCreateRoleOutput, IamDeleteRoleInput, IamGetRoleInput,
    IamGetRoleOutput, IamListRolesInput, IamListRolesOutput, IamUpdateAssumeRolePolicyInput, IamUpdateRoleInput,
    IamUpdateRoleOutput, IamUpdateRoleDescriptionInput, IamUpdateRoleDescriptionOutput;
extern const struct shape IamCreateSAMLProviderInput, IamCreateSAMLProviderOutput, IamDeleteSAMLProviderInput,
    IamGetSAMLProviderInput, IamGetSAMLProviderOutput, IamListSAMLProvidersOutput, IamUpdateSAMLProviderInput,
    IamUpdateSAMLProviderOutput;
extern const struct shape IamCreateServiceSpecificCredentialInput, IamCreateServiceSpecificCredentialOutput,
    IamDeleteServiceSpecificCredentialInput, IamListServiceSpecificCredentialsInput,
    IamListServiceSpecificCredentialsOutput, IamResetServiceSpecificCredentialInput,
    IamResetServiceSpecificCredentialOutput, IamUpdateServiceSpecificCredentialInput;
extern const struct shape IamDeleteSigningCertificateInput, IamListSigningCertificatesInput,
    IamListSigningCertificatesOutput, IamUpdateSigningCertificateInput, IamUploadSigningCertificateInput,
    IamUploadSigningCertificateOutput;
extern const struct shape IamDeleteSSHPublicKeyInput, IamGetSSHPublicKeyInput, IamGetSSHPublicKeyOutput,
    IamListSSHPublicKeysInput, IamListSSHPublicKeysOutput, IamUpdateSSHPublicKeyInput, IamUploadSSHPublicKeyInput,
    IamUploadSSHPublicKeyOutput;
extern const struct shape IamListInstanceProfileTagsInput, IamListInstanceProfileTagsOutput, IamListMFADeviceTagsInput,
    IamListMFADeviceTagsOutput, IamListOpenIDConnectProviderTagsInput, IamListOpenIDConnectProviderTagsOutput,
    IamListPolicyTagsInput, IamListPolicyTagsOutput, IamListRoleTagsInput, IamListRoleTagsOutput,
    IamListSAMLProviderTagsInput, IamListSAMLProviderTagsOutput, IamListServerCertificateTagsInput,
    IamListServerCertificateTagsOutput, IamListUserTagsInput, IamListUserTagsOutput, IamTagInstanceProfileInput,
    IamTagMFADeviceInput, IamTagOpenIDConnectProviderInput, IamTagPolicyInput, IamTagRoleInput, IamTagSAMLProviderInput,
    IamTagServerCertificateInput, IamTagUserInput, IamUntagInstanceProfileInput, IamUntagMFADeviceInput,
    IamUntagOpenIDConnectProviderInput, IamUntagPolicyInput, IamUntagRoleInput, IamUntagSAMLProviderInput,
    IamUntagServerCertificateInput, IamUntagUserInput;
extern const struct shape IamCreateUserInput, IamCreateUserOutput, IamDeleteUserInput, IamGetUserInput,
    IamGetUserOutput, IamListUsersInput, IamListUsersOutput, IamUpdateUserInput;

#endif

/* AWS IAM: users, groups, roles, their policies and what they prove themselves with.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/ */
#include "emulator/core/service.h"
#include "emulator/services/iam/iam_access_keys.h"
#include "emulator/services/iam/iam_account.h"
#include "emulator/services/iam/iam_asks.h"
#include "emulator/services/iam/iam_attached.h"
#include "emulator/services/iam/iam_boundaries.h"
#include "emulator/services/iam/iam_caller.h"
#include "emulator/services/iam/iam_certificates.h"
#include "emulator/services/iam/iam_details.h"
#include "emulator/services/iam/iam_entity_store.h"
#include "emulator/services/iam/iam_faults.h"
#include "emulator/services/iam/iam_grants.h"
#include "emulator/services/iam/iam_groups.h"
#include "emulator/services/iam/iam_inline.h"
#include "emulator/services/iam/iam_last_accessed.h"
#include "emulator/services/iam/iam_linked_roles.h"
#include "emulator/services/iam/iam_login_profiles.h"
#include "emulator/services/iam/iam_mfa.h"
#include "emulator/services/iam/iam_oidc.h"
#include "emulator/services/iam/iam_password_policy.h"
#include "emulator/services/iam/iam_policies.h"
#include "emulator/services/iam/iam_principals.h"
#include "emulator/services/iam/iam_profiles.h"
#include "emulator/services/iam/iam_reports.h"
#include "emulator/services/iam/iam_roles.h"
#include "emulator/services/iam/iam_saml.h"
#include "emulator/services/iam/iam_service_credentials.h"
#include "emulator/services/iam/iam_shapes.h"
#include "emulator/services/iam/iam_signers.h"
#include "emulator/services/iam/iam_simulate.h"
#include "emulator/services/iam/iam_signing_certificates.h"
#include "emulator/services/iam/iam_ssh_keys.h"
#include "emulator/services/iam/iam_tags.h"
#include "emulator/services/iam/iam_users.h"
#include "emulator/services/iam/iam_uses.h"
#include "emulator/services/iam/iam_versions.h"
#include "emulator/wire/codecs.h"

static const struct operation operations[] = {
    /* users */
    { "CreateUser", &IamCreateUserInput, &IamCreateUserOutput, iam_create_user, WRITES, .asks = iam_ask_new_user },
    { "GetUser", &IamGetUserInput, &IamGetUserOutput, iam_get_user, .asks = iam_ask_entity },
    { "ListUsers", &IamListUsersInput, &IamListUsersOutput, iam_list_users, .asks = iam_ask_users },
    { "UpdateUser", &IamUpdateUserInput, &Nothing, iam_update_user, WRITES, .asks = iam_ask_entity },
    { "DeleteUser", &IamDeleteUserInput, &Nothing, iam_delete_user, WRITES, .asks = iam_ask_entity },

    /* groups */
    { "CreateGroup", &IamCreateGroupInput, &IamCreateGroupOutput, iam_create_group, WRITES, .asks = iam_ask_new_group },
    { "GetGroup", &IamGetGroupInput, &IamGetGroupOutput, iam_get_group, .asks = iam_ask_entity },
    { "ListGroups", &IamListGroupsInput, &IamListGroupsOutput, iam_list_groups, .asks = iam_ask_groups },
    { "UpdateGroup", &IamUpdateGroupInput, &Nothing, iam_update_group, WRITES, .asks = iam_ask_entity },
    { "DeleteGroup", &IamDeleteGroupInput, &Nothing, iam_delete_group, WRITES, .asks = iam_ask_entity },
    { "AddUserToGroup", &IamAddUserToGroupInput, &Nothing, iam_add_user_to_group, WRITES, .asks = iam_ask_entity },
    { "RemoveUserFromGroup", &IamRemoveUserFromGroupInput, &Nothing, iam_remove_user_from_group, WRITES,
      .asks = iam_ask_entity },
    { "ListGroupsForUser", &IamListGroupsForUserInput, &IamListGroupsForUserOutput, iam_list_groups_for_user,
      .asks = iam_ask_entity },

    /* roles */
    { "CreateRole", &IamCreateRoleInput, &IamCreateRoleOutput, iam_create_role, WRITES, .asks = iam_ask_new_role },
    { "GetRole", &IamGetRoleInput, &IamGetRoleOutput, iam_get_role, .asks = iam_ask_entity },
    { "ListRoles", &IamListRolesInput, &IamListRolesOutput, iam_list_roles, .asks = iam_ask_roles },
    { "UpdateRole", &IamUpdateRoleInput, &IamUpdateRoleOutput, iam_update_role, WRITES, .asks = iam_ask_entity },
    { "UpdateRoleDescription", &IamUpdateRoleDescriptionInput, &IamUpdateRoleDescriptionOutput,
      iam_update_role_description, WRITES, .asks = iam_ask_entity },
    { "UpdateAssumeRolePolicy", &IamUpdateAssumeRolePolicyInput, &Nothing, iam_update_assume_role_policy, WRITES,
      .asks = iam_ask_entity },
    { "DeleteRole", &IamDeleteRoleInput, &Nothing, iam_delete_role, WRITES, .asks = iam_ask_entity },

    /* roles of services */
    { "CreateServiceLinkedRole", &IamCreateServiceLinkedRoleInput, &IamCreateServiceLinkedRoleOutput,
      iam_create_service_linked_role, WRITES, .asks = iam_ask_new_linked_role },
    { "DeleteServiceLinkedRole", &IamDeleteServiceLinkedRoleInput, &IamDeleteServiceLinkedRoleOutput,
      iam_delete_service_linked_role, WRITES, .asks = iam_ask_entity },
    { "GetServiceLinkedRoleDeletionStatus", &IamGetServiceLinkedRoleDeletionStatusInput,
      &IamGetServiceLinkedRoleDeletionStatusOutput, iam_get_deletion_status, .asks = iam_ask_deletion },

    /* instance profiles */
    { "CreateInstanceProfile", &IamCreateInstanceProfileInput, &IamCreateInstanceProfileOutput,
      iam_create_instance_profile, WRITES, .asks = iam_ask_new_profile },
    { "GetInstanceProfile", &IamGetInstanceProfileInput, &IamGetInstanceProfileOutput, iam_get_instance_profile,
      .asks = iam_ask_entity },
    { "ListInstanceProfiles", &IamListInstanceProfilesInput, &IamListInstanceProfilesOutput, iam_list_instance_profiles,
      .asks = iam_ask_profiles },
    { "ListInstanceProfilesForRole", &IamListInstanceProfilesForRoleInput, &IamListInstanceProfilesForRoleOutput,
      iam_list_instance_profiles_for_role, .asks = iam_ask_entity },
    { "DeleteInstanceProfile", &IamDeleteInstanceProfileInput, &Nothing, iam_delete_instance_profile, WRITES,
      .asks = iam_ask_entity },
    { "AddRoleToInstanceProfile", &IamAddRoleToInstanceProfileInput, &Nothing, iam_add_role_to_instance_profile, WRITES,
      .asks = iam_ask_profile_role },
    { "RemoveRoleFromInstanceProfile", &IamRemoveRoleFromInstanceProfileInput, &Nothing,
      iam_remove_role_from_instance_profile, WRITES, .asks = iam_ask_entity },

    /* inline policies */
    { "PutUserPolicy", &IamPutUserPolicyInput, &Nothing, iam_put_inline_policy, WRITES, .asks = iam_ask_entity },
    { "GetUserPolicy", &IamGetUserPolicyInput, &IamGetUserPolicyOutput, iam_get_inline_policy, .asks = iam_ask_entity },
    { "DeleteUserPolicy", &IamDeleteUserPolicyInput, &Nothing, iam_delete_inline_policy, WRITES,
      .asks = iam_ask_entity },
    { "ListUserPolicies", &IamListUserPoliciesInput, &IamListUserPoliciesOutput, iam_list_inline_policies,
      .asks = iam_ask_entity },
    { "PutGroupPolicy", &IamPutGroupPolicyInput, &Nothing, iam_put_inline_policy, WRITES, .asks = iam_ask_entity },
    { "GetGroupPolicy", &IamGetGroupPolicyInput, &IamGetGroupPolicyOutput, iam_get_inline_policy,
      .asks = iam_ask_entity },
    { "DeleteGroupPolicy", &IamDeleteGroupPolicyInput, &Nothing, iam_delete_inline_policy, WRITES,
      .asks = iam_ask_entity },
    { "ListGroupPolicies", &IamListGroupPoliciesInput, &IamListGroupPoliciesOutput, iam_list_inline_policies,
      .asks = iam_ask_entity },
    { "PutRolePolicy", &IamPutRolePolicyInput, &Nothing, iam_put_inline_policy, WRITES, .asks = iam_ask_entity },
    { "GetRolePolicy", &IamGetRolePolicyInput, &IamGetRolePolicyOutput, iam_get_inline_policy, .asks = iam_ask_entity },
    { "DeleteRolePolicy", &IamDeleteRolePolicyInput, &Nothing, iam_delete_inline_policy, WRITES,
      .asks = iam_ask_entity },
    { "ListRolePolicies", &IamListRolePoliciesInput, &IamListRolePoliciesOutput, iam_list_inline_policies,
      .asks = iam_ask_entity },

    /* attached policies */
    { "AttachUserPolicy", &IamAttachUserPolicyInput, &Nothing, iam_attach_policy, WRITES, .asks = iam_ask_entity },
    { "DetachUserPolicy", &IamDetachUserPolicyInput, &Nothing, iam_detach_policy, WRITES, .asks = iam_ask_entity },
    { "ListAttachedUserPolicies", &IamListAttachedUserPoliciesInput, &IamListAttachedUserPoliciesOutput,
      iam_list_attached_policies, .asks = iam_ask_entity },
    { "AttachGroupPolicy", &IamAttachGroupPolicyInput, &Nothing, iam_attach_policy, WRITES, .asks = iam_ask_entity },
    { "DetachGroupPolicy", &IamDetachGroupPolicyInput, &Nothing, iam_detach_policy, WRITES, .asks = iam_ask_entity },
    { "ListAttachedGroupPolicies", &IamListAttachedGroupPoliciesInput, &IamListAttachedGroupPoliciesOutput,
      iam_list_attached_policies, .asks = iam_ask_entity },
    { "AttachRolePolicy", &IamAttachRolePolicyInput, &Nothing, iam_attach_policy, WRITES, .asks = iam_ask_entity },
    { "DetachRolePolicy", &IamDetachRolePolicyInput, &Nothing, iam_detach_policy, WRITES, .asks = iam_ask_entity },
    { "ListAttachedRolePolicies", &IamListAttachedRolePoliciesInput, &IamListAttachedRolePoliciesOutput,
      iam_list_attached_policies, .asks = iam_ask_entity },
    { "ListEntitiesForPolicy", &IamListEntitiesForPolicyInput, &IamListEntitiesForPolicyOutput,
      iam_list_entities_for_policy, .asks = iam_ask_entity },

    /* permissions boundaries */
    { "PutUserPermissionsBoundary", &IamPutUserPermissionsBoundaryInput, &Nothing, iam_put_boundary, WRITES,
      .asks = iam_ask_entity },
    { "DeleteUserPermissionsBoundary", &IamDeleteUserPermissionsBoundaryInput, &Nothing, iam_delete_boundary, WRITES,
      .asks = iam_ask_entity },
    { "PutRolePermissionsBoundary", &IamPutRolePermissionsBoundaryInput, &Nothing, iam_put_boundary, WRITES,
      .asks = iam_ask_entity },
    { "DeleteRolePermissionsBoundary", &IamDeleteRolePermissionsBoundaryInput, &Nothing, iam_delete_boundary, WRITES,
      .asks = iam_ask_entity },

    /* managed policies */
    { "CreatePolicy", &IamCreatePolicyInput, &IamCreatePolicyOutput, iam_create_policy, WRITES,
      .asks = iam_ask_new_policy },
    { "GetPolicy", &IamGetPolicyInput, &IamGetPolicyOutput, iam_get_policy, .asks = iam_ask_entity },
    { "ListPolicies", &IamListPoliciesInput, &IamListPoliciesOutput, iam_list_policies, .asks = iam_ask_policies },
    { "DeletePolicy", &IamDeletePolicyInput, &Nothing, iam_delete_policy, WRITES, .asks = iam_ask_entity },

    /* their versions */
    { "CreatePolicyVersion", &IamCreatePolicyVersionInput, &IamCreatePolicyVersionOutput, iam_create_policy_version,
      WRITES, .asks = iam_ask_entity },
    { "GetPolicyVersion", &IamGetPolicyVersionInput, &IamGetPolicyVersionOutput, iam_get_policy_version,
      .asks = iam_ask_entity },
    { "ListPolicyVersions", &IamListPolicyVersionsInput, &IamListPolicyVersionsOutput, iam_list_policy_versions,
      .asks = iam_ask_entity },
    { "DeletePolicyVersion", &IamDeletePolicyVersionInput, &Nothing, iam_delete_policy_version, WRITES,
      .asks = iam_ask_entity },
    { "SetDefaultPolicyVersion", &IamSetDefaultPolicyVersionInput, &Nothing, iam_set_default_policy_version, WRITES,
      .asks = iam_ask_entity },

    /* tags */
    { "TagUser", &IamTagUserInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagUser", &IamUntagUserInput, &Nothing, iam_untag_entity, WRITES, .asks = iam_ask_entity },
    { "ListUserTags", &IamListUserTagsInput, &IamListUserTagsOutput, iam_list_entity_tags, .asks = iam_ask_entity },
    { "TagRole", &IamTagRoleInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagRole", &IamUntagRoleInput, &Nothing, iam_untag_entity, WRITES, .asks = iam_ask_entity },
    { "ListRoleTags", &IamListRoleTagsInput, &IamListRoleTagsOutput, iam_list_entity_tags, .asks = iam_ask_entity },
    { "TagPolicy", &IamTagPolicyInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagPolicy", &IamUntagPolicyInput, &Nothing, iam_untag_entity, WRITES, .asks = iam_ask_entity },
    { "ListPolicyTags", &IamListPolicyTagsInput, &IamListPolicyTagsOutput, iam_list_entity_tags,
      .asks = iam_ask_entity },
    { "TagInstanceProfile", &IamTagInstanceProfileInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagInstanceProfile", &IamUntagInstanceProfileInput, &Nothing, iam_untag_entity, WRITES,
      .asks = iam_ask_entity },
    { "ListInstanceProfileTags", &IamListInstanceProfileTagsInput, &IamListInstanceProfileTagsOutput,
      iam_list_entity_tags, .asks = iam_ask_entity },
    { "TagServerCertificate", &IamTagServerCertificateInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagServerCertificate", &IamUntagServerCertificateInput, &Nothing, iam_untag_entity, WRITES,
      .asks = iam_ask_entity },
    { "ListServerCertificateTags", &IamListServerCertificateTagsInput, &IamListServerCertificateTagsOutput,
      iam_list_entity_tags, .asks = iam_ask_entity },
    { "TagOpenIDConnectProvider", &IamTagOpenIDConnectProviderInput, &Nothing, iam_tag_entity, WRITES,
      .asks = iam_ask_entity },
    { "UntagOpenIDConnectProvider", &IamUntagOpenIDConnectProviderInput, &Nothing, iam_untag_entity, WRITES,
      .asks = iam_ask_entity },
    { "ListOpenIDConnectProviderTags", &IamListOpenIDConnectProviderTagsInput, &IamListOpenIDConnectProviderTagsOutput,
      iam_list_entity_tags, .asks = iam_ask_entity },
    { "TagSAMLProvider", &IamTagSAMLProviderInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagSAMLProvider", &IamUntagSAMLProviderInput, &Nothing, iam_untag_entity, WRITES, .asks = iam_ask_entity },
    { "ListSAMLProviderTags", &IamListSAMLProviderTagsInput, &IamListSAMLProviderTagsOutput, iam_list_entity_tags,
      .asks = iam_ask_entity },
    { "TagMFADevice", &IamTagMFADeviceInput, &Nothing, iam_tag_entity, WRITES, .asks = iam_ask_entity },
    { "UntagMFADevice", &IamUntagMFADeviceInput, &Nothing, iam_untag_entity, WRITES, .asks = iam_ask_entity },
    { "ListMFADeviceTags", &IamListMFADeviceTagsInput, &IamListMFADeviceTagsOutput, iam_list_entity_tags,
      .asks = iam_ask_entity },

    /* access keys */
    { "CreateAccessKey", &IamCreateAccessKeyInput, &IamCreateAccessKeyOutput, iam_create_access_key, WRITES,
      .asks = iam_ask_entity },
    { "ListAccessKeys", &IamListAccessKeysInput, &IamListAccessKeysOutput, iam_list_access_keys,
      .asks = iam_ask_entity },
    { "UpdateAccessKey", &IamUpdateAccessKeyInput, &Nothing, iam_update_access_key, WRITES, .asks = iam_ask_entity },
    { "DeleteAccessKey", &IamDeleteAccessKeyInput, &Nothing, iam_delete_access_key, WRITES, .asks = iam_ask_entity },
    { "GetAccessKeyLastUsed", &IamGetAccessKeyLastUsedInput, &IamGetAccessKeyLastUsedOutput,
      iam_get_access_key_last_used, .asks = iam_ask_access_key },

    /* simulation */
    { "SimulateCustomPolicy", &IamSimulateCustomPolicyInput, &IamSimulatePolicyOutput, iam_simulate_custom_policy },
    { "SimulatePrincipalPolicy", &IamSimulatePrincipalPolicyInput, &IamSimulatePolicyOutput,
      iam_simulate_principal_policy, .asks = iam_ask_source },
    { "GetContextKeysForCustomPolicy", &IamGetContextKeysForCustomPolicyInput, &IamGetContextKeysOutput,
      iam_get_context_keys_for_custom_policy },
    { "GetContextKeysForPrincipalPolicy", &IamGetContextKeysForPrincipalPolicyInput, &IamGetContextKeysOutput,
      iam_get_context_keys_for_principal_policy, .asks = iam_ask_source },

    /* all at once */
    { "GetAccountAuthorizationDetails", &IamGetAccountAuthorizationDetailsInput,
      &IamGetAccountAuthorizationDetailsOutput, iam_get_account_authorization_details },

    /* passwords */
    { "CreateLoginProfile", &IamCreateLoginProfileInput, &IamCreateLoginProfileOutput, iam_create_login_profile, WRITES,
      .asks = iam_ask_entity },
    { "GetLoginProfile", &IamGetLoginProfileInput, &IamGetLoginProfileOutput, iam_get_login_profile,
      .asks = iam_ask_entity },
    { "UpdateLoginProfile", &IamUpdateLoginProfileInput, &Nothing, iam_update_login_profile, WRITES,
      .asks = iam_ask_entity },
    { "DeleteLoginProfile", &IamDeleteLoginProfileInput, &Nothing, iam_delete_login_profile, WRITES,
      .asks = iam_ask_entity },
    { "ChangePassword", &IamChangePasswordInput, &Nothing, iam_change_password, WRITES, .asks = iam_ask_caller },

    /* the policy of passwords */
    { "UpdateAccountPasswordPolicy", &IamUpdateAccountPasswordPolicyInput, &Nothing, iam_update_password_policy,
      WRITES },
    { "GetAccountPasswordPolicy", &Nothing, &IamGetAccountPasswordPolicyOutput, iam_get_password_policy },
    { "DeleteAccountPasswordPolicy", &Nothing, &Nothing, iam_delete_password_policy, WRITES },

    /* MFA devices */
    { "CreateVirtualMFADevice", &IamCreateVirtualMFADeviceInput, &IamCreateVirtualMFADeviceOutput,
      iam_create_virtual_mfa_device, WRITES, .asks = iam_ask_new_mfa },
    { "DeleteVirtualMFADevice", &IamDeleteVirtualMFADeviceInput, &Nothing, iam_delete_virtual_mfa_device, WRITES,
      .asks = iam_ask_entity },
    { "ListVirtualMFADevices", &IamListVirtualMFADevicesInput, &IamListVirtualMFADevicesOutput,
      iam_list_virtual_mfa_devices, .asks = iam_ask_mfas },
    { "EnableMFADevice", &IamEnableMFADeviceInput, &Nothing, iam_enable_mfa_device, WRITES, .asks = iam_ask_entity },
    { "DeactivateMFADevice", &IamDeactivateMFADeviceInput, &Nothing, iam_deactivate_mfa_device, WRITES,
      .asks = iam_ask_entity },
    { "ResyncMFADevice", &IamResyncMFADeviceInput, &Nothing, iam_resync_mfa_device, WRITES, .asks = iam_ask_entity },
    { "ListMFADevices", &IamListMFADevicesInput, &IamListMFADevicesOutput, iam_list_mfa_devices,
      .asks = iam_ask_entity },
    { "GetMFADevice", &IamGetMFADeviceInput, &IamGetMFADeviceOutput, iam_get_mfa_device, .asks = iam_ask_entity },

    /* SSH public keys */
    { "UploadSSHPublicKey", &IamUploadSSHPublicKeyInput, &IamUploadSSHPublicKeyOutput, iam_upload_ssh_public_key,
      WRITES, .asks = iam_ask_entity },
    { "GetSSHPublicKey", &IamGetSSHPublicKeyInput, &IamGetSSHPublicKeyOutput, iam_get_ssh_public_key,
      .asks = iam_ask_entity },
    { "ListSSHPublicKeys", &IamListSSHPublicKeysInput, &IamListSSHPublicKeysOutput, iam_list_ssh_public_keys,
      .asks = iam_ask_entity },
    { "UpdateSSHPublicKey", &IamUpdateSSHPublicKeyInput, &Nothing, iam_update_ssh_public_key, WRITES,
      .asks = iam_ask_entity },
    { "DeleteSSHPublicKey", &IamDeleteSSHPublicKeyInput, &Nothing, iam_delete_ssh_public_key, WRITES,
      .asks = iam_ask_entity },

    /* signing certificates */
    { "UploadSigningCertificate", &IamUploadSigningCertificateInput, &IamUploadSigningCertificateOutput,
      iam_upload_signing_certificate, WRITES, .asks = iam_ask_entity },
    { "ListSigningCertificates", &IamListSigningCertificatesInput, &IamListSigningCertificatesOutput,
      iam_list_signing_certificates, .asks = iam_ask_entity },
    { "UpdateSigningCertificate", &IamUpdateSigningCertificateInput, &Nothing, iam_update_signing_certificate, WRITES,
      .asks = iam_ask_entity },
    { "DeleteSigningCertificate", &IamDeleteSigningCertificateInput, &Nothing, iam_delete_signing_certificate, WRITES,
      .asks = iam_ask_entity },

    /* service-specific credentials */
    { "CreateServiceSpecificCredential", &IamCreateServiceSpecificCredentialInput,
      &IamCreateServiceSpecificCredentialOutput, iam_create_service_specific_credential, WRITES,
      .asks = iam_ask_entity },
    { "ListServiceSpecificCredentials", &IamListServiceSpecificCredentialsInput,
      &IamListServiceSpecificCredentialsOutput, iam_list_service_specific_credentials, .asks = iam_ask_entity },
    { "UpdateServiceSpecificCredential", &IamUpdateServiceSpecificCredentialInput, &Nothing,
      iam_update_service_specific_credential, WRITES, .asks = iam_ask_entity },
    { "ResetServiceSpecificCredential", &IamResetServiceSpecificCredentialInput,
      &IamResetServiceSpecificCredentialOutput, iam_reset_service_specific_credential, WRITES, .asks = iam_ask_entity },
    { "DeleteServiceSpecificCredential", &IamDeleteServiceSpecificCredentialInput, &Nothing,
      iam_delete_service_specific_credential, WRITES, .asks = iam_ask_entity },

    /* the account */
    { "CreateAccountAlias", &IamCreateAccountAliasInput, &Nothing, iam_create_account_alias, WRITES },
    { "DeleteAccountAlias", &IamDeleteAccountAliasInput, &Nothing, iam_delete_account_alias, WRITES },
    { "ListAccountAliases", &IamListAccountAliasesInput, &IamListAccountAliasesOutput, iam_list_account_aliases },
    { "GetAccountSummary", &Nothing, &IamGetAccountSummaryOutput, iam_get_account_summary },

    /* reports */
    { "GenerateCredentialReport", &Nothing, &IamGenerateCredentialReportOutput, iam_generate_credential_report,
      WRITES },
    { "GetCredentialReport", &Nothing, &IamGetCredentialReportOutput, iam_get_credential_report },

    { "GenerateServiceLastAccessedDetails", &IamGenerateServiceLastAccessedDetailsInput,
      &IamGenerateServiceLastAccessedDetailsOutput, iam_generate_service_last_accessed_details, WRITES,
      .asks = iam_ask_arn },
    { "GetServiceLastAccessedDetails", &IamGetServiceLastAccessedDetailsInput, &IamGetServiceLastAccessedDetailsOutput,
      iam_get_service_last_accessed_details },
    { "GetServiceLastAccessedDetailsWithEntities", &IamGetServiceLastAccessedDetailsWithEntitiesInput,
      &IamGetServiceLastAccessedDetailsWithEntitiesOutput, iam_get_service_last_accessed_details_with_entities },
    { "ListPoliciesGrantingServiceAccess", &IamListPoliciesGrantingServiceAccessInput,
      &IamListPoliciesGrantingServiceAccessOutput, iam_list_policies_granting_service_access, .asks = iam_ask_arn },

    /* OpenID Connect providers */
    { "CreateOpenIDConnectProvider", &IamCreateOpenIDConnectProviderInput, &IamCreateOpenIDConnectProviderOutput,
      iam_create_oidc_provider, WRITES, .asks = iam_ask_new_oidc_provider },
    { "GetOpenIDConnectProvider", &IamGetOpenIDConnectProviderInput, &IamGetOpenIDConnectProviderOutput,
      iam_get_oidc_provider, .asks = iam_ask_entity },
    { "ListOpenIDConnectProviders", &Nothing, &IamListOpenIDConnectProvidersOutput, iam_list_oidc_providers,
      .asks = iam_ask_oidc_providers },
    { "DeleteOpenIDConnectProvider", &IamDeleteOpenIDConnectProviderInput, &Nothing, iam_delete_oidc_provider, WRITES,
      .asks = iam_ask_entity },
    { "AddClientIDToOpenIDConnectProvider", &IamAddClientIDToOpenIDConnectProviderInput, &Nothing, iam_add_oidc_client,
      WRITES, .asks = iam_ask_entity },
    { "RemoveClientIDFromOpenIDConnectProvider", &IamRemoveClientIDFromOpenIDConnectProviderInput, &Nothing,
      iam_remove_oidc_client, WRITES, .asks = iam_ask_entity },
    { "UpdateOpenIDConnectProviderThumbprint", &IamUpdateOpenIDConnectProviderThumbprintInput, &Nothing,
      iam_update_oidc_thumbprints, WRITES, .asks = iam_ask_entity },

    /* SAML providers */
    { "CreateSAMLProvider", &IamCreateSAMLProviderInput, &IamCreateSAMLProviderOutput, iam_create_saml_provider, WRITES,
      .asks = iam_ask_new_saml_provider },
    { "GetSAMLProvider", &IamGetSAMLProviderInput, &IamGetSAMLProviderOutput, iam_get_saml_provider,
      .asks = iam_ask_entity },
    { "ListSAMLProviders", &Nothing, &IamListSAMLProvidersOutput, iam_list_saml_providers,
      .asks = iam_ask_saml_providers },
    { "UpdateSAMLProvider", &IamUpdateSAMLProviderInput, &IamUpdateSAMLProviderOutput, iam_update_saml_provider, WRITES,
      .asks = iam_ask_entity },
    { "DeleteSAMLProvider", &IamDeleteSAMLProviderInput, &Nothing, iam_delete_saml_provider, WRITES,
      .asks = iam_ask_entity },

    /* server certificates */
    { "UploadServerCertificate", &IamUploadServerCertificateInput, &IamUploadServerCertificateOutput,
      iam_upload_server_certificate, WRITES, .asks = iam_ask_new_certificate },
    { "GetServerCertificate", &IamGetServerCertificateInput, &IamGetServerCertificateOutput, iam_get_server_certificate,
      .asks = iam_ask_entity },
    { "ListServerCertificates", &IamListServerCertificatesInput, &IamListServerCertificatesOutput,
      iam_list_server_certificates, .asks = iam_ask_certificates },
    { "UpdateServerCertificate", &IamUpdateServerCertificateInput, &Nothing, iam_update_server_certificate, WRITES,
      .asks = iam_ask_entity },
    { "DeleteServerCertificate", &IamDeleteServerCertificateInput, &Nothing, iam_delete_server_certificate, WRITES,
      .asks = iam_ask_entity },
    { 0 },
};

static const struct service_faults faults = { .validation = &iam_validation,
                                              .malformed = iam_malformed,
                                              .is_terse = true };

static int start(void)
{
    iam_signers_register();
    principals_register(iam_principal_find);
    mfa_register(iam_mfa_check);
    return 0;
}

static void reset(void)
{
    iam_signers_reset();
    iam_uses_reset();
}

const struct service iam_service = {
    .name = "iam",
    .title = "AWS IAM",
    .api_version = "2010-05-08",
    .xml_namespace = "https://iam.amazonaws.com/doc/2010-05-08/",
    .codecs = CODECS(&aws_query),
    .body_bytes_max = 2 * 1024 * 1024,
    .refuses_tokens = true,
    .takes_mfa_tokens = true,
    .operations = operations,
    .faults = &faults,
    .resource_policy = iam_grants_trust,
    .resource_tags = iam_resource_tags,
    .asks_with_store = true,
    .policy_tables = iam_grants_tables,
    .resolve = iam_caller_resolve,
    .schema = iam_schema,
    .start = start,
    .reset = reset,
};

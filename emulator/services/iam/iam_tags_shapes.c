/* Shapes of IAM: tags. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member ListInstanceProfileTagsInput_members[] = { { "InstanceProfileName", &IamInstanceProfileName,
                                                                        REQUIRED },
                                                                      { "Marker", &IamMarker },
                                                                      { "MaxItems", &IamMaxItems },
                                                                      { 0 } };
const struct shape IamListInstanceProfileTagsInput = STRUCTURE(ListInstanceProfileTagsInput_members);
static const struct member ListInstanceProfileTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListInstanceProfileTagsOutput = STRUCTURE(ListInstanceProfileTagsOutput_members);

static const struct member ListMFADeviceTagsInput_members[] = {
    { "SerialNumber", &IamSerialNumber, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListMFADeviceTagsInput = STRUCTURE(ListMFADeviceTagsInput_members);
static const struct member ListMFADeviceTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListMFADeviceTagsOutput = STRUCTURE(ListMFADeviceTagsOutput_members);

static const struct member ListOpenIDConnectProviderTagsInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListOpenIDConnectProviderTagsInput = STRUCTURE(ListOpenIDConnectProviderTagsInput_members);
static const struct member ListOpenIDConnectProviderTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListOpenIDConnectProviderTagsOutput = STRUCTURE(ListOpenIDConnectProviderTagsOutput_members);

static const struct member ListPolicyTagsInput_members[] = {
    { "PolicyArn", &IamArn, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListPolicyTagsInput = STRUCTURE(ListPolicyTagsInput_members);
static const struct member ListPolicyTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListPolicyTagsOutput = STRUCTURE(ListPolicyTagsOutput_members);

static const struct member ListRoleTagsInput_members[] = {
    { "RoleName", &IamRoleName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListRoleTagsInput = STRUCTURE(ListRoleTagsInput_members);
static const struct member ListRoleTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListRoleTagsOutput = STRUCTURE(ListRoleTagsOutput_members);

static const struct member ListSAMLProviderTagsInput_members[] = {
    { "SAMLProviderArn", &IamArn, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListSAMLProviderTagsInput = STRUCTURE(ListSAMLProviderTagsInput_members);
static const struct member ListSAMLProviderTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListSAMLProviderTagsOutput = STRUCTURE(ListSAMLProviderTagsOutput_members);

static const struct member ListServerCertificateTagsInput_members[] = { { "ServerCertificateName",
                                                                          &IamServerCertificateName, REQUIRED },
                                                                        { "Marker", &IamMarker },
                                                                        { "MaxItems", &IamMaxItems },
                                                                        { 0 } };
const struct shape IamListServerCertificateTagsInput = STRUCTURE(ListServerCertificateTagsInput_members);
static const struct member ListServerCertificateTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListServerCertificateTagsOutput = STRUCTURE(ListServerCertificateTagsOutput_members);

static const struct member ListUserTagsInput_members[] = {
    { "UserName", &IamExistingUserName, REQUIRED }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListUserTagsInput = STRUCTURE(ListUserTagsInput_members);
static const struct member ListUserTagsOutput_members[] = {
    { "Tags", &IamTagListTold }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListUserTagsOutput = STRUCTURE(ListUserTagsOutput_members);

static const struct member TagInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "Tags", &IamTagList, REQUIRED }, { 0 }
};
const struct shape IamTagInstanceProfileInput = STRUCTURE(TagInstanceProfileInput_members);

static const struct member TagMFADeviceInput_members[] = { { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                           { "Tags", &IamTagList, REQUIRED },
                                                           { 0 } };
const struct shape IamTagMFADeviceInput = STRUCTURE(TagMFADeviceInput_members);

static const struct member TagOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "Tags", &IamTagList, REQUIRED }, { 0 }
};
const struct shape IamTagOpenIDConnectProviderInput = STRUCTURE(TagOpenIDConnectProviderInput_members);

static const struct member TagPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                        { "Tags", &IamTagList, REQUIRED },
                                                        { 0 } };
const struct shape IamTagPolicyInput = STRUCTURE(TagPolicyInput_members);

static const struct member TagRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                      { "Tags", &IamTagList, REQUIRED },
                                                      { 0 } };
const struct shape IamTagRoleInput = STRUCTURE(TagRoleInput_members);

static const struct member TagSAMLProviderInput_members[] = { { "SAMLProviderArn", &IamArn, REQUIRED },
                                                              { "Tags", &IamTagList, REQUIRED },
                                                              { 0 } };
const struct shape IamTagSAMLProviderInput = STRUCTURE(TagSAMLProviderInput_members);

static const struct member TagServerCertificateInput_members[] = {
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED }, { "Tags", &IamTagList, REQUIRED }, { 0 }
};
const struct shape IamTagServerCertificateInput = STRUCTURE(TagServerCertificateInput_members);

static const struct member TagUserInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                      { "Tags", &IamTagList, REQUIRED },
                                                      { 0 } };
const struct shape IamTagUserInput = STRUCTURE(TagUserInput_members);

static const struct shape TagKeyList = { .type = T_LIST, .element = &IamTagKey, .flags = HAS_MAX, .max = 50 };

static const struct member UntagInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "TagKeys", &TagKeyList, REQUIRED }, { 0 }
};
const struct shape IamUntagInstanceProfileInput = STRUCTURE(UntagInstanceProfileInput_members);

static const struct member UntagMFADeviceInput_members[] = { { "SerialNumber", &IamSerialNumber, REQUIRED },
                                                             { "TagKeys", &TagKeyList, REQUIRED },
                                                             { 0 } };
const struct shape IamUntagMFADeviceInput = STRUCTURE(UntagMFADeviceInput_members);

static const struct member UntagOpenIDConnectProviderInput_members[] = {
    { "OpenIDConnectProviderArn", &IamArn, REQUIRED }, { "TagKeys", &TagKeyList, REQUIRED }, { 0 }
};
const struct shape IamUntagOpenIDConnectProviderInput = STRUCTURE(UntagOpenIDConnectProviderInput_members);

static const struct member UntagPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                          { "TagKeys", &TagKeyList, REQUIRED },
                                                          { 0 } };
const struct shape IamUntagPolicyInput = STRUCTURE(UntagPolicyInput_members);

static const struct member UntagRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                        { "TagKeys", &TagKeyList, REQUIRED },
                                                        { 0 } };
const struct shape IamUntagRoleInput = STRUCTURE(UntagRoleInput_members);

static const struct member UntagSAMLProviderInput_members[] = { { "SAMLProviderArn", &IamArn, REQUIRED },
                                                                { "TagKeys", &TagKeyList, REQUIRED },
                                                                { 0 } };
const struct shape IamUntagSAMLProviderInput = STRUCTURE(UntagSAMLProviderInput_members);

static const struct member UntagServerCertificateInput_members[] = {
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED }, { "TagKeys", &TagKeyList, REQUIRED }, { 0 }
};
const struct shape IamUntagServerCertificateInput = STRUCTURE(UntagServerCertificateInput_members);

static const struct member UntagUserInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                        { "TagKeys", &TagKeyList, REQUIRED },
                                                        { 0 } };
const struct shape IamUntagUserInput = STRUCTURE(UntagUserInput_members);

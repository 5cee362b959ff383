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

static const struct member TagPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                        { "Tags", &IamTagList, REQUIRED },
                                                        { 0 } };
const struct shape IamTagPolicyInput = STRUCTURE(TagPolicyInput_members);

static const struct member TagRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                      { "Tags", &IamTagList, REQUIRED },
                                                      { 0 } };
const struct shape IamTagRoleInput = STRUCTURE(TagRoleInput_members);

static const struct member TagUserInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                      { "Tags", &IamTagList, REQUIRED },
                                                      { 0 } };
const struct shape IamTagUserInput = STRUCTURE(TagUserInput_members);

static const struct shape TagKeyList = { .type = T_LIST, .element = &IamTagKey, .flags = HAS_MAX, .max = 50 };

static const struct member UntagInstanceProfileInput_members[] = {
    { "InstanceProfileName", &IamInstanceProfileName, REQUIRED }, { "TagKeys", &TagKeyList, REQUIRED }, { 0 }
};
const struct shape IamUntagInstanceProfileInput = STRUCTURE(UntagInstanceProfileInput_members);

static const struct member UntagPolicyInput_members[] = { { "PolicyArn", &IamArn, REQUIRED },
                                                          { "TagKeys", &TagKeyList, REQUIRED },
                                                          { 0 } };
const struct shape IamUntagPolicyInput = STRUCTURE(UntagPolicyInput_members);

static const struct member UntagRoleInput_members[] = { { "RoleName", &IamRoleName, REQUIRED },
                                                        { "TagKeys", &TagKeyList, REQUIRED },
                                                        { 0 } };
const struct shape IamUntagRoleInput = STRUCTURE(UntagRoleInput_members);

static const struct member UntagUserInput_members[] = { { "UserName", &IamExistingUserName, REQUIRED },
                                                        { "TagKeys", &TagKeyList, REQUIRED },
                                                        { 0 } };
const struct shape IamUntagUserInput = STRUCTURE(UntagUserInput_members);

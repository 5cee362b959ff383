/* Shapes of IAM that several nouns share. */
#include "emulator/services/iam/iam_shapes.h"

#include <stddef.h>

const struct shape IamArn = { .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 20, .max = 2048 };
static const struct member AttachedPermissionsBoundary_members[] = { { "PermissionsBoundaryType", &String },
                                                                     { "PermissionsBoundaryArn", &String },
                                                                     { 0 } };
const struct shape IamAttachedPermissionsBoundary = STRUCTURE(AttachedPermissionsBoundary_members);

static const struct member AttachedPolicy_members[] = { { "PolicyName", &String }, { "PolicyArn", &String }, { 0 } };
static const struct shape AttachedPolicy = STRUCTURE(AttachedPolicy_members);

const struct shape IamAttachedPoliciesList = LIST_OF(&AttachedPolicy);

const struct shape IamCertificateBody = { .type = T_STRING,
                                          .flags = HAS_MIN | HAS_MAX,
                                          .min = 1,
                                          .max = 16384,
                                          .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
static const char *const Entity_values[] = { "User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy", NULL };
const struct shape IamEntity = { .type = T_STRING, .values = Entity_values };
const struct shape IamExistingUserName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
const struct shape IamGroupName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
static const struct member TagTold_members[] = { { "Key", &String }, { "Value", &String }, { 0 } };
static const struct shape TagTold = STRUCTURE(TagTold_members);

const struct shape IamTagListTold = LIST_OF(&TagTold);

static const struct member RoleLastUsed_members[] = { { "LastUsedDate", &Timestamp }, { "Region", &String }, { 0 } };
const struct shape IamRoleLastUsed = STRUCTURE(RoleLastUsed_members);

static const struct member Role_members[] = { { "Path", &String },
                                              { "RoleName", &String },
                                              { "RoleId", &String },
                                              { "Arn", &String },
                                              { "CreateDate", &Timestamp },
                                              { "AssumeRolePolicyDocument", &String },
                                              { "Description", &String },
                                              { "MaxSessionDuration", &Integer },
                                              { "PermissionsBoundary", &IamAttachedPermissionsBoundary },
                                              { "Tags", &IamTagListTold },
                                              { "RoleLastUsed", &IamRoleLastUsed },
                                              { 0 } };
const struct shape IamRole = STRUCTURE(Role_members);

const struct shape IamRoleList = LIST_OF(&IamRole);

static const struct member InstanceProfile_members[] = { { "Path", &String },
                                                         { "InstanceProfileName", &String },
                                                         { "InstanceProfileId", &String },
                                                         { "Arn", &String },
                                                         { "CreateDate", &Timestamp },
                                                         { "Roles", &IamRoleList },
                                                         { "Tags", &IamTagListTold },
                                                         { 0 } };
const struct shape IamInstanceProfile = STRUCTURE(InstanceProfile_members);

const struct shape IamInstanceProfileList = LIST_OF(&IamInstanceProfile);

const struct shape IamInstanceProfileName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
const struct shape IamMarker = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 320, .pattern = "[\\x{0020}-\\x{00FF}]+"
};
const struct shape IamMaxItems = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1000 };
const struct shape IamPath = { .type = T_STRING,
                               .flags = HAS_MIN | HAS_MAX,
                               .min = 1,
                               .max = 512,
                               .pattern = "(\\x{002F})|(\\x{002F}[\\x{0021}-\\x{007E}]+\\x{002F})" };
const struct shape IamPathPrefix = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 512, .pattern = "\\x{002F}[\\x{0021}-\\x{007F}]*"
};
const struct shape IamPolicyDocument = { .type = T_STRING,
                                         .flags = HAS_MIN | HAS_MAX,
                                         .min = 1,
                                         .max = 131072,
                                         .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
static const struct member PolicyVersion_members[] = { { "Document", &String },
                                                       { "VersionId", &String },
                                                       { "IsDefaultVersion", &Boolean },
                                                       { "CreateDate", &Timestamp },
                                                       { 0 } };
const struct shape IamPolicyVersion = STRUCTURE(PolicyVersion_members);

const struct shape IamPolicyDocumentVersionList = LIST_OF(&IamPolicyVersion);

const struct shape IamPolicyName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
const struct shape IamPolicyPath = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 512, .pattern = "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/"
};
static const char *const PolicyUsage_values[] = { "PermissionsPolicy", "PermissionsBoundary", NULL };
const struct shape IamPolicyUsage = { .type = T_STRING, .values = PolicyUsage_values };
const struct shape IamPrivateKey = { .type = T_STRING,
                                     .flags = HAS_MIN | HAS_MAX,
                                     .min = 1,
                                     .max = 16384,
                                     .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
const struct shape IamRoleDescription = { .type = T_STRING,
                                          .flags = HAS_MAX,
                                          .max = 1000,
                                          .pattern =
                                              "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{007E}\\x{00A1}-\\x{00FF}]*" };
const struct shape IamRoleName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[\\w+=,.@-]+"
};
const struct shape IamSerialNumber = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 9, .max = 256, .pattern = "[\\w+=/:,.@-]+"
};
const struct shape IamServerCertificateName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w+=,.@-]+"
};
static const char *const Status_values[] = { "Active", "Inactive", "Expired", NULL };
const struct shape IamStatus = { .type = T_STRING, .values = Status_values };
const struct shape IamTagKey = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"
};
static const struct shape TagValue = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 256, .pattern = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"
};
static const struct member Tag_members[] = { { "Key", &IamTagKey, REQUIRED }, { "Value", &TagValue, REQUIRED }, { 0 } };
static const struct shape Tag = STRUCTURE(Tag_members);

const struct shape IamTagList = { .type = T_LIST, .element = &Tag, .flags = HAS_MAX, .max = 50 };

static const struct member User_members[] = { { "Path", &String },
                                              { "UserName", &String },
                                              { "UserId", &String },
                                              { "Arn", &String },
                                              { "CreateDate", &Timestamp },
                                              { "PasswordLastUsed", &Timestamp },
                                              { "PermissionsBoundary", &IamAttachedPermissionsBoundary },
                                              { "Tags", &IamTagListTold },
                                              { 0 } };
const struct shape IamUser = STRUCTURE(User_members);

const struct shape IamUserList = LIST_OF(&IamUser);

const struct shape IamUserName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 64, .pattern = "[\\w+=,.@-]+"
};

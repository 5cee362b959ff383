/* Shapes of IAM: access keys. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member AccessKey_members[] = { { "UserName", &String },      { "AccessKeyId", &String },
                                                   { "Status", &String },        { "SecretAccessKey", &String },
                                                   { "CreateDate", &Timestamp }, { 0 } };
static const struct shape AccessKey = STRUCTURE(AccessKey_members);

static const struct member CreateAccessKeyInput_members[] = { { "UserName", &IamExistingUserName }, { 0 } };
const struct shape IamCreateAccessKeyInput = STRUCTURE(CreateAccessKeyInput_members);
static const struct member CreateAccessKeyOutput_members[] = { { "AccessKey", &AccessKey }, { 0 } };
const struct shape IamCreateAccessKeyOutput = STRUCTURE(CreateAccessKeyOutput_members);

static const struct shape AccessKeyId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 16, .max = 128, .pattern = "[\\w]+"
};
static const struct member DeleteAccessKeyInput_members[] = { { "UserName", &IamExistingUserName },
                                                              { "AccessKeyId", &AccessKeyId, REQUIRED },
                                                              { 0 } };
const struct shape IamDeleteAccessKeyInput = STRUCTURE(DeleteAccessKeyInput_members);

static const struct member AccessKeyLastUsed_members[] = {
    { "LastUsedDate", &Timestamp }, { "ServiceName", &String }, { "Region", &String }, { 0 }
};
static const struct shape AccessKeyLastUsed = STRUCTURE(AccessKeyLastUsed_members);

static const struct member GetAccessKeyLastUsedInput_members[] = { { "AccessKeyId", &AccessKeyId, REQUIRED }, { 0 } };
const struct shape IamGetAccessKeyLastUsedInput = STRUCTURE(GetAccessKeyLastUsedInput_members);
static const struct member GetAccessKeyLastUsedOutput_members[] = { { "UserName", &String },
                                                                    { "AccessKeyLastUsed", &AccessKeyLastUsed },
                                                                    { 0 } };
const struct shape IamGetAccessKeyLastUsedOutput = STRUCTURE(GetAccessKeyLastUsedOutput_members);

static const struct member AccessKeyMetadata_members[] = {
    { "UserName", &String }, { "AccessKeyId", &String }, { "Status", &String }, { "CreateDate", &Timestamp }, { 0 }
};
static const struct shape AccessKeyMetadata = STRUCTURE(AccessKeyMetadata_members);

static const struct shape AccessKeyMetadataList = LIST_OF(&AccessKeyMetadata);

static const struct member ListAccessKeysInput_members[] = {
    { "UserName", &IamExistingUserName }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListAccessKeysInput = STRUCTURE(ListAccessKeysInput_members);
static const struct member ListAccessKeysOutput_members[] = {
    { "AccessKeyMetadata", &AccessKeyMetadataList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListAccessKeysOutput = STRUCTURE(ListAccessKeysOutput_members);

static const struct member UpdateAccessKeyInput_members[] = { { "UserName", &IamExistingUserName },
                                                              { "AccessKeyId", &AccessKeyId, REQUIRED },
                                                              { "Status", &IamStatus, REQUIRED },
                                                              { 0 } };
const struct shape IamUpdateAccessKeyInput = STRUCTURE(UpdateAccessKeyInput_members);

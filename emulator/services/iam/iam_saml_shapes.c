/* Shapes of IAM: saml. */
#include "emulator/services/iam/iam_shapes.h"

#include <stddef.h>

static const struct shape SAMLMetadataDocument = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1000, .max = 10000000
};
static const struct shape SAMLProviderName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = "[\\w._-]+"
};
static const char *const AssertionEncryptionMode_values[] = { "Required", "Allowed", NULL };
static const struct shape AssertionEncryptionMode = { .type = T_STRING, .values = AssertionEncryptionMode_values };
static const struct member CreateSAMLProviderInput_members[] = {
    { "SAMLMetadataDocument", &SAMLMetadataDocument, REQUIRED },
    { "Name", &SAMLProviderName, REQUIRED },
    { "Tags", &IamTagList },
    { "AssertionEncryptionMode", &AssertionEncryptionMode },
    { "AddPrivateKey", &IamPrivateKey },
    { 0 }
};
const struct shape IamCreateSAMLProviderInput = STRUCTURE(CreateSAMLProviderInput_members);
static const struct member CreateSAMLProviderOutput_members[] = { { "SAMLProviderArn", &String },
                                                                  { "Tags", &IamTagListTold },
                                                                  { 0 } };
const struct shape IamCreateSAMLProviderOutput = STRUCTURE(CreateSAMLProviderOutput_members);

static const struct member DeleteSAMLProviderInput_members[] = { { "SAMLProviderArn", &IamArn, REQUIRED }, { 0 } };
const struct shape IamDeleteSAMLProviderInput = STRUCTURE(DeleteSAMLProviderInput_members);

static const struct member SAMLPrivateKey_members[] = { { "KeyId", &String }, { "Timestamp", &Timestamp }, { 0 } };
static const struct shape SAMLPrivateKey = STRUCTURE(SAMLPrivateKey_members);

static const struct shape PrivateKeyList = LIST_OF(&SAMLPrivateKey);

static const struct member GetSAMLProviderInput_members[] = { { "SAMLProviderArn", &IamArn, REQUIRED }, { 0 } };
const struct shape IamGetSAMLProviderInput = STRUCTURE(GetSAMLProviderInput_members);
static const struct member GetSAMLProviderOutput_members[] = {
    { "SAMLProviderUUID", &String },       { "SAMLMetadataDocument", &String },
    { "CreateDate", &Timestamp },          { "ValidUntil", &Timestamp },
    { "Tags", &IamTagListTold },           { "AssertionEncryptionMode", &String },
    { "PrivateKeyList", &PrivateKeyList }, { 0 }
};
const struct shape IamGetSAMLProviderOutput = STRUCTURE(GetSAMLProviderOutput_members);

static const struct member SAMLProviderListEntry_members[] = {
    { "Arn", &String }, { "ValidUntil", &Timestamp }, { "CreateDate", &Timestamp }, { 0 }
};
static const struct shape SAMLProviderListEntry = STRUCTURE(SAMLProviderListEntry_members);

static const struct shape SAMLProviderList = LIST_OF(&SAMLProviderListEntry);

static const struct member ListSAMLProvidersOutput_members[] = { { "SAMLProviderList", &SAMLProviderList }, { 0 } };
const struct shape IamListSAMLProvidersOutput = STRUCTURE(ListSAMLProvidersOutput_members);

static const struct shape PrivateKeyId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 22, .max = 64, .pattern = "[A-Z0-9]+"
};
static const struct member UpdateSAMLProviderInput_members[] = { { "SAMLMetadataDocument", &SAMLMetadataDocument },
                                                                 { "SAMLProviderArn", &IamArn, REQUIRED },
                                                                 { "AssertionEncryptionMode",
                                                                   &AssertionEncryptionMode },
                                                                 { "AddPrivateKey", &IamPrivateKey },
                                                                 { "RemovePrivateKey", &PrivateKeyId },
                                                                 { 0 } };
const struct shape IamUpdateSAMLProviderInput = STRUCTURE(UpdateSAMLProviderInput_members);
static const struct member UpdateSAMLProviderOutput_members[] = { { "SAMLProviderArn", &String }, { 0 } };
const struct shape IamUpdateSAMLProviderOutput = STRUCTURE(UpdateSAMLProviderOutput_members);

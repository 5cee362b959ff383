/* Shapes of IAM: service credentials. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape CredentialAgeDays = { .type = T_INTEGER, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 36600 };
static const struct member ServiceSpecificCredential_members[] = { { "CreateDate", &Timestamp },
                                                                   { "ExpirationDate", &Timestamp },
                                                                   { "ServiceName", &String },
                                                                   { "ServiceUserName", &String },
                                                                   { "ServicePassword", &String },
                                                                   { "ServiceCredentialAlias", &String },
                                                                   { "ServiceCredentialSecret", &String },
                                                                   { "ServiceSpecificCredentialId", &String },
                                                                   { "UserName", &String },
                                                                   { "Status", &String },
                                                                   { 0 } };
static const struct shape ServiceSpecificCredential = STRUCTURE(ServiceSpecificCredential_members);

static const struct member CreateServiceSpecificCredentialInput_members[] = { { "UserName", &IamUserName, REQUIRED },
                                                                              { "ServiceName", &String, REQUIRED },
                                                                              { "CredentialAgeDays",
                                                                                &CredentialAgeDays },
                                                                              { 0 } };
const struct shape IamCreateServiceSpecificCredentialInput = STRUCTURE(CreateServiceSpecificCredentialInput_members);
static const struct member CreateServiceSpecificCredentialOutput_members[] = {
    { "ServiceSpecificCredential", &ServiceSpecificCredential }, { 0 }
};
const struct shape IamCreateServiceSpecificCredentialOutput = STRUCTURE(CreateServiceSpecificCredentialOutput_members);

static const struct shape ServiceSpecificCredentialId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 20, .max = 128, .pattern = "[\\w]+"
};
static const struct member DeleteServiceSpecificCredentialInput_members[] = {
    { "UserName", &IamUserName }, { "ServiceSpecificCredentialId", &ServiceSpecificCredentialId, REQUIRED }, { 0 }
};
const struct shape IamDeleteServiceSpecificCredentialInput = STRUCTURE(DeleteServiceSpecificCredentialInput_members);

static const struct member ServiceSpecificCredentialMetadata_members[] = { { "UserName", &String },
                                                                           { "Status", &String },
                                                                           { "ServiceUserName", &String },
                                                                           { "ServiceCredentialAlias", &String },
                                                                           { "CreateDate", &Timestamp },
                                                                           { "ExpirationDate", &Timestamp },
                                                                           { "ServiceSpecificCredentialId", &String },
                                                                           { "ServiceName", &String },
                                                                           { 0 } };
static const struct shape ServiceSpecificCredentialMetadata = STRUCTURE(ServiceSpecificCredentialMetadata_members);

static const struct shape ServiceSpecificCredentialsList = LIST_OF(&ServiceSpecificCredentialMetadata);

static const struct member ListServiceSpecificCredentialsInput_members[] = {
    { "UserName", &IamUserName }, { "ServiceName", &String },   { "AllUsers", &Boolean },
    { "Marker", &IamMarker },     { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListServiceSpecificCredentialsInput = STRUCTURE(ListServiceSpecificCredentialsInput_members);
static const struct member ListServiceSpecificCredentialsOutput_members[] = { { "ServiceSpecificCredentials",
                                                                                &ServiceSpecificCredentialsList },
                                                                              { "Marker", &String },
                                                                              { "IsTruncated", &Boolean },
                                                                              { 0 } };
const struct shape IamListServiceSpecificCredentialsOutput = STRUCTURE(ListServiceSpecificCredentialsOutput_members);

static const struct member ResetServiceSpecificCredentialInput_members[] = {
    { "UserName", &IamUserName }, { "ServiceSpecificCredentialId", &ServiceSpecificCredentialId, REQUIRED }, { 0 }
};
const struct shape IamResetServiceSpecificCredentialInput = STRUCTURE(ResetServiceSpecificCredentialInput_members);
static const struct member ResetServiceSpecificCredentialOutput_members[] = {
    { "ServiceSpecificCredential", &ServiceSpecificCredential }, { 0 }
};
const struct shape IamResetServiceSpecificCredentialOutput = STRUCTURE(ResetServiceSpecificCredentialOutput_members);

static const struct member UpdateServiceSpecificCredentialInput_members[] = {
    { "UserName", &IamUserName },
    { "ServiceSpecificCredentialId", &ServiceSpecificCredentialId, REQUIRED },
    { "Status", &IamStatus, REQUIRED },
    { 0 }
};
const struct shape IamUpdateServiceSpecificCredentialInput = STRUCTURE(UpdateServiceSpecificCredentialInput_members);

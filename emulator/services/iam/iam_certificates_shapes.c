/* Shapes of IAM: certificates. */
#include "emulator/services/iam/iam_shapes.h"

static const struct member DeleteServerCertificateInput_members[] = {
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED }, { 0 }
};
const struct shape IamDeleteServerCertificateInput = STRUCTURE(DeleteServerCertificateInput_members);

static const struct member ServerCertificateMetadata_members[] = { { "Path", &String },
                                                                   { "ServerCertificateName", &String },
                                                                   { "ServerCertificateId", &String },
                                                                   { "Arn", &String },
                                                                   { "UploadDate", &Timestamp },
                                                                   { "Expiration", &Timestamp },
                                                                   { 0 } };
static const struct shape ServerCertificateMetadata = STRUCTURE(ServerCertificateMetadata_members);

static const struct member ServerCertificate_members[] = { { "ServerCertificateMetadata", &ServerCertificateMetadata },
                                                           { "CertificateBody", &String },
                                                           { "CertificateChain", &String },
                                                           { "Tags", &IamTagListTold },
                                                           { 0 } };
static const struct shape ServerCertificate = STRUCTURE(ServerCertificate_members);

static const struct member GetServerCertificateInput_members[] = {
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED }, { 0 }
};
const struct shape IamGetServerCertificateInput = STRUCTURE(GetServerCertificateInput_members);
static const struct member GetServerCertificateOutput_members[] = { { "ServerCertificate", &ServerCertificate },
                                                                    { 0 } };
const struct shape IamGetServerCertificateOutput = STRUCTURE(GetServerCertificateOutput_members);

static const struct shape ServerCertificateMetadataList = LIST_OF(&ServerCertificateMetadata);

static const struct member ListServerCertificatesInput_members[] = {
    { "PathPrefix", &IamPathPrefix }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListServerCertificatesInput = STRUCTURE(ListServerCertificatesInput_members);
static const struct member ListServerCertificatesOutput_members[] = { { "ServerCertificateMetadataList",
                                                                        &ServerCertificateMetadataList },
                                                                      { "IsTruncated", &Boolean },
                                                                      { "Marker", &String },
                                                                      { 0 } };
const struct shape IamListServerCertificatesOutput = STRUCTURE(ListServerCertificatesOutput_members);

static const struct member UpdateServerCertificateInput_members[] = {
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED },
    { "NewPath", &IamPath },
    { "NewServerCertificateName", &IamServerCertificateName },
    { 0 }
};
const struct shape IamUpdateServerCertificateInput = STRUCTURE(UpdateServerCertificateInput_members);

static const struct shape CertificateChain = { .type = T_STRING,
                                               .flags = HAS_MIN | HAS_MAX,
                                               .min = 1,
                                               .max = 2097152,
                                               .pattern = "[\\x{0009}\\x{000A}\\x{000D}\\x{0020}-\\x{00FF}]+" };
static const struct member UploadServerCertificateInput_members[] = {
    { "Path", &IamPath },
    { "ServerCertificateName", &IamServerCertificateName, REQUIRED },
    { "CertificateBody", &IamCertificateBody, REQUIRED },
    { "PrivateKey", &IamPrivateKey, REQUIRED },
    { "CertificateChain", &CertificateChain },
    { "Tags", &IamTagList },
    { 0 }
};
const struct shape IamUploadServerCertificateInput = STRUCTURE(UploadServerCertificateInput_members);
static const struct member UploadServerCertificateOutput_members[] = {
    { "ServerCertificateMetadata", &ServerCertificateMetadata }, { "Tags", &IamTagListTold }, { 0 }
};
const struct shape IamUploadServerCertificateOutput = STRUCTURE(UploadServerCertificateOutput_members);

/* Shapes of IAM: signing certificates. */
#include "emulator/services/iam/iam_shapes.h"

static const struct shape CertificateId = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 24, .max = 128, .pattern = "[\\w]+"
};
static const struct member DeleteSigningCertificateInput_members[] = { { "UserName", &IamExistingUserName },
                                                                       { "CertificateId", &CertificateId, REQUIRED },
                                                                       { 0 } };
const struct shape IamDeleteSigningCertificateInput = STRUCTURE(DeleteSigningCertificateInput_members);

static const struct member SigningCertificate_members[] = {
    { "UserName", &String }, { "CertificateId", &String }, { "CertificateBody", &String },
    { "Status", &String },   { "UploadDate", &Timestamp }, { 0 }
};
static const struct shape SigningCertificate = STRUCTURE(SigningCertificate_members);

static const struct shape CertificateList = LIST_OF(&SigningCertificate);

static const struct member ListSigningCertificatesInput_members[] = {
    { "UserName", &IamExistingUserName }, { "Marker", &IamMarker }, { "MaxItems", &IamMaxItems }, { 0 }
};
const struct shape IamListSigningCertificatesInput = STRUCTURE(ListSigningCertificatesInput_members);
static const struct member ListSigningCertificatesOutput_members[] = {
    { "Certificates", &CertificateList }, { "IsTruncated", &Boolean }, { "Marker", &String }, { 0 }
};
const struct shape IamListSigningCertificatesOutput = STRUCTURE(ListSigningCertificatesOutput_members);

static const struct member UpdateSigningCertificateInput_members[] = { { "UserName", &IamExistingUserName },
                                                                       { "CertificateId", &CertificateId, REQUIRED },
                                                                       { "Status", &IamStatus, REQUIRED },
                                                                       { 0 } };
const struct shape IamUpdateSigningCertificateInput = STRUCTURE(UpdateSigningCertificateInput_members);

static const struct member UploadSigningCertificateInput_members[] = {
    { "UserName", &IamExistingUserName }, { "CertificateBody", &IamCertificateBody, REQUIRED }, { 0 }
};
const struct shape IamUploadSigningCertificateInput = STRUCTURE(UploadSigningCertificateInput_members);
static const struct member UploadSigningCertificateOutput_members[] = { { "Certificate", &SigningCertificate }, { 0 } };
const struct shape IamUploadSigningCertificateOutput = STRUCTURE(UploadSigningCertificateOutput_members);

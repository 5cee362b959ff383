/* As AWS's model has them. */
#include "emulator/services/acm/acm_shapes.h"

#define PEM_LINES "([A-Za-z0-9/+]{64}\\x0D?\\x0A)*[A-Za-z0-9/+]{1,64}={0,2}\\x0D?\\x0A"

/* --- texts -------------------------------------------------------------------------------------------------------- */

static const struct shape Arn = { .type = T_STRING,
                                  .flags = HAS_MIN | HAS_MAX,
                                  .min = 20,
                                  .max = 2048,
                                  .pattern =
                                      "arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*" };
static const struct shape PcaArn = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 20,
    .max = 2048,
    .pattern = "arn:[\\w+=/,.@-]+:acm-pca:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*"
};
static const struct shape DomainName = {
    .type = T_STRING,
    .flags = HAS_MIN | HAS_MAX,
    .min = 1,
    .max = 253,
    .pattern = "(\\*\\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])"
};
static const struct shape DomainList = {
    .type = T_LIST, .element = &DomainName, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};
static const struct shape Token = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 32, .pattern = "\\w+"
};
static const struct shape NextToken = STRING_OF(1, 10000);
static const struct shape MaxItems = INTEGER_OF(1, 1000);
static const struct shape CertificateBody = { .type = T_STRING,
                                              .flags = HAS_MIN | HAS_MAX,
                                              .min = 1,
                                              .max = 32768,
                                              .pattern = "-{5}BEGIN CERTIFICATE-{5}\\x0D?\\x0A" PEM_LINES
                                                         "-{5}END CERTIFICATE-{5}(\\x0D?\\x0A)?" };
static const struct shape CertificateChain = STRING_OF(1, 2097152);
static const struct shape PrivateKey = STRING_OF(1, 524288);

#define BLOB_OF(max_)                                                       \
    {                                                                       \
        .type = T_BLOB, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = (max_) \
    }
static const struct shape BodyBlob = BLOB_OF(32768);
static const struct shape ChainBlob = BLOB_OF(2097152);
static const struct shape KeyBlob = BLOB_OF(5120);
static const struct shape Passphrase = { .type = T_BLOB, .flags = HAS_MIN | HAS_MAX, .min = 4, .max = 128 };

static const char *const status_values[] = { "PENDING_VALIDATION",   "ISSUED",  "INACTIVE", "EXPIRED",
                                             "VALIDATION_TIMED_OUT", "REVOKED", "FAILED",   NULL };
static const char *const switch_values[] = { "ENABLED", "DISABLED", NULL };
static const char *const method_values[] = { "EMAIL", "DNS", "HTTP", NULL };
static const char *const manager_values[] = { "CLOUDFRONT", NULL };
static const char *const sort_values[] = { "CREATED_AT", NULL };
static const char *const order_values[] = { "ASCENDING", "DESCENDING", NULL };
static const char *const algorithm_values[] = { "RSA_1024",      "RSA_2048",     "RSA_3072",     "RSA_4096",
                                                "EC_prime256v1", "EC_secp384r1", "EC_secp521r1", NULL };
static const char *const usage_values[] = { "DIGITAL_SIGNATURE",
                                            "NON_REPUDIATION",
                                            "KEY_ENCIPHERMENT",
                                            "DATA_ENCIPHERMENT",
                                            "KEY_AGREEMENT",
                                            "CERTIFICATE_SIGNING",
                                            "CRL_SIGNING",
                                            "ENCIPHER_ONLY",
                                            "DECIPHER_ONLY",
                                            "ANY",
                                            "CUSTOM",
                                            NULL };
static const char *const purpose_values[] = { "TLS_WEB_SERVER_AUTHENTICATION",
                                              "TLS_WEB_CLIENT_AUTHENTICATION",
                                              "CODE_SIGNING",
                                              "EMAIL_PROTECTION",
                                              "TIME_STAMPING",
                                              "OCSP_SIGNING",
                                              "IPSEC_END_SYSTEM",
                                              "IPSEC_TUNNEL",
                                              "IPSEC_USER",
                                              "ANY",
                                              "NONE",
                                              "CUSTOM",
                                              NULL };

static const struct shape Status = ENUM_OF(status_values);
static const struct shape Switch = ENUM_OF(switch_values);
static const struct shape Method = ENUM_OF(method_values);
static const struct shape Manager = ENUM_OF(manager_values);
static const struct shape SortBy = ENUM_OF(sort_values);
static const struct shape SortOrder = ENUM_OF(order_values);
static const struct shape KeyAlgorithm = ENUM_OF(algorithm_values);
static const struct shape UsageName = ENUM_OF(usage_values);
static const struct shape PurposeName = ENUM_OF(purpose_values);
static const struct shape StatusList = LIST_OF(&Status);
static const struct shape KeyAlgorithmList = LIST_OF(&KeyAlgorithm);
static const struct shape UsageNameList = LIST_OF(&UsageName);
static const struct shape PurposeNameList = LIST_OF(&PurposeName);

/* --- tags --------------------------------------------------------------------------------------------------------- */

#define TAG_LETTERS "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*"
static const struct shape TagKey = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 128, .pattern = TAG_LETTERS
};
static const struct shape TagValue = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 0, .max = 256, .pattern = TAG_LETTERS
};
static const struct member Tag_members[] = { { "Key", &TagKey, REQUIRED }, { "Value", &TagValue }, { 0 } };
static const struct shape Tag = STRUCTURE(Tag_members);
static const struct shape TagList = {
    .type = T_LIST, .element = &Tag, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 50
};

static const struct member ArnInput_members[] = { { "CertificateArn", &Arn, REQUIRED }, { 0 } };
const struct shape AcmArnInput = STRUCTURE(ArnInput_members);
static const struct member TagsInput_members[] = { { "CertificateArn", &Arn, REQUIRED },
                                                   { "Tags", &TagList, REQUIRED },
                                                   { 0 } };
const struct shape AcmTagsInput = STRUCTURE(TagsInput_members);
static const struct member TagsOutput_members[] = { { "Tags", &TagList }, { 0 } };
const struct shape AcmTagsOutput = STRUCTURE(TagsOutput_members);
static const struct member ArnOutput_members[] = { { "CertificateArn", &Arn }, { 0 } };
const struct shape AcmArnOutput = STRUCTURE(ArnOutput_members);

/* --- what a certificate is ---------------------------------------------------------------------------------------- */

static const struct member Record_members[] = {
    { "Name", &String, REQUIRED }, { "Type", &String, REQUIRED }, { "Value", &String, REQUIRED }, { 0 }
};
static const struct shape Record = STRUCTURE(Record_members);
static const struct member Redirect_members[] = { { "RedirectFrom", &String }, { "RedirectTo", &String }, { 0 } };
static const struct shape Redirect = STRUCTURE(Redirect_members);
static const struct member Validation_members[] = {
    { "DomainName", &DomainName, REQUIRED }, { "ValidationEmails", &StringList },
    { "ValidationDomain", &DomainName },     { "ValidationStatus", &String },
    { "ResourceRecord", &Record },           { "HttpRedirect", &Redirect },
    { "ValidationMethod", &Method },         { 0 },
};
static const struct shape Validation = STRUCTURE(Validation_members);
static const struct shape ValidationList = {
    .type = T_LIST, .element = &Validation, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1000
};
static const struct member Renewal_members[] = {
    { "RenewalStatus", &String, REQUIRED },
    { "DomainValidationOptions", &ValidationList, REQUIRED },
    { "RenewalStatusReason", &String },
    { "UpdatedAt", &Timestamp, REQUIRED },
    { 0 },
};
static const struct shape Renewal = STRUCTURE(Renewal_members);
static const struct member Usage_members[] = { { "Name", &UsageName }, { 0 } };
static const struct shape Usage = STRUCTURE(Usage_members);
static const struct shape UsageList = LIST_OF(&Usage);
static const struct member Purpose_members[] = { { "Name", &PurposeName }, { "OID", &String }, { 0 } };
static const struct shape Purpose = STRUCTURE(Purpose_members);
static const struct shape PurposeList = LIST_OF(&Purpose);
static const struct member Options_members[] = { { "CertificateTransparencyLoggingPreference", &Switch },
                                                 { "Export", &Switch },
                                                 { 0 } };
static const struct shape Options = STRUCTURE(Options_members);

static const struct member Detail_members[] = {
    { "CertificateArn", &Arn },
    { "DomainName", &DomainName },
    { "SubjectAlternativeNames", &DomainList },
    { "ManagedBy", &Manager },
    { "DomainValidationOptions", &ValidationList },
    { "Serial", &String },
    { "Subject", &String },
    { "Issuer", &String },
    { "CreatedAt", &Timestamp },
    { "IssuedAt", &Timestamp },
    { "ImportedAt", &Timestamp },
    { "Status", &Status },
    { "RevokedAt", &Timestamp },
    { "RevocationReason", &String },
    { "NotBefore", &Timestamp },
    { "NotAfter", &Timestamp },
    { "KeyAlgorithm", &KeyAlgorithm },
    { "SignatureAlgorithm", &String },
    { "InUseBy", &StringList },
    { "FailureReason", &String },
    { "Type", &String },
    { "RenewalSummary", &Renewal },
    { "KeyUsages", &UsageList },
    { "ExtendedKeyUsages", &PurposeList },
    { "CertificateAuthorityArn", &Arn },
    { "RenewalEligibility", &String },
    { "Options", &Options },
    { 0 },
};
static const struct shape Detail = STRUCTURE(Detail_members);
static const struct member DescribeOutput_members[] = { { "Certificate", &Detail }, { 0 } };
const struct shape AcmDescribeOutput = STRUCTURE(DescribeOutput_members);

static const struct member GetOutput_members[] = { { "Certificate", &CertificateBody },
                                                   { "CertificateChain", &CertificateChain },
                                                   { 0 } };
const struct shape AcmGetOutput = STRUCTURE(GetOutput_members);
static const struct member ExportInput_members[] = { { "CertificateArn", &Arn, REQUIRED },
                                                     { "Passphrase", &Passphrase, REQUIRED },
                                                     { 0 } };
const struct shape AcmExportInput = STRUCTURE(ExportInput_members);
static const struct member ExportOutput_members[] = {
    { "Certificate", &CertificateBody }, { "CertificateChain", &CertificateChain }, { "PrivateKey", &PrivateKey }, { 0 }
};
const struct shape AcmExportOutput = STRUCTURE(ExportOutput_members);

static const struct member ImportInput_members[] = {
    { "CertificateArn", &Arn },
    { "Certificate", &BodyBlob, REQUIRED },
    { "PrivateKey", &KeyBlob, REQUIRED },
    { "CertificateChain", &ChainBlob },
    { "Tags", &TagList },
    { 0 },
};
const struct shape AcmImportInput = STRUCTURE(ImportInput_members);

/* --- lists -------------------------------------------------------------------------------------------------------- */

static const struct member Filters_members[] = {
    { "extendedKeyUsage", &PurposeNameList },
    { "keyUsage", &UsageNameList },
    { "keyTypes", &KeyAlgorithmList },
    { "exportOption", &Switch },
    { "managedBy", &Manager },
    { 0 },
};
static const struct shape Filters = STRUCTURE(Filters_members);
static const struct member ListInput_members[] = {
    { "CertificateStatuses", &StatusList },
    { "Includes", &Filters },
    { "NextToken", &NextToken },
    { "MaxItems", &MaxItems },
    { "SortBy", &SortBy },
    { "SortOrder", &SortOrder },
    { 0 },
};
const struct shape AcmListInput = STRUCTURE(ListInput_members);
static const struct member Summary_members[] = {
    { "CertificateArn", &Arn },
    { "DomainName", &DomainName },
    { "SubjectAlternativeNameSummaries", &DomainList },
    { "HasAdditionalSubjectAlternativeNames", &Boolean },
    { "Status", &Status },
    { "Type", &String },
    { "KeyAlgorithm", &KeyAlgorithm },
    { "KeyUsages", &UsageNameList },
    { "ExtendedKeyUsages", &PurposeNameList },
    { "ExportOption", &Switch },
    { "InUse", &Boolean },
    { "Exported", &Boolean },
    { "RenewalEligibility", &String },
    { "NotBefore", &Timestamp },
    { "NotAfter", &Timestamp },
    { "CreatedAt", &Timestamp },
    { "IssuedAt", &Timestamp },
    { "ImportedAt", &Timestamp },
    { "RevokedAt", &Timestamp },
    { "ManagedBy", &Manager },
    { 0 },
};
static const struct shape Summary = STRUCTURE(Summary_members);
static const struct shape SummaryList = LIST_OF(&Summary);
static const struct member ListOutput_members[] = { { "NextToken", &NextToken },
                                                    { "CertificateSummaryList", &SummaryList },
                                                    { 0 } };
const struct shape AcmListOutput = STRUCTURE(ListOutput_members);

/* --- requests ----------------------------------------------------------------------------------------------------- */

static const struct member ValidationOption_members[] = { { "DomainName", &DomainName, REQUIRED },
                                                          { "ValidationDomain", &DomainName, REQUIRED },
                                                          { 0 } };
static const struct shape ValidationOption = STRUCTURE(ValidationOption_members);
static const struct shape ValidationOptionList = {
    .type = T_LIST, .element = &ValidationOption, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};
static const struct member RequestInput_members[] = {
    { "DomainName", &DomainName, REQUIRED },
    { "ValidationMethod", &Method },
    { "SubjectAlternativeNames", &DomainList },
    { "IdempotencyToken", &Token },
    { "DomainValidationOptions", &ValidationOptionList },
    { "Options", &Options },
    { "CertificateAuthorityArn", &PcaArn },
    { "Tags", &TagList },
    { "KeyAlgorithm", &KeyAlgorithm },
    { "ManagedBy", &Manager },
    { 0 },
};
const struct shape AcmRequestInput = STRUCTURE(RequestInput_members);
static const struct member ResendInput_members[] = { { "CertificateArn", &Arn, REQUIRED },
                                                     { "Domain", &DomainName, REQUIRED },
                                                     { "ValidationDomain", &DomainName, REQUIRED },
                                                     { 0 } };
const struct shape AcmResendInput = STRUCTURE(ResendInput_members);
static const struct member OptionsInput_members[] = { { "CertificateArn", &Arn, REQUIRED },
                                                      { "Options", &Options, REQUIRED },
                                                      { 0 } };
const struct shape AcmOptionsInput = STRUCTURE(OptionsInput_members);

static const struct shape Days = { .type = T_INTEGER, .flags = HAS_MIN, .min = 1 };
static const struct member Expiry_members[] = { { "DaysBeforeExpiry", &Days }, { 0 } };
static const struct shape Expiry = STRUCTURE(Expiry_members);
static const struct member ConfigurationInput_members[] = { { "ExpiryEvents", &Expiry },
                                                            { "IdempotencyToken", &Token, REQUIRED },
                                                            { 0 } };
const struct shape AcmConfigurationInput = STRUCTURE(ConfigurationInput_members);
static const struct member ConfigurationOutput_members[] = { { "ExpiryEvents", &Expiry }, { 0 } };
const struct shape AcmConfigurationOutput = STRUCTURE(ConfigurationOutput_members);

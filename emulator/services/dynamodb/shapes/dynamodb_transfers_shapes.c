/* Shapes, from the leaves up. */
#include "emulator/services/dynamodb/shapes/dynamodb_transfers_shapes.h"

#include <stddef.h>

#include "emulator/services/dynamodb/shapes/dynamodb_shapes.h"

#define STRUCTURE_OF(name) \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }

static const struct shape TableArn = STRING_OF(1, 1024);
static const struct shape TransferArn = STRING_OF(37, 1024);
static const struct shape ClientToken = { .type = T_STRING, .pattern = "^[^\\$]+$" };
static const struct shape S3Bucket = {
    .type = T_STRING, .flags = HAS_MAX, .max = 255, .pattern = "^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$"
};
static const struct shape S3BucketOwner = { .type = T_STRING, .pattern = "[0-9]{12}" };
static const struct shape S3Prefix = STRING_OF(1, 1024); /* AWS: observed: it may not be empty */
static const struct shape PageSize = INTEGER_OF(1, 25);

/* --- exports ------------------------------------------------------------------------------------------------------ */

static const struct shape S3SseKmsKeyId = STRING_OF(1, 2048);
static const char *const export_formats[] = { "DYNAMODB_JSON", "ION", NULL };
static const struct shape ExportFormat = ENUM_OF(export_formats);
static const char *const export_types[] = { "FULL_EXPORT", "INCREMENTAL_EXPORT", NULL };
static const struct shape ExportType = ENUM_OF(export_types);
static const char *const export_views[] = { "NEW_IMAGE", "NEW_AND_OLD_IMAGES", NULL };
static const struct shape ExportViewType = ENUM_OF(export_views);
static const char *const algorithms[] = { "AES256", "KMS", NULL };
static const struct shape S3SseAlgorithm = ENUM_OF(algorithms);

static const struct member IncrementalExportSpecification_members[] = {
    { "ExportFromTime", &Timestamp },
    { "ExportToTime", &Timestamp },
    { "ExportViewType", &ExportViewType },
    { 0 },
};
STRUCTURE_OF(IncrementalExportSpecification);

static const struct member ExportTableToPointInTimeInput_members[] = {
    { "TableArn", &TableArn, REQUIRED },
    { "ExportTime", &Timestamp },
    { "ClientToken", &ClientToken },
    { "S3Bucket", &S3Bucket, REQUIRED },
    { "S3BucketOwner", &S3BucketOwner },
    { "S3Prefix", &S3Prefix },
    { "S3SseAlgorithm", &S3SseAlgorithm },
    { "S3SseKmsKeyId", &S3SseKmsKeyId },
    { "ExportFormat", &ExportFormat },
    { "ExportType", &ExportType },
    { "IncrementalExportSpecification", &IncrementalExportSpecification },
    { "FilterSpecification", &Document }, /* refused */
    { 0 },
};
const struct shape DdbExportTableToPointInTimeInput = STRUCTURE(ExportTableToPointInTimeInput_members);

static const struct member ExportDescription_members[] = {
    { "ExportArn", &String },
    { "ExportStatus", &String },
    { "StartTime", &Timestamp },
    { "EndTime", &Timestamp },
    { "ExportManifest", &String },
    { "TableArn", &String },
    { "TableId", &String },
    { "ExportTime", &Timestamp },
    { "ClientToken", &String },
    { "S3Bucket", &String },
    { "S3BucketOwner", &String },
    { "S3Prefix", &String },
    { "S3SseAlgorithm", &String },
    { "S3SseKmsKeyId", &String },
    { "FailureCode", &String },
    { "FailureMessage", &String },
    { "ExportFormat", &String },
    { "BilledSizeBytes", &Long },
    { "ItemCount", &Long },
    { "ExportType", &String },
    { "IncrementalExportSpecification", &IncrementalExportSpecification },
    { "DestinationType", &String },
    { 0 },
};
STRUCTURE_OF(ExportDescription);
static const struct member ExportDescriptionOutput_members[] = { { "ExportDescription", &ExportDescription }, { 0 } };
const struct shape DdbExportDescriptionOutput = STRUCTURE(ExportDescriptionOutput_members);

static const struct member DescribeExportInput_members[] = { { "ExportArn", &TransferArn, REQUIRED }, { 0 } };
const struct shape DdbDescribeExportInput = STRUCTURE(DescribeExportInput_members);

static const struct member ListExportsInput_members[] = {
    { "TableArn", &TableArn },
    { "MaxResults", &PageSize },
    { "NextToken", &String },
    { 0 },
};
const struct shape DdbListExportsInput = STRUCTURE(ListExportsInput_members);
static const struct member ExportSummary_members[] = {
    { "ExportArn", &String },
    { "ExportStatus", &String },
    { "ExportType", &String },
    { 0 },
};
STRUCTURE_OF(ExportSummary);
static const struct shape ExportSummaries = LIST_OF(&ExportSummary);
static const struct member ListExportsOutput_members[] = {
    { "ExportSummaries", &ExportSummaries },
    { "NextToken", &String },
    { 0 },
};
const struct shape DdbListExportsOutput = STRUCTURE(ListExportsOutput_members);

/* --- imports ------------------------------------------------------------------------------------------------------ */

static const struct shape CsvDelimiter = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 1, .pattern = "[,;:|\\t ]"
};
static const struct shape CsvHeader = { .type = T_STRING,
                                        .flags = HAS_MIN | HAS_MAX,
                                        .min = 1,
                                        .max = 65536,
                                        .pattern = "[\\x20-\\x21\\x23-\\x2B\\x2D-\\x7E]*" };
static const struct shape CsvHeaderList = {
    .type = T_LIST, .element = &CsvHeader, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 255
};
static const char *const input_formats[] = { "DYNAMODB_JSON", "ION", "CSV", NULL };
static const struct shape InputFormat = ENUM_OF(input_formats);
static const char *const compressions[] = { "ZSTD", "NONE", "GZIP", NULL };
static const struct shape InputCompressionType = ENUM_OF(compressions);
static const struct shape ImportNextToken = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 112, .max = 1024, .pattern = "([0-9a-f]{16})+"
};

static const struct member CsvOptions_members[] = {
    { "Delimiter", &CsvDelimiter },
    { "HeaderList", &CsvHeaderList },
    { 0 },
};
STRUCTURE_OF(CsvOptions);
static const struct member InputFormatOptions_members[] = { { "Csv", &CsvOptions }, { 0 } };
STRUCTURE_OF(InputFormatOptions);
static const struct member S3BucketSource_members[] = {
    { "S3BucketOwner", &S3BucketOwner },
    { "S3Bucket", &S3Bucket, REQUIRED },
    { "S3KeyPrefix", &S3Prefix },
    { 0 },
};
STRUCTURE_OF(S3BucketSource);

static const struct member ImportTableInput_members[] = {
    { "ClientToken", &ClientToken, REQUIRED }, /* AWS: observed, though its model says otherwise */
    { "S3BucketSource", &S3BucketSource, REQUIRED },
    { "InputFormat", &InputFormat, REQUIRED },
    { "InputFormatOptions", &InputFormatOptions },
    { "InputCompressionType", &InputCompressionType },
    { "TableCreationParameters", &DdbTableCreationParameters, REQUIRED },
    { 0 },
};
const struct shape DdbImportTableInput = STRUCTURE(ImportTableInput_members);

static const struct member ImportTableDescription_members[] = {
    { "ImportArn", &String },
    { "ImportStatus", &String },
    { "TableArn", &String },
    { "TableId", &String },
    { "ClientToken", &String },
    { "S3BucketSource", &S3BucketSource },
    { "ErrorCount", &Long },
    { "CloudWatchLogGroupArn", &String },
    { "InputFormat", &String },
    { "InputFormatOptions", &InputFormatOptions },
    { "InputCompressionType", &String },
    { "TableCreationParameters", &DdbTableCreationParameters },
    { "StartTime", &Timestamp },
    { "EndTime", &Timestamp },
    { "ProcessedSizeBytes", &Long },
    { "ProcessedItemCount", &Long },
    { "ImportedItemCount", &Long },
    { "FailureCode", &String },
    { "FailureMessage", &String },
    { 0 },
};
STRUCTURE_OF(ImportTableDescription);
static const struct member ImportDescriptionOutput_members[] = {
    { "ImportTableDescription", &ImportTableDescription, REQUIRED },
    { 0 },
};
const struct shape DdbImportDescriptionOutput = STRUCTURE(ImportDescriptionOutput_members);

static const struct member DescribeImportInput_members[] = { { "ImportArn", &TransferArn, REQUIRED }, { 0 } };
const struct shape DdbDescribeImportInput = STRUCTURE(DescribeImportInput_members);

static const struct member ListImportsInput_members[] = {
    { "TableArn", &TableArn },
    { "PageSize", &PageSize },
    { "NextToken", &ImportNextToken },
    { 0 },
};
const struct shape DdbListImportsInput = STRUCTURE(ListImportsInput_members);
static const struct member ImportSummary_members[] = {
    { "ImportArn", &String },
    { "ImportStatus", &String },
    { "TableArn", &String },
    { "S3BucketSource", &S3BucketSource },
    { "CloudWatchLogGroupArn", &String },
    { "InputFormat", &String },
    { "StartTime", &Timestamp },
    { "EndTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(ImportSummary);
static const struct shape ImportSummaryList = LIST_OF(&ImportSummary);
static const struct member ListImportsOutput_members[] = {
    { "ImportSummaryList", &ImportSummaryList },
    { "NextToken", &String },
    { 0 },
};
const struct shape DdbListImportsOutput = STRUCTURE(ListImportsOutput_members);

/* Shapes, from the leaves up. */
#include "emulator/services/dynamodb/shapes/dynamodb_features_shapes.h"

#include <stddef.h>

#include "emulator/services/dynamodb/shapes/dynamodb_shapes.h"

#define STRUCTURE_OF(name) \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }
#define NAME_PATTERN "[a-zA-Z0-9_.-]+"

/* --- time to live ------------------------------------------------------------------------------------------------- */

static const struct shape TableArn = STRING_OF(1, 1024);
static const struct shape AttributeName = STRING_OF(1, 255);

static const struct member TimeToLive_members[] = {
    { "Enabled", &Boolean, REQUIRED },
    { "AttributeName", &AttributeName, REQUIRED },
    { 0 },
};
STRUCTURE_OF(TimeToLive);
static const struct member UpdateTimeToLiveInput_members[] = {
    { "TableName", &TableArn, REQUIRED },
    { "TimeToLiveSpecification", &TimeToLive, REQUIRED },
    { 0 },
};
const struct shape DdbUpdateTimeToLiveInput = STRUCTURE(UpdateTimeToLiveInput_members);
static const struct member UpdateTimeToLiveOutput_members[] = { { "TimeToLiveSpecification", &TimeToLive }, { 0 } };
const struct shape DdbUpdateTimeToLiveOutput = STRUCTURE(UpdateTimeToLiveOutput_members);

static const struct member TableOnly_members[] = { { "TableName", &TableArn, REQUIRED }, { 0 } };
const struct shape DdbDescribeTimeToLiveInput = STRUCTURE(TableOnly_members);
static const struct member TimeToLiveDescription_members[] = {
    { "TimeToLiveStatus", &String },
    { "AttributeName", &String },
    { 0 },
};
STRUCTURE_OF(TimeToLiveDescription);
static const struct member DescribeTimeToLiveOutput_members[] = {
    { "TimeToLiveDescription", &TimeToLiveDescription },
    { 0 },
};
const struct shape DdbDescribeTimeToLiveOutput = STRUCTURE(DescribeTimeToLiveOutput_members);

/* --- backups ------------------------------------------------------------------------------------------------------ */

static const struct shape BackupName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 255, .pattern = NAME_PATTERN
};
static const struct shape TargetName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 255, .pattern = NAME_PATTERN
};
static const struct shape BackupArn = STRING_OF(37, 1024);
static const struct shape BackupLimit = INTEGER_OF(1, 100);
static const char *const backup_types[] = { "USER", "SYSTEM", "AWS_BACKUP", "ALL", NULL };
static const struct shape BackupTypeFilter = ENUM_OF(backup_types);

static const struct member CreateBackupInput_members[] = {
    { "TableName", &TableArn, REQUIRED },
    { "BackupName", &BackupName, REQUIRED },
    { 0 },
};
const struct shape DdbCreateBackupInput = STRUCTURE(CreateBackupInput_members);

static const struct member BackupDetails_members[] = {
    { "BackupArn", &String },
    { "BackupName", &String },
    { "BackupSizeBytes", &Long },
    { "BackupStatus", &String },
    { "BackupType", &String },
    { "BackupCreationDateTime", &Timestamp },
    { "BackupExpiryDateTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(BackupDetails);
static const struct member CreateBackupOutput_members[] = { { "BackupDetails", &BackupDetails }, { 0 } };
const struct shape DdbCreateBackupOutput = STRUCTURE(CreateBackupOutput_members);

static const struct member SourceTable_members[] = {
    { "TableName", &String },
    { "TableId", &String },
    { "TableArn", &String },
    { "TableSizeBytes", &Long },
    { "KeySchema", &Document },
    { "TableCreationDateTime", &Timestamp },
    { "ProvisionedThroughput", &Document },
    { "OnDemandThroughput", &Document },
    { "ItemCount", &Long },
    { "BillingMode", &String },
    { 0 },
};
STRUCTURE_OF(SourceTable);
static const struct member SourceFeatures_members[] = {
    { "LocalSecondaryIndexes", &Document }, { "GlobalSecondaryIndexes", &Document },
    { "StreamDescription", &Document },     { "TimeToLiveDescription", &TimeToLiveDescription },
    { "SSEDescription", &Document },        { 0 },
};
STRUCTURE_OF(SourceFeatures);
static const struct member BackupDescription_members[] = {
    { "BackupDetails", &BackupDetails },
    { "SourceTableDetails", &SourceTable },
    { "SourceTableFeatureDetails", &SourceFeatures },
    { 0 },
};
STRUCTURE_OF(BackupDescription);
static const struct member BackupArnInput_members[] = { { "BackupArn", &BackupArn, REQUIRED }, { 0 } };
const struct shape DdbBackupArnInput = STRUCTURE(BackupArnInput_members);
static const struct member BackupDescriptionOutput_members[] = { { "BackupDescription", &BackupDescription }, { 0 } };
const struct shape DdbBackupDescriptionOutput = STRUCTURE(BackupDescriptionOutput_members);

static const struct member ListBackupsInput_members[] = {
    { "TableName", &TableArn },
    { "Limit", &BackupLimit },
    { "TimeRangeLowerBound", &Timestamp },
    { "TimeRangeUpperBound", &Timestamp },
    { "ExclusiveStartBackupArn", &BackupArn },
    { "BackupType", &BackupTypeFilter },
    { 0 },
};
const struct shape DdbListBackupsInput = STRUCTURE(ListBackupsInput_members);
static const struct member BackupSummary_members[] = {
    { "TableName", &String },
    { "TableId", &String },
    { "TableArn", &String },
    { "BackupArn", &String },
    { "BackupName", &String },
    { "BackupCreationDateTime", &Timestamp },
    { "BackupExpiryDateTime", &Timestamp },
    { "BackupStatus", &String },
    { "BackupType", &String },
    { "BackupSizeBytes", &Long },
    { 0 },
};
STRUCTURE_OF(BackupSummary);
static const struct shape BackupSummaries = LIST_OF(&BackupSummary);
static const struct member ListBackupsOutput_members[] = {
    { "BackupSummaries", &BackupSummaries },
    { "LastEvaluatedBackupArn", &String },
    { 0 },
};
const struct shape DdbListBackupsOutput = STRUCTURE(ListBackupsOutput_members);

/* --- restores ----------------------------------------------------------------------------------------------------- */

#define OVERRIDES                                                                                                 \
    { "BillingModeOverride", &DdbBillingMode }, { "GlobalSecondaryIndexOverride", &DdbGlobalIndexes },            \
        { "LocalSecondaryIndexOverride", &DdbLocalIndexes }, { "ProvisionedThroughputOverride", &DdbThroughput }, \
        { "OnDemandThroughputOverride", &DdbOnDemandThroughput },                                                 \
    {                                                                                                             \
        "SSESpecificationOverride", &DdbSseSpecification                                                          \
    }

static const struct member RestoreTableFromBackupInput_members[] = {
    { "TargetTableName", &TargetName, REQUIRED },
    { "BackupArn", &BackupArn, REQUIRED },
    OVERRIDES,
    { 0 },
};
const struct shape DdbRestoreTableFromBackupInput = STRUCTURE(RestoreTableFromBackupInput_members);

static const struct member RestoreTableToPointInTimeInput_members[] = {
    { "SourceTableArn", &TableArn },
    { "SourceTableName", &TargetName },
    { "TargetTableName", &TargetName, REQUIRED },
    { "UseLatestRestorableTime", &Boolean },
    { "RestoreDateTime", &Timestamp },
    OVERRIDES,
    { 0 },
};
const struct shape DdbRestoreTableToPointInTimeInput = STRUCTURE(RestoreTableToPointInTimeInput_members);

static const struct shape RecoveryDays = INTEGER_OF(1, 35);
static const struct member Recovery_members[] = {
    { "PointInTimeRecoveryEnabled", &Boolean, REQUIRED },
    { "RecoveryPeriodInDays", &RecoveryDays },
    { 0 },
};
STRUCTURE_OF(Recovery);
static const struct member UpdateContinuousBackupsInput_members[] = {
    { "TableName", &TableArn, REQUIRED },
    { "PointInTimeRecoverySpecification", &Recovery, REQUIRED },
    { 0 },
};
const struct shape DdbUpdateContinuousBackupsInput = STRUCTURE(UpdateContinuousBackupsInput_members);
const struct shape DdbDescribeContinuousBackupsInput = STRUCTURE(TableOnly_members);

static const struct member RecoveryDescription_members[] = {
    { "PointInTimeRecoveryStatus", &String },
    { "RecoveryPeriodInDays", &Integer },
    { "EarliestRestorableDateTime", &Timestamp },
    { "LatestRestorableDateTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(RecoveryDescription);
static const struct member ContinuousBackups_members[] = {
    { "ContinuousBackupsStatus", &String },
    { "PointInTimeRecoveryDescription", &RecoveryDescription },
    { 0 },
};
STRUCTURE_OF(ContinuousBackups);
static const struct member ContinuousBackupsOutput_members[] = {
    { "ContinuousBackupsDescription", &ContinuousBackups },
    { 0 },
};
const struct shape DdbContinuousBackupsOutput = STRUCTURE(ContinuousBackupsOutput_members);

/* --- tags and policies -------------------------------------------------------------------------------------------- */

static const struct shape ResourceArn = STRING_OF(1, 1283);
static const struct shape RevisionId = STRING_OF(1, 255);

/* AWS: keys and values have words of their own when they are wrong, so the shape lets them pass. */
static const struct member Tag_members[] = { { "Key", &String }, { "Value", &String }, { 0 } };
STRUCTURE_OF(Tag);
static const struct shape Tags = LIST_OF(&Tag);

static const struct member TagResourceInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "Tags", &Tags, REQUIRED },
    { 0 },
};
const struct shape DdbTagResourceInput = STRUCTURE(TagResourceInput_members);
static const struct member UntagResourceInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "TagKeys", &StringList, REQUIRED },
    { 0 },
};
const struct shape DdbUntagResourceInput = STRUCTURE(UntagResourceInput_members);
static const struct member ListTagsOfResourceInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "NextToken", &String },
    { 0 },
};
const struct shape DdbListTagsOfResourceInput = STRUCTURE(ListTagsOfResourceInput_members);
static const struct member ListTagsOfResourceOutput_members[] = {
    { "Tags", &Tags },
    { "NextToken", &String },
    { 0 },
};
const struct shape DdbListTagsOfResourceOutput = STRUCTURE(ListTagsOfResourceOutput_members);

static const struct member PutResourcePolicyInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "Policy", &String, REQUIRED },
    { "ExpectedRevisionId", &RevisionId },
    { "ConfirmRemoveSelfResourceAccess", &Boolean },
    { 0 },
};
const struct shape DdbPutResourcePolicyInput = STRUCTURE(PutResourcePolicyInput_members);
static const struct member GetResourcePolicyInput_members[] = { { "ResourceArn", &ResourceArn, REQUIRED }, { 0 } };
const struct shape DdbGetResourcePolicyInput = STRUCTURE(GetResourcePolicyInput_members);
static const struct member DeleteResourcePolicyInput_members[] = {
    { "ResourceArn", &ResourceArn, REQUIRED },
    { "ExpectedRevisionId", &RevisionId },
    { 0 },
};
const struct shape DdbDeleteResourcePolicyInput = STRUCTURE(DeleteResourcePolicyInput_members);
static const struct member ResourcePolicyOutput_members[] = {
    { "Policy", &String },
    { "RevisionId", &String },
    { 0 },
};
const struct shape DdbResourcePolicyOutput = STRUCTURE(ResourcePolicyOutput_members);

/* --- the account -------------------------------------------------------------------------------------------------- */

static const struct member DescribeLimitsOutput_members[] = {
    { "AccountMaxReadCapacityUnits", &Long },
    { "AccountMaxWriteCapacityUnits", &Long },
    { "TableMaxReadCapacityUnits", &Long },
    { "TableMaxWriteCapacityUnits", &Long },
    { 0 },
};
const struct shape DdbDescribeLimitsOutput = STRUCTURE(DescribeLimitsOutput_members);

static const struct member Endpoint_members[] = {
    { "Address", &String },
    { "CachePeriodInMinutes", &Long },
    { 0 },
};
STRUCTURE_OF(Endpoint);
static const struct shape Endpoints = LIST_OF(&Endpoint);
static const struct member DescribeEndpointsOutput_members[] = { { "Endpoints", &Endpoints }, { 0 } };
const struct shape DdbDescribeEndpointsOutput = STRUCTURE(DescribeEndpointsOutput_members);

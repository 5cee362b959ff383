/* Shapes of tables, from the leaves up. AWS: the order of an enum's values is that of AWS's messages. */
#include <stddef.h>

#include "emulator/services/dynamodb/shapes/dynamodb_shapes.h"

#define NAME_PATTERN "[a-zA-Z0-9_.-]+"

static const struct shape DocumentList = LIST_OF(&Document);
static const struct shape NewTableName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 255, .pattern = NAME_PATTERN
};
static const struct shape KeyName = STRING_OF(1, 255);
static const struct shape PositiveLong = { .type = T_LONG, .flags = HAS_MIN, .min = 1 };
static const struct shape ListLimit = INTEGER_OF(1, 100);

#define ENUM(name, ...)                                               \
    static const char *const name##_values[] = { __VA_ARGS__, NULL }; \
    static const struct shape name = ENUM_OF(name##_values)

ENUM(AttributeType, "B", "N", "S");
ENUM(KeyType, "HASH", "RANGE");
ENUM(ProjectionType, "ALL", "INCLUDE", "KEYS_ONLY");
ENUM(BillingMode, "PROVISIONED", "PAY_PER_REQUEST");
ENUM(StreamViewType, "OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE");
ENUM(SseType, "AES256", "KMS");

#define STRUCTURE_OF(name) \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }

/* --- tables ------------------------------------------------------------------------------------------------------- */

static const struct member AttributeDefinition_members[] = {
    { "AttributeName", &KeyName, REQUIRED },
    { "AttributeType", &AttributeType, REQUIRED },
    { 0 },
};
STRUCTURE_OF(AttributeDefinition);
static const struct shape AttributeDefinitions = LIST_OF(&AttributeDefinition);

static const struct member KeySchemaElement_members[] = {
    { "AttributeName", &KeyName, REQUIRED },
    { "KeyType", &KeyType, REQUIRED },
    { 0 },
};
STRUCTURE_OF(KeySchemaElement);
static const struct shape KeySchema = {
    .type = T_LIST, .element = &KeySchemaElement, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 2
};
static const struct shape IndexKeySchema = {
    .type = T_LIST, .element = &KeySchemaElement, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 8
};

static const struct shape NonKeyAttributes = {
    .type = T_LIST, .element = &KeyName, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 20
};
static const struct member Projection_members[] = {
    { "ProjectionType", &ProjectionType },
    { "NonKeyAttributes", &NonKeyAttributes },
    { 0 },
};
STRUCTURE_OF(Projection);

static const struct member Throughput_members[] = {
    { "ReadCapacityUnits", &PositiveLong, REQUIRED },
    { "WriteCapacityUnits", &PositiveLong, REQUIRED },
    { 0 },
};
STRUCTURE_OF(Throughput);

static const struct member OnDemand_members[] = {
    { "MaxReadRequestUnits", &Long },
    { "MaxWriteRequestUnits", &Long },
    { 0 },
};
STRUCTURE_OF(OnDemand);

static const struct member Warm_members[] = {
    { "ReadUnitsPerSecond", &Long },
    { "WriteUnitsPerSecond", &Long },
    { 0 },
};
STRUCTURE_OF(Warm);

static const struct member GlobalIndex_members[] = {
    { "IndexName", &DdbIndexName, REQUIRED },
    { "KeySchema", &IndexKeySchema, REQUIRED },
    { "Projection", &Projection, REQUIRED },
    { "ProvisionedThroughput", &Throughput },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &Warm },
    { 0 },
};
STRUCTURE_OF(GlobalIndex);
static const struct shape GlobalIndexes = LIST_OF(&GlobalIndex);

static const struct member LocalIndex_members[] = {
    { "IndexName", &DdbIndexName, REQUIRED },
    { "KeySchema", &KeySchema, REQUIRED },
    { "Projection", &Projection, REQUIRED },
    { 0 },
};
STRUCTURE_OF(LocalIndex);
static const struct shape LocalIndexes = LIST_OF(&LocalIndex);

static const struct member StreamSpecification_members[] = {
    { "StreamEnabled", &Boolean, REQUIRED },
    { "StreamViewType", &StreamViewType },
    { 0 },
};
STRUCTURE_OF(StreamSpecification);

static const struct member SseSpecification_members[] = {
    { "Enabled", &Boolean },
    { "SSEType", &SseType },
    { "KMSMasterKeyId", &String },
    { 0 },
};
STRUCTURE_OF(SseSpecification);

static const struct member Tag_members[] = {
    { "Key", &String },
    { "Value", &String },
    { 0 },
};
STRUCTURE_OF(Tag);
static const struct shape Tags = LIST_OF(&Tag);

static const struct member CreateTableInput_members[] = {
    { "AttributeDefinitions", &AttributeDefinitions, REQUIRED },
    { "TableName", &NewTableName, REQUIRED },
    { "KeySchema", &KeySchema, REQUIRED },
    { "GlobalSecondaryIndexes", &GlobalIndexes },
    { "LocalSecondaryIndexes", &LocalIndexes },
    { "BillingMode", &BillingMode },
    { "ProvisionedThroughput", &Throughput },
    { "StreamSpecification", &StreamSpecification },
    { "SSESpecification", &SseSpecification },
    { "Tags", &Tags },
    { "TableClass", &String },
    { "DeletionProtectionEnabled", &Boolean },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &Warm },
    { "ResourcePolicy", &String },
    { "GlobalTableSourceArn", &String },
    { 0 },
};
const struct shape DdbCreateTableInput = STRUCTURE(CreateTableInput_members);

static const struct member UpdateIndex_members[] = {
    { "IndexName", &DdbIndexName, REQUIRED },
    { "ProvisionedThroughput", &Throughput },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &Warm },
    { 0 },
};
STRUCTURE_OF(UpdateIndex);
static const struct member DeleteIndex_members[] = { { "IndexName", &DdbIndexName, REQUIRED }, { 0 } };
STRUCTURE_OF(DeleteIndex);
static const struct member IndexUpdate_members[] = {
    { "Update", &UpdateIndex },
    { "Create", &GlobalIndex },
    { "Delete", &DeleteIndex },
    { 0 },
};
STRUCTURE_OF(IndexUpdate);
static const struct shape IndexUpdates = LIST_OF(&IndexUpdate);

static const struct member UpdateTableInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "AttributeDefinitions", &AttributeDefinitions },
    { "BillingMode", &BillingMode },
    { "ProvisionedThroughput", &Throughput },
    { "GlobalSecondaryIndexUpdates", &IndexUpdates },
    { "StreamSpecification", &StreamSpecification },
    { "SSESpecification", &SseSpecification },
    { "ReplicaUpdates", &DocumentList },
    { "TableClass", &String },
    { "DeletionProtectionEnabled", &Boolean },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &Warm },
    { 0 },
};
const struct shape DdbUpdateTableInput = STRUCTURE(UpdateTableInput_members);

static const struct member TableNameOnly_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { 0 },
};
const struct shape DdbDescribeTableInput = STRUCTURE(TableNameOnly_members);
const struct shape DdbDeleteTableInput = STRUCTURE(TableNameOnly_members);

static const struct member ThroughputDescription_members[] = {
    { "LastIncreaseDateTime", &Timestamp }, { "LastDecreaseDateTime", &Timestamp }, { "NumberOfDecreasesToday", &Long },
    { "ReadCapacityUnits", &Long },         { "WriteCapacityUnits", &Long },        { 0 },
};
STRUCTURE_OF(ThroughputDescription);

static const struct member WarmDescription_members[] = {
    { "ReadUnitsPerSecond", &Long },
    { "WriteUnitsPerSecond", &Long },
    { "Status", &String },
    { 0 },
};
STRUCTURE_OF(WarmDescription);

static const struct member GlobalIndexDescription_members[] = {
    { "IndexName", &String },
    { "KeySchema", &IndexKeySchema },
    { "Projection", &Projection },
    { "IndexStatus", &String },
    { "Backfilling", &Boolean },
    { "ProvisionedThroughput", &ThroughputDescription },
    { "IndexSizeBytes", &Long },
    { "ItemCount", &Long },
    { "IndexArn", &String },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &WarmDescription },
    { 0 },
};
STRUCTURE_OF(GlobalIndexDescription);
static const struct shape GlobalIndexDescriptions = LIST_OF(&GlobalIndexDescription);

static const struct member LocalIndexDescription_members[] = {
    { "IndexName", &String },
    { "KeySchema", &KeySchema },
    { "Projection", &Projection },
    { "IndexSizeBytes", &Long },
    { "ItemCount", &Long },
    { "IndexArn", &String },
    { 0 },
};
STRUCTURE_OF(LocalIndexDescription);
static const struct shape LocalIndexDescriptions = LIST_OF(&LocalIndexDescription);

static const struct member BillingModeSummary_members[] = {
    { "BillingMode", &String },
    { "LastUpdateToPayPerRequestDateTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(BillingModeSummary);

static const struct member TableClassSummary_members[] = {
    { "TableClass", &String },
    { "LastUpdateDateTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(TableClassSummary);

static const struct member RestoreSummary_members[] = {
    { "SourceBackupArn", &String },
    { "SourceTableArn", &String },
    { "RestoreDateTime", &Timestamp },
    { "RestoreInProgress", &Boolean },
    { 0 },
};
STRUCTURE_OF(RestoreSummary);

static const struct member SseDescription_members[] = {
    { "Status", &String },
    { "SSEType", &String },
    { "KMSMasterKeyArn", &String },
    { "InaccessibleEncryptionDateTime", &Timestamp },
    { 0 },
};
STRUCTURE_OF(SseDescription);

static const struct member TableDescription_members[] = {
    { "AttributeDefinitions", &AttributeDefinitions },
    { "TableName", &String },
    { "KeySchema", &KeySchema },
    { "TableStatus", &String },
    { "CreationDateTime", &Timestamp },
    { "ProvisionedThroughput", &ThroughputDescription },
    { "TableSizeBytes", &Long },
    { "ItemCount", &Long },
    { "TableArn", &String },
    { "TableId", &String },
    { "BillingModeSummary", &BillingModeSummary },
    { "LocalSecondaryIndexes", &LocalIndexDescriptions },
    { "GlobalSecondaryIndexes", &GlobalIndexDescriptions },
    { "TableClassSummary", &TableClassSummary },
    { "DeletionProtectionEnabled", &Boolean },
    { "OnDemandThroughput", &OnDemand },
    { "WarmThroughput", &WarmDescription },
    { "StreamSpecification", &StreamSpecification },
    { "LatestStreamLabel", &String },
    { "LatestStreamArn", &String },
    { "RestoreSummary", &RestoreSummary },
    { "SSEDescription", &SseDescription },
    { 0 },
};
STRUCTURE_OF(TableDescription);

static const struct member TableDescriptionOutput_members[] = {
    { "TableDescription", &TableDescription },
    { 0 },
};
const struct shape DdbCreateTableOutput = STRUCTURE(TableDescriptionOutput_members);
const struct shape DdbDeleteTableOutput = STRUCTURE(TableDescriptionOutput_members);

/* A restore's overrides. */
const struct shape DdbBillingMode = ENUM_OF(BillingMode_values);
const struct shape DdbGlobalIndexes = LIST_OF(&GlobalIndex);
const struct shape DdbLocalIndexes = LIST_OF(&LocalIndex);
const struct shape DdbThroughput = STRUCTURE(Throughput_members);
const struct shape DdbSseSpecification = STRUCTURE(SseSpecification_members);
const struct shape DdbOnDemandThroughput = STRUCTURE(OnDemand_members);

/* An import's table. */
static const struct member TableCreationParameters_members[] = {
    { "TableName", &NewTableName, REQUIRED },
    { "AttributeDefinitions", &AttributeDefinitions, REQUIRED },
    { "KeySchema", &KeySchema, REQUIRED },
    { "BillingMode", &BillingMode },
    { "ProvisionedThroughput", &Throughput },
    { "OnDemandThroughput", &OnDemand },
    { "SSESpecification", &SseSpecification },
    { "GlobalSecondaryIndexes", &GlobalIndexes },
    { 0 },
};
const struct shape DdbTableCreationParameters = { .type = T_STRUCTURE,
                                                  .members = TableCreationParameters_members,
                                                  .java_name = "TableCreationParameters" };

static const struct member DescribeTableOutput_members[] = {
    { "Table", &TableDescription },
    { 0 },
};
const struct shape DdbDescribeTableOutput = STRUCTURE(DescribeTableOutput_members);

static const struct member ListTablesInput_members[] = {
    { "ExclusiveStartTableName", &DdbIndexName },
    { "Limit", &ListLimit },
    { 0 },
};
const struct shape DdbListTablesInput = STRUCTURE(ListTablesInput_members);

static const struct member ListTablesOutput_members[] = {
    { "TableNames", &StringList },
    { "LastEvaluatedTableName", &String },
    { 0 },
};
const struct shape DdbListTablesOutput = STRUCTURE(ListTablesOutput_members);

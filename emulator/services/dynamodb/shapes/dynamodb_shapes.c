/* Shapes, from the leaves up. AWS: the order of an enum's values is that of AWS's messages. */
#include "emulator/services/dynamodb/shapes/dynamodb_shapes.h"

#include <stddef.h>

#include "emulator/services/dynamodb/values/dynamodb_values.h"

const struct shape DdbAttributeValue = { .type = T_DOCUMENT, .decode = ddb_value_decode };

static const struct shape AttributeMap = MAP_OF(&DdbAttributeValue);
static const struct shape AttributeList = LIST_OF(&DdbAttributeValue);
static const struct shape NameMap = MAP_OF(&String);
static const struct shape DocumentList = LIST_OF(&Document);

/* --- scalars ------------------------------------------------------------------------------------------------------ */

#define NAME_PATTERN "[a-zA-Z0-9_.-]+"

const struct shape DdbTableName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX | TOLD_ALONE, .min = 1, .max = 255, .pattern = NAME_PATTERN
};
const struct shape DdbIndexName = {
    .type = T_STRING, .flags = HAS_MIN | HAS_MAX, .min = 3, .max = 255, .pattern = NAME_PATTERN
};
static const struct shape Limit = { .type = T_INTEGER, .flags = HAS_MIN, .min = 1 };
static const struct shape TotalSegments = INTEGER_OF(1, 1000000);
static const struct shape Segment = INTEGER_OF(0, 999999);
static const struct shape Token = STRING_OF(1, 36);

#define ENUM(name, ...)                                               \
    static const char *const name##_values[] = { __VA_ARGS__, NULL }; \
    static const struct shape name = ENUM_OF(name##_values)

ENUM(ReturnValues, "ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW");
ENUM(ReturnOnFailure, "ALL_OLD", "NONE");
ENUM(ReturnCapacity, "INDEXES", "TOTAL", "NONE");
ENUM(ReturnMetrics, "SIZE", "NONE");
ENUM(Operator, "OR", "AND");
ENUM(Select, "SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
ENUM(Comparison, "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE",
     "CONTAINS");
ENUM(UpdateAction, "ADD", "DELETE", "PUT");

#define STRUCTURE_OF(name) \
    static const struct shape name = { .type = T_STRUCTURE, .members = name##_members, .java_name = #name }

/* --- capacity ----------------------------------------------------------------------------------------------------- */

static const struct member Capacity_members[] = {
    { "ReadCapacityUnits", &Double },
    { "WriteCapacityUnits", &Double },
    { "CapacityUnits", &Double },
    { 0 },
};
STRUCTURE_OF(Capacity);
static const struct shape CapacityMap = MAP_OF(&Capacity);

static const struct member ConsumedCapacity_members[] = {
    { "TableName", &String },
    { "CapacityUnits", &Double },
    { "ReadCapacityUnits", &Double },
    { "WriteCapacityUnits", &Double },
    { "Table", &Capacity },
    { "LocalSecondaryIndexes", &CapacityMap },
    { "GlobalSecondaryIndexes", &CapacityMap },
    { 0 },
};
STRUCTURE_OF(ConsumedCapacity);
static const struct shape ConsumedCapacities = LIST_OF(&ConsumedCapacity);

static const struct shape DoubleList = LIST_OF(&Double);
static const struct member CollectionMetrics_members[] = {
    { "ItemCollectionKey", &Document },
    { "SizeEstimateRangeGB", &DoubleList },
    { 0 },
};
STRUCTURE_OF(CollectionMetrics);

/* --- items -------------------------------------------------------------------------------------------------------- */

static const struct shape AttributeNames = { .type = T_LIST, .element = &String, .flags = HAS_MIN, .min = 1 };

static const struct member Condition_members[] = {
    { "AttributeValueList", &AttributeList },
    { "ComparisonOperator", &Comparison, REQUIRED },
    { 0 },
};
STRUCTURE_OF(Condition);
static const struct shape Conditions = MAP_OF(&Condition);

static const struct member Expected_members[] = {
    { "Value", &DdbAttributeValue },
    { "Exists", &Boolean },
    { "ComparisonOperator", &Comparison },
    { "AttributeValueList", &AttributeList },
    { 0 },
};
STRUCTURE_OF(Expected);
static const struct shape ExpectedMap = MAP_OF(&Expected);

static const struct member AttributeUpdate_members[] = {
    { "Value", &DdbAttributeValue },
    { "Action", &UpdateAction },
    { 0 },
};
STRUCTURE_OF(AttributeUpdate);
static const struct shape AttributeUpdates = MAP_OF(&AttributeUpdate);

static const struct member PutItemInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Item", &AttributeMap, REQUIRED },
    { "Expected", &ExpectedMap },
    { "ReturnValues", &ReturnValues },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ReturnItemCollectionMetrics", &ReturnMetrics },
    { "ConditionalOperator", &Operator },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
const struct shape DdbPutItemInput = STRUCTURE(PutItemInput_members);

static const struct member DeleteItemInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "Expected", &ExpectedMap },
    { "ConditionalOperator", &Operator },
    { "ReturnValues", &ReturnValues },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ReturnItemCollectionMetrics", &ReturnMetrics },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
const struct shape DdbDeleteItemInput = STRUCTURE(DeleteItemInput_members);

static const struct member UpdateItemInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "AttributeUpdates", &AttributeUpdates },
    { "Expected", &ExpectedMap },
    { "ConditionalOperator", &Operator },
    { "ReturnValues", &ReturnValues },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ReturnItemCollectionMetrics", &ReturnMetrics },
    { "UpdateExpression", &String },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
const struct shape DdbUpdateItemInput = STRUCTURE(UpdateItemInput_members);

static const struct member WriteItemOutput_members[] = {
    { "Attributes", &Document },
    { "ConsumedCapacity", &ConsumedCapacity },
    { "ItemCollectionMetrics", &CollectionMetrics },
    { 0 },
};
const struct shape DdbWriteItemOutput = STRUCTURE(WriteItemOutput_members);

static const struct member GetItemInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },      { "Key", &AttributeMap, REQUIRED },
    { "AttributesToGet", &AttributeNames },        { "ConsistentRead", &Boolean },
    { "ReturnConsumedCapacity", &ReturnCapacity }, { "ProjectionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },      { 0 },
};
const struct shape DdbGetItemInput = STRUCTURE(GetItemInput_members);

static const struct member GetItemOutput_members[] = {
    { "Item", &Document },
    { "ConsumedCapacity", &ConsumedCapacity },
    { 0 },
};
const struct shape DdbGetItemOutput = STRUCTURE(GetItemOutput_members);

/* --- query and scan ----------------------------------------------------------------------------------------------- */

static const struct member QueryInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "IndexName", &DdbIndexName },
    { "Select", &Select },
    { "AttributesToGet", &AttributeNames },
    { "Limit", &Integer }, /* the handler words what is wrong with it */
    { "ConsistentRead", &Boolean },
    { "KeyConditions", &Conditions },
    { "QueryFilter", &Conditions },
    { "ConditionalOperator", &Operator },
    { "ScanIndexForward", &Boolean },
    { "ExclusiveStartKey", &AttributeMap },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ProjectionExpression", &String },
    { "FilterExpression", &String },
    { "KeyConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { 0 },
};
const struct shape DdbQueryInput = STRUCTURE(QueryInput_members);

static const struct member ScanInput_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "IndexName", &DdbIndexName },
    { "AttributesToGet", &AttributeNames },
    { "Limit", &Limit },
    { "Select", &Select },
    { "ScanFilter", &Conditions },
    { "ConditionalOperator", &Operator },
    { "ExclusiveStartKey", &AttributeMap },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "TotalSegments", &TotalSegments },
    { "Segment", &Segment },
    { "ProjectionExpression", &String },
    { "FilterExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ConsistentRead", &Boolean },
    { 0 },
};
const struct shape DdbScanInput = STRUCTURE(ScanInput_members);

static const struct member QueryOutput_members[] = {
    { "Items", &DocumentList },
    { "Count", &Integer },
    { "ScannedCount", &Integer },
    { "LastEvaluatedKey", &Document },
    { "ConsumedCapacity", &ConsumedCapacity },
    { 0 },
};
const struct shape DdbQueryOutput = STRUCTURE(QueryOutput_members);

/* --- batches ------------------------------------------------------------------------------------------------------ */

static const struct shape Keys = {
    .type = T_LIST, .element = &AttributeMap, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};
static const struct member KeysAndAttributes_members[] = {
    { "Keys", &Keys, REQUIRED },         { "AttributesToGet", &AttributeNames },   { "ConsistentRead", &Boolean },
    { "ProjectionExpression", &String }, { "ExpressionAttributeNames", &NameMap }, { 0 },
};
STRUCTURE_OF(KeysAndAttributes);
static const struct shape BatchGets = { .type = T_MAP, .element = &KeysAndAttributes, .key = &DdbTableName };

static const struct member BatchGetItemInput_members[] = {
    { "RequestItems", &BatchGets, REQUIRED },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { 0 },
};
const struct shape DdbBatchGetItemInput = STRUCTURE(BatchGetItemInput_members);

static const struct shape Responses = MAP_OF(&DocumentList);
static const struct member BatchGetItemOutput_members[] = {
    { "Responses", &Responses },
    { "UnprocessedKeys", &Document },
    { "ConsumedCapacity", &ConsumedCapacities },
    { 0 },
};
const struct shape DdbBatchGetItemOutput = STRUCTURE(BatchGetItemOutput_members);

static const struct member PutRequest_members[] = { { "Item", &AttributeMap, REQUIRED }, { 0 } };
static const struct member DeleteRequest_members[] = { { "Key", &AttributeMap, REQUIRED }, { 0 } };
STRUCTURE_OF(PutRequest);
STRUCTURE_OF(DeleteRequest);
static const struct member WriteRequest_members[] = {
    { "PutRequest", &PutRequest },
    { "DeleteRequest", &DeleteRequest },
    { 0 },
};
STRUCTURE_OF(WriteRequest);
static const struct shape WriteRequests = {
    .type = T_LIST, .element = &WriteRequest, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 25
};
static const struct shape BatchWrites = { .type = T_MAP, .element = &WriteRequests, .key = &DdbTableName };

static const struct member BatchWriteItemInput_members[] = {
    { "RequestItems", &BatchWrites, REQUIRED },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ReturnItemCollectionMetrics", &ReturnMetrics },
    { 0 },
};
const struct shape DdbBatchWriteItemInput = STRUCTURE(BatchWriteItemInput_members);

static const struct member BatchWriteItemOutput_members[] = {
    { "UnprocessedItems", &Document },
    { "ItemCollectionMetrics", &Document },
    { "ConsumedCapacity", &ConsumedCapacities },
    { 0 },
};
const struct shape DdbBatchWriteItemOutput = STRUCTURE(BatchWriteItemOutput_members);

/* --- transactions ------------------------------------------------------------------------------------------------- */

static const struct member Get_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "ProjectionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { 0 },
};
STRUCTURE_OF(Get);
static const struct member TransactGetItem_members[] = { { "Get", &Get, REQUIRED }, { 0 } };
STRUCTURE_OF(TransactGetItem);
static const struct shape TransactGets = {
    .type = T_LIST, .element = &TransactGetItem, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};

static const struct member TransactGetItemsInput_members[] = {
    { "TransactItems", &TransactGets, REQUIRED },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { 0 },
};
const struct shape DdbTransactGetItemsInput = STRUCTURE(TransactGetItemsInput_members);

static const struct member ItemResponse_members[] = { { "Item", &Document }, { 0 } };
STRUCTURE_OF(ItemResponse);
static const struct shape ItemResponses = LIST_OF(&ItemResponse);
static const struct member TransactGetItemsOutput_members[] = {
    { "Responses", &ItemResponses },
    { "ConsumedCapacity", &ConsumedCapacities },
    { 0 },
};
const struct shape DdbTransactGetItemsOutput = STRUCTURE(TransactGetItemsOutput_members);

static const struct member TransactPut_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Item", &AttributeMap, REQUIRED },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(TransactPut);
static const struct member TransactDelete_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(TransactDelete);
static const struct member TransactUpdate_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "UpdateExpression", &String, REQUIRED },
    { "ConditionExpression", &String },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(TransactUpdate);
static const struct member ConditionCheck_members[] = {
    { "TableName", &DdbTableName, REQUIRED },
    { "Key", &AttributeMap, REQUIRED },
    { "ConditionExpression", &String, REQUIRED },
    { "ExpressionAttributeNames", &NameMap },
    { "ExpressionAttributeValues", &AttributeMap },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(ConditionCheck);
static const struct member TransactWriteItem_members[] = {
    { "ConditionCheck", &ConditionCheck },
    { "Put", &TransactPut },
    { "Delete", &TransactDelete },
    { "Update", &TransactUpdate },
    { 0 },
};
STRUCTURE_OF(TransactWriteItem);
static const struct shape TransactWrites = {
    .type = T_LIST, .element = &TransactWriteItem, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};

static const struct member TransactWriteItemsInput_members[] = {
    { "ClientRequestToken", &Token },
    { "TransactItems", &TransactWrites, REQUIRED },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "ReturnItemCollectionMetrics", &ReturnMetrics },
    { 0 },
};
const struct shape DdbTransactWriteItemsInput = STRUCTURE(TransactWriteItemsInput_members);

static const struct member TransactWriteItemsOutput_members[] = {
    { "ConsumedCapacity", &ConsumedCapacities },
    { "ItemCollectionMetrics", &Document },
    { 0 },
};
const struct shape DdbTransactWriteItemsOutput = STRUCTURE(TransactWriteItemsOutput_members);

/* --- PartiQL ------------------------------------------------------------------------------------------------------ */

static const struct shape Statement = STRING_OF(1, 8192);
static const struct shape NextToken = STRING_OF(1, 32768);
static const struct shape Parameters = { .type = T_LIST, .element = &DdbAttributeValue, .flags = HAS_MIN, .min = 1 };

static const struct member ExecuteStatementInput_members[] = {
    { "Statement", &Statement, REQUIRED },
    { "Parameters", &Parameters },
    { "ConsistentRead", &Boolean },
    { "NextToken", &NextToken },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { "Limit", &Limit },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
const struct shape DdbExecuteStatementInput = STRUCTURE(ExecuteStatementInput_members);

static const struct member ExecuteStatementOutput_members[] = {
    { "Items", &DocumentList },
    { "NextToken", &String },
    { "ConsumedCapacity", &ConsumedCapacity },
    { "LastEvaluatedKey", &Document },
    { 0 },
};
const struct shape DdbExecuteStatementOutput = STRUCTURE(ExecuteStatementOutput_members);

static const struct member BatchStatement_members[] = {
    { "Statement", &Statement, REQUIRED },
    { "Parameters", &Parameters },
    { "ConsistentRead", &Boolean },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(BatchStatement);
static const struct shape BatchStatements = {
    .type = T_LIST, .element = &BatchStatement, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 25
};
static const struct member BatchExecuteStatementInput_members[] = {
    { "Statements", &BatchStatements, REQUIRED },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { 0 },
};
const struct shape DdbBatchExecuteStatementInput = STRUCTURE(BatchExecuteStatementInput_members);

static const struct member BatchStatementError_members[] = {
    { "Code", &String },
    { "Message", &String },
    { "Item", &Document },
    { 0 },
};
STRUCTURE_OF(BatchStatementError);
static const struct member BatchStatementResponse_members[] = {
    { "Error", &BatchStatementError },
    { "TableName", &String },
    { "Item", &Document },
    { 0 },
};
STRUCTURE_OF(BatchStatementResponse);
static const struct shape BatchStatementResponses = LIST_OF(&BatchStatementResponse);
static const struct member BatchExecuteStatementOutput_members[] = {
    { "Responses", &BatchStatementResponses },
    { "ConsumedCapacity", &ConsumedCapacities },
    { 0 },
};
const struct shape DdbBatchExecuteStatementOutput = STRUCTURE(BatchExecuteStatementOutput_members);

static const struct member TransactStatement_members[] = {
    { "Statement", &Statement, REQUIRED },
    { "Parameters", &Parameters },
    { "ReturnValuesOnConditionCheckFailure", &ReturnOnFailure },
    { 0 },
};
STRUCTURE_OF(TransactStatement);
static const struct shape TransactStatements = {
    .type = T_LIST, .element = &TransactStatement, .flags = HAS_MIN | HAS_MAX, .min = 1, .max = 100
};
static const struct member ExecuteTransactionInput_members[] = {
    { "TransactStatements", &TransactStatements, REQUIRED },
    { "ClientRequestToken", &Token },
    { "ReturnConsumedCapacity", &ReturnCapacity },
    { 0 },
};
const struct shape DdbExecuteTransactionInput = STRUCTURE(ExecuteTransactionInput_members);

static const struct member ExecuteTransactionOutput_members[] = {
    { "Responses", &ItemResponses },
    { "ConsumedCapacity", &ConsumedCapacities },
    { 0 },
};
const struct shape DdbExecuteTransactionOutput = STRUCTURE(ExecuteTransactionOutput_members);

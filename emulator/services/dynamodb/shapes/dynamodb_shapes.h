/* The inputs and outputs of DynamoDB's operations: those of tables in dynamodb_tables_shapes.c, those of backups, tags
 * and the like in dynamodb_features_shapes.h, all others in dynamodb_shapes.c.
 *
 * Attribute values are documents: JSON trees as they travel, decoded and checked by dynamodb_values.h. */
#ifndef NUBE_DYNAMODB_SHAPES_H
#define NUBE_DYNAMODB_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape DdbAttributeValue, DdbTableName, DdbIndexName;

extern const struct shape DdbCreateTableInput, DdbCreateTableOutput;
extern const struct shape DdbDescribeTableInput, DdbDescribeTableOutput;
extern const struct shape DdbUpdateTableInput;
extern const struct shape DdbDeleteTableInput, DdbDeleteTableOutput;
extern const struct shape DdbListTablesInput, DdbListTablesOutput;
extern const struct shape DdbTableCreationParameters;
extern const struct shape DdbBillingMode, DdbGlobalIndexes, DdbLocalIndexes, DdbThroughput, DdbOnDemandThroughput,
    DdbSseSpecification;
extern const struct shape DdbPutItemInput, DdbUpdateItemInput, DdbDeleteItemInput, DdbWriteItemOutput;
extern const struct shape DdbGetItemInput, DdbGetItemOutput;
extern const struct shape DdbQueryInput, DdbScanInput, DdbQueryOutput;
extern const struct shape DdbBatchGetItemInput, DdbBatchGetItemOutput;
extern const struct shape DdbBatchWriteItemInput, DdbBatchWriteItemOutput;
extern const struct shape DdbTransactGetItemsInput, DdbTransactGetItemsOutput;
extern const struct shape DdbTransactWriteItemsInput, DdbTransactWriteItemsOutput;
extern const struct shape DdbExecuteStatementInput, DdbExecuteStatementOutput;
extern const struct shape DdbBatchExecuteStatementInput, DdbBatchExecuteStatementOutput;
extern const struct shape DdbExecuteTransactionInput, DdbExecuteTransactionOutput;

#endif

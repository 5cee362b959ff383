/* Finding tables. */
#ifndef NUBE_DYNAMODB_FIND_H
#define NUBE_DYNAMODB_FIND_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Finds the table of the input's TableName or raises ResourceNotFoundException. */
int ddb_table_require(struct call *c, struct span name, struct ddb_table *table);

/* The same for operations that name the table they miss. */
int ddb_table_require_named(struct call *c, struct span name, struct ddb_table *table);

/* The same, with its indexes. */
int ddb_table_require_with_indexes(struct call *c, struct span name, struct ddb_table *table);

/* What DescribeTable tells of the input's table; NULL with a ResourceNotFoundException. */
struct doc *ddb_description_require(struct call *c, int64_t *space);

#endif

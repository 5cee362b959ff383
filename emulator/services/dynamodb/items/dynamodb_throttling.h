/* Throttling: provisioned tables keep to their capacity, when nube was started with --dynamodb-throttling or
 *
 *     POST /_nube/dynamodb/throttling  {"TableName": "Orders", "enabled": true}
 *
 * said so of a table, which may be given by its ARN. Reads and writes have a bucket each, of a table and of each of its
 * global indexes, which holds 300 seconds of its capacity and fills by the clock. AWS: burst-adaptive-capacity
 * (developer guide). Buckets and what the page said live in memory. */
#ifndef NUBE_DYNAMODB_THROTTLING_H
#define NUBE_DYNAMODB_THROTTLING_H

#include "emulator/services/dynamodb/store/dynamodb_capacity.h"

struct http_request;
struct http_response;

enum ddb_bucket_kind { DDB_READS, DDB_WRITES };

/* Does the table keep to its capacity? */
bool ddb_throttle_may(struct call *c, const struct ddb_table *table);

/* Takes what was consumed from the buckets, or nothing. 0, or -1 with ProvisionedThroughputExceededException. */
int ddb_throttle(struct call *c, const struct ddb_table *table, const struct ddb_consumed *consumed,
                 enum ddb_bucket_kind kind);

/* Raises the fault of a table once more, for a batch of which nothing could be done. Returns -1. */
int ddb_throttle_refuse(struct call *c);

/* Serves the page above. */
void ddb_throttling_serve(const struct http_request *request, struct http_response *response);

/* Forgets buckets and tables. */
void ddb_throttling_reset(void);

#endif

/* The account's quotas for a table's and an index's throughput.
 *
 * AWS: ServiceQuotas.html, 40,000 read and 40,000 write units a table and an index.
 */
#ifndef NUBE_DYNAMODB_QUOTAS_H
#define NUBE_DYNAMODB_QUOTAS_H

#include "emulator/core/call.h"

#define DDB_TABLE_UNITS_MAX 40000

/* Raises LimitExceededException where the request's CreateTable or UpdateTable input asks for more. */
int ddb_quotas_check(struct call *c);

#endif

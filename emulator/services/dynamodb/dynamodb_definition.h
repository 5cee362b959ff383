/* What a table may look like: CreateTable's rules, and a table's description. */
#ifndef NUBE_DYNAMODB_DEFINITION_H
#define NUBE_DYNAMODB_DEFINITION_H

#include "emulator/services/dynamodb/dynamodb_store.h"

/* Checks a CreateTable whose shape holds, in DynamoDB's order, and fills in name, keys and indexes of `table` (no spaces).
 * Returns NULL or the text of a ValidationException. */
const char *ddb_definition_check(struct arena *a, const struct doc *in, struct ddb_table *table);

/* Checks billing mode and throughput, of CreateTable or UpdateTable. The same kind of answer. */
const char *ddb_definition_check_billing(struct arena *a, const struct doc *in);

/* The TableDescription of a new table, without status and counts. */
struct doc *ddb_definition_describe(struct call *c, const struct doc *in);

/* Puts billing mode and throughput of the input into a description, that of its indexes too. */
void ddb_definition_set_billing(struct call *c, struct doc *description, const struct doc *in);

#endif

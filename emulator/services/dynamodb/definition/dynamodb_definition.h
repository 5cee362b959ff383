/* What a table may look like: CreateTable's rules, and a table's description. */
#ifndef NUBE_DYNAMODB_DEFINITION_H
#define NUBE_DYNAMODB_DEFINITION_H

#include "emulator/services/dynamodb/store/dynamodb_store.h"

/* Checks a CreateTable whose shape holds, in DynamoDB's order, and fills in name, keys and indexes of `table` (no
 * spaces). Returns NULL or the text of a ValidationException. */
const char *ddb_definition_check(struct arena *a, const struct doc *in, struct ddb_table *table);

/* Checks billing mode and throughput of an UpdateTable. The same kind of answer. */
const char *ddb_definition_check_billing_update(struct arena *a, const struct doc *in, const struct doc *description);

/* Will the table be on demand after the request, either of which may be NULL? */
bool ddb_definition_is_on_demand(const struct doc *in, const struct doc *description);

/* Checks one more global index, of an `in` that says BillingMode and AttributeDefinitions, and adds it to the table.
 * The same kind of answer. */
const char *ddb_definition_check_index(struct arena *a, const struct doc *in, const struct doc *definition,
                                       struct ddb_table *table);

/* Adds its entry to a description's list. */
void ddb_definition_describe_index(struct doc *list, const struct doc *definition, struct span table_arn);

/* Puts a throughput into the description of a table or index; NULL: on demand. */
void ddb_definition_set_throughput(struct doc *to, const struct doc *throughput);

/* The TableDescription of a new table, without status and counts. */
struct doc *ddb_definition_describe(struct call *c, const struct doc *in);

/* Puts billing mode and throughput of the input into a description, that of its indexes too. */
void ddb_definition_set_billing(struct call *c, struct doc *description, const struct doc *in);

#endif

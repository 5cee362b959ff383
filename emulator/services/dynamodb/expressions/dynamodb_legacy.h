/* The parameters that expressions replaced: Expected, AttributeUpdates, KeyConditions, QueryFilter and ScanFilter,
 * which ConditionalOperator joins. They become what expressions become, so all behind the compilers knows one form.
 *
 * AWS: LegacyConditionalParameters (developer guide). */
#ifndef NUBE_DYNAMODB_LEGACY_H
#define NUBE_DYNAMODB_LEGACY_H

#include "emulator/services/dynamodb/expressions/dynamodb_expressions.h"

/* Checks ConditionalOperator, which takes two conditions at least. Returns NULL or the text of a
 * ValidationException. */
const char *ddb_legacy_check(const struct doc *in);

/* Compiles those of the kinds `with` that are there into `out`; the values become canonical. The same kind of
 * answer. */
const char *ddb_legacy_compile(struct arena *a, const struct doc *in, unsigned with, struct ddb_expressions *out);

#endif

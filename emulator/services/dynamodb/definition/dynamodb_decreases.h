/* How often provisioned throughput may be lowered: four times a day (UTC), then once an hour. A table and each of its
 * indexes count apart.
 *
 * AWS: ServiceQuotas.html, "Decreasing provisioned throughput".
 */
#ifndef NUBE_DYNAMODB_DECREASES_H
#define NUBE_DYNAMODB_DECREASES_H

#include "emulator/core/call.h"

/* Notes a change to `wanted` in the description of a provisioned table or index, before it is put there. Raises
 * LimitExceededException when it is a decrease too many. */
int ddb_decreases_note(struct call *c, struct doc *description, const struct doc *wanted);

/* The count of an earlier day is 0 today. */
void ddb_decreases_renew(struct doc *description, int64_t now_ms);

#endif

/* Fitting JSON to shapes where no protocol does it: a workflow's parameters, a template's properties, a rule's or a
 * pipe's input, as an AWS SDK takes them, and results as it gives them.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: names are in PascalCase
 * whatever the service's own protocol says; timestamps are ISO 8601. */
#ifndef NUBE_SHAPE_FIT_H
#define NUBE_SHAPE_FIT_H

#include "emulator/base/doc.h"
#include "emulator/core/shape.h"

/* JSON to the neutral tree of `shape`, in the arena: members by name, the case of the first letter aside, unknown
 * ones and nulls left out; texts of times to epoch milliseconds, texts to bytes where bytes are wanted, and an
 * object or a list where a text is wanted to its JSON (a message's body, an execution's input). What does not fit
 * stays as it is, for the validation to refuse. `value` is not changed. */
struct doc *shape_fit_in(struct arena *a, const struct shape *shape, struct doc *value);

/* The structure's member of that name, the case of its first letter aside, or NULL. */
const struct member *shape_member_fitting(const struct shape *structure, struct span name);

/* The neutral tree as JSON: names in PascalCase, times as ISO 8601, bytes as text; members that the shape lacks are
 * left out. */
struct doc *shape_fit_out(struct arena *a, const struct shape *shape, struct doc *value);

#endif

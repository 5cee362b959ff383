/* Fitting JSON to shapes where no protocol does it: a workflow's parameters, a template's properties, a rule's or a
 * pipe's input, as an AWS SDK takes them, and results as it gives them.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html: names are in PascalCase
 * whatever the service's own protocol says; timestamps are ISO 8601. */
#ifndef NUBE_SHAPE_FIT_H
#define NUBE_SHAPE_FIT_H

#include "emulator/base/doc.h"
#include "emulator/core/shape.h"

/* JSON to the neutral tree of `shape`, a structure, in the arena: members by name, the case of the first letter aside,
 * unknown ones and nulls left out; texts of times to epoch milliseconds, texts to bytes where bytes are wanted, and
 * anything where a text is wanted to its JSON (a message's body, an execution's input); texts that are numbers or
 * truths to these. What does not fit is left out, and *mistake is the words of the first that does not, in the arena,
 * or NULL: the validation takes only what fits. Of what is no map nothing is there. `value` is not changed. */
struct doc *shape_fit_in(struct arena *a, const struct shape *shape, const struct doc *value, const char **mistake);

/* The structure's member of that name, the case of its first letter aside, or NULL. */
const struct member *shape_member_fitting(const struct shape *structure, struct span name);

/* The neutral tree as JSON: names in PascalCase, times as ISO 8601, bytes as text; members that the shape lacks are
 * left out. */
struct doc *shape_fit_out(struct arena *a, const struct shape *shape, struct doc *value);

#endif

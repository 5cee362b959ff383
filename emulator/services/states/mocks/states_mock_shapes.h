/* Mocked results against the API whose place they take. */
#ifndef NUBE_STATES_MOCK_SHAPES_H
#define NUBE_STATES_MOCK_SHAPES_H

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/base/doc.h"

/* What is wrong with a mocked result of this resource; NULL: nothing, or its API is not known here. `mode`: STRICT
 * (absent: that), PRESENT or NONE. */
const char *states_mock_refusal(struct arena *a, const struct asl_resource *r, struct span mode,
                                const struct doc *result);

#endif

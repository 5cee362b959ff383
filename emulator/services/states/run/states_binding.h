/* The parameters of an optimised integration against the model of the operation that it calls, before the call.
 *
 * AWS: what does not fit is the execution's end, States.Runtime, and nothing is called: "The Parameters '{…}' could not
 * be used to start the Task: [The value for the field 'S' must be a STRING]". */
#ifndef NUBE_STATES_BINDING_H
#define NUBE_STATES_BINDING_H

#include "emulator/asl/definition/asl_resource.h"
#include "emulator/core/service.h"

/* NULL: they fit; texts where DynamoDB wants values have become {"S": text}, in place. Else what is wrong, in the
 * arena. */
const char *states_binding_mistake(struct arena *a, const struct asl_resource *r, const struct operation *o,
                                   struct doc *parameters);

#endif

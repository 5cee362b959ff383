/* Calling the methods that values have as Java's. */
#ifndef NUBE_VTL_METHODS_H
#define NUBE_VTL_METHODS_H

#include "emulator/vtl/vtl_bounds.h"

/* Calls a method of a value. NULL when there is none, when it gives nothing, or with an error. */
struct doc *vtl_call_method(struct vtl_run *r, const struct vtl_node *step, struct doc *self, struct doc **args,
                            size_t count);

#endif

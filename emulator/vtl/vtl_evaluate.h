/* What expressions and references are worth. */
#ifndef NUBE_VTL_EVALUATE_H
#define NUBE_VTL_EVALUATE_H

#include "emulator/vtl/vtl_bounds.h"

/* An expression's value; NULL is null, and so is an error, which the run then has. A reference without a value is the
 * empty text: see vtl.h. */
struct doc *vtl_value(struct vtl_run *r, const struct vtl_node *n);

/* Does it hold? */
bool vtl_holds(struct vtl_run *r, const struct vtl_node *n);

/* #set: puts the value where the reference points to. What cannot be put is not, silently. */
void vtl_assign(struct vtl_run *r, const struct vtl_node *reference, struct doc *value);

#endif

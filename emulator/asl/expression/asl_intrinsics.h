/* The intrinsic functions of the language. */
#ifndef NUBE_ASL_INTRINSICS_H
#define NUBE_ASL_INTRINSICS_H

#include "emulator/asl/expression/asl_expression.h"

/* An intrinsic function. `value` gets checked arguments' count; NULL with s->error. */
struct asl_intrinsic {
    const char *name; /* "States.Format" */
    uint32_t least, most;
    struct doc *(*value)(const struct asl_expression *e, struct asl_scope *s, struct doc **arguments);
};

/* The function of that name, or NULL. */
const struct asl_intrinsic *asl_intrinsic_find(struct span name);

#endif

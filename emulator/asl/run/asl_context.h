/* The scope in which a branch's expressions are evaluated. */
#ifndef NUBE_ASL_CONTEXT_H
#define NUBE_ASL_CONTEXT_H

#include "emulator/asl/run/asl_branch.h"

/* Whose scope it is. */
struct asl_branch_scope {
    struct asl_execution *x;
    struct asl_branch *b;
    struct doc *context;
};

/* Opens a scope with this input; `who` must live as long. */
void asl_scope_open(struct asl_scope *s, struct asl_branch_scope *who, struct asl_execution *x, struct asl_branch *b,
                    struct doc *input);

#endif

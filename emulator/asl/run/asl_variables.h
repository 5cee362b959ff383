/* Assigning to variables. AWS: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
#ifndef NUBE_ASL_VARIABLES_H
#define NUBE_ASL_VARIABLES_H

#include "emulator/asl/run/asl_branch.h"

/* What Assign makes, a map; NULL when there is none, or with s->error. */
struct doc *asl_assign_evaluate(const struct asl_template *t, struct asl_scope *s);

/* Is there room for it? False: the state has failed. */
bool asl_assign_fits(struct asl_execution *x, struct asl_branch *b, const struct doc *assigned);

/* Gives the branch's variables their new values; what is no map changes nothing. */
void asl_assign_apply(struct asl_execution *x, struct asl_branch *b, struct doc *assigned);

#endif

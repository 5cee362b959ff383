/* Checking an input tree against its shape, in AWS's words. */
#ifndef NUBE_VALIDATE_H
#define NUBE_VALIDATE_H

#include "emulator/core/service.h"

/* The row's own checks, then c->in against its shape, then the row's preparations. Of the shape: required members,
 * lengths, ranges, patterns, enums, at every depth. Returns 0, or -1 with the service's validation fault that lists
 * what is broken: "2 validation errors detected: Value 'x' at 'tableName' failed to satisfy constraint: Member must
 * …; Value null at …" */
int validate_input(struct call *c);

#endif

/* Operators between two values. */
#ifndef NUBE_JSONATA_OPERATORS_H
#define NUBE_JSONATA_OPERATORS_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

struct jval jevaluate_binary(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env);

#endif

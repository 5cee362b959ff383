/* Evaluating a node of the tree. */
#ifndef NUBE_JSONATA_EVAL_H
#define NUBE_JSONATA_EVAL_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

/* Evaluates a node in its context and frame. */
struct jval jevaluate(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env);

/* A member's value, of every item of an array. */
struct jval jlookup_name(struct jrun *r, struct jval input, struct span name);

#endif

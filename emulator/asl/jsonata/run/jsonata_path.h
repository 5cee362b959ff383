/* Paths, and the predicates behind a step. */
#ifndef NUBE_JSONATA_PATH_H
#define NUBE_JSONATA_PATH_H

#include "emulator/asl/jsonata/run/jsonata_run.h"

struct jval jevaluate_path(struct jrun *r, const struct jnode *node, struct jval input, struct jenv *env);
struct jval jevaluate_filter(struct jrun *r, const struct jnode *predicate, struct jval input, struct jenv *env);

#endif

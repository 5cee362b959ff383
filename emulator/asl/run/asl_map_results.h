/* A distributed Map's results. */
#ifndef NUBE_ASL_MAP_RESULTS_H
#define NUBE_ASL_MAP_RESULTS_H

#include "emulator/asl/run/asl_branch.h"

/* All its children have ended; `output`: JSON, as asl_map_run.c tells. */
enum asl_became asl_map_children_done(struct asl_execution *x, struct asl_branch *b, struct span output);

/* The file of its stage is written. */
enum asl_became asl_map_written(struct asl_execution *x, struct asl_branch *b);

#endif

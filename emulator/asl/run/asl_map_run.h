/* Distributed Maps: the run of their children. */
#ifndef NUBE_ASL_MAP_RUN_H
#define NUBE_ASL_MAP_RUN_H

#include "emulator/asl/run/asl_branch.h"

enum asl_became asl_map_run_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);

/* What it waited for has ended. */
enum asl_became asl_map_run_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o);

/* How many failures it tolerates, into branch->run. False: the state has failed. */
bool asl_map_run_tolerance(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input);

/* Can its run, which failed, go on? And it does: it waits for its children again. */
bool asl_map_run_can_redrive(const struct asl_branch *b);
void asl_map_run_redrive(struct asl_execution *x, struct asl_branch *b);

#endif

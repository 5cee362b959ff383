/* Map runs: the child executions of a distributed Map.
 *
 * A run is a row, made with the stretch in which the Map started; its inputs are rows, too. A child is an execution
 * like any other, of the machine "Name/Label", whose row names the run (machine_id is the run's id, negative). As
 * children end others begin, all inside of the transactions that end them; the end of the last answers the Map's task,
 * as any message from outside does. Children of type EXPRESS are rows as well, so that a restart goes on with them, but
 * without a history and for five minutes at most. A run that is redriven keeps what had succeeded: STANDARD children
 * that had not are redriven, EXPRESS ones start anew.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html
 */
#ifndef NUBE_STATES_MAP_RUNS_H
#define NUBE_STATES_MAP_RUNS_H

#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_map_runs_store.h"

/* In the stretch's transaction: the run that `description` (JSON, see asl_map_run.c) asks for, and its first
 * children. */
void states_map_run_begin(struct db *db, const struct states_execution *parent, int64_t task, struct span description,
                          int64_t now_ms, struct states_aftermath *after);

/* A child has ended. */
void states_map_run_child_ended(struct db *db, const struct states_execution *child, int64_t now_ms,
                                struct states_aftermath *after);

/* The Map is not waited for any more. Nothing where there is no such run, or it has ended. */
void states_map_run_abandon(struct db *db, int64_t execution, int64_t task, int64_t now_ms,
                            struct states_aftermath *after);

/* Its bounds were changed. */
void states_map_run_judge(struct db *db, struct states_map_run *run, int64_t now_ms, struct states_aftermath *after);

/* The handlers. */
int states_describe_map_run(struct call *c);
int states_list_map_runs(struct call *c);
int states_update_map_run(struct call *c);

#endif

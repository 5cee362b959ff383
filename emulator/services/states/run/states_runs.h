/* Executions on their way: who advances them, and when.
 *
 *     something happens ──▶ mailbox of the run ──▶ a worker: read the row, advance, ──▶ the writer: events and row, one transaction
 *                                                                                              │ committed
 *                            the clock, tasks' ends ◀── timer set, tasks started ◀─────────────┘
 *
 * A run is a small entry in memory for every running execution: a timer and a mailbox. The interpreter's state is in the row and is only in memory while a
 * worker has it. One worker at a time has a run. What a stretch did is kept only if nobody moved the execution meanwhile (StopExecution does).
 */
#ifndef NUBE_STATES_RUNS_H
#define NUBE_STATES_RUNS_H

#include <stdint.h>

/* An execution was inserted: starts it. After its transaction. */
void states_run_start(int64_t execution);

/* Its callbacks have news. After the transaction. */
void states_run_news(int64_t execution);

/* Starts an EXPRESS execution; it belongs to the run from here on. */
struct states_express;
void states_run_start_express(struct states_express *x);

/* An execution was ended by somebody else: forgets it. After the transaction. */
void states_run_forget(int64_t execution);

/* Takes up all that the store says is running. */
int states_runs_take_up(void);

/* Drops all entries. What is still under way finds nothing to write to. */
void states_runs_reset(void);

/* The same, and nothing begins until they are taken up again. */
void states_runs_stop(void);

/* How many there are. */
int64_t states_runs_count(void);

#endif

/* Executions on their way: who advances them, and when.
 *
 *     something happens ──▶ mailbox of the run ──▶ a worker: read the row, advance
 *            ▲                                           │
 *            │                                           ▼
 *     the clock, tasks' ends ◀── timer set, ◀── the writer: events and row, one transaction
 *                                tasks started
 *
 * A run is a small entry in memory for every running execution: a timer and a mailbox. The interpreter's state is in
 * the row and is only in memory while a worker has it. One worker at a time has a run. What a stretch did is kept
 * only if nobody moved the execution meanwhile (StopExecution does).
 */
#ifndef NUBE_STATES_RUNS_H
#define NUBE_STATES_RUNS_H

#include "emulator/asl/run/asl_execution.h"

struct call;
struct states_express;

enum states_happening_kind {
    HAPPENED_START,
    HAPPENED_RESUME,
    HAPPENED_WAKE,
    HAPPENED_ADVANCE,
    HAPPENED_TASK,
    HAPPENED_NEWS /* the rows of its callbacks tell */
};

struct states_happening {
    enum states_happening_kind kind;
    int64_t task;      /* TASK: which */
    struct call *call; /* TASK: the ended call, which holds the outcome's texts; NULL when it was never made */
    struct asl_outcome outcome;
    struct arena texts; /* of an outcome without a call */
    struct states_happening *next;
};

struct states_run {
    int64_t id;
    uint64_t timer;
    struct states_happening *mailbox, **mailbox_end;
    struct states_express *express; /* takes the row's place; NULL for a STANDARD execution */
    struct states_run *next;
    bool busy, dropped;
};

/* --- for all who start and end executions ---------------------------------------------------------------------- */

/* An execution was inserted: starts it. After its transaction. */
void states_run_start(int64_t execution);

/* Its callbacks have news. After the transaction. */
void states_run_news(int64_t execution);

/* Starts an EXPRESS execution; it belongs to the run from here on. */
void states_run_start_express(struct states_express *x);

/* An execution was ended by somebody else: forgets it. After the transaction. */
void states_run_forget(int64_t execution);

/* Takes up all that the store says is running. From then on `advance` is a worker's job whenever a run has mail; its
 * argument is the run. */
int states_runs_take_up(void (*advance)(void *run));

/* Drops all entries. What is still under way finds nothing to write to. */
void states_runs_reset(void);

/* The same, and nothing begins until they are taken up again. */
void states_runs_stop(void);

/* How many there are. */
int64_t states_runs_count(void);

/* --- for who advances them -------------------------------------------------------------------------------------- */

/* Tells the run with this id; with `add` there is one from now on. */
void states_run_post(int64_t id, enum states_happening_kind kind, bool add);

/* Tells it how a task's call ended, unless there was a reset since that epoch. The call holds the outcome's texts;
 * NULL: they are copied. */
void states_run_post_outcome(int64_t execution, int64_t task, uint64_t since, struct call *call,
                             struct asl_outcome outcome);

struct states_happening *states_run_mail_take(struct states_run *run);
void states_run_mail_return(struct states_run *run,
                            struct states_happening *first); /* in front of what came meanwhile */
void states_run_mail_drop(struct states_happening *h);
void states_run_rest(struct states_run *run,
                     struct states_happening *first); /* idle until something else happens; then this again, first */
bool states_run_is_dropped(struct states_run *run);
uint64_t states_runs_epoch(void);

/* The worker is through with the run: it rests until `due_ms`, goes on with what came meanwhile, or is no more. */
void states_run_release(struct states_run *run, bool ended, int64_t due_ms);

#endif

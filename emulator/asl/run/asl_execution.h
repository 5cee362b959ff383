/* An execution is data. Something happens to it (it starts, a task ends, the clock reaches a time), it is advanced as
 * far as it goes without waiting, and what it did in that stretch is read off: events for the history, tasks to start,
 * when to wake it next, and a compact saved form from which it goes on later, perhaps in another process.
 *
 *     x = asl_execution_new(…)      or  asl_execution_restore(… saved form …)             asl_saved.h
 *     asl_execution_start | _task_done | _wake | _advance
 *     x->history, x->tasks, x->status, asl_execution_due(x), asl_execution_save(x)
 *     asl_execution_free(x)
 *
 * One stretch is bounded: after STRETCH_EVENTS_MAX events it stops although it could go on, and asl_execution_is_ready
 * says so. Not for two threads at once. Memory: an arena that lives for one stretch.
 */
#ifndef NUBE_ASL_EXECUTION_H
#define NUBE_ASL_EXECUTION_H

#include "emulator/asl/definition/asl_definition.h"
#include "emulator/asl/run/asl_payload.h"

#define ASL_DATA_BYTES_MAX      262144   /* AWS: 256 KiB of input or output */
#define ASL_VARIABLES_BYTES_MAX 10485760 /* AWS: 10 MiB */
#define ASL_EVENTS_MAX          25000    /* AWS: of one history */
#define STRETCH_EVENTS_MAX      2000
#define ASL_MAP_BRANCHES_MAX    40 /* AWS: an inline Map runs up to 40 iterations at once */

struct asl_trial;

enum asl_status { ASL_RUNNING, ASL_SUCCEEDED, ASL_FAILED, ASL_TIMED_OUT, ASL_ABORTED };

/* Who it is: what the Context object tells. The spans must outlive the execution. */
struct asl_facts {
    struct span execution_arn, execution_name, role_arn, machine_arn, machine_name, region;
    struct span input; /* JSON */
    int64_t started_ms;
    struct span map_label; /* of the distributed Map whose child it is; absent: it runs the whole definition */
    struct span (*task_token)(struct arena *a, void *arg, int64_t task); /* the token of a task; NULL: there are none */
    void *task_token_arg;
    int64_t redrive_count, redriven_ms; /* 0: never */
    struct asl_trial *trial;            /* asl_trial.h: one state of it runs alone; NULL: it is no trial */
    bool is_express;                    /* no history is kept, so it may be as long as it likes */
};

/* A task to start once the stretch is durable. */
struct asl_task {
    int64_t id; /* of its Scheduled event; never reused within the execution */
    const struct asl_resource *resource;
    struct span state; /* the Task state it is of; absent: it is a Map's own */
    struct asl_payload parameters;
    struct span role_arn;            /* of its Credentials; absent: the machine's own role */
    const struct asl_branch *branch; /* the interpreter's */
    struct asl_task *next;
};

/* How a task ended. Spans are copied where they are kept. */
struct asl_outcome {
    bool failed;
    struct span output;       /* JSON, when it succeeded */
    struct span error, cause; /* when it failed; cause may be absent */
    struct span exchange;     /* of an HTTP task that is tried: {"request": …, "response": …}; may be absent */
    bool never_began;         /* it failed before it was submitted, or an activity's before it was scheduled */
};

struct asl_branch;

struct asl_execution {
    const struct asl_definition *definition;
    const struct asl_machine *machine; /* of it; what runs */
    struct asl_facts facts;
    struct arena arena;
    enum asl_status status;
    struct span output;       /* of one that SUCCEEDED: JSON */
    struct span error, cause; /* of one that FAILED or TIMED_OUT; may be absent */

    struct buf history;              /* this stretch's events: JSON objects, a comma between them */
    size_t full_size;                /* of it before the last event that a history has room for */
    int64_t first_event, last_event; /* this stretch's first (0: none) and the last so far */
    struct asl_task *tasks;          /* to start */

    int64_t now_ms, timeout_ms; /* when the whole execution times out; 0: never */
    struct asl_branch *root, *ready, **ready_end;
    struct asl_task **tasks_end;
};

struct asl_execution *asl_execution_new(const struct asl_definition *definition, const struct asl_facts *facts);

void asl_execution_free(struct asl_execution *x);

/* What can happen. All advance it; all are ignored by an execution that has ended. */
void asl_execution_start(struct asl_execution *x, int64_t now_ms); /* writes ExecutionStarted, id 1 */
void asl_execution_task_done(struct asl_execution *x, int64_t task, const struct asl_outcome *outcome,
                             int64_t now_ms);                     /* unknown tasks are ignored */
void asl_execution_wake(struct asl_execution *x, int64_t now_ms); /* everything due by now happens */

/* What happens to a task that ends by a message from outside (an activity's, a task token's, a job's that is waited
 * for) before its end; unknown tasks are ignored. It was submitted: the call that hands it over gave `output`. A worker
 * took an activity's task: its timeouts begin. It gave a sign of life. */
void asl_execution_task_submitted(struct asl_execution *x, int64_t task, struct span output, int64_t now_ms);
void asl_execution_task_started(struct asl_execution *x, int64_t task, struct span worker, int64_t now_ms);
void asl_execution_task_heartbeat(struct asl_execution *x, int64_t task, int64_t heard_ms);
bool asl_execution_task_runs(const struct asl_execution *x, int64_t task);
bool asl_execution_task_is_handed_over(const struct asl_execution *x, int64_t task);
void asl_execution_advance(struct asl_execution *x, int64_t now_ms);

/* When to wake it: the earliest of its waits, retries and timeouts. 0: not by the clock. */
int64_t asl_execution_due(const struct asl_execution *x);
bool asl_execution_is_ready(const struct asl_execution *x);
bool asl_execution_has_tasks(const struct asl_execution *x); /* in flight, and not handed over */

/* Puts every task in flight into x->tasks again, but those handed over: after a restart. */
void asl_execution_resume_tasks(struct asl_execution *x);

#endif

/* What the interpreter's files share. A branch is one thread of control: the machine's own, a branch of a Parallel, an iteration of a Map.
 *
 *   root ──(Parallel, JOINING)──┬─ child 0 ─ …
 *                               └─ child 1 ──(Map, JOINING)──┬─ child 0
 *                                                            └─ child 1
 */
#ifndef NUBE_ASL_RUN_H
#define NUBE_ASL_RUN_H

#include "emulator/asl/run/asl_trial.h"

enum asl_phase {
    PHASE_READY, /* about to enter its state */
    PHASE_TASK,  /* its task runs; due_ms: its timeout, or 0 */
    PHASE_RETRY, /* waits until due_ms to try its state again */
    PHASE_WAIT,  /* a Wait, until due_ms */
    PHASE_JOIN,  /* its children run */
    PHASE_ENDED
};

/* Of a distributed Map: it reads items, or which files have them and then (LOADS) these, its children run, its results are written (a file a stage). */
enum map_stage { MAP_READS, MAP_RUNS, MAP_WRITES_SUCCEEDED, MAP_WRITES_FAILED, MAP_WRITES_MANIFEST, MAP_LOADS };

/* Where an item came from: its key, when it is of an object, and what the Context object calls its Source. */
struct item_origin {
    struct span key, source;
};

#define ASL_ITEM_STATE_DATA "STATE_DATA"

struct asl_branch {
    struct asl_branch *parent, *next_ready;
    const struct asl_machine *machine;
    const struct asl_state *state;
    enum asl_phase phase, left; /* left: of one that ENDED unsuccessfully, the phase it was in */
    uint32_t index;             /* among the parent's children */
    int64_t previous;           /* the event that the next one follows */
    int64_t decided;            /* the event after which what happens now was decided; within a stretch only */
    int64_t entered_id, entered_ms, due_ms;
    struct asl_payload input;    /* the state's raw input */
    struct doc *variables;       /* of this scope; NULL: none */
    size_t variables_bytes;      /* of their JSON, but for a brace */
    uint32_t *attempts, retries; /* by retrier; all together */
    bool is_again;               /* entered before: a retry writes no Entered event */

    int64_t task; /* of PHASE_TASK */
    struct asl_payload parameters;
    int64_t timeout_seconds, heartbeat_seconds; /* of the task; 0: none */
    int64_t heartbeat_due_ms;                   /* when the next sign of life must have come; 0: none is awaited */
    bool branch_failed;                         /* of a Parallel: that is why it fails */
    bool is_over_limit;   /* it fails for what it made: only a catcher that names the error takes it */
    bool heart_stopped;   /* the task timed out since none came */
    bool is_handed_over;  /* submitted, or an activity's: a message from outside ends it */
    struct span role_arn; /* of the task's Credentials */

    struct asl_payload item; /* of a Map's iteration: its item */
    const struct item_origin *
        origin; /* of a distributed Map's item, while it is selected; NULL: it came with the state's data, out of an array */
    struct asl_branch **children; /* of PHASE_JOIN; NULL entries have not started or have ended */
    struct asl_payload *results;
    uint32_t child_count, started, ended;
    struct asl_payload items; /* of a Map: the array */
    int64_t concurrency;

    /* A distributed Map's, while its phase is TASK (the first three of one that failed, too): what it waits for, its run's ARN, and what it has to go on with: the pages read so far, or results. */
    enum map_stage map_stage;
    struct span map_run_arn;
    int64_t map_redrives; /* of this run */
    int64_t items_max, tolerated_count;
    double tolerated_percentage;
};

/* asl_execution.c */
struct asl_branch *branch_new(struct asl_execution *x, struct asl_branch *parent, const struct asl_machine *m,
                              uint32_t index);
void branch_ready(struct asl_execution *x, struct asl_branch *b);
void execution_end(struct asl_execution *x, enum asl_status status, int64_t previous);

/* asl_states.c */
void state_enter(struct asl_execution *x, struct asl_branch *b);
void state_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result);
void state_wait_over(struct asl_execution *x, struct asl_branch *b);
void state_exit(struct asl_execution *x, struct asl_branch *b, struct asl_payload output, struct doc *assigned,
                const struct asl_state *next);
bool state_input(struct asl_execution *x, struct asl_branch *b, struct asl_payload *effective);
bool state_seconds(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, struct asl_payload *input,
                   const char *field, int64_t *seconds);
bool state_template(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                    struct asl_payload *value);
bool payload_fits(struct asl_execution *x,
                  struct asl_payload *p); /* as AWS bounds all that goes into a state or out of it */
bool state_data_fits(struct asl_execution *x, struct asl_branch *b,
                     struct asl_payload *data); /* false: the state has failed */
int64_t time_after(const struct asl_execution *x, int64_t seconds);

/* asl_tasks.c */
void task_enter(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);
void task_time_out(struct asl_execution *x, struct asl_branch *b);
void task_give(struct asl_execution *x, struct asl_branch *b); /* puts it into x->tasks */
int64_t task_due(const struct asl_branch *b);                  /* the earlier of its timeouts; 0: none */
bool arguments_make(struct asl_execution *x, struct asl_branch *b,
                    struct asl_payload *value); /* a JSONata state's Arguments, where it has any */
struct span task_token(struct asl_execution *x, const struct asl_branch *b);

/* asl_execution.c */
void execution_run(struct asl_execution *x);   /* as far as it goes */
void execution_bound(struct asl_execution *x); /* after events were written otherwise: is the history full? */

/* Whose scope it is. */
struct scope_of_branch {
    struct asl_execution *x;
    struct asl_branch *b;
    struct doc *context;
};

/* asl_queries.c: JSONata states. Where a function gives false or NULL, the state has failed. An absent query changes nothing. */
void query_scope_open(struct asl_scope *s, struct scope_of_branch *who, struct asl_execution *x, struct asl_branch *b);
void query_leave(struct asl_execution *x, struct asl_branch *b, struct asl_scope *s, const struct asl_query *output,
                 const struct asl_query *assign, struct asl_payload otherwise, const struct asl_state *next);
void query_complete(struct asl_execution *x, struct asl_branch *b, struct asl_payload result);
void query_pass_through(struct asl_execution *x, struct asl_branch *b);
void query_choice(struct asl_execution *x, struct asl_branch *b);
bool query_integer(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                   int64_t most, int64_t *value);
bool query_seconds(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t least,
                   int64_t *value);
struct doc *query_value(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q,
                        const char *kind); /* kind NULL: any */
bool query_timestamp(struct asl_execution *x, struct asl_branch *b, const struct asl_query *q, int64_t *ms);

/* asl_failures.c: an error in the branch's state: retried, caught, or the branch's end. */
void state_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause);
void state_fail_limit(struct asl_execution *x, struct asl_branch *b, struct span cause); /* what it made is too large */
void state_fail_runtime(struct asl_execution *x, struct asl_branch *b,
                        const struct asl_error *e); /* its cause gets AWS's preamble */
void state_fail_format(struct asl_execution *x, struct asl_branch *b, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

struct span error_explained(struct asl_execution *x, struct asl_branch *b,
                            const struct asl_error *e); /* its cause, with AWS's preamble; writes EvaluationFailed */
void state_fail_no_choice(struct asl_execution *x, struct asl_branch *b);

const char *data_limit_cause(struct asl_execution *x, struct span name); /* asl_states.c */

/* asl_maps.c: of every Map. Where a function gives false, the state has failed. */
bool map_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input); /* items, concurrency */
bool map_item_select(struct asl_execution *x, struct asl_branch *b, struct asl_branch *child, struct doc *input,
                     struct asl_error *e); /* its input, from its item; false with *e, and nothing has failed yet */
bool map_integer(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                 struct asl_payload *input, int64_t *value);
bool map_number(struct asl_execution *x, struct asl_branch *b, const struct jsonpath *p, const char *field,
                struct asl_payload *input, double *value);
void event_map_started(struct asl_execution *x, struct asl_branch *b);

/* asl_map_reads.c */
void map_run_read_start(struct asl_execution *x, struct asl_branch *b);
void map_run_read(struct asl_execution *x, struct asl_branch *b, struct span output);

/* asl_map_run.c: of distributed ones. */
void map_run_redrive(struct asl_execution *x, struct asl_branch *b);
bool map_run_can_redrive(const struct asl_branch *b);
void map_run_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);
void map_run_task_done(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o);
void map_run_fail(struct asl_execution *x, struct asl_branch *b, struct span error, struct span cause);
void map_run_fail_runtime(struct asl_execution *x, struct asl_branch *b, const struct asl_error *e);
void map_run_fail_limit(struct asl_execution *x, struct asl_branch *b); /* it made too much */
void map_run_wait(struct asl_execution *x, struct asl_branch *b, enum map_stage stage, struct doc *parameters);
void map_run_children(struct asl_execution *x, struct asl_branch *b, struct doc *items,
                      struct doc *parts); /* see map_items_select */
struct doc *map_run_parameters(struct asl_execution *x, struct asl_branch *b, const struct asl_template *t,
                               const struct asl_query *q, struct asl_error *e);
const struct asl_resource *map_run_resource(const struct asl_branch *b); /* of its task in flight */
bool map_run_tolerance(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input);

/* asl_map_items.c: what a distributed Map's items become. Parts tell where they came from, one file after the other: {"End": the index after its last item,
 * "Source": text, "IsKeyed": whether they are the {"Key", "Value"} of an object}. NULL instead: the items are the state's own data, an array or an object.
 * Both functions give NULL when the state has failed. */
void map_items_part(struct doc *parts, const struct doc *items, struct span source,
                    bool is_keyed); /* a part that ends with the last of `items` */
struct span map_items_source(struct arena *a, const struct doc *asked, bool is_listing); /* s3://… */
struct doc *map_items_select(struct asl_execution *x, struct asl_branch *b, struct doc *items, struct doc *parts);
struct doc *map_items_batch(struct asl_execution *x, struct asl_branch *b, struct doc *inputs,
                            struct doc *counts); /* appends how many each holds */

/* asl_branches.c */
bool parallel_prepare(struct asl_execution *x, struct asl_branch *b, struct asl_payload *input);
void join_start(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);
void join_abandon(struct asl_branch *b); /* ends all below */
void join_child_ended(struct asl_execution *x, struct asl_branch *child, struct asl_payload output);
void join_child_failed(struct asl_execution *x, struct asl_branch *child, struct span error, struct span cause);

/* asl_trial.c. Nothing happens unless the execution is a trial; where a function gives true, it was, and is over. */
void trial_begin(struct asl_execution *x, struct asl_branch *root);
void trial_attempts(struct asl_execution *x, struct asl_branch *b);
void trial_note(struct asl_execution *x, const char *name, struct asl_payload *value);
void trial_note_doc(struct asl_execution *x, const char *name, struct doc *value);
void trial_note_input(struct asl_execution *x, const struct asl_branch *b, const char *name, struct asl_payload *value);
void trial_note_result(struct asl_execution *x, const struct asl_branch *b, struct asl_payload *value);
void trial_note_exchange(struct asl_execution *x, struct span exchange);
bool trial_retried(struct asl_execution *x, struct asl_branch *b, uint32_t index, int64_t delay_ms, struct span error,
                   struct span cause);
void trial_caught(struct asl_execution *x, uint32_t index, struct span error, struct span cause);
bool trial_left(struct asl_execution *x, struct asl_branch *b, struct asl_payload *output,
                const struct asl_state *next);
void trial_end(struct asl_execution *x, struct asl_branch *b, enum asl_trial_status status);
bool trial_mocks(const struct asl_execution *x);
void trial_join(struct asl_execution *x, struct asl_branch *b, struct asl_payload input);

/* asl_context.c: the scope in which a branch's expressions are evaluated. */
void scope_open(struct asl_scope *s, struct scope_of_branch *who, struct asl_execution *x, struct asl_branch *b,
                struct doc *input);
struct doc *assign_evaluate(const struct asl_template *t, struct asl_scope *s);
bool assign_fits(struct asl_execution *x, struct asl_branch *b,
                 const struct doc *assigned); /* false: the state has failed */
void assign_apply(struct asl_execution *x, struct asl_branch *b, struct doc *assigned);

/* asl_history.c: an event is opened, gets its details and is closed. Opening moves the branch's `previous` on, unless it is an aside. */
void event_open(struct asl_execution *x, int64_t previous, const char *type);
void event_details(struct asl_execution *x, const char *name);
void event_text(struct asl_execution *x, const char *name, struct span value); /* absent: left out */
void event_data(struct asl_execution *x, const char *name, struct span json);  /* with its …Details */
void event_int(struct asl_execution *x, const char *name, int64_t value);
void event_close(struct asl_execution *x);
void event_aside(struct asl_execution *x, int64_t previous, const char *type); /* one without details */
void event_state_entered(struct asl_execution *x, struct asl_branch *b);
void event_task_scheduled(struct asl_execution *x, struct asl_branch *b);
void event_task_submitted(struct asl_execution *x, struct asl_branch *b, struct span output);
void event_activity_started(struct asl_execution *x, struct asl_branch *b, struct span worker);
void event_task_ended(struct asl_execution *x, struct asl_branch *b, const struct asl_outcome *o);

#endif

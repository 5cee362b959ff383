/* Tasks that end by a message from outside: SendTaskSuccess and SendTaskFailure with a task's token, an activity's worker, the end of an execution that is waited
 * for. Each has a row from the stretch that scheduled it to the one that is told its end, so an answer that was acknowledged is durable before the execution has
 * gone on:
 *
 *     a stretch schedules ──▶ row ──▶ a handler writes the answer into it, and counts the execution's news ──▶ a stretch reads it, and deletes it
 *
 * A stretch that did not see all news when it began is not kept, and begins again.
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
#ifndef NUBE_STATES_CALLBACKS_H
#define NUBE_STATES_CALLBACKS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/run/states_aftermath.h"
#include "emulator/services/states/store/states_store.h"

/* How it ends: by its token, by its activity's worker, by the end of the execution it started (whose output is text, or JSON), by the end of its map run. */
enum states_callback_kind { CALLBACK_TOKEN, CALLBACK_ACTIVITY, CALLBACK_JOB, CALLBACK_JOB_JSON, CALLBACK_MAP_RUN };

enum states_answer { ANSWER_NONE, ANSWER_SUCCESS, ANSWER_FAILURE };

struct states_callback {
    int64_t task;
    enum states_callback_kind kind;
    bool is_taken, is_told; /* a worker has it; the history says so */
    struct span worker;
    int64_t heard_ms; /* its latest sign of life; 0: none */
    int64_t child;    /* the execution it waits for */
    enum states_answer answer;
    struct span output, error, cause;
    bool never_began;
    struct states_execution *ended; /* the execution that was waited for, as it ended */
    struct span activity, input;    /* for the row */
    struct span map_run;            /* the description of the run to begin */

    /* This stretch's: it has no row yet; its worker, its end were told to the interpreter; the execution that it now waits for. */
    bool is_new, told_now, is_used;
    struct span child_arn;
    struct states_callback *next;
};

/* The execution's callbacks. */
struct states_callback *states_callbacks_read(struct db *db, struct arena *a, int64_t execution);

/* Tells the interpreter signs of life and answers. */
void states_callbacks_hear(struct states_callback *list, struct asl_execution *x);
void states_callbacks_tell(struct states_callback *list, struct asl_execution *x, int64_t now_ms);

/* The end of the call that a task with a callback is handed over by. False: the task has none. */
bool states_callbacks_submitted(struct states_callback *list, struct arena *a, struct asl_execution *x, int64_t task,
                                const struct asl_outcome *outcome, int64_t now_ms);

/* The list with a callback for each of the stretch's tasks that need one. */
struct states_callback *states_callbacks_with_new(struct states_callback *list, struct arena *a,
                                                  struct asl_execution *x);

/* In the stretch's transaction: the rows as they are now. */
void states_callbacks_write(struct db *db, const struct states_execution *e, struct states_callback *list,
                            const struct asl_execution *x, struct states_aftermath *after);

#endif

/* The rows of tasks that end by a message from outside. */
#ifndef NUBE_STATES_CALLBACKS_STORE_H
#define NUBE_STATES_CALLBACKS_STORE_H

#include "emulator/services/states/store/states_store.h"

/* How it ends: by its token, by its activity's worker, by the end of the execution it started (whose output is text, or
 * JSON), by the end of its map run. */
enum states_callback_kind { CALLBACK_TOKEN, CALLBACK_ACTIVITY, CALLBACK_JOB, CALLBACK_JOB_JSON, CALLBACK_MAP_RUN };

/* CHILD: the execution that it waits for ended. A database of a former version has SUCCESS for that, without output. */
enum states_answer { ANSWER_NONE, ANSWER_SUCCESS, ANSWER_FAILURE, ANSWER_CHILD };

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

    /* This stretch's: it has no row yet; its worker, its end were told to the interpreter; the execution that it now
     * waits for. */
    bool is_new, told_now, is_used;
    struct span child_arn;
    struct states_callback *next;
};

/* Rows, with states_callback_read's columns. */
struct rows *states_callback_rows(struct db *db, int64_t execution);
void states_callback_read(struct rows *r, struct arena *a, struct states_callback *k);

void states_callback_insert(struct db *db, int64_t execution, const struct states_callback *k, int64_t now_ms);
void states_callback_delete(struct db *db, int64_t execution, int64_t task);
void states_callback_delete_all(struct db *db, int64_t execution);
void states_callback_set_told(struct db *db, int64_t execution, int64_t task);
void states_callback_set_child(struct db *db, int64_t execution, int64_t task, int64_t child);

/* An answer, unless there is one: false when there is no such task or it was answered. Counts as news. */
bool states_callback_answer(struct db *db, int64_t execution, int64_t task, enum states_answer answer,
                            struct span output, struct span error, struct span cause, bool never_began);

/* A sign of life; false as above. */
bool states_callback_hear(struct db *db, int64_t execution, int64_t task, int64_t now_ms);

/* Gives the activity's oldest task to a worker; false when there is none. */
bool states_callback_take(struct db *db, struct arena *a, struct span activity, struct span worker, int64_t *execution,
                          int64_t *task, struct span *input);

/* The executions that wait for this one have news; their ids. */
struct rows *states_callback_parents(struct db *db, int64_t child);
void states_callback_child_ended(struct db *db, int64_t child);

/* How much news an execution has had. */
int64_t states_execution_news(struct db *db, int64_t execution);

#endif

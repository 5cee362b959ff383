/* Step Functions' rows, and all of its SQL.
 *
 * A definition's row is one revision: it never changes, so executions point at it and compiled forms are kept by its
 * id. An execution's history is a row a stretch: its events as a JSON array. An execution that waits is its row alone:
 * `saved` is what it goes on from, `due_ms` when; `resume` says that more than the clock will move it (tasks in flight,
 * or work cut short), so a restart must take it up.
 */
#ifndef NUBE_STATES_STORE_H
#define NUBE_STATES_STORE_H

#include "emulator/core/call.h"
#include "emulator/store/db.h"

extern const char *const states_schema[];

enum states_status {
    STATES_RUNNING,
    STATES_SUCCEEDED,
    STATES_FAILED,
    STATES_TIMED_OUT,
    STATES_ABORTED
}; /* ORDER asl_status */

struct states_machine {
    int64_t id, definition_id, created_ms, updated_ms;
    struct span account, region, name, type, role_arn, revision_id, logging, tracing, tags, encryption;
    bool deleting;
};

struct states_execution {
    int64_t id, machine_id, definition_id, started_ms, stopped_ms, last_event, due_ms;
    int64_t news; /* how many messages from outside its tasks have had */
    enum states_status status;
    bool resume;
    struct span account, region, machine, name, role_arn, endpoint, input, trace_header, output, error, cause, saved;
    int64_t version;   /* that it was started with; 0: the machine as it was */
    struct span alias; /* that it was started by; absent: by none */
    int64_t redrive_count, redriven_ms;
    bool is_redriving; /* and has not yet taken the first step since */
    struct span redrive_token;
    struct span express_uuid; /* the last part of an EXPRESS one's ARN; absent: it is STANDARD */
    struct span mock;         /* what states_mocks.h keeps of its test case; absent: nothing is mocked */
};

/* What states_execution_read reads; for whoever joins. */
#define STATES_EXECUTION_COLUMNS                                                                                  \
    "SELECT states_execution.id, machine, definition, account, region, machine_name, name, role_arn, endpoint,"   \
    " states_execution.input, trace_header, states_execution.status, started_ms, stopped_ms, last_event, due_ms," \
    " resume, output, error, cause, saved, news, version, alias, redrive_count, redriven_ms, redriving,"          \
    " redrive_token, express_uuid, mock FROM states_execution"

/* Machines. Texts are in `a`. */
bool states_machine_find(struct db *db, struct arena *a, struct span account, struct span region, struct span name,
                         struct states_machine *m);
void states_machine_insert(struct db *db, struct states_machine *m);
void states_machine_update(struct db *db, const struct states_machine *m);
void states_machine_delete(struct db *db, int64_t id);
void states_machine_mark_deleting(struct db *db, int64_t id);
void states_machine_set_tags(struct db *db, int64_t id, struct span tags);
int64_t states_machine_running(struct db *db, int64_t id); /* how many of its executions run */
struct rows *states_machines_after(struct db *db, struct span account, struct span region, int64_t after,
                                   int64_t limit);
void states_machine_read(struct rows *r, struct arena *a, struct states_machine *m);

/* Definitions: the text becomes a row; returns its id. */
int64_t states_definition_insert(struct db *db, struct span text);
struct span states_definition_text(struct db *db, struct arena *a, int64_t id);

/* Executions. */
int64_t states_execution_insert(struct db *db, const struct states_execution *e);
bool states_execution_find(struct db *db, struct arena *a, struct span account, struct span region, struct span machine,
                           struct span name, struct states_execution *e);
bool states_execution_by_id(struct db *db, struct arena *a, int64_t id, struct states_execution *e);
struct states_execution_filter {
    int64_t machine_id, status, version; /* status -1: any; version 0: any */
    struct span alias;                   /* absent: any */
};
struct rows *states_executions_before(struct db *db, const struct states_execution_filter *f, int64_t before,
                                      int64_t limit);
void states_execution_read(struct rows *r, struct arena *a, struct states_execution *e);

/* Writes what a stretch did: its events and where the execution stands now. False when somebody else moved it meanwhile
 * (it no longer RUNS, or its last event is not `last_event` any more); nothing is then to be kept. */
bool states_execution_move(struct db *db, const struct states_execution *e, int64_t last_event, int64_t first,
                           struct span events);

/* The EXPRESS child of a map run. */
bool states_execution_find_express(struct db *db, struct arena *a, struct span account, struct span region,
                                   struct span machine, struct span name, struct span uuid, struct states_execution *e);
void states_execution_delete(struct db *db, int64_t id);

/* One that has ended runs again, from where it stood. False when it runs. */
bool states_execution_redrive(struct db *db, const struct states_execution *e);

/* The running ones: id, due_ms, resume. */
struct rows *states_executions_running(struct db *db);

/* Stretches of history: first, events; in order, or backwards. */
struct rows *states_history(struct db *db, int64_t execution, int64_t from, bool backwards);

/* How many machines an account has in a region; how many executions of machines run in all, and of its. */
int64_t states_machine_count(struct db *db, struct span account, struct span region);
int64_t states_executions_open(struct db *db);
int64_t states_executions_open_of(struct db *db, struct span account, struct span region);

#endif

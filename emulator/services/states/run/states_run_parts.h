/* What the files that advance executions share: the table's entries (states_runs.c), a stretch of one (states_stretch.c), its tasks' calls (states_errands.c). */
#ifndef NUBE_STATES_RUN_PARTS_H
#define NUBE_STATES_RUN_PARTS_H

#include "emulator/asl/run/asl_execution.h"
#include "emulator/services/states/run/states_callbacks.h"
#include "emulator/services/states/store/states_store.h"
#include "emulator/store/store.h"

struct call;
struct states_express;
struct states_trial;

enum happening_kind {
    HAPPENED_START,
    HAPPENED_RESUME,
    HAPPENED_WAKE,
    HAPPENED_ADVANCE,
    HAPPENED_TASK,
    HAPPENED_NEWS /* the rows of its callbacks tell */
};

struct happening {
    enum happening_kind kind;
    int64_t task;      /* TASK: which */
    struct call *call; /* TASK: the ended call, which holds the outcome's texts; NULL when it was never made */
    struct asl_outcome outcome;
    struct arena texts; /* of an outcome without a call */
    struct happening *next;
};

struct run {
    int64_t id;
    uint64_t timer;
    struct happening *mailbox, **mailbox_end;
    struct states_express *express; /* takes the row's place; NULL for a STANDARD execution */
    struct run *next;
    bool busy, dropped;
};

/* What a worker holds while it advances a run. */
struct stretch {
    struct run *run;
    struct arena arena; /* the row's texts */
    struct states_execution e;
    const struct asl_definition *definition;
    struct states_trial *trial; /* whose definition it is; NULL: it is no trial */
    struct asl_execution *x;
    struct happening *mail;            /* what it was told, until it is written */
    struct states_callback *callbacks; /* of the tasks that end by a message */
    struct states_aftermath aftermath; /* whom to tell once it is durable */
    struct span events;
    int64_t last_event; /* before the stretch */
    int64_t due_ms;
    bool is_stale;   /* news came in while it was worked on: all again */
    bool is_resumed; /* its tasks may have been started before, by a process that is gone */
    struct store_job job;
};

/* A task's call under way. */
struct errand {
    int64_t execution, task;
    uint64_t epoch;
    bool is_again;                /* its call may have been made before, by a process that is gone */
    bool is_trial;                /* what goes over the wire is told, too */
    struct asl_resource resource; /* its texts are in the call */
};

/* states_runs.c. Tells the run with this id; with `add` there is one from now on. */
void run_post(int64_t id, enum happening_kind kind, bool add);
void run_post_outcome(const struct errand *errand, struct call *call, struct asl_outcome outcome);
struct happening *run_mail_take(struct run *run);
void run_mail_return(struct run *run, struct happening *first); /* in front of what came meanwhile */
void run_mail_drop(struct happening *h);
void run_rest(struct run *run, struct happening *first); /* idle until something else happens; then this again, first */
bool run_is_dropped(struct run *run);
uint64_t run_epoch(void);

/* The worker is through with the run: it rests until `due_ms`, goes on with what came meanwhile, or is no more. */
void run_release(struct run *run, bool ended, int64_t due_ms);

/* states_stretch.c: a worker's job; the argument is the run. */
void stretch_begin(void *run);

/* states_errands.c: starts the call of one task of a stretch that is durable. */
void errand_start(struct stretch *s, const struct asl_task *t, uint64_t epoch);

#endif

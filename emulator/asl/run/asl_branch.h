/* A branch is one thread of control: the machine's own, a branch of a Parallel, an iteration of a Map.
 *
 *   root ──(Parallel, JOINING)──┬─ child 0 ─ …
 *                               └─ child 1 ──(Map, JOINING)──┬─ child 0
 *                                                            └─ child 1
 *
 * A state's function says what became of the state, and goes no further: asl_step.c leaves the state, retries, catches
 * and joins.
 */
#ifndef NUBE_ASL_BRANCH_H
#define NUBE_ASL_BRANCH_H

#include "emulator/asl/run/asl_execution.h"

enum asl_phase {
    PHASE_READY, /* about to enter its state */
    PHASE_TASK,  /* its task runs; due_ms: its timeout, or 0 */
    PHASE_RETRY, /* waits until due_ms to try its state again */
    PHASE_WAIT,  /* a Wait, until due_ms */
    PHASE_JOIN,  /* its children run */
    PHASE_ENDED
};

/* What became of a branch's state; the particulars are in branch->end. */
enum asl_became {
    ASL_WAITS,  /* for a task, a time or its children: nothing more is to be done now */
    ASL_GIVES,  /* its work has a result: `value`, which is still to be made the state's output */
    ASL_LEAVES, /* with the output `value`, for the state `next`, or NULL: the branch is through */
    ASL_FAILS   /* with `error` and `cause` */
};

struct asl_end {
    struct asl_payload value;
    struct doc *assigned; /* of one that LEAVES: its variables' new values; or NULL */
    const struct asl_state *next;
    struct span error, cause;
    bool is_final; /* no retrier and no catcher takes it */
};

/* Of a distributed Map: it reads items, or which files have them and then (LOADS) these, its children run, its results
 * are written (a file a stage). */
enum asl_map_stage { MAP_READS, MAP_RUNS, MAP_WRITES_SUCCEEDED, MAP_WRITES_FAILED, MAP_WRITES_MANIFEST, MAP_LOADS };

/* Where an item came from: its key, when it is of an object, and what the Context object calls its Source. */
struct asl_item_origin {
    struct span key, source;
};

#define ASL_ITEM_STATE_DATA "STATE_DATA"

struct asl_branch {
    struct asl_branch *parent, *next_ready;
    const struct asl_machine *machine;
    const struct asl_state *state;
    enum asl_phase phase, left; /* left: of one that ENDED unsuccessfully, the phase it was in */
    uint32_t index;             /* among the parent's children */

    int64_t previous; /* the event that the next one follows */
    int64_t decided;  /* the event after which what happens now was decided; within a stretch only */
    int64_t entered_id, entered_ms, due_ms;

    struct asl_payload input;             /* the state's raw input */
    struct asl_payload parameters;        /* what its task or its branches are given */
    struct doc *variables;                /* of this scope; NULL: none */
    size_t variables_bytes;               /* of their JSON, but for a brace */
    struct asl_payload item;              /* of a Map's iteration: its item */
    const struct asl_item_origin *origin; /* of a distributed Map's item; NULL: the state's data */

    uint32_t *attempts, retries; /* by retrier; all together */
    uint32_t catches;            /* since the state was entered */
    bool is_again;               /* entered before: a retry writes no Entered event */
    bool is_over_limit;          /* it fails for what it made: only a catcher that names the error takes it */
    struct asl_end end;

    struct { /* PHASE_TASK */
        int64_t id;
        int64_t timeout_seconds, heartbeat_seconds; /* 0: none */
        int64_t heartbeat_due_ms;                   /* when the next sign of life must have come; 0: none is awaited */
        bool heart_stopped;                         /* it timed out since none came */
        bool is_handed_over;                        /* submitted, or an activity's: a message from outside ends it */
        struct span role_arn;                       /* of its Credentials */
    } task;

    struct {                          /* PHASE_JOIN; of a Map the items and how many at once before, too */
        struct asl_branch **children; /* NULL entries have not started or have ended */
        struct asl_payload *results;
        uint32_t child_count, started, ended;
        struct asl_payload
            items; /* of a Map; of a distributed one what it goes on with: pages read so far, or results */
        int64_t concurrency;
        bool branch_failed; /* of a Parallel: that is why it fails */
    } join;

    struct { /* A distributed Map's, while its phase is TASK (the first three of one that failed, too) */
        enum asl_map_stage stage;
        struct span arn;
        int64_t redrives;
        int64_t items_max, tolerated_count;
        double tolerated_percentage;
    } run;
};

struct asl_branch *asl_branch_new(struct asl_execution *x, struct asl_branch *parent, const struct asl_machine *m,
                                  uint32_t index);

/* Lets it enter its state when its turn comes: branches take turns, a state each. */
void asl_branch_ready(struct asl_execution *x, struct asl_branch *b);

/* The branch whose turn it is, or NULL. */
struct asl_branch *asl_branch_take_ready(struct asl_execution *x);

/* Seconds from now as a point in time; far enough away it stays representable. */
int64_t asl_time_after(const struct asl_execution *x, int64_t seconds);

static inline enum asl_became asl_gives(struct asl_branch *b, struct asl_payload result)
{
    b->end.value = result;
    return ASL_GIVES;
}

static inline enum asl_became asl_leaves(struct asl_branch *b, struct asl_payload output, struct doc *assigned,
                                         const struct asl_state *next)
{
    b->end = (struct asl_end){ .value = output, .assigned = assigned, .next = next };
    return ASL_LEAVES;
}

static inline bool asl_branch_is_map(const struct asl_branch *b)
{
    return b->state->type == ASL_MAP;
}

#endif

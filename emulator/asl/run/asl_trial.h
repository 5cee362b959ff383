/* A trial: one state of a definition runs by itself, its integrations perhaps mocked, and what its data became on the
 * way is noted.
 *
 *     facts.trial = &trial;  x = asl_execution_new(definition, &facts);  asl_execution_start(x, now)  …
 *
 * The execution is over when the state has been left, has failed, or would be tried again. A Map or a Parallel runs
 * only with a mock: its branches never do. What is noted lives in the trial's own arena, so that it outlives a stretch.
 *
 * AWS: https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
#ifndef NUBE_ASL_TRIAL_H
#define NUBE_ASL_TRIAL_H

#include "emulator/asl/run/asl_execution.h"

enum asl_trial_status { TRIAL_SUCCEEDED, TRIAL_FAILED, TRIAL_RETRIABLE, TRIAL_CAUGHT };

struct asl_trial {
    struct arena arena;
    const struct asl_machine *machine; /* which state of which machine */
    struct asl_state *state;

    /* What the test says of the surroundings. */
    struct doc *context;   /* the Context object; NULL: one is made */
    struct doc *variables; /* or NULL */
    bool is_mocked;
    struct asl_outcome mock;  /* how the work ends */
    int64_t retry_count;      /* retries there have been */
    int64_t failure_count;    /* of a Map's iterations; -1: not given */
    struct span items_source; /* what a distributed Map's ItemReader reads; may be absent */

    /* What came of it. */
    enum asl_trial_status status;
    struct span next, error, cause; /* may be absent */
    struct doc *notes; /* "afterInputPath": JSON as text, "maxConcurrency": a number …; never NULL once it has begun */
};

/* The state of that name in the definition, however deep, into trial->state and ->machine. False when there is none. */
bool asl_trial_find(struct asl_trial *trial, const struct asl_definition *definition, struct span name);

/* Is there a state of that name inside the trial's own, a Map or a Parallel? */
bool asl_trial_has_inside(const struct asl_trial *trial, struct span name);

/* A definition around a single state, named ASL_TRIAL_NAME: whatever it leads to is a state that succeeds. NULL when
 * the text is no JSON object. */
#define ASL_TRIAL_NAME "StateName"
struct doc *asl_trial_definition(struct arena *a, struct span state);

#endif

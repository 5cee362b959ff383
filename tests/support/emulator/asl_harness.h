/* Running executions against played tasks: shared by the tests of the interpreter. */
#ifndef NUBE_ASL_HARNESS_H
#define NUBE_ASL_HARNESS_H

#include "emulator/asl/run/asl_execution.h"
#include "tests/support/emulator/unit.h"

/* How the play goes. Zero-initialise it but for what is given. */
struct harness {
    struct arena *arena; /* given */

    /* Given: outcomes in the order tasks ask for them, a list of {"output": …} | {"error": …, "cause": …} |
     * {"timeout": true}; on the way {"submitted": …} | {"worker": …} | {"heartbeat": seconds}. */
    struct doc *outcomes;
    size_t used; /* of them */

    bool restore_often; /* given: saves and restores between all stretches; the result must be the same */
    bool echoes;        /* given: a task without an outcome gives its parameters */
    int64_t now_ms;     /* given: the start; then the end */
    struct buf history; /* without its brackets; see harness_events */
    int64_t last_event;
    enum asl_status status;
    struct span output;     /* of one that succeeded */
    const char *unexpected; /* a task asked for other than its outcome's "wants" */
    const struct asl_definition *definition;
};

/* A text itself, anything else as JSON; absent when it is NULL. */
struct span harness_text(struct arena *a, const struct doc *d);

/* Plays the execution to its end, at most `limit` stretches. */
void harness_play(struct harness *h, const struct asl_definition *d, struct span input, int limit);

/* The whole history as a list, once. */
struct doc *harness_events(struct harness *h);

#endif

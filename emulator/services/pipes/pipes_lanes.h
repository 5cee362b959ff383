/* The lanes of a pipe's poller: each goes round by itself, see pipes_pollers.h. A poller is freed by the last of its
 * lanes once it was told to stop; a lane looks at that whenever something ends. */
#ifndef NUBE_PIPES_LANES_H
#define NUBE_PIPES_LANES_H

#include "emulator/core/identity.h"
#include "emulator/services/pipes/pipes_rules.h"
#include "emulator/services/pipes/pipes_store.h"

#define PIPES_LANES       3
#define PIPES_RECEIVE_MAX 10 /* messages that one receive gives */

struct pipes_lane;

struct pipes_poller {
    struct arena arena;
    struct pipes_pipe pipe;
    struct pipes_names names;
    struct identity who;
    struct span queue_url, template;
    struct doc *filters;
    int64_t batch_size, window_ms;
    bool collects;
    size_t held_max;           /* messages of a round */
    bool waits;                /* for the execution's end: the invocation type REQUEST_RESPONSE */
    struct pipes_poller *next; /* whoever keeps them */

    struct pipes_lane *lane[PIPES_LANES]; /* the lanes' own from here on; NULL: ended */
    int lanes;                            /* that go round */
    bool stopped;
};

/* Its lanes go round from now on. */
void pipes_lanes_start(struct pipes_poller *p);

/* They end, those that wait to try again at once; the poller is the last one's to free. */
void pipes_lanes_stop(struct pipes_poller *p);

/* The process stops: nothing is to be handed to the workers any more. Or it does not. */
void pipes_lanes_close(bool closes);

#endif

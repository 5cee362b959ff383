/* Bells: who waits for what another service makes is told once it is there, without a call that is parked and without a
 * look now and then. A bell has a name that both sides know: the ARN of a resource. It tells that there may be
 * something new, no more; whoever listens looks for it by calls. */
#ifndef NUBE_BELL_H
#define NUBE_BELL_H

#include "emulator/core/call.h"

struct bell {
    struct span name;        /* the listener's, as all of this, while it listens */
    void (*rung)(void *arg); /* brief, on the writer's thread, under the bells' lock */
    void *arg;

    struct bell *next; /* the bells' own */
};

/* Listens. What was committed before is to be looked for afterwards. */
void bell_listen(struct bell *b);

/* Listens no more: `rung` has returned, and is not called again. */
void bell_leave(struct bell *b);

/* After the call's commit tells those who listen to this name. */
void bell_ring(struct call *c, struct span name);

#endif

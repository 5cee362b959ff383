/* The one door: every operation, whoever asks, passes here. The door is declared here, so that services can knock; what
 * lies behind it (edge/dispatch.c) stands above them and registers itself. */
#ifndef NUBE_DOOR_H
#define NUBE_DOOR_H

#include "emulator/core/call.h"

struct door {
    void (*submit)(struct call *c);                          /* see door_submit */
    int (*within)(struct call *parent, struct call *child);  /* see door_call_within */
    void (*end)(struct call *c);                             /* see door_finish */
    bool (*allows)(struct call *parent, struct call *child); /* is the child let pass, by the parent's database? */
    int (*may)(struct call *c, const char *action, struct span resource); /* see door_may */
};

/* What the functions below lead to; before the first call. */
void door_register(const struct door *door);

/* Authorises, validates, meters, records and dispatches the call, which must have service, operation, who and in. Ends
 * with c->done, perhaps before it returns. The call stays its opener's. Effects run after the commit. From the store's
 * writer it may be used for an operation that WRITES only by door_call_within. */
void door_submit(struct call *c);

/* The same, and waits for the end. Not on the writer's, timers' or workers' threads for an operation that may wait, and
 * not while this thread holds a reader of the store for one that WRITES or is ASYNC. Returns 0, or -1 with c->fault. */
int door_call(struct call *c);

/* The same, and calls `look` every so many milliseconds (of the machine's time) until the call has ended, on the
 * waiting thread. */
int door_call_watched(struct call *c, int64_t every_ms, void (*look)(struct call *c, void *arg), void *arg);

/* The same, and waits so many milliseconds of the machine's own time at most. Returns 0, -1, or 1 when it took longer:
 * then the call is no longer the opener's, and is freed when it ends. */
int door_call_within_time(struct call *c, int64_t milliseconds);

/* From inside a handler on the writer: runs another service's operation (not an ASYNC one) in the parent's transaction,
 * in a savepoint of its own, and returns its end at once: 0, or -1 with child->fault and nothing of it kept; where it
 * was the store that failed, the parent fails too, whatever its handler goes on to do. Its effects join the parent's.
 * Waiting is not possible there: a call_wait counts as an empty result. The child's arena is its own: copy what must
 * outlive call_free(child). */
int door_call_within(struct call *parent, struct call *child);

/* May who opened the call make it? Nothing is run. From inside a handler as the parent's database has it; elsewhere,
 * and not on the writer, the parent is NULL. The fault is then in the call. */
bool door_allows(struct call *parent, struct call *c);

/* May the service "lambda" assume a role, for what it acts for (aws:SourceArn; absent: nothing)? AWS: the role's trust
 * must name lambda.amazonaws.com. So it may with a role that IAM does not have. */
bool door_may_assume(struct call *parent, const char *service, struct span role_arn, struct span source_arn);

/* From inside a handler: may the call's own caller do this, too? 0, or -1 with the refusal in the call, unless that
 * has a fault already. */
int door_may(struct call *c, const char *action, struct span resource);

/* For an ASYNC handler that returned CALL_PENDING: ends the call, from any thread. `out` or the fault must be set. */
void door_finish(struct call *c);

/* Opens a call to "sqs", "SendMessage" in the name of `who`. NULL when there is no such operation. */
struct call *door_open(const char *service, const char *operation, const struct identity *who, struct span endpoint);

#endif

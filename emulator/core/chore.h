/* Work without a caller: what a service does by itself, such as sweeping, filling, copying, expiring.
 *
 *     idle ── wake ──▶ running ── more to do ──▶ running
 *      ▲                  └── nothing: a timer for what is due next ──┐
 *      └──────────────────────────────────────────────────────────────┘
 *
 * A chore is one static struct, listed by its service. What is to be done is in the database, so a restart goes on: at
 * the start every chore is run once. A step runs on the store's writer between others' writes, in a call and a
 * transaction of its own, so it takes some rows' worth; effects of that call run after its commit. A step that fails (a
 * fault, the disk is full) is undone and tried again a second later.
 *
 *     struct chore fake_sweep = { .name = "fake sweep" };             low in the service: whoever notes work wakes it
 *     bool fake_sweep_step(struct call *c, int64_t *due_ms) { … }     high in it: what does the work
 *     .chores = CHORES({ &fake_sweep, fake_sweep_step }),             the contents page knows both
 */
#ifndef NUBE_CHORE_H
#define NUBE_CHORE_H

#include "emulator/core/call.h"
#include "emulator/store/store.h"

/* Does some of the work. Returns whether there is more of it now; lowers *due_ms to when to look again. */
typedef bool chore_step(struct call *c, int64_t *due_ms);

struct chore {
    const char *name; /* for the log */

    struct { /* chore.c's own */
        const struct service *service;
        chore_step *step;
        bool is_started, is_running, is_woken; /* woken: something came up while it ran */
        uint64_t timer;                        /* 0: none */
        int64_t due_ms;                        /* the timer's */
        struct store_job job;
        struct call *call; /* the step's */
        bool is_more;
        int64_t next_ms;
    } own;
};

/* A row of a service's list. */
struct chore_work {
    struct chore *chore; /* NULL: the list's end */
    chore_step *step;
};

/* After the call's commit there is something to do: now, or at that time. Also of use to a step, and to a handler that
 * reads. */
void chore_wake(struct call *c, struct chore *chore);
void chore_due(struct call *c, struct chore *chore, int64_t due_ms);

/* The same at once, outside of any call. From any thread. */
void chore_wake_now(struct chore *chore);

/* Is nothing under way, and nothing due? */
bool chore_is_idle(const struct chore *chore);

/* Of a service's list, which ends with NULL, or is NULL. Stopped, a chore ends with the step that is under way. */
void chores_start(const struct service *service);
void chores_stop(const struct service *service);
bool chores_are_idle(const struct service *service);

/* One step by itself: runs on the writer in a call of its own, with a copy of the value; a result other than 0, or a
 * fault, undoes it. Then `over`, which may be NULL, is told whether it was committed; it is not tried again. From any
 * thread. */
void chore_once(const struct service *service, int (*step)(struct call *c, void *value),
                void (*over)(void *value, bool is_committed), const void *value, size_t size);

#endif

/* Deliveries: what leaves one service for another, or for the world. The outbox of all of Nube.
 *
 *   handler ─ delivery_add ─ commit ─▶ rows, in lanes ─ pick ─▶ under way ─ delivery_done ─▶ settled, on the writer
 *                                         ▲                                                  │   gone, or given up
 *                                         └────────────── put off, to be tried again ────────┘
 *
 * A delivery is a row in the transaction of what caused it, so a crash loses none, and at worst repeats one: what is
 * under way is known in memory only. A lane is a destination of a kind. Picking goes round the lanes, and each has a
 * few places only, so a lane with a hundred thousand rows, or one that never answers, delays no other. Within a lane
 * the row that is due first is tried first.
 *
 * A kind is a const table of its service's, which lists it:
 *
 *     static const struct delivery_kind post = { .name = "fake-post", .slots = 128, .lane_slots = 4, .send = send };
 */
#ifndef NUBE_DELIVERY_H
#define NUBE_DELIVERY_H

#include "emulator/core/call.h"

#define DELIVERY_LANE_MAX 511 /* bytes */

enum delivery_outcome {
    DELIVERY_DONE,
    DELIVERY_REFUSED,  /* it makes no sense to try again */
    DELIVERY_FAILED,   /* it may be tried again */
    DELIVERY_NOT_TRIED /* there was no room for it: tried again in a second, which is not counted */
};

/* How often a kind's deliveries came to what end since the start, or the last reset; telemetry has the same by the
 * minute. */
struct delivery_counts {
    int64_t arrived, failed /* tries */, given_up, expired;
};

/* One that is under way. */
struct delivery {
    const struct delivery_kind *kind;
    struct arena arena; /* goes when it is settled; of use to the kind while it sends */
    int64_t id, created_ms;
    int64_t attempts;  /* those that failed before this one */
    struct span lane;  /* where it goes */
    struct doc *about; /* what the kind wrote about it, or NULL */
    struct span body;
    int64_t age_ms; /* the kind's; its send may set another */
    void *learned;  /* the kind's own, in the arena: what its send tells its end; NULL at first */

    struct { /* the outbox's own */
        enum delivery_outcome outcome;
        bool is_settled; /* its place is kept only so that it is not picked again */
        bool must_settle_again;
        long generation;
        struct delivery_counts counts; /* to be added once it is settled */
        struct delivery *next;
    } own;
};

enum delivery_end { DELIVERY_ARRIVED, DELIVERY_GIVEN_UP, DELIVERY_EXPIRED };

struct delivery_kind {
    const char *name; /* in the rows: never to be changed */
    int slots;        /* so many are under way together, of all lanes */
    int lane_slots;   /* so many of one; fewer where few are left, so that other lanes find one */
    int64_t age_ms;   /* once so old it is not tried again; 0: however old */

    /* Begins to send it, on a worker; must not wait. Ends with delivery_done, perhaps before it returns. */
    void (*send)(struct delivery *d);

    /* Can any be sent in this run of Nube? Where not, rows wait for another. NULL: yes. */
    bool (*is_open)(void);

    /* After a try that failed, on the writer: so many milliseconds until the next, or -1 to give up. NULL: gives up. */
    int64_t (*retry_ms)(struct call *c, const struct delivery *d);

    /* In the transaction in which the row goes: a dead letter (letter.h), a destination. NULL: nothing. */
    void (*end)(struct call *c, const struct delivery *d, enum delivery_end how);
};

/* What is to be delivered. All is copied. */
struct delivery_parcel {
    struct span lane; /* at most DELIVERY_LANE_MAX bytes */
    const struct doc *about;
    struct span body;
    int64_t per_second; /* so many of the lane are begun in a second, at most; 0: as many as there are */
    int64_t delay_ms;   /* not before */
};

/* Adds a row in the call's transaction; it is sent once that is committed. The kind must be listed by a service. */
void delivery_add(struct call *c, const struct delivery_kind *kind, const struct delivery_parcel *parcel);

/* The end of a try, from any thread, once; the delivery is the outbox's again. */
void delivery_done(struct delivery *d, enum delivery_outcome outcome);

/* The end of a try that is a call: for call->done, with the delivery as its argument. Frees the call. Refused is what
 * is its own fault, but for throttling. */
void delivery_call_done(struct call *c, void *delivery);

/* For a kind's retry_ms: a second, two, four, … five minutes, as often as its age lets. */
int64_t delivery_retry_doubling(struct call *c, const struct delivery *d);

void delivery_counts_read(const struct delivery_kind *kind, struct delivery_counts *counts);

/* Is nothing under way, nothing being picked, and nothing to be looked at by now? */
bool deliveries_are_idle(void);

/* Takes up the rows of all services' kinds. Stopped, nothing more is begun, and a try that fails because all ends does
 * not count; one that still arrives is settled. */
void deliveries_start(void);
void deliveries_stop(void);

#endif

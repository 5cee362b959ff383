/* What a queue's poller does, and the batches that it delivers: see queue_poller.h. */
#ifndef NUBE_QUEUE_BATCH_H
#define NUBE_QUEUE_BATCH_H

#include "emulator/base/doc.h"
#include "emulator/core/identity.h"

struct queue_batch;
struct queue_poller;

enum queue_batch_end {
    QUEUE_BATCH_TAKEN,
    QUEUE_BATCH_FAILED, /* its messages come back after their visibility timeout */
    QUEUE_BATCH_PUT_OFF /* it was not begun: there was no room for it, or nobody to take it */
};

/* Whom the batches go to: a const table of its service's. */
struct queue_poller_kind {
    const char *service; /* "pipes": whom the role must trust */

    /* Begins to deliver a batch, on a worker; must not wait. Ends with queue_batch_done, perhaps before it returns. */
    void (*deliver)(struct queue_batch *batch);
};

struct queue_plan {
    const struct queue_poller_kind *kind;
    int64_t id;       /* its owner's, one of the kind */
    struct span name; /* the owner's */
    struct span arn;  /* what the role acts for */
    struct span role, queue_arn, endpoint;
    struct doc *filters; /* a list of { "Pattern": TEXT }, all valid, or NULL */
    int64_t batch_size, window_ms;
    int64_t batches_max; /* that are under way together */
    struct doc *own;     /* the kind's own, or NULL */
};

/* One that is under way. */
struct queue_batch {
    const struct queue_plan *plan;
    const struct identity *who; /* the role's session */
    struct arena arena;         /* goes with the batch */
    struct doc *records;        /* a list; one at least */
    struct doc *messages;       /* as they were received, in the same order */
    bool *has_failed;           /* each of a batch that was taken in part: the kind's to set; all false at first */

    struct { /* the poller's own */
        struct queue_poller *poller;
        int64_t received_ms, retry_ms;
        size_t told; /* messages of whose end the queue was told */
        uint64_t timer;
        struct queue_batch *next; /* among those that wait to be tried again */
    } own;
};

/* The end of a try, from any thread. The batch is the poller's again. */
void queue_batch_done(struct queue_batch *batch, enum queue_batch_end end);

/* The process stops: what is under way ends where it is. Or it does not. */
void queue_pollers_close(bool closes);

#endif

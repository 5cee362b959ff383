/* What a stream's poller does, and the batches that it delivers: see stream_poller.h. */
#ifndef NUBE_STREAM_BATCH_H
#define NUBE_STREAM_BATCH_H

#include "emulator/base/doc.h"
#include "emulator/core/call.h"

struct stream_lane;
struct stream_batch;

enum stream_batch_end {
    STREAM_BATCH_TAKEN,
    STREAM_BATCH_FAILED, /* is tried again, as often as the plan says */
    STREAM_BATCH_PUT_OFF /* it was not begun: is tried again, which does not count */
};

/* Where a lane is: behind a record of a shard; or, with no number yet, at an iterator, or at the oldest record. */
struct stream_position {
    struct span shard, number; /* empty: none yet */
    struct span iterator;      /* of the newest records when the position was taken; empty: the oldest are wanted */
    int64_t since_ms;          /* with an iterator: no record before that time is wanted, should it have expired */
    int64_t edition;           /* the owner's: grows when lanes become more or fewer, and those before count no more */
};

/* Records that are given up. */
struct stream_loss {
    const char *condition; /* "RetryAttemptsExhausted", "RecordAgeExceeded" */
    const struct stream_batch *batch;
    size_t first, count; /* of the batch's records */
};

struct stream_plan;

/* Whom the batches go to: a const table of its service's. */
struct stream_poller_kind {
    const char *service; /* "lambda": whom the role must trust */

    /* Begins to deliver records [first, first + count) of a batch, on a worker; must not wait. Ends with
     * stream_batch_done, perhaps before it returns. */
    void (*deliver)(struct stream_batch *b);

    /* On the writer, in a transaction of its own: the lane is at that position. `loss` tells what was given up on the
     * way, or is NULL. */
    void (*save)(struct call *c, const struct stream_plan *plan, int lane, const struct stream_position *position,
                 const struct stream_loss *loss);
};

#define STREAM_LANES_MAX 10

struct stream_plan {
    const struct stream_poller_kind *kind;
    int64_t id;       /* its owner's, one of the kind */
    struct span name; /* the owner's */
    struct span arn;  /* what the role acts for */
    struct span role, stream_arn, endpoint;
    struct doc *filters; /* a list of { "Pattern": TEXT }, all valid, or NULL */
    int64_t batch_size, window_ms;
    bool bisects;        /* a batch that fails is halved */
    int64_t retries_max; /* -1: no end */
    int64_t age_max_ms;  /* -1: no end */
    int lanes;           /* records of a key go through one of so many */
    struct stream_position positions[STREAM_LANES_MAX];
    struct doc *own; /* the kind's own, or NULL */
};

/* One that is under way. */
struct stream_batch {
    const struct stream_plan *plan;
    struct arena *arena; /* goes with the batch */
    struct doc *records; /* a list; of them `count` from `first` on are to be delivered */
    size_t first, count;
    const int64_t *made_ms; /* when each record was made */
    struct span shard;
    int64_t invocations; /* of these records so far that failed */
    void *last;          /* the kind's own, of the last try, in the arena; NULL at first */
    struct stream_lane *lane;
};

/* The number of a record in its shard. */
struct span stream_batch_number(const struct stream_batch *b, size_t record);

/* The end of a try, from any thread. Of one that failed, how many of the records before the first that did. */
void stream_batch_done(struct stream_batch *b, enum stream_batch_end end, size_t good);

#endif

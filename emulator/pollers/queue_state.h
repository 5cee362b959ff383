/* A queue's poller, as its turns and its batches share it: the pollers' own. */
#ifndef NUBE_QUEUE_STATE_H
#define NUBE_QUEUE_STATE_H

#include "emulator/base/workers.h"
#include "emulator/core/call.h"
#include "emulator/pollers/queue_batch.h"

#define QUEUE_RECEIVE_MAX 10 /* messages that one receive gives, and entries of a batch call */

struct queue_poller {
    struct arena arena;
    struct queue_plan plan;
    struct identity who;
    struct span queue_url, region;
    struct doc *patterns; /* of its filters, or NULL */
    bool is_fifo, collects;
    int64_t visibility_ms; /* the queue's, when it was looked at; -1: it was not yet */
    work_fn *turn;         /* on a worker, with the poller: goes on receiving */
    struct queue_poller *next;

    struct { /* the turn's: what it holds until it is delivered */
        struct arena arena;
        struct doc *messages; /* NULL: none */
        int64_t first_ms;     /* when the first of them came */
        size_t bytes;
        bool has_failed; /* a call did */
    } held;

    struct {             /* under the lock of queue_state.c */
        int64_t batches; /* under way */
        bool is_turning; /* a turn is under way, or a timer for it; else it waits for room */
        bool is_stopped;
        int64_t rest_ms;        /* how long the last rest was, while nothing goes well */
        int64_t rests_until_ms; /* no turn begins before */
        uint64_t timer;
        struct queue_batch *waiting; /* to be tried again */
    } state;
};

/* Opens a call to SQS in the role's name, about the poller's queue. NULL: there is none. */
struct call *queue_call_open(struct queue_poller *p, const char *operation);

/* Logs what a call of the poller's failed with. */
void queue_call_fault(const struct queue_poller *p, const struct call *c);

bool queue_poller_is_stopped(struct queue_poller *p);

/* How many more batches may be under way. */
int64_t queue_poller_room(struct queue_poller *p);

/* A batch is under way; it is not any more. */
void queue_poller_enter(struct queue_poller *p);
void queue_batch_free(struct queue_batch *b, enum queue_batch_end end);

/* Delivers it again at that time. False: the poller was stopped. */
bool queue_batch_wait(struct queue_batch *b, int64_t until_ms);

/* A turn ends, with nothing held: the next one begins at once, after a rest, or when there is room. Of a poller that
 * was stopped there is none; it is freed, with the last of its batches at the latest. */
void queue_turn_end(struct queue_poller *p, bool went_well);

/* Begins its first turn. Stops it. */
void queue_poller_begin(struct queue_poller *p);
void queue_poller_end(struct queue_poller *p);

/* Is nothing to be handed to the workers any more? */
bool queue_pollers_are_closed(void);

#endif

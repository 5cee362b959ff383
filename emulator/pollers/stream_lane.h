/* A lane of a stream's poller: see stream_poller.h. */
#ifndef NUBE_STREAM_LANE_H
#define NUBE_STREAM_LANE_H

#include "emulator/core/bell.h"
#include "emulator/core/identity.h"
#include "emulator/pollers/stream_batch.h"

#define STREAM_SPLITS_MAX 16 /* a batch of 10,000 is halved 14 times */

/* A poller as its lanes know it; it is the last one's to free. */
struct stream_poller {
    struct arena arena;
    struct stream_plan plan;
    struct identity who;
    struct span table_arn; /* the bell's name */
    struct doc *patterns;  /* of its filters, or NULL */
    struct stream_lane *lane[STREAM_LANES_MAX];
    struct stream_poller *next;
    int lanes; /* that have not ended; under the lanes' lock, as what follows */
    bool is_stopped;
};

/* Its lanes go round from now on. */
void stream_lanes_begin(struct stream_poller *p);

/* They end, those that wait at once. */
void stream_lanes_end(struct stream_poller *p);

#endif

/* What a lane gathers until it is delivered: records, and where it read. No I/O. */
#ifndef NUBE_STREAM_GATHER_H
#define NUBE_STREAM_GATHER_H

#include "emulator/pollers/stream_batch.h"

struct stream_gather {
    struct arena arena;
    struct doc *records; /* of the lane; NULL: none */
    int64_t *made_ms;    /* of each */
    size_t count, bytes;
    int64_t first_ms;  /* when the first of them was read */
    struct span shard; /* they are of one */
};

/* Which of so many lanes is a change's? */
int stream_lane_of(struct arena *scratch, const struct doc *change, int lanes);

/* Adds a record of that shard, made at that time; `max` is how many there may be at most. */
void stream_gather_add(struct stream_gather *g, const struct doc *record, struct span shard, int64_t made_ms,
                       size_t max);

/* Empties it; releases it. */
void stream_gather_reset(struct stream_gather *g);
void stream_gather_release(struct stream_gather *g);

#endif

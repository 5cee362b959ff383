/* Pollers of DynamoDB streams: what moves changes to a function.
 *
 * A poller has lanes; records of one key go through the same lane. Each lane reads the whole stream, shard after shard,
 * and passes over what is another's, so that none waits for another:
 *
 *     GetRecords ──▶ filter, gather ──▶ deliver ──▶ save the position ──▶ again
 *       ▲   │ nothing: waits for the table's bell      │ failed: again, longer each time, halved where that is wanted,
 *       └───┘                                          │         until it is given up: told with the position
 *
 * Where a lane is, is saved in the transaction in which its owner notes what was given up, so that after a crash it
 * goes on behind the last batch that was done: a batch may come twice, none is left out. An idle lane costs nothing: it
 * holds no call, no thread and no timer. */
#ifndef NUBE_STREAM_POLLER_H
#define NUBE_STREAM_POLLER_H

#include "emulator/pollers/stream_batch.h"

/* Starts the poller in place of the one of that kind and id. All is copied. False: its role is no role's ARN, or its
 * stream no stream's. */
bool stream_poller_start(const struct stream_plan *plan);

/* Begins nothing any more; what is under way is saved if it goes well. */
void stream_poller_stop(const struct stream_poller_kind *kind, int64_t id);
void stream_pollers_stop(const struct stream_poller_kind *kind);

#endif

/* Mappings of streams: each batch of a stream's poller (pollers/stream_poller.h) is an event of the function's. */
#ifndef NUBE_LAMBDA_SOURCE_STREAM_H
#define NUBE_LAMBDA_SOURCE_STREAM_H

#include "emulator/pollers/stream_poller.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* The role is the function's; a position a lane. */
void lambda_source_stream_start(const struct lambda_source *s, struct span role,
                                const struct stream_position *positions, int lanes);
void lambda_source_stream_stop(int64_t id);
void lambda_source_streams_stop(void);

#endif

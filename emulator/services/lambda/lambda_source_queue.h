/* Mappings of queues: each batch of a queue's poller (pollers/queue_poller.h) is an event of the function's. */
#ifndef NUBE_LAMBDA_SOURCE_QUEUE_H
#define NUBE_LAMBDA_SOURCE_QUEUE_H

#include "emulator/pollers/queue_poller.h"
#include "emulator/services/lambda/lambda_source_store.h"

/* The role is the function's. */
void lambda_source_queue_start(const struct lambda_source *s, struct span role);
void lambda_source_queue_stop(int64_t id);
void lambda_source_queues_stop(void);

#endif

/* Making batches and telling the queue what became of them: the pollers' own. */
#ifndef NUBE_QUEUE_BATCHES_H
#define NUBE_QUEUE_BATCHES_H

#include "emulator/pollers/queue_state.h"

/* An empty one, under way from now on, of messages that the poller holds. */
struct queue_batch *queue_batch_new(struct queue_poller *p);

/* Copies both; a batch that is not to be delivered needs no records (NULL). */
void queue_batch_add(struct queue_batch *b, const struct doc *message, const struct doc *record);

/* What is done with a batch, of one message at least: it is delivered; its messages are deleted; they are made visible
 * again, since they were received for nothing. */
void queue_batch_deliver(struct queue_batch *b);
void queue_batch_drop(struct queue_batch *b);
void queue_batch_give_back(struct queue_batch *b);

#endif

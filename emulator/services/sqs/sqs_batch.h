/* What the three batch operations share: the rules for entries, and running each by itself. */
#ifndef NUBE_SQS_BATCH_H
#define NUBE_SQS_BATCH_H

#include "emulator/services/sqs/sqs_store.h"

/* One to ten entries with distinct, well-formed ids. 0, or -1 with a fault. `entry_name` is the entry's type, for the words. */
int sqs_batch_check(struct call *c, const char *entry_name);

/* Runs `one` for each entry; its result goes to Successful, its fault to Failed. */
void sqs_batch_run(struct call *c, const struct sqs_queue *q,
                   int (*one)(struct call *c, const struct sqs_queue *q, const struct doc *entry, struct doc *out));

#endif

/* What the three batch operations share: the rules for entries, and running each by itself. */
#ifndef NUBE_SQS_BATCH_H
#define NUBE_SQS_BATCH_H

#include "emulator/services/sqs/sqs_store.h"

/* An entry's input, or a whole operation's when it is alone. */
struct sqs_entry {
    const struct doc *in;
    const char *path; /* before its members' names in a fault: "SendMessageBatchRequestEntry.2.", or "" */
    size_t index;
};

/* One to ten entries with distinct, well-formed ids. 0, or -1 with a fault. `entry_name` is the entry's type, for
 * the words. */
int sqs_batch_check(struct call *c, const char *entry_name);

/* Runs `one` for each entry; its result goes to Successful, its fault to Failed. */
void sqs_batch_run(struct call *c, const struct sqs_queue *q, const char *entry_name,
                   int (*one)(struct call *c, const struct sqs_queue *q, const struct sqs_entry *entry,
                              struct doc *out));

#endif

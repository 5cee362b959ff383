/* What a function says of a batch: which items of it failed. Pure logic, no I/O.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting,
 * services-ddb-batchfailurereporting.html */
#ifndef NUBE_LAMBDA_SOURCE_ANSWER_H
#define NUBE_LAMBDA_SOURCE_ANSWER_H

#include "emulator/base/doc.h"

/* Reads { "batchItemFailures": [{ "itemIdentifier": ID }] } and marks those of `count` items that failed, by their
 * identifiers. Nothing, null and an empty list say that none did. False: it is no such answer, or names an item that is
 * not in the batch, and so the whole batch failed. */
bool lambda_source_answer_read(struct arena *a, struct span answer, const struct span *ids, size_t count,
                               bool *has_failed);

#endif

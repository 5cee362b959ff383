/* The record of calls: counts by operation, and the request log. */
#ifndef NUBE_RECORD_H
#define NUBE_RECORD_H

#include "emulator/base/doc.h"
#include "emulator/core/call.h"

/* Counts a call that has ended and how long it took, and logs it (level debug; what failed by our fault: warn). */
void record_call(const struct call *c);

/* Forgets all counts. */
void record_reset(void);

/* Counts a request for what Nube lacks, and says so once (level warn): a service and an operation by their public
 * names. */
void record_lacking(struct span service, struct span operation);

/* Puts {"sqs": {"SendMessage": {"calls": 3, "faults": 1, "averageMicroseconds": 80, "maximumMicroseconds": 200}}}
 * into the map: all since the start or the last reset; and
 * what Nube lacks as {"notEmulated": {"kms CreateKey": 3}}. */
void record_summary(struct doc *into);

#endif

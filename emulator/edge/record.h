/* The record of calls: counts by operation, and the request log. */
#ifndef NUBE_RECORD_H
#define NUBE_RECORD_H

#include "emulator/base/doc.h"
#include "emulator/core/call.h"

/* Counts a call that has ended and how long it took, and logs it (level debug; what failed by our fault: warn). */
void record_call(const struct call *c);

/* Puts {"sqs": {"SendMessage": {"calls": 3, "faults": 1, "averageMicroseconds": 80, "maximumMicroseconds": 200}}}
 * into the map: all since the start or the last reset. */
void record_summary(struct doc *into);

#endif

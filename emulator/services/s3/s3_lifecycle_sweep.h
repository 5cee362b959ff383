/* Lifecycles at work: at each midnight, and when one is set, every version of such buckets is looked at. */
#ifndef NUBE_S3_LIFECYCLE_SWEEP_H
#define NUBE_S3_LIFECYCLE_SWEEP_H

#include "emulator/core/call.h"

/* The chore's: see chore.h. Looks at a few hundred versions. */
bool s3_lifecycle_sweep_step(struct call *c, int64_t *due_ms);

#endif

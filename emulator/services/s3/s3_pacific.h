/* Points in time as S3 words some of them: in California's time. Pure. */
#ifndef NUBE_S3_PACIFIC_H
#define NUBE_S3_PACIFIC_H

#include "emulator/base/arena.h"

/* "Tue Dec 31 16:00:00 PST 2019" */
struct span s3_pacific_text(struct arena *a, int64_t ms);

#endif

/* What rows name of blobs, counted within a transaction. */
#ifndef NUBE_S3_BLOBS_H
#define NUBE_S3_BLOBS_H

#include "emulator/core/call.h"

/* One use less: the blob is settled once this is committed. */
void s3_blob_leave(struct call *c, struct span id);

#endif

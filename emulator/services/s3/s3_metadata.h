/* User metadata as headers can carry it. Pure. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
#ifndef NUBE_S3_METADATA_H
#define NUBE_S3_METADATA_H

#include "emulator/base/arena.h"

/* A value in ASCII as it is; any other as one encoded word of RFC 2047, by its bytes. */
struct span s3_metadata_word(struct arena *a, struct span value);

#endif

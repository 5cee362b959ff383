/* UploadPartCopy. */
#ifndef NUBE_S3_PART_COPY_H
#define NUBE_S3_PART_COPY_H

#include "emulator/core/call.h"

int s3_upload_part_copy_prepare(struct call *c);
int s3_upload_part_copy(struct call *c);

#endif

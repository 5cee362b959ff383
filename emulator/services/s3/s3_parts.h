/* UploadPart. */
#ifndef NUBE_S3_PARTS_H
#define NUBE_S3_PARTS_H

#include "emulator/core/call.h"

int s3_upload_part_prepare(struct call *c);
int s3_upload_part(struct call *c);

/* The input's PartNumber is one of 1 to 10,000. 0, or -1 with InvalidArgument. */
int s3_check_part_number(struct call *c);

#endif

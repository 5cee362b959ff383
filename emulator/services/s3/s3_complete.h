/* CompleteMultipartUpload. */
#ifndef NUBE_S3_COMPLETE_H
#define NUBE_S3_COMPLETE_H

#include "emulator/core/call.h"

int s3_complete_multipart_upload(struct call *c);

#endif

/* CopyObject. */
#ifndef NUBE_S3_COPY_H
#define NUBE_S3_COPY_H

#include "emulator/core/call.h"

int s3_copy_object_prepare(struct call *c);
int s3_copy_object(struct call *c);

#endif
